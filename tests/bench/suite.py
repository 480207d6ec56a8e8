#!/usr/bin/env python3
"""All benchmarks, one table. scripts/bench builds what is needed and calls this:

    suite.py --build DIR [--quick | --percent N] [--json FILE] [--csv FILE]
             [--write PAGE]... [PART...]

Prints the table in Markdown; --json and --csv also write it for machines, --write puts it between
the marks in a page, or the headline. --quick does a hundredth of the work, once, to see that all of it runs; how it
grows is not told then. PARTs are the modules below. Nothing is asserted about seconds; that a text without drones gives no
claim, that threads change no byte, that both sides write as many features, is."""
import argparse, importlib, os, shutil, subprocess, sys, tempfile, time

import pages, table

PARTS = ('reading', 'places', 'start', 'reconciling', 'tallying', 'export', 'chain', 'jobs', 'memory')
HERE = os.path.dirname(os.path.abspath(__file__))
NEEDED = (('ogr2ogr', 'gdal-bin'), ('sqlite3', 'sqlite3'), ('grep', 'grep'), ('zcat', 'gzip'))


def python_with_packages():
    """A Python that has pandas and geopandas: this one, or the system's; None where neither has."""
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and subprocess.run([python, '-c', 'import geopandas, rtree, lxml.html'], check=False,
                                                     stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


class Bench:
    """Where things are and how much is done; handed to every part."""

    def __init__(self, options, scratch):
        self.quick = options.quick
        self.percent = 1 if options.quick else options.percent
        self.build = os.path.abspath(options.build)
        self.program = os.path.join(self.build, 'skytally')
        self.source = os.path.dirname(os.path.dirname(HERE))
        self.corpus = os.path.join(self.source, 'tests', 'corpus')
        self.tables = os.path.join(self.source, 'gazetteer')
        self.scratch = scratch
        self.python3 = options.python3

    def size(self, full):
        return max(int(full * self.percent / 100), 1)

    def steps(self, full):
        """A hundredth of the size, a tenth, all of it; all at once where it is quick."""
        return [max(self.size(full) // part, 1) for part in ((100, 10, 1) if not self.quick else (1,))]

    def rounds(self, full):
        return 1 if self.quick else full

    def python(self, script, *arguments):
        """The command of another program of this folder."""
        return [self.python3, '-B', os.path.join(HERE, script), *map(str, arguments)]


def options_of(arguments):
    parser = argparse.ArgumentParser(prog='scripts/bench', description='Runs the benchmarks and prints their table.')
    parser.add_argument('--build', required=True, help=argparse.SUPPRESS)
    parser.add_argument('--quick', action='store_true', help='a hundredth of the work, once: shows that all of it runs')
    parser.add_argument('--percent', metavar='N', type=float, default=100, help='N percent of the full sizes; by default 100')
    parser.add_argument('--json', metavar='FILE', help='write the table to FILE as JSON, too')
    parser.add_argument('--csv', metavar='FILE', help='write the table to FILE as CSV, too')
    parser.add_argument('--write', metavar='PAGE', action='append', default=[],
                        help='put the table or the headline between the marks in PAGE (docs/performance.md, README.md)')
    parser.add_argument('--scratch', metavar='DIR', help='folder for what is read and written: 6 GB; by default $TMPDIR or /tmp')
    parser.add_argument('parts', metavar='PART', nargs='*', help='only these of: ' + ', '.join(PARTS))
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f'no such part: {", ".join(sorted(unknown))} (there are: {", ".join(PARTS)})')
    if not 0 < options.percent <= 100:
        parser.error('--percent wants a number above 0, up to 100')
    if options.write and options.parts:
        parser.error('--write wants the whole table, no parts')
    return options


def save(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def main():
    options = options_of(sys.argv[1:])
    missing = [package for program, package in NEEDED if shutil.which(program) is None]
    options.python3 = python_with_packages()
    if options.python3 is None:
        missing += ['python3-geopandas', 'python3-rtree', 'python3-lxml']
    if missing:
        print(f'SKIPPED: install {", ".join(missing)}')
        sys.exit(77)
    rows, failed = [], []
    with tempfile.TemporaryDirectory(prefix='skytally-bench-', dir=options.scratch) as scratch:
        bench = Bench(options, scratch)
        for part in options.parts or PARTS:
            began = time.monotonic()
            try:
                rows += importlib.import_module(part).rows(bench)
            except (SystemExit, RuntimeError, OSError, subprocess.SubprocessError) as why:  # the others are worth having
                failed.append(part)
                print(f'{part} failed: {why}', file=sys.stderr)
            print(f'{part}: {time.monotonic() - began:.0f} s', file=sys.stderr, flush=True)
    print(table.markdown(rows), end='')
    if options.json:
        save(options.json, table.as_json(rows))
    if options.csv:
        save(options.csv, table.as_csv(rows))
    for page in options.write if not failed else ():
        pages.write(page, rows, bench.percent)
    sys.exit(f'failed: {", ".join(failed)}' if failed else 0)


if __name__ == '__main__':
    main()
