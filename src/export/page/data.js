'use strict';

// The data of the page as the program wrote them (docs/formats.md, "The report page"): columns of
// numbers, texts by their number, lists one behind another. Here they get the shape that the
// other scripts ask for; nothing is counted yet.

const DATA = JSON.parse(document.getElementById('data').textContent);
const INCIDENTS = DATA.incidents;
const CLAIMS = DATA.claims;
const STEPS = DATA.steps;
const ROWS = DATA.rows;
const OUTCOMES = DATA.outcome_names;
const N_ROWS = ROWS.id.length;
const N_INCIDENTS = INCIDENTS.id.length;
const N_CLAIMS = CLAIMS.id.length;

// Levels of rows, in the order of level_names.
const REGION = 0, SEA = 1, SET = 2, COUNTRY = 3, TOTAL = 4;

// Bits of incidents' and claims' flags.
const DEBRIS = 1, WITHHELD = 2, LOWER_BOUND = 4, INFERRED = 8, ABSORBED = 16, TAKEN = 32,
  HIDDEN = 64, HIDDEN_ABOVE = 128;
const CLAIM_USED = 4;

// A text by its number; '' for none.
function text(number) {
  return number ? DATA.texts[number] : '';
}

// Where the members of each record begin in a list, from how many each has.
function starts(counts) {
  const first = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) {
    first[i + 1] = first[i] + counts[i];
  }
  return first;
}

const FIRST_STEP = starts(INCIDENTS.n_steps);
const FIRST_REPORT = starts(INCIDENTS.n_reports);
const FIRST_TOUCHED = starts(INCIDENTS.n_touched);
const FIRST_LINK = starts(CLAIMS.n_links);
const FIRST_CLAIM_TOUCHED = starts(CLAIMS.n_touched);

// The incidents that lie in each one.
const KIDS = new Map();
for (let i = 0; i < N_INCIDENTS; i++) {
  const parent = INCIDENTS.parent[i];
  if (parent !== null) {
    KIDS.has(parent) ? KIDS.get(parent).push(i) : KIDS.set(parent, [i]);
  }
}

const ROW_BY_ID = new Map(ROWS.id.map((id, row) => [text(id), row]));
const TOTAL_ROW = ROWS.level.indexOf(TOTAL);
// Each of the user's own regions has a row, whatever is told of it.
const ALWAYS = ROWS.id.map((id, row) => row === TOTAL_ROW || text(id).startsWith('region:'));

function rowName(row) {
  switch (ROWS.level[row]) {
    case COUNTRY: return text(ROWS.country[row]) || text(ROWS.iso_a2[row]);
    case TOTAL: return 'Total';
    default: return text(ROWS.region[row]) || text(ROWS.admin1[row]) || text(ROWS.id[row]);
  }
}

// A country's name, or an attacker's: the code itself where it is not a country's.
function countryName(code) {
  return Object.hasOwn(DATA.countries, code) ? DATA.countries[code] : code;
}

const FIRST_DAY = DATA.first_day;
const LAST_DAY = DATA.last_day;
const N_UNDATED = INCIDENTS.day.reduce(
  (n, day, i) => n + (day === null && (INCIDENTS.flags[i] & TAKEN) ? 1 : 0), 0);
