#!/usr/bin/python3
"""Opens skytally.gpkg with GDAL, and looks for it to be what it is.

usage: geopackage_check_ogr.py FILE      (needs python3-gdal)
"""
import sys

from osgeo import gdal, ogr

gdal.UseExceptions()
messages = []
gdal.PushErrorHandler(lambda level, number, text: messages.append(text))


def check(good, *words):
    if not good:
        sys.exit(" ".join(str(w) for w in words))


def main(path):
    data = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
    for name in ("incidents", "tallies", "countries", "tallies_by_day"):
        layer = data.GetLayerByName(name)
        features = list(layer)
        check(len(features) == layer.GetFeatureCount() > 0, name, "features")
        shapes = [f.GetGeometryRef() for f in features if f.GetGeometryRef() is not None]
        check(shapes and all(s.IsValid() for s in shapes), name, "has invalid shapes")
        west, east, south, north = layer.GetExtent()
        inside = [s.GetEnvelope() for s in shapes]
        check(west == min(e[0] for e in inside) and north == max(e[3] for e in inside), "extent")
        # By its index where there is one: half of the extent has what lies in it.
        middle = (west + east) / 2
        layer.SetSpatialFilterRect(west, south, middle, north)
        check(layer.GetFeatureCount() >= sum(s.Centroid().GetX() < middle for s in shapes), name,
              "a spatial filter loses features")
        layer.SetSpatialFilter(None)
        check(layer.GetMetadataItem("IDENTIFIER"), name, "has no title")
    day = data.GetLayerByName("tallies_by_day")
    check(day.GetFIDColumn() == "OGC_FID", "the view's key is", day.GetFIDColumn())
    first = day.GetNextFeature().GetField("date_from")
    day.SetAttributeFilter("date_from = '" + first.replace("/", "-") + "'")
    check(day.GetFeatureCount() > 0, "no day by its date")
    kinds = {f.GetName(): f.GetTypeName() for f in day.schema}
    check(kinds["date_from"] == kinds["date_to"] == "Date", kinds)
    incidents = data.GetLayerByName("incidents").schema
    kinds = {f.GetName(): f.GetTypeName() for f in incidents}
    check((kinds["date"], kinds["t_start"], kinds["best"]) == ("Date", "DateTime", "Integer64"),
          kinds)
    subtypes = {f.GetName(): f.GetSubType() for f in incidents}
    check(subtypes["withheld"] == ogr.OFSTBoolean, "withheld is no truth value")
    if hasattr(data, "GetRelationshipNames"):
        names = data.GetRelationshipNames() or []
        check(sorted(names) == ["claims_reports_attributes", "incidents_claims_attributes"], names)
    check(not messages, messages)


main(sys.argv[1])
