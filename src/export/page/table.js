'use strict';

// The table: what tallies.csv has, for the days, country and attacker that are chosen. It sorts
// by any column and shows the rows that hold some words.

const PAGE_OF_ROWS = 200;

const COLUMNS = [
  {key: 'name', title: 'Area', value: sums => rowName(sums.row), words: true},
  {key: 'country', title: 'Country', value: sums => text(ROWS.country[sums.row]), words: true},
  ...OUTCOMES.map((name, outcome) => ({
    key: name, title: name[0].toUpperCase() + name.slice(1), outcome,
    value: sums => sums.cells[outcome].best
  })),
  {key: 'incidents', title: 'Incidents', value: sums => sums.incidents},
  {key: 'reports', title: 'Reports', value: sums => sums.reports.size},
  {key: 'per_10k', title: 'Per 10\u202f000\u00a0km²', value: density, fraction: true,
    about: 'intercepted plus impacted drones per 10 000 square kilometres'}
];

const GROUPS = [
  {title: 'Regions, seas and sets of regions', levels: [REGION, SEA, SET]},
  {title: 'Countries: subtotals of what was sent against each, not to be added to the rows above',
    levels: [COUNTRY]},
  {title: 'Total', levels: [TOTAL]}
];

// Compares by a column; what is not known stands last either way, equals in the table's order.
function compareBy(column, descending) {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const x = column.value(a);
    const y = column.value(b);
    const unknown = v => v === null || v === '';
    if (unknown(x) || unknown(y)) {
      return unknown(x) - unknown(y) || a.row - b.row;
    }
    return sign * (column.words ? x.localeCompare(y, 'en') : x - y) || a.row - b.row;
  };
}

class TallyTable {
  // `open(row, outcome)` is called where a figure is chosen; with null where an area is.
  constructor(element, {open}) {
    this.open = open;
    this.sort = {key: null, descending: true}; // null: by the outcome that is chosen
    this.words = '';
    this.all = false;
    this.head = make('tr');
    this.body = element;
    this.caption = element.querySelector('caption');
    this.more = document.getElementById('more-rows');
    this.more.addEventListener('click', () => {
      this.all = true;
      this.render();
    });
    element.append(make('thead', null, this.head));
    this.sections = GROUPS.map(() => element.appendChild(make('tbody')));
    for (const column of COLUMNS) {
      column.button = make('button', {type: 'button', class: 'sort', title: column.about,
        click: () => this.sortBy(column)}, column.title,
      make('span', {class: 'arrow', 'aria-hidden': 'true'}));
      column.header = make('th', {scope: 'col', class: this.classOf(column)}, column.button);
      this.head.append(column.header);
    }
  }

  classOf(column) {
    return column.outcome !== undefined ? 'figure outcome-column'
      : column.words ? column.key : 'figure other-column';
  }

  sortBy(column) {
    const current = this.sortColumn() === column;
    this.sort = {key: column.key, descending: current ? !this.sort.descending : !column.words};
    this.render();
    say(`Sorted by ${column.title}, ${this.sort.descending ? 'descending' : 'ascending'}`);
  }

  sortColumn() {
    return COLUMNS.find(column => column.key === (this.sort.key || OUTCOMES[this.outcome]));
  }

  show({table, outcome, selected, title}) {
    Object.assign(this, {table, outcome, selected});
    this.caption.firstElementChild.textContent = title;
    this.render();
  }

  filter(words) {
    this.words = words.trim().toLocaleLowerCase();
    this.render();
  }

  matches(sums) {
    const row = sums.row;
    return !this.words || [rowName(row), text(ROWS.id[row]), text(ROWS.iso_3166_2[row]),
      text(ROWS.country[row]), DATA.level_names[ROWS.level[row]]]
      .some(part => part.toLocaleLowerCase().includes(this.words));
  }

  // The rows as they are shown, group by group.
  groups() {
    const compare = compareBy(this.sortColumn(), this.sort.descending);
    return GROUPS.map(group => [...this.table.values()]
      .filter(sums => group.levels.includes(ROWS.level[sums.row]) && this.matches(sums))
      .sort(compare));
  }

  // The button of a figure, or of an area where `outcome` is null; null where it is not shown.
  button(row, outcome) {
    const which = outcome === null ? '.area' : `[data-outcome="${outcome}"]`;
    return this.body.querySelector(`[data-row="${row}"] button${which}`);
  }

  // Fills the rows anew; the button that has the focus keeps it.
  render() {
    const active = document.activeElement;
    const row = active && this.body.contains(active) && active.closest('[data-row]');
    this.fill();
    if (row) {
      const outcome = active.dataset.outcome === undefined ? null : active.dataset.outcome;
      const again = this.button(row.dataset.row, outcome) || this.button(row.dataset.row, null);
      if (again) {
        again.focus();
      }
    }
  }

  fill() {
    const sorted = this.sortColumn();
    for (const column of COLUMNS) {
      const direction = this.sort.descending ? 'descending' : 'ascending';
      column.header.setAttribute('aria-sort', column === sorted ? direction : 'none');
      column.header.classList.toggle('chosen', column.outcome === this.outcome);
    }
    let hidden = 0;
    this.groups().forEach((rows, group) => {
      const shown = this.all ? rows : rows.slice(0, PAGE_OF_ROWS);
      hidden += rows.length - shown.length;
      const section = this.sections[group];
      section.replaceChildren(...shown.map(sums => this.rowOf(sums)));
      if (rows.length > 0 && group < GROUPS.length - 1) {
        section.prepend(make('tr', {class: 'group'}, make('th',
          {colspan: COLUMNS.length, scope: 'rowgroup'}, GROUPS[group].title)));
      }
    });
    this.more.hidden = hidden === 0;
    this.more.textContent = `Show ${NUMBER.format(hidden)} more rows`;
  }

  rowOf(sums) {
    const level = DATA.level_names[ROWS.level[sums.row]];
    const code = text(ROWS.admin1[sums.row]) || text(ROWS.iso_a2[sums.row]);
    const row = make('tr', {'data-row': sums.row,
      class: level + (sums.row === this.selected ? ' selected' : '')});
    for (const column of COLUMNS) {
      const cell = make(column.key === 'name' ? 'th' : 'td', {class: this.classOf(column),
        scope: column.key === 'name' ? 'row' : null});
      cell.classList.toggle('chosen', column.outcome === this.outcome);
      if (column.key === 'name') {
        const name = make('button', {type: 'button', class: 'area', dir: 'auto',
          click: () => this.open(sums.row, null)},
        rowName(sums.row));
        const about = [level === 'region' || level === 'total' ? '' : level,
          level === 'set' ? '' : code].filter(Boolean).join(' ');
        cell.append(name, make('span', {class: 'code'}, about));
      } else if (column.outcome !== undefined) {
        cell.append(this.figureOf(sums, column.outcome));
      } else {
        const value = column.value(sums);
        cell.append(value === null ? '' : column.words ? value
          : column.fraction ? sayFraction(value) : NUMBER.format(value));
      }
      row.append(cell);
    }
    return row;
  }

  // A figure that anything is told of leads to what is behind it.
  figureOf(sums, outcome) {
    const {figure, notes, words} = sayCell(sums.cells[outcome]);
    if (figure === '–') {
      return make('span', {class: 'nothing'}, make('span', {'aria-hidden': 'true'}, figure),
        make('span', {class: 'hidden'}, words));
    }
    return make('button', {type: 'button', class: 'figure',
      'aria-label': `${rowName(sums.row)}, ${OUTCOMES[outcome]}: ${words}. Show what is behind it`,
      'data-outcome': outcome, click: () => this.open(sums.row, outcome)},
    make('span', {class: 'number'}, figure), ...notes.map(note => make('small', null, note)));
  }

  // What is shown, as tallies.csv has it.
  csv(cut) {
    const days = [isoDay(cut.from === null ? FIRST_DAY : cut.from),
      isoDay(cut.to === null ? LAST_DAY : cut.to)];
    const head = ['level', 'admin1', 'iso_3166_2', 'region', 'iso_a2', 'country', 'date_from',
      'date_to'];
    for (const name of OUTCOMES) {
      head.push(name, `${name}_low`, `${name}_high`, `${name}_not_placed`, `${name}_elsewhere`);
    }
    head.push('unnumbered', 'withheld', 'incidents', 'reports', 'area_km2', 'per_10k',
      'label_lon', 'label_lat');
    const lines = [head];
    for (const sums of this.groups().flat()) {
      const row = sums.row;
      const named = flag => OUTCOMES.filter((name, o) => sums.cells[o][flag]).join(' ');
      const area = ROWS.area_m2[row];
      const per = density(sums);
      lines.push([DATA.level_names[ROWS.level[row]], ...['admin1', 'iso_3166_2', 'region',
        'iso_a2', 'country'].map(key => text(ROWS[key][row])), ...days,
      ...sums.cells.flatMap(c => [c.best, c.low, c.high, c.notPlaced, c.elsewhere]),
      named('unnumbered'), named('withheld'), sums.incidents, sums.reports.size,
      area === null ? '' : Number((area / 1e6).toFixed(1)),
      per === null ? '' : Number(per.toFixed(3)),
      ...['label_lon', 'label_lat'].map(key => ROWS[key][row]).map(v => v === null ? '' : v / 1e6)]);
    }
    return lines.map(line => line.map(csvField).join(',') + '\n').join('');
  }
}

function csvField(value) {
  const field = value === null ? '' : String(value);
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
