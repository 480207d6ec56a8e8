"""Reading: `extract` on one core beside `grep` for three words on the same bytes, and on an archive
of the web also beside Python with lxml. Speeds are of the file's bytes (an archive's: packed) by
the processor's time, start and output included."""
import sys

from inputs import bytes_of, files_of, forget, made
from measure import cost_of, in_turns
from table import Row

PART = 'reading'
WORDS = 'drone|uav|unmanned'
GREP = ['env', 'LC_ALL=C', 'grep', '-ciE', WORDS]
# Kind, what it is, bytes of the most, target.
TEXTS = (
    ('plain', 'text without drones, plain', 320e6, ('ratio', '>=', 0.5)),
    ('lines', 'text without drones, NDJSON', 320e6, ('ratio', '>=', 0.5)),
    ('articles', 'articles of 4 kB, a report in each, NDJSON', 32e6, None),
    ('dense', 'drone reports of 0.9 kB, all figures, NDJSON', 32e6, ('ours', '>=', 30)),
    ('warc', 'WARC of news pages, gzip, 1 in 100 with a report', 64e6, None),
)


def extract(bench, path):
    return lambda: cost_of([bench.program, 'extract', '--format', 'ndjson', '--jobs', '1', path], good=(0, 1))


def grep(path):
    return lambda: cost_of([*GREP, *files_of(path)], good=(0, 1))


def zgrep(path):
    return lambda: cost_of(['sh', '-c', f'zcat "$1" | LC_ALL=C grep -caiE "{WORDS}"', 'sh', path], good=(0, 1))


def rivals_of(bench, kind, path):
    """What is run beside, by name."""
    if kind != 'warc':
        return {'`grep`': grep(path)}
    return {'`zcat`, `grep`': zgrep(path),
            'Python, lxml': lambda: cost_of(bench.python('with_pandas.py', 'pages', path))}


def check(kind, claims):
    if kind in ('plain', 'lines') and claims != 0:
        sys.exit(f'{claims} claims were found in a text without drones')
    if kind not in ('plain', 'lines') and claims == 0:
        sys.exit(f'no claim was found in {kind}')


def rows(bench):
    for kind, what, size, target in TEXTS:
        seconds = []  # of a megabyte, for each size, by rival
        for step in bench.steps(size):
            path = made(bench, kind, step)
            megabytes = bytes_of(path) / 1e6
            best = in_turns(bench.rounds(3 if step == bench.size(size) else 5), 'cpu',
                            ours=extract(bench, path), **rivals_of(bench, kind, path))
            seconds.append({name: cost.cpu / megabytes for name, cost in best.items()})
            if kind != 'warc' or megabytes > 2:  # so that one of its pages has a report
                check(kind, best['ours'].lines)
            forget(bench, path)
        last, first = seconds[-1], seconds[0]
        for number, rival in enumerate(name for name in last if name != 'ours'):
            yield Row(PART, what, f'{megabytes:.3g} MB', 'MB/s', 1 / last['ours'], rival, 1 / last[rival],
                      target if number == 0 else None, last['ours'] / first['ours'], last[rival] / first[rival])
