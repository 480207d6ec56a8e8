"""Memory: the peak of `extract --jobs 2` while a stream on standard input grows a hundredfold, the
mapped gazetteer and libraries with it; beside it what pandas needs to read the same articles and do
nothing with them. Fails above 100 MB."""
import os, sys

from inputs import forget, made
from measure import cost_of
from table import Row

PART = 'memory'
MOST_MB = 100
# Kind, what it is, bytes of the block that comes over and over, bytes of the most.
STREAMS = (('articles', 'articles streamed', 1.5e6, 150e6), ('lines', 'text without drones streamed', 5e6, 500e6),
           ('warc', 'WARC streamed, packed', 2.5e6, 250e6))


def peak_of(bench, block, size):
    def feed(pipe):
        left = size
        while left > 0:
            pipe.write(block)
            left -= len(block)
    cost = cost_of([bench.program, 'extract', '--format', 'ndjson', '--jobs', '2', '-'], feed=feed, watch=True,
                   to=os.path.join(bench.scratch, 'streamed'))
    if cost.peak_mb > MOST_MB:
        sys.exit(f'{cost.peak_mb:.0f} MB for {size / 1e6:.0f} MB of a stream are too much')
    return cost.peak_mb


def pandas_peak(bench, path, times):
    """Of the file read that many times over."""
    long = os.path.join(bench.scratch, 'long')
    with open(path, 'rb') as file, open(long, 'wb') as out:
        block = file.read()
        for _ in range(times):
            out.write(block)
    return cost_of(bench.python('with_pandas.py', 'load', long), watch=True).peak_mb


def rows(bench):
    for kind, what, piece, most in STREAMS:
        path = made(bench, kind, bench.size(piece))
        with open(path, 'rb') as file:
            block = file.read()
        peaks = [peak_of(bench, block, size) for size in bench.steps(most)]
        row = Row(PART, what, f'{bench.size(most) / 1e6:.3g} MB', 'MB', peaks[-1], target=('growth', '<=', 1.1),
                  growth=peaks[-1] / peaks[0])
        if kind == 'articles':
            first, last = (pandas_peak(bench, path, times) for times in (1, 1 if bench.quick else 100))
            row = row._replace(beside='pandas.read_json, no more', theirs=last, their_growth=last / first)
        yield row
        forget(bench, path)
