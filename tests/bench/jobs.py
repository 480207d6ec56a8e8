"""Two processors: `extract --jobs 2` on a whole beside two processes at once on its halves. By the
clock, output to files. Fails where threads change a byte."""
import hashlib, os, shutil, sys

from inputs import bytes_of, forget, made
from measure import cost_of, in_turns, side_by_side
from table import Row

PART = 'two processors'
BESIDE = 'two processes on the halves'
TEXTS = (('dense', 'drone reports', 12e6), ('articles', 'articles', 20e6), ('lines', 'text without drones', 320e6),
         ('warc', 'WARC of news pages', 32e6))


def halves_of(bench, kind, size):
    """Two files that are made alike, and one that holds both: their lines, or their records."""
    whole = made(bench, kind, size)
    if kind == 'warc':  # of one archive come the same pages again
        halves = [whole, whole]
        both = os.path.join(bench.scratch, 'both.warc.gz')
        with open(both, 'wb') as out:
            for half in halves:
                with open(half, 'rb') as part:
                    shutil.copyfileobj(part, out)
        return both, halves
    halves = [os.path.join(bench.scratch, f'half-{number}') for number in (0, 1)]
    middle, written = bytes_of(whole) / 2, 0
    outs = [open(half, 'wb') for half in halves]
    with open(whole, 'rb') as lines:
        for line in lines:
            outs[written >= middle].write(line)
            written += len(line)
    for out in outs:
        out.close()
    return whole, halves


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.file_digest(file, 'sha256').digest() if hasattr(hashlib, 'file_digest') else \
            hashlib.sha256(file.read()).digest()


def rows(bench):
    for kind, what, size in TEXTS:
        whole, halves = halves_of(bench, kind, bench.size(size))
        out = os.path.join(bench.scratch, 'claims')

        def extract(path, jobs):
            return [bench.program, 'extract', '--format', 'ndjson', '--jobs', jobs, path]

        def ours(jobs):
            return lambda: cost_of(extract(whole, jobs), to=f'{out}-{jobs}', good=(0, 1))

        best = in_turns(bench.rounds(5), 'wall', ours=ours('2'),
                        theirs=lambda: side_by_side([extract(half, '1') for half in halves], f'{out}-of'))
        one = in_turns(bench.rounds(2), 'wall', one=ours('1'))['one']
        if digest(f'{out}-1') != digest(f'{out}-2'):
            sys.exit(f'{what}: two threads give other claims than one')
        megabytes = bytes_of(whole) / 1e6
        size = f'{megabytes:.3g} MB'
        yield Row(PART, f'{what}: `--jobs 2`', size, 'MB/s', megabytes / best['ours'].wall, BESIDE,
                  megabytes / best['theirs'].wall, ('ratio', '>=', 0.9))
        yield Row(PART, f'{what}: `--jobs 2`', size, 'MB/s', megabytes / best['ours'].wall, '`--jobs 1`', megabytes / one.wall)
        forget(bench, *{whole, *halves})
