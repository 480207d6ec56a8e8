#!/usr/bin/env python3
"""Disputed areas under both boundaries: the country changes and nothing else of a place
does; no figure is lost or counted twice; country rows follow the country chosen."""
import csv, io, json, os, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
failures = []
CHOICES = ('iso', 'de-facto')

REPORTS = {
    # The ministry's own table: Crimea and a sea are in its total.
    'ministry': "date 2024-09-10\nRussia's Defence Ministry said 100 drones were destroyed over Russia overnight: 40 "
                'over the Bryansk region, 30 over Crimea, 20 over the Kursk region and 10 over the Black Sea.\n',
    # Sevastopol by its governor alone: in the ministry's total already.
    'governor': 'date 2024-09-10\nAir defences shot down 12 drones over Sevastopol overnight, Governor Mikhail '
                'Razvozhayev said.\n',
    # A night with no national figure.
    'alone': 'date 2024-09-12\nSeven drones were shot down over Crimea overnight, the Russian Defence Ministry said.\n',
    'other': 'date 2024-09-12\nFive drones were shot down over the Odesa region overnight, the Ukrainian Air Force '
             'said.\n',
    # A set across the line.
    'set': 'date 2024-09-14\nFifteen drones were shot down over Crimea and the Krasnodar region overnight, the '
           'Russian Defence Ministry said.\n',
    'golan': 'date 2024-09-15\nTwo drones hit the Golan Heights on Sunday, the Israeli military said.\n',
}


def run(*arguments, text=None):
    done = subprocess.run([program, *arguments], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        failures.append(f'{" ".join(arguments)}: exit {done.returncode}: {done.stderr}')
    return done.stdout


def same(what, a, b):
    if a != b:
        failures.append(f'{what}:\n    {a}\n    {b}')


def rows(choice, *inputs, by='day'):
    return list(csv.DictReader(io.StringIO(
        run('tally', '--boundaries', choice, '--by', by, '--format', 'csv', *inputs))))


FIGURES = [o + s for o in ('launched', 'intercepted', 'lost', 'impacted', 'sighted') for s in ('', '_low', '_high')]


def figures(row):
    return tuple(row[f] for f in FIGURES) + (row['unnumbered'], row['incidents'], row['reports'])


def find(table, **wanted):
    found = [r for r in table if all(r[k] == v for k, v in wanted.items())]
    if len(found) != 1:
        failures.append(f'{len(found)} rows {wanted}')
    return found[0] if found else None


def below_and_total(table):
    """Rows that must be the same but for their country."""
    return [(r['level'], r['admin1'], r['iso_3166_2'], r['region'], r['date_from'], r['date_to'], r['area_km2'],
             figures(r)) for r in table if r['level'] != 'country']


def number(text):
    return int(text or 0)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for name, text in REPORTS.items():
        open(f'{name}.txt', 'w').write(text)
    inputs = sorted(f'{name}.txt' for name in REPORTS)

    # Claims: the country alone differs.
    claims = {c: [json.loads(l) for l in run('extract', '--boundaries', c, *inputs).splitlines()] for c in CHOICES}
    changed = set()
    for iso, facto in zip(claims['iso'], claims['de-facto']):
        for a, b in zip(iso['places'] + iso['other_places'], facto['places'] + facto['other_places']):
            if a['country'] != b['country']:
                changed.add((a['admin1'], a['country'], b['country']))
                b['country'] = a['country']
        same('claims', iso, facto)
    same('what changes', changed, {('UA.11', 'UA', 'RU'), ('UA.20', 'UA', 'RU'), ('SY.GOLAN', 'SY', 'IL')})

    # Tallies: regions, seas, sets and the total are the same, each drone once.
    tables = {c: rows(c, *inputs) for c in CHOICES}
    same('rows below', below_and_total(tables['iso']), below_and_total(tables['de-facto']))
    for choice, table in tables.items():
        for day in {r['date_from'] for r in table}:
            of_day = [r for r in table if r['date_from'] == day]
            total = find(of_day, level='total')
            for outcome in ('intercepted', 'impacted'):
                parts = sum(number(r[outcome]) for r in of_day if r['level'] in ('region', 'sea', 'set'))
                same(f'{choice} {day} {outcome}: rows and total', parts + number(total[f'{outcome}_not_placed']),
                     number(total[outcome]))
                countries = sum(number(r[outcome]) for r in of_day if r['level'] == 'country')
                same(f'{choice} {day} {outcome}: countries and total', countries, number(total[outcome]))
    for choice, country in (('iso', 'UA'), ('de-facto', 'RU')):
        crimea = find(tables[choice], level='region', admin1='UA.11', date_from='2024-09-12')
        same(f'{choice}: Crimea', (crimea['iso_a2'], crimea['iso_3166_2'], crimea['intercepted']), (country, 'UA-43', '7'))
        # The governor's figure lies in the ministry's.
        russia = find(tables[choice], level='country', iso_a2='RU', date_from='2024-09-10')
        same(f'{choice}: Russia', russia['intercepted'], '100')
        crimea_row = find(tables[choice], level='country', iso_a2='RU', date_from='2024-09-12')
        same(f'{choice}: elsewhere', (crimea_row['intercepted'], crimea_row['intercepted_elsewhere']),
             ('7', '7' if choice == 'iso' else '0'))
    same('the Golan under iso', find(tables['iso'], level='region', admin1='SY.GOLAN')['iso_a2'], 'SY')
    same('the Golan de facto', find(tables['de-facto'], level='region', admin1='SY.GOLAN')['iso_a2'], 'IL')

    # Claims written under one choice are tallied by the other.
    for written in CHOICES:
        lines = run('extract', '--boundaries', written, *inputs)
        for read in CHOICES:
            open('claims.ndjson', 'w').write(lines)
            same(f'{written} read as {read}', rows(read, 'claims.ndjson'), tables[read])

    # Every layer names the choice.
    for choice in CHOICES:
        run('run', '--quiet', '--boundaries', choice, '-o', choice, *inputs)
        for name in sorted(os.listdir(choice)):
            if name.endswith('.geojson'):
                same(f'{choice}/{name}', json.load(open(f'{choice}/{name}'))['parameters']['boundaries'], choice)
            elif name.endswith('.qmd') and f'boundaries = {choice}' not in open(f'{choice}/{name}').read():
                failures.append(f'{choice}/{name} does not name the boundaries')

for failure in failures:
    print('FAILED:', failure)
print('all good' if not failures else f'{len(failures)} failed')
sys.exit(1 if failures else 0)
