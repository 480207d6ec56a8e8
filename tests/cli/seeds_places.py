#!/usr/bin/env python3
"""The places of the four seed documents: each is found, where it is.

The documents are other people's articles and not in the tree: SKYTALLY_SEEDS
names their folder, by default ../shared/seeds beside the tree."""
import glob, json, math, os, subprocess, sys

program = os.environ['SKYTALLY']
seeds = os.environ.get('SKYTALLY_SEEDS') or os.path.join(
    os.environ['SKYTALLY_SOURCE_DIR'], '..', 'shared', 'seeds')
LIMIT_KM = 25

# Document, text as written (its beginning), level or None for any, admin1, lat, lon
# (None for a region: its code says enough).
EXPECTED = [
    ('000', 'Isfahann', None, 'IR.28', 32.65, 51.67),
    ('000', 'Tehran', 'city', 'IR.26', 35.69, 51.39),
    ('001', 'city of Isfahan', 'city', 'IR.28', 32.65, 51.67),
    ('001', 'Isfahan', 'city', 'IR.28', 32.65, 51.67),
    ('001', 'Hamedan', 'city', 'IR.09', 34.80, 48.51),
    ('001', 'Hamadan Airbase', 'facility', 'IR.09', 35.21, 48.65),
    ('001', 'Karaj', 'city', 'IR.44', 35.83, 50.99),
    ('001', 'Natanz', 'facility', 'IR.28', 33.72, 51.73),
    ('001', 'Tehran', 'city', 'IR.26', 35.69, 51.39),
    ('002', 'Kerman', 'city', 'IR.29', 30.28, 57.08),
    ('002', 'Tver Region', 'region', 'RU.77', None, None),
    ('002', 'Tver region', 'region', 'RU.77', None, None),
    ('002', 'Moscow region', 'region', 'RU.47', None, None),
    ('002', 'Moscow', 'city', 'RU.48', 55.75, 37.62),
    ('002', 'Moscow Oil Refinery', 'facility', 'RU.48', 55.65, 37.80),
    ('002', 'Konakovo Power Station', 'facility', 'RU.77', 56.74, 36.77),
    ('002', 'town of Konakovo', 'city', 'RU.77', 56.71, 36.76),
    ('002', 'Kashira Power Plant', 'facility', 'RU.47', 54.86, 38.26),
    ('002', 'Kashira', None, 'RU.47', 54.85, 38.18),
    ('002', 'region of Kursk', 'region', 'RU.41', None, None),
    ('002', 'Bryansk', 'region', 'RU.10', None, None),
    ('002', 'Voronezh', 'region', 'RU.86', None, None),
    ('002', 'Belgorod region', 'region', 'RU.09', None, None),
    ('002', 'Kaluga', 'region', 'RU.25', None, None),
    ('002', 'Lipetsk', 'region', 'RU.43', None, None),
    ('002', 'Ryazan', 'region', 'RU.62', None, None),
    ('003', 'city of Kerman', 'city', 'IR.29', 30.28, 57.08),
    ('003', 'LAHORE', 'city', 'PK.04', 31.55, 74.34),
]
# Words that are no places there.
REFUSED = [('001', 'Northwest')]


def distance_km(lat1, lon1, lat2, lon2):
    a, b, c, d = (math.radians(x) for x in (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


def places_of(number):
    path = glob.glob(os.path.join(seeds, number + '_*.txt'))[0]
    out = subprocess.run([program, 'places', '--format', 'ndjson', path], check=True,
                         capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def fits(place, level, admin1, lat, lon):
    return (level in (None, place['level']) and place['admin1'] == admin1 and
            (lat is None or distance_km(lat, lon, place['lat'], place['lon']) <= LIMIT_KM))


def main():
    if not glob.glob(os.path.join(seeds, '*.txt')):
        print(f'SKIPPED: the seed documents are not in {seeds}; set SKYTALLY_SEEDS')
        return 77
    found = {number: places_of(number) for number in ('000', '001', '002', '003')}
    failures = []
    for number, text, *expected in EXPECTED:
        named = [p for p in found[number] if p['text'].startswith(text)]
        if not any(fits(p, *expected) for p in named):
            failures.append(f'{number}: {text} is not {expected}, but ' +
                            (repr([(p["level"], p["admin1"]) for p in named]) or 'nothing'))
    for number, text in REFUSED:
        if any(p['text'] == text for p in found[number]):
            failures.append(f'{number}: {text} is taken for a place')
    print('\n'.join(failures) or f'{len(EXPECTED)} places of the seeds are where they are')
    return 1 if failures else 0


sys.exit(main())
