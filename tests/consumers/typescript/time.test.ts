/** The screen, tested on every fitting case of the corpus. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pick } from "./fixtures.js";
import { type Message, type Spent, spent } from "./time.js";

/** Later than anything in the corpus. */
const NOW = new Date("2027-01-01T00:00:00Z");

const SEGMENTS: [string, keyof Spent][] = [
  ["Alert", "alertingMs"],
  ["Parked", "parkedMs"],
  ["Interact", "talkingMs"],
];

for (const { file, content } of pick<Message>("message", "segmentTypes", "Hold")) {
  test(`${file.path} was held`, () => assert.ok(spent(content, NOW).heldMs > 0));
}

for (const [type, field] of SEGMENTS) {
  for (const { file, content } of pick<Message>("message", "segmentTypes", type)) {
    // Shrunk to what matters: there, nothing takes time that need not.
    if (file.path.startsWith("promoted/")) continue;
    test(`${file.path} has time in ${type}`, () => {
      assert.ok(spent(content, NOW)[field] > 0);
    });
  }
}

for (const { file, content } of pick<Message>("message", "states", "disconnected", "269.0.0")) {
  test(`${file.path} adds up`, () => {
    const { alertingMs, heldMs, parkedMs, talkingMs } = spent(content, NOW);
    const first = content.segments?.[0]?.startTime ?? "";
    assert.equal(alertingMs + heldMs + parkedMs + talkingMs, Date.parse(content.disconnectedTime ?? "") - Date.parse(first));
  });
}
