"""What a user would do in Python with pandas and geopandas (and lxml for pages) instead.

    with_pandas.py nothing                        imports what it needs
    with_pandas.py run ARTICLES PLACES REGIONS OUT   the whole chain: figures by regular expressions,
                                                  names by a merge with the gazetteer, regions by a
                                                  spatial join, sums by a group, GeoJSON and GeoPackage
    with_pandas.py tally CLAIMS                   the largest figure for each night, area and outcome
    with_pandas.py contain POINTS REGIONS         points in polygons, counted and summed by month
    with_pandas.py load ARTICLES                  reads the file, no more
    with_pandas.py write GEOPACKAGE DRIVER OUT    reads a layer, writes it; prints seconds of both
    with_pandas.py pages ARCHIVE                  text of the pages of a WARC, searched for drones

ARTICLES and CLAIMS are NDJSON, PLACES a table with name, lat, lon, population. What the chain leaves
out: languages but English, inflected and misspelt names, places told apart by context, dates other
than the article's, bounds and vague figures, totals and their parts, who says so, recalled events,
replicas, corrections, nested areas; and no number leads back to its sentence."""
import gzip, re, sys, time

NUMBERS = {word: i for i, word in enumerate(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen '
    'eighteen nineteen twenty'.split())} | {'a': 1, 'an': 1, 'dozen': 12}
DRONE = r'\b(?:drones?|uavs?|unmanned aerial vehicles?|unmanned aircraft|quadcopters?)\b'
FIGURE = rf'\b(\d[\d,]*|{"|".join(NUMBERS)})\s+(?:[\w-]+\s+){{0,3}}?{DRONE}'
OUTCOMES = {'intercepted': r'shot down|shoot down|downed|destroyed|intercepted|neutrali[sz]ed|repelled|suppressed',
            'lost': r'lost|disappeared', 'impacted': r'hit|struck|crashed|fell|exploded|damaged',
            'launched': r'launched|fired|sent|attacked', 'sighted': r'seen|spotted|sighted|detected'}
NAME = r"\b[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*"


def figures(articles):
    """A row for each sentence with a number of drones: article, date, value, outcome, sentence."""
    said = articles['text'].str.split(r'(?<=[.!?])\s+', regex=True).explode().rename('sentence').to_frame()
    said = said[said['sentence'].str.contains(DRONE, flags=re.I, na=False)]
    number = said['sentence'].str.extract(FIGURE, flags=re.I)[0].str.lower()
    said['value'] = number.map(lambda n: NUMBERS.get(n) if n in NUMBERS else float(n.replace(',', '')), na_action='ignore')
    said['outcome'] = None
    for outcome, verbs in OUTCOMES.items():
        fits = said['outcome'].isna() & said['sentence'].str.contains(rf'\b(?:{verbs})\b', flags=re.I)
        said.loc[fits, 'outcome'] = outcome
    said['date'] = articles['date']
    return said.dropna(subset=['value', 'outcome']).rename_axis('article').reset_index()


def run(articles, places, regions, out):
    import geopandas, pandas
    gazetteer = pandas.read_csv(places, sep='\t', quoting=3).sort_values('population').drop_duplicates('name', keep='last')
    areas = geopandas.read_file(regions)[['admin1', 'region', 'geometry']]
    said = figures(pandas.read_json(articles, lines=True, convert_dates=False))
    said['name'] = said['sentence'].str.findall(NAME)
    found = said.explode('name').merge(gazetteer, on='name')
    points = geopandas.GeoDataFrame(found, geometry=geopandas.points_from_xy(found['lon'], found['lat']), crs=4326)
    points.to_file(f'{out}/incidents.geojson', driver='GeoJSON')
    placed = points.sjoin(areas, predicate='within')
    nights = placed.groupby(['admin1', 'outcome', 'date'])['value'].max()
    sums = nights.groupby(['admin1', 'outcome']).sum().unstack()
    tallies = areas.merge(sums.reset_index(), on='admin1')
    tallies.to_file(f'{out}/tallies.geojson', driver='GeoJSON')
    points.to_file(f'{out}/tally.gpkg', layer='incidents', driver='GPKG')
    tallies.to_file(f'{out}/tally.gpkg', layer='tallies', driver='GPKG')
    print(len(said), len(points), len(tallies))


def tally(path):
    import pandas
    claims = pandas.read_json(path, lines=True, convert_dates=False, dtype=False)
    claims = claims[claims['period'] == 'event']
    claims['area'] = claims['places'].map(lambda places: places[0]['admin1'] or places[0]['country'])
    nights = claims.groupby(['date', 'area', 'outcome']).agg(most=('value', 'max'), reports=('report', 'nunique')).reset_index()
    months = nights.groupby([nights['date'].str[:7], 'area', 'outcome'])[['most', 'reports']].sum()
    print(len(months))


def contain(points, regions):
    import geopandas, pandas
    claims = pandas.read_csv(points)
    areas = geopandas.read_file(regions)[['admin1', 'geometry']]
    placed = geopandas.GeoDataFrame(claims, geometry=geopandas.points_from_xy(claims['lon'], claims['lat']), crs=4326)
    placed = placed.sjoin(areas, predicate='within')
    nights = placed.groupby(['date', 'admin1', 'outcome']).agg(most=('value', 'max'), n=('value', 'size')).reset_index()
    months = nights.groupby([nights['date'].str[:7], 'admin1', 'outcome'])[['most', 'n']].sum()
    print(len(months), int(months['n'].sum()))


def load(path):
    import pandas
    print(len(pandas.read_json(path, lines=True)))


def write(path, driver, out):
    import geopandas
    began = time.monotonic()
    layer = geopandas.read_file(path)
    read = time.monotonic()
    layer.to_file(out, driver=driver)
    print(read - began, time.monotonic() - read, len(layer))


def records(path):
    """Head and body of each record of a WARC."""
    with gzip.open(path) as archive:
        while line := archive.readline():
            if line.startswith(b'WARC/'):
                head = {}
                while (line := archive.readline().strip()):
                    name, _, value = line.partition(b':')
                    head[name.lower()] = value.strip()
                yield head, archive.read(int(head[b'content-length']))


def pages(path):
    import lxml.html
    drone = re.compile(DRONE, re.I)
    seen = about = 0
    for head, body in records(path):
        if head.get(b'warc-type') == b'response':
            seen += 1
            tree = lxml.html.document_fromstring(body.partition(b'\r\n\r\n')[2])
            about += any(drone.search(paragraph.text_content()) for paragraph in tree.iter('p', 'h1'))
    print(seen, about)


def nothing():
    import geopandas, pandas
    print(geopandas.__version__, pandas.__version__)


if __name__ == '__main__':
    {f.__name__: f for f in (run, tally, contain, load, write, pages, nothing)}[sys.argv[1]](*sys.argv[2:])
