#!/usr/bin/env python3
"""Names and texts of all scripts go through every format unharmed: Cyrillic, Persian with its
joiners, Arabic, Hebrew, Chinese, emoji, marks, letters beyond the first plane; quotes, line
ends, tabs and separators in texts; control characters and broken bytes by rule."""
import csv, glob, html, io, json, os, shutil, sqlite3, subprocess, sys, tempfile, zipfile
import xml.dom.minidom

program = os.environ['SKYTALLY']
failures = []

NAMES = {
    'cyrillic': 'Верхні Сади ґє',
    'persian': 'می\u200cدشت نو',
    'arabic': 'قرية السَّلام',
    'hebrew': 'כְּפַר שָׁלוֹם',
    'chinese': '龍門村㐂',
    'marks': 'Z\u0351\u036be\u0301\u0323 Point',
    'astral': '𐎠𐎡𝔘 Ford 𠮷',
    'family': 'Hill 👩\u200d👩\u200d👧\u200d👦 East',
    'flags': 'Post 🇺🇦🇮🇷 West',
    'tone': 'Camp 👍🏽 ❤\ufe0f',
    'markup': '<b>Fort</b> & "Sons", \'Ltd\'; \\n %s',
    'bidi': 'Old \u202bשלום\u202c Road \u2067x\u2069',
    'formula': '=HYPERLINK("x")',
    'minus': '-1+1',
    'at': '@SUM(A1)',
}
TEXTS = {
    'lines': 'one\ntwo\rthree\r\nfour\tfive\u2028six\u2029seven\u0085eight',
    'quotes': '"quoted", ‘so’, «так», "" and ;',
    'closing': ']]> --> </script> <!-- ${x} {{y}} `z` \\u0041 \\',
    'spaces': 'a\u00a0b\u2003c\u3000d\u00ade\u200bf',
    'private': '\ue000\U000f0000\U0010fffd',
}
LONG = {'family': '👩\u200d👩\u200d👧\u200d👦', 'flags': '🇺🇦', 'marks': 'e\u0301\u0323', 'chinese': '龍',
        'cyrillic': 'Ж', 'tone': '👍🏽', 'persian': 'می\u200c'}


def check(good, *words):
    if not good:
        failures.append(' '.join(str(w) for w in words))


def skytally(*words, code=0):
    done = subprocess.run([program, *words], capture_output=True)
    check(done.returncode == code, words, 'exits with', done.returncode,
          done.stderr.decode('utf-8', 'replace')[:500])
    done.stderr.decode('utf-8')
    return done.stdout.decode('utf-8')


def in_dbf(text):
    """What is left of a text in a DBF: one line, no spaces at the end."""
    return ''.join(' ' if ord(c) < 32 or c == '\x7f' else c for c in text).rstrip(' ')


# -------------------------------------------------------------------------- readers

def from_csv(path):
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def from_geojson(path):
    text = open(path, encoding='utf-8').read()
    check(all(ord(c) >= 32 or c == '\n' for c in text), path, 'has a control character')
    return [f['properties'] for f in json.loads(text)['features']]


def from_shapefile(path):
    if shutil.which('ogr2ogr') is None:
        return None
    check(open(path[:-3] + 'cpg').read().strip() == 'UTF-8', path, 'has another .cpg')
    done = subprocess.run(['ogr2ogr', '-f', 'GeoJSON', '/vsistdout/', path], capture_output=True)
    check(done.returncode == 0 and not done.stderr, path, done.stderr[:300])
    return [f['properties'] for f in json.loads(done.stdout)['features']]


def from_gpkg(path, table):
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    rows = [dict(r) for r in base.execute(f'SELECT * FROM "{table}"')]
    base.close()
    return rows


def xml_of(data, where):
    try:
        return xml.dom.minidom.parseString(data)
    except Exception as error:
        check(False, where, 'is no XML:', error)
        return None


# --------------------------------------------------------------------------- checks

def texts_of(rows, key):
    return sorted(r[key] for r in rows if r.get(key) is not None)


def check_others(folder, needles):
    """What is XML is well-formed; the page has the texts."""
    for path in sorted(glob.glob(os.path.join(folder, '*.q?[ld]')) + glob.glob(os.path.join(folder, '*.svg'))):
        xml_of(open(path, 'rb').read(), path)
    for path in glob.glob(os.path.join(folder, '*.qgz')):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(('.qgs', '.xml')):
                    xml_of(archive.read(name), path + ':' + name)
    page = os.path.join(folder, 'report.html')
    if os.path.exists(page):
        raw = open(page, encoding='utf-8').read()
        for text in needles:
            inner = json.dumps(text, ensure_ascii=False)[1:-1]
            forms = {text, inner, html.escape(text), inner.replace('<', '\\u003c'),
                     json.dumps(text)[1:-1], inner.replace('/', '\\/'),
                     inner.replace('<', '\\u003c').replace('>', '\\u003e').replace('&', '\\u0026')}
            check(any(f in raw for f in forms), page, 'has not', repr(text))


def check_folder(folder, places, sources):
    full = {'csv': from_csv(os.path.join(folder, 'incidents.csv')),
            'geojson': from_geojson(os.path.join(folder, 'incidents.geojson'))}
    gpkg = os.path.join(folder, 'skytally.gpkg')
    if os.path.exists(gpkg):
        full['gpkg'] = from_gpkg(gpkg, 'incidents')
    for kind, rows in full.items():
        check(texts_of(rows, 'place') == sorted(places), kind, 'has other places:',
              set(texts_of(rows, 'place')) ^ set(places))
        check(texts_of(rows, 'source') == sorted(sources), kind, 'has other sources:',
              set(texts_of(rows, 'source')) ^ set(sources))
    rows = from_shapefile(os.path.join(folder, 'incidents.shp'))
    if rows is not None:
        check(texts_of(rows, 'place') == sorted(map(in_dbf, places)), 'shapefile: other places',
              texts_of(rows, 'place'))
    lines = open(os.path.join(folder, 'claims.ndjson'), encoding='utf-8').read().split('\n')[:-1]
    claims = [json.loads(l) for l in lines]
    check(sorted(c['source'] for c in claims) == sorted(sources), 'claims: other sources')
    check_others(folder, list(places))


# ------------------------------------------------------------------------ incidents

def word(i):
    return 'Zzorbec' + chr(97 + i) * 2


def rows_of(places, sources):
    """Incidents so far from each other in time that each stands by itself."""
    return [{'date': f'2024-{1 + i // 28:02}-{1 + i % 28:02}', 'place': place, 'lat': 51.1, 'lon': 36.1,
             'country': 'RU', 'region': 'Kursk Oblast', 'outcome': 'shot down', 'count': 3,
             'source': source} for i, (place, source) in enumerate(zip(places, sources))]


def own_table(folder, names, aliases):
    """A table of places, at points of their own, that are shown by their names."""
    path = os.path.join(folder, 'місця.tsv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('action\tname\tnames\tlevel\tlat\tlon\tcountry\tadmin1\n')
        for i, (name, alias) in enumerate(zip(names, aliases)):
            file.write(f'add\t{name}\t{alias}\tcity\t{51.1 + i / 20:.2f}\t35.5\tRU\tRU.41\n')
    return path


def check_incidents(folder):
    places = list(NAMES.values())
    words = [word(i) for i in range(len(places))]
    sources = [f'{k}: {v}' for k, v in TEXTS.items()]
    sources += [f'Source {i} {n}' for i, n in enumerate(places[len(sources):])]
    table = own_table(folder, places, words)
    rows = rows_of(words, sources)
    for form in ('json', 'csv', 'tsv'):
        path = os.path.join(folder, 'rows.' + form)
        with open(path, 'w', encoding='utf-8', newline='') as file:
            if form == 'json':
                file.writelines(json.dumps(r, ensure_ascii=False) + '\n' for r in rows)
            else:
                writer = csv.DictWriter(file, rows[0], delimiter=',' if form == 'csv' else '\t')
                writer.writeheader()
                writer.writerows(rows)
        out = os.path.join(folder, form)
        skytally('run', '-q', '--gazetteer', table, '-o', out, path)
        check_folder(out, places, sources)
    # Lines of claims are an input, too: what is read back is what was written.
    again = os.path.join(folder, 'again')
    skytally('export', '--gazetteer', table, '-o', again,
             os.path.join(folder, 'json', 'claims.ndjson'))
    check_folder(again, places, sources)


def check_written(folder):
    """The name of a place that no gazetteer has stays in the claims as it was written."""
    path = os.path.join(folder, 'unknown.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(rows_of(NAMES.values(), NAMES), file, ensure_ascii=False)
    out = os.path.join(folder, 'unknown')
    skytally('run', '-q', '-o', out, path)
    lines = open(os.path.join(out, 'claims.ndjson'), encoding='utf-8').read().split('\n')[:-1]
    names = sorted(p['name'] for l in lines for p in json.loads(l)['places'])
    check(names == sorted(NAMES.values()), 'claims: other names', set(names) ^ set(NAMES.values()))


def check_long(folder):
    """A text beyond 254 bytes is cut in shapefiles alone, and between graphemes."""
    texts = {k: v * 400 for k, v in LONG.items()}
    path = os.path.join(folder, 'long.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(rows_of(list(texts.values()), list(texts.values())), file, ensure_ascii=False)
    out = os.path.join(folder, 'long')
    skytally('run', '-q', '-o', out, path)
    sources = texts_of(from_csv(os.path.join(out, 'incidents.csv')), 'source')
    check(sources == sorted(texts.values()), 'CSV cuts a long text')
    rows = from_shapefile(os.path.join(out, 'incidents.shp'))
    for row in rows or []:
        part = next(v for v in LONG.values() if row['source'].startswith(v))
        expected = part * (254 // len(part.encode()))
        # A joiner ends a grapheme: a Persian word may be parted behind any letter.
        apart = part == LONG['persian'] and (part * 400).startswith(row['source'])
        check(row['source'] == expected or (apart and 250 < len(row['source'].encode()) <= 254),
              'the shapefile cuts', repr(part), 'to', repr(row['source'][-8:]))
    check_others(out, [])


# -------------------------------------------------------------------------- regions

def check_regions(folder):
    """Names of one's own regions stand in every layer and on the map."""
    features = []
    for i, name in enumerate(NAMES.values()):
        west = 35.0 + 0.1 * i
        ring = [[west, 51], [west + 0.1, 51], [west + 0.1, 51.2], [west, 51.2], [west, 51]]
        features.append({'type': 'Feature', 'properties': {'name': name},
                         'geometry': {'type': 'Polygon', 'coordinates': [ring]}})
    regions = os.path.join(folder, 'Регіони 地.geojson')
    with open(regions, 'w', encoding='utf-8') as file:
        json.dump({'type': 'FeatureCollection', 'features': features}, file, ensure_ascii=False)
    rows = rows_of(NAMES.values(), NAMES)
    for i, row in enumerate(rows):
        row['lon'] = 35.05 + 0.1 * i
    path = os.path.join(folder, 'in regions.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(rows, file, ensure_ascii=False)
    out = os.path.join(folder, 'области 🗺')
    skytally('run', '-q', '-o', out, '--regions', regions, path)
    names = sorted(NAMES.values())
    full = {'csv': from_csv(os.path.join(out, 'tallies.csv')),
            'geojson': from_geojson(os.path.join(out, 'tallies.geojson'))}
    gpkg = os.path.join(out, 'skytally.gpkg')
    if os.path.exists(gpkg):
        full['gpkg'] = from_gpkg(gpkg, 'tallies')
    for kind, table in full.items():
        found = sorted(r['region'] for r in table if r['region'] and r['level'] == 'region')
        check(found == names, kind, 'has other regions', set(found) ^ set(names))
    table = from_shapefile(os.path.join(out, 'tallies.shp'))
    if table is not None:
        check(texts_of(table, 'region') == sorted(map(in_dbf, names)), 'shapefile: other regions')
    check_others(out, names)
    check('Регіони 地.geojson' in open(os.path.join(out, 'README.md'), encoding='utf-8').read(),
          'README.md has not the name of the regions')


# ------------------------------------------------------------------------ own places

def check_own_places(folder):
    """Names of one's own places are found in texts and shown as they stand in the table."""
    names = [NAMES[k] for k in ('cyrillic', 'persian', 'arabic', 'hebrew', 'chinese', 'marks')]
    table = own_table(folder, names, [''] * len(names))
    path = os.path.join(folder, 'by name.json')
    rows = rows_of(names, names)
    for row in rows:
        del row['lat'], row['lon']
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(rows, file, ensure_ascii=False)
    out = os.path.join(folder, 'own')
    skytally('run', '-q', '--gazetteer', table, '-o', out, path)
    check_folder(out, names, names)
    check(len({r['lat'] for r in from_csv(os.path.join(out, 'incidents.csv'))}) == len(names),
          'places of the table are not at their points')


# ------------------------------------------------------------------ control characters

def check_broken(folder):
    """NUL, other control characters and bytes that are no UTF-8 never reach an output."""
    report = ('date 2024-09-01\nNine drones were shot down over the Kursk region \x01\x1b[31m'
              '\ufffe\uffff\x7f, the Defence Ministry\x0b said 🇺🇦.\rTwo hit Belgorod.').encode()
    row = rows_of(['A\x00B\x01C\x7f'], ['x\x00y\x08z\uffff'])
    inputs = []
    for name, data in (('report.txt', report),
                       ('broken.txt', report.replace(b'Nine', b'N\xffine \xed\xa0\x80')),
                       ('rows.json', json.dumps(row).encode()),
                       ('nul.txt', report.replace(b'Nine', b'N\0ine'))):
        inputs.append(os.path.join(folder, 'c-' + name))
        with open(inputs[-1], 'wb') as file:
            file.write(data)
    out = os.path.join(folder, 'controls')
    skytally('run', '-q', '-o', out, *inputs, code=1)  # a NUL is refused
    check(from_csv(os.path.join(out, 'incidents.csv')), 'nothing is read')
    for path in sorted(glob.glob(os.path.join(out, '*'))):
        if path.endswith(('.csv', 'json', '.md', '.qml', '.qmd', '.svg', '.html', '.cpg', '.csvt')):
            text = open(path, 'rb').read().decode('utf-8')
            bad = {c for c in text if (ord(c) < 32 and c not in '\n\r\t')}
            check(not bad, path, 'has', bad)
    for name in ('incidents', 'tallies'):
        from_geojson(os.path.join(out, name + '.geojson'))
        from_shapefile(os.path.join(out, name + '.shp'))
    check_others(out, [])


def check_file_names(folder):
    """Names of files may be any bytes: what is no text in them is replaced in the outputs."""
    name = os.fsencode(folder) + b'/odd\xff\x01.txt'
    regions = os.fsencode(folder) + b'/<reg\xfe & \xed\xa0\x80>.geojson'
    with open(name, 'w', encoding='utf-8') as file:
        file.write('date 2024-09-01\nNine drones were shot down over the Kursk region.\n')
    square = [[36, 51], [38, 51], [38, 52], [36, 52], [36, 51]]
    with open(regions, 'w', encoding='utf-8') as file:
        json.dump({'type': 'Feature', 'properties': {'name': 'X'},
                   'geometry': {'type': 'Polygon', 'coordinates': [square]}}, file)
    out = os.path.join(folder, 'names')
    skytally('run', '-q', '-o', out, '--regions', regions, name)
    with open(os.path.join(out, 'claims.ndjson'), encoding='utf-8') as file:
        doc = json.loads(file.read())['doc']
    check(doc.endswith('/odd\ufffd\ufffd.txt'), 'the name of a file becomes', repr(doc))
    for path in sorted(glob.glob(os.path.join(out, '*'))):
        if not path.endswith(('.shp', '.shx', '.dbf', '.gpkg', '.qgz')):
            with open(path, encoding='utf-8') as file:
                file.read()
    check('<reg\ufffd & ' in from_readme(out), 'README.md has another name')
    check_others(out, [])


def from_readme(folder):
    with open(os.path.join(folder, 'README.md'), encoding='utf-8') as file:
        return file.read()


def main():
    with tempfile.TemporaryDirectory() as folder:
        for part in (check_incidents, check_written, check_long, check_regions, check_own_places, check_broken,
                     check_file_names):
            part(folder)
    for failure in failures[:40]:
        print('FAILED:', failure)
    print(f'{len(failures)} failures')
    return 1 if failures else 0


sys.exit(main())
