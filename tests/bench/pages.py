"""The pages that quote the benchmarks: what stands between a pair of marks in them is replaced by the
whole table, or by the few ratios of the headline. A page may have either, or both."""
import os, platform

import table

TABLE, HEADLINE = 'table', 'headline'


def marks(kind):
    return f'<!-- begin: {kind} of scripts/bench -->', f'<!-- end: {kind} of scripts/bench -->'


def machine(percent):
    """A line on what it was measured with."""
    model = platform.machine()
    with open('/proc/cpuinfo', encoding='utf-8') as lines:
        model = next((line.partition(': ')[2].strip() for line in lines if line.startswith('model name')), model)
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9
    part = '' if percent == 100 else f' At {percent:g} % of the full sizes.'
    return f'Measured on {os.cpu_count()} processors ({model}) with {memory:.0f} GB.{part}\n'


def ratio(rows, part, what, beside=''):
    """That of the first row whose texts begin so."""
    return next(row.ratio for row in rows if row.part == part and row.what.startswith(what) and beside in row.beside)


def headline(rows):
    """The five that a reader should know first."""
    say = table.digits
    export = [say(ratio(rows, 'export', name, 'ogr2ogr')) for name in ('GeoJSON', 'GeoPackage', 'shapefile')]
    memory = next(row for row in rows if row.part == 'memory' and row.beside)
    lines = (
        f'text without drones is passed over at {say(ratio(rows, "reading", "text without drones, plain"))} times the speed of '
        '`grep` for three words, a report of drones and all its places read at '
        f'{say(next(row.ours for row in rows if row.what.startswith("drone reports of")))} MB/s a core',
        f'articles become GeoJSON and GeoPackage {say(ratio(rows, "articles to layers", "to GeoJSON"))} times as fast as by a '
        'pipeline of regular expressions, pandas and geopandas, which reconciles nothing',
        f'incidents are written {export[0]} times as fast as by `ogr2ogr` as GeoJSON, {export[1]} as GeoPackage, {export[2]} '
        'as shapefile',
        f'misspelled names are looked up {say(ratio(rows, "place look-up", "misspelled", "SQLite"))} times as fast as with an '
        f'index of SQLite, names in English reports found {say(ratio(rows, "place look-up", "English reports: names", "SQLite"))} '
        'times as fast',
        f'while a stream of articles grows a hundredfold, memory grows {say(memory.growth)} times (to {say(memory.ours)} MB), '
        f'that of `pandas.read_json` {say(memory.their_growth)} times',
    )
    return ''.join(f'- {line}\n' for line in lines)


def write(path, rows, percent):
    """Replaces what stands between the marks; says so where a page has none."""
    with open(path, encoding='utf-8') as file:
        page = file.read()
    found = False
    for kind, text in ((TABLE, lambda: table.markdown(rows) + '\n' + machine(percent)), (HEADLINE, lambda: headline(rows))):
        first, last = (page.find(mark) for mark in marks(kind))
        if 0 <= first < last:
            found = True
            page = page[:first + len(marks(kind)[0])] + '\n' + text() + page[last:]
    if not found:
        raise SystemExit(f'{path}: no line "{marks(TABLE)[0]}" with one "{marks(TABLE)[1]}" below it to write between')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(page)
