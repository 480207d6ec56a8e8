#!/usr/bin/env python3
"""Cuts and series of the tally: rows add up to the total under any combination of --by,
--from, --to, --outcome, --country, --attacker, --regions and --fill, over the nights of the
corpus; periods and sums are those that Python reckons from incidents.csv, and the layers of a cut
hold the incidents that it leaves in."""
import contextlib, csv, datetime, io, itertools, json, os, sqlite3, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
OUTCOMES = 'launched intercepted lost impacted sighted'.split()
failures = []
day = datetime.date.fromisoformat
one = datetime.timedelta(days=1)


def check(good, what):
    if not good:
        failures.append(what)


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    check(done.returncode == 0, f'{" ".join(arguments)[-300:]}: exit {done.returncode}: {done.stderr[-500:]}')
    return done.stdout


def rows_of(*arguments):
    return list(csv.DictReader(io.StringIO(run('tally', '--format', 'csv', *arguments))))


def number(text):
    return int(text) if text else 0


def adds_up(rows, what):
    """In each period all rows below the countries with what is not placed are its total; a
    country's row has what lies in no row, elsewhere, and what its regions have at most."""
    periods = {}
    for row in rows:
        periods.setdefault((row['date_from'], row['date_to']), []).append(row)
    for period, own in periods.items():
        below = [r for r in own if r['level'] in ('region', 'sea', 'set')]
        totals = [r for r in own if r['level'] == 'total']
        check(len(totals) == 1, f'{what}: {period} has {len(totals)} total rows')
        for outcome in OUTCOMES if totals else ():
            total = totals[0]
            placed = sum(number(r[outcome]) for r in below)
            check(placed + number(total[outcome + '_not_placed']) == number(total[outcome]),
                  f'{what}: {period} {outcome}: {placed} + {total[outcome + "_not_placed"]} is not {total[outcome]}')
            told = any(r[outcome] or outcome in r['unnumbered'].split() + r['withheld'].split() for r in below)
            check(not told or total[outcome] or outcome in total['unnumbered'].split() + total['withheld'].split(),
                  f'{what}: {period} {outcome} is told of a region and not of the total')
            for r in own:
                low, best, high = (r[outcome + end] for end in ('_low', '', '_high'))
                check(not best or (low and int(low) <= int(best)), f'{what}: low of {r}')
                check(not best or not high or int(best) <= int(high), f'{what}: high of {r}')
                check(best or not (r[outcome + '_not_placed'] or r[outcome + '_elsewhere']), f'{what}: null of {r}')
    check(rows and rows[-1]['level'] == 'total', f'{what}: no total at the end')
    return periods


def bounds(of, by):
    if by == 'week':
        monday = of - one * of.weekday()
        return monday, monday + 6 * one
    if by == 'month':
        return of.replace(day=1), (of.replace(day=28) + 4 * one).replace(day=1) - one
    if by == 'year':
        return of.replace(month=1, day=1), of.replace(month=12, day=31)
    return of, of


os.chdir(tempfile.mkdtemp())
groups = json.load(open(os.path.join(corpus, 'nights.json'), encoding='utf-8'))['groups']
nights = sorted({os.path.join(corpus, name + '.txt') for group in groups for name in group['reports']})
with open('nights.ndjson', 'w', encoding='utf-8') as out:
    out.write(run('extract', '--format', 'ndjson', *nights))
with open('regions.geojson', 'w', encoding='utf-8') as out:
    json.dump({'type': 'FeatureCollection', 'features': [
        {'type': 'Feature', 'properties': {'name': name},
         'geometry': {'type': 'Polygon', 'coordinates': [[[w, s], [e, s], [e, n], [w, n], [w, s]]]}}
        for name, w, s, e, n in (('West', 20, 44, 36, 54), ('Middle', 33, 44, 41, 58), ('East', 41, 40, 60, 60),
                                 ('Gulf', 30, 10, 60, 40))]}, out)

# ------------------------------------------------------- what Python reckons
run('run', '-q', '-o', 'out', '--formats', 'csv', 'nights.ndjson')
incidents = list(csv.DictReader(open('out/incidents.csv', encoding='utf-8')))
dates = sorted(i['date'] for i in incidents if i['date'])
first, last = day(dates[0]), day(dates[-1])
for by in ('day', 'week', 'month', 'year'):
    sums, counts = {}, {}
    for incident in incidents:
        if incident['date'] and incident['net']:
            start, end = bounds(day(incident['date']), by)
            places = ['total']
            if incident['admin1'] and '+' not in incident['admin1']:
                places.append(incident['admin1'])
            for place in places:
                key = str(start), str(end), place, incident['outcome']
                sums[key] = sums.get(key, 0) + int(incident['net'])
    rows = rows_of('--by', by, 'nights.ndjson')
    adds_up(rows, by)
    found = {(r['date_from'], r['date_to'], r['admin1'] or 'total', o): int(r[o])
             for r in rows for o in OUTCOMES if r[o] and (r['level'] == 'region' or r['level'] == 'total')}
    # What is counted in another area's figure has a net of 0, and no row need be for it.
    wrong = {key for key in found | sums if found.get(key, 0) != sums.get(key, 0)} | (found.keys() - sums.keys())
    check(not wrong, f'by {by}: {[(key, found.get(key), sums.get(key)) for key in sorted(wrong)[:6]]}')

    # Filled: every area has every period once; what was there is the same, the rest is empty.
    filled = rows_of('--by', by, '--fill', 'nights.ndjson')
    adds_up(filled, f'{by} filled')
    series = {}
    for row in filled:
        area = row['level'], row['admin1'], row['region'], row['iso_a2']
        series.setdefault(area, []).append((day(row['date_from']), day(row['date_to'])))
    wanted = []
    start, end = bounds(first, by)
    while start <= last:
        wanted.append((start, end))
        start, end = bounds(end + one, by)
    check(all(days == wanted for days in series.values()), f'{by} filled: a series has gaps, or a row twice')
    told = [r for r in filled if r['incidents'] != '0']
    check(told == rows, f'{by} filled: rows that were there have changed')
    empty = [r for r in filled if r['incidents'] == '0']
    check(len(empty) > 0 and all(r['reports'] == '0' and r['unnumbered'] == r['withheld'] == r['per_10k'] == '' and
                                 not any(r[o + e] for o in OUTCOMES for e in
                                         ('', '_low', '_high', '_not_placed', '_elsewhere')) for r in empty),
          f'{by} filled: an empty row has a figure')
check(rows_of('--fill', 'nights.ndjson') == rows_of('nights.ndjson'), '--fill changes a table that is not split')

# ------------------------------------------------------------------- edges
middle = dates[len(dates) // 2]
for by in ('all', 'day', 'week', 'month', 'year'):
    for fill in ([], ['--fill']):
        before = rows_of('--by', by, *fill, '--to', str(day(middle) - one), 'nights.ndjson')
        on = rows_of('--by', by, *fill, '--from', middle, '--to', middle, 'nights.ndjson')
        after = rows_of('--by', by, *fill, '--from', str(day(middle) + one), 'nights.ndjson')
        whole = rows_of('--from', dates[0], 'nights.ndjson')
        for outcome in OUTCOMES:
            parts = sum(number(r[outcome]) for rows in (before, on, after) for r in rows if r['level'] == 'total')
            check(parts == number(whole[-1][outcome]), f'{by}: {outcome} before, on and after {middle}: {parts}')
        check({(r['date_from'], r['date_to']) for r in on} == {(middle, middle)}, f'{by}: days of one day {on[0]}')
        check(all(r['date_to'] < middle for r in before) and all(r['date_from'] > middle for r in after),
              f'{by}: a row tells of days that are cut')
quiet = rows_of('--by', 'day', '--fill', '--from', '1999-12-31', '--to', '2000-01-02', 'nights.ndjson')
check([(r['level'], r['date_from']) for r in quiet] ==
      [('total', d) for d in ('1999-12-31', '2000-01-01', '2000-01-02')], f'quiet days: {quiet}')
for wrong, code in ((['--from', '2024-09-02', '--to', '2024-09-01'], 2), (['--from', '2024-02-30'], 2),
                    (['--by', 'day', '--fill', '--from', '0001-01-01'], 3)):
    done = subprocess.run([program, 'tally', *wrong, 'nights.ndjson'], capture_output=True, text=True)
    check(done.returncode == code and not done.stdout, f'{wrong}: exit {done.returncode}: {done.stderr}')

# A night belongs to its morning: to the week, month and year that begins then.
with open('eve.txt', 'w', encoding='utf-8') as out:
    out.write('date 2024-01-01\nFive drones were shot down over the Kursk region overnight into Monday, the governor said.\n')
for by, wanted in (('day', ('2024-01-01', '2024-01-01')), ('week', ('2024-01-01', '2024-01-07')),
                   ('month', ('2024-01-01', '2024-01-31')), ('year', ('2024-01-01', '2024-12-31'))):
    row = rows_of('--by', by, 'eve.txt')[0]
    check((row['date_from'], row['date_to'], row['intercepted']) == (*wanted, '5'), f'night, by {by}: {row}')

# ------------------------------------------------------------- the layers
# Of the incidents those that the cuts leave in; of the claims all, so that links lead somewhere.
quarter = dates[len(dates) // 4], dates[-len(dates) // 4]
for cut, keeps in (
        (['--from', quarter[0], '--to', quarter[1]], lambda i: i['date'] and quarter[0] <= i['date'] <= quarter[1]),
        (['--from', middle], lambda i: i['date'] >= middle),
        (['--outcome', 'lost,impacted'], lambda i: i['outcome'] in ('lost', 'impacted')),
        (['--attacker', 'UA'], lambda i: i['attacker'] == 'UA'),
        (['--attacker', 'UA', '--to', middle, '--by', 'day'],
         lambda i: i['attacker'] == 'UA' and i['date'] and i['date'] <= middle),
        (['--by', 'day', '--fill'], lambda i: True),
        (['--from', '1999-12-31', '--to', '2000-01-02'], lambda i: False)):
    wanted = [i for i in incidents if keeps(i)]
    run('export', '--format', 'csv,geojson,gpkg,ndjson', '-o', 'cut', *cut, 'nights.ndjson')
    check(list(csv.DictReader(open('cut/incidents.csv', encoding='utf-8'))) == wanted, f'{cut}: incidents.csv')
    features = json.load(open('cut/incidents.geojson', encoding='utf-8'))['features']
    check([f['properties']['id'] for f in features] == [i['id'] for i in wanted], f'{cut}: incidents.geojson')
    with contextlib.closing(sqlite3.connect('file:cut/skytally.gpkg?mode=ro', uri=True)) as db:
        check([row[0] for row in db.execute('SELECT id FROM incidents ORDER BY fid')] == [i['id'] for i in wanted],
              f'{cut}: skytally.gpkg')
        behind = db.execute('SELECT i.id, c.id FROM incident_claims r LEFT JOIN incidents i ON i.fid = r.base_id '
                            'LEFT JOIN claims c ON c.fid = r.related_id').fetchall()
        check(sorted(behind) == sorted((i['id'], c) for i in wanted for c in i['claims'].split()), f'{cut}: claims behind')
        check(db.execute('SELECT count(*) FROM claims').fetchone()[0] == sum(1 for _ in open('cut/claims.ndjson', 'rb')),
              f'{cut}: claims')
    check(f'- Incidents: {len(wanted)}, ' in open('cut/README.md', encoding='utf-8').read(), f'{cut}: README.md')
run('export', '--format', 'csv', '-o', 'cut', '--country', 'RU', 'nights.ndjson')
of_russia = {i['id'] for i in csv.DictReader(open('cut/incidents.csv', encoding='utf-8'))}
check({i['id'] for i in incidents if i['iso_a2'] == 'RU'} <= of_russia, '--country RU: an incident in Russia is missing')
check(not {i['id'] for i in incidents if i['iso_a2'] in ('IR', 'IL', 'SA')} & of_russia, '--country RU: others are there')

# ------------------------------------------------------- every combination
choices = [
    [['--by', by] for by in ('all', 'day', 'week', 'month', 'year')],
    [[], ['--from', middle], ['--to', middle], ['--from', dates[len(dates) // 4], '--to', dates[-len(dates) // 4]]],
    [[], ['--outcome', 'intercepted'], ['--outcome', 'launched,impacted']],
    [[], ['--country', 'UA'], ['--country', 'RU'], ['--country', 'IR']],
    [[], ['--attacker', 'RU'], ['--attacker', 'UA'], ['--attacker', 'houthi']],
    [[], ['--regions', 'regions.geojson']],
    [[], ['--fill']],
]
combinations = list(itertools.product(*choices))
SANITIZED = os.environ.get('SKYTALLY_SANITIZE', '0') not in ('', '0', 'OFF')
STEP = 199 if SANITIZED else 61  # divides none of their numbers: each choice meets each other
for cut in combinations[::STEP]:
    arguments = [a for part in cut for a in part]
    rows = rows_of(*arguments, 'nights.ndjson')
    adds_up(rows, ' '.join(arguments))
    if '--outcome' in arguments:
        left_out = set(OUTCOMES) - set(arguments[arguments.index('--outcome') + 1].split(','))
        check(not any(r[o] for r in rows for o in left_out), f'{arguments}: an outcome that was cut')
for group in groups:
    reports = [os.path.join(corpus, name + '.txt') for name in group['reports']]
    adds_up(rows_of(*reports), group['id'])
    adds_up(rows_of('--by', 'day', '--regions', 'regions.geojson', *reports), group['id'] + ' by regions')

print('\n'.join(failures[:40]) if failures else f'{len(combinations[::STEP])} cuts add up')
sys.exit(1 if failures else 0)
