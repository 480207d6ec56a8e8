"""Start-up: by the clock, the best of many. "Cold" is a process that begins with nothing but the
pages that the system happens to hold; in one row these are dropped, too, so that the gazetteer
comes from the disk."""
import os

from measure import cost_of, in_turns
from table import Row

PART = 'start-up'
NAME = 'Kharkiv'


def dropped(paths, run):
    """Has the system forget the files' pages first; it may keep what another process has mapped."""
    def again():
        for path in paths:
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
        return run()
    return again


def report_of(bench):
    path = os.path.join(bench.scratch, 'one.txt')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('date 2024-09-03\nAir defences shot down 12 drones over Kharkiv region on Tuesday.\n')
    return path


def rows(bench):
    base = os.path.join(bench.scratch, 'places.sqlite')
    cost_of(bench.python('with_sqlite.py', 'names', bench.tables, base))
    report = report_of(bench)

    def ours(*arguments):
        return lambda: cost_of([bench.program, *arguments])

    def sqlite():
        return cost_of(['sqlite3', '-readonly', base, 'select name, admin1, lat, lon from names join places using (id) '
                        f"where key = '{NAME.lower()}' order by population desc"])

    def python():
        return cost_of(bench.python('with_pandas.py', 'nothing'))

    gazetteer = os.path.join(bench.build, 'data', 'skytally.gaz')
    resolve = ours('resolve', NAME)
    # What, ours, beside, theirs, rounds, target.
    parts = (
        ('say the version', ours('--version'), 'Python importing pandas and geopandas', python, 5, None),
        ('resolve a name, cold', resolve, '`sqlite3`, index on the names', sqlite, 40, ('ours', '<=', 10)),
        ('the same, the file not in memory', dropped([gazetteer], resolve), '`sqlite3`, index on the names',
         dropped([base], sqlite), 10, None),
        ('read one report of one sentence', ours('extract', report), 'Python importing pandas and geopandas', python, 5, None),
    )
    for what, mine, beside, other, rounds, target in parts:
        best = in_turns(bench.rounds(rounds), 'wall', ours=mine, other=other)
        yield Row(PART, what, '', 'ms', best['ours'].wall * 1e3, beside, best['other'].wall * 1e3, target)
    os.remove(base)
