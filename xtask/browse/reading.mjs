// Whether a page can be read and touched. These functions run in the page, which has a `narrow` that says whether it is
// laid out in one column.

/** In the page: the contrast of each text to what lies behind it, as WCAG 2 counts it. */
export function contrastsOf() {
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

/** In the page: what cannot be read as a whole, what is broken inside of a word, what is too small for a finger. */
export function flawsOf() {
  const TARGET = 40;
  const flaws = [];
  const name = (element) => `${element.tagName.toLowerCase()}${element.id && '#' + element.id} ${element.textContent.trim().slice(0, 30)}`;
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (document.documentElement.scrollWidth > innerWidth) flaws.push('wider than the window');
  const isNarrow = narrow.matches;
  for (const element of document.body.querySelectorAll('*:not(script, noscript, option, svg, svg *, #skip, #tip)')) {
    if (!isSeen(element)) continue;
    const style = getComputedStyle(element);
    const isBox = style.overflowX !== 'visible';
    const goesOver = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    if (isBox && goesOver && !element.matches('input, select')) flaws.push(`cut or to be scrolled sideways: ${name(element)}`);
    if (isNarrow && isBox && element.scrollHeight > element.clientHeight + 1) flaws.push(`scrolls in a page that scrolls: ${name(element)}`);
    if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') flaws.push(`may be cut: ${name(element)}`);
    if (element.matches('select')) {
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = style.font;
      const arrow = 28;
      const room = element.clientWidth - parseFloat(style.paddingLeft) - arrow;
      const text = element.selectedOptions[0]?.textContent ?? '';
      if (pen.measureText(text).width > room) flaws.push(`cut: ${text} in ${name(element)}`);
    }
    const isTarget = element.matches('button, a, select, input, summary, [role=option], [role=button], [role=tab]');
    const { width, height } = element.getBoundingClientRect();
    if (isTarget && height < TARGET) flaws.push(`${height} px high: ${name(element)}`);
    if (isTarget && width < 24) flaws.push(`${width} px wide: ${name(element)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!isSeen(node.parentElement) || node.parentElement.closest('script, noscript, option, select, svg, #skip, #tip')) continue;
    for (const { 0: word, index } of node.data.matchAll(/[A-Za-z]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) flaws.push(`broken: ${word} in ${name(node.parentElement)}`);
    }
  }
  return flaws.slice(0, 20);
}
