"""What a user would do with SQLite instead.

    with_sqlite.py names TABLES OUT.sqlite    the gazetteer's places, with an index on all names
    with_sqlite.py tally CLAIMS.ndjson        the largest figure for each night, area and outcome,
                                              summed by month, which reconciles nothing"""
import json, lzma, os, sqlite3, sys


def names(tables, path):
    base = sqlite3.connect(path)
    base.execute('pragma journal_mode = off')
    base.execute('pragma synchronous = off')
    base.execute('create table places(id integer primary key, name, lat, lon, country, admin1, population)')
    base.execute('create table names(key, id)')
    with lzma.open(os.path.join(tables, 'places.tsv.xz'), 'rt', encoding='utf-8') as lines:
        rows = (line.rstrip('\n').split('\t') for line in lines if not line.startswith('#'))
        next(rows)
        for number, (_, name, lat, lon, _, country, admin1, _, people, _, others) in enumerate(rows):
            base.execute('insert into places values(?, ?, ?, ?, ?, ?, ?)',
                         (number, name, float(lat), float(lon), country, admin1, int(people or 0)))
            base.executemany('insert into names values(?, ?)',
                             ((each.lower(), number) for each in {name, *others.split('|')} if each))
    base.execute('create index names_key on names(key, id)')
    base.commit()


def tally(path):
    base = sqlite3.connect(':memory:')
    base.execute('create table claims(night, area, outcome, value, report)')
    with open(path, encoding='utf-8') as lines:
        base.executemany('insert into claims values(?, ?, ?, ?, ?)',
                         ((c['date'], c['places'][0]['admin1'] or c['places'][0]['country'], c['outcome'], c['value'],
                           c['report']) for c in map(json.loads, lines) if c['period'] == 'event'))
    rows = base.execute("""select substr(night, 1, 7), area, outcome, sum(most), sum(reports) from
        (select night, area, outcome, max(value) as most, count(distinct report) as reports
        from claims group by 1, 2, 3) group by 1, 2, 3""").fetchall()
    print(len(rows))


if __name__ == '__main__':
    {'names': names, 'tally': tally}[sys.argv[1]](*sys.argv[2:])
