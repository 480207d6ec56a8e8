#!/usr/bin/env python3
"""Tallies by a user's own polygons (--regions): files in several CRS and encodings made by
ogr2ogr, what is placed where, borders, holes, the antimeridian, overlaps, broken files; and
that rows add up. What is written is read with GDAL's programs."""
import csv, io, json, math, os, shutil, struct, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
if shutil.which('ogr2ogr') is None:
    print('ogr2ogr (Debian: gdal-bin) is not installed')
    sys.exit(77)
corpus = os.environ['SKYTALLY_CORPUS_DIR']
OUTCOMES = 'launched intercepted lost impacted sighted'.split()
failures = []
os.chdir(tempfile.mkdtemp())


def check(good, what):
    if not good:
        failures.append(what)


def run(*arguments, code=0):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    check(done.returncode == code,
          f'{" ".join(arguments)[:200]}: exit {done.returncode}, not {code}: {done.stderr[-600:]}')
    return done


def rows_of(*arguments, code=0):
    done = run('tally', '--format', 'csv', *arguments, code=code)
    rows_of.said = done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def figures(rows, outcome):
    return {r['region']: int(r[outcome]) for r in rows if r['level'] == 'region' and r[outcome]}


def adds_up(rows, what):
    """Within each period: regions, seas, sets and what is not placed are the total."""
    placed = {}
    for row in rows:
        for outcome in OUTCOMES:
            key = row['date_from'], row['date_to'], outcome
            if row['level'] in ('region', 'sea', 'set'):
                for end in ('', '_low'):
                    placed[key, end] = placed.get((key, end), 0) + int(row[outcome + end] or 0)
            elif row['level'] == 'total':
                best = placed.get((key, ''), 0) + int(row[outcome + '_not_placed'] or 0)
                check(best == int(row[outcome] or 0), f'{what}: {key} {best} is not {row[outcome]}')
                check(placed.get((key, '_low'), 0) <= int(row[outcome + '_low'] or 0), f'{what}: low of {key}')


def box(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(name, coordinates, kind='Polygon', **more):
    return {'type': 'Feature', 'properties': {'name': name, **more},
            'geometry': {'type': kind, 'coordinates': coordinates}}


def write(path, *features, **more):
    with open(path, 'w', encoding='utf-8') as out:
        json.dump({'type': 'FeatureCollection', **more, 'features': list(features)}, out)
    return path


def ogr(*arguments):
    subprocess.run(['ogr2ogr', *arguments], check=True, capture_output=True)


def report(path, text):
    with open(path, 'w', encoding='utf-8') as out:
        out.write(text)
    return path


night = report('night.txt', "date 2024-09-02\nRussia's Defence Ministry said 158 drones were destroyed over Russia "
               'overnight: 46 over the Kursk region, 34 over the Bryansk region, 28 over the Voronezh region, 14 over '
               'the Belgorod region, and 9 over the Moscow region.\n')
hits = report('hits.txt', 'date 2024-09-03\nThree drones hit an oil depot in Kursk on Tuesday, the governor said. Two '
              'drones hit a plant in Belgorod on Tuesday, the governor said.\n')

# ------------------------------------------------------------- what is placed
belt = write('belt.geojson', feature('Border belt', box(31, 49.5, 41, 54.3)), feature('Rest', box(41, 49.5, 60, 54.3)))
rows = rows_of('--regions', belt, night, hits)
adds_up(rows, 'belt')
# Voronezh lies in both: in neither wholly. Moscow lies in none.
check(figures(rows, 'intercepted') == {'Border belt': 94}, f'belt: {figures(rows, "intercepted")}')
check(figures(rows, 'impacted') == {'Border belt': 5}, f'belt: {figures(rows, "impacted")}')
total = rows[-1]
check(total['level'] == 'total' and total['intercepted'] == '158' and total['intercepted_not_placed'] == '64',
      f'belt: total {total}')
check([r['level'] for r in rows] == ['region', 'region', 'country', 'total'], 'belt: levels')
check(all(r['admin1'] == r['iso_3166_2'] == r['iso_a2'] == r['country'] == '' for r in rows[:2]), 'belt: codes')
rest = rows[1]
check(rest['region'] == 'Rest' and rest['incidents'] == '0' and rest['intercepted'] == rest['unnumbered'] == '',
      'belt: a region without a report has a row without figures')

# A country wholly inside has its own figure placed as well.
world = write('world.geojson', feature('All', box(-180, -90, 180, 90)))
rows = rows_of('--regions', world, night, hits)
check(figures(rows, 'intercepted') == {'All': 158} and rows[-1]['intercepted_not_placed'] == '0', 'world')
# Ellipsoid of WGS 84: 510 065 621.7 km2.
check(abs(float(rows[0]['area_km2']) - 510065621.7) < 1, f'world: {rows[0]["area_km2"]} km2')

# ------------------------------------------------------- any CRS, any encoding
names = write('names.geojson', feature('Курская область', box(33.5, 50.5, 39, 52.6), NUMBER=7),
              feature('Łódź & Ünïted', box(41, 49.5, 60, 54.3), NUMBER=8))
expected = {'Курская область': 46}


def box_km2(west, south, east, north):
    """The area between meridians and parallels of WGS 84, in closed form."""
    a, e = 6378.137, math.sqrt(1 - (1 - 1 / 298.257223563) ** 2)
    def zone(lat):
        s = math.sin(math.radians(lat))
        return s / (2 * (1 - (e * s) ** 2)) + math.log((1 + e * s) / (1 - e * s)) / (4 * e)
    return math.radians(east - west) * a ** 2 * (1 - e ** 2) * (zone(north) - zone(south))


areas = {'Курская область': box_km2(33.5, 50.5, 39, 52.6), 'Łódź & Ünïted': box_km2(41, 49.5, 60, 54.3)}
for target, driver in (('EPSG:4326', 'shp'), ('EPSG:32637', 'shp'), ('EPSG:3857', 'shp'), ('EPSG:3035', 'shp'),
                       ('EPSG:28407', 'shp'), ('EPSG:4284', 'shp'), ('ESRI:54009', 'shp'), ('EPSG:32637', 'geojson'),
                       ('EPSG:3857', 'geojson'), ('EPSG:4326', 'geojsonl')):
    made = 'crs_' + target.replace(':', '_') + '.' + driver
    # Many points on each edge: a box in degrees is none elsewhere.
    extra = ['-segmentize', '0.01'] if driver != 'geojsonl' else []
    ogr('-f', {'shp': 'ESRI Shapefile', 'geojson': 'GeoJSON', 'geojsonl': 'GeoJSONSeq'}[driver], *extra,
        '-t_srs', target, made, names, *(['-lco', 'ENCODING=UTF-8'] if driver == 'shp' else []))
    if driver == 'geojson':
        check('"crs"' in open(made, encoding='utf-8').read(), f'{made}: no crs member to read')
    rows = rows_of('--regions', made, '--name', 'name', night)
    adds_up(rows, made)
    check(figures(rows, 'intercepted') == expected, f'{made}: {figures(rows, "intercepted")} {rows_of.said}')
    own = {r['region']: float(r['area_km2']) for r in rows if r['level'] == 'region'}
    # Between many points the edges follow the parallels; those of four corners are geodesics.
    slack = 1e-4 if extra else 1e-2
    check(all(abs(own[n] - areas[n]) < slack * areas[n] for n in areas), f'{made}: {own} for {areas}')
# A box of projected coordinates is a box there: its edges are curves in degrees.
write('utm.geojson', feature('B', box(300000, 5500000, 800000, 6000000)),
      crs={'type': 'name', 'properties': {'name': 'urn:ogc:def:crs:EPSG::32637'}})
rows = rows_of('--regions', 'utm.geojson', night)
# 500 km x 500 km; the scale of UTM is 0.9996 to 1.001 there.
check(abs(float(rows[0]['area_km2']) - 250000) < 250, f'utm: {rows[0]["area_km2"]} km2')

for encoding, page in (('CP1251', '1251'), ('UTF-8', 'UTF-8'), ('ISO-8859-5', '88595'), ('CP866', 'CP866')):
    made = f'enc_{encoding}.shp'
    write('one.geojson', feature('Курская область', box(33.5, 50.5, 39, 52.6)))
    ogr('-f', 'ESRI Shapefile', made, 'one.geojson', '-lco', f'ENCODING={encoding}')
    with open(made[:-3] + 'cpg', 'w', encoding='ascii') as out:
        out.write(page)
    check(figures(rows_of('--regions', made, night), 'intercepted') == expected, f'{made}: {rows_of.said}')
os.remove('enc_CP1251.cpg')  # nothing tells
rows_of('--regions', 'enc_CP1251.shp', night)
check('write the right one to its .cpg' in rows_of.said, f'no charset: {rows_of.said}')
with open('enc_CP1251.dbf', 'r+b') as out:  # the language driver in the header tells
    out.seek(29)
    out.write(b'\xc9')
check(figures(rows_of('--regions', 'enc_CP1251.shp', night), 'intercepted') == expected, 'LDID')
with open('enc_CP866.cpg', 'w', encoding='ascii') as out:
    out.write('Klingon')
rows_of('--regions', 'enc_CP866.shp', night)
check('not known, "Klingon"' in rows_of.said, f'unknown charset: {rows_of.said}')

# ------------------------------------------------------------ names and fields
check(figures(rows_of('--regions', belt, '--name', 'NAME', night), 'intercepted') == {'Border belt': 94}, 'NAME')
done = run('tally', '--regions', names, '--name', 'title', night, code=3)
check('names.geojson: has no field "title" for --name; there are: name, NUMBER' in done.stderr, done.stderr)
check(figures(rows_of('--regions', names, '--name', 'number', night), 'intercepted') == {'7': 46}, 'numbers as names')
write('two.geojson', {'type': 'Feature', 'properties': {'a': 'x', 'b': 'y'},
                      'geometry': {'type': 'Polygon', 'coordinates': box(0, 0, 1, 1)}})
done = run('tally', '--regions', 'two.geojson', night, code=3)
check('tell with --name which field has the regions\' names; there are: a, b' in done.stderr, done.stderr)
done = run('tally', '--name', 'a', night, code=2)
check('--regions' in done.stderr, done.stderr)

# Features of one name are one region; the order of features matters to nothing.
parts = [feature('Both', box(33.5, 50.5, 36, 52.6)), feature('Both', box(36, 50.5, 39, 52.6)),
         feature('Far', [box(35, 54, 40.5, 57.1), box(-10, 40, -5, 45)], 'MultiPolygon')]
first = run('tally', '--regions', write('parts.geojson', *parts), '--format', 'csv', night).stdout
check(figures(list(csv.DictReader(io.StringIO(first))), 'intercepted') == {'Both': 46, 'Far': 9}, f'parts: {first}')
check(first == run('tally', '--regions', write('parts.geojson', *reversed(parts)), '--format', 'csv', night).stdout,
      'the order of features changes the table')

# ------------------------------------------------- holes, borders, overlaps
kursk = [36.19, 51.73]
hole = [[36.0, 51.5], [36.0, 52.0], [36.5, 52.0], [36.5, 51.5], [36.0, 51.5]]
ring = box(33, 49.5, 40, 54)[0]
write('hole.geojson', feature('Ring', [ring, hole]))
ogr('-f', 'ESRI Shapefile', 'hole.shp', 'hole.geojson')
for path in ('hole.geojson', 'hole.shp'):
    rows = rows_of('--regions', path, night, hits)
    # Kursk lies in the hole; so that the region of Kursk is not wholly inside.
    check(figures(rows, 'impacted') == {'Ring': 2} and figures(rows, 'intercepted') == {'Ring': 14},
          f'{path}: {figures(rows, "impacted")} {figures(rows, "intercepted")}')
    adds_up(rows, path)
write('filled.geojson', feature('Ring', [ring, hole]), feature('Core', [hole]))
rows = rows_of('--regions', 'filled.geojson', night, hits)
check(figures(rows, 'impacted') == {'Ring': 2, 'Core': 3}, f'filled: {figures(rows, "impacted")}')

table = report('points.csv', 'date,outcome,count,lat,lon,place,region,country\n'
               '2024-09-03,intercepted,5,51.5,36.0,,,\n2024-09-04,impacted,3,51.73,36.19,Kursk,Kursk region,RU\n')
quarters = [feature(n, box(*b)) for n, b in (('A', (35, 50.5, 36, 51.5)), ('B', (36, 50.5, 37, 51.5)),
                                             ('C', (35, 51.5, 36, 52.5)), ('D', (36, 51.5, 37, 52.5)))]
claims = run('extract', '--format', 'ndjson', table).stdout.splitlines()
point = [[p['lon'], p['lat']] for line in claims for p in json.loads(line)['places'] if p['lat'] is not None]
check(bool(point), 'no claim has a point')
if point:  # four regions that meet in the very point: one has it, always the same
    x, y = point[-1]
    quarters = [feature(n, box(x - (n in 'AC'), y - (n in 'AB'), x + (n in 'BD'), y + (n in 'CD'))) for n in 'ABCD']
    seen = set()
    for turn in range(4):
        rows = rows_of('--regions', write('corner.geojson', *(quarters[turn:] + quarters[:turn])), table)
        adds_up(rows, 'corner')
        seen.add(tuple(sorted(figures(rows, 'impacted').items())))
    check(len(seen) == 1 and len(next(iter(seen))) == 1 and next(iter(seen))[0][1] == 3, f'corner: {seen}')

write('nested.geojson', feature('Wide', box(30, 48, 45, 58)), feature('Inner', box(33.5, 50.4, 39, 52.6)))
rows = rows_of('--regions', 'nested.geojson', night, hits)
check('Inner and Wide overlap by 100.0 % of the smaller: what lies in both is counted in Inner' in rows_of.said,
      rows_of.said)
check(figures(rows, 'intercepted') == {'Inner': 46, 'Wide': 112 - 27} or
      figures(rows, 'intercepted') == {'Inner': 46, 'Wide': 85}, f'nested: {figures(rows, "intercepted")}')
adds_up(rows, 'nested')

# ---------------------------------------------------------------- antimeridian
fiji = report('fiji.txt', 'date 2024-05-01\nTwo drones were sighted over Anadyr on Wednesday, the governor said.\n')
wrapped = {'jump': [box(170, 60, -165, 75)], 'beyond': [box(170, 60, 195, 75)],
           'cut': [box(170, 60, 180, 75), box(-180, 60, -165, 75)]}
wrapped_areas = set()
for kind, polygons in wrapped.items():
    path = write(f'{kind}.geojson', feature('East', polygons, 'MultiPolygon'))
    rows = rows_of('--regions', path, fiji)
    check(figures(rows, 'sighted') == {'East': 2}, f'{kind}: {figures(rows, "sighted")} {rows_of.said}')
    wrapped_areas.add(rows[0]['area_km2'])
check(max(map(float, wrapped_areas)) - min(map(float, wrapped_areas)) < 0.01 * max(map(float, wrapped_areas)),
      f'antimeridian: {wrapped_areas}')
ogr('-f', 'ESRI Shapefile', '-t_srs', 'EPSG:3995', '-segmentize', '1', 'polar.shp', 'cut.geojson')
check(figures(rows_of('--regions', 'polar.shp', fiji), 'sighted') == {'East': 2}, f'polar: {rows_of.said}')

# ---------------------------------------------------------------- mended
bow = write('bow.geojson', feature('Bow tie', [[[33, 50], [39, 53], [39, 50], [33, 53], [33, 50]]]))
rows_of('--regions', bow, hits)
check('feature 1 (Bow tie) is invalid and was mended: Self-intersection at 36.0' in rows_of.said, rows_of.said)

# ------------------------------------------------------------------- layers
run('run', '-q', '-o', 'out', '--regions', belt, night, hits)
info = json.loads(subprocess.run(['ogr2ogr', '-f', 'GeoJSON', '/vsistdout/', 'out/tallies.shp'], check=True,
                                 capture_output=True, text=True).stdout)
check([f['properties']['region'] for f in info['features']] == ['Border belt', 'Rest'], 'layer: names')
check(info['features'][0]['properties']['intercept'] == 94 and info['features'][1]['properties']['intercept'] is None,
      'layer: figures')
corners = {tuple(p) for p in info['features'][0]['geometry']['coordinates'][0]}
check(corners == {tuple(p) for p in box(31, 49.5, 41, 54.3)[0]}, f'layer: outline {corners}')
with open('out/tallies.geojson', encoding='utf-8') as file:
    layer = json.load(file)
check(layer['parameters']['regions'] == 'belt.geojson', 'layer: parameters')
check([f['id'] for f in layer['features']] == ['region:Border belt', 'region:Rest'], 'layer: ids')
check(layer['features'][0]['properties']['intercepted'] == 94, 'layer: GeoJSON')
# The layers of a tally serve as regions in turn: the same figures come out.
run('run', '-q', '-o', 'first', night, hits)
run('run', '-q', '-o', 'again', '--regions', 'first/tallies.shp', '--name', 'admin1', night, hits)
by_code = [{r[key]: (r['intercepted'], r['impacted'], r['area_km2']) for r in
            csv.DictReader(open(f'{folder}/tallies.csv', encoding='utf-8')) if r['level'] == 'region'}
           for folder, key in (('first', 'admin1'), ('again', 'region'))]
check(by_code[0] == by_code[1] and by_code[0], f'tallies as regions: {by_code}')

# -------------------------------------------------------------- broken files
ogr('-f', 'ESRI Shapefile', '-t_srs', 'EPSG:32637', '-lco', 'ENCODING=UTF-8', 'good.shp', belt)


def broken(name, message, change):
    for part in ('shp', 'shx', 'dbf', 'prj', 'cpg'):
        shutil.copy(f'good.{part}', f'{name}.{part}')
    change(name)
    refuse(name + '.shp', message)


def refuse(path, message):
    done = run('tally', '--regions', path, night, code=3)
    check(message in done.stderr and path[:4] in done.stderr and not done.stdout, f'{path}: {done.stderr}')


def truncate(path, size):
    with open(path, 'r+b') as file:
        file.truncate(size)


def patch(path, offset, data):
    with open(path, 'r+b') as file:
        file.seek(offset)
        file.write(data)


def put(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


broken('b_shx', 'without its .shx', lambda n: os.remove(n + '.shx'))
broken('b_dbf', 'without its .dbf', lambda n: os.remove(n + '.dbf'))
broken('b_shp', 'damaged', lambda n: truncate(n + '.shp', 150))
broken('b_head', 'damaged', lambda n: truncate(n + '.shp', 50))
broken('b_short', '.dbf ends too early', lambda n: truncate(n + '.dbf', 80))
broken('b_prj', 'names no coordinate reference system', lambda n: put(n + '.prj', 'LOCAL_CS["sandbox"]'))
broken('b_noprj', 'has no .prj', lambda n: os.remove(n + '.prj'))
broken('b_wrong', 'is no place on Earth', lambda n: put(n + '.prj', 'EPSG:4326'))
broken('b_nan', 'is no place on Earth', lambda n: patch(n + '.shp', 100 + 8 + 44 + 4, struct.pack('<d', float('nan'))))
broken('b_parts', 'damaged', lambda n: patch(n + '.shp', 100 + 8 + 36, struct.pack('<i', 1 << 30)))
os.remove('b_wrong.shp')
refuse('b_wrong.dbf', 'give the .shp')
put('empty.geojson', '')
refuse('empty.geojson', 'is empty')
put('spaces.geojson', '   \n')
refuse('spaces.geojson', 'neither a shapefile')
refuse('missing.geojson', 'No such file')
os.mkdir('folder.shp')
refuse('folder.shp', 'is a folder')
put('deep.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":'
    '{"type":"Polygon","coordinates":' + '[' * 100000 + ']' * 100000 + '}}]}')
refuse('deep.geojson', 'is no GeoJSON')
geometry = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}'
for _ in range(50):
    geometry = '{"type":"GeometryCollection","geometries":[' + geometry + ']}'
put('collections.geojson', '{"type":"Feature","properties":{"name":"x"},"geometry":' + geometry + '}')
refuse('collections.geojson', 'feature 1 (x): its coordinates are no polygon')
put('huge.geojson', '{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":'
    '[[[0,0],[1e999,0],[1,1],[0,0]]]}}')
refuse('huge.geojson', 'is no GeoJSON')
write('far.geojson', feature('Metres', box(431000, 5500000, 531000, 5600000)))
refuse('far.geojson', 'feature 1 (Metres): the point 431000 5500000 is no place on Earth')
write('text.geojson', feature('T', [[['a', 'b'], [1, 2], [2, 3], [0, 0]]]))
refuse('text.geojson', 'feature 1 (T): its coordinates are no polygon')
write('dot.geojson', feature('Dot', [36, 51], 'Point'))
refuse('dot.geojson', 'holds no polygons')
ogr('-f', 'ESRI Shapefile', 'dots.shp', 'dot.geojson')
refuse('dots.shp', 'holds shapes of type Point')
write('nocrs.geojson', feature('A', box(0, 0, 1, 1)), crs={'type': 'link', 'properties': {'href': 'x'}})
refuse('nocrs.geojson', '`crs`')
write('odd.geojson', feature('A', box(0, 0, 1, 1)), crs={'type': 'name', 'properties': {'name': 'EPSG:999999'}})
refuse('odd.geojson', 'names no coordinate reference system')
write('nameless.geojson', feature(None, box(0, 0, 1, 1)))
refuse('nameless.geojson', 'has no polygon with a name')
put('layer.kml', '<?xml version="1.0"?><kml/>')
refuse('layer.kml', 'ogr2ogr')

# Bytes at random in every part: an answer or a refusal, never a crash.
state = 12345
for turn in range(40):
    for part in ('shp', 'shx', 'dbf', 'prj', 'cpg'):
        shutil.copy(f'good.{part}', f'fuzz.{part}')
    for _ in range(1 + turn % 8):
        state = (state * 1103515245 + 12345) % (1 << 31)
        part = ('shp', 'shx', 'dbf', 'prj')[state // 7 % 4]
        size = os.path.getsize(f'fuzz.{part}')
        state = (state * 1103515245 + 12345) % (1 << 31)
        if turn % 10 == 9:
            truncate(f'fuzz.{part}', state // 11 % size)
            break
        patch(f'fuzz.{part}', state // 11 % size, bytes([state // 13 % 256]))
    done = subprocess.run([program, 'tally', '--regions', 'fuzz.shp', hits], capture_output=True)
    check(done.returncode in (0, 3), f'fuzz {turn}: exit {done.returncode}: {done.stderr[-500:]}')
whole = open(names, 'rb').read()
for turn in range(40):
    data = bytearray(whole)
    for _ in range(1 + turn % 8):
        state = (state * 1103515245 + 12345) % (1 << 31)
        data[state // 11 % len(data)] = state // 13 % 256
    with open('fuzz.geojson', 'wb') as file:
        file.write(data[:state // 17 % len(data)] if turn % 10 == 9 else data)
    done = subprocess.run([program, 'tally', '--regions', 'fuzz.geojson', hits], capture_output=True)
    check(done.returncode in (0, 3), f'fuzz {turn}: exit {done.returncode}: {done.stderr[-500:]}')

print('\n'.join(failures) if failures else 'regions: all as it should be')
sys.exit(1 if failures else 0)
