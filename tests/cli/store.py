#!/usr/bin/env python3
"""The store: the same tally as from the inputs, versions of reports, kill -9 at any moment,
two writers and readers at once, a full disk, read-only media, files that are no store."""
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["SKYTALLY"]
SOURCE = os.environ["SKYTALLY_SOURCE_DIR"]
CORPUS = os.environ.get("SKYTALLY_CORPUS_DIR", os.path.join(SOURCE, "tests", "corpus"))
SANITIZED = os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF")
KILLS = int(os.environ.get("SKYTALLY_KILLS", "20" if SANITIZED else "100"))
SYSTEM_PYTHON = "/usr/bin/python3"  # which Debian's GDAL is for
failures = []


def fail(message):
    failures.append(message)
    print("FAILED:", message)


def run(*args, code=0, data=None, **more):
    done = subprocess.run([PROGRAM, *args], input=data, capture_output=True, timeout=300,
                          check=False, **more)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    if code is not None and done.returncode != code:
        fail(f"{args[:4]}: exit {done.returncode}, not {code}: {err[-400:]}")
    return out, err


def add(store, *inputs, **more):
    """The sums that `ingest` prints."""
    out, _ = run("ingest", "--store", store, *inputs, **more)
    return json.loads(out.splitlines()[-1]) if out else {}


def changes(store, *inputs, **more):
    sums = add(store, *inputs, **more)
    return {key: sums[key] for key in ("added", "changed", "reworded", "older", "unchanged")
            if sums.get(key)}


def check_sums(name, got, **expected):
    if got != expected:
        fail(f"{name}: {got}, not {expected}")


def rows(store, sql):
    with sqlite3.connect(store, timeout=60) as db:
        found = db.execute(sql).fetchall()
    db.close()
    return found


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def article(url, text, published="2024-09-01"):
    return json.dumps({"url": url, "published": published, "text": text}) + "\n"


# ------------------------------------------------------------------------- content
PLACE = "name, label, level, country, admin1, iso_3166_2, geonameid, lat, lon, geo_precision, role"


def content(store, current=False):
    """All that is in a store, whatever its rows are numbered."""
    with sqlite3.connect(store, timeout=60) as db:
        db.row_factory = sqlite3.Row
        places = {}
        for table in ("claim_places", "other_places"):
            for row in db.execute(f"SELECT claim_fid, n, {PLACE} FROM {table}"):
                places.setdefault(row[0], []).append((table, *row[1:]))
        claims = {}
        for row in db.execute("SELECT * FROM claims"):
            values = {key: row[key] for key in row.keys() if key not in ("fid", "report_fid")}
            values["all"] = sorted(places.get(row["fid"], []), key=repr)
            claims.setdefault(row["report_fid"], []).append(values)
        found = []
        for row in db.execute("SELECT * FROM reports"):
            values = {key: row[key] for key in row.keys() if key != "fid"}
            if current:
                values.pop("version")
            values["all"] = sorted(claims.get(row["fid"], []), key=lambda c: c["n"])
            if row["current"] or not current:
                found.append(values)
    db.close()
    return sorted(json.dumps(values, sort_keys=True, default=repr) for values in found)


def check_whole(name, store, ogr=False):
    """Intact, and nothing but whole reports in it."""
    for log in ("-wal", "-shm", "-journal", ""):
        if os.path.exists(store + log):
            shutil.copy(store + log, "copy.gpkg" + log)
        elif os.path.exists("copy.gpkg" + log):
            os.remove("copy.gpkg" + log)
    if not os.path.exists(store):
        return
    if ogr:
        done = subprocess.run(["ogrinfo", "-ro", "-al", "-so", "copy.gpkg"], capture_output=True,
                              check=False)
        if done.returncode != 0 or b"Layer name: claims" not in done.stdout:
            fail(f"{name}: ogrinfo: {done.stderr[-300:]!r}")
    with sqlite3.connect("copy.gpkg", timeout=60) as db:
        checks = {
            "integrity": ("PRAGMA integrity_check", [("ok",)]),
            "claims missing": ("SELECT key FROM reports r WHERE claims != (SELECT count(*) FROM "
                               "claims c WHERE c.report_fid = r.fid)", []),
            "claims of none": ("SELECT id FROM claims WHERE report_fid NOT IN (SELECT fid FROM "
                               "reports)", []),
            "no places": ("SELECT id FROM claims WHERE fid NOT IN (SELECT claim_fid FROM "
                          "claim_places)", []),
            "places of none": ("SELECT claim_fid FROM claim_places WHERE claim_fid NOT IN "
                               "(SELECT fid FROM claims)", []),
            "two that stand": ("SELECT key FROM reports GROUP BY key HAVING sum(current) != 1",
                               []),
            "withdrawn": ("SELECT id FROM claims c JOIN reports r ON r.fid = c.report_fid WHERE "
                          "c.withdrawn = r.current", []),
            "copies": ("SELECT key FROM reports r WHERE NOT EXISTS (SELECT 1 FROM copies c WHERE "
                       "c.key = r.key AND c.signature = r.signature)", []),
            "rtree": ("SELECT count(*) FROM rtree_claims_geom", None),
        }
        for what, (sql, expected) in checks.items():
            got = db.execute(sql).fetchall()
            if expected is None:
                expected = db.execute("SELECT count(*) FROM claims WHERE geom NOT NULL").fetchall()
            if got != expected:
                fail(f"{name}: {what}: {got[:3]}")
    db.close()


# ------------------------------------------------------------------------ the same
def same_as_inputs():
    sums = add("corpus.gpkg", CORPUS + "/", code=1)
    again = changes("corpus.gpkg", CORPUS + "/", code=1)
    check_sums("the corpus again", again, unchanged=sums["added"])
    if os.path.exists("corpus.gpkg-wal"):
        fail("a log stays behind")
    for cut in ([], ["--by", "day", "--from", "2024-09-01", "--to", "2024-09-12"],
                ["--by", "month", "--from", "2025-01-01"]):
        stored, _ = run("tally", "--format", "csv", *cut, "--store", "corpus.gpkg")
        read, _ = run("tally", "--format", "csv", *cut, CORPUS + "/", code=1)
        if stored != read or len(stored.splitlines()) < 3:
            fail(f"the tally of the store differs {cut}")
    run("export", "--store", "corpus.gpkg", "-o", "layers")
    run("export", "-o", "layers2", CORPUS + "/", code=1)
    done = subprocess.run(["diff", "-rq", "layers", "layers2"], capture_output=True, check=False)
    if done.returncode != 0:
        fail(f"layers of the store differ: {done.stdout.decode()}")
    # Claims that were extracted elsewhere are the same reports.
    lines, _ = run("extract", CORPUS + "/", code=1)
    write("claims.ndjson", lines)
    sums = add("corpus.gpkg", "claims.ndjson")
    if sums["added"] + sums["changed"] + sums["reworded"] + sums["older"] != 0:
        fail(f"lines of claims of what is there: {sums}")
    write("turned.ndjson", "".join(reversed(lines.splitlines(True))))
    add("lines.gpkg", "turned.ndjson")
    stored, _ = run("tally", "--format", "csv", "--store", "lines.gpkg")
    read, _ = run("tally", "--format", "csv", "claims.ndjson")
    if stored != read:
        fail("the tally of stored lines differs")
    check_whole("corpus", "corpus.gpkg", ogr=True)
    validate("corpus.gpkg")


def validate(store):
    """By the validator that comes with GDAL."""
    try:
        done = subprocess.run([SYSTEM_PYTHON, "-m", "osgeo_utils.samples.validate_gpkg", "-k",
                               store], capture_output=True, check=False, timeout=120)
    except FileNotFoundError:
        return
    if b"No module named" not in done.stderr and done.returncode != 0:
        fail(f"{store}: not valid: {done.stdout.decode()} {done.stderr.decode()[-300:]}")


# ------------------------------------------------------------------------ versions
URL = "https://example.org/night"
NINE = "Nine drones were shot down over the Kursk region."
TWELVE = "Twelve drones were shot down over the Kursk region, the ministry corrected itself."


def downed(store):
    out, _ = run("tally", "--format", "csv", "--store", store)
    return [row.split(",")[8 + 5] for row in out.splitlines() if row.startswith("region,RU.41")]


def versions():
    v1 = write("v1.ndjson", article(URL, NINE))
    v2 = write("v2.ndjson", article(URL + "/?utm_source=feed", TWELVE))
    same = write("same.ndjson", article(URL, NINE.replace(" ", "  ") + "\n"))
    worded = write("worded.ndjson", article("http://www.Example.org/night", "This just in. " + NINE))
    old = write("old.ndjson", article(URL, "Three drones were shot down over the Kursk region.",
                                      "2024-08-31"))
    check_sums("new", changes("v.gpkg", v1), added=1)
    check_sums("again", changes("v.gpkg", v1), unchanged=1)
    check_sums("in other letters", changes("v.gpkg", same), unchanged=1)
    check_sums("reworded", changes("v.gpkg", worded), reworded=1)
    check_sums("as it was before", changes("v.gpkg", v1), unchanged=1)
    if rows("v.gpkg", "SELECT count(*), max(version) FROM reports") != [(1, 1)]:
        fail("a text that says the same made a version")
    text, offset, evidence = rows("v.gpkg", "SELECT text, \"offset\", evidence FROM reports r "
                                  "JOIN claims c ON c.report_fid = r.fid")[0]
    if not text.startswith("This just in") or text[offset:offset + len(evidence)] != evidence:
        fail("the offset of a claim is not that of the text which is kept")
    check_sums("corrected", changes("v.gpkg", v2), changed=1)
    check_sums("an old copy", changes("v.gpkg", v1, worded), unchanged=2)
    check_sums("published before", changes("v.gpkg", old), older=1)
    check_sums("and again", changes("v.gpkg", old, v1, v2), unchanged=3)
    stands = rows("v.gpkg", "SELECT version, current, superseded_by FROM reports ORDER BY version")
    if stands != [(1, 0, 2), (2, 1, None), (3, 0, 2)]:
        fail(f"versions: {stands}")
    claims = rows("v.gpkg", "SELECT value, withdrawn, withdrawn_by FROM claims ORDER BY value")
    if claims != [(3, 1, 2), (9, 1, 2), (12, 0, None)]:
        fail(f"claims: {claims}")
    if downed("v.gpkg") != ["12"]:
        fail(f"withdrawn claims are tallied: {downed('v.gpkg')}")
    # The other way round it comes to the same.
    check_sums("backwards", changes("w.gpkg", v2, old), added=1, older=1)
    if downed("w.gpkg") != ["12"]:
        fail("the order of the copies tells")
    validate("v.gpkg")
    check_whole("versions", "v.gpkg")


def rows_of_tables():
    """Rows read on one page are no versions of each other."""
    head = "outcome,count,region,date,url\n"
    one = f"intercepted,9,Kursk region,2024-09-01,{URL}\n"
    two = f"intercepted,4,Bryansk region,2024-09-01,{URL}\n"
    check_sums("a table", changes("t.gpkg", write("t.csv", head + one + two)), added=2)
    check_sums("one more row", changes("t.gpkg", write("t.csv", head + two + one + two.replace(
        "4", "5"))), added=1, unchanged=2)
    lines, _ = run("extract", "t.csv")
    check_sums("its lines", changes("t.gpkg", "-", data=lines.encode()), unchanged=3)


def commands():
    """run adds, the others read; -c names the store; the default lies beside it."""
    v1 = write("c1.ndjson", article(URL, NINE))
    v2 = write("c2.ndjson", article(URL + "2", "Four drones were shot down over the Kaluga region."))
    for name in (v1, v2):
        out, _ = run("run", "--quiet", "-o", "out", "--store", "run.gpkg", name)
    with open("out/tallies.csv", encoding="utf-8") as file:
        table = file.read()
    if "RU.41" not in table or "RU.25" not in table:
        fail("run --store is not of all that was added")
    out, _ = run("run", "--format", "csv", "--store", "run.gpkg", "-o", "out")
    if "RU.25" not in out:
        fail("run --store without inputs")
    _, err = run("tally", "--store", "run.gpkg", v1, code=2)
    if "skytally ingest" not in err:
        fail(f"--store beside inputs: {err}")
    run("tally", code=2)
    os.makedirs("conf", exist_ok=True)
    shutil.copy(v1, "conf/a.ndjson")
    write("conf/sky.ini", "[store]\nfile = kept.gpkg\n[run]\ninputs = a.ndjson\n")
    run("ingest", "-c", "conf/sky.ini")
    out, _ = run("tally", "-c", "conf/sky.ini", "--format", "csv")
    if "RU.41" not in out or not os.path.exists("conf/kept.gpkg"):
        fail("the store of the configuration file")
    write("conf/bare.ini", "[lexicon]\n")
    run("ingest", "-c", "conf/bare.ini", v1)
    run("ingest", v1)
    for path in ("conf/.skytally/store.gpkg", ".skytally/store.gpkg"):
        if not os.path.exists(path):
            fail(f"no store at {path}")
    out, _ = run("ingest", "--store", "list.gpkg", "--list", v1, v2, v1)
    if [json.loads(line).get("change") for line in out.splitlines()] != ["added", "added", None]:
        fail(f"--list: {out}")


# ---------------------------------------------------------------------------- kill
def make_reports(path, count, seed, first=0):
    """Articles of the corpus under addresses of their own, some of them in two versions."""
    chance = random.Random(seed)
    texts = []
    for name in sorted(os.listdir(CORPUS)):
        if name.endswith(".txt"):
            with open(os.path.join(CORPUS, name), encoding="utf-8") as file:
                text = file.read()
            if text.startswith("date "):
                texts.append((text[5:15], text[15:]))
    with open(path, "w", encoding="utf-8") as out:
        for number in range(first, first + count):
            day, text = chance.choice(texts)
            url = f"https://example.org/{number}"
            out.write(article(url, text + f"\nNumber {number}.", day))
            if number % 10 == 0:
                out.write(article(url, f"{NINE}\nNumber {number}.", "2025-12-31"))
    return path


def kill_at_random():
    source = make_reports("killed.ndjson", 150 if SANITIZED else 400, 1)
    begin = time.monotonic()
    add("unkilled.gpkg", source)
    whole = time.monotonic() - begin
    expected = content("unkilled.gpkg")
    chance = random.Random(2)
    kills = runs = 0
    store = "killed-0.gpkg"
    while kills < KILLS and runs < 5 * KILLS:
        child = subprocess.Popen([PROGRAM, "ingest", "--store", store, source],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        runs += 1
        try:
            child.wait(chance.uniform(0.0, whole))
            store = f"killed-{runs}.gpkg"  # it came to its end: begin anew
            continue
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)
        child.wait()
        kills += 1
        check_whole(f"kill {kills}", store, ogr=kills % 10 == 0)
        if failures:
            return
        if kills % 25 == 0:
            add(store, source)
            if content(store) != expected:
                fail(f"kill {kills}: going on gives something else")
            store = f"killed-{runs}.gpkg"
    if kills < KILLS:
        fail(f"only {kills} of {KILLS} runs could be killed")
    add(store, source)
    if content(store) != expected:
        fail("going on after the last kill gives something else")
    print(f"{kills} kills in {runs} runs of {whole:.1f} s")


# ------------------------------------------------------------------------- at once
def two_writers():
    a = make_reports("one.ndjson", 150, 3)
    b = make_reports("two.ndjson", 150, 3, first=100)  # fifty of them in both
    add("after.gpkg", a)
    add("after.gpkg", b)
    children = [subprocess.Popen([PROGRAM, "ingest", "--store", "both/at/once.gpkg", source],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                for source in (a, b, b, a)]
    for child in children:
        _, err = child.communicate(timeout=300)
        if child.returncode != 0:
            fail(f"writers at once: {err.decode()[-300:]}")
    # Texts under one address differ between the two: which of them stands is who came last.
    keys = "SELECT key, count(*) FROM reports GROUP BY key ORDER BY key"
    if rows("both/at/once.gpkg", keys) != rows("after.gpkg", keys):
        fail("writers at once lost a report")
    check_whole("writers at once", "both/at/once.gpkg", ogr=True)
    left = [name for name in os.listdir("both/at") if name != "once.gpkg"]
    if left:
        fail(f"left behind: {left}")


HOLD = """
import sys
from osgeo import ogr
data = ogr.Open(sys.argv[1])
layer = data.GetLayerByName("claims")
layer.GetNextFeature()
print("open", flush=True)
sys.stdin.read()
print(sum(1 for _ in layer) + 1)
"""


FEED = """
import sys, time
for line in open(sys.argv[1], encoding="utf-8"):
    sys.stdout.write(line)
    sys.stdout.flush()
    time.sleep(0.015)
"""


def read_while_written():
    source = make_reports("read.ndjson", 300, 4)
    add("read.gpkg", make_reports("first.ndjson", 20, 4))
    before = rows("read.gpkg", "SELECT count(*) FROM claims")[0][0]
    holder = subprocess.Popen([SYSTEM_PYTHON, "-c", HOLD, "read.gpkg"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    held = holder.stdout.readline() == b"open\n"
    # A report at a time, for some seconds.
    feed = subprocess.Popen([sys.executable, "-c", FEED, source], stdout=subprocess.PIPE)
    child = subprocess.Popen([PROGRAM, "ingest", "--store", "read.gpkg", "-"], stdin=feed.stdout,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seen = []
    while child.poll() is None:
        done = subprocess.run(["ogrinfo", "-ro", "-q", "-sql", "SELECT count(*) AS n FROM claims",
                               "read.gpkg"], capture_output=True, check=False)
        number = [line for line in done.stdout.decode().splitlines() if " n " in line]
        if done.returncode != 0 or not number:
            fail(f"ogrinfo while it is written: {done.stderr.decode()[-300:]}")
            break
        seen.append(int(number[0].split("=")[1]))
        run("tally", "--format", "csv", "--store", "read.gpkg")
    _, err = child.communicate(timeout=300)
    if child.returncode != 0:
        fail(f"written while it is read: {err.decode()[-300:]}")
    feed.wait()
    if seen != sorted(seen) or len(set(seen)) < 2:
        fail(f"what readers see does not grow: {seen}")
    counted = holder.communicate(timeout=60)[0].strip()
    if held and int(counted) < before:
        fail(f"who held it open sees {counted} of {before}")
    check_whole("read while written", "read.gpkg", ogr=True)
    print(f"{len(seen)} readers while it was written; held open by GDAL: {held}")


# ---------------------------------------------------------------------- bad places
def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def full_disk():
    source = make_reports("full.ndjson", 300, 5)
    add("full.gpkg", make_reports("some.ndjson", 50, 5))
    expected = content("full.gpkg")
    room = os.path.getsize("full.gpkg") + 100000

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    _, err = run("ingest", "--store", "full.gpkg", source, code=3, preexec_fn=limit)
    if "no room left" not in err or "run again" not in err:
        fail(f"a full disk: {err}")
    check_whole("full", "full.gpkg", ogr=True)
    after = content("full.gpkg")
    if not set(expected) <= set(after):
        fail("a full disk took something away")
    _, err = run("ingest", "--store", "tiny.gpkg", source, code=3, preexec_fn=lambda:
                 resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
    if "cannot be made" not in err or os.path.exists("tiny.gpkg"):
        fail(f"no room for an empty store: {err}")
    add("full.gpkg", source)
    add("roomy.gpkg", "some.ndjson")
    add("roomy.gpkg", source)
    if content("full.gpkg") != content("roomy.gpkg"):
        fail("going on after a full disk gives something else")


def full_file_system(folder):
    """The same on a file system of its own, where root can mount one."""
    mount = os.path.join(folder, "small")
    os.makedirs(mount, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", mount],
                          capture_output=True, check=False) if os.getuid() == 0 else None
    if done is None or done.returncode != 0:
        print("no file system could be mounted: only the limit was tried")
        return
    try:
        store = os.path.join(mount, "store.gpkg")
        add(store, "v1.ndjson")
        _, err = run("ingest", "--store", store, "full.ndjson", code=3)
        if "no room left" not in err:
            fail(f"a full file system: {err}")
        check_whole("full file system", store)
        out, _ = run("tally", "--format", "csv", "--store", store)
        if "RU.41" not in out:
            fail("what was there before the disk was full")
    finally:
        subprocess.run(["umount", mount], check=False)


def read_only():
    """As somebody who may not write there; root may always."""
    add("shared/store.gpkg", "v1.ndjson", "v2.ndjson")
    before = digest("shared/store.gpkg")
    os.chmod("shared/store.gpkg", 0o444)
    os.chmod("shared", 0o555)
    root = os.getuid() == 0
    drop = (lambda: (os.setgid(65534), os.setuid(65534))) if root else None
    if root and subprocess.run([PROGRAM, "--version"], capture_output=True, check=False,
                               preexec_fn=drop).returncode != 0:
        print("nobody else may run the program: read-only folders were not tried")
        return
    out, _ = run("tally", "--format", "csv", "--store", "shared/store.gpkg", preexec_fn=drop)
    if "RU.41" not in out:
        fail("a store in a read-only folder is not read")
    done = subprocess.run(["ogrinfo", "-ro", "-al", "-so", "shared/store.gpkg"],
                          capture_output=True, check=False, preexec_fn=drop)
    if done.returncode != 0:
        fail(f"ogrinfo of a read-only folder: {done.stderr.decode()}")
    # Even where its header says that it has a log.
    os.chmod("shared", 0o755)
    shutil.copy("shared/store.gpkg", "shared/logged.gpkg")
    with open("shared/logged.gpkg", "r+b") as file:
        file.seek(18)
        file.write(b"\x02\x02")
    os.chmod("shared", 0o555)
    out, _ = run("tally", "--format", "csv", "--store", "shared/logged.gpkg", preexec_fn=drop)
    if "RU.41" not in out:
        fail("a logged store in a read-only folder is not read")
    _, err = run("ingest", "--store", "shared/store.gpkg", "full.ndjson", code=3, preexec_fn=drop)
    if "may not be written to" not in err or "--store" not in err:
        fail(f"a read-only store: {err}")
    _, err = run("ingest", "--store", "shared/new.gpkg", "v1.ndjson", code=3, preexec_fn=drop)
    if "cannot be made: Permission denied" not in err:
        fail(f"a new store in a read-only folder: {err}")
    os.chmod("shared", 0o755)
    if digest("shared/store.gpkg") != before:
        fail("a read-only store was changed")


def no_store():
    """What is something else is refused and stays as it was."""
    _, err = run("tally", "--store", "none.gpkg", code=3)
    if "there is no store" not in err or os.path.exists("none.gpkg"):
        fail(f"no store: {err}")
    write("layer.geojson", '{"type": "FeatureCollection", "features": [{"type": "Feature", '
          '"properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}')
    subprocess.run(["ogr2ogr", "-f", "GPKG", "other.gpkg", "layer.geojson"], check=True)
    with sqlite3.connect("plain.gpkg") as db:
        db.execute("CREATE TABLE a (b)")
    db.close()
    shutil.copy("v.gpkg", "newer.gpkg")
    with sqlite3.connect("newer.gpkg") as db:
        db.execute("UPDATE skytally_store SET value = '99' WHERE name = 'schema'")
    db.close()
    shutil.copy("v.gpkg", "less.gpkg")
    with sqlite3.connect("less.gpkg") as db:
        db.execute("DROP TABLE links")
    db.close()
    write("text.gpkg", "Nine drones were shot down over the Kursk region. " * 100)
    with open("v.gpkg", "rb") as file, open("torn.gpkg", "wb") as torn:
        torn.write(file.read()[:20000])
    for name, words in (("other", "is a GeoPackage of something else"),
                        ("plain", "is a database of something else"),
                        ("newer", "is a store of a newer skytally"),
                        ("less", 'table "links" is missing'),
                        ("text", "is no GeoPackage"), ("torn", "is damaged")):
        before = digest(f"{name}.gpkg")
        for command in (["tally"], ["ingest"]):
            _, err = run(*command, "--store", f"{name}.gpkg",
                         *(["v1.ndjson"] if command == ["ingest"] else []), code=3)
            if words not in err or f"{name}.gpkg" not in err:
                fail(f"{name}: {err}")
        if digest(f"{name}.gpkg") != before:
            fail(f"{name} was changed")
    write("empty.gpkg", "")
    _, err = run("tally", "--store", "empty.gpkg", code=3)
    check_sums("an empty file", changes("empty.gpkg", "v1.ndjson"), added=1)
    validate("empty.gpkg")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        os.chdir(folder)
        same_as_inputs()
        versions()
        rows_of_tables()
        commands()
        kill_at_random()
        two_writers()
        read_while_written()
        full_disk()
        full_file_system(folder)
        read_only()
        no_store()
        os.chdir("/")
    if failures:
        sys.exit(1)
    print("all good")


main()
