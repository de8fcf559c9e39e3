// One story on the server, told with the vendor's JavaScript client by its gateway setting, and a plain WebSocket client.
//
// Argument: the server's address. Run in the folder that has `node_modules`. Fails if a call is refused or a frame does
// not come.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const genesys = require('purecloud-platform-client-v2');
const WebSocket = require('ws');

const address = new URL(process.argv[2]);

async function control(method, name, body) {
  const answer = await fetch(new URL(`/msgleg/${name}`, address), { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, name);
  return answer.json();
}

// A client with a token of its own: the package shares one unless it is told otherwise.
async function client(id) {
  const api = new genesys.ApiClient.instance.constructor();
  api.setGateway({ host: address.hostname, protocol: address.protocol.replace(':', ''), port: Number(address.port) });
  await api.loginClientCredentialsGrant(id, 'any');
  return api;
}

class Agent {
  frames = [];
  #waiting = [];

  static async of(id) {
    const agent = new Agent();
    const api = await client(id);
    agent.id = id;
    agent.conversations = new genesys.ConversationsApi(api);
    const me = await new genesys.UsersApi(api).getUsersMe({ expand: ['routingStatus'] });
    assert.deepEqual([me.id, me.routingStatus.status], [id, 'IDLE']);
    const notifications = new genesys.NotificationsApi(api);
    const channel = await notifications.postNotificationsChannels();
    const socket = new WebSocket(channel.connectUri);
    agent.socket = socket;
    socket.on('message', (text) => agent.#take(JSON.parse(text)));
    await new Promise((opened, failed) => socket.on('open', opened).on('error', failed));
    const topics = [{ id: `v2.users.${id}.conversations` }, { id: `v2.users.${id}.conversations.messages` }];
    const listed = await notifications.postNotificationsChannelSubscriptions(channel.id, topics);
    assert.deepEqual(listed.entities.map((topic) => topic.state), ['Permitted', 'Permitted']);
    return agent;
  }

  #take(frame) {
    this.frames.push(frame);
    this.#waiting.forEach((look) => look());
  }

  // The next frame of a topic that fits, of those that came after the last one asked for.
  hear(topicEnd, fits) {
    this.seen ??= 0;
    return new Promise((found, failed) => {
      const late = setTimeout(() => failed(new Error(`no such frame on ${topicEnd}`)), 30_000);
      const look = () => {
        while (this.seen < this.frames.length) {
          const frame = this.frames[this.seen++];
          if (frame.topicName.endsWith(topicEnd) && fits(frame.eventBody)) {
            clearTimeout(late);
            this.#waiting = [];
            found(frame.eventBody);
            return;
          }
        }
      };
      this.#waiting = [look];
      look();
    });
  }

  async leg(conversationId) {
    const conversation = await this.conversations.getConversation(conversationId);
    const participant = conversation.participants.filter((one) => one.userId === this.id).at(-1);
    return [participant, participant.messages.at(-1)];
  }

  async change(conversationId, body) {
    const [participant] = await this.leg(conversationId);
    await this.conversations.patchConversationsMessageParticipant(conversationId, participant.id, { body });
  }
}

const states = (body) => body.participants.flatMap((one) => one.messages ?? []).map((leg) => leg.state);
const last = (body) => states(body).at(-1);

const { agents } = await control('GET', 'organisation');
const first = await Agent.of(agents[0].id);
const second = await Agent.of(agents[1].id);

const { conversationId } = await control('POST', 'customers/messages', { text: 'Where is my order?' });
const offered = await first.hear('.conversations', (body) => states(body).includes('alerting'));
assert.equal(offered.id, conversationId);
await first.change(conversationId, { state: 'connected' });
await first.hear('.conversations', (body) => last(body) === 'connected');
await first.change(conversationId, { held: true });
const flat = await first.hear('.conversations.messages', (body) => body.participants.at(-1).held);
assert.ok(flat.participants.at(-1).startHoldTime);
await first.change(conversationId, { held: false });

const [participant, leg] = await first.leg(conversationId);
const text = { textBody: 'I will look into it.' };
const sent = await first.conversations.postConversationsMessageCommunicationMessages(conversationId, leg.id, text);
assert.equal(sent.normalizedMessage.text, text.textBody);
const read = await first.conversations.getConversationsMessageMessage(conversationId, sent.id);
assert.deepEqual([read.status, read.direction], ['delivery-success', 'outbound']);

const transfer = { userId: second.id };
await first.conversations.postConversationsMessageParticipantReplace(conversationId, participant.id, transfer);
await second.hear('.conversations', (body) => last(body) === 'alerting');
await second.change(conversationId, { state: 'connected' });
await first.hear('.conversations', (body) => states(body).includes('disconnected'));
assert.equal((await first.leg(conversationId))[1].disconnectType, 'transfer');
await first.change(conversationId, { wrapupSkipped: true });

const [theirs, ours] = await second.leg(conversationId);
const parking = { state: 'parked' };
await second.conversations.patchConversationsMessageParticipantParkingstate(conversationId, theirs.id, parking);
await second.hear('.conversations', (body) => last(body) === 'parked');
await second.change(conversationId, { state: 'connected' });
await second.hear('.conversations', (body) => last(body) === 'connected');
await second.change(conversationId, { state: 'disconnected' });

const wrapups = second.conversations;
const [code] = await wrapups.getConversationsMessageParticipantWrapupcodes(conversationId, theirs.id);
const body = { code: code.id, notes: 'Sent again.' };
await wrapups.postConversationsMessageParticipantCommunicationWrapup(conversationId, theirs.id, ours.id, { body });
await second.hear('.conversations.messages', (seen) => seen.participants.at(-1).wrapup);
const [after, ended] = await second.leg(conversationId);
assert.deepEqual([ended.state, ended.disconnectType], ['disconnected', 'client']);
assert.deepEqual([after.wrapup.code, after.wrapup.notes], [code.id, 'Sent again.']);

await assert.rejects(second.change(conversationId, { state: 'connected' }), (refused) => {
  assert.deepEqual([refused.status, refused.code], [400, 'bad.request']);
  return true;
});

const media = await new genesys.ConversationsApi(await client('msgleg')).getConversationsMessage(conversationId);
assert.equal(media.id, conversationId);
[first, second].forEach((agent) => agent.socket.close());
console.log(`${first.frames.length} and ${second.frames.length} frames`);
