"""What reconciling costs: claims of three years, 10 000, 100 000 and a million of them, beside
what a user would do with SQLite; and the worst cases. Prints tables in Markdown. Fails where a
claim of the many costs much more than one of the few, or memory goes beyond two gigabytes.

    reconcile.py SKYTALLY BENCH_RECONCILE DATA_DIR GAZETTEER SCRATCH [PERCENT]

DATA_DIR has the compiled tables, GAZETTEER those from which lines are made. PERCENT of the full
sizes (100): a million lines are 1.1 GB in SCRATCH, gone afterwards. Seconds are of the processor,
which others may slow down, too: see the ratio."""
import json, os, sqlite3, subprocess, sys, tempfile

import claim_lines

if len(sys.argv) >= 6:
    program, bench, data, gazetteer, scratch = sys.argv[1:6]
percent = float(sys.argv[6]) if len(sys.argv) > 6 else 100
SIZES = (10000, 100000, 1000000)
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
MOST_RATIO = 3  # for each claim, of the most to the fewest
MOST_S = 60
COLUMNS = ('wall_read', 'wall_reconcile', 'wall_tally', 'read', 'reconcile', 'tally')


def make(folder, tables, kind, n):
    path = os.path.join(folder, f'{kind}-{n}.ndjson')
    with open(path, 'w', encoding='utf-8') as out:
        claim_lines.write(out, tables, kind, n)
    return path


def reconcile(path):
    """Seconds of each step and the rest of what bench_reconcile prints, by name."""
    words = subprocess.run([bench, data, path], stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    row = dict(zip(COLUMNS, map(float, words[1:7])))
    row.update(claims=int(words[0]), incidents=int(words[7]), rows=int(words[8]), peak=int(words[9]))
    row['all'] = row['read'] + row['reconcile'] + row['tally']
    return row


def child(command):
    """Processor seconds and the peak of memory, kilobytes, of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'{command[0]} failed')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def with_sqlite(path):
    """The same table as a user would make it, who takes the largest figure for each night and area."""
    base = sqlite3.connect(':memory:')
    base.execute('create table claims(night, area, outcome, value, report)')
    with open(path, encoding='utf-8') as lines:
        base.executemany('insert into claims values(?, ?, ?, ?, ?)',
                         ((c['date'], c['places'][0]['admin1'] or c['places'][0]['country'], c['outcome'], c['value'],
                           c['report']) for c in map(json.loads, lines) if c['period'] == 'event'))
    return len(base.execute("""select substr(night, 1, 7), area, outcome, sum(most), sum(reports) from
        (select night, area, outcome, max(value) as most, count(distinct report) as reports
        from claims group by 1, 2, 3) group by 1, 2, 3""").fetchall())


def main():
    tables = claim_lines.Gazetteer(gazetteer)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        print('| claims | reading, s | reconciling, s | tallying, s | µs a claim | of that of the fewest | incidents | '
              'peak, MB | `skytally tally`, s | peak, MB | SQLite, s | peak, MB |\n|' + '---|' * 12)
        first = None
        for size in SIZES:
            path = make(folder, tables, 'years', max(int(size * percent / 100), 10))
            row = reconcile(path)
            whole, peak = child([program, 'tally', '--by', 'month', '--format', 'csv', path])
            other, other_peak = child([sys.executable, '-B', __file__, 'sqlite', path])
            each = row['all'] / row['claims']
            first = first or each
            print(f'| {row["claims"]} | {row["read"]:.2f} | {row["reconcile"]:.2f} | {row["tally"]:.2f} | {each * 1e6:.1f} | '
                  f'{each / first:.2f} | {row["incidents"]} | {row["peak"] / 1e3:.0f} | {whole:.2f} | {peak / 1e3:.0f} | '
                  f'{other:.2f} | {other_peak / 1e3:.0f} |', flush=True)
            os.remove(path)
            if each > MOST_RATIO * first or max(row['peak'], peak) > MOST_KB or whole > MOST_S:
                sys.exit('that is too much')
        print('\n| claims | all | reading, s | reconciling and tallying, s | incidents | peak, MB |\n|' + '---|' * 6)
        for kind, size, what in WORST:
            path = make(folder, tables, kind, max(int(size * percent / 100), 10))
            row = reconcile(path)
            print(f'| {row["claims"]} | {what} | {row["read"]:.2f} | {row["reconcile"] + row["tally"]:.2f} | '
                  f'{row["incidents"]} | {row["peak"] / 1e3:.0f} |', flush=True)
            os.remove(path)
            if row['peak'] > MOST_KB or row['all'] > MOST_S:
                sys.exit('that is too much')


if __name__ == '__main__':
    if sys.argv[1] == 'sqlite':
        with_sqlite(sys.argv[2])
    else:
        main()
