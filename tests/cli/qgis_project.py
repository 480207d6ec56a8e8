#!/usr/bin/env python3
"""The QGIS project, opened by QGIS without a screen: from a folder that was moved and may not
be written to, layers and relations, the time of each layer against the tables, every expression
for every feature, pictures of all days, of one day and of none with their symbols in place, the
print layout; other CRS; the same bytes; a project that a user saved stays."""
import csv, os, re, shutil, stat, subprocess, sys, tempfile, zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
SYSTEM = '/usr/bin/python3'  # the interpreter that the distribution's QGIS is made for
try:
    from qgis.core import *
    from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime
    from qgis.PyQt.QtGui import QColor
except ImportError:
    if sys.executable != SYSTEM and os.path.exists(SYSTEM) and 'SKYTALLY_AGAIN' not in os.environ:
        os.environ['SKYTALLY_AGAIN'] = '1'
        os.execv(SYSTEM, [SYSTEM, '-B', *sys.argv])
    print('QGIS from Python (Debian: python3-qgis) is not installed')
    sys.exit(77)

program = os.environ['SKYTALLY']
source = os.environ['SKYTALLY_SOURCE_DIR']
failures = []
os.chdir(tempfile.mkdtemp())
os.environ['XDG_RUNTIME_DIR'] = os.getcwd()
LAYERS = {'incidents', 'tallies', 'tallies_by_day', 'countries'}
REPORTS = {
    'bulletin.txt': 'date 2024-09-11\n\nRussian air defence units shot down 12 drones over Kursk '
                    'Oblast and at least 30 over Bryansk Oblast overnight, the Defence Ministry '
                    'said on Wednesday.\n',
    'debris.txt': 'date 2024-09-11\n\nDrone debris <fell> & caused a fire in Tver Oblast overnight, '
                  'Governor Igor Rudenya said on Wednesday.\n',
    'quoted.txt': 'date 2024-09-12\n\nThree drones hit an oil depot in Rostov-on-Don on Thursday, '
                  "Rostov's governor said.\n",
}


def check(good, what):
    if not good:
        failures.append(what)
        print('FAILED:', what, flush=True)


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    check(done.returncode == 0, f'{" ".join(arguments)[:200]}: {done.stderr[-600:]}')
    return done.stderr


def rows_of(folder, table):
    with open(f'{folder}/{table}.csv', encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def inputs():
    os.mkdir('reports')
    for name, text in REPORTS.items():
        with open(f'reports/{name}', 'w', encoding='utf-8') as out:
            out.write(text)
    return [f'reports/{name}' for name in REPORTS] + [f'{source}/docs/examples/reports']


# -------------------------------------------------------------------- the file

def check_archive(path):
    archive = zipfile.ZipFile(path)
    check(archive.testzip() is None, 'the archive is damaged')
    check(archive.namelist() == ['skytally.qgs'], f'the archive holds {archive.namelist()}')
    check(archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0), 'the archive tells its time')
    text = archive.read('skytally.qgs').decode('utf-8')
    root = ElementTree.fromstring(text)
    check(not {'saveUser', 'saveUserFull', 'saveDateTime'} & set(root.attrib), 'it tells who saved')
    for word in (os.getcwd(), os.uname().nodename, 'file:', 'https:'):
        check(word not in text, f'the project names {word}')
    for name in root.iter('datasource'):
        check(not name.text or re.fullmatch(r'\./skytally\.gpkg\|layername=\w+', name.text),
              f'a source is {name.text}')


# ---------------------------------------------------------------------- QGIS

class Said(list):
    """What QGIS says in its log while the project is open."""

    def __init__(self):
        super().__init__()
        QgsApplication.messageLog().messageReceived.connect(self.hear)

    def hear(self, text, tag, level):
        if level in (Qgis.Warning, Qgis.Critical):
            self.append(f'{tag}: {text}')


def open_project(path):
    project = QgsProject.instance()
    project.clear()
    said = Said()
    check(project.read(path), f'{path} does not open: {project.error()}')
    for layer in project.mapLayers().values():
        check(layer.isValid(), f'{layer.name()} is not valid')
        if isinstance(layer, QgsVectorLayer):
            file = layer.source().split('|')[0]
            check(os.path.dirname(os.path.realpath(file)) == os.path.dirname(os.path.realpath(path)),
                  f'{layer.name()} is read from {file}')
    check(not said, f'QGIS says: {said}')
    check(not project.isDirty(), 'the project is changed as it opens')
    return project


def layer_of(project, name):
    return project.mapLayer(f'skytally_{name}')


def check_project(project, folder):
    days = sorted(r[k] for r in rows_of(folder, 'tallies') for k in ('date_from', 'date_to') if r[k])
    check(days[0] in project.title() and days[-1] in project.title() and
          'as of' in project.title(), f'the title is {project.title()}')
    time = project.timeSettings()
    told = [time.temporalRange().begin(), time.temporalRange().end()]
    want = [QDateTime(QDate.fromString(days[0], Qt.ISODate), QTime(0, 0), Qt.UTC),
            QDateTime(QDate.fromString(days[-1], Qt.ISODate).addDays(1), QTime(0, 0), Qt.UTC)]
    check(told == want, f'the time is {[t.toString(Qt.ISODate) for t in told]}')
    check(told[0].timeSpec() == Qt.UTC, 'the time is not UTC')
    check(time.timeStep() == 1 and time.timeStepUnit() == QgsUnitTypes.TemporalDays, 'frames')
    check(project.readNumEntry('TemporalControllerWidget', '/NavigationMode', 0)[0] == 2,
          'the temporal controller is off')
    for name in ('TitleLabel', 'CopyrightLabel'):
        check(project.readBoolEntry(name, '/Enabled', False)[0], f'{name} is off')
    check('GeoNames' in project.readEntry('CopyrightLabel', '/Label')[0], 'no attribution')
    check(project.metadata().title() == project.title(), 'no metadata')
    check('GeoNames' in project.metadata().abstract(), 'metadata without rights')
    names = {v for v in project.customVariables() if v.startswith('skytally_')}
    check({'skytally_as_of', 'skytally_days'} <= names, f'variables {names}')
    check(set(project.mapThemeCollection().mapThemes()) ==
          {'Whole period', 'Day by day', 'Countries'}, 'map themes')
    shown = {n for n in LAYERS if project.layerTreeRoot().findLayer(f'skytally_{n}').isVisible()}
    check(shown == {'incidents', 'tallies'}, f'at first {shown} are seen')


def check_relations(project):
    relations = project.relationManager().relations()
    check(len(relations) == 3, f'relations {list(relations)}')
    for name, relation in relations.items():
        check(relation.isValid(), f'the relation {name} is not valid')
    incidents = layer_of(project, 'incidents')
    claims = {f.id() for f in layer_of(project, 'claims').getFeatures()}
    for feature in incidents.getFeatures():
        rows = list(relations['claims_of_incident'].getRelatedFeatures(feature))
        check(rows and all(r['related_id'] in claims for r in rows),
              f'{feature["id"]} has no claims')
    for feature in layer_of(project, 'reports').getFeatures():
        check(any(relations['claims_of_report'].getRelatedFeatures(feature)),
              'a report without claims')


# ----------------------------------------------------------------- expressions

def expressions_of(layer):
    """All that QGIS computes for a feature of the layer, and what becomes of it."""
    renderer = layer.renderer()
    if renderer.type() == 'RuleRenderer':
        for rule in renderer.rootRule().descendants():
            if rule.filterExpression() and not rule.isElse():
                yield 'rule', rule.filterExpression()
    symbols = renderer.symbols(QgsRenderContext())
    while symbols:
        symbol = symbols.pop()
        for part in symbol.symbolLayers():
            if part.layerType() == 'GeometryGenerator':
                yield 'geometry', part.geometryExpression()
            if part.subSymbol():
                symbols.append(part.subSymbol())
            for key in part.dataDefinedProperties().propertyKeys():
                yield 'symbol', part.dataDefinedProperties().property(key).asExpression()
    if renderer.orderByEnabled():
        for clause in renderer.orderBy().list():
            yield 'order', clause.expression().expression()
    for rule in layer.labeling().rootRule().descendants():
        settings = rule.settings()
        if rule.filterExpression():
            yield 'label filter', rule.filterExpression()
        yield 'label', settings.fieldName
        yield 'label point', settings.geometryGenerator or '1'
        for key in settings.dataDefinedProperties().propertyKeys():
            yield 'label', settings.dataDefinedProperties().property(key).asExpression()
    for text in re.findall(r'\[%(.*?)%\]', layer.mapTipTemplate(), re.S):
        yield 'tip', text
    yield 'name', layer.displayExpression()
    time = layer.temporalProperties()
    yield 'time', time.startExpression()
    yield 'time', time.endExpression()


def check_expressions(project, name):
    layer = layer_of(project, name)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    found = list(expressions_of(layer))
    check({'symbol', 'label', 'tip', 'time', 'name'} <= {kind for kind, _ in found},
          f'{name}: expressions are only {found}')
    for kind, text in found:
        expression = QgsExpression(text)
        check(not expression.hasParserError(), f'{name}, {kind}: {expression.parserErrorString()}')
        expression.prepare(context)
        for feature in layer.getFeatures():
            context.setFeature(feature)
            value = expression.evaluate(context)
            check(not expression.hasEvalError(),
                  f'{name}, {kind}, {text}: {expression.evalErrorString()}')
            if kind == 'geometry' and feature.hasGeometry():
                check(feature.geometry().intersects(value), f'{name}: a circle lies outside')
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    check('[%' not in tip and 'NULL' not in tip, f'{name}: the tip is {tip}')


def check_looks(project):
    for name in LAYERS:
        layer = layer_of(project, name)
        check(layer.labelsEnabled(), f'{name} has no labels')
        check(layer.attributeAlias(layer.fields().indexOf('reports')) == 'Reports',
              f'{name} has no titles of fields')
        day = layer.fields().indexOf('date' if name == 'incidents' else 'date_from')
        check(layer.editorWidgetSetup(day).type() == 'DateTime', f'{name}: days are no dates')
        check(layer.metadata().title() and layer.metadata().rights(), f'{name} has no metadata')
        check_expressions(project, name)
    items = layer_of(project, 'incidents').renderer().legendSymbolItems()
    check(any(i.dataDefinedSizeLegendSettings() for i in items), 'no legend of sizes')


# ------------------------------------------------------------------------ time

def range_of(first, last):
    start, end = (QDateTime(QDate.fromString(d, Qt.ISODate), QTime(0, 0), Qt.UTC)
                  for d in (first, str(date.fromisoformat(last) + timedelta(1))))
    return QgsDateTimeRange(start, end, True, False)


def check_time(project, folder, days):
    """What the temporal controller shows on each day, against the tables."""
    incidents = rows_of(folder, 'incidents')
    for name in LAYERS:
        layer = layer_of(project, name)
        time = layer.temporalProperties()
        check(time.isActive(), f'{name} has no time')
        context = QgsVectorLayerTemporalContext()
        context.setLayer(layer)
        for day in days:
            text = time.createFilterString(context, range_of(day, day))
            features = list(layer.getFeatures(QgsFeatureRequest().setFilterExpression(text)))
            if name == 'incidents':
                want = {r['id'] for r in incidents if r['date'] == day}
                check({f['id'] for f in features} == want, f'incidents of {day}')
            elif name == 'tallies_by_day':
                dates = {f['date_from'].toString(Qt.ISODate) for f in features}
                check(dates <= {day} and bool(dates) == any(r['date'] == day and r['admin1']
                      for r in incidents), f'tallies of {day} are of {dates}')
            else:
                inside = sum(f['date_from'].toString(Qt.ISODate) <= day <=
                             f['date_to'].toString(Qt.ISODate) for f in layer.getFeatures())
                check(len(features) == inside, f'{name} on {day}: {len(features)} of {inside}')


# -------------------------------------------------------------------- pictures

def paint(project, layers, extent=None, labels=True, days=None, size=(1200, 800),
          dpi=96):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor('white'))
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(dpi)
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setFlag(QgsMapSettings.DrawLabeling, labels)
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    settings.setExtent(extent or project.viewSettings().defaultViewExtent())
    if days:
        settings.setIsTemporal(True)
        settings.setTemporalRange(range_of(*days))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    check(not job.errors(), f'drawing: {[e.message for e in job.errors()]}')
    return job.renderedImage(), settings


def near(colour, like, apart=30):
    return all(abs(a - b) <= apart for a, b in zip(colour.getRgb()[:3], like))


def share(image, like, apart=30):
    """How much of the picture has a colour."""
    points = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return sum(near(image.pixelColor(x, y), like, apart) for x, y in points) / len(points)


def is_blank(image):
    return len({image.pixel(x, y) for x in range(0, image.width(), 4)
                for y in range(0, image.height(), 4)}) < 2


def lines_in(project, layer, feature):
    """How much of the inner part of an area is drawn dark, in a picture of it without labels."""
    shape = QgsGeometry(feature.geometry())
    shape.transform(QgsCoordinateTransform(layer.crs(), project.crs(), project))
    box = shape.boundingBox()
    image, settings = paint(project, [layer], box, labels=False, size=(600, 600), dpi=250)
    inner = shape.buffer(-0.02 * (box.width() + box.height()), 2)
    engine = QgsGeometry.createGeometryEngine(inner.constGet())
    engine.prepareGeometry()
    dark = []
    for x in range(2, 600, 4):
        for y in range(2, 600, 4):
            point = settings.mapToPixel().toMapCoordinates(x, y)
            if engine.contains(QgsPoint(point)):
                dark.append(near(image.pixelColor(x, y), (85, 85, 85), 85))
    return sum(dark) / max(1, len(dark))


def check_hatch(project):
    """Lines where a figure is a lower bound or there is none, and nowhere else."""
    layer = layer_of(project, 'tallies')
    kinds = {'exact': 0, 'open': 0, 'none': 0}
    for feature in layer.getFeatures():
        numbers = [feature[n] for n in ('intercepted', 'impacted')]
        told = [n for n in numbers if isinstance(n, int)]
        open_end = any(isinstance(feature[n], int) and not isinstance(feature[n + '_high'], int)
                       for n in ('intercepted', 'impacted'))
        without = any(n in f'{feature["unnumbered"]} {feature["withheld"]}'
                      for n in ('intercepted', 'impacted'))
        kind = 'none' if not told else 'open' if open_end or without else 'exact'
        if kind == 'none' and not without:
            continue
        kinds[kind] += 1
        dark = lines_in(project, layer, feature)
        check(dark > 0.08 if kind != 'exact' else dark < 0.04,
              f'{feature["region"]} ({kind}): {dark:.3f} of it is hatch')
    check(all(kinds.values()), f'not all kinds of figures are tried: {kinds}')


def pixel_at(project, image, settings, layer, point):
    place = QgsCoordinateTransform(layer.crs(), project.crs(), project).transform(point)
    at = settings.mapToPixel().transform(place)
    return image.pixelColor(int(at.x()), int(at.y()))


def check_incident_colours(project):
    """The largest of each outcome is seen in its colour at its place."""
    colours = {'launched': (230, 159, 0), 'intercepted': (0, 114, 178), 'lost': (204, 121, 167),
               'impacted': (213, 94, 0), 'sighted': (0, 158, 115)}
    layer = layer_of(project, 'incidents')
    tried = 0
    for feature in layer.getFeatures():
        if not feature.hasGeometry() or not isinstance(feature['best'], int):
            continue
        point = feature.geometry().asPoint()
        alone = sum(f.hasGeometry() and f.geometry().asPoint().distance(point) < 0.05
                    for f in layer.getFeatures()) == 1
        if alone:
            image, settings = paint(project, [layer], labels=False)
            colour = pixel_at(project, image, settings, layer, point)
            check(near(colour, colours[feature['outcome']], 60),
                  f'{feature["place"]}, {feature["outcome"]}, is {colour.name()}')
            tried += 1
    check(tried > 1, 'no incident stands alone')


def check_pictures(project, days):
    layers = [layer_of(project, n) for n in ('incidents', 'tallies')]
    whole = paint(project, layers)[0]
    check(not is_blank(whole), 'the map is blank')
    check(whole != paint(project, layers, labels=False)[0], 'the map has no labels')
    daily = [layer_of(project, n) for n in ('incidents', 'tallies_by_day')]
    seen = [paint(project, daily, days=(d, d))[0] for d in (days[0], days[-1])]
    check(not any(is_blank(image) for image in seen), 'a day is blank')
    check(seen[0] != seen[1], 'two days look alike')
    check(is_blank(paint(project, daily, days=('2001-01-01', '2001-01-02'))[0]),
          'a day without reports is not blank')
    around = paint(project, [project.mapLayer('skytally_backdrop')])[0]
    check(share(around, (247, 245, 240), 3) > 0.2, 'there are no countries around')
    check_hatch(project)
    check_incident_colours(project)


def check_layout(project):
    layout = project.layoutManager().layoutByName('A4 map')
    check(layout is not None, 'there is no layout')
    image_settings = QgsLayoutExporter.ImageExportSettings()
    image_settings.dpi = 100
    exporter = QgsLayoutExporter(layout)
    check(exporter.exportToImage('layout.jpg', image_settings) == QgsLayoutExporter.Success, 'jpg')
    check(exporter.exportToPdf('layout.pdf', QgsLayoutExporter.PdfExportSettings()) ==
          QgsLayoutExporter.Success, 'pdf')
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=100)
    width, height = image.width(), image.height()
    parts = {'title': (0, 0, 0.6, 0.09), 'map': (0.05, 0.12, 0.7, 0.85),
             'legend': (0.74, 0.1, 1, 0.5), 'credits': (0, 0.89, 0.9, 1)}
    for name, (left, top, right, bottom) in parts.items():
        part = image.copy(int(left * width), int(top * height), int((right - left) * width),
                          int((bottom - top) * height))
        check(not is_blank(part), f'the layout has no {name}')
    legend = layout.itemById('legend')
    names = [node.name() for node in legend.model().rootGroup().findLayers()]
    check(names == ['Incidents', 'Drones by region'], f'the legend has {names}')


# ------------------------------------------------------------------------ main

def check_crs(reports):
    for number, crs in enumerate(('EPSG:3857', 'EPSG:32637',
                                  '+proj=laea +lat_0=52 +lon_0=36 +datum=WGS84 +type=crs')):
        folder = f'crs{number}'
        run('run', '--quiet', '--formats', 'qgis', '--crs', crs, '-o', folder, *reports)
        project = open_project(f'{folder}/skytally.qgz')
        check(layer_of(project, 'tallies').crs().isValid(), f'{crs}: no CRS')
        if crs.startswith('EPSG'):
            check(project.crs().authid() == crs, f'{crs}: the project is in {project.crs().authid()}')
        extent = project.viewSettings().defaultViewExtent()
        layer = layer_of(project, 'tallies')
        check(extent.contains(layer.extent().center()), f'{crs}: the view is elsewhere')
        check(not is_blank(paint(project, [layer])[0]), f'{crs}: the map is blank')


def check_kept(reports):
    """A project that was saved by QGIS is the user's; an untouched one is made anew."""
    shutil.copytree('out', 'mine')
    QgsProject.instance().clear()
    project = QgsProject.instance()
    project.read('mine/skytally.qgz')
    project.setTitle('Mine')
    check(project.write(), 'QGIS cannot save the project')
    project.clear()
    saved = open('mine/skytally.qgz', 'rb').read()
    said = run('run', '-o', 'mine', *reports)
    check(open('mine/skytally.qgz', 'rb').read() == saved, 'a saved project is written over')
    check('skytally.qgz' in said, 'it is not told that the project is kept')


def main():
    reports = inputs()
    run('run', '--quiet', '-o', 'out', *reports)
    check_archive('out/skytally.qgz')
    run('run', '--quiet', '-o', 'again', *reversed(reports))
    for file in ('skytally.qgz', 'incidents.qml', 'tallies.qml', 'countries.qml'):
        check(open(f'out/{file}', 'rb').read() == open(f'again/{file}', 'rb').read(),
              f'{file} differs from run to run')
    run('run', '--quiet', '--formats', 'qgis', '-o', 'alone', *reports)
    check(sorted(os.listdir('alone'))[-2:] == ['skytally.gpkg', 'skytally.qgz'],
          f'alone it writes {os.listdir("alone")}')
    os.makedirs('moved/there')
    for file in ('skytally.gpkg', 'skytally.qgz'):
        shutil.copy(f'out/{file}', 'moved/there')
        os.chmod(f'moved/there/{file}', stat.S_IRUSR)
    os.chmod('moved/there', stat.S_IRUSR | stat.S_IXUSR)
    project = open_project('moved/there/skytally.qgz')
    days = sorted({r['date'] for r in rows_of('out', 'incidents') if r['date']})
    check_project(project, 'out')
    check_relations(project)
    check_looks(project)
    check_time(project, 'out', days)
    check_pictures(project, days)
    check_layout(project)
    project.clear()
    check(sorted(os.listdir('moved/there')) == ['skytally.gpkg', 'skytally.qgz'],
          f'QGIS left {os.listdir("moved/there")}')
    os.chmod('moved/there', stat.S_IRWXU)
    check_crs(reports)
    run('run', '--quiet', '--by', 'day', '-o', 'days', *reports)
    check_time(open_project('days/skytally.qgz'), 'days', days)
    run('run', '--quiet', '--country', 'XX', '-o', 'none', *reports)
    check(open_project('none/skytally.qgz').title().startswith('Drone incidents'), 'nothing to show')
    check_kept(reports)
    print(f'QGIS {Qgis.QGIS_VERSION}: {"FAILED" if failures else "the project is good"}', flush=True)
    # Python's own way out lets Qt objects die in the wrong order.
    os._exit(1 if failures else 0)


application = QgsApplication([], False)
application.initQgis()
try:
    main()
except Exception:
    import traceback
    traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)
