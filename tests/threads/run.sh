#!/usr/bin/env bash
# What works with several threads, under the thread sanitizer: SKYTALLY is a program built by the
# preset tsan, SKYTALLY_DATA its data. Every race that it sees ends the program with 66; and the
# output has to be that of one thread.
set -euo pipefail
: "${SKYTALLY:?the path of the program}"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TSAN_OPTIONS="halt_on_error=0 exitcode=66 second_deadlock_stack=1 log_path=$work/race${TSAN_OPTIONS:+ $TSAN_OPTIONS}"
failures=0

# Texts in several languages, as files, lines, pages in an archive, and two of each that are bad.
mkdir reports
cp "$root"/tests/corpus/dev-0[0-3]*.txt "$root"/tests/corpus/dev-1*.txt "$root"/docs/examples/reports/*.txt reports/
python3 - "$root/tests/corpus" <<'PYTHON'
import glob, gzip, json, os, random, sys
texts = [open(path, encoding="utf-8").read() for path in sorted(glob.glob(os.path.join(sys.argv[1], "dev-*.txt")))]
with open("lines.ndjson", "w", encoding="utf-8") as file:
    for number in range(600):
        text = texts[number % len(texts)] if number % 3 == 0 else "Nothing of the kind was told today. " * 40
        file.write(json.dumps({"url": f"https://example.org/{number}", "published": "2024-09-01", "text": text}) + "\n")
    file.write("no line at all\n")
draw = random.Random(1)
with open("pages.warc.gz", "wb") as file:  # of several parts: what cannot be packed makes it long
    for number in range(90):
        page = ("<html><body><article><p>" + texts[number % len(texts)].replace("<", "") + "</p></article><!--" +
                draw.randbytes(20000).hex() + "--></body></html>")
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        file.write(gzip.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/%d\r\nWARC-Date: 2024-09-01T08:00:00Z\r\n"
            b"WARC-Record-ID: <urn:uuid:%d>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % (number, number, len(body)) + body + b"\r\n\r\n"))
PYTHON

# alike CODE COMMAND...: with one thread and with four, the same output and no race.
alike() {
    local expected=$1 jobs code
    shift
    for jobs in 1 4; do
        code=0
        "$SKYTALLY" "$@" --jobs "$jobs" >"out.$jobs" 2>"err.$jobs" </dev/null || code=$?
        if [[ $code != "$expected" ]]; then
            echo "FAILED: exit $code, not $expected: $* --jobs $jobs"
            head -n 5 "err.$jobs"
            failures=$((failures + 1))
        fi
    done
    if ! cmp -s out.1 out.4 || ! [[ -s out.4 ]]; then
        echo "FAILED: one thread and four print something else: $*"
        failures=$((failures + 1))
    fi
}

alike 0 extract --format ndjson reports
alike 1 extract --format ndjson lines.ndjson
alike 0 extract --format ndjson pages.warc.gz
alike 1 extract --unread lines.ndjson reports
alike 0 explain total reports
for jobs in 1 4; do
    "$SKYTALLY" run -q --jobs "$jobs" -o "maps.$jobs" --formats csv,ndjson reports >/dev/null 2>"run.$jobs"
    "$SKYTALLY" ingest --jobs "$jobs" --store "store.$jobs.gpkg" reports >/dev/null 2>"ingest.$jobs"
    "$SKYTALLY" tally --store "store.$jobs.gpkg" --format csv >"tally.$jobs"
done
for pair in maps.1/tallies.csv:maps.4/tallies.csv maps.1/claims.ndjson:maps.4/claims.ndjson tally.1:tally.4; do
    if ! cmp -s "${pair%:*}" "${pair#*:}"; then
        echo "FAILED: ${pair%:*} and ${pair#*:} differ"
        failures=$((failures + 1))
    fi
done
# A reader that goes away while four threads are at work.
"$SKYTALLY" extract --jobs 4 --format ndjson lines.ndjson 2>/dev/null | head -n 1 >/dev/null || true

for found in race.*; do
    [[ -e $found ]] || continue
    grep -A 12 'WARNING: ThreadSanitizer' "$found" | head -n 60
    failures=$((failures + 1))
done
if ((failures > 0)); then
    echo "$failures failed"
    exit 1
fi
echo "all good"
