#!/usr/bin/env python3
"""WARC archives and packed inputs through the real command: every form that archives have,
damage, bombs, and that memory does not grow with the archive."""
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import zlib

PROGRAM = os.environ["SKYTALLY"]
SANITIZED = os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF")
failures = []


def fail(message):
    failures.append(message)
    print("FAILED:", message)


def run(*args, data=None, code=0):
    done = subprocess.run([PROGRAM, *args], input=data, capture_output=True, timeout=300,
                          check=False)
    errors = done.stderr.decode("utf-8", "replace")
    if code is not None and done.returncode != code:
        fail(f"{args}: exit {done.returncode}, not {code}: {errors[-600:]}")
    return done.stdout, errors


def claims(*args, data=None, code=0):
    output, errors = run("extract", *args, data=data, code=code)
    return [json.loads(line) for line in output.splitlines()], errors


# --------------------------------------------------------------------------- making
def page(number, place="Kursk"):
    return (f"<html><head><meta name='date' content='2025-06-03'><title>Report {number}</title>"
            f"</head><body><p>{number} drones were shot down over the {place} region overnight, "
            "the Russian defence ministry said in the morning. Nobody was hurt.</p></body></html>"
            ).encode()


def http(body, content_type="text/html; charset=utf-8", status="200 OK", **fields):
    lines = [f"HTTP/1.1 {status}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block, kind="response", uri="https://example.org/1", version="1.0", length=None,
           content_type="application/http; msgtype=response", **fields):
    lines = [f"WARC/{version}", f"WARC-Type: {kind}",
             "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
             "WARC-Date: 2025-06-03T08:00:00Z",
             f"WARC-Target-URI: {'<' + uri + '>' if version == '1.0' else uri}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    lines += [f"Content-Type: {content_type}",
              f"Content-Length: {len(block) if length is None else length}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


INFO = record(b"software: a test\r\n", "warcinfo", content_type="application/warc-fields")


def chunked(body, size=50):
    parts = [body[at:at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def members(records):
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)
    return name


def values(found):
    return sorted(claim["value"] for claim in found)


# --------------------------------------------------------------------------- forms
def check_forms():
    """One record of each form, plain, member by member, and packed as a whole."""
    url = "https://example.org/{}".format
    deflate = zlib.compress(page(14))
    cyrillic = page(17).replace(b"</body>", "<p>Обломки дронов упали на поля за городом, "
                                "сообщил губернатор.</p></body>".encode("windows-1251"))
    records = [
        INFO,
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(http(page(11)), uri=url(11), version="1.1"),
        record(http(chunked(page(12)), Transfer_Encoding="chunked"), uri=url(12)),
        record(http(gzip.compress(page(13)), Content_Encoding="gzip"), uri=url(13)),
        record(http(deflate, Content_Encoding="deflate"), uri=url(14)),
        record(http(chunked(gzip.compress(page(15))), Content_Encoding="gzip",
                    transfer_encoding="Chunked"), uri=url(15)),
        # headers left as they came, over a body that was unpacked
        record(http(page(16), Content_Encoding="gzip", Transfer_Encoding="chunked"), uri=url(16)),
        record(http(cyrillic, "text/html; charset=windows-1251"), uri=url(17)),
        record(page(18), "resource", uri=url(18), content_type="text/html"),
        record(b"date 2025-06-03\n19 drones were shot down over the Tula region.", "conversion",
               uri=url(19), content_type="text/plain"),
        record(http(b"<rss><channel><title>w</title><item><title>20 drones were shot down over the"
                    b" Oryol region</title><link>/20</link><pubDate>Tue, 03 Jun 2025 07:00:00 GMT"
                    b"</pubDate></item></channel></rss>", "application/rss+xml"), uri=url("feed")),
        record(http(b'{"text": "21 drones were shot down over the Tver region.", "url": "/21", '
                    b'"date": "2025-06-03"}\n', "application/x-ndjson"), uri=url("api")),
        record(http(page(22), content_type=None), uri=url(22)),
        # passed over
        record(http(page(90), status="404 Not Found"), uri=url(90)),
        record(http(page(91), status="301 Moved", Location="/"), uri=url(91)),
        record(http(b"\x89PNG\r\n\x1a\n", "image/png"), uri=url(92)),
        record(http(page(93), Content_Encoding="br"), uri=url(93)),
        record(http(page(94)), "revisit", uri=url(94)),
        record(http(b"<html><title>Just a moment...</title><body>Checking your browser</body>"),
               uri=url(95)),
        record(http(gzip.compress(page(96))[:-30], Content_Encoding="gzip"), uri=url(96)),
    ]
    expected = list(range(11, 23))
    offsets = {"plain.warc": "", "whole.warc.gz": " of what is unpacked of the gzip member at byte 0"}
    write("plain.warc", b"".join(records))
    write("members.warc.gz", members(records))
    write("whole.warc.gz", gzip.compress(b"".join(records), mtime=0))
    write("no-name", members(records))
    os.makedirs("folder/below", exist_ok=True)
    write("folder/below/a.WARC.GZ", members(records[:4]))
    write("folder/b.warc", b"".join(records[4:]))
    for name in ("plain.warc", "members.warc.gz", "whole.warc.gz", "no-name", "-", "folder"):
        data = None
        if name == "-":
            with open("members.warc.gz", "rb") as file:
                data = file.read()
        found, errors = claims(name, data=data)
        if values(found) != expected:
            fail(f"{name}: values {values(found)}; {errors}")
        by_value = {claim["value"]: claim for claim in found}
        for number in (11, 12, 13, 18):
            claim = by_value.get(number, {})
            if claim.get("url") != url(number) or claim.get("item") != url(number):
                fail(f"{name}: {number} has url {claim.get('url')}, item {claim.get('item')}")
            if name != "folder" and claim.get("doc") != name:
                fail(f"{name}: {number} has doc {claim.get('doc')}")
        for number in (20, 21):
            if by_value.get(number, {}).get("url") != url(number):
                fail(f"{name}: {number}: {by_value.get(number)}")
        if "Обломки дронов упали" not in run("extract", "--text", name, data=data)[0].decode():
            fail(f"{name}: the charset that the server names is not heeded")
        if name != "folder" and "of its records 12 were read, and passed over: 2 have a status " \
                "other than 200, 3 are of types that are not read, 1 hold no article" not in errors:
            fail(f"{name}: what was passed over is not told: {errors}")
        at = b"".join(records).index(b"/95>")
        at = b"".join(records).rindex(b"WARC/1.0", 0, at)
        if name in offsets and f"the record at byte {at}{offsets[name]}, " not in errors:
            fail(f"{name}: not at byte {at}: {errors}")
        if "keeps readers out" not in errors:
            fail(f"{name}: the page without an article is not told: {errors}")


def check_fields():
    """The raw cache's own fields."""
    block = http(b"<rss><channel><item><title>24 drones were shot down over the Tula region "
                 b"at 02:00</title><guid>x</guid><pubDate>Tue, 03 Jun 2025 22:30:00 GMT</pubDate>"
                 b"</item></channel></rss>", "text/plain")
    fields = {"Skytally-Kind": "rss", "Skytally-Publisher": "The Wire", "Skytally-Lang": "en",
              "Skytally-Zone": "Europe/Moscow", "Skytally-Party": "RU"}
    write("cache.warc.gz", members([record(block, uri="https://example.org/feed", **fields)]))
    found, _ = claims("cache.warc.gz")
    if len(found) != 1 or found[0]["publisher"] != "The Wire" or \
            found[0]["published"] != "2025-06-04" or \
            found[0]["item"] != "https://example.org/feed x" or \
            found[0]["start"] != "2025-06-04T02:00:00+03:00":
        fail(f"the fields of the cache are not used: {found}")


# --------------------------------------------------------------------------- damage
def check_damage():
    records = [record(http(page(30 + i)), uri=f"https://example.org/{30 + i}") for i in range(6)]
    packed = [gzip.compress(one, mtime=0) for one in records]
    offset = len(packed[0]) + len(packed[1])
    damaged = bytearray(b"".join(packed))
    damaged[offset + len(packed[2]) // 2] ^= 0xFF
    write("damaged.warc.gz", bytes(damaged))
    for args, data in ((("damaged.warc.gz",), None), (("-",), bytes(damaged))):
        found, errors = claims(*args, data=data, code=1)
        if values(found) != [30, 31, 33, 34, 35]:
            fail(f"{args}: behind the damage: {values(found)}")
        if f"{args[0]}: the record at byte {offset} is damaged" not in errors:
            fail(f"{args}: the damaged record is not named: {errors}")

    noise = bytes((i * 7 + i // 3) % 250 + 1 for i in range(4000))
    write("noise.warc.gz", packed[0] + noise + packed[1] + b"\0" * 512)
    found, errors = claims("noise.warc.gz", code=1)
    if values(found) != [30, 31] or f"the record at byte {len(packed[0])} " not in errors:
        fail(f"noise between members: {values(found)} {errors}")

    write("cut.warc.gz", b"".join(packed[:3])[:-20])
    found, errors = claims("cut.warc.gz", code=1)
    if values(found) != [30, 31] or f"the record at byte {offset} is damaged" not in errors:
        fail(f"a member cut short: {values(found)} {errors}")

    offset = len(records[0])
    for what, text in (("is cut short", b"".join(records[:2])[:-100]),
                       ("has no header of WARC", records[0] + b"rubbish\r\n\r\n" + records[1]),
                       ("has no length", records[0] + b"WARC/1.0\r\na: b\r\n\r\n" + records[1])):
        write("damaged.warc", text)
        found, errors = claims("damaged.warc", code=1)
        expected = [30] if what == "is cut short" else [30, 31]
        if values(found) != expected or f"the record at byte {offset} {what}" not in errors:
            fail(f"{what}: {values(found)} {errors}")

    # A length that is a lie costs that record, and perhaps the next one, and no more.
    for length in (10, 4000):
        write("lie.warc", records[0] + record(http(page(40)), length=length) + b"".join(records[1:]))
        found, errors = claims("lie.warc", code=1)
        if not {30, 35} <= set(values(found)):
            fail(f"a length of {length}: {values(found)} {errors}")
        write("lie.warc.gz", members([records[0], record(http(page(40)), length=length)]
                                     + records[1:]))
        found, errors = claims("lie.warc.gz", code=1)
        if values(found) != [30, 31, 32, 33, 34, 35]:
            fail(f"a packed length of {length}: {values(found)} {errors}")
    write("empty.warc.gz", members([INFO]))
    _, errors = run("extract", "empty.warc.gz", code=3)
    if "holds no article that could be read" not in errors:
        fail(f"an archive of nothing: {errors}")
    write("head.warc", b"WARC/1.0\r\n" + b"a: b\r\n" * 50000)
    run("extract", "head.warc", code=3)


# ---------------------------------------------------------------------------- bombs
def zeros(gigabytes, head=b"", char=b"\0"):
    """A gzip member of so many bytes, some kilobytes small for a gigabyte... of megabytes."""
    out = io.BytesIO()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out.write(packer.compress(head))
    piece = char * (1 << 20)
    for _ in range(int(gigabytes * 1024)):
        out.write(packer.compress(piece))
    out.write(packer.flush())
    return out.getvalue()


def peak_kb(*args, code):
    """The most memory that the command took, by itself."""
    script = ("import resource, subprocess, sys\n"
              "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, "
              "stderr=subprocess.DEVNULL, timeout=200)\n"
              "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    done = subprocess.run([sys.executable, "-c", script, PROGRAM, *args], capture_output=True,
                          check=True, timeout=240)
    status, kilobytes = map(int, done.stdout.split())
    if status != code:
        fail(f"{args}: exit {status}, not {code}")
    return kilobytes


def check_bombs():
    good = gzip.compress(record(http(page(50)), uri="https://example.org/50"), mtime=0)
    size = 1 << 30
    head = record(http(b""), length=size)[:-4]
    bomb = zeros(1, head)
    inner = zeros(0.25, b"<html><body>", b"x")
    write("bomb.warc.gz", good + bomb + good)  # a record of a gigabyte
    write("endless.warc.gz", good + zeros(0.5, b"WARC/1.0\r\n", b"a") + good)  # a header of one
    write("inner.warc.gz", good + gzip.compress(record(http(inner, Content_Encoding="gzip")),
                                                mtime=0) + good)
    write("blank.warc.gz", good + zeros(0.5, b"", b"\n") + good)
    for name, code in (("bomb.warc.gz", 0), ("inner.warc.gz", 0), ("endless.warc.gz", 1),
                       ("blank.warc.gz", 1)):
        found, errors = claims(name, code=code)
        if values(found) != [50, 50]:
            fail(f"{name}: {values(found)} {errors}")
    plain = peak_kb("extract", "members.warc.gz", code=0)
    for name, code in (("bomb.warc.gz", 0), ("inner.warc.gz", 0), ("endless.warc.gz", 1)):
        kilobytes = peak_kb("extract", name, code=code)
        if not SANITIZED and kilobytes > plain + 80 * 1024:
            fail(f"{name}: takes {kilobytes} kB, and {plain} kB without a bomb")


def check_memory():
    """An archive of many pages takes no more memory than one of few."""
    count = 300 if SANITIZED else 3000
    filler = os.urandom(6000).hex().encode()
    one = [gzip.compress(record(http(page(i % 90 + 1).replace(b"</body>", b"<p>" + filler +
                                                              b"</p></body>")),
                                uri=f"https://example.org/{i}"), mtime=0) for i in range(50)]
    write("few.warc.gz", b"".join(one))
    with open("many.warc.gz", "wb") as file:
        for _ in range(count // 50):
            file.write(b"".join(one))
    few = peak_kb("extract", "few.warc.gz", code=0)
    many = peak_kb("extract", "many.warc.gz", code=0)
    if not SANITIZED and many > few + 40 * 1024:
        fail(f"{count} pages take {many} kB, 50 pages {few} kB")


def check_disguised():
    """No page about drones is passed over for the way in which it is written; what is found is what
    the page gives as a file of its own."""
    told = "12 drones were shot down over the Kursk region overnight, the ministry said."
    plain = f"<p>{told}</p>"
    ways = [
        plain, plain.replace("drones", "dr&#111;nes"), plain.replace("drones", "d&#x72;ones"),
        plain.replace("drones", "dro&shy;nes"), plain.replace("drones", "dr<b>on</b>es"),
        plain.replace("drones", "dr<!-- > -->ones"), plain.replace("drones", "d\u200brones"),
        plain.replace("drones", "&#100;&#114;ones"), plain.replace("drones", "DRONES"),
        f"<p title='> <script>'>{told}</p>", f"<!-- a --!> {plain} <!-- -->", f"<script/>{plain}",
        f"<script>var p = '<p>';</ScRiPt>{plain}", f"<style>p {{}}</style\n>{plain}",
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"articleBody\": \"" +
        told.replace("drones", "\\u0064rones") + " Nobody was hurt." * 200 + "\"}</script><p>Video</p>",
        "<p>Над Курской областью за ночь сбили 12 беспилотников, сообщило министерство.</p>",
        "<p>Над Курской областью за ночь сбили 12 беспилот&shy;ников, сообщило министерство.</p>",
    ]
    alone = []
    pages = []
    for number, way in enumerate(ways):
        html = ("<html><head><meta charset=utf-8><meta name='date' content='2025-06-03'><title>"
                f"News</title></head><body><article>{way}<p>The minister spoke to reporters in the "
                "morning, and the airport opened at noon.</p></article><ul>" + "<li>A choir of the town "
                "sang in the old mill." * 20 + "</ul></body></html>").encode()
        write(f"way{number:02}.html", html)
        found, _ = claims(f"way{number:02}.html")
        alone.append(values(found))
        pages.append(record(http(html), uri=f"https://example.org/{number}"))
        pages.append(record(http(b"<html><body><p>" + b"The choir sang. " * 40 + b"</p></body></html>")))
    if not all(numbers == [12] for numbers in alone):
        fail(f"disguised pages by themselves: {alone}")
    write("ways.warc", b"".join(pages))
    found, errors = claims("ways.warc")
    if values(found) != [12] * len(ways):
        fail(f"disguised pages in an archive: {[c['item'] for c in found]} {errors}")


def check_packed():
    """Other inputs that are packed by gzip."""
    text = b"date 2025-06-03\n60 drones were shot down over the Kursk region.\n"
    row = b'{"text": "61 drones were shot down over the Tula region.", "date": "2025-06-03"}\n'
    write("a.txt.gz", gzip.compress(text))
    write("b.ndjson.gz", gzip.compress(row) + gzip.compress(row.replace(b"61", b"62")))
    write("c.html.gz", gzip.compress(page(63)))
    os.makedirs("packed", exist_ok=True)
    write("packed/d.xml.gz", gzip.compress(
        b"<rss><channel><item><title>64 drones were shot down over the Tver region</title>"
        b"<pubDate>Tue, 03 Jun 2025 07:00:00 GMT</pubDate></item></channel></rss>"))
    write("packed/e.tar.gz", b"")
    found, errors = claims("a.txt.gz", "b.ndjson.gz", "c.html.gz", "packed")
    if values(found) != [60, 61, 62, 63, 64] or "1 file passed over" not in errors:
        fail(f"packed inputs: {values(found)} {errors}")
    whole = gzip.compress(row * 3000)
    write("short.ndjson.gz", whole[:-12])
    _, errors = run("extract", "short.ndjson.gz", code=None)
    if "is packed by gzip, and damaged or cut short" not in errors:
        fail(f"a packed file that is cut: {errors}")
    write("zeros.txt.gz", zeros(0.1))
    _, errors = run("extract", "zeros.txt.gz", code=3)
    if "is not text: byte 0 is 0x00" not in errors:
        fail(f"packed zeros: {errors}")


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for check in (check_forms, check_fields, check_damage, check_bombs, check_memory,
                      check_disguised, check_packed):
            check()
        os.chdir("/")
    print(len(failures), "failures")
    return 1 if failures else 0


sys.exit(main())
