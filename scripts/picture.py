"""Draws the layers of an output folder with QGIS, in the styles that skytally wrote.

usage: picture.py LAYERS BASE.topojson COUNTRIES.tsv PICTURE.png  (see scripts/picture)

Regions that lie together make one map; the group with the most drones is the large
one, the others and the countries stand beside it. What has no shape of its own (area
sets, what is not placed, the total) is told in words.
"""
import csv
import os
import sys
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsExpression,
    QgsExpressionContext, QgsExpressionContextUtils, QgsFillSymbol, QgsLabelObstacleSettings,
    QgsMapRendererSequentialJob,
    QgsMapSettings, QgsPalLayerSettings, QgsProject, QgsRectangle, QgsRuleBasedLabeling,
    QgsSingleSymbolRenderer,
    QgsSymbolLayerUtils, QgsTextBufferSettings, QgsTextFormat, QgsUnitTypes, QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QLocale, QRect, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen

WIDTH, HEIGHT = 1400, 930
MARGIN, TITLE, FOOT, SIDE, INSET = 24, 84, 34, 392, 212
DPI = 110
LINES = 5  # of what is not on the map
FAMILY = "DejaVu Sans"
WATER, LAND, EDGE = "#dfeaf1", "#f7f5f0", "#c9c4b8"
INK, QUIET = "#1c1c1c", "#6a6a6a"
TOGETHER_DEG = 6.0  # regions nearer than this are on one map
WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")


# ------------------------------------------------------------------- layers

def load(path):
    """A layer as skytally wrote it: its .qml is taken by its name."""
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    if not layer.isValid():
        sys.exit(f"picture: {path} does not load")
    layer.loadDefaultStyle()
    return layer


def load_base(path, name, called):
    # QGIS tries to open it for writing first, which GDAL complains of.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    layer = QgsVectorLayer(f"{path}|layername={name}|geometrytype=Polygon", called, "ogr")
    gdal.PopErrorHandler()
    if not layer.isValid():
        sys.exit(f"picture: {path} has no {name}")
    layer.setCrs(WGS84)
    return layer


def fill(layer, colour, edge, width):
    """Draws all of the layer alike."""
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({
        "color": colour, "outline_color": edge, "outline_width": str(width),
        "outline_style": "solid" if width else "no"})))
    return layer


def text_format(size, colour=INK, bold=False, italic=False, buffer="#ffffff"):
    result = QgsTextFormat()
    font = QFont(FAMILY)
    font.setBold(bold)
    font.setItalic(italic)
    result.setFont(font)
    result.setSize(size)
    result.setSizeUnit(QgsUnitTypes.RenderPoints)
    result.setColor(QColor(colour))
    if buffer:
        halo = QgsTextBufferSettings()
        halo.setEnabled(True)
        halo.setSize(0.9)
        halo.setColor(QColor(buffer))
        halo.setOpacity(0.85)
        result.setBuffer(halo)
    return result


def labels(expression, shape, placement, priority):
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.setFormat(shape)
    settings.placement = placement
    settings.priority = priority
    if placement == QgsPalLayerSettings.OverPoint:
        settings.obstacleSettings().setType(QgsLabelObstacleSettings.PolygonInterior)
        settings.centroidInside = True
        settings.quadOffset = QgsPalLayerSettings.QuadrantOver
        settings.displayAll = True
        settings.geometryGeneratorEnabled = True  # where the style has its circle
        settings.geometryGeneratorType = QgsWkbTypes.PointGeometry
        settings.geometryGenerator = "point_on_surface($geometry)"
    if placement == QgsPalLayerSettings.OrderedPositionsAroundPoint:
        settings.dist = 1.2
    return settings


def label(layer, *settings):
    """One kind of label or several, each for the features that it has a text for."""
    root = QgsRuleBasedLabeling.Rule(None)
    for number, one in enumerate(settings):
        rule = QgsRuleBasedLabeling.Rule(one)
        rule.setRuleKey(f"{layer.name()}-{number}")
        rule.setFilterExpression(f"({one.fieldName}) IS NOT NULL")
        root.appendChild(rule)
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)
    return layer


# "Kursk", but "Moscow Oblast", which is not Moscow.
SHORT = "regexp_replace(\"region\", '^(?!Moscow|Kyiv)(.*) (Oblast|Province|Region|Krai)$', '\\\\1')"
NUMBER = "coalesce(\"intercept\", 0) + coalesce(\"impacted\", 0)"
HAS_NUMBER = "coalesce(\"intercept\", \"impacted\") IS NOT NULL"


def tallies_layer(folder):
    return label(
        load(folder / "tallies.shp"),
        labels(f"CASE WHEN {HAS_NUMBER} THEN {SHORT} || '\\n' || ({NUMBER}) END",
               text_format(10.5, bold=True), QgsPalLayerSettings.OverPoint, 10),
        labels(f"CASE WHEN NOT {HAS_NUMBER} THEN \"region\" END", text_format(9, QUIET),
               QgsPalLayerSettings.Horizontal, 3))


def incidents_layer(folder):
    layer = load(folder / "incidents.shp")
    return label(layer, labels(
        "\"place\" || ': ' || coalesce(\"n_best\" || ' ', '') || \"outcome\"",
        text_format(8.5, "#123", italic=True),
        QgsPalLayerSettings.OrderedPositionsAroundPoint, 8))


def country_names(path, but):
    """English names by code, those of `but` left out: they stand on the small map."""
    rows = [line for line in open(path, encoding="utf-8") if not line.startswith("#")]
    table = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["country"]: row["name"] for row in table if row["country"] not in but}


def name_countries(layer, names, size):
    """Country names by a map of codes, since the outlines bear codes alone."""
    pairs = ",".join(f"'{code}',{QgsExpression.quotedString(name.upper())}"
                     for code, name in names.items())
    return label(layer, labels(f"map_get(map({pairs}), \"id\")",
                               text_format(size, "#8d8675", buffer=LAND),
                               QgsPalLayerSettings.Horizontal, 0))


# --------------------------------------------------------------------- maps

def groups_of(layer):
    """Regions that lie together: extent, drones, codes; those with most drones first."""
    groups = []
    for feature in layer.getFeatures():
        box = QgsRectangle(feature.geometry().boundingBox())
        count = sum(feature[f] for f in ("intercept", "impacted", "launched")
                    if isinstance(feature[f], (int, float)))
        codes = set(str(feature["admin1"]).split("+"))
        near = [g for g in groups if g[0].buffered(TOGETHER_DEG).intersects(box)]
        for group in near:
            box.combineExtentWith(group[0])
            count += group[1]
            codes |= group[2]
            groups.remove(group)
        groups.append((box, count, codes))
    return sorted(groups, key=lambda g: (-g[1], g[0].xMinimum()))


def days_of(folder, codes):
    """First and last day of the incidents in the regions `codes`, in words."""
    rows = csv.DictReader(open(folder / "incidents.csv", encoding="utf-8"))
    days = sorted(QDate.fromString(row["date"], Qt.ISODate) for row in rows
                  if row["date"] and codes.intersection(row["admin1"].split("+")))
    texts = [QLocale(QLocale.English).toString(d, "d MMMM yyyy") for d in days]
    return " to ".join(dict.fromkeys([*texts[:1], *texts[-1:]]))


def draw_map(layers, box, size, grow=0.06):
    """Draws `box` (degrees) in an equal-area projection of its own."""
    centre = box.center()
    crs = QgsCoordinateReferenceSystem.fromProj(
        f"+proj=laea +lat_0={centre.y():.2f} +lon_0={centre.x():.2f} +datum=WGS84 +units=m")
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor(WATER))
    settings.setOutputSize(size)
    settings.setOutputDpi(DPI)
    settings.setDestinationCrs(crs)
    extent = QgsCoordinateTransform(WGS84, crs, QgsProject.instance()).transformBoundingBox(box)
    extent.grow(max(extent.width(), extent.height()) * grow)
    settings.setExtent(extent)
    settings.setFlag(QgsMapSettings.DrawLabeling, True)
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    errors = [e.message for e in job.errors()]
    if errors:
        sys.exit(f"picture: {errors}")
    return job.renderedImage()


# --------------------------------------------------------------------- page

def say(painter, x, y, text, size, colour=INK, bold=False, width=None):
    """Writes `text` with its top at y; gives the y below it."""
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    area = QRect(x, y, width or WIDTH - x - MARGIN, 400)
    flags = int(Qt.AlignLeft | Qt.AlignTop | Qt.TextWordWrap)
    drawn = painter.boundingRect(area, flags, text)
    painter.drawText(area, flags, text)
    return y + drawn.height()


def frame(painter, image, x, y, title):
    painter.drawImage(x, y, image)
    plate = painter.fontMetrics().boundingRect(title)
    painter.fillRect(x, y, plate.width() + 20, 26, QColor(255, 255, 255, 225))
    say(painter, x + 10, y + 5, title, 13, bold=True)
    painter.setPen(QPen(QColor("#9a958a"), 1))
    painter.drawRect(x, y, image.width() - 1, image.height() - 1)


def swatch(symbol, size):
    """A class of the areas as a picture."""
    return QgsSymbolLayerUtils.symbolPreviewPixmap(symbol, size, 0)


def legend(painter, x, y, tallies, incidents):
    used = used_rules(tallies)
    y = say(painter, x, y, "Intercepted and impacted per 10 000 km²", 14, bold=True) + 6
    for item in tallies.renderer().legendSymbolItems():
        if item.symbol() is None or item.label() not in used:
            continue
        painter.drawPixmap(x, y, swatch(item.symbol(), QSize(30, 18)))
        say(painter, x + 40, y + 1, item.label(), 13)
        y += 24
    seen = {f["outcome"] for f in incidents.getFeatures()}
    if seen:
        y = say(painter, x, y + 6, "Incidents at a known place", 14, bold=True) + 6
    for category in incidents.renderer().categories():
        if category.value() in seen:
            dot(painter, x + 15, y + 9, category.symbol().color())
            say(painter, x + 40, y + 1, category.label(), 13)
            y += 23
    return y


def used_rules(layer):
    """Labels of the classes that have a region."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    used = set()
    for feature in layer.getFeatures():
        context.setFeature(feature)
        used.update(r.label() for r in layer.renderer().rootRule().descendants()
                    if r.filterExpression() and
                    QgsExpression(r.filterExpression()).evaluate(context))
    return used


def dot(painter, x, y, colour):
    painter.save()
    painter.setBrush(colour)
    painter.setPen(QPen(QColor("white"), 1))
    painter.drawEllipse(x - 7, y - 7, 14, 14)
    painter.restore()


def unplaced(folder):
    """What the map cannot show, in words."""
    outcomes = ("launched", "intercepted", "lost", "impacted", "sighted")
    lines = []
    for row in csv.DictReader(open(folder / "tallies.csv", encoding="utf-8")):
        if row["level"] == "set":
            lines += [f"{row['region']} together: {row[o]} {o}" for o in outcomes if row[o]]
        elif row["level"] == "country":
            lines += [f"{row['country']}: {row[o + '_not_placed']} of {row[o]} {o} not placed"
                      for o in outcomes if row[o + "_not_placed"] not in ("", "0")]
        elif row["level"] == "total":
            lines.append("All: " + ", ".join(f"{row[o]} {o}" for o in outcomes if row[o]))
    return lines


def main():
    folder, base, names, picture = (Path(a) for a in sys.argv[1:5])
    tallies = tallies_layer(folder)
    incidents = incidents_layer(folder)
    countries = load(folder / "countries.shp")
    # Its own classes are not those of the regions: here the numbers are enough.
    fill(countries, "#e8c9a0", "#7d776a", 0.2)
    label(countries, labels(f"CASE WHEN {HAS_NUMBER} THEN \"country\" || ' ' || ({NUMBER}) END",
                            text_format(9, bold=True),
                            QgsPalLayerSettings.OverPoint, 10))
    land = name_countries(fill(load_base(base, "countries", "land"), LAND, EDGE, 0.25),
                          country_names(names, {f["iso_a2"] for f in countries.getFeatures()}), 9)
    plain_land = fill(load_base(base, "countries", "plain"), LAND, EDGE, 0.15)
    borders = fill(load_base(base, "countries", "borders"), "0,0,0,0", "#7d776a", 0.35)
    regions = fill(load_base(base, "regions", "regions"), "0,0,0,0", "#dcd7cb", 0.12)

    groups = groups_of(tallies)
    if not groups:
        sys.exit("picture: no region to draw")
    image = QImage(WIDTH, HEIGHT, QImage.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.Antialiasing)
    say(painter, MARGIN, 18, "Drones intercepted and hit, by region", 27, bold=True)
    say(painter, MARGIN, 53, "What the reports add up to, each drone counted once", 15, QUIET)

    body = HEIGHT - TITLE - FOOT
    detail = [incidents, tallies, borders, regions]
    frame(painter, draw_map([*detail, land], groups[0][0], QSize(WIDTH - SIDE - 3 * MARGIN, body)),
          MARGIN, TITLE, days_of(folder, groups[0][2]))
    x, y = WIDTH - SIDE - MARGIN, TITLE
    wide = QgsRectangle(countries.extent())
    wide.setXMinimum(max(wide.xMinimum(), -20.0) if wide.width() > 200 else wide.xMinimum())
    frame(painter, draw_map([countries, plain_land], wide, QSize(SIDE, INSET), 0.0), x, y,
          "By country")
    y += INSET + 12
    for box, _, codes in groups[1:2]:
        frame(painter, draw_map([*detail, plain_land], box, QSize(SIDE, INSET), 0.12), x, y,
              days_of(folder, codes))
        y += INSET + 14
    y = legend(painter, x, y, tallies, incidents) + 8
    y = say(painter, x, y, "Not on the map", 14, bold=True) + 4
    lines = unplaced(folder)
    if len(lines) > LINES:
        more = f"and {len(lines) - LINES + 1} lines more in tallies.csv"
        lines = [*lines[:LINES - 2], more, lines[-1]]
    for line in lines:
        y = say(painter, x, y, line, 13, width=SIDE) + 3
    say(painter, MARGIN, HEIGHT - FOOT + 9, "Circles grow with the number. "
        "Places: GeoNames, CC BY 4.0. Outlines: Natural Earth. "
        "Borders follow ISO 3166. Drawn by QGIS in the styles that skytally writes.", 12, QUIET)
    painter.end()
    if not image.save(str(picture), "PNG", 0):
        sys.exit(f"picture: cannot write {picture}")


application = QgsApplication([], False)
application.initQgis()
code = 0
try:
    main()
except SystemExit as error:
    code = 3
    print(error, file=sys.stderr)
sys.stderr.flush()
# Python's own way out lets Qt objects die in the wrong order.
os._exit(code)
