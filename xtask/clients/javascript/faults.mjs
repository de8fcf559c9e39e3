// What the vendor's JavaScript client does under each fault of transport: retries, duplicates, or a rejection.
//
// Arguments: the server's address, and the file of the faults. Run in the folder that has `node_modules`. Fails if the
// client does anything else than the file says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const genesys = require('purecloud-platform-client-v2');
const WebSocket = require('ws');

const address = new URL(process.argv[2]);
const faults = JSON.parse(readFileSync(process.argv[3], 'utf8'));

async function control(method, name, body) {
  const answer = await fetch(new URL(`/msgleg/${name}`, address), { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, name);
  return answer.json();
}

const api = genesys.ApiClient.instance;
api.setGateway({ host: address.hostname, protocol: address.protocol.replace(':', ''), port: Number(address.port) });
const TIMEOUT = 16_000;
assert.equal(api.getHttpClient().timeout, TIMEOUT, 'the time-out of the client itself');
const agent = (await control('GET', 'organisation')).agents[0].id;
await api.loginClientCredentialsGrant(agent, 'any');
const conversations = new genesys.ConversationsApi();
const { conversationId } = await control('POST', 'customers/messages', { text: 'Hello' });
const participant = (await conversations.getConversation(conversationId)).participants.at(-1);
const leg = participant.messages[0].id;
await conversations.patchConversationsMessageParticipant(conversationId, participant.id, { body: { state: 'connected' } });

// How a call ends, in a few words.
async function outcome(call) {
  try {
    await call();
    return 'answer';
  } catch (error) {
    const words = [error instanceof Error ? error.name : 'rejection', error?.status, error?.code];
    return words.filter((word) => word !== undefined).join(' ');
  }
}

async function send(fault, failure, timeout = TIMEOUT) {
  await control('DELETE', 'requests');
  await control('POST', 'failures', { method: 'POST', path: `/communications/${leg}/messages`, ...failure });
  const text = { textBody: fault };
  api.getHttpClient().setTimeout(timeout);
  const ends = await outcome(() =>
    conversations.postConversationsMessageCommunicationMessages(conversationId, leg, text));
  api.getHttpClient().setTimeout(TIMEOUT);
  await control('DELETE', 'failures');
  const received = await control('GET', 'requests');
  const { steps } = await control('GET', `conversations/${conversationId}/script`);
  return {
    ends,
    requests: received.length,
    repetitions: received.filter((one) => 'repeats' in one).length,
    messages: steps.filter((step) => step.text === fault).length,
  };
}

// Disturbs a socket: how reading from it ends, and what the channel is afterwards.
async function listen(call, disturbance) {
  const notifications = new genesys.NotificationsApi();
  const channel = await notifications.postNotificationsChannels();
  const socket = new WebSocket(channel.connectUri);
  await new Promise((opened, failed) => socket.on('open', opened).on('error', failed));
  const end = new Promise((found) => {
    socket.on('message', (text) => {
      const heard = JSON.parse(text);
      found(heard.topicName ?? heard.result);
    });
    socket.on('close', (code) => found(`close ${code}`)).on('error', () => {});
    setTimeout(() => found('nothing comes'), 1_000);
  });
  await control('POST', call, { channelId: channel.id, ...disturbance });
  socket.send(JSON.stringify({ message: 'subscribe', topics: [`v2.users.${agent}.presence`] }), () => {});
  const ends = await end;
  socket.terminate();
  return { ends, channel: await outcome(() => notifications.getNotificationsChannelSubscriptions(channel.id)) };
}

const seen = [];
for (const fault of faults) {
  const { failure, timeoutMs } = fault;
  seen.push(failure ? await send(fault.fault, failure, timeoutMs) : await listen(fault.control, fault.body));
}
seen.forEach((found, place) => assert.deepEqual(found, faults[place].javascript, faults[place].fault));
console.log(`${seen.length} faults`);
