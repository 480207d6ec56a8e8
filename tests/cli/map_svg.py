"""map.svg as other programs see it: an XML parser, a renderer, the eye's stand-in."""
import collections
import os
import re
import shutil
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zlib

SKYTALLY = os.environ["SKYTALLY"]
ROOT = os.environ["SKYTALLY_SOURCE_DIR"]
SVG = "{http://www.w3.org/2000/svg}"
HEAD = "date,outcome,count,place,region,country\n"

WIDE = [
    "2026-01-05,intercepted,5,Anadyr,Chukotka,Russia",
    "2026-01-05,intercepted,7,,Chukotka,Russia",
    "2026-01-05,intercepted,9,,Kamchatka,Russia",
    "2026-01-05,sighted,3,,Alaska,United States",
]
WORLD = WIDE + [
    "2026-01-06,impacted,6,,Odesa Oblast,Ukraine",
    "2026-01-06,sighted,6,Denpasar,,Indonesia",
    "2026-01-06,sighted,8,,Santa Cruz,Argentina",
    "2026-01-06,intercepted,2,Suva,,Fiji",
    "2026-01-06,intercepted,3,,Isfahan,Iran",
]


def run(folder, *args, rows=None, text=None):
    """Runs the whole chain; the root element of its map, and its bytes."""
    inputs = list(args)
    if rows is not None or text is not None:
        path = os.path.join(folder, "in.csv" if rows is not None else "in.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(HEAD + "\n".join(rows) + "\n" if rows is not None else text)
        inputs.append(path)
    out = os.path.join(folder, "out")
    subprocess.run([SKYTALLY, "run", "--quiet", "--formats", "svg", "-o", out, *inputs],
                   check=True, stderr=subprocess.PIPE)
    path = os.path.join(out, "map.svg")
    with open(path, "rb") as file:
        content = file.read()
    return ET.fromstring(content), content, path


def texts(root):
    return [("".join(e.itertext()), e) for e in root.iter(SVG + "text")]


def words(root):
    return "\n".join(text for text, _ in texts(root))


def width_of(text, size):
    """Narrower than any common font: what overlaps by this does so in all of them."""
    return 0.42 * size * len(text)


def boxes(root):
    """The labels in the frame, lines of one label apart."""
    found = []
    for text, e in texts(root):
        if "halo" not in e.get("class", "") or text.endswith(" km"):
            continue
        size = float(e.get("font-size"))
        x, y, w = float(e.get("x")), float(e.get("y")), width_of(text, size)
        found.append((x - w / 2, y - 0.72 * size, x + w / 2, y, text))
    return found


def check_labels(root):
    labels = boxes(root)
    for i, a in enumerate(labels):
        for b in labels[:i]:
            meet = a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
            assert not meet, (a, b)
    return labels


def check_common(root, content):
    assert root.tag == SVG + "svg" and root.get("role") == "img"
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for name in root.get("aria-labelledby").split():
        assert name in ids, name
    assert root.find(SVG + "title").text and root.find(SVG + "desc").text
    said = words(root)
    for part in ("projection", "GeoNames", "Natural Earth", "Disputed areas", "Days: "):
        assert part in said, part
    used = set(re.findall(rb"url\(#([^)]*)\)", content))
    assert used <= {i.encode() for i in ids}, used
    assert b"nan" not in re.sub(rb"<(text|desc|title).*", b"", content).lower().replace(b"nance", b"")
    assert b"http" not in content.replace(b"http://www.w3.org/", b""), "a picture fetches nothing"
    page = [float(v) for v in root.get("viewBox").split()]
    for text, e in texts(root):
        assert 0 <= float(e.get("x")) <= page[2] and 0 <= float(e.get("y")) <= page[3], text


def unfilter(kind, line, above, step):
    """One line of a PNG (its specification, 9.2)."""
    for i, value in enumerate(line):
        a = line[i - step] if i >= step else 0
        b = above[i]
        c = above[i - step] if i >= step else 0
        if kind == 4:
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        else:
            near = (0, a, b, (a + b) // 2)[kind]
        line[i] = (value + near) & 255


def pixels(path, folder, width=700):
    """How often each colour comes, by rsvg-convert; None without it."""
    png = os.path.join(folder, "map.png")
    if shutil.which("rsvg-convert") is None:
        return None
    subprocess.run(["rsvg-convert", "-w", str(width), "-b", "white", path, "-o", png], check=True)
    with open(png, "rb") as file:
        content = file.read()
    data, at = b"", 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at:at + 8])
        if kind == b"IHDR":
            across, down, depth, colour = struct.unpack(">IIBB", content[at + 8:at + 18])
            assert depth == 8 and colour in (2, 6), (depth, colour)
            step = 3 if colour == 2 else 4
        data += content[at + 8:at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    raw = zlib.decompress(data)
    above = bytearray(across * step)
    counts = collections.Counter()
    for row in range(down):
        begin = row * (across * step + 1)
        line = bytearray(raw[begin + 1:begin + 1 + across * step])
        unfilter(raw[begin], line, above, step)
        counts.update(zip(line[0::step], line[1::step], line[2::step]))
        above = line
    return counts


def test_bulletins(folder):
    root, content, path = run(folder, os.path.join(ROOT, "docs/examples/reports"))
    check_common(root, content)
    said = words(root)
    labels = {b[4] for b in check_labels(root)}
    for name in ("Bryansk Oblast", "72", "Isfahan Province", "UKRAINE", "129 in no region"):
        assert name in labels, (name, labels)
    for part in ("As of 2024-11-26", "Drones per 10 000 km²", "a lower bound: “34+”",
                 "Number of drones", "Incidents with a known place", "a disputed area",
                 "1000 km", "45°E"):
        assert part in said, part
    again = run(folder, os.path.join(ROOT, "docs/examples/reports"))[1]
    assert again == content, "not the same bytes"
    names = sorted(os.listdir(os.path.join(ROOT, "docs/examples/reports")), reverse=True)
    turned = run(folder, *[os.path.join(ROOT, "docs/examples/reports", n) for n in names])[1]
    assert turned == content, "the order of inputs shows"
    colours = pixels(path, folder)
    if colours is None:
        return False
    for name, colour, least in (("page", (255, 255, 255), 20000), ("sea", (230, 239, 245), 10000),
                                ("land", (246, 243, 236), 50000),
                                ("highest class", (189, 0, 38), 30)):
        assert colours[colour] >= least, (name, colours[colour], colours.most_common(40))
    return True


def test_world(folder):
    root, content, path = run(folder, rows=WORLD)
    check_common(root, content)
    check_labels(root)
    assert "Equal Earth projection" in words(root)
    assert " km" not in [t[-3:] for t, e in texts(root) if "halo" in e.get("class", "")]
    assert len(content) < 1500000, len(content)
    colours = pixels(path, folder)
    assert colours is None or colours[(230, 239, 245)] > 50000, colours.most_common(5)


def span(root, style):
    """West and east end on the page of all paths of a class."""
    xs = []
    for e in root.iter(SVG + "path"):
        if style in e.get("class", "").split():
            for ring in re.findall(r"M([^Z]*)Z", e.get("d")):
                numbers = [float(v) for v in re.findall(r"-?[\d.]+", ring)]
                x = 0.0
                for step in numbers[0::2]:
                    x += step
                    xs.append(x)
    return min(xs), max(xs)


def test_antimeridian(folder):
    root, content, _ = run(folder, rows=WIDE)
    check_common(root, content)
    said = words(root)
    assert "Albers equal-area conic projection, central meridian 167" in said, said
    assert "180°" in said
    frame = [e for e in root.iter(SVG + "rect") if e.get("class") == "frame"][0]
    left, wide = float(frame.get("x")), float(frame.get("width"))
    west, east = span(root, "area")
    assert left <= west and east <= left + wide and east - west > 0.4 * wide, (west, east)
    # No area runs across the page because it was cut in two.
    for e in root.iter(SVG + "path"):
        if "area" in e.get("class", "").split():
            for ring in re.findall(r"l([^Z]*)Z", e.get("d")):
                steps = [abs(float(v)) for v in re.findall(r"-?[\d.]+", ring)]
                assert max(steps) < 60, max(steps)


def test_small(folder):
    root, content, _ = run(folder, rows=["2026-01-06,intercepted,3,,Isfahan,Iran"])
    check_common(root, content)
    said = words(root)
    assert "Lambert azimuthal equal-area projection, centre 32.7°\u00a0N 52.4°\u00a0E" in said, said
    assert "Isfahan Province" in said and "100 km" in said


def test_nothing(folder):
    root, content, _ = run(folder, text="date 2026-01-05\nThe council met to speak of roads.\n")
    check_common(root, content)
    said = words(root)
    assert "nothing to show" in said and "Equal Earth" in said
    assert not [e for e in root.iter(SVG + "path") if "area" in e.get("class", "").split()]


def test_periods(folder):
    """A table by day repeats areas: the map adds them up and draws each once."""
    rows = ["2026-01-05,intercepted,4,,Kursk Oblast,Russia",
            "2026-01-06,intercepted,5,,Kursk Oblast,Russia"]
    root, content, _ = run(folder, "--by", "day", rows=rows)
    check_common(root, content)
    areas = [e for e in root.iter(SVG + "path") if "area" in e.get("class", "").split()]
    assert len(areas) == 1 and "9" in {b[4] for b in boxes(root)}
    assert "all periods together" in words(root)


def test_own_regions(folder):
    """Names of the user's, in any script."""
    regions = os.path.join(folder, "own.geojson")
    with open(regions, "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":['
                   '{"type":"Feature","properties":{"name":"اصفهان <و> جنوب"},"geometry":{"type":'
                   '"Polygon","coordinates":[[[49,30],[56,30],[56,35],[49,35],[49,30]]]}}]}')
    root, content, _ = run(folder, "--regions", regions,
                           rows=["2026-01-06,intercepted,3,,Isfahan,Iran"])
    check_common(root, content)
    found = [e for t, e in texts(root) if "اصفهان" in t]
    assert found and all(e.get("direction") == "rtl" for e in found)
    assert "own.geojson" in words(root)


def main():
    rendered = True
    tests = [test_world, test_antimeridian, test_small, test_nothing, test_periods,
             test_own_regions, test_bulletins]
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            rendered = test(folder) is not False and rendered
            print("ok", test.__name__)
    if not rendered:
        print("not rendered: rsvg-convert is missing")


main()
