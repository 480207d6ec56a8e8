#!/usr/bin/env bash
# seeds_warc.sh DIR: small archives, plain and packed, and bodies of each kind.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/tests/ingest/{preview.html,atom.xml,newsapi.json,spreadsheet.csv} "$1"
python3 - "$1" <<'END'
import gzip
import sys
import zlib

page = b"<html><title>a</title><body><p>Two drones fell in the night.</p></body></html>"


def record(kind, block, *fields):
    lines = [b"WARC/1.0", b"WARC-Type: " + kind, b"WARC-Target-URI: <https://example.org/>",
             *fields, b"Content-Length: %d" % len(block)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + block + b"\r\n\r\n"


def http(body, *fields):
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html", *fields]) + \
        b"\r\n\r\n" + body


chunks = b"a\r\n" + page[:10] + b"\r\n%x\r\n" % len(page[10:]) + page[10:] + b"\r\n0\r\n\r\n"
records = [record(b"warcinfo", b"a: b\r\n"), record(b"response", http(page)),
           record(b"response", http(chunks, b"Transfer-Encoding: chunked")),
           record(b"response", http(gzip.compress(page), b"Content-Encoding: gzip")),
           record(b"response", http(zlib.compress(page), b"Content-Encoding: deflate")),
           record(b"resource", page, b"Content-Type: text/html", b"Skytally-Kind: html"),
           record(b"conversion", b"Two fell.", b"Content-Type: text/plain")]
for name, content in (("plain", b"".join(records)), ("whole", gzip.compress(b"".join(records))),
                      ("members", b"".join(map(gzip.compress, records)))):
    with open(f"{sys.argv[1]}/{name}.warc", "wb") as file:
        file.write(content)
END
