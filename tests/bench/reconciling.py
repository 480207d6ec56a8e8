"""Reconciling: made-up claims of three years' nights (claim_lines.py), a tally by month of 10 000,
100 000 and a million of them, beside what reconciles nothing: the largest figure for each night,
area and outcome, by SQLite and by pandas. The number of nights is always the same, so that a
million claims are nine hundred a night. Seconds of the processor."""
import os

from measure import cost_of, in_turns
from table import Row

PART = 'reconciling'
CLAIMS = 1000000


def made(bench, kind, count):
    """A file of that many lines of claims."""
    path = os.path.join(bench.scratch, f'{kind}-{count}.ndjson')
    if not os.path.exists(path):
        cost_of(bench.python('claim_lines.py', bench.tables, kind, count), to=path)
    return path


def steps_of(bench, path):
    """Seconds a claim of reconciling alone, claims and incidents, as bench_reconcile has them."""
    words = cost_of([os.path.join(bench.build, 'tests', 'bench_reconcile'), os.path.join(bench.build, 'data'), path],
                    keep=True).out.split()
    return (float(words[5]) + float(words[6])) / int(words[0])


def rows(bench):
    costs, alone, counts = [], [], bench.steps(CLAIMS)
    for count in counts:
        path = made(bench, 'years', count)
        rivals = {'SQLite from Python': lambda: cost_of(bench.python('with_sqlite.py', 'tally', path), watch=True),
                  'pandas': lambda: cost_of(bench.python('with_pandas.py', 'tally', path), watch=True)}
        rounds = bench.rounds(2 if count == counts[-1] else 3)
        costs.append(in_turns(rounds, 'cpu', **rivals, ours=lambda: cost_of(
            [bench.program, 'tally', '--by', 'month', '--format', 'csv', path], watch=True)))
        alone.append(steps_of(bench, path))
        os.remove(path)
    first, last = costs[0], costs[-1]
    size = f'{counts[-1]} claims'

    def growth(name):
        return last[name].cpu / first[name].cpu * counts[0] / counts[-1]

    def memory_growth(name):
        return last[name].peak_mb / first[name].peak_mb

    for name in rivals:
        yield Row(PART, 'lines of claims to a tally by month', size, 's', last['ours'].cpu, name, last[name].cpu,
                  growth=growth('ours'), their_growth=growth(name))
    for name in rivals:
        yield Row(PART, 'memory of it', size, 'MB', last['ours'].peak_mb, name, last[name].peak_mb,
                  growth=memory_growth('ours'), their_growth=memory_growth(name))
    yield Row(PART, 'of that, reconciling and tallying', size, 's', alone[-1] * counts[-1], growth=alone[-1] / alone[0])
