#!/usr/bin/env bash
# The steps one by one give what `run` gives, and the order of the inputs does not
# show in any byte.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

cp -r "$SKYTALLY_SOURCE_DIR/docs/examples/reports" .
inputs=(reports/*.txt)
backwards=()
for input in "${inputs[@]}"; do
    backwards=("$input" "${backwards[@]}")
done

same() { # same FOLDER FOLDER WHAT
    diff -rq "$1" "$2" || fail "$3"
}

runs 0 "$SKYTALLY" run -o whole reports
for name in tallies.csv incidents.csv claims.ndjson incidents.shp tallies.geojson; do
    [[ -s whole/$name ]] || fail "no $name"
done

runs 0 "$SKYTALLY" run -o again "${inputs[@]}"
same whole again "the same inputs give other bytes"
runs 0 "$SKYTALLY" run -o backwards "${backwards[@]}"
same whole backwards "the order of the inputs shows"

"$SKYTALLY" extract reports >claims.ndjson
runs 0 "$SKYTALLY" export -o steps claims.ndjson
same whole steps "claims read back give other layers"
tac claims.ndjson >turned.ndjson
runs 0 "$SKYTALLY" export -o turned turned.ndjson
same whole turned "the order of the claims shows"
runs 0 "$SKYTALLY" export -o circle whole/claims.ndjson
cmp -s whole/tallies.csv circle/tallies.csv || fail "the exported claims give another tally"

# Standard input is as good as a file.
"$SKYTALLY" tally --format csv reports >direct.csv
"$SKYTALLY" tally --format csv - <claims.ndjson >piped.csv
cmp -s direct.csv piped.csv || fail "claims from standard input give another tally"
cmp -s direct.csv whole/tallies.csv || fail "tally prints other rows than run writes"
"$SKYTALLY" tally --format table reports >table.txt
says table.txt "total"

# No claim is a result too; a damaged line is refused with its number.
runs 0 "$SKYTALLY" tally --format csv - </dev/null
says out "level,admin1"
{ head -n 2 claims.ndjson; echo '{"id": "x", "report": "y", "outcome": "sung"}'; echo '{'; } >bad.ndjson
runs 1 "$SKYTALLY" tally bad.ndjson
says err 'bad.ndjson:3: is no claim: "outcome"'
says err 'bad.ndjson:4: is no claim'
finish
