'use strict';

// The page in three columns: plays, the events of the chosen play, what the chosen event changed. Each choice is kept in
// `chosen` and nowhere else; `show…` functions draw a column from it.

const data = JSON.parse(document.getElementById('data').textContent);
const $ = (id) => document.getElementById(id);
const chosen = { play: null, event: 0, tab: 'changes' };

// Elements -----------------------------------------------------------------------------------------------------------

/** An element with attributes and children; a child is an element or a text. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The element with these styles, which in the markup would be against the page's policy. */
function styled(element, styles) {
  Object.assign(element.style, styles);
  return element;
}

/** Makes one of the options the chosen one, and the only one that Tab reaches. */
function select(options, index) {
  options.forEach((option, place) => {
    option.setAttribute('aria-selected', place === index);
    option.tabIndex = place === index ? 0 : -1;
  });
}

/** Scrolls a column so that something in it can be seen below what sticks to its top; the page stays where it is. */
function reveal(column, element, covered = 0) {
  const [outer, inner] = [column.getBoundingClientRect(), element.getBoundingClientRect()];
  const above = inner.top - outer.top - covered;
  const below = inner.bottom - outer.bottom;
  if (above < 0) column.scrollTop += above;
  else if (below > 0) column.scrollTop += below;
}

/** The place that a key leads to in a list of so many; nothing for other keys. */
function moved(key, index, count, page = 10) {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown': return Math.min(index + 1, last);
    case 'ArrowUp': return Math.max(index - 1, 0);
    case 'PageDown': return Math.min(index + page, last);
    case 'PageUp': return Math.max(index - page, 0);
    case 'Home': return 0;
    case 'End': return last;
    default: return null;
  }
}

// Plays: the events of all their conversations in one row of numbers -------------------------------------------------

for (const play of data.plays) {
  play.events = play.conversations.flatMap((conversation) =>
    conversation.rows.filter((row) => typeof row !== 'string').map((row, step) => ({ ...row, conversation, step })));
  const words = play.events.map((event) => `${event.says} ${event.row}`);
  const people = play.conversations.flatMap((conversation) => conversation.legs.map((leg) => leg.join(' ')));
  play.words = [play.name, play.shows, ...people, ...words].join('\n').toLowerCase();
}

// Filters ------------------------------------------------------------------------------------------------------------

const FILTERS = [
  { id: 'channel', all: 'any channel', values: (play) => play.channels },
  { id: 'state', all: 'any state', values: (play) => play.states },
  { id: 'disconnect', all: 'any type', values: (play) => play.disconnectTypes },
  { id: 'evidence', all: 'any evidence', values: (play) => [play.evidence] },
  { id: 'revision', all: 'every release', values: (play) => [play.revision], initial: data.latest, numeric: true },
];

/** Whether a play passes all filters but the one of that id. */
function passes(play, except) {
  const words = $('text').value.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => play.words.includes(word)) && FILTERS.every(({ id, values }) =>
    id === except || !$(id).value || values(play).includes($(id).value));
}

function makeFilters() {
  for (const filter of FILTERS) {
    const values = [...new Set(data.plays.flatMap(filter.values))];
    values.sort((left, right) => filter.numeric ? parseInt(right) - parseInt(left) : left < right ? -1 : 1);
    $(filter.id).append(el('option', { value: '' }, filter.all), ...values.map((value) => el('option', { value })));
    $(filter.id).value = filter.initial ?? '';
  }
}

/** How many plays each value would leave stands beside it. */
function showFilters() {
  let isSet = $('text').value !== '';
  for (const { id, values, initial } of FILTERS) {
    const rest = data.plays.filter((play) => passes(play, id));
    for (const option of $(id).options) {
      if (!option.value) continue;
      const count = rest.filter((play) => values(play).includes(option.value)).length;
      const newest = id === 'revision' && option.value === data.latest ? ', newest' : '';
      option.textContent = `${option.value}${newest} (${count})`;
      option.disabled = count === 0 && !option.selected;
    }
    $(id).classList.toggle('set', $(id).value !== (initial ?? ''));
    isSet ||= $(id).value !== (initial ?? '');
  }
  $('reset').hidden = !isSet;
}

function resetFilters() {
  $('text').value = '';
  for (const { id, initial } of FILTERS) $(id).value = initial ?? '';
}

// The list of plays --------------------------------------------------------------------------------------------------

let listed = [];

function showPlays() {
  showFilters();
  listed = data.plays.filter((play) => passes(play));
  const option = (play) => el('div', { role: 'option', id: `play:${play.id}` },
    el('b', {}, play.name), el('p', {}, play.shows),
    el('small', {}, [play.channels.join(', '), play.evidence, play.revision].join(' · ')));
  $('plays').replaceChildren(...listed.map(option));
  $('plays').hidden = listed.length === 0;
  $('empty').hidden = listed.length > 0;
  $('count').textContent = `${listed.length} of ${data.plays.length} plays`;
  if (listed.length > 0 && !listed.includes(chosen.play)) choosePlay(listed[0]);
  markPlay();
}

function markPlay() {
  const options = [...$('plays').children];
  const index = listed.indexOf(chosen.play);
  select(options, index);
  if (index >= 0) reveal($('plays').parentElement, options[index]);
}

function choosePlay(play, event = 0) {
  chosen.play = play;
  chosen.event = Math.min(Math.max(event, 0), play.events.length - 1);
  showPlay();
  showEvent();
}

// The play: its lanes and its events ---------------------------------------------------------------------------------

function showPlay() {
  const { play } = chosen;
  $('name').textContent = play.name;
  $('shows').textContent = play.shows;
  $('basis-of-play').textContent = play.evidence;
  $('folder').textContent = `fixtures/${play.folder}/`;
  const same = data.plays.filter((other) => other.name === play.name);
  $('release').replaceChildren(...same.map((other) => el('option', { value: other.id }, other.revision)));
  $('release').value = play.id;
  let number = 0;
  const blocks = play.conversations.map((conversation) => {
    const row = (row) => typeof row === 'string' ? betweenRow(row, conversation) : eventRow(row, conversation, number++);
    const chart = document.createElement('template');
    chart.innerHTML = conversation.chart;
    return el('div', { role: 'group', class: 'conversation', 'aria-label': conversation.heading },
      el('h3', { role: 'presentation' }, conversation.heading),
      el('div', { class: 'who', role: 'presentation' }, ...conversation.legs.map(([label, role, name]) =>
        el('span', {}, el('b', {}, label), ` ${role} ${name}`))),
      heads(conversation),
      el('div', { class: 'lanes', role: 'presentation' }, chart.content, ...conversation.rows.map(row)));
  });
  $('events').replaceChildren(...blocks);
  $('play').scrollTop = 0;
  $('play').scrollLeft = 0;
}

function heads({ heads, pitch }) {
  const head = (label) => styled(el('span', {}, label), { width: `${pitch}px` });
  return el('div', { class: 'heads', 'aria-hidden': 'true' }, el('span', { class: 'time' }, 'time (UTC)'), ...heads.map(head));
}

/** The room that the lanes take in a row. */
const room = ({ width }) => styled(el('span', { class: 'room' }), { width: `${width}px` });

function betweenRow(text, conversation) {
  return el('div', { class: 'row between', role: 'presentation' }, el('span', { class: 'time' }),
    room(conversation), el('span', { class: 'says' }, text));
}

function eventRow(event, conversation, number) {
  return el('div', { class: event.bad ? 'row bad' : 'row', role: 'option', 'data-event': number },
    el('span', { class: 'time' }, event.time), room(conversation),
    el('span', { class: 'says', title: event.says }, event.says));
}

const eventOptions = () => [...$('events').querySelectorAll('[role=option]')];

function chooseEvent(index) {
  chosen.event = index;
  showEvent();
}

// The event: what it changed, and how things stand after it ----------------------------------------------------------

const lineOf = (number) => data.lines[number];
const withoutComma = (line) => line.replace(/,$/, '');

/** The lines of the conversation after the step, each with what happened to it: ' ', '+' or '-'. */
function linesAfter({ conversation, step }) {
  const before = [];
  for (const changes of conversation.steps.slice(0, step)) {
    for (const [at, removed, ...added] of changes.toReversed()) before.splice(at, removed, ...added.map(lineOf));
  }
  const marked = before.map((text) => ({ text, mark: ' ' }));
  for (const [at, removed, ...numbers] of conversation.steps[step].toReversed()) {
    const added = numbers.map(lineOf);
    const gone = before.slice(at, at + removed);
    const change = [];
    for (const text of added) {
      // A comma that comes because another property does is no change.
      const place = gone.findIndex((other) => withoutComma(other) === withoutComma(text));
      change.push(...gone.splice(0, place + 1).slice(0, -1).map((text) => ({ text, mark: '-' })));
      change.push({ text, mark: place < 0 ? '+' : ' ' });
    }
    const kept = change.findLastIndex(({ mark }) => mark === ' ');
    change.splice(kept + 1, 0, ...gone.map((text) => ({ text, mark: '-' })));
    marked.splice(at, removed, ...change);
  }
  beginWithTheirOpening(marked);
  const after = marked.filter((line) => line.mark !== '-').map((line) => line.text);
  return { before, marked, after };
}

/**
 * What comes at the end of a list, seen as lines, may as well begin with the bracket that closed the element before it:
 * such marks are moved down until what was added begins with the line that opens it. The lines stay as they are.
 */
function beginWithTheirOpening(marked) {
  const isAdded = (place) => marked[place]?.mark === '+';
  for (let from = 0; from < marked.length; from++) {
    if (!isAdded(from) || isAdded(from - 1) || !/^\s*[}\]]/.test(marked[from].text)) continue;
    let end = from;
    while (isAdded(end)) end++;
    if (marked[end]?.mark !== ' ' || withoutComma(marked[end].text) !== withoutComma(marked[from].text)) continue;
    marked[from].mark = ' ';
    marked[end].mark = '+';
  }
}

/** The lines of one leg: the first of `messages` of its participant, by the form in which the JSON is written. */
function legLines(marked, leg) {
  let place = -1;
  let from = -1;
  for (let index = 0; index < marked.length; index++) {
    const { text, mark } = marked[index];
    if (mark === '-') continue;
    if (text === '    {') place++;
    if (place !== leg) continue;
    if (text === '      "messages": [') from = index + 1;
    if (from >= 0 && /^ {8}\},?$/.test(text)) {
      return marked.slice(from, index + 1)
        .map((line) => ({ ...line, text: line.text.slice(8) }))
        .map((line) => line.text === '},' ? { ...line, text: '}' } : line);
    }
  }
  return [];
}

/** The leaves of a value by path. */
function* leaves(value, path = []) {
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  if (entries.length === 0) yield [path, value];
  for (const [key, inner] of entries) yield* leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

const pathText = (path) => path.reduce((text, key) => typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${key}` : key, '');

/** What differs between two values: path, text before, text after; nothing where there was or is nothing. */
function changesBetween(before, after) {
  const texts = (value) => new Map([...leaves(value)].map(([path, leaf]) => [pathText(path), { path, text: JSON.stringify(leaf) }]));
  const [old, now] = [texts(before), texts(after)];
  // An object that gets its first property was a leaf before, and an empty one is no news.
  const isEmpty = (text) => text === '{}' || text === '[]';
  const changes = [];
  for (const [key, { path, text }] of now) {
    if (old.get(key)?.text !== text) changes.push({ path, before: old.get(key)?.text, after: text });
  }
  for (const [key, { path, text }] of old) {
    if (!now.has(key) && !isEmpty(text)) changes.push({ path, before: text });
  }
  return changes;
}

/** The thing that a path lies in, and the rest of the path. */
function place(path, legs) {
  const leg = path[0] === 'participants' && typeof path[1] === 'number' ? legs[path[1]] : null;
  if (!leg) return ['Conversation', path];
  const who = `${leg[0]}, ${leg[1]}`;
  return path[2] === 'messages' && path.length > 4 ? [`Message of ${who}`, path.slice(4)] : [`Participant ${who}`, path.slice(2)];
}

/** The address follows when the reader stays, as browsers refuse to change it many times a second. */
const LINK_DELAY = 200;
let linking;

function showEvent() {
  const { play, event: index } = chosen;
  const event = play.events[index];
  const options = eventOptions();
  select(options, index);
  reveal($('play'), options[index], $('events').querySelector('.heads').offsetHeight);
  $('event').textContent = event.says;
  const [evidence, source] = data.rows[event.row];
  $('when').textContent = `${event.time}, event ${index + 1} of ${play.events.length}`;
  $('basis').replaceChildren(el('code', {}, event.row), `, ${evidence}: ${source}`);
  $('tab-message').textContent = `Message of ${event.conversation.legs[event.leg][0]}`;
  showPanel();
  clearTimeout(linking);
  linking = setTimeout(() => history.replaceState(null, '', `#${play.id}/${index + 1}`), LINK_DELAY);
}

const TABS = ['changes', 'message', 'conversation'];

function showPanel() {
  const event = chosen.play.events[chosen.event];
  const { before, marked, after } = linesAfter(event);
  select(TABS.map((tab) => $(`tab-${tab}`)), TABS.indexOf(chosen.tab));
  $('panel').setAttribute('aria-labelledby', `tab-${chosen.tab}`);
  $('copy').hidden = chosen.tab === 'changes';
  const panel = {
    changes: () => changesTable(before, after, event),
    message: () => json(legLines(marked, event.leg)),
    conversation: () => json(marked),
  };
  $('panel').replaceChildren(panel[chosen.tab]());
  $('panel').scrollTop = 0;
  // The first change is what the reader came for.
  const first = $('panel').querySelector('.json ins, .json del');
  if (first) $('panel').scrollTop = first.offsetTop - 60;
}

/** What changed, thing by thing: first the leg that the event happened to. */
function changesTable(before, after, { leg, conversation: { legs } }) {
  const changes = changesBetween(JSON.parse(before.join('\n') || '{}'), JSON.parse(after.join('\n')));
  if (changes.length === 0) return el('p', { class: 'nothing' }, 'Nothing that the API shows at this release.');
  const groups = new Map();
  const distance = ({ path }) => path[0] !== 'participants' || path[1] !== leg ? 2 : path[2] === 'messages' ? 0 : 1;
  for (const change of changes.toSorted((left, right) => distance(left) - distance(right))) {
    const [group, rest] = place(change.path, legs);
    groups.set(group, [...(groups.get(group) ?? []), { ...change, rest }]);
  }
  const row = ({ path, rest, before, after }) => el('tr', {},
    el('td', { title: pathText(path) }, pathText(rest)),
    el('td', {}, ...(before === undefined ? [] : [el('del', {}, before)]),
      ...(before !== undefined && after !== undefined ? [el('span', { class: 'to' }, '→')] : []),
      ...(after === undefined ? [] : [el('ins', {}, after)])));
  const body = ([group, changes]) => el('tbody', {},
    el('tr', {}, el('th', { class: 'group', colspan: 2, scope: 'rowgroup' }, group)), ...changes.map(row));
  return el('table', { class: 'changes', 'aria-label': 'What changed' }, ...[...groups].map(body));
}

const LINE = { ' ': 'span', '+': 'ins', '-': 'del' };

function json(lines) {
  const line = ({ text, mark }) => {
    const [, indent, key, rest] = /^(\s*)("(?:[^"\\]|\\.)*"(?=: ))?(.*)$/.exec(text);
    return el(LINE[mark], {}, indent, ...(key ? [el('u', {}, key)] : []), rest);
  };
  return el('pre', { class: 'json' }, ...lines.map(line));
}

function copy() {
  const lines = [...$('panel').querySelectorAll('.json > :not(del)')].map((line) => line.textContent);
  const say = (text) => {
    $('copy').textContent = text;
    setTimeout(() => { $('copy').textContent = 'Copy'; }, 1500);
  };
  navigator.clipboard?.writeText(`${lines.join('\n')}\n`).then(() => say('Copied'), () => say('Not allowed'));
}

function chooseTab(tab) {
  chosen.tab = tab;
  showPanel();
}

// Light and dark -----------------------------------------------------------------------------------------------------

const THEMES = ['system', 'light', 'dark'];

function showTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  $('theme').textContent = `Theme: ${theme}`;
}

// Links --------------------------------------------------------------------------------------------------------------

/** Chooses what the address names: `#PLAY` or `#PLAY/EVENT`, events counted from 1. */
function follow() {
  const [, id, event] = /^#(.*?)(?:\/(\d+))?$/.exec(location.hash) ?? [];
  const play = data.plays.find((play) => play.id === id);
  if (!play) return false;
  if (!passes(play)) {
    resetFilters();
    $('revision').value = play.revision;
  }
  choosePlay(play, Number(event ?? 1) - 1);
  showPlays();
  return true;
}

// What the reader does -----------------------------------------------------------------------------------------------

$('filters').addEventListener('input', showPlays);
$('filters').addEventListener('submit', (happening) => happening.preventDefault());
$('filters').addEventListener('reset', (happening) => {
  happening.preventDefault();
  resetFilters();
  showPlays();
  $('text').focus();
});
$('text').addEventListener('keydown', (happening) => {
  if (happening.key === 'ArrowDown' || happening.key === 'Enter') {
    happening.preventDefault();
    focusPlay();
  } else if (happening.key === 'Escape') {
    happening.preventDefault();
    if ($('text').value === '') focusPlay();
    $('text').value = '';
    showPlays();
  }
});

const focusPlay = () => $('plays').querySelector('[tabindex="0"]')?.focus();
const focusEvent = () => $('events').querySelector('[tabindex="0"]')?.focus();
const focusTab = () => $(`tab-${chosen.tab}`).focus();

$('plays').addEventListener('click', (happening) => {
  const option = happening.target.closest('[role=option]');
  if (!option) return;
  choosePlay(listed[[...$('plays').children].indexOf(option)]);
  markPlay();
  focusPlay();
});
$('plays').addEventListener('keydown', (happening) => {
  const index = moved(happening.key, listed.indexOf(chosen.play), listed.length);
  if (index !== null) {
    choosePlay(listed[index]);
    markPlay();
    focusPlay();
  } else if (happening.key === 'ArrowRight' || happening.key === 'Enter') focusEvent();
  else if (happening.key === 'Escape') $('text').focus();
  else return;
  happening.preventDefault();
});

$('events').addEventListener('click', (happening) => {
  const option = happening.target.closest('[role=option]');
  if (!option) return;
  chooseEvent(Number(option.dataset.event));
  focusEvent();
});
$('events').addEventListener('keydown', (happening) => {
  const index = moved(happening.key, chosen.event, chosen.play.events.length);
  if (index !== null) {
    chooseEvent(index);
    focusEvent();
  } else if (happening.key === 'ArrowRight' || happening.key === 'Enter') focusTab();
  else if (happening.key === 'ArrowLeft' || happening.key === 'Escape') focusPlay();
  else return;
  happening.preventDefault();
});

for (const tab of TABS) $(`tab-${tab}`).addEventListener('click', () => chooseTab(tab));
$('detail').addEventListener('keydown', (happening) => {
  const onTab = happening.target.getAttribute('role') === 'tab';
  const place = TABS.indexOf(chosen.tab);
  if (happening.key === 'Escape' || (onTab && happening.key === 'ArrowLeft' && place === 0)) focusEvent();
  else if (onTab && (happening.key === 'ArrowLeft' || happening.key === 'ArrowRight')) {
    chooseTab(TABS[Math.min(Math.max(place + (happening.key === 'ArrowRight' ? 1 : -1), 0), TABS.length - 1)]);
    focusTab();
  } else if (onTab && happening.key === 'ArrowDown') $('panel').focus();
  else return;
  happening.preventDefault();
});
$('copy').addEventListener('click', copy);

$('skip').addEventListener('click', (happening) => {
  happening.preventDefault();
  focusEvent();
});
$('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme ?? 'system';
  showTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
});
document.addEventListener('keydown', (happening) => {
  const writes = happening.target.matches('input, select, textarea');
  if (happening.key === '/' && !writes && !happening.ctrlKey && !happening.metaKey) {
    happening.preventDefault();
    $('text').focus();
    $('text').select();
  }
});
$('release').addEventListener('change', () => { location.hash = $('release').value; });
addEventListener('hashchange', follow);

document.documentElement.style.setProperty('--row', `${data.rowHeight}px`);
showTheme('system');
makeFilters();
if (!follow()) showPlays();
