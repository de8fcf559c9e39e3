// The page in three columns: plays, the events of the chosen play, what the chosen event changed. Each choice is kept in
// `chosen` and nowhere else; `show…` functions draw a column from it. On a narrow screen there is one column: the plays, or
// the chosen one, with what an event changed below that event.

/** What is shown, once it is unpacked. */
let data;
/** `isOpen`: whether what the event changed is shown on a narrow screen too; `view`: the name of a view. */
const chosen = { play: null, event: 0, isOpen: false, view: 'conversation', frame: 0, tab: 'changes' };
const narrow = matchMedia('(max-width: 1100px)');

/** Scrolls a column so that something in it can be seen below what sticks to its top; the page stays where it is. */
function reveal(column, element, covered = 0) {
  if (narrow.matches) return;
  const [outer, inner] = [column.getBoundingClientRect(), element.getBoundingClientRect()];
  const above = inner.top - outer.top - covered;
  const below = inner.bottom - outer.bottom;
  if (above < 0) column.scrollTop += above;
  else if (below > 0) column.scrollTop += below;
}

// The glossary -------------------------------------------------------------------------------------------------------

/** A word that says what it means when it is pointed at, reached by Tab or touched; a mere word if the glossary lacks it. */
function term(text, name = text) {
  if (!data.terms[name.toLowerCase()]) return el('span', {}, text);
  return el('button', { type: 'button', class: 'term', 'data-term': name.toLowerCase() }, text);
}

function explain(button) {
  stopExplaining();
  $('tip').textContent = data.terms[button.dataset.term];
  $('tip').hidden = false;
  button.setAttribute('aria-describedby', 'tip');
  const [word, tip] = [button.getBoundingClientRect(), $('tip').getBoundingClientRect()];
  const above = word.top - tip.height > 0;
  styled($('tip'), {
    left: `${Math.max(12, Math.min(word.left, innerWidth - tip.width - 12))}px`,
    top: `${above ? word.top + 6 - tip.height : word.bottom - 6}px`,
  });
}

function stopExplaining() {
  if ($('tip').hidden) return;
  document.querySelector('[aria-describedby=tip]')?.removeAttribute('aria-describedby');
  $('tip').hidden = true;
}

function makeTerms() {
  for (const word of document.querySelectorAll('span[data-term]')) word.replaceWith(term(word.textContent, word.dataset.term));
}

// Plays: the events of all their conversations in one row of numbers -------------------------------------------------

function prepare(play) {
  play.events = play.conversations.flatMap((conversation) => {
    let before = '';
    let step = 0;
    return conversation.rows.flatMap((row) => {
      if (typeof row === 'string') {
        // A new day, or a while later: the time of day says nothing.
        before = '';
        return [];
      }
      Object.assign(row, { conversation, step: step++, isEarlier: row.time < before });
      before = row.time;
      return [row];
    });
  });
  play.roles = [...new Set(play.conversations.flatMap(({ legs }) => legs.map(([, role]) => role)))];
  play.transitions = [...new Set(play.events.flatMap(({ row }) => row ?? []))];
  const words = play.events.map((event) => `${event.says} ${event.row ?? ''}`);
  const people = play.conversations.flatMap((conversation) => conversation.legs.map((leg) => leg.join(' ')));
  play.words = [play.name, play.shows, play.folder, ...people, ...words].join('\n').toLowerCase();
}

// Filters ------------------------------------------------------------------------------------------------------------

const FILTERS = [
  { id: 'channel', all: 'any channel', values: (play) => play.channels },
  { id: 'role', all: 'any role', values: (play) => play.roles },
  { id: 'state', all: 'any state', values: (play) => play.states },
  { id: 'transition', all: 'any transition', values: (play) => play.transitions },
  { id: 'disconnect', all: 'any type', values: (play) => play.disconnectTypes },
  { id: 'evidence', all: 'any evidence', values: (play) => [play.evidence] },
  { id: 'release', all: 'every release', values: (play) => play.release ? [play.release] : [], numeric: true },
];

/** Whether a play passes all filters but the one of that id. */
function passes(play, except) {
  const words = $('text').value.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => play.words.includes(word)) && FILTERS.every(({ id, values }) =>
    id === except || !$(id).value || values(play).includes($(id).value));
}

function makeFilters() {
  FILTERS.at(-1).initial = data.latest;
  for (const filter of FILTERS) {
    const values = [...new Set(data.plays.flatMap(filter.values))];
    values.sort((left, right) => filter.numeric ? parseInt(right) - parseInt(left) : left < right ? -1 : 1);
    $(filter.id).append(el('option', { value: '' }, filter.all), ...values.map((value) => el('option', { value })));
    $(filter.id).value = filter.initial ?? '';
    $(filter.id).parentElement.hidden = values.length < 2;
  }
  $('at-first').textContent = data.latest ? `the newest release, ${data.latest},` : 'every file';
}

/** How many plays each value would leave stands beside it. */
function showFilters() {
  const set = [];
  for (const { id, values, initial } of FILTERS) {
    const rest = data.plays.filter((play) => passes(play, id));
    for (const option of $(id).options) {
      if (!option.value) continue;
      const count = rest.filter((play) => values(play).includes(option.value)).length;
      option.textContent = `${option.value} (${count})`;
      option.disabled = count === 0 && !option.selected;
    }
    const isSet = $(id).value !== (initial ?? '');
    $(id).classList.toggle('set', isSet);
    if (isSet) set.push($(id).value || $(id).options[0].textContent);
  }
  $('set').textContent = set.length > 0 ? `: ${set.join(', ')}` : '';
  $('reset').hidden = set.length === 0 && $('text').value === '';
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
    el('b', {}, ...broken(play.name)), el('p', {}, ...broken(play.shows)),
    el('small', {}, [play.channels.join(', '), play.evidence, play.release].filter(Boolean).join(' · ')));
  $('plays').replaceChildren(...listed.map(option));
  const none = listed.length === 0;
  $('plays').hidden = none;
  $('empty').hidden = !none;
  // What is not among the plays that were asked for would only mislead.
  for (const id of ['play', 'detail']) $(id).toggleAttribute('inert', none);
  $('main').classList.toggle('none', none);
  $('count').textContent = `${listed.length} of ${data.plays.length} plays`;
  if (!none && !listed.includes(chosen.play)) choosePlay(listed[0]);
  markPlay();
}

function markPlay() {
  const options = [...$('plays').children];
  const index = listed.indexOf(chosen.play);
  select(options, index);
  if (index >= 0) reveal($('list'), options[index]);
  $('play-before').disabled = index <= 0;
  $('play-after').disabled = index < 0 || index === listed.length - 1;
}

function choosePlay(play, event = 0, isOpen = false) {
  chosen.play = play;
  chosen.event = Math.min(Math.max(event, 0), play.events.length - 1);
  chosen.isOpen = isOpen;
  chosen.frame = 0;
  showPlay();
  showEvent();
}

/** Shows the plays, or the chosen one, where there is no room for both. */
function showPane(pane) {
  if (document.body.dataset.pane === pane) return;
  document.body.dataset.pane = pane;
  if (narrow.matches) scrollTo(0, 0);
  stretchAll();
}

// The play: its lanes and its events ---------------------------------------------------------------------------------

const detail = $('detail');

function showPlay() {
  const { play } = chosen;
  $('main').append(detail);
  $('name').replaceChildren(...broken(play.name));
  $('shows').replaceChildren(...broken(play.shows));
  $('evidence-of-play').textContent = play.evidence;
  const same = data.plays.filter((other) => other.name === play.name && other.release);
  $('as-of-label').hidden = same.length === 0;
  $('as-of').replaceChildren(...same.map((other) => el('option', { value: other.id }, other.release)));
  $('as-of').value = play.id;
  showFiles();
  let number = 0;
  const blocks = play.conversations.map((conversation) => {
    const row = (row) => typeof row === 'string' ? betweenRow(row) : eventRow(row, { 'data-event': number++ });
    const chart = document.createElement('template');
    chart.innerHTML = conversation.chart;
    return el('div', { class: 'conversation' },
      el('h3', {}, ...broken(conversation.heading)),
      el('div', { class: 'who' }, ...conversation.legs.map(([label, role, name]) =>
        el('span', {}, el('b', {}, label), ' ', term(role), ' ', ...broken(name)))),
      heads(conversation),
      el('div', { class: 'lanes', 'aria-label': 'Events, in order' }, chart.content, ...conversation.rows.map(row)),
      el('ul', { class: 'unknown' }, ...(conversation.notKnown ?? []).map((what) => el('li', {}, what))));
  });
  $('events').replaceChildren(...blocks);
  $('play').scrollTop = 0;
  setRoles();
  stretchAll();
}

/** A list of which one is chosen; on a narrow screen, buttons that open what stands below them. */
function setRoles() {
  for (const lanes of document.querySelectorAll('.lanes')) lanes.setAttribute('role', narrow.matches ? 'group' : 'listbox');
  for (const row of eventRows()) row.setAttribute('role', narrow.matches ? 'button' : 'option');
}

const eventRows = () => [...$('events').querySelectorAll('[data-event]')];

function stretchAll() {
  if (!chosen.play) return;
  const blocks = [...$('events').children];
  blocks.forEach((block, place) => stretch(block, chosen.play.conversations[place], data.rowHeight));
}

// Its files, its script and the command that makes it again -------------------------------------------------------------

const partOfLink = (name) => name.split('/').map(encodeURIComponent).join('/');

function showFiles() {
  const { play } = chosen;
  $('folder').replaceChildren(...broken(play.folder));
  const link = (name) => el('li', {},
    el('a', { href: (name.startsWith('/') ? '' : play.link) + partOfLink(name) }, ...broken(name)));
  const folder = play.link && data.latest ? [el('li', {}, el('a', { href: play.link }, 'the folder'))] : [];
  $('links').replaceChildren(...folder, ...play.files.map(link));
  $('again').textContent = play.script.length === 0 ? 'The same in a terminal:'
    : play.link && data.latest ? 'The command that makes it again, in the chosen view, where the folder fixtures is:'
      : 'The command that makes it again, in the chosen view, from its script:';
  $('download-script').hidden = play.script.length === 0;
  showCommand();
}

function showCommand() {
  const { command, script } = chosen.play;
  const view = script.length > 0 ? ` --view ${viewAbout().generate}` : '';
  $('command').replaceChildren(...broken(command + view));
}

const scriptText = () => `${written(chosen.play.script).join('\n')}\n`;
const fileName = (what) => `${chosen.play.id.replaceAll('/', '-')}.${what}.json`;

function download(name, text) {
  const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/json' })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function copy(button, text) {
  const label = button.textContent;
  const say = (text) => {
    button.textContent = text;
    setTimeout(() => { button.textContent = label; }, 1500);
  };
  navigator.clipboard?.writeText(text).then(() => say('Copied'), () => say('Not allowed'));
}

// What a view shows --------------------------------------------------------------------------------------------------

/** The lines of JSON of these numbers, with the indentation and the commas that follow from their brackets. */
function written(numbers) {
  let depth = 0;
  const lines = numbers.map((number) => data.lines[number]);
  const closes = (line) => /^[\]}]/.test(line);
  return lines.map((line, place) => {
    if (closes(line)) depth--;
    const text = '  '.repeat(depth) + line;
    const opens = /[[{]$/.test(line);
    if (opens) depth++;
    const isLast = place + 1 === lines.length || closes(lines[place + 1]);
    return opens || isLast ? text : `${text},`;
  });
}

/** The texts of a view, each as the numbers of its lines. */
function textsOf(sheet) {
  if (sheet.texts) return sheet.texts;
  let text = [];
  sheet.texts = sheet.steps.map((changes) => {
    text = [...text];
    for (const [at, removed, ...added] of changes.toReversed()) text.splice(at, removed, ...added);
    return text;
  });
  return sheet.texts;
}

/** The texts that belong to an event: the place of each, and what is known of it. */
function framesOf(sheet, step) {
  if (!sheet.frames) return [{ place: step }];
  return sheet.frames.flatMap(([event, what, whose, delay], place) =>
    event === step ? [{ place, what: data.lines[what], whose: data.lines[whose], delay }] : []);
}

const isCaptured = (event) => event.row === undefined;

/**
 * The texts of a view for an event. Where a capture has none whose news it is, those of the next event that it has: they are
 * the first that know of this one.
 */
function framesAt(sheet, event) {
  const own = framesOf(sheet, event.step);
  if (own.length > 0 || !isCaptured(event)) return own;
  const steps = sheet.frames.map(([step]) => step);
  return framesOf(sheet, steps.find((step) => step > event.step) ?? steps.at(-1));
}

/** The place of the text before, in which what has changed since can be seen: of the same reader if there is one. */
function placeBefore(sheet, place) {
  if (!sheet.frames) return place - 1;
  const [event, what, whose] = sheet.frames[place];
  const earlier = sheet.frames.map((frame, place) => [...frame, place]).filter(([step]) => step < event);
  const isSame = ([, other, others]) => others === whose && (other === what || data.lines[whose] !== '');
  return (earlier.findLast(isSame) ?? earlier.at(-1))?.at(-1) ?? -1;
}

/** The view in which the chosen event is shown: the chosen one, or the first that the conversation has. */
function sheetOf({ conversation: { views } }) {
  return views.find(({ view }) => data.views[view].name === chosen.view) ?? views[0];
}

const viewAbout = () => data.views[sheetOf(chosen.play.events[chosen.event]).view];

/**
 * What a view shows after an event, as lines with what happened to each since the text before: ' ', '+' or '-'. `frame` is
 * the text, if there is one; `before` and `after` are the lines without what happened to them.
 */
function linesAfter(event, sheet = sheetOf(event), number = 0) {
  const frames = framesAt(sheet, event);
  const frame = frames[Math.min(number, frames.length - 1)];
  if (!frame) return { frames, before: [], marked: [], after: [] };
  const texts = textsOf(sheet);
  const after = texts[frame.place];
  const before = data.views[sheet.view].whole ? texts[placeBefore(sheet, frame.place)] ?? [] : after;
  const marked = difference(before, after);
  beginWithTheirOpening(marked);
  return { frames, frame, before: written(before), marked, after: written(after) };
}

/** More comparisons than that would keep a reader waiting. */
const COMPARED_MAX = 4_000_000;

/** The lines of two texts: those that stay, those that go and those that come, by a longest common subsequence. */
function difference(before, after) {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const [rows, columns] = [before.length - head - tail, after.length - head - tail];
  const isTooMuch = rows * columns > COMPARED_MAX;
  const length = new Uint16Array(isTooMuch ? 0 : (rows + 1) * (columns + 1));
  const at = (row, column) => row * (columns + 1) + column;
  for (let row = isTooMuch ? -1 : rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      length[at(row, column)] = before[head + row] === after[head + column] ? length[at(row + 1, column + 1)] + 1
        : Math.max(length[at(row + 1, column)], length[at(row, column + 1)]);
    }
  }
  const [old, now] = [written(before), written(after)];
  const marked = now.slice(0, head).map((text) => ({ text, mark: ' ' }));
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    if (!isTooMuch && row < rows && column < columns && before[head + row] === after[head + column]) {
      marked.push({ text: now[head + column], mark: ' ' });
      [row, column] = [row + 1, column + 1];
    } else if (row < rows && (isTooMuch || column === columns || length[at(row + 1, column)] >= length[at(row, column + 1)])) {
      marked.push({ text: old[head + row++], mark: '-' });
    } else {
      marked.push({ text: now[head + column++], mark: '+' });
    }
  }
  return [...marked, ...now.slice(now.length - tail).map((text) => ({ text, mark: ' ' }))];
}

const withoutComma = (line) => line.replace(/,$/, '');

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

/** The element at this place of the list that opens in this line, its lines indented so far. */
function element(marked, opening, indent, wanted) {
  const pad = ' '.repeat(indent);
  let place = -1;
  let from = -1;
  for (let index = opening + 1; index < marked.length; index++) {
    const { text, mark } = marked[index];
    if (mark === '-') continue;
    if (withoutComma(text) === `${pad.slice(2)}]`) return [];
    if (text === `${pad}{` && ++place === wanted) from = index;
    if (from >= 0 && withoutComma(text) === `${pad}}`) return marked.slice(from, index + 1);
  }
  return [];
}

/** The line in which a list of this name opens, at an indentation or at any. */
const openingOf = (marked, name, indent = ' *') =>
  marked.findIndex(({ text, mark }) => mark !== '-' && new RegExp(`^${indent}"${name}": \\[$`).test(text));

/**
 * The lines of one leg: its participant's, where both are one object, otherwise the first of `messages` of its participant,
 * by the form in which the JSON is written.
 */
function legLines(marked, leg, legs) {
  const participants = openingOf(marked, 'participants');
  if (participants < 0 || !legs) return [];
  let indent = marked[participants].text.search(/\S/) + 2;
  let lines = element(marked, participants, indent, leg);
  if (legs === 'nested') {
    const messages = openingOf(lines, 'messages', ' '.repeat(indent + 2));
    indent += 4;
    lines = messages < 0 ? [] : element(lines, messages, indent, 0);
  }
  const own = lines.map(({ text, mark }) => ({ text: text.slice(indent), mark }));
  return own.map((line, place) => place + 1 === own.length ? { ...line, text: withoutComma(line.text) } : line);
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
function place(path, value, { legs }, labels) {
  const at = path.indexOf('participants');
  const isAround = value?.eventBody !== undefined && path[0] !== 'eventBody';
  if (at < 0 || typeof path[at + 1] !== 'number') return [isAround ? 'Envelope' : 'Conversation', path];
  const number = path[at + 1];
  const participant = path.slice(0, at + 2).reduce((value, key) => value?.[key], value);
  const label = legs && labels[number] ? `${labels[number][0]}, ${labels[number][1]}`
    : [`number ${number + 1}`, participant?.purpose].filter(Boolean).join(', ');
  const isNested = legs === 'nested' && path[at + 2] === 'messages' && path.length > at + 4;
  return isNested ? [`Message of ${label}`, path.slice(at + 4)] : [`Participant ${label}`, path.slice(at + 2)];
}

/** The address follows when the reader stays, as browsers refuse to change it many times a second. */
const LINK_DELAY = 200;
let linking;

function link() {
  const { play, event, view } = chosen;
  const parts = [play.id, event + 1, ...(view === data.views[0].name ? [] : [view])];
  return `#${parts.join('/')}`;
}

function showEvent() {
  const { play, event: index } = chosen;
  const event = play.events[index];
  const rows = eventRows();
  rows.forEach((row, place) => {
    row.classList.toggle('chosen', place === index);
    row.tabIndex = place === index ? 0 : -1;
    row.toggleAttribute('aria-selected', false);
    row.toggleAttribute('aria-expanded', false);
    row.setAttribute(narrow.matches ? 'aria-expanded' : 'aria-selected', place === index && (!narrow.matches || chosen.isOpen));
  });
  if (narrow.matches && chosen.isOpen) rows[index].after(detail);
  else if (detail.parentElement !== $('main')) $('main').append(detail);
  if (narrow.matches) stretchAll();
  reveal($('play'), rows[index], $('events').querySelector('.heads').offsetHeight);
  $('event').replaceChildren(...broken(event.says));
  const clocks = event.isEarlier ? [', earlier than the one before: ', term('two clocks')] : [];
  $('when').replaceChildren(`${event.time}, event ${index + 1} of ${play.events.length}`, ...clocks);
  $('basis').hidden = isCaptured(event);
  if (!isCaptured(event)) {
    const [evidence, source] = data.rows[event.row];
    $('basis-name').replaceChildren(...broken(`${event.row}, ${evidence}`));
    $('basis-source').replaceChildren('Known from: ', ...broken(source));
  }
  $('event-before').disabled = index === 0;
  $('event-after').disabled = index === play.events.length - 1;
  showViews(event);
  showPanel();
  clearTimeout(linking);
  // Not before a play has been opened: the list of plays has an address of its own.
  if (!narrow.matches || document.body.dataset.pane === 'play') {
    linking = setTimeout(() => history.replaceState(null, '', link()), LINK_DELAY);
  }
}

function showViews(event) {
  const sheet = sheetOf(event);
  const option = ({ view }) => el('option', { value: data.views[view].name }, data.views[view].name);
  $('view').replaceChildren(...event.conversation.views.map(option));
  $('view').value = data.views[sheet.view].name;
  $('view-title').replaceChildren(...broken(data.views[sheet.view].title));
  showCommand();
}

const TABS = ['changes', 'json', 'leg', 'frames', 'metrics', 'script'];

/** The tabs that the chosen event has in the chosen view. */
function tabsNow(event, sheet, { frame, after }) {
  const { whole, legs } = data.views[sheet.view];
  const has = {
    changes: whole,
    json: true,
    leg: legs !== '' && !isCaptured(event),
    frames: sheet.frames !== undefined,
    metrics: frame !== undefined && metricsIn(valueOf(after)).length > 0,
    script: chosen.play.script.length > 0,
  };
  return TABS.filter((tab) => has[tab]);
}

function showPanel() {
  const event = chosen.play.events[chosen.event];
  const sheet = sheetOf(event);
  const shown = linesAfter(event, sheet, chosen.frame);
  const tabs = tabsNow(event, sheet, shown);
  const tab = tabs.includes(chosen.tab) ? chosen.tab : tabs[0];
  select(tabs.map((tab) => $(`tab-${tab}`)), tabs.indexOf(tab));
  for (const tab of TABS) $(`tab-${tab}`).hidden = !tabs.includes(tab);
  const { legs } = data.views[sheet.view];
  $('tab-leg').textContent = `Leg ${event.conversation.legs[event.leg][0]}`;
  $('tab-frames').textContent = isCaptured(event) ? 'Records' : 'Frames';
  $('panel').setAttribute('aria-labelledby', `tab-${tab}`);
  showFrame(event, sheet, shown);
  const panel = {
    changes: () => shown.frame ? [changesTable(shown, event, data.views[sheet.view])] : nothing(event, sheet),
    json: () => shown.frame ? [json(shown.marked)] : nothing(event, sheet),
    leg: () => shown.frame ? [json(legLines(shown.marked, event.leg, legs))] : nothing(event, sheet),
    frames: () => shown.frame ? [frameList(shown)] : nothing(event, sheet),
    metrics: () => [metricsTable(shown)],
    script: () => [json(written(chosen.play.script).map((text) => ({ text, mark: ' ' })))],
  };
  $('panel').replaceChildren(...panel[tab]());
  for (const id of ['copy', 'download']) $(id).hidden = $('panel').querySelector('.json') === null;
  $('panel').scrollTop = 0;
  // The first change is what the reader came for.
  const first = $('panel').querySelector('.json ins, .json del');
  if (first) $('panel').scrollTop = first.offsetTop - 60;
  if (narrow.matches) stretchAll();
}

const valueOf = (lines) => JSON.parse(lines.join('\n') || '{}');

/** Which of the texts of the view is shown. */
function showFrame(event, sheet, { frames, frame }) {
  const isShown = frame?.what !== undefined;
  $('frame').hidden = !isShown;
  if (!isShown) return;
  const { what, whose } = frame;
  const isLater = isCaptured(event) && framesOf(sheet, event.step).length === 0;
  const count = frames.length > 1 ? [`${frames.indexOf(frame) + 1} of ${frames.length}: `] : [];
  $('frame').replaceChildren(...(isLater ? ['Told by a later record: '] : count), ...broken(what),
    ...(whose ? [' · ', ...broken(whose)] : []), ...(frame.delay === null ? [] : [`, ${frame.delay} ms later`]));
}

/** That nothing is sent because of the event, and the way to one because of which something is. */
function nothing(event, sheet) {
  const steps = sheet.frames.map(([step]) => step);
  const first = chosen.play.events.findIndex(({ conversation }) => conversation === event.conversation);
  const way = (step, text) => {
    if (step === undefined) return [];
    const button = el('button', { type: 'button', class: 'plain' }, text);
    button.addEventListener('click', () => chooseEvent(first + step));
    return [button];
  };
  return [el('p', { class: 'nothing' }, 'Nothing is sent in this view because of this event.'),
    el('div', { class: 'ways' }, ...way(steps.findLast((step) => step < event.step), '‹ Frame before'),
      ...way(steps.find((step) => step > event.step), 'Next frame ›'))];
}

function frameList({ frames, frame }) {
  const button = ({ what, whose, delay, place }, number) => {
    const button = el('button', { type: 'button', 'aria-current': place === frame.place },
      el('span', {}, ...broken(what)),
      el('small', {}, ...broken(whose), delay === null ? '' : `${whose ? ', ' : ''}${delay} ms later`));
    button.addEventListener('click', () => {
      chosen.frame = number;
      chooseTab('json');
      $('tab-json').focus();
    });
    return el('li', {}, button);
  };
  return el('ul', { class: 'frames', 'aria-label': 'What is sent because of this event' }, ...frames.map(button));
}

/** The metrics in a value, each with the path of what it is of. */
function metricsIn(value, path = []) {
  if (value === null || typeof value !== 'object') return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => {
    const isList = key === 'metrics' && Array.isArray(inner) && inner.every((one) => typeof one?.name === 'string');
    return isList ? inner.map((metric) => ({ of: path, metric })) : metricsIn(inner, [...path, key]);
  });
}

/** The metrics of each participant's sessions; those that the event brought are marked. */
function metricsTable({ before, after }) {
  const [old, value] = [metricsIn(valueOf(before)), valueOf(after)];
  const nameOf = ({ of, metric }) => `${pathText(of)} ${JSON.stringify(metric)}`;
  const known = new Set(old.map(nameOf));
  const groups = new Map();
  for (const one of metricsIn(value)) {
    const [group, rest] = place([...one.of, ''], value, { legs: '' }, []);
    const name = [group, pathText(rest).replace(/\.$/, '')].filter(Boolean).join(', ');
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const row = (one) => {
    const { name, value, emitDate } = one.metric;
    const line = (text) => known.has(nameOf(one)) ? text : el('ins', {}, text);
    return el('tr', {}, el('td', {}, line(name)), el('td', {}, emitDate?.slice(11, 23) ?? ''), el('td', {}, line(String(value))));
  };
  const body = ([group, metrics]) => el('tbody', {},
    el('tr', {}, el('th', { colspan: 3, scope: 'rowgroup' }, ...broken(group))), ...metrics.map(row));
  return el('table', { class: 'metrics', 'aria-label': 'Metrics: name, time of emission, value' }, ...[...groups].map(body));
}

/** What changed, thing by thing: first the leg that the event happened to. */
function changesTable({ before, after }, { leg, conversation: { legs } }, about) {
  const [old, now] = [valueOf(before), valueOf(after)];
  const changes = changesBetween(old, now);
  if (changes.length === 0) return el('p', { class: 'nothing' }, 'Nothing that this view shows at this release.');
  const groups = new Map();
  const distance = ({ path }) => {
    const at = path.indexOf('participants');
    return at < 0 || path[at + 1] !== leg || !about.legs ? 2 : path[at + 2] === 'messages' ? 0 : 1;
  };
  for (const change of changes.toSorted((left, right) => distance(left) - distance(right))) {
    const [group, rest] = place(change.path, now, about, legs);
    groups.set(group, [...(groups.get(group) ?? []), { ...change, rest }]);
  }
  const row = ({ path, rest, before, after }) => el('tr', {},
    el('td', { title: pathText(path) }, ...broken(pathText(rest))),
    el('td', {}, ...(before === undefined ? [] : [el('del', {}, ...broken(before))]),
      ...(before !== undefined && after !== undefined ? [el('span', { class: 'to' }, '→')] : []),
      ...(after === undefined ? [] : [el('ins', {}, ...broken(after))])));
  const body = ([group, changes]) => el('tbody', {},
    el('tr', {}, el('th', { class: 'group', colspan: 2, scope: 'rowgroup' }, group)), ...changes.map(row));
  return el('table', { class: 'changes', 'aria-label': 'What changed' }, ...[...groups].map(body));
}

const jsonText = () => `${[...$('panel').querySelectorAll('.json > :not(del)')].map((line) => line.textContent).join('\n')}\n`;

function chooseEvent(index) {
  chosen.event = index;
  chosen.frame = 0;
  showEvent();
}

function chooseTab(tab) {
  chosen.tab = tab;
  showPanel();
}

function chooseView(view) {
  chosen.view = view;
  chosen.frame = 0;
  showEvent();
}

/** On a narrow screen, brings the chosen event to the top, with what it changed below it. */
function bringUp() {
  if (!narrow.matches) return;
  const covered = $('events').querySelector('.heads').offsetHeight;
  scrollBy(0, eventRows()[chosen.event].getBoundingClientRect().top - covered);
}

// Links --------------------------------------------------------------------------------------------------------------

/** Chooses what the address names: `#PLAY`, `#PLAY/EVENT` or `#PLAY/EVENT/VIEW`, events counted from 1. */
function follow() {
  const [, id, event, view] = /^#(.*?)(?:\/(\d+)(?:\/([a-z-]+))?)?$/.exec(location.hash) ?? [];
  const play = data.plays.find((play) => play.id === id);
  if (!play) {
    showPane('plays');
    return false;
  }
  if (!passes(play)) {
    resetFilters();
    $('release').value = play.release;
  }
  chosen.view = data.views.find(({ name }) => name === view)?.name ?? data.views[0].name;
  showPane('play');
  choosePlay(play, Number(event ?? 1) - 1, event !== undefined);
  showPlays();
  if (event !== undefined) bringUp();
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
const focusEvent = () => $('events').querySelector('[data-event][tabindex="0"]')?.focus();
const focusTab = () => document.querySelector('[role=tab][tabindex="0"]:not([hidden])')?.focus();

/** Opens a play of the list; on a narrow screen it has an address of its own, from which one comes back. */
function openPlay(play) {
  if (narrow.matches) {
    showPane('play');
    choosePlay(play);
    clearTimeout(linking);
    history.pushState(null, '', `#${play.id}`);
  } else choosePlay(play);
  markPlay();
}

$('plays').addEventListener('click', (happening) => {
  const option = happening.target.closest('[role=option]');
  if (!option) return;
  openPlay(listed[[...$('plays').children].indexOf(option)]);
  if (narrow.matches) focusEvent();
  else focusPlay();
});
$('plays').addEventListener('keydown', (happening) => {
  const index = moved(happening.key, listed.indexOf(chosen.play), listed.length);
  if (index !== null) {
    choosePlay(listed[index]);
    markPlay();
    focusPlay();
  } else if (happening.key === 'ArrowRight' || happening.key === 'Enter') {
    if (narrow.matches) openPlay(chosen.play);
    focusEvent();
  } else if (happening.key === 'Escape') $('text').focus();
  else return;
  happening.preventDefault();
});
$('back').addEventListener('click', () => {
  clearTimeout(linking);
  history.pushState(null, '', location.pathname + location.search);
  showPane('plays');
  focusPlay();
});
for (const [id, way] of [['play-before', -1], ['play-after', 1]]) {
  $(id).addEventListener('click', () => {
    choosePlay(listed[listed.indexOf(chosen.play) + way]);
    markPlay();
  });
}

$('events').addEventListener('click', (happening) => {
  const row = happening.target.closest('[data-event]');
  if (!row) return;
  const index = Number(row.dataset.event);
  // What is open is closed by the row that opened it.
  chosen.isOpen = !(narrow.matches && chosen.isOpen && chosen.event === index);
  chooseEvent(index);
  focusEvent();
  if (chosen.isOpen) bringUp();
});
$('events').addEventListener('keydown', (happening) => {
  if (!happening.target.closest('[data-event]')) return;
  const index = moved(happening.key, chosen.event, chosen.play.events.length);
  if (index !== null) {
    chooseEvent(index);
    focusEvent();
    bringUp();
  } else if (happening.key === 'ArrowRight' || happening.key === 'Enter' || happening.key === ' ') {
    if (narrow.matches && !chosen.isOpen) {
      chosen.isOpen = true;
      showEvent();
    }
    focusTab();
  } else if (happening.key === 'ArrowLeft' || happening.key === 'Escape') {
    if (narrow.matches) $('back').click();
    else focusPlay();
  } else return;
  happening.preventDefault();
});
for (const [id, way] of [['event-before', -1], ['event-after', 1]]) {
  $(id).addEventListener('click', () => {
    chooseEvent(chosen.event + way);
    bringUp();
  });
}

for (const tab of TABS) $(`tab-${tab}`).addEventListener('click', () => chooseTab(tab));
detail.addEventListener('keydown', (happening) => {
  const { key, target } = happening;
  if (target.matches('select')) return;
  const onTab = target.getAttribute('role') === 'tab';
  const tabs = TABS.filter((tab) => !$(`tab-${tab}`).hidden);
  const place = tabs.indexOf(target.id.replace('tab-', ''));
  if (key === 'Escape' || (onTab && key === 'ArrowLeft' && place === 0)) focusEvent();
  else if (onTab && (key === 'ArrowLeft' || key === 'ArrowRight')) {
    chooseTab(tabs[Math.min(Math.max(place + (key === 'ArrowRight' ? 1 : -1), 0), tabs.length - 1)]);
    focusTab();
  } else if (onTab && key === 'ArrowDown') $('panel').focus();
  else return;
  happening.preventDefault();
  happening.stopPropagation();
});
$('view').addEventListener('change', () => chooseView($('view').value));
$('copy').addEventListener('click', () => copy($('copy'), jsonText()));
$('download').addEventListener('click', () => download(fileName(`${chosen.event + 1}.${viewAbout().name}`), jsonText()));
$('copy-command').addEventListener('click', () => copy($('copy-command'), $('command').textContent));
$('download-script').addEventListener('click', () => download(fileName('script'), scriptText()));

for (const happening of ['pointerover', 'focusin', 'click']) {
  document.addEventListener(happening, ({ target }) => {
    const word = target.closest?.('.term');
    if (word) explain(word);
    else stopExplaining();
  });
}
document.addEventListener('focusout', stopExplaining);
// What is reached by Tab is often scrolled to.
addEventListener('scroll', () => {
  const word = document.querySelector('[aria-describedby=tip]');
  if (word) explain(word);
}, true);

$('skip').addEventListener('click', (happening) => {
  happening.preventDefault();
  if (narrow.matches) openPlay(chosen.play);
  focusEvent();
});
document.addEventListener('keydown', (happening) => {
  if (happening.key === 'Escape') stopExplaining();
  const writes = happening.target.matches('input, select, textarea');
  if (happening.key === '/' && !writes && !happening.ctrlKey && !happening.metaKey) {
    happening.preventDefault();
    showPane('plays');
    $('text').focus();
    $('text').select();
  }
});
$('as-of').addEventListener('change', () => { location.hash = $('as-of').value; });
addEventListener('hashchange', follow);
addEventListener('resize', stretchAll);
narrow.addEventListener('change', () => {
  setRoles();
  showEvent();
});

/** The data as the page holds them: deflated, in base64. */
async function unpacked() {
  const packed = Uint8Array.from(atob($('data').textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

async function begin() {
  data = await unpacked();
  data.plays.forEach(prepare);
  makeTerms();
  makeFilters();
  if (!follow()) showPlays();
}

const ready = begin();
