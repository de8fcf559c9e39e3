'use strict';

// What all pages share which show storyboards: elements, lanes, JSON, light and dark. A page has a button `theme`.

const $ = (id) => document.getElementById(id);

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

/** A text that may be broken where one who reads it would: after a dot, a slash, a hyphen, never inside a word. */
function broken(text) {
  const parts = text.split(/(?<=[/_,\]-])(?=[\w[{])|(?<=[.:])(?=[A-Za-z_[{])|(?<=\w)(?=\[)/);
  return parts.flatMap((part, place) => place === 0 ? [part] : [el('wbr'), part]);
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

// Lanes ----------------------------------------------------------------------------------------------------------------

function heads({ heads }) {
  const head = (label) => el('span', { class: 'head' }, label);
  return el('div', { class: 'heads', 'aria-hidden': 'true' }, el('span', { class: 'time' }, 'time (UTC)'), ...heads.map(head));
}

function betweenRow(text) {
  return el('div', { class: 'row between', role: 'presentation' }, el('span', { class: 'time' }),
    el('span', { class: 'room' }), el('span', { class: 'says' }, text));
}

function eventRow(event, attributes = {}) {
  const clocks = event.isEarlier ? [' ', el('small', {}, 'two clocks')] : [];
  return el('div', { class: event.bad ? 'row bad' : 'row', ...attributes },
    el('span', { class: 'time' }, event.time, ...clocks), el('span', { class: 'room' }),
    el('span', { class: 'says' }, ...broken(event.says)));
}

/** The least width of a column that can hold a sign. */
const PITCH_MIN = 14;

/** Fits the lanes, drawn with rows of that height, to the rows of the page, which are as high as their sentences need, and to the width that there is for them. */
function stretch(block, { pitch, width, heads, chart }, rowHeight) {
  const lanes = block.querySelector('.lanes');
  if (lanes.clientWidth === 0) return;
  const free = innerWidth <= 620 ? lanes.clientWidth * 0.44 : lanes.clientWidth - 320;
  const even = Math.floor(free / heads.length / 2) * 2;
  const own = Math.max(PITCH_MIN, Math.min(pitch, even));
  const wide = width + heads.length * (own - pitch);
  // Labels that would touch stand at two heights.
  block.classList.toggle('close', own < 24);
  block.style.setProperty('--pitch', `${own}px`);
  block.style.setProperty('--lanes', `${wide}px`);
  const rows = [...lanes.querySelectorAll('.row')];
  const middles = rows.map((row) => Math.round(row.offsetTop + row.offsetHeight / 2));
  const end = lanes.offsetHeight;
  const x = (text) => {
    const column = Math.min(Math.floor(text / pitch), heads.length - 1);
    return column * own + own / 2 + (text - column * pitch - pitch / 2);
  };
  const y = (text) => {
    const row = Math.floor(text / rowHeight);
    return row < rows.length ? middles[row] + (text - row * rowHeight - rowHeight / 2) : end;
  };
  const drawn = document.createElement('template');
  drawn.innerHTML = chart;
  const svg = drawn.content.firstElementChild;
  svg.setAttribute('width', wide);
  svg.setAttribute('height', end);
  svg.setAttribute('viewBox', `0 0 ${wide} ${end}`);
  for (const path of svg.querySelectorAll('path')) {
    path.setAttribute('d', path.getAttribute('d')
      .replace(/([ML ])(\d+) (\d+)/g, (_, before, across, down) => `${before}${x(across)} ${y(down)}`)
      .replace(/V(\d+)/g, (_, down) => `V${y(down)}`)
      .replace(/H(\d+)/g, (_, across) => `H${x(across)}`));
  }
  for (const [name, place] of [['cx', x], ['cy', y], ['x', x], ['y', y]]) {
    for (const sign of svg.querySelectorAll(`[${name}]`)) sign.setAttribute(name, place(sign.getAttribute(name)));
  }
  lanes.querySelector('svg').replaceWith(svg);
}

// JSON -----------------------------------------------------------------------------------------------------------------

const LINE = { ' ': 'span', '+': 'ins', '-': 'del' };

function json(lines) {
  const line = ({ text, mark }) => {
    const [, indent, key, rest] = /^(\s*)("(?:[^"\\]|\\.)*"(?=: ))?(.*)$/.exec(text);
    const line = el(LINE[mark], {}, indent, ...(key ? [el('u', {}, ...broken(key))] : []), ...broken(rest));
    line.style.setProperty('--in', `${indent.length}ch`);
    return line;
  };
  return el('pre', { class: 'json' }, ...lines.map(line));
}

// Light and dark -------------------------------------------------------------------------------------------------------

const THEMES = ['system', 'light', 'dark'];

function showTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  $('theme').textContent = `Theme: ${theme}`;
}

$('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme ?? 'system';
  showTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
});
showTheme('system');

