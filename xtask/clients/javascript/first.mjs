import genesys from "purecloud-platform-client-v2";
import assert from "node:assert/strict";

const api = genesys.ApiClient.instance;
api.setGateway({ host: "127.0.0.1", protocol: "http", port: 4040 });
await api.loginClientCredentialsGrant("msgleg", "any secret");
const { entities } = await new genesys.RoutingApi().getRoutingQueues();
assert.deepEqual(entities.map((queue) => queue.name), ["Support", "Billing", "Sales"]);
