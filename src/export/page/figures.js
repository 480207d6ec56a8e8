'use strict';

// What the figures of the rows are for any days, country and attacker: sums over incidents by
// the rules of docs/method.md, section 8, the same that `skytally tally` follows. An incident
// adds what it has of its own to the row of its region, sea or set, to that of its country, and
// to the total.

// Whether a cut leaves the incident in.
function isTaken(i, cut) {
  const day = INCIDENTS.day[i];
  if (!(INCIDENTS.flags[i] & TAKEN) || !inDays(day, cut)) {
    return false;
  }
  if (cut.country && text(INCIDENTS.country[i]) !== cut.country && countedFor(i) !== cut.country) {
    return false;
  }
  return !cut.attacker || text(INCIDENTS.attacker[i]) === cut.attacker;
}

// Open ends take what has no date as well.
function inDays(day, cut) {
  return (cut.from === null || (day !== null && day >= cut.from)) &&
    (cut.to === null || (day !== null && day <= cut.to));
}

// The country in whose figure the incident is.
function countedFor(i) {
  const row = INCIDENTS.country_row[i];
  return row === null ? '' : text(ROWS.iso_a2[row]);
}

function emptyCell() {
  return {low: null, best: null, high: null, notPlaced: null, elsewhere: null,
    unnumbered: false, withheld: false};
}

// Adds an estimate: what has no upper end takes it from the sum as well.
function addEstimate(cell, low, best, high) {
  const first = cell.best === null;
  cell.low = (cell.low || 0) + low;
  cell.best = (cell.best || 0) + best;
  cell.high = first ? high : cell.high === null || high === null ? null : cell.high + high;
}

function addIncident(cell, i, hidden, high) {
  if (INCIDENTS.net_best[i] !== null) {
    addEstimate(cell, INCIDENTS.net_low[i], INCIDENTS.net_best[i], high);
  } else if (!hidden) {
    const withheld = (INCIDENTS.flags[i] & WITHHELD) !== 0;
    cell.withheld = cell.withheld || withheld;
    cell.unnumbered = cell.unnumbered || !withheld;
  }
}

// The rows that incident `i` adds to under the cut: [row, hidden, high], the total last.
function partsOf(i, cut) {
  const flags = INCIDENTS.flags[i];
  const hiddenAbove = (flags & HIDDEN_ABOVE) !== 0;
  const highAbove = INCIDENTS.net_high_above[i];
  const parts = [];
  if (INCIDENTS.row[i] !== null) {
    parts.push([INCIDENTS.row[i], (flags & HIDDEN) !== 0, INCIDENTS.net_high[i]]);
  }
  if (INCIDENTS.country_row[i] !== null && (!cut.country || countedFor(i) === cut.country)) {
    parts.push([INCIDENTS.country_row[i], hiddenAbove, highAbove]);
  }
  parts.push([TOTAL_ROW, hiddenAbove, highAbove]);
  return parts;
}

function emptyRow(row) {
  return {row, cells: OUTCOMES.map(emptyCell), incidents: 0, reports: new Set()};
}

function addAbove(cell, i, row) {
  const best = INCIDENTS.net_best[i];
  if (best === null || ROWS.level[row] < COUNTRY) {
    return;
  }
  const placed = INCIDENTS.row[i] !== null;
  cell.notPlaced = (cell.notPlaced || 0) + (placed ? 0 : best);
  if (ROWS.level[row] === COUNTRY) {
    const away = placed && text(INCIDENTS.country[i]) !== text(ROWS.iso_a2[row]);
    cell.elsewhere = (cell.elsewhere || 0) + (away ? best : 0);
  }
}

// The table under a cut: a map from the number of a row to its sums.
function tally(cut) {
  const table = new Map();
  for (let row = 0; row < N_ROWS; row++) {
    if (ALWAYS[row]) {
      table.set(row, emptyRow(row));
    }
  }
  for (let i = 0; i < N_INCIDENTS; i++) {
    if (!isTaken(i, cut)) {
      continue;
    }
    for (const [row, hidden, high] of partsOf(i, cut)) {
      if (!table.has(row)) {
        table.set(row, emptyRow(row));
      }
      const sums = table.get(row);
      const cell = sums.cells[INCIDENTS.outcome[i]];
      addIncident(cell, i, hidden, high);
      addAbove(cell, i, row);
      sums.incidents++;
      for (let k = FIRST_REPORT[i]; k < FIRST_REPORT[i + 1]; k++) {
        sums.reports.add(DATA.incident_reports[k]);
      }
    }
  }
  return table;
}

// One cell for several rows that are drawn in one outline.
function joinCells(cells) {
  if (cells.length === 1) {
    return cells[0];
  }
  const sum = emptyCell();
  for (const cell of cells) {
    if (cell.best !== null) {
      addEstimate(sum, cell.low, cell.best, cell.high);
    }
    sum.unnumbered = sum.unnumbered || cell.unnumbered;
    sum.withheld = sum.withheld || cell.withheld;
  }
  return sum;
}

// Intercepted plus impacted drones per 10 000 km2; null where the area or both are unknown.
function density(sums) {
  const area = ROWS.area_m2[sums.row];
  const drones = [1, 3].map(outcome => sums.cells[outcome].best).filter(best => best !== null);
  return !area || drones.length === 0 ? null
    : drones.reduce((a, b) => a + b) / (area / 1e6) * 10000;
}

// Drones of one outcome on each day, in the total: for the bars above the slider.
function byDay(outcome, cut) {
  const days = new Map();
  const open = {...cut, from: null, to: null};
  for (let i = 0; i < N_INCIDENTS; i++) {
    const day = INCIDENTS.day[i];
    if (day !== null && INCIDENTS.outcome[i] === outcome && isTaken(i, open)) {
      days.set(day, (days.get(day) || 0) + (INCIDENTS.net_best[i] || 0));
    }
  }
  return days;
}
