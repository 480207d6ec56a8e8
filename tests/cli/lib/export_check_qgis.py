#!/usr/bin/python3
"""Loads the layers of an output folder in QGIS as a user would, by their name
alone, and looks at what comes: validity, CRS, style, metadata, and a picture.

usage: export_check_qgis.py OUTPUT [PICTURES]      (needs python3-qgis)
"""
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils,
    QgsGeometry, QgsMapRendererSequentialJob, QgsMapSettings, QgsPointXY,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

KINDS = ["incidents", "tallies", "countries"]
RENDERERS = {"incidents": "categorizedSymbol", "tallies": "RuleRenderer",
             "countries": "RuleRenderer"}
PLACES = [("RU.41", 36.19, 51.74), ("UA.17", 30.72, 46.48), ("RU", 36.19, 51.74),
          ("UA", 30.52, 50.45)]


class Failed(Exception):
    pass


def check(good, *words):
    if not good:
        raise Failed(" ".join(str(w) for w in words))


def load(path):
    layer = QgsVectorLayer(str(path), path.name, "ogr")
    check(layer.isValid(), path, "does not load:", layer.error().message())
    # A GeoJSON without any geometry is a table to QGIS.
    if path.suffix == ".shp" or any(f.hasGeometry() for f in layer.getFeatures()):
        check(layer.crs().authid() == "EPSG:4326", path, "has the CRS", layer.crs().authid())
    return layer


def check_style(layer, kind, name):
    # As the program does for a layer that is added by hand.
    layer.loadDefaultStyle()
    layer.loadDefaultMetadata()
    renderer = layer.renderer()
    check(renderer.type() == RENDERERS[kind], name, "is drawn by", renderer.type())
    check(layer.metadata().title() != "", name, "has no metadata")
    check(len(layer.metadata().rights()) > 0, name, "shows no attribution")
    field = "outcome" if kind == "incidents" else "reports"
    alias = layer.attributeAlias(layer.fields().indexOf(field))
    check(alias != "", name, "has no titles of fields")
    check(layer.temporalProperties().isActive(), name, "is not temporal")
    check(renderer.orderByEnabled() == (kind == "incidents"), name, "order of drawing")
    check(layer.labelsEnabled(), name, "labels")


def check_expressions(layer, name):
    """Rules and labels must be understood, whichever names the fields have."""
    expressions = []
    if layer.renderer().type() == "RuleRenderer":
        rules = layer.renderer().rootRule().descendants()
        expressions += [r.filterExpression() for r in rules if r.filterExpression()]
    for rule in layer.labeling().rootRule().descendants():
        expressions.append(rule.settings().fieldName)
        expressions.append(rule.filterExpression() or "true")
    expressions += re.findall(r"\[%(.*?)%\]", layer.mapTipTemplate(), re.S)
    expressions.append(layer.displayExpression())
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    for text in expressions:
        expression = QgsExpression(text)
        check(not expression.hasParserError(), name, expression.parserErrorString())
        for feature in layer.getFeatures():
            context.setFeature(feature)
            expression.evaluate(context)
            check(not expression.hasEvalError(), name, expression.evalErrorString())


def check_places(layer):
    names = layer.fields().names()
    for feature in layer.getFeatures():
        key = feature["iso_a2"] if feature["level"] == "country" else feature["admin1"]
        for place, lon, lat in PLACES:
            if key == place:
                point = QgsGeometry.fromPointXY(QgsPointXY(lon, lat))
                check(feature.geometry().contains(point), layer.name(), place, "lacks", lon, lat)
    check(layer.featureCount() == 0 or "date_from" in names, layer.name(), "has no period")


def paint(layer, picture):
    """Draws the layer in its own style; gives the number of colours seen."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(900, 600))
    settings.setDestinationCrs(layer.crs())
    extent = layer.extent()
    extent.grow(max(extent.width(), extent.height(), 0.1) * 0.05)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    if picture is not None:
        image.save(str(picture))
    errors = [e.message for e in job.errors()]
    check(not errors, layer.name(), "draws with errors:", errors)
    return len({image.pixel(x, y) for x in range(0, 900, 2) for y in range(0, 600, 2)})


def check_layer(folder, kind, extension, pictures):
    name = f"{kind}.{extension}"
    layer = load(folder / name)
    if layer.isSpatial():
        check_style(layer, kind, name)
        check_expressions(layer, name)
    if kind != "incidents":
        check_places(layer)
    shapes = sum(f.hasGeometry() for f in layer.getFeatures())
    if shapes > 0:
        picture = pictures / f"{kind}-{extension}.png" if pictures else None
        colours = paint(layer, picture)
        check(colours > 2, name, "draws nothing: colours", colours)
    return layer.featureCount(), shapes


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    pictures = Path(sys.argv[2]) if len(sys.argv) == 3 else None
    application = QgsApplication([], False)
    application.initQgis()
    failure = None
    try:
        for kind in KINDS:
            counts = {e: check_layer(folder, kind, e, pictures) for e in ("shp", "geojson")}
            check(counts["shp"][1] == counts["geojson"][1], kind, "differs in shapes:", counts)
            print(f"{kind}: {counts['shp'][0]} records, {counts['geojson'][0]} GeoJSON features")
        print(f"QGIS {Qgis.QGIS_VERSION}: layers load, are styled and draw")
    except Failed as error:
        failure = f"FAILED: {error}"
    application.exitQgis()
    sys.stdout.flush()
    sys.stderr.write(failure + "\n" if failure else "")
    # Python's own way out lets Qt objects die in the wrong order.
    os._exit(1 if failure else 0)


main()
