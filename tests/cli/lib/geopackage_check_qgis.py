#!/usr/bin/python3
"""Loads the layers of skytally.gpkg in QGIS, and looks at style, metadata, dates and time.

usage: geopackage_check_qgis.py FILE      (needs python3-qgis)
"""
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsFeatureRequest, QgsVectorLayer  # noqa: E402
from qgis.PyQt.QtCore import QVariant  # noqa: E402

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
except Failed as failure:
    sys.exit(f"QGIS: {failure}")
finally:
    application.exitQgis()
