"""Writing layers: 10 000 and a million made-up incidents (`bench_export`; a tenth without a
point, texts in Cyrillic for the most part) from memory to files, beside ogr2ogr that writes the same
features with the same fields from a GeoPackage to the same file system, and geopandas for the
10 000. By the clock. Ours has the making of records out of incidents in it, ogr2ogr's the reading of the
GeoPackage: in rows of their own that is taken off, as it takes into ogr2ogr's memory, where storing
costs something as well. Ours flush each file to the disk, the others do not. Fails where two files
do not hold as many features, or GeoJSON and shapefiles take memory that grows with what is written."""
import os, shutil, subprocess, sys

from measure import Cost, cost_of, in_turns
from table import Row

PART = 'export'
INCIDENTS = 1000000
FEW = 100000  # of which a quick run takes a hundredth: geopandas is slow
# Format, its name, its file, what the source is made with, GDAL's options, target.
FORMATS = (
    ('geojson', 'GeoJSON', 'incidents.geojson', ['-oo', 'DATE_AS_STRING=YES'],
     ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=6'], 3),
    ('gpkg', 'GeoPackage', 'skytally.gpkg', ['-oo', 'DATE_AS_STRING=YES'], ['-f', 'GPKG'], 2),
    ('shp', 'shapefile', 'incidents.shp', [], ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8'], 1.3),
)
MOST_KB = 32000  # beyond the records, for what is streamed


def features(path):
    out = subprocess.run(['ogrinfo', '-so', '-ro', path, 'incidents'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         check=True).stdout
    return int(out.decode('utf-8', 'replace').split('Feature Count: ')[1].split('\n')[0])


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path)
    return path


class Layer:
    """One format at one size: who writes it, and where."""

    def __init__(self, bench, form, count):
        self.bench, self.count = bench, count
        self.form, self.name, self.file, self.reading, self.options, _ = form
        self.folder = fresh(os.path.join(bench.scratch, 'export'))
        # What ogr2ogr reads is what we wrote, shapefile or GeoJSON, as a GeoPackage.
        first = 'shp' if self.form == 'shp' else 'geojson'
        self.source = os.path.join(bench.scratch, f'{first}-{count}.gpkg')
        if not os.path.exists(self.source):
            self.writing(first)
            path = os.path.join(self.folder, 'ours', f'incidents.{first}')
            cost_of(['ogr2ogr', '-q', '-f', 'GPKG', '-nln', 'incidents', *self.reading, self.source, path])

    def writing(self, form=None):
        """What bench_export takes of records and of writing, and the memory of the latter."""
        out = fresh(os.path.join(self.folder, 'ours'))
        words = cost_of([os.path.join(self.bench.build, 'tests', 'bench_export'), str(self.count), form or self.form, out],
                        keep=True).out.split()
        records, writing = map(float, words[1:3])
        kb = int(words[6]) - int(words[5])
        if (form or self.form) != 'gpkg' and kb > MOST_KB:
            sys.exit(f'{form or self.form}: {kb} kB are too much to write with')
        return Cost(records + writing, writing, kb / 1e3, 0)

    def ogr2ogr(self, *options):
        out = fresh(os.path.join(self.folder, 'theirs'))
        return cost_of(['ogr2ogr', '-q', *(options or self.options), os.path.join(out, self.file), self.source])

    def geopandas(self):
        out = fresh(os.path.join(self.folder, 'pandas'))
        driver = self.options[1]
        words = cost_of(self.bench.python('with_pandas.py', 'write', self.source, driver, os.path.join(out, self.file)),
                        keep=True).out.split()
        return Cost(float(words[1]), 0, 0, 0)

    def check(self):
        both = [features(os.path.join(self.folder, who, self.file)) for who in ('ours', 'theirs')]
        if both[0] != both[1] or both[0] == 0:
            sys.exit(f'{self.form}: {both[0]} features of ours, {both[1]} of GDAL')


def measured(bench, form, count, most):
    """The best costs by who writes, at one size."""
    layer = Layer(bench, form, count)
    best = in_turns(bench.rounds(2 if most else 3), 'wall', ours=layer.writing, gdal=layer.ogr2ogr)
    layer.check()
    if most:
        best |= in_turns(bench.rounds(2), 'wall', reading=lambda: layer.ogr2ogr('-f', 'Memory'))
    if not most or bench.quick:  # a million would take it half an hour
        best |= in_turns(1, 'wall', pandas=layer.geopandas)
    shutil.rmtree(layer.folder)
    return best


def rows(bench):
    for form in FORMATS:
        name, target = form[1], form[-1]
        counts = bench.steps(FEW if bench.quick else INCIDENTS)
        counts = sorted({counts[0], counts[-1]})
        costs = [measured(bench, form, count, count == counts[-1]) for count in counts]
        least, most = costs[0], costs[-1]
        growth = {who: most[who].wall / least[who].wall * counts[0] / counts[-1] for who in ('ours', 'gdal')}
        size = f'{counts[-1]} incidents'
        yield Row(PART, name, size, 's', most['ours'].wall, '`ogr2ogr`', most['gdal'].wall, ('ratio', '>=', target),
                  growth['ours'], growth['gdal'])
        # Of ours, `cpu` is the writing without the records.
        yield Row(PART, f'{name}: writing alone', size, 's', most['ours'].cpu, '`ogr2ogr` less its reading',
                  max(most['gdal'].wall - most['reading'].wall, 1e-3))
        yield Row(PART, name, f'{counts[0]} incidents', 's', least['ours'].wall, 'geopandas, writing alone',
                  least['pandas'].wall)
    for name in os.listdir(bench.scratch):
        if name.endswith('.gpkg'):
            os.remove(os.path.join(bench.scratch, name))
