#!/usr/bin/env python3
"""`gazetteer build --geonames`: what is taken of a GeoNames dump, dumps of other years and
broken ones, memory that is too small, disks that are full."""
import json, lzma, os, resource, shutil, subprocess, sys, tempfile

source = os.environ['SKYTALLY_SOURCE_DIR']
program = os.environ['SKYTALLY']
tables = os.path.join(source, 'gazetteer')
failures = []


def check(good, what):
    if not good:
        failures.append(what)


def build(tables_dir, output, *options, limit=None):
    def lower():
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    done = subprocess.run([program, 'gazetteer', 'build', '-o', output, *options, tables_dir],
                          capture_output=True, text=True, errors='replace', preexec_fn=lower)
    return done.returncode, done.stderr


def resolve(folder, *names):
    lines = subprocess.run([program, 'resolve', '--data', folder, *names], capture_output=True,
                           text=True, check=False).stdout.splitlines()
    return {name: json.loads(line)['place'] for name, line in zip(names, lines)}


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def small_tables(folder):
    """The committed tables with the settlements of a few countries only: quick to compile."""
    for name in os.listdir(tables):
        path = os.path.join(tables, name)
        if os.path.isfile(path) and name not in ('places.tsv.xz', 'polygons-2km.topojson.xz'):
            os.symlink(path, os.path.join(folder, name))
    kept = []
    with lzma.open(os.path.join(tables, 'places.tsv.xz'), 'rt', encoding='utf-8') as rows:
        for row in rows:
            fields = row.split('\t')
            if row[0] == '#' or fields[0] == 'id' or fields[5] in ('UA', 'NO'):
                kept.append(row)
    with open(os.path.join(folder, 'places.tsv'), 'w', encoding='utf-8') as out:
        out.writelines(kept)
    # What is drawn is not looked at here.
    with open(os.path.join(folder, 'polygons-2km.topojson'), 'w', encoding='utf-8') as out:
        out.write('{"type": "Topology", "arcs": [], "objects": {}}\n')
    return {row.split('\t')[1]: row.split('\t') for row in kept if row[0] != '#'}


def row(number, name, feature, lat, lon, country='UA', admin1='07', people='0', names='', ascii_name=None,
        admin2='', columns=19):
    kind, code = feature.split('.')
    fields = [str(number), name, name if ascii_name is None else ascii_name, names, str(lat), str(lon), kind, code,
              country, '', admin1, admin2, '', '', str(people), '', '100', 'Europe/Kyiv', '2026-11-01', 'new', 'newer']
    return '\t'.join(fields[:columns])


def alternate(number, lang, name, preferred='', short='', colloquial='', historic=''):
    return '\t'.join(['1', str(number), lang, name, preferred, short, colloquial, historic, '', ''])


def write(folder, name, lines, end='\n'):
    with open(os.path.join(folder, name), 'wb') as out:
        for line in lines:
            out.write(line if isinstance(line, bytes) else (line + end).encode())


# ---------------------------------------------------------------- the dump
def main_rows(known):
    kharkiv = known['Kharkiv']
    return [
        row(kharkiv[0], 'Kharkov Unlike Ours', 'P.PPLA', 49.98, 36.25, people=1500000, names='Zzharkiv,HRK,Xapkib One'),
        row(12900001, "Novyy Zharchuk", 'P.PPL', 49.5, 36.9, names='Zharchukopolis,zharchukissimo,ZHA,http://zharchuk.example'),
        row(12900002, 'Bezkodove', 'P.PPL', 49.9, 36.3, admin1=''),
        row(12900003, 'Inshokodove', 'P.PPL', 49.9, 36.3, admin1='99', admin2='7777'),
        row(12900004, 'Staroderzhavne', 'P.PPL', 49.9, 36.3, country='SU', admin1='01'),
        row(12900005, 'Nowhere Afloat', 'P.PPL', 40, -40, country='', admin1=''),
        row(12900006, 'Zmiivske Testove Refinery', 'S.OILR', 49.7, 36.4, names='Zmiivskyi NPZ'),
        row(12900008, 'Hotel Zharchuk Palace', 'S.HTL', 49.7, 36.4),
        row(12900009, 'Zaharchukivskyi Raion', 'A.ADM3', 49.6, 36.6, people=20000),
        row(12900010, 'Nekhotivka Nova', 'P.PPLZZ', 49.61, 36.61),
        row(12900011, 'Unknownclassville', 'Z.QQQ', 49.61, 36.61),
        row(12900012, 'Krymske Testove', 'P.PPL', 45.3, 34.4, country='RU', admin1='11'),
        row(12900013, 'Zabutove Davnie', 'P.PPLH', 49.61, 36.61),
    ]


broken = [
    b'\n', b'# a comment\n', b'12900101\tToo few\tfields\n',
    row('twelve', 'No Id', 'P.PPL', 49, 36).encode() + b'\n',
    row(12900103, 'No Latitude', 'P.PPL', 'north', 36).encode() + b'\n',
    row(12900104, 'Off The Earth', 'P.PPL', 91, 36).encode() + b'\n',
    row(12900105, 'Has\0Nul', 'P.PPL', 49, 36).encode() + b'\n',
    row(12900106, 'X', 'P.PPL', 49, 36, ascii_name='').encode().replace(b'X', b'\xff\xfe') + b'\n',
    row(2 ** 40, 'Id Too Large', 'P.PPL', 49, 36).encode() + b'\n',
    b'12900108\t' + b'A' * 3000000 + b'\n',
    row(12900107, 'QQ', 'P.PPL', 49.5, 36.5, ascii_name='Lishe Asciiske').encode().replace(b'QQ', b'\xc3\x28') + b'\n',
]
N_BROKEN = 8

alternates = [
    alternate(12900001, 'en', 'Zharchuk Newtown', preferred='1'),
    alternate(12900001, 'uk', 'Новий Жарчук'),
    alternate(12900001, 'link', 'https://en.example.org/wiki/Zharchuk'),
    alternate(12900001, 'iata', 'ZHR'),
    alternate(12900001, 'wkdt', 'Q1234567'),
    alternate(12900001, 'ceb', 'Zharchuksugbuanon'),
    alternate(12900001, 'rom', 'Zharchukromani'),
    alternate(12900001, '', 'Zharchuk Beztega'),
    alternate(12900001, 'ru', 'Ленинжарчук', historic='1'),
    alternate(12900001, 'en', 'Big Zharchuk Apple', colloquial='1'),
    alternate(12999999, 'en', 'Nobody At All'),
    alternate(12900006, 'en', 'Zmiivkavska Oil Refinery'),
]

countries = ['# ISO\tISO3', '\t'.join(['UA', 'UKR', '804', 'UP', 'Ukraine', 'Kyiv', '603700', '44622516', 'EU', '.ua',
                                       'UAH', 'Hryvnia', '380', '#####', '^(\\d{5})$', 'uk,ru-UA,rom,pl,hu', '690791', '', ''])]
admin1 = ['UA.07\tKharkiv\tKharkiv\t706482', 'UA.99\tNova Oblast\tNova Oblast\t1']
admin2 = ['UA.07.7777\tTestivskyi Raion\tTestivskyi Raion\t12900020']


def in_other_places(folder, names, expected):
    for name, place in resolve(folder, *names).items():
        check((place or {}).get('geonameid') == expected.get(name), f'{name} is {place}')


with tempfile.TemporaryDirectory() as sandbox:
    os.chdir(sandbox)
    os.mkdir('tables')
    known = small_tables('tables')
    for name in ('dump', 'plain', 'data', 'out'):
        os.mkdir(name)
    rows = main_rows(known)
    write('dump', 'allCountries.txt', rows + broken)
    write('dump', 'alternateNamesV2.txt', alternates + ['1\tnot an id\ten\tNo One', 'x'])
    write('dump', 'countryInfo.txt', countries)
    write('dump', 'admin1CodesASCII.txt', admin1)
    write('dump', 'admin2Codes.txt', admin2)

    # The default is not touched by any of this.
    for name in ('a', 'b'):
        code, err = build('tables', f'out/{name}')
        check(code == 0, f'exit {code} without a dump: {err}')
    check(read('out/a') == read('out/b'), 'the same tables, other bytes')

    code, err = build('tables', 'data/skytally.gaz', '--geonames', 'dump')
    check(code == 0, f'exit {code}: {err}')
    for line in ('allCountries.txt:16: warning: row passed over: too few fields',
                 'allCountries.txt:17: warning: row passed over: the first field is no geonameid',
                 'allCountries.txt:18: warning: row passed over: no latitude and longitude',
                 'allCountries.txt:20: warning: row passed over: has a NUL',
                 f'allCountries.txt: warning: {N_BROKEN} of',
                 'alternateNamesV2.txt:13: warning: row passed over: the second field is no geonameid',
                 'alternateNamesV2.txt:14: warning: row passed over: too few fields',
                 '1 regions are not in regions.tsv, such as UA.99 (Nova Oblast)',
                 'taken: 2 districts, 7 settlements, 1 facilities',
                 'joined with ours: 1 settlements, 0 facilities',
                 '1 rows have a feature class',
                 '3 rows were put into a region by their point, 1 lie in no country'):
        check(line in err, f'"{line}" is not said in:\n{err}')
    check(err.count('row passed over') == 7, f'not five broken rows of a file are told:\n{err}')

    places = resolve('data', 'Kharkiv', 'Novyi Zharchuk', 'Bezkodove', 'Inshokodove', 'Staroderzhavne',
                     'Zmiivske Testove refinery', 'Zaharchukivskyi raion', 'Krymske Testove', 'Testivskyi raion',
                     'Lishe Asciiske', 'Nekhotivka Nova')
    for name, code in (('Bezkodove', 'UA.07'), ('Inshokodove', 'UA.07'), ('Staroderzhavne', 'UA.07'),
                       ('Krymske Testove', 'UA.11'), ('Novyi Zharchuk', 'UA.07')):
        check((places[name] or {}).get('admin1') == code, f'{name} is in {places[name]}, not {code}')
    for name, shown, level, number in (
            ('Kharkiv', 'Kharkiv', 'city', int(known['Kharkiv'][0])),
            ('Novyi Zharchuk', 'Novyi Zharchuk', 'city', 12900001),
            ('Zmiivske Testove refinery', 'Zmiivske Testove Refinery', 'facility', 12900006),
            ('Zaharchukivskyi raion', 'Zaharchukivskyi Raion', 'district', 12900009),
            ('Testivskyi raion', 'Testivskyi Raion', 'district', 12900020),
            ('Lishe Asciiske', 'Lishe Asciiske', 'city', 12900107),
            ('Nekhotivka Nova', 'Nekhotivka Nova', 'city', 12900010)):
        place = places[name] or {}
        found = place.get('name'), place.get('level'), place.get('geonameid')
        check(found == (shown, level, number), f'{name} is {found}')
    new = 12900001
    in_other_places('data', ['Zharchuk Newtown', 'Новий Жарчук', 'Zharchukromani', 'Zharchuk Beztega', 'Ленинжарчук',
                             'Novyy Zharchuk', 'Zmiivkavska Oil Refinery', 'Zharchuksugbuanon', 'Big Zharchuk Apple',
                             'Zharchukopolis', 'Nowhere Afloat', 'Hotel Zharchuk Palace', 'Zabutove Davnie',
                             'Unknownclassville', 'Nobody At All', 'Kharkov Unlike Ours'],
                    {'Zharchuk Newtown': new, 'Новий Жарчук': new, 'Zharchukromani': new, 'Zharchuk Beztega': new,
                     'Ленинжарчук': new, 'Novyy Zharchuk': new, 'Zmiivkavska Oil Refinery': 12900006,
                     'Kharkov Unlike Ours': int(known['Kharkiv'][0])})
    counted = json.loads(subprocess.run([program, 'gazetteer', 'info', '--check', '--format', 'ndjson', '--data', 'data'],
                                        capture_output=True, text=True, check=False).stdout)
    check(counted['damaged'] == 0, f'damaged: {counted}')

    # Little memory means more runs and the same bytes; so does a packed dump.
    code, err = build('tables', 'out/small', '--geonames', 'dump', '--memory', '1')
    check(code == 0 and read('out/small') == read('data/skytally.gaz'), 'other bytes in little memory')
    shutil.copytree('dump', 'packed')
    for name in os.listdir('packed'):
        with lzma.open(f'packed/{name}.xz', 'wb') as out:
            out.write(read(f'packed/{name}'))
        os.remove(f'packed/{name}')
    code, err = build('tables', 'out/packed', '--geonames', 'packed')
    check(code == 0 and read('out/packed') == read('data/skytally.gaz'), f'other bytes of .xz files: {err}')
    check('packed/allCountries.txt.xz:16: warning' in err, 'lines of a packed file are not told')
    with open('packed/alternateNamesV2.txt.xz', 'r+b') as out:
        out.truncate(60)
    code, err = build('tables', 'out/cut', '--geonames', 'packed')
    check(code == 3 and 'no whole xz file' in err and not os.path.exists('out/cut'), f'a cut .xz file: {code} {err}')

    # A dump of another year: CRLF, a byte order mark, a header, more columns or fewer; the
    # names in their column alone; files of single countries.
    year = [b'\xef\xbb\xbf' + b'geonameid\tname\tasciiname\talternatenames\tlatitude\tlongitude\tclass\tcode\r\n']
    year += [(line if '12900002' not in line else line + '\tmore\tand more') + '\r\n' for line in rows]
    year.append(row(12900030, 'Kintsivka Kolonok', 'P.PPL', 49.9, 36.3, columns=8) + '\r\n')
    write('plain', 'UA.txt', [line if isinstance(line, bytes) else line.encode() for line in year])
    write('plain', 'NO.txt', [row(12900040, 'Nordbygdaviken', 'P.PPL', 60, 10.5, country='NO', admin1='')])
    code, err = build('tables', 'data/skytally.gaz', '--geonames', 'plain')
    check(code == 0 and 'passed over' not in err, f'another year: exit {code}: {err}')
    in_other_places('data', ['Zharchukopolis', 'Xapkib One', 'zharchukissimo', 'Novyi Zharchuk', 'Nordbygdaviken',
                             'Bezkodove', 'Zharchuk Newtown', 'Kintsivka Kolonok'],
                    {'Zharchukopolis': new, 'Novyi Zharchuk': new, 'Nordbygdaviken': 12900040, 'Bezkodove': 12900002,
                     'Kintsivka Kolonok': 12900030, 'Xapkib One': int(known['Kharkiv'][0])})

    # A disk that is full: said, the old file stays, nothing is left behind.
    before, files = read('data/skytally.gaz'), sorted(os.listdir('data'))
    for limit in (1 << 20, len(before) // 2, len(before) - 100000):
        code, err = build('tables', 'data/skytally.gaz', '--geonames', 'dump', '--memory', '1', limit=limit)
        check(code == 3 and 'cannot be written' in err, f'a full disk at {limit}: exit {code}: {err}')
        check(read('data/skytally.gaz') == before, 'a full disk changed the old file')
        check(sorted(os.listdir('data')) == files, f'a full disk left {os.listdir("data")}')

    # What cannot be begun.
    os.mkdir('empty')
    code, err = build('tables', 'out/x', '--geonames', 'empty')
    check(code == 3 and 'neither allCountries.txt' in err, f'an empty folder: {err}')
    write('empty', 'allCountries.zip', ['PK'])
    code, err = build('tables', 'out/x', '--geonames', 'empty')
    check(code == 3 and 'unzip' in err, f'a zip: {err}')
    code, err = build('tables', 'out/x', '--geonames', 'missing')
    check(code == 3 and 'missing: ' in err, f'no folder: {err}')
    for memory in ('0', '-1', 'much', '99999999999999999999'):
        code, err = build('tables', 'out/x', '--memory', memory)
        check(code == 2 and 'megabytes' in err, f'--memory {memory}: {err}')
    check(not os.path.exists('out/x'), 'a file came of nothing')

for line in failures:
    print('FAILED:', line)
sys.exit(bool(failures))
