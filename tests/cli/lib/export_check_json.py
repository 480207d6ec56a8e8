#!/usr/bin/env python3
"""Checks the GeoJSON, CSV and NDJSON of an output folder with nothing but the
standard library: RFC 7946, the columns, and that one run tells one story.

usage: export_check_json.py OUTPUT
"""
import csv
import json
import re
import sys
from pathlib import Path

OUTCOMES = ["launched", "intercepted", "lost", "impacted", "sighted"]
FIGURES = ["", "_low", "_high", "_not_placed", "_elsewhere"]
TALLY_COLUMNS = (
    ["level", "admin1", "iso_3166_2", "region", "iso_a2", "country", "date_from", "date_to"]
    + [o + f for o in OUTCOMES for f in FIGURES]
    + ["unnumbered", "withheld", "incidents", "reports", "area_km2", "per_10k"]
    + ["label_lon", "label_lat"]
)
CLAIM_KEYS = set(
    "id doc item report url published publisher lang signature outcome method value bound low "
    "best high sites debris places other_places date start end time_precision period role "
    "part_of links attacker issuer source evidence offset".split()
)


class Failed(Exception):
    pass


def check(good, *words):
    if not good:
        raise Failed(" ".join(str(w) for w in words))


def area2(ring):
    x0, y0 = ring[0]
    return sum(
        (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in zip(ring, ring[1:])
    )


def check_position(point, where):
    check(len(point) == 2, where, "a position of", len(point), "numbers")
    check(-180 <= point[0] <= 180 and -90 <= point[1] <= 90, where, "beyond the earth:", point)


def check_ring(ring, outer, where):
    check(len(ring) >= 4, where, "a ring of", len(ring), "positions")
    check(ring[0] == ring[-1], where, "an open ring")
    for point in ring:
        check_position(point, where)
    check((area2(ring) > 0) == outer, where, "breaks the right-hand rule, outer:", outer)
    for a, b in zip(ring, ring[1:]):
        at_pole = abs(a[1]) == 90 and abs(b[1]) == 90
        check(at_pole or abs(a[0] - b[0]) <= 180, where, "crosses the antimeridian", a, b)


def within(bbox, point):
    west, south, east, north = bbox
    lon_ok = west <= point[0] <= east if west <= east else point[0] >= west or point[0] <= east
    return lon_ok and south <= point[1] <= north


def check_geometry(feature, kind, where):
    geometry = feature["geometry"]
    if geometry is None:
        return []
    if kind == "incidents":
        check(geometry["type"] == "Point", where, geometry["type"])
        check_position(geometry["coordinates"], where)
        return [geometry["coordinates"]]
    check(geometry["type"] == "MultiPolygon", where, geometry["type"])
    points = []
    for polygon in geometry["coordinates"]:
        for i, ring in enumerate(polygon):
            check_ring(ring, i == 0, where)
            points += ring
    check("bbox" in feature, where, "has no bbox")
    check(all(within(feature["bbox"], p) for p in points), where, "leaves its bbox")
    return points


def check_types(features, where):
    """One type a property, and the same properties in every feature."""
    kinds = {}
    for feature in features:
        names = list(feature["properties"])
        check(names == list(features[0]["properties"]), where, "features differ in properties")
        for name, value in feature["properties"].items():
            if value is not None:
                kinds.setdefault(name, set()).add(type(value).__name__)
    for name, found in kinds.items():
        check(len(found) == 1, where, name, "has several types:", found)


def check_geojson(path, kind):
    raw = path.read_bytes()
    check(not raw.startswith(b"\xef\xbb\xbf"), path, "begins with a byte order mark")
    text = raw.decode("utf-8")
    for number in re.finditer(r"\d\.(\d{8,})(?=[,\]])", text):
        raise Failed(f"{path}: more than seven decimals: {number.group(0)}")
    root = json.loads(text, parse_constant=lambda c: check(False, path, "has", c))
    check(root["type"] == "FeatureCollection", path, root["type"])
    check("crs" not in root, path, "has a crs member")
    check(root["attribution"] and root["parameters"]["day_rule"], path, "tells no attribution")
    check(root["parameters"]["boundaries"] in ("iso", "de-facto"), path, "tells no boundaries")
    features = root["features"]
    ids = [f["id"] for f in features]
    check(len(set(ids)) == len(ids), path, "ids occur twice")
    check(all(isinstance(i, str) and i for i in ids), path, "ids are no text")
    check_types(features, path)
    for feature in features:
        where = f"{path}: {feature['id']}:"
        for point in check_geometry(feature, kind, where):
            check(within(root["bbox"], point), where, "leaves the collection's bbox")
        check_estimates(feature["properties"], kind, where)
    return root


def check_estimates(row, kind, where):
    names = [("low", "best", "high")] if kind == "incidents" else [
        (o + "_low", o, o + "_high") for o in OUTCOMES
    ]
    for group in names:
        known = [row[n] for n in group if row[n] is not None]
        check(known == sorted(known), where, "not low <= best <= high:", group, known)


def number(text):
    return None if text == "" else float(text)


def check_tables(folder, layers):
    with open(folder / "tallies.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    check(list(rows[0]) == TALLY_COLUMNS, "tallies.csv has other columns:", list(rows[0]))
    check(rows[-1]["level"] == "total", "the last row of tallies.csv is no total")
    for outcome in OUTCOMES:
        of_table = sum(number(r[outcome]) or 0 for r in rows if r["level"] in ("region", "sea"))
        of_layer = sum(
            f["properties"][outcome] or 0
            for f in layers["tallies"]["features"]
            if f["properties"]["level"] in ("region", "sea")
        )
        check(of_table == of_layer, outcome, "table", of_table, "and layer", of_layer, "differ")
    countries = [r for r in rows if r["level"] == "country"]
    check(all(r["admin1"] == "" for r in countries), "a country row has an admin1")
    check(
        len(countries) == len(layers["countries"]["features"]),
        "countries.geojson and tallies.csv differ in countries",
    )
    with open(folder / "incidents.csv", newline="", encoding="utf-8") as file:
        incidents = list(csv.DictReader(file))
    check(
        [r["id"] for r in incidents] == [f["id"] for f in layers["incidents"]["features"]],
        "incidents.csv and incidents.geojson differ",
    )


def check_claims(folder, layers):
    ids = set()
    with open(folder / "claims.ndjson", encoding="utf-8") as file:
        for n, line in enumerate(file, 1):
            claim = json.loads(line)
            missing = CLAIM_KEYS - set(claim)
            check(not missing, f"claims.ndjson:{n}: lacks", missing)
            ids.add(claim["id"])
    for feature in layers["incidents"]["features"]:
        for claim in (feature["properties"]["claims"] or "").split():
            check(claim in ids, feature["id"], "rests on an unknown claim", claim)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    kinds = ["incidents", "tallies", "countries"]
    try:
        layers = {k: check_geojson(folder / f"{k}.geojson", k) for k in kinds}
        check_tables(folder, layers)
        check_claims(folder, layers)
        leftovers = [p.name for p in folder.iterdir() if p.name.startswith(".skytally")]
        check(not leftovers, "left behind:", leftovers)
    except Failed as failure:
        sys.exit(f"FAILED: {failure}")
    for kind, root in layers.items():
        print(f"{kind}.geojson: {len(root['features'])} features")
    print("GeoJSON, CSV and NDJSON are good")


main()
