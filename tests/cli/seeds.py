#!/usr/bin/env python3
"""The four seed documents, cell by cell.

They are other people's articles and not in the tree: SKYTALLY_SEEDS names their
folder, by default ../shared/seeds beside the tree. Their file names begin with
their numbers."""
import csv, glob, json, os, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
seeds = os.environ.get('SKYTALLY_SEEDS') or os.path.join(
    os.environ['SKYTALLY_SOURCE_DIR'], '..', 'shared', 'seeds')
OUTCOMES = 'launched intercepted lost impacted sighted'.split()
NIGHT = '2024-09-01'
failures = []


def check(truth, *what):
    if not truth:
        failures.append(' '.join(str(w) for w in what))


def rows(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def number(text):
    return int(text) if text else None


def only(found, what):
    check(len(found) == 1, f'{len(found)} rows for {what}, not one')
    return found[0] if found else {}


def tally_row(table, level, code):
    key = {'country': 'iso_a2', 'region': 'admin1', 'set': 'admin1', 'sea': 'region'}.get(level)
    return only([r for r in table if r['level'] == level and (key is None or r[key] == code)],
                f'{level} {code}')


def check_cells(row, what, **expected):
    """Best, low and high of what is given are that number; other outcomes are
    empty unless they are named without a number (value None)."""
    for outcome in OUTCOMES:
        if outcome not in expected:
            check(not row.get(outcome), what, outcome, 'is', row.get(outcome), 'and was not told')
            continue
        value = expected[outcome]
        check(number(row.get(outcome, '')) == value, what, outcome, 'is', row.get(outcome),
              'not', value)
        if value is None:
            check(outcome in row.get('unnumbered', '').split(), what, outcome,
                  'is not among the unnumbered:', row.get('unnumbered'))


def check_isfahan(folder, table):
    row = tally_row(table, 'region', 'IR.28')
    check_cells(row, 'Isfahan', launched=3, intercepted=3)
    check(number(row.get('reports', '')) == 2, 'Isfahan: reports are', row.get('reports'))
    incidents = [r for r in rows(folder, 'incidents.csv') if r['admin1'] == 'IR.28']
    check(sorted(r['outcome'] for r in incidents) == ['intercepted', 'launched'],
          'Isfahan: incidents', [r['outcome'] for r in incidents])
    check(len({r['event'] for r in incidents}) == 1, 'Isfahan: more than one event')
    for r in incidents:
        check(r['date'] == '2023-01-28', 'Isfahan: date', r['date'])
        check(number(r['reports']) == 2, 'Isfahan:', r['outcome'], 'told by', r['reports'])


def check_night(folder, table):
    parts = {'RU.41': 46, 'RU.10': 34, 'RU.86': 28, 'RU.09': 14}
    for code, value in parts.items():
        row = tally_row(table, 'region', code)
        check(number(row.get('intercepted', '')) == value, code, 'intercepted',
              row.get('intercepted'), 'not', value)
    moscow = tally_row(table, 'set', 'RU.47+RU.48')
    check(number(moscow.get('intercepted', '')) == 9, 'Moscow and region:',
          moscow.get('intercepted'))
    russia = tally_row(table, 'country', 'RU')
    check(number(russia.get('intercepted', '')) == 158, 'Russia:', russia.get('intercepted'))
    check(number(russia.get('intercepted_not_placed', '')) == 27, 'Russia: not placed',
          russia.get('intercepted_not_placed'))
    incidents = rows(folder, 'incidents.csv')
    kashira = [r for r in incidents if 'Kashira' in r['place']]
    check([(r['outcome'], number(r['best']), r['date']) for r in kashira] ==
          [('launched', 3, NIGHT)], 'Kashira:', [(r['outcome'], r['best'], r['date']) for r in kashira])
    for name, region in (('Konakovo', 'RU.77'), ('refinery', 'RU.48')):
        hits = [r for r in incidents if r['outcome'] == 'impacted' and r['admin1'] == region]
        check(len(hits) == 1 and name.lower() in (hits[0]['place'] + ' ' + hits[0]['quote']).lower(),
              name, 'in', region, [(r['place'], r['outcome']) for r in hits])
        check(all(not r['best'] for r in hits), name, 'has a number')
        check('impacted' in tally_row(table, 'region', region).get('unnumbered', '').split(),
              name, 'is not among the unnumbered of', region)
    for r in incidents:
        check(r['country'] != 'RU' and r['iso_a2'] != 'RU' or r['date'] == NIGHT,
              'Russia:', r['outcome'], r['place'], 'dated', r['date'])


def check_rest(table, folder):
    placed = {(r['level'], r['admin1'] or r['iso_a2']) for r in table}
    check(not any(code.startswith('IR') and code not in ('IR', 'IR.28') for _, code in placed),
          'something in Iran outside Isfahan:', placed)
    total = tally_row(table, 'total', '')
    check(table[-1]['level'] == 'total', 'the last row is not the total')
    check(number(total.get('intercepted', '')) == 161, 'total intercepted:', total.get('intercepted'))
    # 3 at Isfahan and 3 at Kashira.
    check(number(total.get('launched', '')) == 6, 'total launched:', total.get('launched'))
    for line in open(os.path.join(folder, 'claims.ndjson'), encoding='utf-8'):
        claim = json.loads(line)
        check(not os.path.basename(claim['doc']).startswith('003'),
              'a claim from the fourth document:', claim['evidence'])
        if os.path.basename(claim['doc']).startswith('002') and claim['period'] == 'event':
            check(claim['date'] == NIGHT, 'third document: dated', claim['date'], claim['evidence'])


def main():
    texts = sorted(glob.glob(os.path.join(seeds, '*.txt')))
    if len(texts) != 4:
        print('SKIPPED: the four seed documents are not at', seeds)
        return 77
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([program, 'run', *texts, '-o', folder], capture_output=True, text=True)
        check(run.returncode == 0, 'exit', run.returncode, run.stderr)
        table = rows(folder, 'tallies.csv')
        check_isfahan(folder, table)
        check_night(folder, table)
        check_rest(table, folder)
        if failures:
            print(run.stdout)
            print(run.stderr)
    for failure in failures:
        print('FAILED:', failure)
    print(f'{len(failures)} failed' if failures else 'all good')
    return 1 if failures else 0


sys.exit(main())
