'use strict';

// The panel: what is behind a number. It follows `skytally explain`: the incidents that a cell
// sums, the accounts of each, the claims of these with their words, and what tells of the same
// and is not counted, with the reason.

const FIRST_SHOWN = 20;
const KIDS_SHOWN = 12;

function ruleNote(rule) {
  return make('span', {class: 'rule', title: 'Rule of docs/method.md, section 7'}, `rule ${rule}`);
}

function reason([rule, words], ...more) {
  return make('li', null, words, ...more, ' ', ruleNote(rule));
}

function placeOf(i) {
  return text(INCIDENTS.place[i]) || 'no place';
}

function estimateOf(i) {
  return sayEstimate(INCIDENTS.low[i], INCIDENTS.best[i], INCIDENTS.high[i]);
}

// A text of a report or of the gazetteer, in whatever script.
function foreign(tag, words, lang) {
  return make(tag, {dir: 'auto', lang: lang || null}, words);
}

// ------------------------------------------------------------------------------------- claims

// "3, exact"; "number withheld".
function sayClaim(c) {
  if (CLAIMS.value[c] !== null) {
    return `${NUMBER.format(CLAIMS.value[c])}, ${DATA.bound_names[CLAIMS.bound[c]].replace('_', ' ')}`;
  }
  return CLAIMS.flags[c] & WITHHELD ? 'number withheld'
    : CLAIMS.sites[c] !== null ? `${NUMBER.format(CLAIMS.sites[c])} sites, number of drones not told`
      : 'number not told';
}

function claimLinks(c) {
  const items = [];
  for (let k = FIRST_LINK[c]; k < FIRST_LINK[c + 1]; k++) {
    const [type, to, why] = DATA.claim_links.slice(3 * k, 3 * k + 3);
    const value = CLAIMS.value[to] === null ? '' :
      ` (${NUMBER.format(CLAIMS.value[to])} ${OUTCOMES[CLAIMS.outcome[to]]})`;
    items.push(make('li', null, DATA.link_names[type].replaceAll('_', ' '), ' ',
      make('code', null, text(CLAIMS.id[to])), value, ': ', text(why)));
  }
  return items.length === 0 ? null : make('details', {class: 'links'},
    make('summary', null, items.length === 1 ? '1 link' : `${items.length} links`),
    make('ul', null, ...items));
}

function sourceOf(c) {
  const issuer = text(CLAIMS.issuer[c]);
  const source = text(CLAIMS.source[c]);
  const lang = text(DATA.reports.lang[CLAIMS.report[c]]);
  return make('span', {class: 'source'},
    source ? foreign('span', source, lang) : 'nobody named', issuer ? ` [${issuer}]` : '');
}

function reportOf(c) {
  const report = CLAIMS.report[c];
  const published = DATA.reports.published[report];
  const publisher = text(DATA.reports.publisher[report]);
  const address = text(DATA.reports.url[report]) || text(DATA.reports.item[report]);
  return make('div', {class: 'report'},
    publisher ? foreign('span', publisher) : null, publisher ? ', ' : null,
    published === null ? 'day of publication not known' : 'published ',
    published === null ? null : make('time', {datetime: isoDay(published)}, sayDay(published)),
    ', ', address ? linkTo(address) : make('span', {class: 'address'},
      text(DATA.reports.doc[report])));
}

// `whole`: with its source and report, where these do not stand above it.
function claimOf(c, ground, whole) {
  const lang = text(DATA.reports.lang[CLAIMS.report[c]]);
  const method = DATA.method_names[CLAIMS.method[c]];
  const notes = [method === 'unstated' ? '' : method, CLAIMS.flags[c] & DEBRIS ? 'debris' : '']
    .filter(Boolean).map(note => `, ${note}`).join('');
  return make('li', {class: 'claim'},
    make('div', {class: 'claimed'}, make('strong', null, sayClaim(c)), notes,
      ground ? `: ${ground[1]} ` : ' ', ground ? ruleNote(ground[0]) : null),
    foreign('blockquote', text(CLAIMS.evidence[c]), lang),
    whole ? sourceOf(c) : null, whole ? reportOf(c) : null,
    make('div', {class: 'id'}, 'claim ', make('code', null, text(CLAIMS.id[c]))),
    claimLinks(c));
}

// ---------------------------------------------------------------------------------- incidents

// The steps of an incident in three heaps: of the incident, and of its accounts, each with its
// notes and claims.
function stepsOf(i) {
  const {account, note, incident} = DATA.first_grounds;
  const own = [];
  const accounts = [];
  for (let s = FIRST_STEP[i]; s < FIRST_STEP[i + 1]; s++) {
    const ground = STEPS.ground[s];
    if (ground >= incident) {
      own.push(s);
    } else if (ground >= note) {
      accounts.at(-1).notes.push(s);
    } else if (ground >= account) {
      accounts.push({step: s, notes: [], claims: []});
    } else {
      accounts.at(-1).claims.push(s);
    }
  }
  return {own, accounts};
}

function accountOf(account, alone) {
  const s = account.step;
  const ground = DATA.grounds[STEPS.ground[s]];
  const figure = sayEstimate(STEPS.low[s], STEPS.best[s], STEPS.high[s]);
  const claims = account.claims.length === 0 ? [claimOf(STEPS.subject[s], null, false)]
    : account.claims.map(k => claimOf(STEPS.subject[k], DATA.grounds[STEPS.ground[k]],
      STEPS.ground[k] === DATA.first_grounds.copy));
  return make('li', {class: STEPS.ground[s] === DATA.first_grounds.account ? 'account stands'
    : 'account'},
  make('div', {class: 'heard'}, sourceOf(STEPS.subject[s]), ': ', make('strong', null, figure),
    alone ? '; the only account' : `; ${ground[1]} `, alone ? null : ruleNote(ground[0])),
  reportOf(STEPS.subject[s]),
  account.notes.length === 0 ? null : make('ul', {class: 'why'},
    ...account.notes.map(n => reason(DATA.grounds[STEPS.ground[n]]))),
  make('ul', {class: 'claims'}, ...claims));
}

// What several accounts of the same drones would have come to.
function sameDrones(accounts) {
  const figures = accounts.map(a => STEPS.best[a.step]).filter(best => best !== null);
  return figures.length < 2 ? null : reason([3,
    `${figures.length} accounts give a number for the same drones: one stands, and they are not ` +
    `added up to ${NUMBER.format(figures.reduce((a, b) => a + b))}`]);
}

function listPlaces(kids, say) {
  return kids.slice(0, KIDS_SHOWN).map(say).join('; ') + (kids.length > KIDS_SHOWN ? '; ...' : '');
}

function whatLiesInside(i) {
  const best = INCIDENTS.best[i];
  const net = INCIDENTS.net[i];
  const kids = KIDS.get(i) || [];
  const told = kids.filter(k => INCIDENTS.best[k] !== null);
  const untold = kids.filter(k => INCIDENTS.best[k] === null);
  const items = [];
  if (best !== null && net !== best && told.length > 0) {
    items.push(reason([5, `${NUMBER.format(best - net)} of the ${NUMBER.format(best)} are counted ` +
      `in what lies inside it (${listPlaces(told, k => `${placeOf(k)} ${INCIDENTS.best[k]}`)}): ` +
      `${NUMBER.format(net)} are left`]));
  }
  if (net > 0 && untold.length > 0) {
    items.push(reason([5, 'told without a number, and so among these: ' +
      listPlaces(untold, placeOf)]));
  }
  return items;
}

// Where the drones stand that a country's or the total row counts.
function whereItStands(i, row) {
  const net = INCIDENTS.net_best[i];
  if (ROWS.level[row] < COUNTRY || !net) {
    return null;
  }
  if (INCIDENTS.row[i] === null) {
    return reason([9, `these ${NUMBER.format(net)} are not placed: the claims name no area below ` +
      'the country for them, and no row below has them']);
  }
  const away = ROWS.level[row] === COUNTRY &&
    text(INCIDENTS.country[i]) !== text(ROWS.iso_a2[row]);
  return reason([9, `${away ? 'elsewhere: ' : 'stands '}in the row ${rowName(INCIDENTS.row[i])}`]);
}

function ownSteps(own) {
  const {incident, raised, no_room: noRoom} = DATA.first_grounds;
  return own.map(s => {
    const ground = STEPS.ground[s];
    const best = STEPS.best[s] === null ? '' : NUMBER.format(STEPS.best[s]);
    const figure = ground === incident ? ` (${best} of them)` : ground === raised ? `, by ${best}`
      : ground === noRoom ? ` (${best})` : '';
    const other = STEPS.other[s];
    return reason(DATA.grounds[ground], figure,
      other === null ? '' : `: ${placeOf(other)}, ${estimateOf(other)}`);
  });
}

function countedHere(i, row) {
  const flags = INCIDENTS.flags[i];
  const own = row === INCIDENTS.row[i];
  const low = INCIDENTS.net_low[i];
  const best = INCIDENTS.net_best[i];
  const high = own ? INCIDENTS.net_high[i] : INCIDENTS.net_high_above[i];
  if (row === null) {
    return estimateOf(i);
  }
  if (best === null) {
    return flags & (own ? HIDDEN : HIDDEN_ABOVE) ? 'no number, covered by the figure around it'
      : flags & WITHHELD ? 'number withheld' : 'told without a number: nothing is added';
  }
  const whole = low === INCIDENTS.low[i] && best === INCIDENTS.best[i] && high === INCIDENTS.high[i];
  return sayEstimate(low, best, high) + (whole ? '' : ` counted here of ${estimateOf(i)}`);
}

// Incident `i` as a part of `row`; null: by itself. `heading` is the element of its title.
function incidentOf(i, row, heading = 'h3') {
  const {own, accounts} = stepsOf(i);
  const attacker = text(INCIDENTS.attacker[i]);
  const precision = INCIDENTS.day[i] === null || INCIDENTS.time_precision[i] === 0 ? ''
    : DATA.time_precision_names[INCIDENTS.time_precision[i]];
  const when = [sayDay(INCIDENTS.day[i]), text(INCIDENTS.time[i]) || precision]
    .filter(Boolean).join(', ');
  const by = attacker ? `, sent by ${countryName(attacker)}` +
    (INCIDENTS.flags[i] & INFERRED ? ' (inferred)' : '') : '';
  const why = [sameDrones(accounts), ...whatLiesInside(i),
    row === null ? null : whereItStands(i, row), ...ownSteps(own)].filter(Boolean);
  return make('article', {class: 'incident'},
    make(heading, null, foreign('span', placeOf(i)), `: ${countedHere(i, row)}`),
    make('div', {class: 'when'}, when + by),
    why.length === 0 ? null : make('ul', {class: 'why'}, ...why),
    make('ul', {class: 'accounts'}, ...accounts.map(a => accountOf(a, accounts.length === 1))));
}

// The incidents of a cell, each behind the one that it lies in.
function incidentsOf(row, outcome, cut) {
  const mine = new Set();
  for (let i = 0; i < N_INCIDENTS; i++) {
    if (INCIDENTS.outcome[i] === outcome && isTaken(i, cut) &&
      partsOf(i, cut).some(part => part[0] === row)) {
      mine.add(i);
    }
  }
  const order = [];
  const seen = new Set();
  const add = i => {
    if (mine.has(i) && !seen.has(i)) {
      seen.add(i);
      order.push(i);
      (KIDS.get(i) || []).forEach(add);
    }
  };
  for (const i of mine) {
    let outermost = i;
    for (let up = INCIDENTS.parent[i]; up !== null; up = INCIDENTS.parent[up]) {
      outermost = mine.has(up) ? up : outermost;
    }
    add(outermost);
    add(i);
  }
  return order;
}

// ----------------------------------------------------------------------------------- left out

function touches(first, list, i, row) {
  return row === TOTAL_ROW || list.slice(first[i], first[i + 1]).includes(row);
}

// Why an incident that tells of the row's area is not in the cell; null: that needs no word.
function incidentGap(i, row, cut) {
  const dated = cut.from !== null || cut.to !== null;
  if (!inDays(INCIDENTS.day[i], cut)) {
    return dated && INCIDENTS.day[i] === null ? 'undated' : null;
  }
  if (INCIDENTS.flags[i] & ABSORBED) {
    return 'absorbed';
  }
  if (!isTaken(i, cut)) {
    return 'cut';
  }
  const own = INCIDENTS.row[i];
  if (own !== null && ROWS.level[own] === SET) {
    return 'set';
  }
  if (ROWS.level[row] === COUNTRY) {
    return text(INCIDENTS.side[i]) !== text(ROWS.iso_a2[row]) ? 'other_side' : null;
  }
  return own === null && INCIDENTS.net[i] !== 0 ? 'country' : null;
}

function incidentLeftOut(i, row, why) {
  const into = why === 'absorbed' ? INCIDENTS.parent[i] : null;
  const own = INCIDENTS.row[i];
  const where = into !== null ? `: ${placeOf(into)}, ${estimateOf(into)}`
    : own !== null && own !== row ? `: ${rowName(own)}` : '';
  const item = reason(DATA.gaps[why], where);
  item.append(incidentOf(i, null, 'h4'));
  return item;
}

function claimGap(c) {
  const period = DATA.period_names[CLAIMS.period[c]];
  if (period !== 'event') {
    return period;
  }
  for (let k = FIRST_LINK[c]; k < FIRST_LINK[c + 1]; k++) {
    if (DATA.link_names[DATA.claim_links[3 * k]] === 'contradicts') {
      return 'disputed';
    }
  }
  return 'copy';
}

// The incidents and claims that tell of the cell and are not in it.
function leftOut(row, outcome, cut, counted) {
  const inside = new Set(counted);
  const items = [];
  const country = text(ROWS.iso_a2[row]);
  for (let i = 0; i < N_INCIDENTS; i++) {
    if (INCIDENTS.outcome[i] !== outcome || inside.has(i)) {
      continue;
    }
    // A figure of the country may hold some of what an empty region lacks.
    const above = ROWS.level[row] === REGION && INCIDENTS.row[i] === null && country &&
      text(INCIDENTS.country[i]) === country;
    if (above || touches(FIRST_TOUCHED, DATA.incident_touched, i, row)) {
      const why = incidentGap(i, row, cut);
      if (why && (why !== 'country' || (above && counted.length === 0))) {
        items.push(() => incidentLeftOut(i, row, why));
      }
    }
  }
  for (let c = 0; c < N_CLAIMS; c++) {
    const day = CLAIMS.day[c] !== null ? CLAIMS.day[c] : DATA.reports.published[CLAIMS.report[c]];
    if (!(CLAIMS.flags[c] & CLAIM_USED) && CLAIMS.outcome[c] === outcome && inDays(day, cut) &&
      touches(FIRST_CLAIM_TOUCHED, DATA.claim_touched, c, row)) {
      items.push(() => claimOf(c, DATA.gaps[claimGap(c)], true));
    }
  }
  return items;
}

// -------------------------------------------------------------------------------------- panel

// Puts the first of many into a list, and a button for more; each is made when it is shown.
function addSome(list, makers, what) {
  const from = list.childElementCount;
  const next = makers.slice(from, from + FIRST_SHOWN);
  const made = next.map(maker => maker());
  list.append(...made);
  const left = makers.length - list.childElementCount;
  if (left <= 0) {
    return null;
  }
  return make('button', {type: 'button', class: 'more', click: event => {
    const old = event.currentTarget;
    const before = list.childElementCount;
    const again = addSome(list, makers, what);
    again ? old.replaceWith(again) : old.remove();
    list.children[before].tabIndex = -1;
    list.children[before].focus();
  }}, `Show more ${what} (${NUMBER.format(left)} are left)`);
}

class Panel {
  constructor(element, {closed}) {
    this.element = element;
    this.title = element.querySelector('h2');
    this.content = element.querySelector('.content');
    this.closed = closed;
    this.back = null;
    element.querySelector('.close').addEventListener('click', () => this.close());
    element.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.close();
      }
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  // back() is what gets the focus when the panel is closed; without it, it stays where it is.
  open(back) {
    this.element.hidden = false;
    if (back) {
      this.back = back;
      this.title.focus();
    }
  }

  close() {
    if (!this.isOpen) {
      return;
    }
    this.element.hidden = true;
    this.closed();
    const back = this.back && this.back();
    this.back = null;
    if (back) {
      back.focus();
    }
  }

  fill(title, ...content) {
    this.title.replaceChildren(title);
    this.content.replaceChildren(...content.filter(Boolean));
    this.content.scrollTop = 0;
    this.element.scrollTop = 0;
  }

  // What is behind the figure of a row.
  showCell(row, outcome, cut, cell) {
    const order = incidentsOf(row, outcome, cut);
    const gaps = leftOut(row, outcome, cut, order);
    const {figure, beside} = sayCell(cell);
    const counted = order.filter(i => INCIDENTS.net_best[i] !== null).length;
    const list = make('div', {class: 'incidents'});
    const more = addSome(list, order.map(i => () => incidentOf(i, row)), 'incidents');
    const out = make('ul', {class: 'left-out'});
    const moreOut = addSome(out, gaps, 'of what is not counted');
    const notes = [cell.notPlaced ? `${NUMBER.format(cell.notPlaced)} of them not placed` : '',
      cell.elsewhere ? `${NUMBER.format(cell.elsewhere)} of them in rows elsewhere` : '']
      .filter(Boolean).join('; ');
    this.fill(foreign('span', `${rowName(row)}, ${OUTCOMES[outcome]}`),
      make('p', {class: 'days'}, sayDays(cut)),
      make('p', {class: 'sum'}, make('strong', null, figure === '–' ? 'nothing told' : figure),
        beside ? ` ${beside}` : ''),
      notes ? make('p', null, notes) : null,
      counted > 1 ? make('p', null, `The sum of ${NUMBER.format(counted)} incidents, each ` +
        'counted once.') : null,
      list, more,
      gaps.length === 0 ? null : make('h3', {class: 'part'}, 'Told, and not counted here'),
      gaps.length === 0 ? null : out, moreOut,
      order.length + gaps.length > 0 ? null
        : make('p', null, 'No report that was read tells of this in these days.'));
  }

  // An incident of the map.
  showIncident(i) {
    this.fill(foreign('span', `${placeOf(i)}, ${OUTCOMES[INCIDENTS.outcome[i]]}`),
      make('p', {class: 'days'}, sayDay(INCIDENTS.day[i])),
      INCIDENTS.flags[i] & ABSORBED ? make('p', null, `Not in a row of its own: ` +
        `${DATA.gaps.absorbed[1]}.`) : null,
      incidentOf(i, null));
  }
}
