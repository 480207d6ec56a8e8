"""What writing layers costs: a million made-up incidents as GeoJSON, GeoPackage and shapefile,
beside ogr2ogr writing the same features with the same fields from a GeoPackage. Prints a table
in Markdown; times are by the clock, the best of several runs that take turns, each over a folder
that was emptied. It fails where the two files do not hold the same number of features, or the
writers of GeoJSON and shapefiles take memory that grows with what is written.

    export.py BENCH_EXPORT SCRATCH [COUNT [RUNS [FORMATS]]]

FORMATS, with commas between, are some of geojson, gpkg and shp. SCRATCH takes 6 GB for the million, gone afterwards. ogr2ogr's time has its start and the reading
of the GeoPackage in it; ours has the making of the records out of incidents. In another column
is what ogr2ogr takes to read the same GeoPackage into memory."""
import os
import shutil
import subprocess
import sys
import tempfile
import time

bench, scratch = sys.argv[1:3]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000000
runs = int(sys.argv[4]) if len(sys.argv) > 4 else 3
wanted = (sys.argv[5] if len(sys.argv) > 5 else 'geojson,gpkg,shp').split(',')
# Format, its file, GDAL's driver and options.
FORMATS = (
    ('geojson', 'incidents.geojson', ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=6']),
    ('gpkg', 'skytally.gpkg', ['-f', 'GPKG']),
    ('shp', 'incidents.shp', ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8']),
)
NAMES = {'geojson': 'GeoJSON', 'gpkg': 'GeoPackage', 'shp': 'shapefile'}
STREAMED = ('geojson', 'shp')
MOST_KB = 32000  # beyond the records


def ogr2ogr(target, source, options):
    done = subprocess.run(['ogr2ogr', '-q', *options, target, source], stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f'ogr2ogr failed: {done.stderr.decode("utf-8", "replace")}')


def features(path, layer):
    out = subprocess.run(['ogrinfo', '-so', '-ro', path, layer], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         check=True).stdout
    return int(out.decode('utf-8', 'replace').split('Feature Count: ')[1].split('\n')[0])


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path)
    return path


def size_of(path):
    base = os.path.splitext(path)[0]
    parts = [base + end for end in ('.shp', '.shx', '.dbf')] if path.endswith('.shp') else [path]
    return sum(os.path.getsize(part) for part in parts)


def ours(folder, form):
    """Seconds of making records and of writing, and how much memory the writing took, kB."""
    words = subprocess.run([bench, str(count), form, fresh(folder)], stdout=subprocess.PIPE, check=True).stdout.split()
    records, writing = map(float, words[1:3])
    return records, writing, int(words[6]) - int(words[5])


def theirs(folder, source, name, options):
    fresh(folder)
    began = time.monotonic()
    ogr2ogr(os.path.join(folder, name), source, options)
    return time.monotonic() - began


def measure(folder, source, form, name, options):
    best = gdal = reading = None
    for _ in range(runs):
        our = ours(os.path.join(folder, 'ours'), form)
        best = our if best is None or sum(our[:2]) < sum(best[:2]) else best
        other = theirs(os.path.join(folder, 'theirs'), source, name, options)
        gdal = other if gdal is None else min(gdal, other)
    for _ in range(runs):
        other = theirs(os.path.join(folder, 'memory'), source, name, ['-f', 'Memory'])
        reading = other if reading is None else min(reading, other)
    made, other = (os.path.join(folder, who, name) for who in ('ours', 'theirs'))
    if form in STREAMED and best[2] > MOST_KB:
        sys.exit(f'{form}: {best[2]} kB are too much to write with')
    both = [features(path, 'incidents') for path in (made, other)]
    if both[0] != both[1] or both[0] == 0:
        sys.exit(f'{form}: {both[0]} features of ours, {both[1]} of GDAL')
    sizes = [size_of(path) / 1e6 for path in (made, other)]
    print(f'| {NAMES[form]} | {both[0]} | {sizes[0]:.0f} | {sum(best[:2]):.2f} | {best[0]:.2f} | {best[2] / 1e3:.0f} | '
          f'{sizes[1]:.0f} | {gdal:.2f} | {reading:.2f} | **{gdal / sum(best[:2]):.2f}** |', flush=True)


def main():
    if shutil.which('ogr2ogr') is None:
        print('SKIPPED: no ogr2ogr (gdal-bin)')
        sys.exit(77)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        sources = {}
        for form, name, options in (('geojson', 'incidents.geojson', ['-oo', 'DATE_AS_STRING=YES']),
                                    ('shp', 'incidents.shp', [])):
            if form in wanted or (form == 'geojson' and 'gpkg' in wanted):
                ours(os.path.join(folder, 'ours'), form)
                sources[form] = os.path.join(folder, form + '-source.gpkg')
                ogr2ogr(sources[form], os.path.join(folder, 'ours', name), ['-f', 'GPKG', '-nln', 'incidents', *options])
        sources['gpkg'] = sources.get('geojson')
        print('| format | features | MB | skytally, s | of that records, s | writing takes, MB | of ogr2ogr, MB | ogr2ogr, s | '
              'of that reading, s | times as fast |\n|' + '---|' * 10)
        for form, name, options in (f for f in FORMATS if f[0] in wanted):
            ours(os.path.join(folder, 'ours'), form)
            if os.path.exists(os.path.join(folder, 'ours', name)):
                measure(folder, sources[form], form, name, options)


if __name__ == '__main__':
    main()
