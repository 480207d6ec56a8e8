#!/usr/bin/env python3
"""What is told of the fields is one thing everywhere: docs/formats.md has the tables that
`skytally fields` prints, CSV (by its CSVW metadata), claims (by their JSON Schema), GDAL's
types and README.md agree with the data of the whole corpus.

With --write, renews the tables of docs/formats.md."""
import csv, datetime, glob, io, json, os, re, shutil, subprocess, sys, tempfile

source = os.environ.get('SKYTALLY_SOURCE_DIR', os.path.join(os.path.dirname(__file__), '..', '..'))
program = os.environ.get('SKYTALLY', os.path.join(source, 'build', 'dev', 'skytally'))
failures = []


def check(good, *words):
    if not good:
        failures.append(' '.join(str(w) for w in words))


def skytally(*words, code=0, **more):
    done = subprocess.run([program, *words], capture_output=True, text=True, **more)
    check(done.returncode == code, words, 'exits with', done.returncode, done.stderr[:500])
    return done.stdout


# ------------------------------------------------------------------ the dictionary

block = re.compile(r'(<!-- fields: (\w+) -->\n)(.*?)(<!-- end of fields -->)', re.S)
page = os.path.join(source, 'docs', 'formats.md')


def renewed():
    text = open(page, encoding='utf-8').read()
    def table(match):
        return match[1] + skytally('fields', '--format', 'markdown', match[2]) + match[4]
    new = block.sub(table, text)
    names = [m[2] for m in block.finditer(text)]
    check(names == ['incidents', 'tallies', 'claims', 'places', 'links'], 'formats.md has', names)
    return text, new


def check_dictionary():
    text, new = renewed()
    check(text == new, 'docs/formats.md has other fields than `skytally fields`: '
          'run tests/cli/fields.py --write')
    rows = list(csv.DictReader(io.StringIO(
        skytally('fields', '--format', 'csv', 'incidents', 'tallies', 'claims', 'places', 'links'))))
    lines = [json.loads(l) for l in skytally('fields', '--format', 'ndjson', 'incidents', 'tallies',
                                             'claims', 'places', 'links').splitlines()]
    check([(r['table'], r['field'], r['meaning']) for r in rows] ==
          [(l['table'], l['field'], l['meaning']) for l in lines], 'CSV and NDJSON differ')
    for line in lines:
        where = line['table'] + '.' + line['field']
        check(line['meaning'].endswith('.') and line['title'], where, 'has no meaning or title')
        check(line['nullable'] == ('Null ' in line['meaning']), where, 'tells no null rule')
        check(line['nullable'] != ('Never null.' in line['meaning']), where, 'tells two null rules')
        check(not line['shapefile'] or len(line['shapefile']) <= 10, where, 'too long for DBF')
        if line['type'] == 'number':
            check(line['unit'], where, 'has no unit')
    skytally('fields', 'layers', code=2)
    check('incidents' in skytally('fields', '--format', 'table', 'countries'), 'no countries')


# --------------------------------------------------------------------------- CSVW

def good_cell(text, column):
    kind = column['datatype']
    base, form = kind['base'], kind.get('format')
    if base == 'string':
        return form is None or re.search(form, text)
    if base == 'boolean':
        return text in form.split('|')
    if base == 'date':
        return bool(re.fullmatch(r'\d{4}-\d\d-\d\d', text)) and datetime.date.fromisoformat(text)
    if base == 'dateTimeStamp':
        return datetime.datetime.fromisoformat(text).tzinfo is not None
    if not re.fullmatch(r'-?\d+' if base == 'integer' else r'-?\d+(\.\d+)?', text):
        return False
    return kind.get('minimum', float(text)) <= float(text) <= kind.get('maximum', float(text))


def check_csvw(folder, name):
    meta = json.load(open(os.path.join(folder, name + '.csv-metadata.json'), encoding='utf-8'))
    check(meta['@context'] == ['http://www.w3.org/ns/csvw', {'@language': 'en'}], name, 'context')
    check(meta['url'] == name + '.csv', name, 'url')
    check(any('GeoNames' in line for line in meta['dc:rights']), name, 'tells no attribution')
    notes = {n['dc:title']: n['dc:description'] for n in meta['notes']}
    check({'day_rule', 'boundaries', 'as_of', 'null'} <= set(notes), name, 'lacks a note', notes)
    allowed = {'name', 'titles', 'dc:description', 'schema:unitText', 'datatype', 'separator',
               'null', 'required'}
    columns = meta['tableSchema']['columns']
    text = open(os.path.join(folder, meta['url']), newline='', encoding='utf-8').read()
    rows = list(csv.reader(io.StringIO(text, newline='')))
    check(not text.startswith('\ufeff') and '\r\n' not in text, name, 'is of another dialect')
    check(rows[0] == [c['titles'][0] for c in columns], name, 'has other columns than told')
    check(len({c['name'] for c in columns}) == len(columns), name, 'names twice')
    for i, column in enumerate(columns):
        check(set(column) <= allowed, name, column['name'], 'unknown property')
        check(re.fullmatch(r'[A-Za-z][A-Za-z0-9_]*', column['name']), column['name'])
        for n, row in enumerate(rows[1:], 2):
            cell = row[i]
            if cell == column['null']:
                check(not column.get('required'), f"{name}:{n}: {column['name']} is null")
                continue
            parts = cell.split(column['separator']) if 'separator' in column else [cell]
            check(all(good_cell(p, column) for p in parts),
                  f"{name}:{n}: {column['name']} does not allow {cell!r}")
    at = [rows[0].index(k) for k in meta['tableSchema']['primaryKey']]
    keys = [tuple(r[i] for i in at) for r in rows[1:]]
    check(len(set(keys)) == len(keys), name, 'has rows of the same key')
    types = next(csv.reader(open(os.path.join(folder, name + '.csvt'), encoding='utf-8')))
    expected = {'string': 'String', 'dateTimeStamp': 'String', 'integer': 'Integer64',
                'decimal': 'Real', 'date': 'Date', 'boolean': 'Integer(Boolean)'}
    check(types == [expected[c['datatype']['base']] for c in columns], name + '.csvt', types)
    return len(rows) - 1


def check_gdal(folder):
    if shutil.which('ogrinfo') is None:
        print('no gdal-bin: the .csvt is not tried')
        return
    path = os.path.join(folder, 'incidents.csv')
    done = subprocess.run(['ogrinfo', '-so', '-al', '-where', 'best IS NULL', path],
                          capture_output=True, text=True)
    check(done.returncode == 0 and not done.stderr, 'ogrinfo complains of the CSV', done.stderr)
    for line in ('id: String', 'date: Date', 'best: Integer64', 'debris: Integer(Boolean)',
                 'lon: Real'):
        check('\n' + line in done.stdout, 'GDAL does not take incidents.csv as', line)
    with open(path, encoding='utf-8', newline='') as file:
        nulls = sum(r['best'] == '' for r in csv.DictReader(file))
    check(f'Feature Count: {nulls}\n' in done.stdout, 'GDAL does not see', nulls, 'nulls')


# -------------------------------------------------------------------- JSON Schema

def check_schema(folder):
    schema = json.load(open(os.path.join(folder, 'claims.schema.json'), encoding='utf-8'))
    check(schema['$schema'] == 'https://json-schema.org/draft/2020-12/schema', 'schema')
    lines = open(os.path.join(folder, 'claims.ndjson'), encoding='utf-8').read().split('\n')[:-1]
    # The order of a line is that of the dictionary, whoever reads it.
    for line in lines[:1]:
        check(list(json.loads(line)) == list(schema['properties']), 'keys in another order')
    try:
        import jsonschema
        validator = jsonschema.Draft202012Validator(schema)
    except (ImportError, AttributeError):
        print('no python3-jsonschema of 2020-12: claims are not validated')
        return len(lines)
    validator.check_schema(schema)
    for n, line in enumerate(lines, 1):
        for error in validator.iter_errors(json.loads(line)):
            check(False, f'claims.ndjson:{n}: {error.json_path}: {error.message[:200]}')
    broken = json.loads(lines[0])
    broken['outcome'] = 'flown'
    check(not validator.is_valid(broken), 'the schema allows any outcome')
    del broken['outcome']
    check(not validator.is_valid(broken), 'the schema does not miss a key')
    return len(lines)


# ------------------------------------------------------------------------- README

def check_readme(folder):
    path = os.path.join(folder, 'README.md')
    text = open(path, encoding='utf-8').read()
    for name in re.findall(r'^\| (`.*?) \|', text, re.M):
        for file in re.findall(r'`([^`]+)`', name):
            check(os.path.exists(os.path.join(folder, file)), 'README.md tells of', file)
    for name in os.listdir(folder):
        stem, dot, end = name.partition('.')
        if name == 'README.md' or end in ('shx', 'dbf', 'prj', 'cpg', 'qml', 'qmd'):
            continue
        check(f'`{name}`' in text, 'README.md does not tell of', name)
    check('GeoNames' in text and 'boundaries = iso' in text, 'README.md lacks attribution')
    check(max(map(len, text.splitlines())) < 300, 'README.md has a very long line')


def check_readme_is_kept(folder, reports):
    path = os.path.join(folder, 'README.md')
    first = open(path, encoding='utf-8').read()
    def again(*words):
        skytally('run', '-q', '-o', folder, *words, *reports[:3])
        return open(path, encoding='utf-8').read()
    only = again('--formats', 'csv')
    check(only != first and '`incidents.csv`' in only and 'geojson' not in only.split('## What')[0],
          'README.md tells of formats that were not written')
    for changed in ('Ours.\n', only + 'Our own remark.\n', 'Before. ' + only, only[:-1],
                    only.replace('# Drone', '# Our drone')):
        open(path, 'w', encoding='utf-8').write(changed)
        check(again() == changed, 'a README.md that somebody changed is written over')
    open(path, 'w').close()
    check(again().startswith('# Drone'), 'an empty README.md is not filled')
    os.unlink(path)
    os.mkdir(path)
    skytally('run', '-q', '-o', folder, *reports[:3])
    check(os.path.isdir(path), 'a folder in its place is gone')
    with open(os.path.join(source, 'output', 'README.md'), encoding='utf-8') as file:
        own = file.read()
    os.rmdir(path)
    open(path, 'w', encoding='utf-8').write(own)
    check(again() == own, 'a run changes the README.md of the tree')


# --------------------------------------------------------------------------- names

def check_formats(reports):
    with tempfile.TemporaryDirectory() as folder:
        def files(*words):
            out = os.path.join(folder, str(len(os.listdir(folder))))
            skytally(*words, '-o', out, reports[0])
            return sorted(os.listdir(out))
        csv_files = files('export', '--format', 'csv')
        check(csv_files == ['README.md', 'incidents.csv', 'incidents.csv-metadata.json',
                            'incidents.csvt', 'tallies.csv', 'tallies.csv-metadata.json',
                            'tallies.csvt'], csv_files)
        check(files('export', '--formats=csv') == csv_files, 'export has no --formats')
        check(files('run', '-q', '--formats', 'csv') == csv_files, 'run has no --formats')
        check(files('run', '-q', '--format', 'csv', '--formats', ' csv') == csv_files, 'both')
        check(files('export', '--format', 'shapefile,geopackage') ==
              files('export', '--format', 'gpkg,shp'), 'long and short names differ')
        claims = files('export', '--format', 'ndjson')
        check(claims == ['README.md', 'claims.ndjson', 'claims.schema.json'], claims)
        config = os.path.join(folder, 'c.ini')
        open(config, 'w').write('[output]\nformats = csv\n')
        check(files('export', '-c', config) == csv_files, 'the configuration sets no formats')
        check(files('export', '-c', config, '--format', 'ndjson') == claims, 'it wins')
        check(files('export', '-c', config, '--formats', 'ndjson') == claims, 'it wins')
    for word, option in (('kml', '--format'), ('csv,', '--format'), ('', '--format')):
        done = subprocess.run([program, 'export', '--format', word, reports[0]],
                              capture_output=True, text=True)
        check(done.returncode == 2 and 'shp, geojson, csv, ndjson, gpkg' in done.stderr,
              'no complaint of the format', repr(word), done.stderr)


def main():
    if sys.argv[1:] == ['--write']:
        new = renewed()[1]
        open(page, 'w', encoding='utf-8').write(new)
        return 0
    reports = sorted(glob.glob(os.path.join(source, 'tests', 'corpus', '*.txt')))
    check_dictionary()
    with tempfile.TemporaryDirectory() as folder:
        skytally('run', '-q', '-o', folder, *reports)
        counts = [check_csvw(folder, name) for name in ('incidents', 'tallies')]
        counts.append(check_schema(folder))
        check_gdal(folder)
        check_readme(folder)
        check_readme_is_kept(folder, reports)
    with tempfile.TemporaryDirectory() as folder:
        tables = [os.path.join(source, 'docs', 'examples', n) for n in ('incidents.csv', 'reports')]
        skytally('run', '-q', '--by', 'day', '--fill', '-o', folder, *tables)
        counts += [check_csvw(folder, name) for name in ('incidents', 'tallies')]
        counts.append(check_schema(folder))
        regions = os.path.join(source, 'docs', 'examples', 'regions.geojson')
        skytally('run', '-q', '--regions', regions, '-o', folder, *tables)
        counts += [check_csvw(folder, name) for name in ('incidents', 'tallies')]
        skytally('run', '-q', '--country', 'XX', '-o', folder, *tables)
        counts += [check_csvw(folder, name) for name in ('incidents', 'tallies')]
    check_formats(reports)
    for failure in failures[:40]:
        print('FAILED:', failure)
    print(f'rows {counts}: {len(failures)} failures')
    return 1 if failures else 0


sys.exit(main())
