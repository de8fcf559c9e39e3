// The page of a platform. It asks the platform's controls again and again how things stand, and draws anew what has
// changed; whatever somebody does here is a control, too. What people have written is only ever set as text.

/** How often the platform is asked, in milliseconds. */
const PAUSE = 500;
/** So many frames are kept by the platform for this page, and so many entries of each kind are shown. */
const KEPT = 1000;
const SHOWN = 200;

const narrow = matchMedia('(max-width: 1100px)');

/** What is known of the platform. `turn`: of which of its states; `seen`: which entries have been read. */
const known = { turn: null, overview: null, lanes: null, next: null, seen: { frames: 0, requests: 0 }, names: {}, plays: null };
const entries = { frames: [], requests: [] };
const chosen = { id: null, tab: 'frames' };

// Controls -----------------------------------------------------------------------------------------------------------

/** Calls a control; its answer, read as JSON. */
async function call(method, path, body) {
  const answer = await fetch(`msgleg/${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  let problem;
  try {
    problem = JSON.parse(text).message;
  } catch {
    problem = text;
  }
  throw new Error(problem || `${method} ${path}: ${answer.status}`);
}

/** What somebody has asked for, one thing after another. */
let acting = Promise.resolve();

/** Has a click on a button do something, after whatever was asked for before. */
function onClick(button, does) {
  button.addEventListener('click', () => { acting = acting.then(does); });
}

/** The same for a form that is filled in. */
function onSubmit(form, does) {
  $(form).addEventListener('submit', (happening) => {
    happening.preventDefault();
    acting = acting.then(does);
  });
}

/** Calls a control that changes something, says why it is refused if it is, and shows what has become of it. */
async function act(method, path, body) {
  try {
    const answer = await call(method, path, body);
    tell(null);
    await look();
    return answer;
  } catch (problem) {
    tell(problem.message);
    return null;
  }
}

function tell(problem) {
  $('problem').hidden = problem === null;
  $('problem').replaceChildren(...broken(problem ?? ''));
}

// Asking again and again ---------------------------------------------------------------------------------------------

let looking = Promise.resolve();

/** Asks how things stand, after whoever asks already. */
function look() {
  looking = looking.then(lookOnce, lookOnce);
  return looking;
}

async function lookOnce() {
  const overview = await call('GET', 'overview');
  if (overview.turn !== known.turn) await startAnew(overview);
  known.overview = overview;
  const has = (id) => overview.conversations.some((one) => one.id === id);
  if (!has(chosen.id)) chosen.id = overview.conversations[0]?.id ?? null;
  showClock();
  showSnapshots();
  showConversations();
  await showChosen();
  for (const kind of ['frames', 'requests']) await readEntries(kind, overview[kind]);
}

/** The platform has gone to another state: nothing that was read before is so. */
async function startAnew(overview) {
  await call('PUT', 'frames', { keep: KEPT });
  const { agents, queues } = await call('GET', 'organisation');
  known.names = Object.fromEntries([...agents, ...queues].map(({ id, name }) => [id, name]));
  const options = (people) => people.map(({ id, name }) => el('option', { value: id }, name));
  $('agent').replaceChildren(...options(agents));
  $('queue').replaceChildren(...options(queues));
  known.turn = overview.turn;
  known.lanes = null;
  known.seen = { frames: 0, requests: Math.max(0, overview.requests - SHOWN) };
  entries.frames = [];
  entries.requests = [];
  showEntries();
}

async function keepLooking() {
  for (;;) {
    if (!document.hidden) {
      try {
        await look();
        if (isAway) tell(null);
        isAway = false;
      } catch (problem) {
        isAway = true;
        tell(`The platform does not answer: ${problem.message}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

let isAway = false;

/** Puts these in place of what an element has, and the focus where it was. */
function redraw(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children);
  if (key === undefined) return;
  [...element.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key)?.focus();
}

/** Whether a value differs from what was drawn of it last. */
function isNew(what, value) {
  const text = JSON.stringify(value);
  const before = drawn[what];
  drawn[what] = text;
  return text !== before;
}

const drawn = {};

// The clock ----------------------------------------------------------------------------------------------------------

function showClock() {
  const { now, nextDue, pace } = known.overview;
  $('now').textContent = now.replace('T', ' ').replace('Z', '');
  $('now').dateTime = now;
  $('step').disabled = nextDue === undefined;
  $('step').title = nextDue ?? 'nothing is due';
  const value = String(pace);
  if (![...$('pace').options].some((option) => option.value === value)) {
    $('pace').append(el('option', { value }, `${value} times as fast`));
  }
  if (isNew('pace', pace)) $('pace').value = value;
}

/** A time of day is of the day that the clock shows. */
function timeOf(text) {
  const [, time, seconds] = /^\s*(\d\d:\d\d)(:\d\d(?:\.\d+)?)?\s*$/.exec(text) ?? [];
  return time ? `${known.overview.now.slice(0, 10)}T${time}${seconds ?? ':00'}Z` : text.trim();
}

$('pace').addEventListener('change', () => {
  const { value } = $('pace');
  acting = acting.then(() => act('PUT', 'clock/pace', { pace: /^\d+$/.test(value) ? Number(value) : value }));
});
onClick($('step'), () => act('POST', 'clock/run-until', { at: known.overview.nextDue }));
onClick($('finish'), () => act('POST', 'clock/finish'));
onSubmit('advance', () => act('POST', 'clock/advance', { ms: Math.round(Number($('seconds').value) * 1000) }));
onSubmit('run', () => act('POST', 'clock/run-until', { at: timeOf($('until').value) }));

// Beginning and going back -------------------------------------------------------------------------------------------

async function makeMenus() {
  known.plays = await call('GET', 'plays');
  const channels = known.plays.channels.map((value) => el('option', { value }, value));
  $('channel').replaceChildren(el('option', { value: '' }, 'the usual'), ...channels);
  const group = (label, kind) => el('optgroup', { label },
    ...known.plays[kind].map(({ name }) => el('option', { value: `${kind} ${name}` }, name)));
  $('plays').replaceChildren(group('Scenarios', 'scenarios'), group('Profiles', 'profiles'));
  showPlay();
}

const playChosen = () => $('plays').value.split(' ');

function showPlay() {
  const [kind, name] = playChosen();
  $('shows').replaceChildren(...broken(known.plays[kind].find((play) => play.name === name).shows));
  $('count-label').hidden = kind !== 'profiles';
}

$('plays').addEventListener('change', showPlay);
onSubmit('play', async () => {
  const [kind, name] = playChosen();
  const order = kind === 'scenarios' ? { scenario: name } : { profile: name, count: Number($('count').value) };
  await open((await act('POST', 'plays', order))?.conversationIds[0]);
});
onSubmit('write', async () => {
  const given = { text: $('first-text').value, channel: $('channel').value };
  const message = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const written = await act('POST', 'customers/messages', message);
  if (written) $('first-text').value = '';
  await open(written?.conversationId);
});

function showSnapshots() {
  const { snapshots } = known.overview;
  if (!isNew('snapshots', snapshots)) return;
  redraw($('snapshots'), ...snapshots.map(({ name, at }) => {
    const button = el('button', { type: 'button', class: 'plain', 'data-key': name }, 'Go back');
    button.setAttribute('aria-label', `Go back to ${name}`);
    onClick(button, () => act('POST', `snapshots/${name}/restore`));
    return el('li', {}, el('span', {}, ...broken(name), el('small', {}, at.replace('T', ' ').replace('Z', ''))), button);
  }));
  $('no-snapshots').hidden = snapshots.length > 0;
  $('name').value = freeName(snapshots);
}

/** A name that no snapshot has. */
function freeName(snapshots) {
  for (let number = 1; ; number++) {
    const name = `snapshot-${number}`;
    if (!snapshots.some((snapshot) => snapshot.name === name)) return name;
  }
}

onSubmit('take', () => act('POST', `snapshots/${encodeURIComponent($('name').value.trim())}`));

// The conversations --------------------------------------------------------------------------------------------------

function showConversations() {
  const { conversations, conversationCount } = known.overview;
  if (!isNew('conversations', [conversations, conversationCount, chosen.id])) return;
  const shown = conversations.length < conversationCount ? `the latest ${conversations.length} of ` : '';
  $('counted').textContent = conversationCount === 0 ? 'No conversation has begun.'
    : `${shown}${conversationCount} conversation${conversationCount === 1 ? '' : 's'}`;
  const options = conversations.map((one) => el('div', { role: 'option', 'data-key': one.id },
    el('b', {}, ...broken(one.contact ?? 'nobody yet')), ' ', el('small', {}, `· ${one.channel}`),
    el('p', {}, ...broken(doing(one)))));
  redraw($('conversations'), ...options);
  select(options, conversations.findIndex(({ id }) => id === chosen.id));
}

/** What those who are in a conversation are doing, but for the customer, who is in all of them. */
function doing({ isOver, legs, began }) {
  if (began === undefined) return 'has not begun';
  if (isOver) return 'over';
  const others = legs.filter(({ role }) => role !== 'customer' && role !== 'external');
  const shown = others.length > 0 ? others : legs;
  return shown.map(({ role, name, doing }) => `${role}${name ? ` ${name}` : ''}: ${doing}`).join(', ');
}

/** Opens a conversation, if it is one. */
async function open(id) {
  if (!id) return;
  chosen.id = id;
  showPane('one');
  await look().catch(() => {});
}

/** Shows all conversations, or the chosen one, where there is no room for both. */
function showPane(pane) {
  if (document.body.dataset.pane === pane) return;
  document.body.dataset.pane = pane;
  if (narrow.matches) scrollTo(0, 0);
  stretchLanes();
}

const optionChosen = () => $('conversations').querySelector('[tabindex="0"]');

$('conversations').addEventListener('click', ({ target }) => open(target.closest('[role=option]')?.dataset.key));
$('conversations').addEventListener('keydown', (happening) => {
  const ids = known.overview.conversations.map(({ id }) => id);
  const place = moved(happening.key, ids.indexOf(chosen.id), ids.length);
  if (place !== null) {
    chosen.id = ids[place];
    look().then(() => optionChosen()?.focus(), () => {});
  } else if (happening.key === 'ArrowRight' || happening.key === 'Enter') {
    showPane('one');
    $('lanes').focus();
  } else return;
  happening.preventDefault();
});
$('back').addEventListener('click', () => {
  showPane('all');
  optionChosen()?.focus();
});
$('skip').addEventListener('click', (happening) => {
  happening.preventDefault();
  showPane('one');
  $('lanes').focus();
});

// The chosen conversation --------------------------------------------------------------------------------------------

async function showChosen() {
  const { id } = chosen;
  const one = known.overview.conversations.find((one) => one.id === id);
  if (!one) {
    known.lanes = null;
    $('title').textContent = 'No conversation yet';
    $('who').textContent = '';
    $('lanes').replaceChildren();
    $('next').hidden = true;
    return;
  }
  if (known.lanes?.id === id && known.lanes.changes === one.changes) return;
  const isOther = known.lanes?.id !== id;
  const [lanes, next] = await Promise.all([call('GET', `conversations/${id}/lanes`), call('GET', `conversations/${id}/next`)]);
  Object.assign(known, { lanes, next });
  showLanes(one, isOther);
  showNext();
  if (isOther) showEntries();
}

function showLanes(one, isOther) {
  const { heading, legs, rows } = known.lanes;
  const column = $('lanes').closest('section');
  const wasAtEnd = column.scrollTop + column.clientHeight > column.scrollHeight - 80;
  $('title').textContent = one.contact ?? 'Nobody yet';
  $('who').replaceChildren(...broken(heading));
  let before = '';
  const drawnRows = rows.map((row) => {
    if (typeof row === 'string') {
      before = '';
      return betweenRow(row);
    }
    const isEarlier = row.time < before;
    before = row.time;
    return eventRow({ ...row, isEarlier }, { role: 'listitem' });
  });
  const people = legs.map(({ label, role, name }) => el('span', {}, el('b', {}, label), ` ${role} `, ...broken(name)));
  $('lanes').replaceChildren(el('div', { class: 'who' }, ...people), heads(known.lanes),
    el('div', { class: 'lanes', role: 'list', 'aria-label': 'Events, in order' }, placeOfChart(), ...drawnRows));
  stretchLanes();
  if (!isOther && wasAtEnd && !narrow.matches) column.scrollTop = column.scrollHeight;
}

const placeOfChart = () => document.createElementNS('http://www.w3.org/2000/svg', 'svg');

function stretchLanes() {
  if (known.lanes && $('lanes').firstChild) stretch($('lanes'), known.lanes, known.lanes.rowHeight);
}

addEventListener('resize', stretchLanes);

// What may happen next -----------------------------------------------------------------------------------------------

/** What is done most; the rest stands behind it. */
const USUAL = ['answer', 'decline', 'message', 'hold', 'resume', 'park', 'unpark', 'transfer', 'hand-on', 'end', 'finish',
  'time-out', 'transfer-time-out', 'wrap-up', 'skip-wrap-up', 'time-out-wrap-up', 'inactivity'];

function showNext() {
  const { legs, messages, openings } = known.next;
  const lane = (leg) => known.lanes.legs.find((one) => one.leg === leg);
  redraw($('legs'), ...legs.map(({ leg, role, name, state, events }) => {
    const usual = USUAL.filter((event) => events.includes(event));
    const rest = events.filter((event) => !usual.includes(event));
    const button = (event) => eventButton({ leg, event }, event);
    const more = el('details', {}, el('summary', {}, 'Rarer'), el('div', { class: 'ways' }, ...rest.map(button)));
    more.open = opened.has(leg);
    more.addEventListener('toggle', () => more.open ? opened.add(leg) : opened.delete(leg));
    const of = el('h3', {}, `${lane(leg)?.label ?? leg} ${role}`, ...(name ? [' ', ...broken(name)] : []), el('span', {}, `, ${state}`));
    return el('div', {}, of, el('div', { class: 'ways' }, ...usual.map(button)), ...(rest.length > 0 ? [more] : []));
  }));
  redraw($('openings'), ...openings.map(({ role, events }) => el('div', {}, el('h3', {}, role),
    el('div', { class: 'ways' }, ...events.map((event) => eventButton({ role, event }, event))))));
  $('openings-of').hidden = openings.length === 0;
  redraw($('statuses'), ...messages.map(({ message, leg, status, text, statuses }) => el('div', {},
    el('h3', {}, ...broken(text ?? message), el('span', {}, `, ${status}`)),
    el('div', { class: 'ways' }, ...statuses.map((status) => eventButton({ leg, event: 'status', message, status }, status))))));
  $('statuses-of').hidden = messages.length === 0;
  $('next').hidden = legs.length + openings.length + messages.length === 0;
}

/** The legs whose rarer events are shown. */
const opened = new Set();

function eventButton(wanted, label) {
  const key = Object.values(wanted).join(' ');
  const button = el('button', { type: 'button', class: 'plain', 'data-key': key, 'data-event': wanted.event }, label);
  onClick(button, () => happen(wanted));
  return button;
}

/** What an event needs besides stands in the fields above the buttons. */
async function happen(wanted) {
  const takes = {
    text: wanted.event === 'message' && $('text').value !== '',
    queue: ['transfer', 'hand-on'].includes(wanted.event) || wanted.role === 'acd',
    user: wanted.role === 'agent',
  };
  const order = { ...wanted };
  if (takes.text) order.text = $('text').value;
  if (takes.queue) order.queue = $('queue').value;
  if (takes.user) order.user = $('agent').value;
  const done = await act('POST', `conversations/${chosen.id}/events`, order);
  if (done && takes.text) $('text').value = '';
}

// Frames and requests ------------------------------------------------------------------------------------------------

const TABS = ['frames', 'requests'];

/** Reads the entries that have come since, of which there are so many now. */
async function readEntries(kind, end) {
  const seen = known.seen[kind];
  if (end <= seen) return;
  known.seen[kind] = end;
  const fresh = await call('GET', `${kind}?from=${seen}`);
  for (const entry of fresh) {
    entries[kind].unshift(entry);
    if (kind === chosen.tab && isShown(entry)) $('entries').prepend(entryOf(entry));
  }
  entries[kind].length = Math.min(entries[kind].length, KEPT);
  trim();
}

const isOnly = () => $('only').getAttribute('aria-pressed') === 'true';
const isShown = (entry) => !isOnly() || (chosen.id !== null && textOf(entry).includes(chosen.id));
const textOf = (entry) => entry.frame ? JSON.stringify(entry.frame) : `${entry.path} ${entry.body}`;

function trim() {
  while ($('entries').children.length > SHOWN) $('entries').lastChild.remove();
  $('nothing').hidden = $('entries').children.length > 0;
  $('nothing').textContent = chosen.tab === 'frames' ? 'No frame has been sent since this page was opened.'
    : 'No client has asked for anything.';
}

function showEntries() {
  for (const tab of TABS) {
    $(`tab-${tab}`).setAttribute('aria-selected', tab === chosen.tab);
    $(`tab-${tab}`).tabIndex = tab === chosen.tab ? 0 : -1;
  }
  $('entries').setAttribute('aria-labelledby', `tab-${chosen.tab}`);
  $('entries').replaceChildren(...entries[chosen.tab].filter(isShown).slice(0, SHOWN).map(entryOf));
  trim();
}

/** The ids of a text as the names of those whose they are. */
const named = (text) => text.replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, (id) => `{${known.names[id] ?? 'id'}}`);

/** A frame or request: a line that opens. */
function entryOf(entry) {
  const time = entry.at.slice(11, 23);
  const sockets = `${entry.sockets} socket${entry.sockets === 1 ? '' : 's'}`;
  const [line, beside, isBad] = entry.frame ? [named(entry.topicName), sockets, false]
    : [`${entry.method} ${named(entry.path)}`, entry.cut ? 'cut' : String(entry.status), entry.cut || entry.status >= 400];
  const summary = el('summary', {}, el('span', {}, ...broken(line),
    el('small', isBad ? { class: 'bad' } : {}, `${time} · ${beside}`)));
  const details = el('details', {}, summary);
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(jsonOf(entry.frame ?? readable(entry)));
  });
  return details;
}

/** A request with its body as JSON, if it is that. */
function readable({ body, ...request }) {
  try {
    return body === '' ? request : { ...request, body: JSON.parse(body) };
  } catch {
    return { ...request, body };
  }
}

const jsonOf = (value) => json(JSON.stringify(value, null, 2).split('\n').map((text) => ({ text, mark: ' ' })));

for (const tab of TABS) {
  $(`tab-${tab}`).addEventListener('click', () => {
    chosen.tab = tab;
    showEntries();
  });
  $(`tab-${tab}`).addEventListener('keydown', ({ key }) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = TABS[1 - TABS.indexOf(tab)];
    $(`tab-${other}`).click();
    $(`tab-${other}`).focus();
  });
}
$('only').addEventListener('click', () => {
  $('only').setAttribute('aria-pressed', !isOnly());
  showEntries();
});

/** Where there is room for it, all that time can be asked to do is shown. */
function showPass() {
  $('pass').open = !narrow.matches;
}

narrow.addEventListener('change', showPass);
showPass();

const ready = makeMenus().then(look).catch((problem) => tell(problem.message));
ready.then(keepLooking);
