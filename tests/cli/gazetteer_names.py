#!/usr/bin/env python3
"""Names and what they mean (tests/gazetteer/*.tsv), asked of `skytally resolve -`.

Prints, for each list, the shares of areas that are right, of points within 25 km
and of non-places that are refused; the shares in tests/gazetteer/floor.json may
rise and never fall. Arguments: the lists, if not all; --misses prints what is
wrong, --third N only the rows N, N + 3, ... (0 to 2), --rest N all others."""
import argparse, glob, json, math, os, subprocess, sys

program = os.environ.get('SKYTALLY', 'build/release/skytally')
source = os.environ.get('SKYTALLY_SOURCE_DIR', '.')
NEAR_KM = 25


def read(path):
    with open(path, encoding='utf-8') as file:
        lines = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def resolve(rows):
    asked = ''.join(f"{row['name']}\t{row['context']}\n" for row in rows)
    told = subprocess.run([program, 'resolve', '--limit', '1', '-'], input=asked, check=True,
                          capture_output=True, text=True).stdout.splitlines()
    assert len(told) == len(rows), 'a line of answer for each line'
    return [json.loads(line)['place'] for line in told]


def kilometres(row, place):
    a, b = math.radians(float(row['lat'])), math.radians(place['lat'])
    h = (math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) *
         math.sin(math.radians(float(row['lon']) - place['lon']) / 2) ** 2)
    return 2 * 6371 * math.asin(math.sqrt(min(1, h)))


def has_right_area(row, place):
    if place is None:
        return False
    if row['country'] == '':
        return place['level'] == 'sea' and place['name'].lower() == row['admin1']
    if row['admin1'] == '':
        # A point or an area of no region of its own may lie anywhere in the country.
        free = row['lat'] != '' or row['note'] == 'area'
        return place['country'] == row['country'] and (free or place['level'] == 'country')
    return place['admin1'] == row['admin1']


def score(rows, misses):
    counts = {key: [0, 0] for key in ('area', 'near', 'refused')}
    for row, place in zip(rows, resolve(rows)):
        if row['country'] == '-':
            verdicts = {'refused': place is None}
        else:
            verdicts = {'area': has_right_area(row, place)}
            if row['lat']:
                verdicts['near'] = (place is not None and place['lat'] is not None and
                                    kilometres(row, place) <= NEAR_KM)
        for key, right in verdicts.items():
            counts[key][0] += right
            counts[key][1] += 1
        if misses and not all(verdicts.values()):
            wrong = ' '.join(key for key, right in verdicts.items() if not right)
            meant = place and {key: place[key] for key in ('name', 'level', 'country', 'admin1',
                                                           'lat', 'lon')}
            print(f"  {wrong}: {' | '.join(row.values())} -> {meant}")
    return {key: right / all_ if all_ else 1.0 for key, (right, all_) in counts.items()}, counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('lists', nargs='*')
    parser.add_argument('--misses', action='store_true')
    parser.add_argument('--third', type=int)
    parser.add_argument('--rest', type=int)
    args = parser.parse_args()
    folder = os.path.join(source, 'tests', 'gazetteer')
    with open(os.path.join(folder, 'floor.json'), encoding='utf-8') as file:
        floors = json.load(file)
    whole = args.third is None and args.rest is None
    failed = False
    for path in args.lists or sorted(glob.glob(os.path.join(folder, '*.tsv'))):
        rows = [row for i, row in enumerate(read(path))
                if (args.third is None or i % 3 == args.third) and i % 3 != args.rest]
        shares, counts = score(rows, args.misses or whole)
        name = os.path.splitext(os.path.basename(path))[0]
        print(f'{name}: ' + ', '.join(f'{key} {right} of {all_} ({shares[key]:.4f})'
                                      for key, (right, all_) in counts.items()))
        for key, floor in (floors.get(name, {}) if whole else {}).items():
            if shares[key] < floor:
                print(f'FAILED: {name} {key} has been {floor}')
                failed = True
    return failed


sys.exit(main())
