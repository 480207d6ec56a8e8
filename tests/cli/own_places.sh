#!/usr/bin/env bash
# A user's own table of places: through every command that resolves places, and back
# from lines of claims.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

places=$SKYTALLY_SOURCE_DIR/docs/examples/places.tsv
printf 'date 2024-09-01\nNine drones were shot down near Verkhnie Sady. Two drones hit Vesna.\n' >a.txt
printf 'date 2024-09-01\nThree drones were shot down over Reading.\n' >b.txt

runs 0 "$SKYTALLY" places --gazetteer "$places" --format ndjson a.txt b.txt
says out '"name": "Verkhnie Sady"'
says out '"name": "Vesna"'
grep -q Reading out && fail "a forbidden name is found"
runs 0 "$SKYTALLY" resolve --gazetteer "$places" --format ndjson Kourtchatov
says out '"geonameid": 538908'
runs 0 "$SKYTALLY" gazetteer info --gazetteer "$places"

# Claims keep the place, and are bound to it again when they are read back.
runs 0 "$SKYTALLY" extract --gazetteer "$places" --tally a.txt
says out '"area": "RU.41", "outcome": "intercepted", "value": 9'
says out '"area": "RU.25", "outcome": "impacted", "value": 2'
"$SKYTALLY" run --quiet --gazetteer "$places" -o whole a.txt
"$SKYTALLY" extract --gazetteer "$places" a.txt >claims.ndjson
runs 0 "$SKYTALLY" export --gazetteer "$places" -o steps claims.ndjson
diff -rq whole steps || fail "claims read back give other layers"
says whole/incidents.csv "Verkhnie Sady"
mkdir corpus
cp "$SKYTALLY_CORPUS_DIR"/dev-001.* corpus
runs 0 "$SKYTALLY" evaluate --gazetteer "$places" corpus

# Bad rows are named by line, the good ones are used.
{ cat "$places"; printf 'add\tNowhere\n'; } >bad.tsv
line=$(wc -l <bad.tsv)
runs 1 "$SKYTALLY" tally --gazetteer bad.tsv --format csv a.txt
says err "bad.tsv:$line: a place that is added needs lat and lon"
says out 'RU.25'
printf 'name\tlat\tlon\nVesna\t51.9\t36.1\n' >other.tsv
runs 0 "$SKYTALLY" resolve --gazetteer "$places" --gazetteer other.tsv --format ndjson Vesna
[[ $(grep -o '"name": "Vesna"' out | wc -l) == 3 ]] || fail "the second table is not read"

# Without a table that was asked for nothing is done.
runs 3 "$SKYTALLY" tally --gazetteer none.tsv a.txt
says err "none.tsv: "
says err "nothing is done without the table none.tsv"
printf 'name,lat,lon\n' >commas.csv
runs 3 "$SKYTALLY" tally --gazetteer commas.csv a.txt
says err "commas.csv:1: is separated by commas"
finish
