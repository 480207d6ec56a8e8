"""--crs and --detail, by GDAL and GEOS: outlines are valid in any CRS, of their true size, whole
across the antimeridian, and neighbours share their borders however coarse they are."""
import os
import subprocess
import sys
import tempfile

try:
    from osgeo import gdal, ogr, osr
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", "-B", *sys.argv])
    print("skipped: no GDAL for Python")
    sys.exit(77)

SKYTALLY = os.environ["SKYTALLY"]
SANITIZED = os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF")
gdal.UseExceptions()
ogr.UseExceptions()

ROWS = """date,outcome,count,place,region,country
2026-01-05,intercepted,5,Anadyr,Chukotka,Russia
2026-01-05,intercepted,7,,Chukotka,Russia
2026-01-05,intercepted,9,,Kamchatka,Russia
2026-01-05,sighted,3,,Alaska,United States
2026-01-05,intercepted,2,Suva,,Fiji
2026-01-05,sighted,12,,,Russia
2026-01-05,sighted,2,,,Fiji
2026-01-06,intercepted,4,,Kursk Oblast,Russia
2026-01-06,impacted,6,,Odesa Oblast,Ukraine
2026-01-06,sighted,6,,,New Zealand
2026-01-06,sighted,1,,,Antarctica
2026-01-06,sighted,1,,Troms,Norway
2026-01-06,sighted,8,,Santa Cruz,Argentina
"""

# CRS; whether it keeps areas; what is left out, what is cut
CASES = [
    ("EPSG:4326", False, set(), set()),
    ("EPSG:4269", False, set(), set()),
    ("EPSG:3857", False, set(), {"country:AQ"}),
    ("EPSG:3395", False, set(), {"country:AQ"}),
    ("EPSG:3832", False, set(), {"country:AQ"}),
    ("EPSG:32637", False, set(), set()),
    ("EPSG:32760", False, set(), set()),
    ("EPSG:3035", True, set(), set()),
    ("EPSG:3576", True, set(), {"country:AQ"}),
    ("EPSG:6933", True, set(), set()),
    ("EPSG:8857", True, set(), set()),
    ("ESRI:54009", True, set(), set()),
    ("EPSG:5070", True, set(), set()),
    ("EPSG:3995", False, {"country:AQ"}, set()),
    ("EPSG:3031", False, None, None),
    ("EPSG:3034", False, set(), {"country:AQ"}),
    ("EPSG:28992", False, None, None),
    ("EPSG:2056", False, None, None),
    ("+proj=ortho +lat_0=60 +lon_0=100 +type=crs", False, None, None),
    ("+proj=laea +lat_0=50 +lon_0=40 +type=crs", True, set(), set()),
    ("+proj=eqearth +lon_0=100 +type=crs", True, set(), set()),
    ("+proj=aea +lat_1=50 +lat_2=60 +lat_0=55 +lon_0=100 +type=crs", True, set(), set()),
]


def run(folder, path, formats, *options):
    out = os.path.join(folder, "out")
    done = subprocess.run([SKYTALLY, "run", "--quiet", "--formats", formats, "-o", out, *options,
                           path], check=True, stderr=subprocess.PIPE, encoding="utf-8")
    return out, done.stderr


def features(path):
    source = ogr.Open(path)
    layer = source.GetLayer(0)
    return [(f.GetField("region") or "country:" + f.GetField("iso_a2"), f.GetField("area_km2"),
             f.GetGeometryRef().Clone() if f.GetGeometryRef() else None) for f in layer]


def named(errors, words):
    """Identifiers in the warnings that have these words."""
    return {line.split("warning: ")[1].split(" ")[0] for line in errors.splitlines()
            if words in line}


def reference(crs):
    found = osr.SpatialReference()
    found.SetFromUserInput(crs)
    found.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return found


def check_crs(folder, path, crs, equal_area, gone, cut):
    out, errors = run(folder, path, "shapefile", "--crs", crs)
    if gone is not None:
        assert named(errors, "it is left out") == gone, (crs, errors)
        assert named(errors, "it is cut off") == cut, (crs, errors)
    for name in ("tallies", "countries"):
        source = ogr.Open(os.path.join(out, name + ".shp"))
        prj = source.GetLayer(0).GetSpatialRef()
        prj.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        # Where the two put one point is what counts, not how they are spelled.
        for lon, lat in ((40, 52), (30, 60)):
            there = [osr.CoordinateTransformation(reference("EPSG:4326"), to)
                     .TransformPoint(lon, lat) for to in (prj, reference(crs))]
            off = max(abs(there[0][i] - there[1][i]) for i in (0, 1))
            assert off < 1e-6 * max(1, *map(abs, there[1][:2])) + 0.01, (crs, there)
        for what, km2, shape in features(os.path.join(out, name + ".shp")):
            assert shape.IsValid(), (crs, what)
            assert shape.GetArea() > 0, (crs, what)
            if equal_area and km2 and what not in cut:
                ratio = shape.GetArea() / 1e6 / km2
                assert abs(ratio - 1) < 0.02, (crs, what, ratio)
    source = ogr.Open(os.path.join(out, "incidents.shp"))
    for feature in source.GetLayer(0):
        box = feature.GetGeometryRef().GetEnvelope()
        assert all(abs(v) < 1e9 for v in box), (crs, box)


def parts(out, what):
    for name in ("tallies", "countries"):
        for found, _, shape in features(os.path.join(out, name + ".shp")):
            if found == what:
                return [shape] if shape.GetGeometryName() == "POLYGON" else \
                    [shape.GetGeometryRef(i) for i in range(shape.GetGeometryCount())]
    raise AssertionError(what)


def check_antimeridian(folder, path):
    """What WGS 84 cuts in two is one where the map does not end there."""
    out, _ = run(folder, path, "shapefile", "--crs", "EPSG:4326")
    joins = {"Chukotka Autonomous Okrug": 2, "country:FJ": 3, "country:RU": 2}
    cut = {what: len(parts(out, what)) for what in joins}
    for crs in ("EPSG:3832", "EPSG:3576", "EPSG:32760", "EPSG:3035"):
        out, _ = run(folder, path, "shapefile", "--crs", crs)
        for what, n in cut.items():
            assert len(parts(out, what)) == n - joins[what], (crs, what, n, len(parts(out, what)))
    out, _ = run(folder, path, "geojson")
    for what in ("tallies", "countries"):
        source = ogr.Open(os.path.join(out, what + ".geojson"))
        for feature in source.GetLayer(0):
            west, east, south, north = feature.GetGeometryRef().GetEnvelope()
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90


UKRAINE = "date,outcome,count,place,region,country\n" + "".join(
    f"2026-01-05,intercepted,{i + 2},,{name},Ukraine\n"
    for i, name in enumerate(("Kyiv Oblast", "Chernihiv Oblast", "Sumy Oblast", "Poltava Oblast",
                              "Cherkasy Oblast", "Kharkiv Oblast", "Odesa Oblast")))


def union_of(shapes):
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for shape in shapes:
        for i in range(max(1, shape.GetGeometryCount())):
            part = shape.GetGeometryRef(i) if shape.GetGeometryName() == "MULTIPOLYGON" else shape
            whole.AddGeometry(part)
            if shape.GetGeometryName() != "MULTIPOLYGON":
                break
    return whole.UnionCascaded()


def check_shared(shapes, what):
    """No overlaps beyond a hair, and no slits: holes between neighbours."""
    whole = union_of(shapes)
    total = sum(s.GetArea() for s in shapes)
    assert total - whole.GetArea() < 2e-4 * total, (what, total - whole.GetArea())
    n = whole.GetGeometryCount() if whole.GetGeometryName() == "MULTIPOLYGON" else 1
    for i in range(n):
        part = whole.GetGeometryRef(i) if whole.GetGeometryName() == "MULTIPOLYGON" else whole
        for k in range(1, part.GetGeometryCount()):
            hole = ogr.Geometry(ogr.wkbPolygon)
            hole.AddGeometry(part.GetGeometryRef(k))
            # Kyiv is a region of its own that is not in the table.
            assert hole.GetArea() > 0.01, (what, hole.GetArea())


def check_labels(path, detail):
    """label_lon and label_lat are inside."""
    source = ogr.Open(path)
    for feature in source.GetLayer(0):
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(feature["label_lon"], feature["label_lat"])
        assert feature.GetGeometryRef().Contains(point), (detail, feature["region"])


def check_detail(folder):
    path = os.path.join(folder, "ukraine.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(UKRAINE)
    sizes, pages = [], []
    for detail in ("fine", "1000", "coarse", "5000", "20000"):
        out, _ = run(folder, path, "geojson,html", "--detail", detail)
        found = features(os.path.join(out, "tallies.geojson"))
        assert len(found) == 7, detail
        for what, _, shape in found:
            assert shape.IsValid() and shape.GetArea() > 0, (detail, what)
        check_labels(os.path.join(out, "tallies.geojson"), detail)
        check_shared([shape for _, _, shape in found], detail)
        sizes.append(os.path.getsize(os.path.join(out, "tallies.geojson")))
        pages.append(os.path.getsize(os.path.join(out, "report.html")))
    # The page is coarse unless told to be coarser.
    assert pages[0] == pages[1] == pages[2] > pages[3] > pages[4], pages
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 4 * sizes[-1], sizes
    plain, _ = run(folder, path, "geojson")
    with open(os.path.join(plain, "tallies.geojson"), "rb") as file:
        default = file.read()
    fine, _ = run(folder, path, "geojson", "--detail", "fine")
    with open(os.path.join(fine, "tallies.geojson"), "rb") as file:
        assert file.read() == default
    for wrong in ("", "x", "0", "-5", "5 km", "1e9"):
        done = subprocess.run([SKYTALLY, "run", "--detail", wrong, path], stderr=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, encoding="utf-8", check=False)
        assert done.returncode == 2 and "--detail" in done.stderr, (wrong, done)


def check_islands(folder, path):
    """The coarsest outline loses no country."""
    out, _ = run(folder, path, "geojson", "--detail", "100000")
    for name in ("tallies", "countries"):
        for what, _, shape in features(os.path.join(out, name + ".geojson")):
            assert shape is not None and shape.IsValid() and shape.GetArea() > 0, what
        check_labels(os.path.join(out, name + ".geojson"), "100000")


def check_own_regions(folder):
    """Borders of the user's own regions stay shared too."""
    own = os.path.join(folder, "own.geojson")
    path = os.path.join(folder, "ukraine.csv")
    out, _ = run(folder, path, "geojson", "--detail", "fine")
    with open(os.path.join(out, "tallies.geojson"), encoding="utf-8") as file:
        text = file.read()
    with open(own, "w", encoding="utf-8") as file:
        file.write(text)
    whole, _ = run(folder, path, "geojson", "--regions", own, "--name", "region")
    before = os.path.getsize(os.path.join(whole, "tallies.geojson"))
    for detail in ("2000", "10000"):
        out, _ = run(folder, path, "geojson", "--regions", own, "--name", "region", "--detail",
                     detail)
        found = features(os.path.join(out, "tallies.geojson"))
        assert len(found) == 7
        for what, _, shape in found:
            assert shape.IsValid() and shape.GetArea() > 0, (detail, what)
        check_shared([shape for _, _, shape in found], "own " + detail)
        assert os.path.getsize(os.path.join(out, "tallies.geojson")) < before / 2


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "wide.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(ROWS)
        for case in CASES[::4] if SANITIZED else CASES:
            check_crs(folder, path, *case)
            print("ok", case[0])
        check_antimeridian(folder, path)
        print("ok antimeridian")
        check_islands(folder, path)
        check_detail(folder)
        check_own_regions(folder)
        print("ok detail")


main()
