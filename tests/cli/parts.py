#!/usr/bin/env python3
"""Inputs that several threads read in parts: whatever stands where a part ends, the same bytes, the
same messages and the same exit code as with one thread."""
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = os.environ["SKYTALLY"]
PART = 1 << 19   # bytes of an archive that are cut off at least (src/ingest/split.c)
LINES = 1 << 17  # bytes of lines (src/ingest/parts.c)
draw = random.Random(1)
failures = []


def fail(message):
    failures.append(message)
    print("FAILED:", message)


def run(jobs, args):
    done = subprocess.run([PROGRAM, *args, "--jobs", str(jobs)], capture_output=True, timeout=100, check=False)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def same(name, *args, least=1, says=(), code=None):
    """What one thread gives, which holds `least` lines, says `says`, and more threads must give too."""
    alone = run(1, args)
    if len(alone[1].splitlines()) < least:
        fail(f"{name}: only {len(alone[1].splitlines())} lines: {alone[2][-500:]}")
    if code is not None and alone[0] != code:
        fail(f"{name}: exit {alone[0]}, not {code}: {alone[2][-500:]}")
    for words in says:
        if words not in alone[2]:
            fail(f"{name}: does not say {words!r}: {alone[2][-800:]}")
    for jobs in (2, 5):
        found = run(jobs, args)
        for what, one, other in zip(("exit code", "output", "messages"), alone, found):
            if one != other:
                fail(f"{name}: another {what} with --jobs {jobs}: {str(one)[-300:]!r} and {str(other)[-300:]!r}")
    return alone


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)


# ---------------------------------------------------------------------------------- archives
def noise(size):
    return draw.randbytes(size)


def page(number, ballast=60000, inside=b""):
    """A page with so many bytes that cannot be packed, none of which ends its comment."""
    filler = noise(ballast // 2).hex().encode()
    return (f"<html><head><meta name='date' content='2025-06-03'><title>Report {number}</title></head><body>"
            f"<p>{number} drones were shot down over the Kursk region overnight, the Russian defence ministry "
            "said in the morning. Nobody was hurt.</p><!--").encode() + filler + b"--><pre>" + inside + b"</pre></body></html>"


def record(body, number, kind="response", content_type="text/html; charset=utf-8"):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2025-06-03T08:00:00Z\r\n"
            f"WARC-Target-URI: <https://example.org/{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n").encode()
    return head + block + b"\r\n\r\n"


def pack(record_or_more, level=6):
    return gzip.compress(record_or_more, level, mtime=0)


def archives():
    number = iter(range(1, 10000))
    records = [record(page(at), at) for at in (next(number) for _ in range(60))]
    # Every fourth one is passed over, another says something of itself.
    for at in range(0, len(records), 4):
        records[at] = record(noise(50000), at, content_type="image/png")
    for at in range(1, len(records), 7):
        records[at] = record(b"<html><title>Just a moment...</title><body>Checking your browser<!--" +
                             noise(30000).hex().encode() + b"--></body></html>", at)
    packed = [pack(one) for one in records]
    whole = b"".join(packed)
    if len(whole) < 3 * PART:
        sys.exit(f"the archive of {len(whole)} bytes has too few parts for this test")
    write("members.warc.gz", whole)
    write("plain.warc", b"".join(records))
    write("one.warc.gz", pack(b"".join(records)))
    write("pairs.warc.gz", b"".join(pack(b"".join(records[at:at + 2])) for at in range(0, len(records), 2)))
    write("tens.warc.gz", b"".join(pack(b"".join(records[at:at + 10])) for at in range(0, len(records), 10)))
    write("zeros.warc.gz", whole + b"\0" * 5000)
    # damage: a byte in every fifth record, one in a head, an end that is cut off, rubbish between two
    hurt = [bytearray(one) for one in packed]
    for at in range(2, len(hurt), 5):
        hurt[at][len(hurt[at]) // 2] ^= 0xFF
    hurt[13][1] ^= 0xFF
    write("damaged.warc.gz", b"".join(hurt))
    write("short.warc.gz", whole[:-20000])
    write("rubbish.warc.gz", b"".join(packed[:30]) + noise(3 * PART) + b"".join(packed[30:]))
    plain = [bytearray(one) for one in records]
    for at in range(2, len(plain), 5):
        plain[at][:4] = b"CRAW"
    write("damaged.warc", b"".join(plain))
    # What looks like the begin of a record all over the archive and is the inside of one: members in pages that
    # were packed without being made smaller, heads in plain ones.
    inner = pack(record(page(9000, 100), 9000), 0)
    traps = [pack(record(page(at, 2000, b"".join(inner + noise(1500).hex().encode() for _ in range(20))), at), 0)
             for at in (next(number) for _ in range(20))]
    write("traps.warc.gz", b"".join(traps))
    heads = b"\r\n\r\n" + record(page(9001, 100), 9001) + noise(900).hex().encode()
    write("traps.warc", b"".join(record(page(at, 2000, heads * 30), at) for at in (next(number) for _ in range(20))))
    # No record for long: the end of a part cannot be told.
    big = record(noise(15 << 20), 7000, content_type="image/png")
    write("far.warc.gz", b"".join(packed[:20]) + pack(big, 0) + b"".join(packed[20:]))
    for name in ("members", "pairs", "tens", "one", "zeros", "short", "damaged", "rubbish", "traps", "far"):
        least = 15 if name in ("damaged", "traps") else 30
        damage = "is damaged" if name in ("damaged", "rubbish") else "of its records"
        same(name, "extract", "--format", "ndjson", f"{name}.warc.gz", least=least,
             says=() if name == "traps" else (damage, "keeps readers out"))
    for name in ("plain", "damaged", "traps"):
        same(name, "extract", "--format", "ndjson", f"{name}.warc", least=15)
    same("several", "extract", "--format", "ndjson", "damaged.warc.gz", "nowhere.txt", "members.warc.gz", "traps.warc",
         least=60, code=1, says=("nowhere.txt",))
    same("table", "extract", "--format", "table", "members.warc.gz", "traps.warc", least=40)
    same("documents", "extract", "--tally", "tens.warc.gz", "one.warc.gz", least=40)
    same("run", "run", "-o", "layers", "--formats", "csv", "pairs.warc.gz", "damaged.warc", least=2)


# --------------------------------------------------------------------------------------- lines
def lines():
    def line(number, **more):
        return json.dumps({"published": f"2025-06-{number % 28 + 1:02d}", **more,
                           "text": f"{number} drones were shot down over the Kursk region. " +
                                   "Nobody was hurt, the ministry said. " * (number % 30)}).encode()

    count = 4 * LINES // 700
    good = [line(at) for at in range(1, count)]
    good[5:5] = [b"", b"   ", b"\t"]
    good[count // 2:count // 2] = [b""] * 50
    write("lines.ndjson", b"\n".join(good) + b"\n")
    write("crlf.ndjson", b"\r\n".join(good))
    write("lines.ndjson.gz", pack(b"\n".join(good)))
    bad = list(good)
    for at in range(3, len(bad), 11):
        bad[at] = bad[at][:-5]
    for at in range(4, len(bad), 40):
        bad[at] = b'{"url": "https://example.org/nothing"}'
    write("bad.ndjson", b"\n".join(bad))
    flaws = list(good)
    for at in range(len(flaws) // 4 * 3, len(flaws), 20):  # the charset is told by what stands before
        flaws[at] = flaws[at].replace(b"Kursk", b"Kur\xffsk")
    write("flaws.ndjson", b"\n".join(flaws))
    long = list(good)
    long[count // 3] = line(1, more="x" * (17 << 20))
    long[2 * count // 3] = line(2, more="y" * (3 << 20))
    write("long.ndjson", b"\n".join(long))
    write("last.ndjson", b"\n".join(good) + b"\n" + line(1, more="x" * (17 << 20)))
    write("cyrillic.ndjson", b"\n".join(json.dumps({"date": "2025-06-01", "text": f"Над Курской областью сбиты {at} БПЛА."},
                                                    ensure_ascii=False).encode("cp1251") for at in range(2, 3000)))
    write("empty.ndjson", b"\n".join([b'{"url": "https://example.org/nothing"}'] * (3 * LINES // 40)))
    for name, least, says in (("lines", 400, ()), ("crlf", 400, ()), ("bad", 300, ("more of the kind",)),
                              ("flaws", 300, ("replaced, the first here",)), ("long", 400, ("16 MB",)),
                              ("last", 400, ("16 MB",)), ("cyrillic", 2000, ("is not UTF-8",)),
                              ("empty", 0, ("holds no article",))):
        same(name, "extract", "--format", "ndjson", f"{name}.ndjson", least=least, says=says)
    same("packed", "extract", "--format", "ndjson", "lines.ndjson.gz", least=400)
    same("cut", "extract", "--format", "ndjson", "bad.ndjson", "lines.ndjson", "empty.ndjson", least=700)
    same("lines run", "run", "-o", "layers", "--formats", "csv", "bad.ndjson", "long.ndjson", least=2)
    array = b"[" + b",\n".join(one for one in good if one.strip()) + b"]"
    rows = b"published,text\n" + b"\n".join(b'2025-06-01,"%d drones were shot down over the Kursk region."' % at for at in range(9999))
    claims = subprocess.run([PROGRAM, "extract", "--format", "ndjson", "lines.ndjson"], capture_output=True, check=True).stdout
    for name, content in (("lines", b"\n".join(good)), ("array", array), ("rows", rows), ("claims", claims)):
        write(f"short-{name}.gz", pack(content)[:-2000])
        command = ("run", "-o", "layers", "--formats", "csv") if name == "claims" else ("extract", "--format", "ndjson")
        same(f"short {name}", *command, f"short-{name}.gz", "lines.ndjson", least=1, says=("damaged or cut short",), code=1)


# --------------------------------------------------------------------------------- whole files
def files():
    os.makedirs("pages/sub")
    for at in range(120):
        write(f"pages/{at:03}.html", page(at + 1, 2000))
        if at % 9 == 0:
            write(f"pages/sub/{at:03}.txt", f"date 2024-09-01\n{at + 2} drones were shot down over the Kursk region.".encode())
        if at % 17 == 0:
            write(f"pages/{at:03}.txt", bytes(range(1, 20)))
    write("pages/big.html", page(500, 300000))
    done = subprocess.run([PROGRAM, "extract", "--format", "ndjson", "pages/sub"], capture_output=True, check=True)
    write("pages/claims.ndjson", done.stdout)
    write("pages/none.ndjson", b"")
    same("files", "extract", "--format", "ndjson", "pages", least=100, code=1, says=("claims.ndjson", "is not text"))
    same("files run", "run", "-o", "layers", "--formats", "csv", "pages", least=2)
    for jobs in (1, 4):
        run(jobs, ["ingest", "--store", f"store.{jobs}.gpkg", "pages", "bad.ndjson", "traps.warc.gz"])
    stores = [subprocess.run([PROGRAM, "tally", "--store", f"store.{jobs}.gpkg", "--format", "csv"], capture_output=True,
                             check=False).stdout for jobs in (1, 4)]
    if stores[0] != stores[1] or stores[0].count(b"\n") < 3:
        fail(f"another store with --jobs 4: {stores[0][-300:]!r} and {stores[1][-300:]!r}")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    archives()
    lines()
    files()
if failures:
    sys.exit(f"{len(failures)} failures")
print("good: parts")
