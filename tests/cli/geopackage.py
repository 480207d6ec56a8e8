#!/usr/bin/env python3
"""skytally.gpkg: the requirements of OGC 12-128r18 (GeoPackage 1.3) and of the extensions that
we use, the same content as the other files, other CRSs, the same bytes in any order, errors;
GDAL and QGIS on it where they are installed."""
import glob
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile

PROGRAM = os.environ["SKYTALLY"]
SOURCE = os.environ["SKYTALLY_SOURCE_DIR"]
CORPUS = os.environ.get("SKYTALLY_CORPUS_DIR", os.path.join(SOURCE, "tests", "corpus"))
LIB = os.path.join(SOURCE, "tests", "cli", "lib")
LAYERS = ("incidents", "tallies", "countries", "tallies_by_day")
TABLES = ("tallies_all", "tallies_all_by_day", "claims", "reports", "links", "incident_claims",
          "claim_places")
STRANGE = {
    "evidence": "Ночью сбиты «11» дронов 🛸 — " + "длинное свидетельство " * 30,
    "source": "وزارت دفاع؛ 国防部 😀",
    "publisher": "نشریه 新闻 it's; \"quoted\"",
}
failures = []


def fail(*message):
    failures.append(message)
    if len(failures) < 40:
        print("FAILED:", *message)


def check(good, *message):
    if not good:
        fail(*message)


def run(*args, code=0, **more):
    done = subprocess.run([PROGRAM, *args], capture_output=True, timeout=300, check=False, **more)
    if done.returncode != code:
        fail(args, "exit", done.returncode, done.stderr[-400:])
    return done.stdout.decode(), done.stderr.decode()


def claim_lines():
    """Claims of a few reports, some with texts that are hard to write."""
    reports = sorted(glob.glob(os.path.join(CORPUS, "dev-0[0-2]*.txt")))
    out, _ = run("extract", *reports)
    lines = [json.loads(line) for line in out.splitlines()]
    strange = {line["report"] for line in lines[::7]}
    for line in lines:
        if line["report"] in strange:
            line.update(STRANGE)
    return [json.dumps(line, ensure_ascii=False) for line in lines]


def export(lines, folder, *options):
    text = "".join(line + "\n" for line in lines).encode()
    run("export", *options, "-o", folder, "-", input=text)
    return os.path.join(folder, "skytally.gpkg")


def ask(db, sql, *values):
    return db.execute(sql, values).fetchall()


# ----------------------------------------------------------------- the standard
COLUMNS = {  # name, type, not null, key: tables 3, 4, 6, 15, 17, 19 and those of annex F.9
    "gpkg_spatial_ref_sys": "srs_name TEXT 1 0, srs_id INTEGER 1 1, organization TEXT 1 0, "
                            "organization_coordsys_id INTEGER 1 0, definition TEXT 1 0, "
                            "description TEXT 0 0",
    "gpkg_contents": "table_name TEXT 1 1, data_type TEXT 1 0, identifier TEXT 0 0, description "
                     "TEXT 0 0, last_change DATETIME 1 0, min_x DOUBLE 0 0, min_y DOUBLE 0 0, "
                     "max_x DOUBLE 0 0, max_y DOUBLE 0 0, srs_id INTEGER 0 0",
    "gpkg_geometry_columns": "table_name TEXT 1 1, column_name TEXT 1 2, geometry_type_name TEXT "
                             "1 0, srs_id INTEGER 1 0, z TINYINT 1 0, m TINYINT 1 0",
    "gpkg_extensions": "table_name TEXT 0 0, column_name TEXT 0 0, extension_name TEXT 1 0, "
                       "definition TEXT 1 0, scope TEXT 1 0",
    "gpkg_metadata": "id INTEGER 1 1, md_scope TEXT 1 0, md_standard_uri TEXT 1 0, mime_type TEXT "
                     "1 0, metadata TEXT 1 0",
    "gpkg_metadata_reference": "reference_scope TEXT 1 0, table_name TEXT 0 0, column_name TEXT 0 "
                               "0, row_id_value INTEGER 0 0, timestamp DATETIME 1 0, md_file_id "
                               "INTEGER 1 0, md_parent_id INTEGER 0 0",
    "gpkg_data_columns": "table_name TEXT 1 1, column_name TEXT 1 2, name TEXT 0 0, title TEXT 0 "
                         "0, description TEXT 0 0, mime_type TEXT 0 0, constraint_name TEXT 0 0",
    "gpkg_data_column_constraints": "constraint_name TEXT 1 0, constraint_type TEXT 1 0, value "
                                    "TEXT 0 0, min NUMERIC 0 0, min_is_inclusive BOOLEAN 0 0, max "
                                    "NUMERIC 0 0, max_is_inclusive BOOLEAN 0 0, description TEXT "
                                    "0 0",
    "gpkgext_relations": "id INTEGER 0 1, base_table_name TEXT 1 0, base_primary_column TEXT 1 0, "
                         "related_table_name TEXT 1 0, related_primary_column TEXT 1 0, "
                         "relation_name TEXT 1 0, mapping_table_name TEXT 1 0",
}
LEGAL = re.compile(r"BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|"
                   r"TEXT(\(\d+\))?|BLOB(\(\d+\))?|DATE|DATETIME|POINT|MULTIPOLYGON")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SCOPES = ("undefined fieldSession collectionSession series dataset featureType feature "
          "attributeType attribute tile model catalog schema taxonomy software service "
          "collectionHardware nonGeographicDataset dimensionGroup style").split()
TRIGGERS = {  # annex F.3
    "insert": 'AFTER INSERT ON "{t}" WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom")) '
              'BEGIN INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW."fid", '
              'ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), '
              'ST_MaxY(NEW."geom")); END',
    "update1": 'AFTER UPDATE OF "geom" ON "{t}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" '
               'NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO '
               '"rtree_{t}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), '
               'ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END',
    "update2": 'AFTER UPDATE OF "geom" ON "{t}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" '
               'ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = '
               'OLD."fid"; END',
    "update3": 'AFTER UPDATE ON "{t}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND '
               'NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = '
               'OLD."fid"; INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW."fid", '
               'ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), '
               'ST_MaxY(NEW."geom")); END',
    "update4": 'AFTER UPDATE ON "{t}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR '
               'ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_{t}_geom" WHERE id IN '
               '(OLD."fid", NEW."fid"); END',
    "delete": 'AFTER DELETE ON "{t}" WHEN old."geom" NOT NULL BEGIN DELETE FROM '
              '"rtree_{t}_geom" WHERE id = OLD."fid"; END',
}


def check_file(path):
    with open(path, "rb") as file:
        head = file.read(100)
    check(head[:16] == b"SQLite format 3\0", "requirement 1: no SQLite file")
    check(head[68:72] == b"GPKG", "requirement 2: application_id")
    check(struct.unpack(">I", head[60:64])[0] == 10300, "requirement 2: user_version")
    check(head[18:20] == b"\1\1", "it wants a log beside it: no read-only folder")
    for log in ("-wal", "-shm", "-journal"):
        check(not os.path.exists(path + log), log, "is left")


def check_core(db):
    check(ask(db, "PRAGMA integrity_check") == [("ok",)], "requirement 6: integrity")
    check(ask(db, "PRAGMA foreign_key_check") == [], "requirement 7: foreign keys")
    for table, columns in COLUMNS.items():
        got = ", ".join(f"{c[1]} {c[2]} {c[3]} {c[5]}" for c in
                        ask(db, f"PRAGMA table_info({table})"))
        check(got == columns, f"columns of {table}:", got)
    for table, in ask(db, "SELECT table_name FROM gpkg_contents"):
        types = [c[2] for c in ask(db, f"PRAGMA table_info({table})")]
        check(types and all(LEGAL.fullmatch(t) for t in types), "requirement 5:", table, types)
    ids = {row[0] for row in ask(db, "SELECT srs_id FROM gpkg_spatial_ref_sys")}
    check({-1, 0, 4326} <= ids, "requirement 11: reference systems", ids)
    check(all(INSTANT.fullmatch(row[0]) for row in
              ask(db, "SELECT last_change FROM gpkg_contents")), "requirement 15: last_change")
    names = [row[0] for row in ask(db, "SELECT table_name FROM gpkg_contents ORDER BY rowid")]
    check(names == [*LAYERS, *TABLES, "layer_styles"], "layers and tables, in order:", names)
    kinds = dict(ask(db, "SELECT table_name, data_type FROM gpkg_contents"))
    check(all((kinds[n] == "features") == (n in LAYERS) for n in names), "data types", kinds)


def geometry_bounds(blob, srs):
    """Requirements 19 and 31 to 33; west, south, east, north of the points."""
    magic, version, flags, srs_id = struct.unpack_from("<2sBBi", blob)
    check((magic, version, srs_id) == (b"GP", 0, srs), "header", blob[:8])
    check(flags & 0x21 == 1 and flags & 0x10 == 0, "flags", flags)
    envelope = (flags >> 1) & 7
    at = 8 + (0, 32)[envelope]
    points = []

    def read(form):
        nonlocal at
        values = struct.unpack_from("<" + form, blob, at)
        at += struct.calcsize("<" + form)
        return values

    order, kind = read("BI")
    check(order == 1, "byte order")
    if kind == 1:
        points.append(read("dd"))
    else:
        check(kind == 6, "a geometry of type", kind)
        for _ in range(read("I")[0]):
            check(read("BI") == (1, 3), "no polygon in a multipolygon")
            for ring in range(read("I")[0]):
                corners = [read("dd") for _ in range(read("I")[0])]
                check(len(corners) > 3 and corners[0] == corners[-1], "an open ring")
                x0, y0 = corners[0]
                area = sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
                           for a, b in zip(corners, corners[1:]))
                check((area > 0) == (ring == 0), "a ring runs the wrong way")
                points += corners
    check(at == len(blob), "bytes are left behind the geometry")
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    bounds = (min(xs), min(ys), max(xs), max(ys))
    if envelope:
        west, east, south, north = struct.unpack_from("<4d", blob, 8)
        check((west, south, east, north) == bounds, "envelope")
    return bounds


def check_layer(db, name, srs):
    row = ask(db, "SELECT column_name, geometry_type_name, srs_id, z, m FROM "
                  "gpkg_geometry_columns WHERE table_name = ?", name)
    kind = "POINT" if name == "incidents" else "MULTIPOLYGON"
    check(row == [("geom", kind, srs, 0, 0)], "requirement 22:", name, row)
    info = ask(db, f"PRAGMA table_info({name})")
    shapes = [geometry_bounds(row[0], srs) for row in
              ask(db, f"SELECT geom FROM {name} WHERE geom NOT NULL")]
    extent = ask(db, "SELECT min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE "
                     "table_name = ?", name)[0]
    check(extent[4] == srs, name, "srs_id of contents", extent)
    if shapes:
        around = tuple(f(s[i] for s in shapes) for i, f in enumerate((min, min, max, max)))
        check(extent[:4] == around, name, "extent", extent, around)
    else:
        check(extent[:4] == (None,) * 4, name, "an extent of nothing", extent)
    keys = [c[0] for c in ask(db, f"SELECT {info[0][1]} FROM {name}")]
    check(len(set(keys)) == len(keys) and all(isinstance(k, int) for k in keys), name, "keys")
    if name == "tallies_by_day":
        return
    check(info[0][1:3] == ("fid", "INTEGER") and info[0][5] == 1, "requirement 29:", name, info[0])
    for trigger, body in TRIGGERS.items():
        sql = ask(db, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?",
                  f"rtree_{name}_geom_{trigger}")
        wanted = f'CREATE TRIGGER "rtree_{name}_geom_{trigger}" ' + body.format(t=name)
        check(sql == [(wanted,)], "requirement 75: trigger", name, trigger, sql)
    check(ask(db, f"SELECT rtreecheck('rtree_{name}_geom')") == [("ok",)], name, "R-tree")
    check(ask(db, f"SELECT count(*) FROM rtree_{name}_geom")[0][0] == len(shapes), name,
          "rows of the R-tree")
    check(ask(db, "SELECT scope FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND "
                  "table_name = ? AND column_name = 'geom'", name) == [("write-only",)],
          "requirement 77:", name)


def check_extensions(db):
    rows = ask(db, "SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions "
                   "WHERE extension_name != 'gpkg_rtree_index' ORDER BY 1")
    check(rows == sorted([
        ("claim_reports", None, "gpkg_related_tables", "read-write"),
        ("gpkg_data_column_constraints", None, "gpkg_schema", "read-write"),
        ("gpkg_data_columns", None, "gpkg_schema", "read-write"),
        ("gpkg_metadata", None, "gpkg_metadata", "read-write"),
        ("gpkg_metadata_reference", None, "gpkg_metadata", "read-write"),
        ("gpkgext_relations", None, "gpkg_related_tables", "read-write"),
        ("incident_claims", None, "gpkg_related_tables", "read-write"),
    ]), "extensions", rows)
    # Metadata: requirements 93 to 100.
    for scope, uri, mime, text in ask(db, "SELECT md_scope, md_standard_uri, mime_type, metadata "
                                          "FROM gpkg_metadata"):
        check(scope in SCOPES and uri.startswith("http") and "/" in mime and text, "metadata", uri)
    for scope, table, column, row, stamp, md, parent in ask(
            db, "SELECT * FROM gpkg_metadata_reference"):
        check((scope, table is None) in (("geopackage", True), ("table", False)), scope, table)
        check((column, row, parent) == (None, None, None) and INSTANT.fullmatch(stamp), "reference")
        check(ask(db, "SELECT 1 FROM gpkg_metadata WHERE id = ?", md) == [(1,)], "metadata", md)
    parameters = [json.loads(row[0]) for row in
                  ask(db, "SELECT metadata FROM gpkg_metadata WHERE mime_type = ?",
                      "application/json")]
    check(len(parameters) == 1 and len(parameters[0]["attribution"]) > 1 and
          {"day_rule", "boundaries", "as_of", "date_from", "date_to"} <=
          parameters[0]["parameters"].keys(), "parameters")
    # Columns: every one but keys and shapes has a title and a description.
    for table in (*LAYERS, *TABLES):
        columns = [c[1] for c in ask(db, f"PRAGMA table_info({table})")
                   if c[1] not in ("fid", "OGC_FID", "geom")]
        told = [row[0] for row in ask(
            db, "SELECT column_name FROM gpkg_data_columns WHERE table_name = ? AND name != '' AND "
                "title != '' AND description != '' ORDER BY rowid", table)]
        check(columns == told, "titles of columns", table, set(columns) ^ set(told))
    with open(os.path.join(SOURCE, "docs", "formats.md"), encoding="utf-8") as file:
        docs = file.read()
    own = docs[docs.index("### Claims, reports and links in the GeoPackage"):]
    for table in TABLES[2:]:
        row = re.search(rf"^\| `{table}` \| (.*) \|$", own, re.M)
        check(row and row[1].replace("`", "").split(", ") ==
              [c[1] for c in ask(db, f"PRAGMA table_info({table})")][1:],
              "docs/formats.md tells of other columns:", table)
        for column, about in ask(db, "SELECT column_name, description FROM gpkg_data_columns WHERE "
                                     "table_name = ?", table):
            check(f" | {about} |" in own or f"| `{column}` |" in docs, "docs/formats.md", column)
    for table, in ask(db, "SELECT table_name FROM gpkg_contents"):
        check(f"`{table}`" in docs, "docs/formats.md does not tell of", table)
    # Related tables (OGC 18-000).
    for base, key, other, other_key, kind, mapping in ask(
            db, "SELECT base_table_name, base_primary_column, related_table_name, "
                "related_primary_column, relation_name, mapping_table_name FROM "
                "gpkgext_relations"):
        check((key, other_key, kind) == ("fid", "fid", "attributes"), "relation", mapping)
        lost = ask(db, f"SELECT count(*) FROM {mapping} WHERE base_id NOT IN (SELECT fid FROM "
                       f"{base}) OR related_id NOT IN (SELECT fid FROM {other})")
        check(lost == [(0,)], mapping, "maps to nothing", lost)
    # What GDAL counts, and styles for QGIS.
    counted = dict(ask(db, "SELECT * FROM gpkg_ogr_contents"))
    for table in ("incidents", "tallies", "countries", *TABLES):
        check(counted.get(table) == ask(db, f"SELECT count(*) FROM {table}")[0][0], table, "count")
    styles = ask(db, "SELECT f_table_name, sum(useAsDefault), count(*), min(instr(styleQML, "
                     "'<qgis')) > 0 FROM layer_styles GROUP BY 1")
    check(sorted(styles) == sorted((name, 1, 1, 1) for name in LAYERS), "styles", styles)


def check_standard(path, srs=4326):
    check_file(path)
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    check_core(db)
    for name in LAYERS:
        check_layer(db, name, srs)
    check_extensions(db)
    db.close()


# -------------------------------------------------------- the same as elsewhere
def same_value(ours, theirs):
    if isinstance(theirs, bool):
        return ours == int(theirs)
    return ours == theirs


def check_content(folder):
    """What GeoJSON says, the GeoPackage says, to the last letter."""
    db = sqlite3.connect(os.path.join(folder, "skytally.gpkg"))
    db.row_factory = sqlite3.Row
    nulls = 0
    for name in LAYERS[:3]:
        with open(os.path.join(folder, name + ".geojson"), encoding="utf-8") as file:
            features = json.load(file)["features"]
        rows = ask(db, f"SELECT * FROM {name} ORDER BY fid")
        check(len(rows) == len(features) > 0, name, len(rows), "rows")
        for row, feature in zip(rows, features):
            for key, value in feature["properties"].items():
                check(same_value(row[key], value), name, key, row[key], value)
                nulls += value is None
            box = feature.get("geometry") and geometry_bounds(row["geom"], 4326)
            check((row["geom"] is None) == (feature["geometry"] is None), name, "null geometry")
            if box and name == "incidents":
                lonlat = feature["geometry"]["coordinates"]
                check(max(abs(box[0] - lonlat[0]), abs(box[1] - lonlat[1])) < 1e-6, name, box)
            if name == "incidents" and row["start"]:
                check(INSTANT.fullmatch(row["t_start"]), "t_start", row["t_start"])
    check(nulls > 100, "no nulls were seen")
    texts = {row[0] for row in ask(db, "SELECT evidence FROM claims")}
    check(STRANGE["evidence"] in texts, "a long text is cut or altered")
    check({STRANGE["publisher"]} <= {row[0] for row in ask(db, "SELECT publisher FROM reports")},
          "a publisher in other scripts is altered")
    with open(os.path.join(folder, "claims.ndjson"), encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    check([line["id"] for line in lines] == [r[0] for r in ask(db, "SELECT id FROM claims ORDER BY "
                                                                   "fid")], "order of claims")
    places = [(line["id"], place["name"], place["lat"], place["lon"], place["geo_precision"],
               place.get("role", "target")) for line in lines
              for place in line["places"] + line["other_places"]]
    check(places == [tuple(r) for r in ask(db, "SELECT c.id, p.name, lat, lon, geo_precision, "
                                               "p.role FROM claim_places p JOIN claims c ON c.fid "
                                               "= p.claim_fid ORDER BY p.fid")] and places,
          "places of claims")
    links = [(line["id"], link["type"], link["to"], link.get("reason")) for line in lines
             for link in line["links"]]
    check(links == [tuple(r) for r in ask(db, 'SELECT c.id, l.type, l."to", l.reason FROM links l '
                                              "JOIN claims c ON c.fid = l.claim_fid ORDER BY "
                                              "l.fid")] and links, "links")
    for row in ask(db, "SELECT claims, (SELECT group_concat(id, ' ') FROM (SELECT c.id FROM "
                       "incident_claims m JOIN claims c ON c.fid = m.related_id WHERE m.base_id = "
                       "i.fid ORDER BY m.n)) FROM incidents i"):
        check(row[0] == row[1], "claims of an incident", tuple(row))
    check(ask(db, "SELECT count(*) FROM tallies_by_day WHERE geom IS NULL")[0][0] == 0,
          "a day's row has no outline")
    days = ask(db, "SELECT sum(intercepted) FROM tallies_by_day")[0][0]
    total = ask(db, "SELECT sum(intercepted) FROM tallies_all_by_day WHERE level IN ('region', "
                    "'sea')")[0][0]
    check(days == total and total > 0, "the days' sum", days, total)
    db.close()


def check_triggers(path):
    """Whoever edits a layer keeps its index and its count."""
    shutil.copy(path, "edited.gpkg")
    db = sqlite3.connect("edited.gpkg")
    for name, i in (("ST_MinX", 0), ("ST_MaxX", 2), ("ST_MinY", 1), ("ST_MaxY", 3)):
        db.create_function(name, 1, lambda b, i=i: geometry_bounds(b, 4326)[i])
    db.create_function("ST_IsEmpty", 1, lambda blob: 0)
    before = ask(db, "SELECT count(*) FROM rtree_incidents_geom")[0][0]
    db.execute("DELETE FROM incidents WHERE fid = (SELECT min(fid) FROM incidents WHERE geom NOT "
               "NULL)")
    db.execute("INSERT INTO incidents (geom, id, debris, withheld, lower_bound, attacker_inferred, "
               "approximate) SELECT geom, 'x', 0, 0, 0, 0, 0 FROM incidents WHERE geom NOT NULL "
               "LIMIT 2")
    check(ask(db, "SELECT count(*) FROM rtree_incidents_geom")[0][0] == before + 1, "index")
    check(ask(db, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'incidents'") ==
          ask(db, "SELECT count(*) FROM incidents"), "count after an edit")
    check(ask(db, "SELECT rtreecheck('rtree_incidents_geom')") == [("ok",)], "index after an edit")
    db.close()


# --------------------------------------------------------------------- the rest
def check_user_styles(lines):
    """What a user saved in the file stays, and a log beside an old one does no harm."""
    path = export(lines, "styled", "--formats", "gpkg")
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name = 'tallies'")
    db.execute("INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
               "f_geometry_column, styleName, styleQML, useAsDefault) VALUES ('', '', 'tallies', "
               "'geom', 'mine', '<qgis mine=\"Ж\"/>', 1)")
    db.execute("UPDATE claims SET places = 'altered'")
    db.commit()
    check(os.path.getsize(path + "-wal") > 0, "no log in this test")
    _, err = run("export", "--formats", "gpkg", "-o", "styled", "-",
                 input="".join(line + "\n" for line in lines).encode())
    check("styles that somebody else saved in it are kept" in err, "nothing is said:", err)
    check_file(path)
    new = sqlite3.connect(path)
    check(ask(new, "PRAGMA integrity_check") == [("ok",)], "an old log went into the new file")
    check(ask(new, "SELECT count(*) FROM claims WHERE places = 'altered'") == [(0,)],
          "an edit goes on")
    rows = ask(new, "SELECT styleName, useAsDefault, styleQML FROM layer_styles WHERE f_table_name "
                    "= 'tallies' ORDER BY id")
    check([row[:2] for row in rows] == [("tallies", 0), ("mine", 1)] and
          rows[1][2] == '<qgis mine="Ж"/>', "a user's style", [row[:2] for row in rows])
    new.close()
    db.close()


def check_systems(lines):
    for crs, srs, organization in (("EPSG:3857", 3857, "EPSG"), ("ESRI:102012", 102012, "ESRI"),
                                   ("+proj=laea +lat_0=50 +lon_0=36 +datum=WGS84 +type=crs",
                                    100000, "NONE")):
        path = export(lines, "other", "--formats", "gpkg", "--crs", crs)
        check_standard(path, srs)
        db = sqlite3.connect(path)
        row = ask(db, "SELECT organization, organization_coordsys_id, definition FROM "
                      "gpkg_spatial_ref_sys WHERE srs_id = ?", srs)[0]
        check(row[:2] == (organization, srs) and row[2].startswith("PROJCS["), crs, row)
        db.close()


def check_bytes(lines, path):
    with open(path, "rb") as file:
        first = file.read()
    mixed = lines[:]
    random.Random(7).shuffle(mixed)
    for again in (lines, mixed):
        with open(export(again, "again", "--formats", "gpkg"), "rb") as file:
            check(file.read() == first, "other bytes from the same claims")


def check_errors(lines, path):
    """No room, wherever in the file it ends: the old file stays, and nothing else is left."""
    def limited(size):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    with open(path, "rb") as file:
        old = file.read()
    text = "".join(line + "\n" for line in lines).encode()
    for size in (1, 4096, 50000, len(old) // 2, len(old) - 4096, len(old) - 1):
        _, err = run("export", "--formats", "gpkg", "-o", os.path.dirname(path), "-", input=text,
                     code=3, preexec_fn=lambda size=size: limited(size))
        check("skytally.gpkg cannot be written: there is no room left" in err and
              "the old files stay" in err, "a full disk after", size, "bytes:", err)
        with open(path, "rb") as file:
            check(file.read() == old, "a full disk changes the old file", size)
        left = os.listdir(os.path.dirname(path))
        check(not any(n.startswith(".skytally") or n.endswith("-journal") for n in left),
              "something is left", left)
    os.makedirs("blocked/skytally.gpkg/x", exist_ok=True)
    _, err = run("export", "--formats", "gpkg", "-o", "blocked", "-", input=text, code=3)
    check("skytally.gpkg: is a folder" in err, "a folder in its place:", err)


def python_with(module):
    for candidate in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([candidate, "-c", f"import {module}"], capture_output=True,
                          check=False).returncode == 0:
            return candidate
    print("no", module, "here: it is not asked")
    return None


def check_readers(path):
    python = python_with("osgeo_utils.samples.validate_gpkg")  # GDAL's reading of the standard
    for file in (path, "none/skytally.gpkg", "days/skytally.gpkg", "other/skytally.gpkg"):
        if python:
            done = subprocess.run([python, "-m", "osgeo_utils.samples.validate_gpkg", "-k",
                                   "--extra", "--warning-as-error", file], capture_output=True,
                                  check=False)
            check(done.returncode == 0 and not done.stderr, file, done.stdout[-800:],
                  done.stderr[-400:])
    if shutil.which("ogrinfo"):
        done = subprocess.run(["ogrinfo", "-ro", "-al", path], capture_output=True, check=False)
        check(done.returncode == 0 and not done.stderr, "ogrinfo:", done.stderr[-400:])
        for name in (*LAYERS, *TABLES):
            check(f"Layer name: {name}\n".encode() in done.stdout, "ogrinfo misses", name)
        check(b"date (Date) = 20" in done.stdout and b"t_start (DateTime) = 20" in done.stdout,
              "dates are no dates to GDAL")
    os.makedirs("media", exist_ok=True)
    shutil.copy(path, "media/skytally.gpkg")
    for module, script in (("osgeo.ogr", "geopackage_check_ogr.py"),
                           ("qgis.core", "geopackage_check_qgis.py")):
        python = python_with(module)
        if python:
            done = subprocess.run([python, "-B", os.path.join(LIB, script), "media/skytally.gpkg"],
                                  capture_output=True, check=False, timeout=300,
                                  env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
            check(done.returncode == 0, script, done.stdout[-800:], done.stderr[-800:])


def main():
    work = tempfile.mkdtemp(prefix="skytally-gpkg-")
    os.chdir(work)
    lines = claim_lines()
    path = export(lines, "out", "--formats", "gpkg,geojson,ndjson")
    check_standard(path)
    check_content("out")
    check_triggers(path)
    check_bytes(lines, path)
    check_standard(export(lines, "none", "--formats", "gpkg", "--country", "XX"))
    check_standard(export(lines, "days", "--formats", "gpkg", "--by", "day"))
    check_systems(lines)
    check_user_styles(lines)
    check_errors(lines, path)
    check_readers(path)
    os.chdir("/")
    shutil.rmtree(work)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
