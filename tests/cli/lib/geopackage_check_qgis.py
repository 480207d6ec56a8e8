#!/usr/bin/python3
"""Loads the layers of skytally.gpkg in QGIS, and looks at style, metadata, dates and time.

usage: geopackage_check_qgis.py FILE      (needs python3-qgis)
"""
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsDateTimeRange, QgsFeatureRequest, QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant  # noqa: E402

RENDERERS = {"incidents": "categorizedSymbol", "tallies": "RuleRenderer",
             "countries": "RuleRenderer", "tallies_by_day": "RuleRenderer"}
TABLES = ("tallies_all", "tallies_all_by_day", "claims", "reports", "links", "incident_claims",
          "claim_places")


class Failed(Exception):
    pass


def check(good, *words):
    if not good:
        raise Failed(" ".join(str(w) for w in words))


def load(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    check(layer.isValid(), name, "does not load:", layer.error().message())
    check(layer.featureCount() == len(list(layer.getFeatures())) > 0, name, "count")
    return layer


def check_days(layer):
    """The temporal controller's frame of a day shows the rows of that day."""
    properties = layer.temporalProperties()
    if not properties.isActive():
        properties.setMode(properties.ModeFeatureDateTimeStartAndEndFromExpressions)
        properties.setStartExpression('to_datetime("date_from")')
        properties.setEndExpression("to_datetime(\"date_to\") + to_interval('1 day')")
        properties.setLimitMode(Qgis.VectorTemporalLimitMode.IncludeBeginExcludeEnd)
        properties.setIsActive(True)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    days = [f["date_from"].toString("yyyy-MM-dd") for f in layer.getFeatures()]
    for day in sorted(set(days))[:5]:
        start = QDateTime(QDate.fromString(day, "yyyy-MM-dd"), QTime(0, 0))
        text = properties.createFilterString(
            context, QgsDateTimeRange(start, start.addDays(1), True, False))
        shown = list(layer.getFeatures(QgsFeatureRequest().setFilterExpression(text)))
        check(len(shown) == days.count(day), day, "shows", len(shown), "of", days.count(day), text)
        check(all(f.hasGeometry() for f in shown), day, "has rows without outline")


def main(path):
    for name, renderer in RENDERERS.items():
        layer = load(path, name)
        check(layer.crs().authid() == "EPSG:4326", name, layer.crs().authid())
        message, found = layer.loadDefaultStyle()
        check(found and layer.renderer().type() == renderer, name, "style", message)
        layer.loadDefaultMetadata()
        check(layer.metadata().title() and layer.metadata().rights() and
              layer.metadata().abstract(), name, "has no metadata")
        fields = {f.name(): f for f in layer.fields()}
        date = "date" if name == "incidents" else "date_from"
        check(fields[date].type() == QVariant.Date, name, date, fields[date].typeName())
        check(layer.attributeAlias(layer.fields().indexOf("reports")), name, "has no titles")
        if name == "incidents":
            check(fields["t_start"].type() == QVariant.DateTime, "t_start")
            check(layer.temporalProperties().isActive(), name, "is not temporal")
        if name == "tallies_by_day":
            check_days(layer)
        day = next(f[date] for f in layer.getFeatures() if f[date])
        text = day.toString("yyyy-MM-dd")
        request = QgsFeatureRequest().setFilterExpression(f"\"{date}\" = to_date('{text}')")
        found = list(layer.getFeatures(request))
        check(found and all(f[date] == day for f in found), name, "by date")
    for name in TABLES:
        load(path, name)


application = QgsApplication([], False)
application.initQgis()
try:
    main(sys.argv[1])
    words = ""
except Failed as failure:
    words = f"QGIS: {failure}\n"
sys.stderr.write(words)
sys.stderr.flush()
# Without taking QGIS apart, which Python does in an order that it may not outlive.
os._exit(1 if words else 0)
