// The page of `cargo xtask browse` as its readers use it. Run by `cargo xtask browse --check`, which names the page, the
// browser and the folder of the screenshots in the environment.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { Browser } from './browser.mjs';
import { contrastsOf, flawsOf } from './reading.mjs';

const { PAGE, FILES_PAGE, SCREENSHOTS, CHROMIUM } = process.env;
const ROOT = join(import.meta.dirname, '../..');
const [address, ofFiles] = [PAGE, FILES_PAGE].map((page) => pathToFileURL(page).href);
const WIDE = [1440, 900];
/** The file that is opened from the page. */
const FOLLOWED = 'fixtures/current/inbound-answered-agent-ends/agent.message.json';
/** The sizes at which everything must be there to be read and touched: a telephone, a laptop, a large screen. */
const SIZES = [[390, 844], [1280, 900], [1920, 1080]];

let browser;

before(async () => { browser = await Browser.start(CHROMIUM); });
after(() => browser.close());
beforeEach(async () => {
  await browser.resize(...WIDE);
  await browser.prefer('light');
  await open(address);
});

/** Opens the page, and waits until it has unpacked what it shows. */
const open = async (address) => {
  await browser.open(address);
  await browser.eval('ready');
};
const texts = (selector) => browser.eval(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((it) => it.textContent)`);
const text = async (selector) => (await texts(selector))[0];
const focused = () => browser.eval('document.activeElement.id || document.activeElement.dataset.event');
const click = (id) => browser.eval(`document.getElementById(${JSON.stringify(id)}).click()`);
/** The address as it is when the reader has stayed for a moment. */
const hash = () => browser.eval(
  `new Promise((resolve) => setTimeout(() => resolve(location.hash), 2 * LINK_DELAY))`);
const shows = (id) => browser.eval(`document.getElementById(${JSON.stringify(id)}).checkVisibility()`);
const choose = (id, value) => browser.eval(`{
  const select = document.getElementById(${JSON.stringify(id)});
  select.value = ${JSON.stringify(value)};
  select.dispatchEvent(new Event('input', { bubbles: true }));
  select.dispatchEvent(new Event('change', { bubbles: true }));
}`);
const rows = async () => Object.fromEntries(await browser.eval(
  `[...document.querySelectorAll('.changes td:first-child')].map((it) => [it.title, it.nextSibling.textContent])`));

test('it begins with the plays of the newest release', async () => {
  assert.match(await text('#count'), /^\d+ of \d+ plays$/);
  assert.equal(await text('#name'), 'inbound-answered-agent-ends');
  assert.equal(await hash(), '#inbound-answered-agent-ends/1');
  const smalls = await texts('#plays small');
  assert.ok(smalls.length > 40 && smalls.every((small) => small.endsWith('269.0.0')), smalls.join('\n'));
});

test('each filter leaves the plays that it promises', async () => {
  for (const [id, value] of [['channel', 'whatsapp'], ['role', 'bot'], ['state', 'parked'], ['transition', 'park'],
    ['disconnect', 'takeover'], ['evidence', 'inferred'], ['release', '19.0.0']]) {
    await browser.eval(`document.getElementById('reset').click()`);
    const all = (await texts('#plays [role=option]')).length;
    const label = await browser.eval(`document.querySelector('#${id} [value="${value}"]').textContent`);
    await choose(id, value);
    const left = (await texts('#plays [role=option]')).length;
    assert.equal(label, `${value} (${left})`);
    assert.ok(left > 0 && (left < all || id === 'release'), `${id}: ${left} of ${all}`);
  }
  await browser.click('#reset');
  await choose('disconnect', 'takeover');
  assert.deepEqual(await texts('#plays b'), ['takeover-by-colleague', 'park-then-supervisor-takes']);
  assert.equal(await text('#name'), 'takeover-by-colleague');
});

test('words are looked for in names, people, sentences and rows of the table', async () => {
  for (const [words, name] of [['spam', 'spam'], ['supervisor parks', 'park-then-supervisor-transfer'], ['unpark-due', 'park-and-resume']]) {
    await browser.eval(`document.getElementById('text').value = ''; document.activeElement.blur()`);
    await browser.press('/', ...words);
    assert.ok((await texts('#plays b')).some((play) => play.startsWith(name)), words);
  }
  await browser.press(...' no such words');
  assert.deepEqual(await texts('#plays b'), []);
  assert.equal(await shows('empty'), true);
  assert.match(await text('#empty'), /shows the\s+plays of the newest release, 269\.0\.0, again\.$/);
  const seen = await browser.eval(`['name', 'event'].map((id) =>
    document.getElementById(id).checkVisibility({ visibilityProperty: true }))`);
  assert.deepEqual(seen, [false, false], 'a play that was not asked for');
  await browser.press('Escape');
  assert.equal(await shows('empty'), false);
  assert.ok((await texts('#plays b')).length > 40);
});

test('an event shows what it changed, and how things stand after it', async () => {
  const answers = await browser.eval(`chosen.play.events.findIndex((event) => event.row === 'answer')`);
  await browser.click(`[data-event="${answers}"]`);
  assert.equal(await text('#event'), 'A answers');
  assert.equal(await hash(), `#inbound-answered-agent-ends/${answers + 1}`);
  assert.equal(await text('#basis-name'), 'answer, observed');
  assert.match(await text('#basis-source'), /^Known from: /);
  const changes = await rows();
  assert.equal(changes['participants[3].messages[0].state'], '"alerting"→"connected"');
  assert.match(changes['participants[3].messages[0].connectedTime'], /^"2026-/);
  assert.equal((await texts('.changes th'))[0], 'Message of A, agent');

  await browser.click('#tab-leg');
  const message = (await texts('.json > :not(del)')).join('\n');
  assert.equal(JSON.parse(message).state, 'connected');
  assert.ok((await texts('.json del')).includes('  "state": "alerting",'));
  assert.ok((await texts('.json ins')).includes('  "state": "connected",'));
  await browser.click('#tab-json');
  assert.equal(JSON.parse((await texts('.json > :not(del)')).join('\n')).participants[3].messages[0].state, 'connected');
});

test('what was added is marked from the line that opens it to the line that closes it', async () => {
  const added = await browser.eval(`data.plays.filter((play) => play.revision === data.latest).flatMap((play) =>
    play.events.slice(1).flatMap((event) => {
      const { marked } = linesAfter(event);
      return marked.filter(({ mark, text }, place) => mark === '+' && marked[place - 1]?.mark === ' ' && /^ *[}\\]]/.test(text))
        .map(({ text }) => play.id + ', ' + event.row + ': ' + text);
    }))`);
  assert.deepEqual(added, []);

  const says = await browser.eval(`chosen.play.events.findLastIndex((event) => event.row === 'arrives')`);
  await browser.click(`[data-event="${says}"]`);
  await browser.click('#tab-leg');
  const lines = (await texts('.json ins')).filter((line) => /^ {4}[{}]/.test(line));
  assert.deepEqual(lines, ['    {', '    }']);
});

/** The files of a folder whose names end in this way, each as a text. */
const files = (folder, end, isWanted = (file) => file.endsWith(end)) => readdirSync(join(ROOT, folder)).filter(isWanted)
  .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')).sort();

/** The values in the order of their texts. */
const inOrder = (values) => values.toSorted((one, other) => JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

test('after the last event everything is as in the fixtures, byte for byte', async () => {
  const plays = await browser.eval(`data.plays.map(({ folder, script, conversations }) => ({
    folder,
    script: written(script).join('\\n') + '\\n',
    conversations: conversations.map((conversation) => {
      const marked = (text) => written(text).map((text) => ({ text, mark: ' ' }));
      const last = (name) => {
        const sheet = conversation.views.find(({ view }) => data.views[view].name === name);
        return sheet && marked(textsOf(sheet).at(-1));
      };
      const whole = (lines) => lines && lines.map(({ text }) => text).join('\\n') + '\\n';
      const legs = conversation.legs.map((_, leg) => whole(legLines(last('conversation'), leg, 'nested')));
      return { conversation: whole(last('conversation')), media: whole(last('media')), bodies: whole(last('bodies')),
        analytics: whole(last('analytics')), legs };
    }),
  }))`);
  assert.ok(plays.length > 200);
  for (const { folder, script, conversations } of plays) {
    assert.deepEqual([script], files(folder, 'script.json'), folder);
    assert.deepEqual(conversations.map(({ conversation }) => conversation).sort(), files(folder, 'conversation.json'), folder);
    // Sets that were frozen before there was that view do not have it.
    const media = files(folder, 'media.json');
    if (media.length > 0) assert.deepEqual(conversations.map(({ media }) => media).sort(), media, folder);
    const bodies = files(folder, 'bodies.jsonl').map((file) => file.trim().split('\n').map((line) => JSON.parse(line)));
    const shown = conversations.map(({ bodies }) => bodies && JSON.parse(bodies));
    if (bodies.length > 0) assert.deepEqual(inOrder(shown), inOrder(bodies), `${folder}: the bodies`);
    const analytics = files(folder, 'analytics.json');
    if (analytics.length > 0) assert.deepEqual(conversations.map(({ analytics }) => analytics).sort(), analytics, folder);
    const legs = new Set(conversations.flatMap(({ legs }) => legs));
    for (const file of files(folder, 'message.json')) assert.ok(legs.has(file), `${folder}: a leg is missing`);
  }
});

test('what is sent is as in the fixtures, frame for frame', async () => {
  const sentIn = (folder, ...names) => browser.eval(`data.plays.find(({ folder }) => folder === ${JSON.stringify(folder)})
    .conversations.flatMap(({ views }) => views.filter(({ view }) => ${JSON.stringify(names)}.includes(data.views[view].name)))
    .flatMap((sheet) => textsOf(sheet).map((text) => JSON.stringify(JSON.parse(written(text).join('')))))`);
  const all = () => true;
  const ofQueues = (text) => JSON.parse(text).topicName.startsWith('v2.routing.queues.');
  const NOTIFICATIONS = ['notification', 'media-notification'];
  const FILES = [['queue-notifications.jsonl', NOTIFICATIONS, ofQueues], ['notifications.jsonl', NOTIFICATIONS, all],
    ['detail-events.jsonl', ['detail-event'], all], ['open-messaging.jsonl', ['open-messaging'], all]];
  let compared = 0;
  for (const folder of await browser.eval('data.plays.map(({ folder }) => folder)')) {
    for (const [end, names, isWanted] of FILES) {
      // Others end alike.
      const named = files(folder, end, (file) => file === end);
      const expected = named.flatMap((file) => file.trim().split('\n'))
        .map((line) => JSON.stringify(JSON.parse(line))).sort();
      // Not every play has these files.
      if (expected.length === 0) continue;
      assert.deepEqual((await sentIn(folder, ...names)).filter(isWanted).sort(), expected, `${folder}${end}`);
      compared += expected.length;
    }
  }
  assert.ok(compared > 1_000, `${compared} frames`);
});

test('each view shows itself beside the lanes: its JSON, or what is sent', async () => {
  const answers = await browser.eval(`chosen.play.events.findIndex((event) => event.row === 'answer')`);
  await browser.click(`[data-event="${answers}"]`);
  const views = await browser.eval(`[...document.getElementById('view').options].map(({ value }) => value)`);
  // Only an open channel has Open Messaging.
  const others = await browser.eval(`data.views.map(({ name }) => name).filter((name) => name !== 'open-messaging')`);
  assert.deepEqual(views, others, 'a view is missing');

  await choose('view', 'media');
  assert.equal(await hash(), `#inbound-answered-agent-ends/${answers + 1}/media`);
  assert.equal((await rows())['participants[3].state'], '"alerting"→"connected"');
  assert.match(await text('#command'), /script\.json --view media$/);

  await choose('view', 'notification');
  await browser.click('#tab-frames');
  const frames = await texts('.frames button');
  assert.ok(frames.length >= 2, frames.join('\n'));
  assert.match(frames[0], /^v2\.(users|routing\.queues)\.\{id\}\.conversations[AQ], \d+ ms later$/);
  await browser.click('.frames li:nth-child(2) button');
  const frame = JSON.parse((await texts('.json > :not(del)')).join('\n'));
  assert.match(frame.topicName, /^v2\.[a-z.]+\.[0-9a-f-]{36}\.conversations$/);
  assert.equal(frame.eventBody.participants[3].messages[0].state, 'connected');
  assert.match(await text('#frame'), /^2 of \d+: v2\./);
  await browser.click('#tab-changes');
  assert.equal((await rows())['eventBody.participants[3].messages[0].state'], '"alerting"→"connected"');

  await choose('view', 'detail-event');
  assert.match(await text('.nothing'), /^Nothing is sent in this view/);
  await browser.click('#panel .ways button:last-child');
  assert.match(await text('#frame'), /^v2\.detail\.events\.conversation\.\{id\}\.[a-z.]+, \d+ ms later$/);
});

test('metrics of the analytics view are a table, session by session, in which new ones are marked', async () => {
  const [file] = files('fixtures/current/inbound-answered-agent-ends/', 'analytics.json');
  const sessions = JSON.parse(file).participants.flatMap(({ purpose, sessions }, number) =>
    sessions.map(({ metrics = [] }, place) => ({ head: `Participant number ${number + 1}, ${purpose}, sessions[${place}]`, metrics })));
  const measured = sessions.filter(({ metrics }) => metrics.length > 0);
  const row = ({ name, emitDate, value }) => [name, emitDate.slice(11, 23), String(value)];
  await choose('view', 'analytics');
  await browser.eval(`chooseEvent(chosen.play.events.length - 1)`);
  await browser.click('#tab-metrics');
  assert.deepEqual(await texts('.metrics th'), measured.map(({ head }) => head));
  const shown = await browser.eval(`[...document.querySelectorAll('.metrics tr:has(td)')]
    .map((row) => [...row.children].map((it) => it.textContent))`);
  assert.deepEqual(shown, measured.flatMap(({ metrics }) => metrics.map(row)));

  const answers = await browser.eval(`chosen.play.events.findIndex((event) => event.row === 'answer')`);
  await browser.eval(`chooseEvent(${answers})`);
  const alert = sessions.flatMap(({ metrics }) => metrics).find(({ name }) => name === 'tAlert');
  assert.deepEqual((await texts('.metrics ins')).slice(0, 2), ['tAlert', String(alert.value)]);
  assert.ok((await texts('.metrics td')).includes('nConnected'), 'what was measured before');
  assert.ok(!(await texts('.metrics ins')).includes('nConnected'), 'and is not new');
});

test('it leads to the files, to the neighbours and to the command that makes a play again', async () => {
  const links = await browser.eval(`[...document.querySelectorAll('#links a')].map(({ href, textContent }) => [textContent, href])`);
  assert.deepEqual(links.map(([name]) => name), ['the folder', ...readdirSync(join(ROOT, 'fixtures/current/inbound-answered-agent-ends')).sort()]);
  assert.equal(await text('#command'), 'cargo xtask generate --script fixtures/current/inbound-answered-agent-ends/script.json --view snapshots');
  await click('play-after');
  const [, second] = await texts('#plays b');
  assert.equal(await text('#name'), second);
  await click('event-after');
  assert.match(await text('#when'), /event 2 of /);
  await click('play-before');
  await click('event-after');
  await click('event-before');
  assert.equal(await hash(), '#inbound-answered-agent-ends/1');

  await browser.eval(`document.getElementById('files').open = true`);
  await browser.follow('#links li:nth-child(2) a');
  assert.equal(await browser.eval('location.href'), pathToFileURL(join(ROOT, FOLLOWED)).href);
  assert.equal(await browser.eval('document.body.textContent'), readFileSync(join(ROOT, FOLLOWED), 'utf8'));
});

test('what can be downloaded is the file', async () => {
  const script = await browser.eval(`scriptText()`);
  assert.equal(script, readFileSync(join(ROOT, 'fixtures/current/inbound-answered-agent-ends/script.json'), 'utf8'));
  const offered = await browser.eval(`new Promise((resolve) => {
    HTMLAnchorElement.prototype.click = function () { resolve([this.download, this.href.split(':')[0]]); };
    document.getElementById('download-script').click();
  })`);
  assert.deepEqual(offered, ['inbound-answered-agent-ends.script.json', 'blob']);
});

test('a word of the glossary is explained when it is pointed at, reached or touched', async () => {
  const tip = () => browser.eval(`document.getElementById('tip').hidden ? '' : document.getElementById('tip').textContent`);
  assert.equal(await tip(), '');
  await browser.eval(`document.querySelector('.legend .term[data-term=park]').focus()`);
  assert.match(await tip(), /^the agent sets it aside until/);
  await browser.press('Escape');
  assert.equal(await tip(), '');
  await browser.click('.who .term[data-term=acd]');
  assert.match(await tip(), /^where a conversation waits for an agent/);
  await browser.point('.legend .term[data-term=hold]');
  assert.match(await tip(), /^the agent sets the conversation aside for a moment/);
  assert.ok((await texts('.term')).length > 10);
});

test('a row whose time is earlier than the one before says why', async () => {
  const says = await browser.eval(`chosen.play.events.findIndex(({ isEarlier }) => isEarlier)`);
  assert.match(await text(`[data-event="${says}"] .time`), /^09:\d\d:\d\d\.\d{3} two clocks$/);
  await browser.click(`[data-event="${says}"]`);
  assert.match(await text('#when'), /earlier than the one before: two clocks$/);
});

test('a capture and a script of one\'s own are shown as the corpus is', async () => {
  await open(ofFiles);
  assert.deepEqual(await texts('#plays b'), ['script', 'conversation']);
  await browser.eval(`choosePlay(data.plays[1])`);
  assert.deepEqual(await browser.eval(`[...document.getElementById('view').options].map(({ value }) => value)`),
    ['conversation', 'notification', 'media-notification', 'detail-event']);
  assert.deepEqual(await texts('.unknown li'), ['what the messages say, and when each reached its status']);
  assert.match(await text('#command'), /^cargo xtask show \/.*conversation\.json$/);

  // The one answer that was captured tells of the first event too.
  await choose('view', 'conversation');
  assert.match(await text('#frame'), /^Told by a later record: .*conversation\.json$/);
  await choose('view', 'notification');
  const parks = await browser.eval(`chosen.play.events.findIndex(({ says }) => says.includes('parks the conversation'))`);
  await browser.eval(`chooseEvent(${parks})`);
  await browser.click('#tab-json');
  const frame = JSON.parse((await texts('.json > :not(del)')).join('\n'));
  assert.equal(frame.eventBody.participants.at(-1).messages[0].state, 'parked');
  assert.match(await text('#frame'), /notifications\.jsonl:\d+ · v2\./);
  await browser.click('#tab-frames');
  assert.ok((await texts('.frames button')).length >= 1);

  await browser.eval(`choosePlay(data.plays[0])`);
  await choose('view', 'conversation');
  assert.match(await text('#command'), /^cargo xtask generate --script script\.script\.json --view snapshots$/);
  assert.equal(await browser.eval('scriptText()'), readFileSync(join(ROOT, 'fixtures/current/spam/script.json'), 'utf8'));
});

test('every event of the newest release changes something', async () => {
  const nothing = await browser.eval(`data.plays.filter((play) => play.revision === data.latest).flatMap((play) =>
    play.events.filter((event) => {
      const { before, after } = linesAfter(event);
      return changesBetween(JSON.parse(before.join('') || '{}'), JSON.parse(after.join(''))).length === 0;
    }).map((event) => play.id + ': ' + event.row))`);
  assert.deepEqual(nothing, []);
});

test('the keyboard alone is enough', async () => {
  await browser.press('Tab');
  assert.equal(await focused(), 'skip');
  await browser.press('Enter');
  assert.equal(await focused(), '0');

  await browser.press('/', ...'park', 'ArrowDown');
  const [first, second] = await texts('#plays b');
  assert.equal(await focused(), `play:${first}`);
  await browser.press('End', 'Home', 'ArrowDown');
  assert.equal(await focused(), `play:${second}`);
  assert.equal(await text('#name'), second);
  assert.equal(await browser.eval(`getComputedStyle(document.activeElement).outlineStyle`), 'solid');

  await browser.press('ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowUp');
  assert.equal(await focused(), '1');
  assert.equal(await browser.eval(`getComputedStyle(document.activeElement).outlineStyle`), 'solid');
  await browser.press('End', 'ArrowUp');
  const last = await browser.eval('chosen.play.events.length');
  assert.equal(await focused(), String(last - 2));

  await browser.press('Enter', 'ArrowRight', 'ArrowRight');
  assert.equal(await focused(), 'tab-leg');
  assert.equal(await browser.eval(`document.getElementById('tab-leg').getAttribute('aria-selected')`), 'true');
  await browser.press('ArrowDown');
  assert.equal(await focused(), 'panel');
  await browser.press('Escape');
  assert.equal(await focused(), String(last - 2));
  await browser.press('Escape');
  assert.equal(await focused(), `play:${second}`);
  await browser.press('Escape');
  assert.equal(await focused(), 'text');
});

test('a link opens its play and event, whatever the filters are', async () => {
  const name = await browser.eval(`data.plays.findLast((play) => play.release === '101.0.0').name`);
  await open(`${address}#${name}@101.0.0/5`);
  assert.equal(await text('#name'), name);
  assert.match(await text('#when'), /event 5 of /);
  assert.equal(await browser.eval(`document.getElementById('release').value`), '101.0.0');
  await choose('as-of', name);
  assert.equal(await hash(), `#${name}/1`);
  assert.equal(await text('#folder'), `fixtures/current/${name}/`);
  await open(`${address}#spam/3/media`);
  assert.equal(await browser.eval(`document.getElementById('view').value`), 'media');
  assert.match(await text('#when'), /event 3 of /);
  for (const nonsense of ['#no-such-play/3', '#%', '#spam/99999']) {
    await open(address + nonsense);
    assert.ok((await text('#name')).length > 0, nonsense);
  }
});

test('whoever cannot see it is told the names of things', async () => {
  const spoken = await browser.spoken();
  const named = (role) => spoken.filter((node) => node.role === role).map(({ name }) => name);
  for (const role of ['button', 'combobox', 'tab', 'option', 'listbox', 'searchbox', 'navigation', 'region', 'tabpanel']) {
    const names = named(role);
    assert.ok(names.length > 0 && names.every(Boolean), `${role}: ${JSON.stringify(names)}`);
  }
  assert.deepEqual(named('listbox'), ['Plays', 'Events, in order']);
  assert.ok(named('option').includes('09:00:00.000 C joins'), 'an event is called by its time and sentence');
});

for (const scheme of ['light', 'dark']) {
  test(`it can be read in ${scheme}, as the system asks or as the reader does`, async () => {
    const other = { light: 'dark', dark: 'light' }[scheme];
    const isDark = () => browser.eval(`getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] < 128`);
    await browser.prefer(scheme);
    assert.equal(await isDark(), scheme === 'dark');
    await browser.prefer(other);
    while (await text('#theme') !== `Theme: ${scheme}`) await browser.click('#theme');
    assert.equal(await isDark(), scheme === 'dark');
    await browser.click('[data-event="6"]');
    const contrasts = await browser.eval(`(${contrastsOf})()`);
    await browser.click('#tab-leg');
    contrasts.push(...await browser.eval(`(${contrastsOf})()`));
    assert.ok(contrasts.length > 100);
    const poor = contrasts.filter(({ contrast }) => contrast < 4.5);
    assert.deepEqual(poor, []);
  });
}

/** The states of the page that are looked at: a name, the page, an address in it, and what is done there. */
const STATES = [
  ['plays', address, '', ''],
  ['filters', address, '', `document.getElementById('more').open = true`],
  ['changes', address, '#inbound-answered-agent-ends/7', `chooseTab('changes')`],
  ['files', address, '#inbound-answered-agent-ends', `document.getElementById('files').open = true`],
  ['many-lanes', address, '#ping-pong-transfers', ''],
  ['leg', address, '#ping-pong-transfers/30', `chooseTab('leg')`],
  ['frames', address, '#inbound-answered-agent-ends/7/notification', `chooseTab('frames')`],
  ['metrics', address, '#inbound-answered-agent-ends/9/analytics', `chooseTab('metrics')`],
  ['older-release', address, '#park-and-resume@238.0.0/15/media', `chooseTab('json')`],
  ['nothing-found', address, '', `document.getElementById('text').value = 'no such words'; showPlays()`],
  ['capture', ofFiles, '#conversation/9/notification', `chooseTab('changes')`],
];

for (const [width, height] of SIZES) {
  test(`at ${width} pixels everything can be read and touched`, async () => {
    const shown = async (scheme, [name, page, link, action]) => {
      await browser.prefer(scheme);
      await open(page + link);
      await browser.eval(`{ ${action} }`);
      // Until the rows have been laid out anew.
      await browser.eval('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
      return browser.eval(`(${flawsOf})()`);
    };
    await browser.resize(width, height);
    for (const scheme of ['light', 'dark']) {
      for (const state of STATES) {
        const where = `${width}-${scheme}-${state[0]}`;
        assert.deepEqual(await shown(scheme, state), [], where);
        const file = join(SCREENSHOTS, `${where}.png`);
        await browser.screenshot(file);
        assert.ok(statSync(file).size > 15_000, `${file} shows next to nothing`);
      }
    }
  });
}

test('on a telephone nothing scrolls but the page, and what an event changed stands below it', async () => {
  await browser.resize(390, 844);
  await open(address);
  assert.equal(await shows('play'), false);
  const first = await browser.eval(`document.querySelector('#plays [role=option]').getBoundingClientRect().top`);
  assert.ok(first < 844 / 2, `the first play begins at ${first}`);
  await browser.click('#plays [role=option]:nth-child(2)');
  const [, second] = await texts('#plays b');
  assert.equal(await text('#name'), second);
  assert.equal(await shows('list'), false);
  assert.equal(await shows('detail'), false);
  await browser.click('[data-event="4"]');
  const [row, detail] = await browser.eval(`[document.querySelector('[data-event="4"]'), document.getElementById('detail')]
    .map((it) => [it.getBoundingClientRect().top, it.getBoundingClientRect().bottom])`);
  assert.equal(detail[0], row[1], 'the change does not follow its event');
  assert.ok(detail[0] > 0 && detail[0] < 844 / 2, `the change begins at ${detail[0]}`);
  assert.equal(await browser.eval(`document.querySelector('[data-event="4"]').getAttribute('aria-expanded')`), 'true');
  assert.equal(await hash(), `#${second}/5`);
  await click('event-after');
  assert.match(await text('#when'), /event 6 of /);
  await browser.click('[data-event="5"]');
  assert.equal(await shows('detail'), false);
  await browser.click('#back');
  assert.equal(await shows('list'), true);
  await browser.eval(`history.back()`);
  await browser.eval(`new Promise((resolve) => setTimeout(resolve, 2 * LINK_DELAY))`);
  assert.equal(await shows('play'), true, 'back leads to the play again');
});

test('the lines of the lanes meet their rows, however high these are', async () => {
  for (const [width, height] of SIZES) {
    await browser.resize(width, height);
    await open(`${address}#ping-pong-transfers/1`);
    const off = await browser.eval(`(() => {
      const lanes = document.querySelector('.lanes');
      const top = lanes.getBoundingClientRect().top;
      const middles = new Set([...lanes.querySelectorAll('.row')].map((row) => {
        const box = row.getBoundingClientRect();
        return Math.round((box.top + box.bottom) / 2 - top);
      }));
      return [...lanes.querySelectorAll('svg circle')].map((sign) => Number(sign.getAttribute('cy')))
        .filter((y) => ![y - 1, y, y + 1].some((y) => middles.has(Math.round(y))));
    })()`);
    assert.deepEqual(off, [], `at ${width} pixels`);
  }
});

test('it is small, asks nobody for anything and says nothing to the console', async () => {
  assert.ok(statSync(PAGE).size < 4_000_000);
  const opened = [address, ofFiles, pathToFileURL(join(ROOT, FOLLOWED)).href];
  assert.deepEqual([...new Set(browser.requests.map((url) => url.split('#')[0]))].filter((url) => !opened.includes(url) && !url.startsWith('data:')), []);
  assert.deepEqual(browser.complaints, []);

  // The last thing asked of the page, since what follows is a complaint: it could not if it would.
  const refused = `new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (violation) => resolve(violation.effectiveDirective));
    fetch('https://example.com/').catch(() => {});
  })`;
  assert.equal(await browser.eval(refused), 'connect-src');
});
