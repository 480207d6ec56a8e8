#!/usr/bin/env python3
"""Groups of reports on one event (tests/corpus/nights.json): the merged tally.

Prints the share of cells that are right; the share in nights_floor.json may rise
and never fall."""
import csv, io, json, os, subprocess, sys

program = os.environ['SKYTALLY']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
OUTCOMES = 'launched intercepted lost impacted sighted'.split()


def cells(reports):
    """(area, outcome): best figure, of what `tally` prints for these reports."""
    table = subprocess.run([program, 'tally', '--format', 'csv', *reports], check=True,
                           capture_output=True, text=True).stdout
    found = {}
    for row in csv.DictReader(io.StringIO(table)):
        area = {'region': row['admin1'], 'country': row['iso_a2'],
                'sea': 'sea:' + row['region'].lower()}.get(row['level'])
        for outcome in OUTCOMES:
            if area and row[outcome]:
                found[area, outcome] = int(row[outcome])
    return found


def area_of(name):
    is_code = len(name.split('.')[0]) == 2 and name.split('.')[0].isupper()
    return name if is_code or name.startswith('sea:') else 'sea:' + name.lower().replace('the ', '')


def main():
    groups = json.load(open(os.path.join(corpus, 'nights.json'), encoding='utf-8'))['groups']
    right = told = 0
    for group in groups:
        found = cells([os.path.join(corpus, name + '.txt') for name in group['reports']])
        for row in group['tally']:
            key = area_of(row['area']), row['outcome']
            told += 1
            right += found.get(key) == row['value']
            if found.get(key) != row['value']:
                print(f"  {group['id']}: {key[0]} {key[1]} is {found.get(key)}, not {row['value']}")
    print(f'{right} of {told} cells are right')
    floor = json.load(open(os.path.join(corpus, 'nights_floor.json'), encoding='utf-8'))['right']
    if right < floor:
        print(f'FAILED: there have been {floor}')
        return 1
    return 0


sys.exit(main())
