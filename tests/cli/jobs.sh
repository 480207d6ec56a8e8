#!/usr/bin/env bash
# Several threads: the same bytes, warnings and exit codes as with one.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

# Reports in every format beside each other, refusals between them, and a lone feed of
# many articles.
mkdir in
cp "$SKYTALLY_CORPUS_DIR"/dev-* in
rm in/*.json
printf '\xff\xfe\xff\xff\x01\x02' >in/broken.txt
: >in/empty.txt
for i in {1..300}; do
    printf '{"date": "2024-09-%02d", "text": "%d drones were shot down over the Kursk region."}\n' \
        $((i % 28 + 1)) "$i"
done >many.ndjson
"$SKYTALLY" extract --format ndjson in/dev-00*.txt >claims.ndjson 2>/dev/null

same() {
    local name=$1 code=$2
    shift 2
    for n in 1 2 3 8; do
        runs "$code" "$SKYTALLY" "$@" --jobs "$n"
        mv out "$name.$n.out"
        mv err "$name.$n.err"
    done
    for n in 2 3 8; do
        cmp "$name.1.out" "$name.$n.out" || fail "$name: other output with --jobs $n"
        cmp "$name.1.err" "$name.$n.err" || fail "$name: other messages with --jobs $n"
    done
    [[ -s $name.1.out ]] || fail "$name: nothing is printed"
}

same lines 1 extract --format ndjson in many.ndjson nowhere.txt in/dev-001.txt
same tally 1 extract --tally in many.ndjson
same table 1 extract --format table in
same trace 1 extract --trace in
same unread 1 extract --unread --format ndjson in
same run 1 run -o layers in claims.ndjson many.ndjson claims.ndjson
says lines.1.err nowhere.txt

# Layers too; and what comes through a pipe.
for n in 1 4; do
    runs 1 "$SKYTALLY" run --quiet --jobs $n -o "layers.$n" in claims.ndjson many.ndjson
    "$SKYTALLY" extract --jobs $n - <many.ndjson >"pipe.$n"
done
diff -rq layers.1 layers.4 || fail "other layers with more threads"
cmp pipe.1 pipe.4 || fail "other claims out of a pipe with more threads"
[[ $(wc -l <pipe.1) == 300 ]] || fail "$(wc -l <pipe.1) claims, not 300"

# An output that cannot be written ends the work, whatever is waiting.
code=0
"$SKYTALLY" extract --jobs 4 --format ndjson in many.ndjson >/dev/full 2>err || code=$?
[[ $code == 3 ]] || fail "exit $code on a full disk"
says err "standard output cannot be written"

for wrong in 0 -1 x 2x "" 5000; do
    runs 2 "$SKYTALLY" extract --jobs "$wrong" in
    says err "--jobs"
done
finish
