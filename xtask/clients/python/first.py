import PureCloudPlatformClientV2 as genesys

genesys.configuration.gateway_configuration = genesys.GatewayConfiguration(
    host="127.0.0.1", protocol="http", port=4040
)
api = genesys.ApiClient().get_client_credentials_token("msgleg", "any secret")
queues = genesys.RoutingApi(api).get_routing_queues()
assert [queue.name for queue in queues.entities] == ["Support", "Billing", "Sales"]
