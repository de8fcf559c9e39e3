// A middleware of Open Messaging: verifies what is posted, tells that it arrived, and answers it.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

const [base, token, integration, secret] = process.argv.slice(2);
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const inbound = (what, body) => fetch(`${base}/api/v2/conversations/messages/${integration}/inbound/open/${what}`,
  { method: 'POST', headers, body: JSON.stringify(body) });
createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
  const signed = `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('base64')}`;
  response.writeHead(signed === request.headers['x-hub-signature-256'] ? 200 : 401).end();
  if (body.type !== 'Text') return;
  await inbound('receipt', { id: body.id, status: 'Delivered', channel: { to: body.channel.to } });
  await inbound('message', { channel: { from: body.channel.to }, text: `You wrote: ${body.text}` });
  console.log('answered');
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
