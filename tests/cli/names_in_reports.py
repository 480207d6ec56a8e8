#!/usr/bin/env python3
"""Names in reports (tests/gazetteer/reports/*.tsv), found by `skytally places -`: each
must lead to its region, though the gazetteer has namesakes of it elsewhere or does not
have the place at all."""
import glob, json, os, subprocess, sys

program = os.environ.get('SKYTALLY', 'build/release/skytally')
source = os.environ.get('SKYTALLY_SOURCE_DIR', '.')


def read(path):
    with open(path, encoding='utf-8') as file:
        lines = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def regions_of(text):
    told = subprocess.run([program, 'places', '--format', 'ndjson', '-'], input=text, check=True,
                          capture_output=True, text=True).stdout
    found = {}
    for place in map(json.loads, told.splitlines()):
        found.setdefault(place['text'], set()).add(place['admin1'] or place['name'])
    return found


def main():
    failed = 0
    for path in sorted(glob.glob(os.path.join(source, 'tests', 'gazetteer', 'reports', '*.tsv'))):
        rows = read(path)
        assert rows, path
        for row in rows:
            found = regions_of(row['text'])
            for name, region in (pair.split('=') for pair in row['places'].split(' | ')):
                if found.get(name) != {region}:
                    print(f'FAILED: {name} is in {region}, not {found.get(name)}: {row["text"]}')
                    failed += 1
    return failed > 0


sys.exit(main())
