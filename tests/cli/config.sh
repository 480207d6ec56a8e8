#!/usr/bin/env bash
# The configuration file: what it sets, what wins, what is refused.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

mkdir -p conf/in elsewhere
cp "$SKYTALLY_SOURCE_DIR"/docs/examples/reports/2024-*.txt conf/in
cp "$SKYTALLY_SOURCE_DIR/docs/examples/places.tsv" conf
cat >conf/skytally.ini <<'END'
; a comment
[gazetteer]
table = places.tsv
boundaries = de-facto
[run]
inputs = in/2024-09-*.txt
inputs = in/2024-11-26-ukraine.txt
quiet = no
[tally]
by = day
outcome = intercepted
[output]
dir = layers   ; beside this file
formats = geojson, csv
END

# Paths are seen from the file's folder, wherever the program runs.
cd elsewhere
runs 0 "$SKYTALLY" run -c ../conf/skytally.ini --format csv
cp out by-file.csv
cd ..
[[ -s conf/layers/tallies.geojson && ! -e conf/layers/tallies.shp ]] || fail "dir or formats are not kept"
says conf/layers/tallies.geojson '"boundaries": "de-facto"'
runs 0 "$SKYTALLY" run --gazetteer conf/places.tsv --boundaries de-facto --by day \
    --outcome intercepted -o layers --formats geojson,csv --format csv \
    'conf/in/2024-09-*.txt' conf/in/2024-11-26-ukraine.txt
cmp -s out elsewhere/by-file.csv || fail "the file says other than the options"
diff -rq layers conf/layers || fail "the file gives other layers than the options"

# The command line wins; what a command does not know is not its matter.
runs 0 "$SKYTALLY" run --config conf/skytally.ini --by month -o mine --boundaries iso \
    --format csv conf/in/2024-09-10-bryansk-and-moscow.txt
says out '2024-09-01,2024-09-30'
says mine/tallies.geojson '"boundaries": "iso"'
grep -q 2024-11 out && fail "the file's inputs are read beside those of the command line"
runs 0 "$SKYTALLY" places -c conf/skytally.ini --format ndjson conf/in/2024-11-26-ukraine.txt
runs 2 "$SKYTALLY" places -c conf/skytally.ini
says err "something is missing"
runs 0 "$SKYTALLY" resolve -c conf/skytally.ini --format ndjson Simferopol
says out '"country": "RU", "admin1": "UA.11", "iso_3166_2": "UA-43"'
printf '[run]\nquiet = yes\ninputs = in\n[output]\ndir = quiet\n' >conf/quiet.ini
runs 0 "$SKYTALLY" run -c conf/quiet.ini
[[ ! -s out && -s conf/quiet/tallies.csv ]] || fail "quiet = yes is not kept"

# Every mistake by its line.
cat >bad.ini <<'END'
[gazeteer]
table = x
[tally]
by = fortnight
form = 2024-01-01
from = 2024-1-1
to = 2024-01-01
to = 2024-01-02
country =
[run]
quiet = maybe
rubbish
END
runs 2 "$SKYTALLY" run -c bad.ini
says err 'bad.ini:1: no such section: [gazeteer]; the sections are gazetteer, lexicon, run, store, tally, output, fetch, source NAME'
says err 'bad.ini:4: by = fortnight: it must be one of all,day,week,month,year'
says err 'bad.ini:5: [tally] has no key "form"; it has by, from, to, outcome, country, attacker'
says err 'bad.ini:6: from = 2024-1-1: a day is written YYYY-MM-DD'
says err 'bad.ini:8: to stands here for the second time'
says err 'bad.ini:9: country has no value'
says err 'bad.ini:11: quiet = maybe: it must be yes or no'
says err 'bad.ini:12: is neither a [section]'
{ printf '[run]\ninputs = in/'; printf 'x%.0s' {1..3000}; printf '\n'; } >long.ini
runs 3 "$SKYTALLY" run -c long.ini
says err 'xxxx: '

# Sources: their mistakes are told by any command, and a secret only where it is needed.
cat >sources.ini <<'END'
[source wire]
url = ftp://example.org/
header = Authorization: $SKYTALLY_TEST_TOKEN
intervall = 1h
END
runs 2 "$SKYTALLY" run -c sources.ini
says err 'sources.ini:2: url = ftp://example.org/: only http and https are fetched'
says err 'sources.ini:3: header: the environment has no variable SKYTALLY_TEST_TOKEN'
says err 'sources.ini:4: [source wire] has no key "intervall"; it has url, kind'
runs 2 "$SKYTALLY" resolve -c sources.ini Kursk
grep -q SKYTALLY_TEST_TOKEN err && fail "a command that asks nobody wants the secret"
printf 'inputs = in\n' >bare.ini
runs 2 "$SKYTALLY" run -c bare.ini
says err 'bare.ini:1: "inputs" stands before any section'
runs 2 "$SKYTALLY" run -c none.ini
says err "none.ini: "
finish
