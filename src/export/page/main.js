'use strict';

// What is chosen, and who is told of it. The choice stands in the address behind #, so that a
// view can be linked to.

const find = id => document.getElementById(id);

const state = {
  outcome: 1, from: null, to: null, country: '', attacker: '', areas: 'regions',
  row: null, incident: null
};

// For those who cannot see what has changed.
function say(words) {
  find('live').textContent = words;
}

function cutOf() {
  return {from: state.from, to: state.to, country: state.country, attacker: state.attacker};
}

// ------------------------------------------------------------------------------------ address

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const outcome = OUTCOMES.indexOf(asked.get('outcome'));
  const day = name => {
    const found = parseDay(asked.get(name) || '');
    return found === null || FIRST_DAY === null ? null
      : Math.min(LAST_DAY, Math.max(FIRST_DAY, found));
  };
  const listed = (id, value) =>
    [...find(id).options].some(option => option.value === value) ? value : '';
  state.outcome = outcome < 0 ? firstOutcome() : outcome;
  state.from = day('from');
  state.to = day('to');
  if (state.from !== null && state.to !== null && state.from > state.to) {
    [state.from, state.to] = [state.to, state.from];
  }
  state.country = listed('country', asked.get('country') || '');
  state.attacker = listed('attacker', asked.get('attacker') || '');
  state.areas = asked.get('areas') === 'countries' ? 'countries' : 'regions';
  state.row = ROW_BY_ID.has(asked.get('area')) ? ROW_BY_ID.get(asked.get('area')) : null;
  state.incident = null;
}

function writeAddress() {
  const asked = new URLSearchParams();
  asked.set('outcome', OUTCOMES[state.outcome]);
  for (const [name, value] of [['from', isoDay(state.from)], ['to', isoDay(state.to)],
    ['country', state.country], ['attacker', state.attacker],
    ['areas', state.areas === 'regions' ? '' : state.areas],
    ['area', state.row === null ? '' : text(ROWS.id[state.row])]]) {
    if (value) {
      asked.set(name, value);
    }
  }
  const address = '#' + asked;
  if (location.hash !== address) {
    try {
      history.replaceState(null, '', address);
    } catch (error) {
      // Some browsers forbid it to pages from disk: then views cannot be linked to.
    }
  }
}

// The outcome that most incidents tell of.
function firstOutcome() {
  const counts = OUTCOMES.map(() => 0);
  INCIDENTS.outcome.forEach((outcome, i) => {
    counts[outcome] += INCIDENTS.flags[i] & TAKEN ? 1 : 0;
  });
  return counts.indexOf(Math.max(...counts));
}

// ----------------------------------------------------------------------------------- controls

const outcomeButtons = OUTCOMES.map((name, outcome) => {
  const figure = make('span', {class: 'number'});
  const input = make('input', {type: 'radio', name: 'outcome', value: name,
    change: () => set({outcome, incident: null})});
  const label = make('label', {class: 'outcome ' + name}, input,
    make('span', {class: 'name'}, name), figure);
  find('outcomes').append(label);
  return {input, figure};
});

// A list of countries; a change of it changes where the map looks.
function fillSelect(id, values, nameOf) {
  const select = find(id);
  for (const value of [...values].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'))) {
    select.append(make('option', {value}, nameOf(value)));
  }
  select.addEventListener('change', () => {
    set({[id]: select.value, incident: null});
    looking = true;
  });
  select.closest('label').hidden = values.size < 2;
}

fillSelect('country', new Set(ROWS.level.flatMap((level, row) =>
  level === COUNTRY ? [text(ROWS.iso_a2[row])] : [])), countryName);
fillSelect('attacker', new Set(INCIDENTS.attacker.flatMap((attacker, i) =>
  attacker && INCIDENTS.flags[i] & TAKEN ? [text(attacker)] : [])), countryName);
find('areas').addEventListener('change', event => set({areas: event.target.value}));
find('words').addEventListener('input', event => {
  table.filter(event.target.value);
  say(`${find('tally').querySelectorAll('tbody tr:not(.group)').length} rows shown`);
});
find('theme').addEventListener('change', event => {
  if (event.target.value) {
    document.documentElement.dataset.theme = event.target.value;
  } else {
    delete document.documentElement.dataset.theme;
  }
  render();
});
find('whole').addEventListener('click', () => map.whole());
find('download').addEventListener('click', () => {
  const file = new Blob([table.csv(cutOf())], {type: 'text/csv'});
  const link = make('a', {href: URL.createObjectURL(file), download: 'tallies-shown.csv'});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});

// -------------------------------------------------------------------------------------- parts

const panel = new Panel(find('panel'), {closed: () => {
  state.row = null;
  state.incident = null;
  render();
}});

// `outcome` null: the area as such was chosen, and not one of its figures.
function openCell(row, outcome) {
  set({row, outcome: outcome === null ? state.outcome : outcome, incident: null});
  panel.open(() => table.button(row, outcome) || find('map'));
  map.lookAt(row);
}

const table = new TallyTable(find('tally'), {open: openCell});
const map = new TallyMap(find('map'), {
  pick: row => {
    set({row, incident: null});
    panel.open(() => find('map'));
  },
  pickIncident: incident => {
    set({incident, row: null});
    panel.open(() => find('map'));
  },
  point: words => {
    find('pointed').textContent = words;
  }
});
const days = new Days(find('days'), {changed: (from, to) => set({from, to})});

// ------------------------------------------------------------------------------------ showing

let waiting = false;
let looking = true; // the map shall move to where the figures are

// Takes a change over; what follows from it is shown once a frame.
function set(change) {
  Object.assign(state, change);
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      render();
    });
  }
}

// The largest figure that colours and sizes have room for: of the days that are chosen; of all
// single days where it is one, so that days can be compared.
const dailyMost = new Map();

function mostOf(sums, levels) {
  let most = 1;
  for (const row of sums.values()) {
    if (levels.includes(ROWS.level[row.row])) {
      most = Math.max(most, row.cells[state.outcome].best || 0);
    }
  }
  return most;
}

function scaleOf(sums, levels, cut) {
  if (cut.from === null || cut.from !== cut.to) {
    return mostOf(sums, levels);
  }
  const key = [state.outcome, cut.country, cut.attacker, levels].join();
  if (!dailyMost.has(key)) {
    const cells = new Map();
    let most = 1;
    for (let i = 0; i < N_INCIDENTS; i++) {
      if (INCIDENTS.outcome[i] !== state.outcome || INCIDENTS.day[i] === null ||
        INCIDENTS.net_best[i] === null || !isTaken(i, {...cut, from: null, to: null})) {
        continue;
      }
      for (const [row] of partsOf(i, cut)) {
        if (levels.includes(ROWS.level[row])) {
          const cell = row + ' ' + INCIDENTS.day[i];
          const best = (cells.get(cell) || 0) + INCIDENTS.net_best[i];
          cells.set(cell, best);
          most = Math.max(most, best);
        }
      }
    }
    dailyMost.set(key, most);
  }
  return dailyMost.get(key);
}

function showLegend(limits) {
  const ink = colour('outcome-' + OUTCOMES[state.outcome]);
  const land = colour('land');
  const swatch = background => {
    const box = make('span', {class: 'swatch'});
    box.style.background = background;
    return box;
  };
  const lines = shade => `repeating-linear-gradient(-45deg, ${shade} 0 4px, ${colour('hatch')} 4px 5.4px)`;
  const items = limits.map((limit, i) => make('li', null,
    swatch(mixed(ink, land, classOpacity(limits, i))),
    i + 1 < limits.length ? limits[i + 1] - 1 === limit ? `${limit}`
      : `${NUMBER.format(limit)}–${NUMBER.format(limits[i + 1] - 1)}`
      : `${NUMBER.format(limit)} or more`));
  items.push(make('li', null, make('span', {class: 'ring'}, '7'), 'figure of the area, by size'),
    make('li', null, swatch(lines(mixed(ink, land, 0.32))), 'at least so many (≥)'),
    make('li', null, swatch(`repeating-linear-gradient(-45deg, ${land} 0 4px, ${mixed(ink, land, 0.6)} 4px 5.4px)`),
      'number not told or withheld (?)'));
  const point = make('span', {class: 'dot'});
  point.style.background = mixed(ink, colour('ink'), 0.6);
  items.push(make('li', null, point, 'incident at a known place'));
  find('legend').replaceChildren(...items);
}

function showOutcomes(total) {
  outcomeButtons.forEach(({input, figure}, outcome) => {
    const {figure: words, notes, words: spoken} = sayCell(total.cells[outcome]);
    input.checked = outcome === state.outcome;
    input.parentElement.classList.toggle('checked', input.checked);
    figure.textContent = words === '–' ? 'nothing told' : words;
    figure.classList.toggle('none', words === '–');
    figure.title = notes.length > 0 ? spoken : '';
  });
}

function showPanel(sums, cut) {
  if (state.incident !== null) {
    panel.showIncident(state.incident);
  } else if (state.row !== null) {
    const row = sums.get(state.row) || emptyRow(state.row);
    panel.showCell(state.row, state.outcome, cut, row.cells[state.outcome]);
  }
}

function render() {
  const cut = cutOf();
  const sums = tally(cut);
  const levels = state.areas === 'countries' ? [COUNTRY] : [REGION, SEA];
  const most = scaleOf(sums, levels, cut);
  const title = `Drones ${OUTCOMES[state.outcome]}, ${sayDays(cut)}`;
  find('country').value = state.country;
  find('attacker').value = state.attacker;
  find('areas').value = state.areas;
  find('chosen').textContent = title;
  showOutcomes(sums.get(TOTAL_ROW));
  days.outcome = state.outcome;
  days.tell(byDay(state.outcome, cut));
  days.show(cut);
  const points = incidentPoints(state.outcome, cut, Math.max(most, 1));
  showLegend(map.show({table: sums, outcome: state.outcome, areas: levels, selected: state.row,
    most, incidents: points}));
  if (looking) {
    map.lookAtMost(sums, state.outcome, levels, points);
    looking = false;
  }
  table.show({table: sums, outcome: state.outcome, selected: state.row,
    title: `Drones by area, ${sayDays(cut)}`});
  showPanel(sums, cut);
  writeAddress();
  if (!days.playing) {
    say(`${title}: ${sayCell(sums.get(TOTAL_ROW).cells[state.outcome]).words}`);
  }
}

// -------------------------------------------------------------------------------------- frame

function showFrame() {
  const {day_rule: rule, boundaries, as_of: asOf} = DATA.parameters;
  const known = FIRST_DAY !== null;
  const covered = !known ? 'no day' : FIRST_DAY === LAST_DAY ? sayDay(FIRST_DAY)
    : `${sayDay(FIRST_DAY)} to ${sayDay(LAST_DAY)}`;
  const asOfDay = sayDay(parseDay(asOf || ''));
  document.title = `Drone incidents${asOf ? `, as of ${asOfDay}` : ''}`;
  find('as-of').textContent = asOf ? `as of ${asOfDay}` : '';
  find('covered').textContent = covered;
  find('rule').textContent = rule;
  find('version').textContent = DATA.version;
  find('boundaries').textContent = boundaries === 'iso'
    ? 'Disputed areas bear the country of ISO 3166.'
    : 'Disputed areas bear the country that holds them.';
  find('undated').hidden = N_UNDATED === 0;
  find('undated').textContent = `${NUMBER.format(N_UNDATED)} ` +
    `${N_UNDATED === 1 ? 'incident bears' : 'incidents bear'} no date: in “all days” alone, and ` +
    'in no span of days.';
  const cuts = [DATA.cuts.country && `country ${countryName(DATA.cuts.country)}`,
    DATA.cuts.attacker && `sent by ${countryName(DATA.cuts.attacker)}`,
    DATA.cuts.outcomes !== (1 << OUTCOMES.length) - 1 && 'some outcomes',
    DATA.parameters.regions && `regions of ${DATA.parameters.regions}`].filter(Boolean);
  find('cuts').textContent = cuts.length > 0 ? `Of this alone: ${cuts.join(', ')}.` : '';
  find('attribution').append(...DATA.attribution.map(attribution));
  find('days').hidden = !known || FIRST_DAY === LAST_DAY;
}

// Paper is white, and narrower than most windows.
let themeBefore = '';
addEventListener('beforeprint', () => {
  themeBefore = document.documentElement.dataset.theme || '';
  document.documentElement.dataset.theme = 'light';
  document.body.classList.add('printing');
  render();
  map.resize();
});
addEventListener('afterprint', () => {
  if (themeBefore) {
    document.documentElement.dataset.theme = themeBefore;
  } else {
    delete document.documentElement.dataset.theme;
  }
  document.body.classList.remove('printing');
  render();
  map.resize();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', render);
addEventListener('hashchange', () => {
  readAddress();
  render();
  state.row === null ? panel.close() : panel.open(null);
});

showFrame();
readAddress();
render();
if (state.row !== null) {
  panel.open(null);
  map.lookAt(state.row);
}
document.documentElement.classList.add('ready');
