"""Place look-up: the gazetteer inside one process beside an SQLite file with an index and a hash map
in memory of the same names (`bench_gazetteer`). How it grows is told of as many look-ups, and as
much text, a hundredfold. For the references, finding names in text is looking every run of words up
that begins with a capital; ours also tells common words, persons and weapons from places, and
inflected names by their base form."""
import os

from measure import cost_of
from table import Row

PART = 'place look-up'
SQLITE, MAP = 'SQLite, indexed', 'hash map'
# Key of what bench_gazetteer prints, what it is, unit, factor, rivals by its columns.
LINES = (
    ('open', 'open and answer one name', 'ms', 1e3, ((1, SQLITE), (2, MAP))),
    ('memory', 'memory of its own, every name looked up once', 'MB', 1e-3, ((1, SQLITE), (2, MAP))),
    ('exact', 'exact names, half of them none', 'million/s', 1e-6, ((1, SQLITE), (2, MAP))),
    ('misspelled', 'misspelled names', 'thousand/s', 1e-3, ((1, SQLITE), (2, MAP))),
    ('en.split', 'English reports: into words', 'MB/s', 1, ()),
    ('en.names', 'English reports: names found in them', 'MB/s', 1, ((1, SQLITE), (2, MAP))),
    ('en.resolve', 'English reports: names found and resolved', 'MB/s', 1, ()),
    ('cyrillic.split', 'Russian and Ukrainian reports: into words', 'MB/s', 1, ()),
    ('cyrillic.names', 'Russian and Ukrainian reports: names found', 'MB/s', 1, ((1, SQLITE), (2, MAP))),
    ('cyrillic.resolve', 'Russian and Ukrainian reports: found and resolved', 'MB/s', 1, ()),
)
COUNTED = ('exact', 'misspelled', 'split', 'names', 'resolve')  # rates whose growth is told


def measured(bench, percent):
    """Of each key, the numbers of ours, SQLite and the hash map."""
    out = cost_of([os.path.join(bench.build, 'tests', 'bench_gazetteer'), os.path.join(bench.build, 'data', 'skytally.gaz'),
                   bench.corpus, bench.scratch, f'{percent:g}'], keep=True).out.decode()
    lines = [line.split('\t') for line in out.splitlines()]
    return {line[0]: [float(number) for number in line[1:]] for line in lines}


def rows(bench):
    shares = sorted({bench.steps(100)[0], bench.steps(100)[-1]})
    runs = [measured(bench, share) for share in shares]
    least, most = runs[0], runs[-1]
    right = most['found']
    for key, what, unit, factor, rivals in LINES:
        now = most[key]
        grown = key.split('.')[-1] in COUNTED
        growth = [first / last for first, last in zip(least[key], now) if last] if grown else [None] * 3
        if key == 'memory':  # that nothing was needed is no number to divide by
            now = [max(kb, 1) for kb in now]
        if key == 'misspelled':
            what += f' (right one offered: {right[0]:.1f} %, SQLite {right[1]:.0f} %, map {right[2]:.0f} %)'
        if not rivals:
            yield Row(PART, what, '', unit, now[0] * factor, growth=growth[0])
        for column, name in rivals:
            yield Row(PART, what, f'{most["count"][0]:.0f} names', unit, now[0] * factor, name, now[column] * factor,
                      growth=growth[0], their_growth=growth[column])
