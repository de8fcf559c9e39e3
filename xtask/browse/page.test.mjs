// The page of `cargo xtask browse` as its readers use it. Run by `cargo xtask browse --check`, which names the page, the
// browser and the folder of the screenshots in the environment.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { Browser } from './browser.mjs';

const { PAGE, SCREENSHOTS, CHROMIUM } = process.env;
const FIXTURES = join(import.meta.dirname, '../../fixtures');
const address = pathToFileURL(PAGE).href;
const [WIDE, NARROW] = [[1440, 900], [1000, 1240]];

let browser;

before(async () => { browser = await Browser.start(CHROMIUM); });
after(() => browser.close());
beforeEach(async () => {
  await browser.resize(...WIDE);
  await browser.prefer('light');
  await browser.open(address);
});

const texts = (selector) => browser.eval(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((it) => it.textContent)`);
const text = async (selector) => (await texts(selector))[0];
const focused = () => browser.eval('document.activeElement.id || document.activeElement.dataset.event');
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
  for (const [id, value] of [['channel', 'whatsapp'], ['state', 'parked'], ['disconnect', 'takeover'], ['evidence', 'inferred'], ['revision', '19.0.0']]) {
    await browser.eval(`document.getElementById('reset').click()`);
    const all = (await texts('#plays [role=option]')).length;
    const label = await browser.eval(`document.querySelector('#${id} [value="${value}"]').textContent`);
    await choose(id, value);
    const left = (await texts('#plays [role=option]')).length;
    assert.equal(label, `${value} (${left})`);
    assert.ok(left > 0 && (left < all || id === 'revision'), `${id}: ${left} of ${all}`);
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
  await browser.press('Escape');
  assert.equal(await shows('empty'), false);
  assert.ok((await texts('#plays b')).length > 40);
});

test('an event shows what it changed, and how things stand after it', async () => {
  const answers = await browser.eval(`chosen.play.events.findIndex((event) => event.row === 'answer')`);
  await browser.click(`[data-event="${answers}"]`);
  assert.equal(await text('#event'), 'A answers');
  assert.equal(await hash(), `#inbound-answered-agent-ends/${answers + 1}`);
  assert.match(await text('#basis'), /^answer, observed: /);
  const changes = await rows();
  assert.equal(changes['participants[3].messages[0].state'], '"alerting"→"connected"');
  assert.match(changes['participants[3].messages[0].connectedTime'], /^"2026-/);
  assert.equal((await texts('.changes th'))[0], 'Message of A, agent');

  await browser.click('#tab-message');
  const message = (await texts('.json > :not(del)')).join('\n');
  assert.equal(JSON.parse(message).state, 'connected');
  assert.ok((await texts('.json del')).includes('  "state": "alerting",'));
  assert.ok((await texts('.json ins')).includes('  "state": "connected",'));
  await browser.click('#tab-conversation');
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
  await browser.click('#tab-message');
  const lines = (await texts('.json ins')).filter((line) => /^ {4}[{}]/.test(line));
  assert.deepEqual(lines, ['    {', '    }']);
});

test('after the last event everything is as in the fixtures, byte for byte', async () => {
  const plays = await browser.eval(`data.plays.map(({ folder, events, conversations }) => ({ folder, conversations: conversations.map((conversation) => {
    const last = linesAfter({ conversation, step: conversation.steps.length - 1 });
    const leg = (_, leg) => legLines(last.marked, leg).filter(({ mark }) => mark !== '-').map(({ text }) => text).join('\\n');
    return { whole: last.after.join('\\n'), legs: conversation.legs.map(leg) };
  }) }))`);
  assert.ok(plays.length > 200);
  for (const { folder, conversations } of plays) {
    const files = (end) => readdirSync(join(FIXTURES, folder)).filter((file) => file.endsWith(end))
      .map((file) => readFileSync(join(FIXTURES, folder, file), 'utf8')).sort();
    assert.deepEqual(conversations.map(({ whole }) => `${whole}\n`).sort(), files('conversation.json'), folder);
    const legs = new Set(conversations.flatMap(({ legs }) => legs).map((leg) => `${leg}\n`));
    for (const file of files('message.json')) assert.ok(legs.has(file), `${folder}: a leg is missing`);
  }
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
  assert.equal(await focused(), 'tab-conversation');
  assert.equal(await browser.eval(`document.getElementById('tab-conversation').getAttribute('aria-selected')`), 'true');
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
  const name = await browser.eval(`data.plays.findLast((play) => play.revision === '101.0.0').name`);
  await browser.open(`${address}#${name}@101.0.0/5`);
  assert.equal(await text('#name'), name);
  assert.match(await text('#when'), /event 5 of /);
  assert.equal(await browser.eval(`document.getElementById('revision').value`), '101.0.0');
  await choose('release', name);
  assert.equal(await hash(), `#${name}/1`);
  assert.equal(await text('#folder'), `fixtures/current/${name}/`);
  for (const nonsense of ['#no-such-play/3', '#%', '#spam/99999']) {
    await browser.open(address + nonsense);
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
    await browser.click('#tab-message');
    contrasts.push(...await browser.eval(`(${contrastsOf})()`));
    assert.ok(contrasts.length > 100);
    const poor = contrasts.filter(({ contrast }) => contrast < 4.5);
    assert.deepEqual(poor, []);
  });
}

/** In the page: the contrast of each text to what lies behind it, as WCAG 2 counts it. */
function contrastsOf() {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([red, green, blue]) => [[red, 0.2126], [green, 0.7152], [blue, 0.0722]]
    .map(([value, weight]) => [value / 255, weight])
    .reduce((sum, [value, weight]) => sum + weight * (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4), 0);
  const behind = (element) => {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour.length === 3 || colour[3] === 1 ? colour : behind(element.parentElement);
  };
  const found = [];
  for (const element of document.body.querySelectorAll('*:not(script, noscript, option, svg *)')) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || !element.checkVisibility({ visibilityProperty: true })) continue;
    const [ink, paper] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    found.push({ text: element.textContent.slice(0, 40), contrast });
  }
  return found;
}

test('three views are kept as pictures', async () => {
  const views = [
    ['light-changes', 'light', WIDE, '#inbound-answered-agent-ends/7', 'changes'],
    ['dark-message', 'dark', WIDE, '#ping-pong-transfers/30', 'message'],
    ['narrow-older-release', 'light', NARROW, '#park-and-resume@238.0.0/15', 'conversation'],
  ];
  for (const [name, scheme, size, link, tab] of views) {
    const file = join(SCREENSHOTS, `${name}.png`);
    await browser.prefer(scheme);
    await browser.resize(...size);
    await browser.open(address + link);
    await browser.eval(`chooseTab('${tab}')`);
    assert.equal(await browser.eval('document.documentElement.scrollWidth <= innerWidth'), true, `${name}: wider than the window`);
    await browser.screenshot(file);
    assert.ok(statSync(file).size > 50_000, `${file} shows next to nothing`);
  }
});

test('it is small, asks nobody for anything and says nothing to the console', async () => {
  assert.ok(statSync(PAGE).size < 3_000_000);
  assert.deepEqual([...new Set(browser.requests.map((url) => url.split('#')[0]))], [address]);
  assert.deepEqual(browser.complaints, []);

  // The last thing asked of the page, since what follows is a complaint: it could not if it would.
  const refused = `new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (violation) => resolve(violation.effectiveDirective));
    fetch('https://example.com/').catch(() => {});
  })`;
  assert.equal(await browser.eval(refused), 'connect-src');
});
