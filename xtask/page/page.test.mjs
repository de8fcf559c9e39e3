// The page of `msgleg serve` as people use it, on a platform whose time passes when it is asked to. Run by
// `cargo xtask page`, which names the platform, the browser and the folder of the screenshots in the environment.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { Browser } from '../browse/browser.mjs';
import { contrastsOf, flawsOf } from '../browse/reading.mjs';

const { PLATFORM, SCREENSHOTS, CHROMIUM } = process.env;
const WIDE = [1440, 900];
const SIZES = [[390, 844], [1280, 900]];
/** A text that would do harm if it were taken for markup, and does not if it is a text. */
const MARKUP = '<img src=x onerror="document.title=1"><b>Hello</b>';

let browser;

before(async () => { browser = await Browser.start(CHROMIUM); });
after(() => browser.close());
beforeEach(async () => {
  browser.requests.length = browser.complaints.length = 0;
  await control('POST', 'reset');
  await control('PUT', 'clock/pace', { pace: 'stepped' });
  await browser.resize(...WIDE);
  await browser.prefer('light');
  await open();
});

/** Calls a control as a test would, and not by the page. */
async function control(method, path, body) {
  const answer = await fetch(`${PLATFORM}/msgleg/${path}`, { method, body: body && JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${text}`);
  return JSON.parse(text);
}

const open = async () => {
  await browser.open(`${PLATFORM}/`);
  await browser.eval('ready');
};
/** Waits until the page has done what was asked for, and drawn how things stand then. */
const look = () => browser.eval('acting.then(look)');
const texts = (selector) => browser.eval(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((it) => it.textContent)`);
const text = async (selector) => (await texts(selector))[0];
const says = async () => (await texts('#lanes .says')).join('\n');
const set = (id, value) => browser.eval(`{
  const field = document.getElementById(${JSON.stringify(id)});
  field.value = ${JSON.stringify(value)};
  field.dispatchEvent(new Event('change', { bubbles: true }));
}`);
/** Clicks, and waits until the page shows what came of it. */
const click = async (selector) => {
  await browser.click(selector);
  await look();
};
/** Clicks what makes an event of the leg with this label happen. */
const happen = async (label, event) => {
  const place = (await texts('#legs h3')).findIndex((head) => head.startsWith(`${label} `));
  assert.ok(place >= 0, `no ${label} in ${await texts('#legs h3')}`);
  await click(`#legs > :nth-child(${place + 1}) [data-event="${event}"]`);
  assert.equal(await text('#problem'), '', `${label}: ${event}`);
};
const step = () => click('#step');
/** A customer has written and an agent is asked. */
const offered = async (words = 'Hello') => {
  await set('first-text', words);
  await click('#write button');
  while (!(await says()).includes('offered')) await step();
};

test('a scenario is started, answered and transferred, and its lanes grow', async () => {
  assert.equal(await text('#counted'), 'No conversation has begun.');
  await set('plays', 'scenarios inbound-answered-agent-ends');
  assert.match(await text('#shows'), /agent/);
  await click('#play button');
  assert.equal(await text('#counted'), '1 conversation');
  while (!(await says()).includes('offered')) await step();
  const [before, width] = await browser.eval(`[document.querySelectorAll('#lanes .row').length,
    document.querySelector('#lanes svg').clientHeight]`);
  await happen('A', 'answer');
  assert.match(await says(), /A answers/);
  // Until the queue has let go of the conversation.
  await set('seconds', '0.5');
  await click('#advance button');
  await set('queue', await browser.eval(`[...document.getElementById('queue').options].at(-1).value`));
  await happen('A', 'transfer');
  const [after, grown] = await browser.eval(`[document.querySelectorAll('#lanes .row').length,
    document.querySelector('#lanes svg').clientHeight]`);
  assert.ok(after >= before + 3 && grown > width, `${before} rows became ${after}`);
  assert.equal((await texts('#lanes .heads .head')).filter((head) => head.startsWith('Q')).length, 2, 'a second queue');
  assert.equal(await browser.eval(`document.getElementById('problem').hidden`), true);
  const told = (await control('GET', 'conversations')).conversationIds;
  const script = await control('GET', `conversations/${told[0]}/script`);
  assert.ok(script.steps.some(({ event }) => event === 'transfer'), 'the platform has it, not only the page');
});

test('a frame opens and is read as JSON', async () => {
  await offered('Where is my parcel?');
  await happen('A', 'answer');
  await click('#finish');
  const lines = await texts('#entries summary');
  assert.ok(lines.some((line) => /^v2\.users\.\{\D+\}\.conversations/.test(line)), lines.join('\n'));
  await click('#entries summary');
  const frame = JSON.parse((await texts('#entries .json > span')).join('\n'));
  assert.match(frame.topicName, /^v2\./);
  assert.ok(frame.eventBody && frame.metadata);
});

test('requests stand beside the frames', async () => {
  await offered();
  const agent = (await control('GET', 'organisation')).agents[0].id;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: agent, client_secret: 'any' });
  const token = (await (await fetch(`${PLATFORM}/oauth/token`, { method: 'POST', body: form })).json()).access_token;
  const id = (await control('GET', 'conversations')).conversationIds[0];
  const get = (path) => fetch(`${PLATFORM}${path}`, { headers: { authorization: `Bearer ${token}` } });
  await get(`/api/v2/conversations/${id}`);
  await get('/api/v2/nothing');
  await browser.click('#tab-requests');
  await look();
  assert.deepEqual((await texts('#entries summary small')).map((line) => line.split(' · ')[1]), ['200']);
  await click('#only');
  assert.deepEqual((await texts('#entries summary small')).map((line) => line.split(' · ')[1]), ['501', '200', '200']);
  await click('#entries summary');
  assert.equal(JSON.parse((await texts('#entries .json > span')).join('\n')).path, '/api/v2/nothing');
});

test('a snapshot is taken and gone back to', async () => {
  await offered();
  await browser.eval(`document.getElementById('rewind').open = true`);
  await click('#take button');
  assert.deepEqual(await texts('#snapshots button'), ['Go back']);
  const [then, rows] = [await text('#now'), await says()];
  await happen('A', 'answer');
  await happen('A', 'message');
  await click('#advance button');
  assert.notEqual(await text('#now'), then);
  await click('#snapshots button');
  assert.equal(await text('#now'), then);
  assert.equal(await says(), rows);
  assert.ok((await texts('#legs button')).includes('answer'), 'it can be answered once more');
});

test('time passes as it is asked to', async () => {
  const start = await text('#now');
  await set('seconds', '90.5');
  await click('#advance button');
  const millis = (shown) => Date.parse(`${shown.replace(' ', 'T')}Z`);
  assert.equal(millis(await text('#now')) - millis(start), 90_500);
  await set('until', `${(await text('#now')).slice(11, 13)}:59`);
  await click('#run button');
  assert.match(await text('#now'), /:59:00\.000$/);
  await set('pace', '600');
  await look();
  const before = millis(await text('#now'));
  while (millis(await text('#now')) === before) await look();
  assert.equal((await control('GET', 'overview')).pace, 600);
});

test('what cannot happen is refused in words', async () => {
  await set('until', 'tomorrow');
  await click('#run button');
  assert.match(await text('#problem'), /^at: expected a time/);
  await set('until', '23:59');
  await click('#run button');
  assert.equal(await browser.eval(`document.getElementById('problem').hidden`), true);
});

test('what people have written is never taken for markup', async () => {
  await offered(MARKUP);
  await set('text', MARKUP);
  await happen('A', 'answer');
  await happen('A', 'message');
  assert.ok((await says()).includes('<img src=x'), await says());
  await click('#finish');
  await browser.click('#entries summary');
  assert.equal(await browser.eval(`document.querySelectorAll('img, #lanes b b, #statuses b').length`), 0);
  assert.equal(await browser.eval('document.title'), 'A platform to test against');
});

test('it asks nobody but the platform, and may not', async () => {
  await offered();
  assert.ok(browser.requests.filter((url) => !url.startsWith('about:')).every((url) => url.startsWith(PLATFORM) || url === 'data:,'),
    browser.requests.join('\n'));
  const answer = await fetch(`${PLATFORM}/`);
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.deepEqual(browser.complaints, []);
});

test('everything is reached by the keyboard', async () => {
  await offered();
  await control('POST', 'customers/messages', {});
  await look();
  await browser.eval(`document.querySelector('#conversations [tabindex="0"]').focus()`);
  const first = await text('#title');
  await browser.press('Home');
  await look();
  await browser.press('ArrowDown');
  await look();
  assert.equal(await browser.eval(`document.activeElement.getAttribute('role')`), 'option');
  assert.ok(first.length > 0);
  const reached = new Set();
  await browser.eval('document.activeElement.blur()');
  for (let presses = 0; presses < 120; presses++) {
    await browser.press('Tab');
    reached.add(await browser.eval(`document.activeElement.id || document.activeElement.dataset.event || ''`));
  }
  for (const wanted of ['theme', 'pace', 'step', 'seconds', 'first-text', 'plays', 'answer', 'queue', 'tab-frames', 'only']) {
    assert.ok(reached.has(wanted), `${wanted} is not among ${[...reached]}`);
  }
});

for (const scheme of ['light', 'dark']) {
  test(`it can be read in ${scheme}`, async () => {
    await browser.prefer(scheme);
    await offered();
    await happen('A', 'answer');
    await click('#finish');
    await browser.click('#entries summary');
    const contrasts = await browser.eval(`(${contrastsOf})()`);
    assert.ok(contrasts.length > 50);
    assert.deepEqual(contrasts.filter(({ contrast }) => contrast < 4.5), []);
  });
}

for (const [width, height] of SIZES) {
  test(`at ${width} pixels everything can be read and touched`, async () => {
    await control('POST', 'plays', { profile: 'smooth-day', count: 6 });
    await control('POST', 'clock/advance', { ms: 3_600_000 });
    await browser.resize(width, height);
    await open();
    await offered('Where is the parcel that I ordered a fortnight ago? It has not come yet.');
    await happen('A', 'answer');
    await happen('A', 'message');
    await click('#finish');
    const states = [
      ['all', `showPane('all'); scrollTo(0, 0)`],
      ['one', `showPane('one'); scrollTo(0, 0)`],
      ['next', `document.getElementById('next').scrollIntoView(); document.getElementById('openings-of').open = true`],
      ['frame', `document.querySelector('#entries summary').click(); document.querySelector('.traffic').scrollIntoView()`],
      ['problem', `tell('at: expected a time as RFC 3339'); scrollTo(0, 0)`],
    ];
    for (const scheme of ['light', 'dark']) {
      await browser.prefer(scheme);
      for (const [name, action] of states) {
        await browser.eval(`{ ${action} }`);
        await browser.eval('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
        assert.deepEqual(await browser.eval(`(${flawsOf})()`), [], `${width}-${scheme}-${name}`);
        const file = join(SCREENSHOTS, `${width}-${scheme}-${name}.png`);
        await browser.screenshot(file);
        assert.ok(statSync(file).size > 15_000, `${file} shows next to nothing`);
      }
      await browser.eval(`document.querySelector('#entries details').open = false`);
    }
  });
}
