// Cases on standard input and answers on standard output, as the README of the corpus describes them.
import { readFileSync } from 'node:fs';

export const cases = () => readFileSync(0, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

const NOTIFICATIONS = new Set(['notification', 'media-notification', 'detail-event']);

const bytes = ({ hex, text, times = 1 }) =>
  Buffer.concat(Array(times).fill(hex === undefined ? Buffer.from(text) : Buffer.from(hex, 'hex')));

/** The text of a malformed record; throws if it is no UTF-8. */
export const text = (one) => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(one.bytes.map(bytes)));

/** The payloads of a case, of a notification its body; throws if one is no JSON. */
export const payloads = (one) => {
  const records = one.records ?? [JSON.parse(text(one))];
  return NOTIFICATIONS.has(one.view) ? records.map((record) => record.eventBody) : records;
};

export const answer = (one, verdict) => console.log(JSON.stringify({ id: one.id, verdict }));
