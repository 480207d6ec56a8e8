"""The worst cases of reconciling: claims that all tell of one night, one area, one report. Prints a
table in Markdown. Fails where memory goes beyond two gigabytes, or a case takes more than a minute.

    worst.py BENCH_RECONCILE DATA_DIR GAZETTEER SCRATCH [PERCENT]

DATA_DIR has the compiled tables, GAZETTEER those from which lines are made. PERCENT of the full
sizes (100): a million lines are 1.1 GB in SCRATCH, gone afterwards. Seconds are of the processor."""
import os, sys, tempfile

from measure import cost_of

bench, data, gazetteer, scratch = sys.argv[1:5]
percent = float(sys.argv[5]) if len(sys.argv) > 5 else 100
HERE = os.path.dirname(os.path.abspath(__file__))
WORST = (('night', 100000, 'one night and area'), ('around', 100000, 'the same, round figures'),
         ('hours', 100000, 'the same, each with hours of its own'),
         ('bulletins', 100000, 'the same, by night and by hours, which add up'),
         ('towns', 100000, 'one night, in towns'), ('hamlets', 100000, 'one night, each in a place of its own'),
         ('sides', 100000, 'one night, of half of them it is not told whose the drones were'),
         ('report', 50000, 'one report'), ('singles', 50000, 'one report and area, two methods'),
         ('fates', 50000, 'one report, what became of ninety drones'), ('twins', 100000, 'one report, twice'),
         ('undated', 100000, 'without a date'), ('undated', 1000000, 'without a date'),
         ('replicas', 1000000, 'one report again and again'))
MOST_KB = 2000000
MOST_S = 60
COLUMNS = ('claims', 'wall_read', 'wall_reconcile', 'wall_tally', 'read', 'reconcile', 'tally', 'incidents', 'rows', 'peak')


def reconcile(path):
    """What bench_reconcile prints, by name."""
    return dict(zip(COLUMNS, map(float, cost_of([bench, data, path], keep=True).out.split())))


def main():
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        path = os.path.join(folder, 'claims.ndjson')
        print('| claims | all | reading, s | reconciling and tallying, s | incidents | peak, MB |\n|' + '---|' * 6)
        for kind, size, what in WORST:
            count = max(int(size * percent / 100), 10)
            cost_of([sys.executable, '-B', os.path.join(HERE, 'claim_lines.py'), gazetteer, kind, str(count)], to=path)
            row = reconcile(path)
            print(f'| {row["claims"]:.0f} | {what} | {row["read"]:.2f} | {row["reconcile"] + row["tally"]:.2f} | '
                  f'{row["incidents"]:.0f} | {row["peak"] / 1e3:.0f} |', flush=True)
            if row['peak'] > MOST_KB or row['read'] + row['reconcile'] + row['tally'] > MOST_S:
                sys.exit('that is too much')


main()
