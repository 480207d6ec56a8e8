'use strict';

// Numbers, days and figures as people read them. Whatever comes from a report goes into the page
// as text, never as markup.

const NUMBER = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

// With a digit behind the point; of what is less than 1, the first digit that counts.
function sayFraction(value) {
  return new Intl.NumberFormat('en', value > 0 && value < 1 ? {maximumSignificantDigits: 1}
    : {minimumFractionDigits: 1, maximumFractionDigits: 1}).format(value);
}

// Makes an element: attributes, then children; a child that is no node is a text. Attributes that
// are functions listen to the event of that name.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

function isoDay(day) {
  return day === null ? '' : new Date(day * 86400000).toISOString().slice(0, 10);
}

function parseDay(iso) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(iso + 'T00:00:00Z') : NaN;
  return Number.isNaN(time) ? null : Math.round(time / 86400000);
}

const DAY_WORDS = new Intl.DateTimeFormat('en-GB',
  {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});

// "11 September 2024".
function sayDay(day) {
  return day === null ? 'no date' : DAY_WORDS.format(new Date(day * 86400000));
}

function sayDays(cut) {
  if (cut.from === null && cut.to === null) {
    return FIRST_DAY === null ? 'no day' : FIRST_DAY === LAST_DAY ? sayDay(FIRST_DAY)
      : `all days, ${sayDay(FIRST_DAY)} to ${sayDay(LAST_DAY)}`;
  }
  return cut.from === cut.to ? sayDay(cut.from) : `${sayDay(cut.from)} to ${sayDay(cut.to)}`;
}

// An estimate: "46", "46 (45 to 55)", "≥ 30".
function sayEstimate(low, best, high) {
  if (best === null) {
    return low === null ? 'number not told' : `number not told, at least ${NUMBER.format(low)}`;
  }
  if (high === null) {
    return `≥ ${NUMBER.format(best)}` +
      (low !== null && low !== best ? ` (from ${NUMBER.format(low)})` : '');
  }
  return NUMBER.format(best) +
    (low === best && high === best ? '' : ` (${NUMBER.format(low || 0)} to ${NUMBER.format(high)})`);
}

// A cell of the table: the figure, notes that stand small below it, these in words, and all in
// words. A figure that nobody tells is a dash and never 0.
function sayCell(cell) {
  if (cell.best === null) {
    const [figure, words] = cell.withheld ? ['withheld', 'number withheld by the issuer']
      : cell.unnumbered ? ['not told', 'told, but without a number'] : ['–', 'nothing told'];
    return {figure, notes: [], beside: '', words};
  }
  const notes = [];
  const beside = [];
  const [low, best, high] = [cell.low, cell.best, cell.high].map(
    number => number === null ? '' : NUMBER.format(number));
  if (high === '' && low !== best) {
    notes.push(`from ${low}`);
    beside.push(`from ${low}`);
  } else if (high !== '' && (low !== best || high !== best)) {
    notes.push(`${low}–${high}`);
    beside.push(`from ${low} to ${high}`);
  }
  if (cell.unnumbered) {
    notes.push('+ not told');
    beside.push('and more without a number');
  }
  if (cell.withheld) {
    notes.push('+ withheld');
    beside.push('and more, number withheld');
  }
  return {figure: (high === '' ? '≥ ' : '') + best, notes,
    beside: beside.join(', '),
    words: [(high === '' ? 'at least ' : '') + best, ...beside].join(', ')};
}

// A link to an article, where its address is one that a browser may follow; else a text.
function linkTo(address) {
  let url = null;
  try {
    url = new URL(address);
  } catch (error) {
    return make('span', {class: 'address'}, address);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return make('span', {class: 'address'}, address);
  }
  return make('a', {href: url.href, rel: 'noopener noreferrer', target: '_blank',
    class: 'address', title: url.href}, url.hostname.replace(/^www\./, '') +
      (url.pathname.length > 1 ? url.pathname : ''));
}

// Lines of attribution: the sites that they name in brackets become links.
function attribution(line) {
  const item = make('li');
  let done = 0;
  for (const match of line.matchAll(/\(([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w./-]*)?)\)|CC BY 4\.0/g)) {
    item.append(line.slice(done, match.index));
    if (match[1]) {
      item.append('(', make('a', {href: 'https://' + match[1], rel: 'noopener noreferrer'},
        match[1]), ')');
    } else {
      item.append(make('a', {href: 'https://creativecommons.org/licenses/by/4.0/',
        rel: 'noopener noreferrer license'}, match[0]));
    }
    done = match.index + match[0].length;
  }
  item.append(line.slice(done));
  return item;
}
