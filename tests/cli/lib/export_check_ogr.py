#!/usr/bin/env python3
"""Checks the shapefiles and GeoJSON of an output folder with GDAL/OGR.

usage: export_check_ogr.py OUTPUT          (needs python3-gdal)
"""
import sys
from pathlib import Path

from osgeo import gdal, ogr, osr

INCIDENTS = (
    "id event date t_start t_end outcome method n_low n_best n_high n_net sites place level "
    "geo_prec time_prec admin1 iso3166_2 region iso_a2 country attacker claimed_by reports source "
    "quote"
).split()
AREAS = (
    "admin1 iso3166_2 region iso_a2 country level date_from date_to launched launch_lo launch_hi "
    "intercept interc_lo interc_hi lost lost_lo lost_hi impacted impact_lo impact_hi sighted "
    "sight_lo sight_hi unnumbered withheld incidents reports area_km2 per_10k"
).split()
NAMES = {"incidents": INCIDENTS, "tallies": AREAS, "countries": AREAS}
DATES = {"incidents": ["date"], "tallies": ["date_from", "date_to"],
         "countries": ["date_from", "date_to"]}
# A polygon that is there must contain these places (boundaries = iso: Simferopol
# is in UA): key, longitude, latitude.
PLACES = [("RU.41", 36.19, 51.74), ("UA.12", 30.52, 50.45), ("UA.17", 30.72, 46.48),
          ("RU.48", 37.62, 55.75), ("IR.26", 51.42, 35.69), ("RU", 36.19, 51.74),
          ("UA", 30.52, 50.45),
          ("UA", 34.10, 44.95), ("Black Sea", 33.0, 43.5)]
WGS84_PRJ = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


class Failed(Exception):
    pass


def check(good, *words):
    if not good:
        raise Failed(" ".join(str(w) for w in words))


def check_crs(layer, name):
    crs = layer.GetSpatialRef()
    check(crs is not None, name, "has no CRS")
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    crs = crs.Clone()
    crs.AutoIdentifyEPSG()
    check(crs.GetAuthorityCode(None) == "4326", name, "is not EPSG:4326")
    check(crs.IsSame(wgs84, ["IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"]), name, "is not WGS 84")


def check_fields(layer, kind):
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    names = [f.GetName() for f in fields]
    check(names == NAMES[kind], kind + ".shp has other fields:", names)
    for field in fields:
        is_date = field.GetType() == ogr.OFTDate
        check(is_date == (field.GetName() in DATES[kind]), kind, field.GetName(), "type of date")


def check_shapefile(folder, kind):
    path = folder / (kind + ".shp")
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["ESRI Shapefile"])
    check(source is not None, path, "does not open")
    layer = source.GetLayer(0)
    check_crs(layer, path)
    check((folder / (kind + ".prj")).read_text() == WGS84_PRJ, kind + ".prj", "is another text")
    encoding = (layer.GetMetadata("SHAPEFILE") or {}).get("SOURCE_ENCODING")
    check(encoding == "UTF-8", path, "encoding", encoding)
    check_fields(layer, kind)
    for feature in layer:
        geometry = feature.GetGeometryRef()
        where = f"{path}: record {feature.GetFID()}:"
        check(geometry is not None and not geometry.IsEmpty(), where, "no shape")
        check(geometry.IsValid(), where, "invalid shape")
        if kind == "incidents":
            check(feature["geo_prec"] in (1, 2), where, "a point of precision", feature["geo_prec"])
    layer.ResetReading()
    return source


def key_of(feature):
    if feature["level"] == "sea":
        return feature["region"]
    return feature["iso_a2"] if feature["level"] == "country" else feature["admin1"]


def check_places(sources):
    found = 0
    for kind in ("tallies", "countries"):
        for feature in sources[kind].GetLayer(0):
            for key, lon, lat in PLACES:
                if key_of(feature) == key:
                    point = ogr.CreateGeometryFromWkt(f"POINT ({lon} {lat})")
                    check(feature.GetGeometryRef().Contains(point), key, "lacks", lon, lat)
                    found += 1
    return found


def area_of(geometry):
    """Square degrees; common borders are lines, and have none."""
    if geometry is None or geometry.GetDimension() < 2:
        return 0
    if geometry.GetGeometryCount() > 0 and geometry.GetGeometryType() != ogr.wkbPolygon:
        return sum(area_of(geometry.GetGeometryRef(i)) for i in range(geometry.GetGeometryCount()))
    return geometry.GetArea()


def check_overlaps(layer):
    """Areas of one period may touch, and no more."""
    areas = [(f["date_from"], key_of(f), f.GetGeometryRef().Clone()) for f in layer]
    for i, (day, key, geometry) in enumerate(areas):
        for other_day, other_key, other in areas[:i]:
            if day != other_day or not geometry.Intersects(other):
                continue
            area = area_of(geometry.Intersection(other))
            smaller = min(area_of(geometry), area_of(other))
            check(area <= 1e-3 * smaller, key, "and", other_key, "overlap by", area, "sq. degrees")


def check_geojson(folder, kind, shapes):
    path = folder / (kind + ".geojson")
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["GeoJSON"])
    check(source is not None, path, "does not open")
    layer = source.GetLayer(0)
    check_crs(layer, path)
    drawn = 0
    for feature in layer:
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            check(geometry.IsValid(), path, feature.GetFID(), "invalid geometry")
            drawn += 1
    check(drawn == shapes, path, "draws", drawn, "features, the shapefile", shapes)
    definition = layer.GetLayerDefn()
    for name in DATES[kind]:
        field = definition.GetFieldDefn(definition.GetFieldIndex(name))
        known = any(f.IsFieldSetAndNotNull(name) for f in layer)
        check(not known or field.GetType() == ogr.OFTDate, path, name, "is no date")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    gdal.UseExceptions()
    folder = Path(sys.argv[1])
    try:
        sources = {kind: check_shapefile(folder, kind) for kind in NAMES}
        for kind, source in sources.items():
            check_geojson(folder, kind, source.GetLayer(0).GetFeatureCount())
        check_overlaps(sources["tallies"].GetLayer(0))
        check_overlaps(sources["countries"].GetLayer(0))
        found = check_places(sources)
    except (Failed, RuntimeError) as failure:
        sys.exit(f"FAILED: {failure}")
    for kind, source in sources.items():
        print(f"{kind}.shp: {source.GetLayer(0).GetFeatureCount()} records")
    print(f"GDAL {gdal.__version__}: layers are good, {found} known places lie in their polygons")


main()
