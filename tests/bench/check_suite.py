"""That `suite.py --quick` runs all of its parts and leaves a whole table: check_suite.py BUILD_DIR.
The numbers are of a moment and of next to no work; that they are there is looked at, and that what
is written for machines, for people and between the marks of a page is the same table."""
import csv, json, os, subprocess, sys, tempfile

import pages, suite, table

# Parts of the table with the least number of rows, and what must be among the things beside.
WANTED = {'reading': 6, 'place look-up': 14, 'start-up': 4, 'reconciling': 5, 'tallying by polygons': 3, 'export': 9,
          'articles to layers': 3, 'two processors': 8, 'memory': 3}
BESIDE = ('grep', 'SQLite', 'ogr2ogr', 'PostGIS', 'geopandas', 'pandas', 'lxml', 'two processes on the halves')
TARGETS = 14


def check(good, what):
    if not good:
        sys.exit(f'FAILED: {what}')


def check_rows(rows):
    for part, least in WANTED.items():
        there = [row for row in rows if row['part'] == part]
        check(len(there) >= least, f'{part}: {len(there)} rows, not {least}')
    check({row['part'] for row in rows} == set(WANTED), 'a part that nobody looks at')
    for row in rows:
        check(row['what'] and row['unit'], f'{row} tells not what it is')
        for name in ('ours', 'theirs', 'ratio', 'growth', 'their_growth'):
            check(row[name] is None or row[name] > 0, f'{name} of {row}')
        check(row['ours'] is not None and (row['theirs'] is None) == (row['ratio'] is None) == (row['beside'] == ''),
              f'{row} is not whole')
        check((row['target'] is None) == (row['met'] is None), f'{row} has half a target')
    check(sum(row['target'] is not None for row in rows) == TARGETS, f'not {TARGETS} targets')
    for name in BESIDE:
        check(any(name in row['beside'] for row in rows), f'nothing is beside {name}')


def check_arithmetic():
    fast = table.Row('p', 'w', '', 'MB/s', 30.0, 'b', 10.0, ('ratio', '>=', 3))
    slow = table.Row('p', 'w', '', 's', 30.0, 'b', 10.0, ('ratio', '>=', 0.5))
    check(fast.ratio == 3 and fast.met is True, 'a rate is better where it is more')
    check(abs(slow.ratio - 1 / 3) < 1e-9 and slow.met is False, 'seconds are better where they are fewer')
    check(table.Row('p', 'w', '', 'MB', 40.0, target=('growth', '<=', 1.1), growth=1.2).met is False, 'memory that grows')


def check_page(text, printed):
    between = [text.split(first + '\n')[1].split(last)[0] for first, last in map(pages.marks, (pages.TABLE, pages.HEADLINE))]
    check(between[0].startswith(printed + '\nMeasured on '), 'the page has another table')
    check(between[1].count('\n- ') == 4 and between[1].startswith('- '), f'no five ratios: {between[1]}')
    check('STALE' not in text and text.count('before\n') == text.count('after\n') == 2, 'the page around is not as it was')


def main():
    check_arithmetic()
    with tempfile.TemporaryDirectory() as folder:
        page, lines, sheet = (os.path.join(folder, name) for name in ('page.md', 'table.json', 'table.csv'))
        with open(page, 'w', encoding='utf-8') as out:
            for kind in (pages.TABLE, pages.HEADLINE):
                out.write('before\n{0}\nSTALE\n{1}\nafter\n'.format(*pages.marks(kind)))
        done = subprocess.run([sys.executable, '-B', suite.__file__, '--build', sys.argv[1], '--quick', '--json', lines,
                               '--csv', sheet, '--write', page], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode == 77:
            print(done.stdout)
            sys.exit(77)
        check(done.returncode == 0, f'exit {done.returncode}')
        with open(lines, encoding='utf-8') as file:
            rows = json.load(file)
        check_rows(rows)
        with open(sheet, encoding='utf-8', newline='') as file:
            check([row['what'] for row in csv.DictReader(file)] == [row['what'] for row in rows], 'CSV tells otherwise')
        check(done.stdout.count('\n') == 2 + len(WANTED) + len(rows), 'the table for people has other rows')
        with open(page, encoding='utf-8') as file:
            check_page(file.read(), done.stdout)
    print(f'{len(rows)} rows')


main()
