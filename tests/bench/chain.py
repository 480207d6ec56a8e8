"""The whole chain, from articles to layers: `skytally run` on both processors, and on one, beside a
pipeline of some forty lines of Python with pandas and geopandas (with_pandas.py says what it leaves
out). Articles of 4 kB, a report of drones in each. By the clock."""
import lzma, os

from inputs import bytes_of, forget, made
from measure import cost_of, in_turns
from table import Row
from tallying import regions_of

PART = 'articles to layers'
BYTES = 16e6
BESIDE = 'Python, pandas, geopandas'


def table_of(lines):
    """Rows of a gazetteer's table as dictionaries."""
    split = (line.rstrip('\n').split('\t') for line in lines if not line.startswith('#'))
    heads = next(split)
    return (dict(zip(heads, row)) for row in split)


def write_places(bench):
    """The gazetteer as the pipeline wants it: a row for each town, and for each region at its label."""
    path = os.path.join(bench.scratch, 'places.tsv')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('name\tlat\tlon\tpopulation\n')
        with lzma.open(os.path.join(bench.tables, 'places.tsv.xz'), 'rt', encoding='utf-8') as lines:
            for row in table_of(lines):
                out.write(f'{row["name"]}\t{row["lat"]}\t{row["lon"]}\t{row["population"] or 0}\n')
        with open(os.path.join(bench.tables, 'regions.tsv'), encoding='utf-8') as lines:
            for row in table_of(lines):
                if row['label_lat']:
                    for name in {row['name'], row['name'].removesuffix(' Oblast').removesuffix(' Province')}:
                        out.write(f'{name}\t{row["label_lat"]}\t{row["label_lon"]}\t1\n')
    return path


def fresh(folder):
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        os.remove(os.path.join(folder, name))
    os.makedirs(folder, exist_ok=True)
    return folder


def rows(bench):
    places, regions = write_places(bench), regions_of(bench)
    out = os.path.join(bench.scratch, 'out')

    def ours(path, jobs):
        return lambda: cost_of([bench.program, 'run', '-q', '--formats', 'geojson,gpkg', '--jobs', jobs, '-o', fresh(out), path],
                               watch=True)

    costs = []
    sizes = bench.steps(BYTES)
    for size in sizes:
        path = made(bench, 'articles', size)
        costs.append(in_turns(bench.rounds(3), 'wall', one=ours(path, '1'), two=ours(path, '2'), python=lambda: cost_of(
            bench.python('with_pandas.py', 'run', path, places, regions, fresh(out)), watch=True)))
        megabytes = bytes_of(path) / 1e6
        forget(bench, path)
    first, last = costs[0], costs[-1]

    def growth(name):
        return last[name].wall / first[name].wall * sizes[0] / sizes[-1]

    size = f'{megabytes:.3g} MB'
    for name, what in (('one', 'to GeoJSON and GeoPackage, one processor'), ('two', 'the same, two processors')):
        yield Row(PART, what, size, 's', last[name].wall, BESIDE, last['python'].wall,
                  growth=growth(name), their_growth=growth('python'))
    yield Row(PART, 'memory of it', size, 'MB', last['two'].peak_mb, BESIDE, last['python'].peak_mb,
              growth=last['two'].peak_mb / first['two'].peak_mb, their_growth=last['python'].peak_mb / first['python'].peak_mb)
