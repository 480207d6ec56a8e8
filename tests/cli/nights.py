#!/usr/bin/env python3
"""Groups of reports on one event (tests/corpus/nights.json): the merged tally.

Prints the cells that are right and those that no text bears. In nights_floor.json the number
of the first may rise and never fall, that of the others fall and never rise."""
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


def is_subtotal(found, key):
    """Whether the row of a country only sums what its regions have."""
    below = sum(value for (area, outcome), value in found.items()
                if outcome == key[1] and area.startswith(key[0] + '.'))
    return len(key[0]) == 2 and below >= found[key]


def main():
    groups = json.load(open(os.path.join(corpus, 'nights.json'), encoding='utf-8'))['groups']
    right = told = extra = 0
    for group in groups:
        found = cells([os.path.join(corpus, name + '.txt') for name in group['reports']])
        wanted = {(area_of(row['area']), row['outcome']) for row in group['tally']}
        for key in sorted(found.keys() - wanted):
            if not is_subtotal(found, key):
                extra += 1
                print(f"  {group['id']}: {key[0]} {key[1]} is {found[key]}, and no text bears it")
        for row in group['tally']:
            key = area_of(row['area']), row['outcome']
            told += 1
            right += found.get(key) == row['value']
            if found.get(key) != row['value']:
                print(f"  {group['id']}: {key[0]} {key[1]} is {found.get(key)}, not {row['value']}")
    print(f'{right} of {told} cells are right, {extra} are borne by no text')
    floor = json.load(open(os.path.join(corpus, 'nights_floor.json'), encoding='utf-8'))
    if right < floor['right'] or extra > floor['extra']:
        print(f"FAILED: there have been {floor['right']} right and {floor['extra']} beyond the texts")
        return 1
    return 0


sys.exit(main())
