"""Tallies by polygons of one's own: `skytally tally --regions` from lines of claims, beside PostGIS
(a server of this run alone) and geopandas, which get the same claims as a table of points that was
made before, and take the largest figure for each night, polygon and outcome. skytally reads the
claims and reconciles them besides. By the clock."""
import csv, json, os, sys

from measure import cost_of, in_turns
from reconciling import made
from table import Row

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cli', 'lib'))
import cluster  # noqa: E402

PART = 'tallying by polygons'
CLAIMS = 100000
OF_ALL = 20000  # claims that tell of every region
LOAD = """drop table if exists claims;
create table claims(date date, outcome text, value int, lon float8, lat float8);
\\copy claims from '{points}' with (format csv, header)
alter table claims add geom geometry(Point, 4326);
update claims set geom = ST_SetSRID(ST_MakePoint(lon, lat), 4326);
create index on claims using gist(geom);
analyze claims;
"""
TALLY = """select date_trunc('month', date), admin1, outcome, sum(most), sum(n) from
(select date, admin1, outcome, max(value) as most, count(*) as n
 from regions join claims on ST_Contains(regions.geom, claims.geom) group by 1, 2, 3) as nights group by 1, 2, 3;
"""


def regions_of(bench):
    """The outlines of the regions that the claims tell of, as GeoJSON."""
    folder = os.path.join(bench.scratch, 'regions')
    path = os.path.join(folder, 'tallies.geojson')
    if not os.path.exists(path):
        claims = made(bench, 'nights', OF_ALL // 5 if bench.quick else OF_ALL)
        cost_of([bench.program, 'export', '-o', folder, '--format', 'geojson', claims])
        os.remove(claims)
    return path


def label_points(tables):
    with open(os.path.join(tables, 'regions.tsv'), encoding='utf-8') as file:
        lines = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
    columns = [lines[0].index(name) for name in ('admin1', 'label_lon', 'label_lat')]
    return {row[columns[0]]: (row[columns[1]], row[columns[2]]) for row in lines[1:]}


def write_points(bench, path, out):
    """Claims as points: those of a region at its label, those of a country left out."""
    labels = label_points(bench.tables)
    with open(path, encoding='utf-8') as lines, open(out, 'w', encoding='utf-8') as file:
        table = csv.writer(file)
        table.writerow(('date', 'outcome', 'value', 'lon', 'lat'))
        for claim in map(json.loads, lines):
            place = claim['places'][0]
            point = (place['lon'], place['lat']) if place['lon'] is not None else labels.get(place['admin1'])
            if point and claim['period'] == 'event' and claim['date']:
                table.writerow((claim['date'], claim['outcome'], claim['value'], *point))


def script(bench, name, text):
    path = os.path.join(bench.scratch, name)
    with open(path, 'w', encoding='utf-8') as out:
        out.write(text)
    return path


def rows_at(bench, server, regions, count):
    claims = made(bench, 'nights', count)
    points = os.path.join(bench.scratch, 'points.csv')
    write_points(bench, claims, points)

    def psql(*files):
        command = [os.path.join(server.bin, 'psql'), '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', server.url('bench')]
        return lambda: cost_of(command + [word for file in files for word in ('-f', file)])

    load = script(bench, 'load.sql', LOAD.format(points=points))
    tally = script(bench, 'tally.sql', TALLY)
    best = in_turns(bench.rounds(3), 'wall', **{
        'ours': lambda: cost_of([bench.program, 'tally', '--regions', regions, '--name', 'region', '--by', 'month',
                                 '--format', 'csv', claims]),
        'PostGIS: load, index, ask': psql(load, tally),
        'geopandas': lambda: cost_of(bench.python('with_pandas.py', 'contain', points, regions))})
    # Loaded by whoever came last.
    best.update(in_turns(bench.rounds(3), 'wall', **{'PostGIS: ask alone, loaded before': psql(tally)}))
    if min(cost.lines for cost in best.values()) == 0:
        sys.exit('a tally is empty')
    os.remove(claims)
    return best


def rows(bench):
    if cluster.programs() is None:
        sys.exit('no PostgreSQL server (postgresql, postgresql-postgis)')
    regions = regions_of(bench)
    server = cluster.Cluster()
    server.sql('create database bench')
    server.sql('create extension postgis', 'bench')
    cost_of(['ogr2ogr', '-f', 'PostgreSQL', f'PG:dbname=bench host={server.folder} user=admin', regions, '-nln', 'regions',
             '-nlt', 'MULTIPOLYGON', '-lco', 'GEOMETRY_NAME=geom', '-select', 'admin1'])
    counts = bench.steps(CLAIMS)
    costs = [rows_at(bench, server, regions, count) for count in counts]
    server.remove()
    first, last = costs[0], costs[-1]
    for name in last:
        if name != 'ours':
            ours, theirs = (last[who].wall / first[who].wall * counts[0] / counts[-1] for who in ('ours', name))
            yield Row(PART, 'claims to a tally by month', f'{counts[-1]} claims', 's', last['ours'].wall, name,
                      last[name].wall, growth=ours, their_growth=theirs)
