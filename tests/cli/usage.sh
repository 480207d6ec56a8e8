#!/usr/bin/env bash
# Help, version and mistakes on the command line.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

version=$(sed -n 's/^project(skytally VERSION \([0-9.]*\).*/\1/p' "$SKYTALLY_SOURCE_DIR/CMakeLists.txt")
runs 0 "$SKYTALLY" --version
says out "skytally $version"
runs 0 "$SKYTALLY" --help
says out "usage: skytally COMMAND"
mapfile -t commands < <(sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' out)
for expected in run extract resolve places tally export explain fields evaluate gazetteer lexicon; do
    [[ " ${commands[*]} " == *" $expected "* ]] || fail "no command $expected"
done

for command in "${commands[@]}"; do
    runs 0 "$SKYTALLY" "$command" --help
    says out "usage: skytally $command"
    says out "examples:"
    [[ $(awk '{ if (length($0) > 80) print }' out | grep -cv '^  skytally\|^  echo') == 0 ]] ||
        fail "help of $command is wider than 80 columns"
    cp out first
    runs 0 "$SKYTALLY" help "$command"
    cmp -s out first || fail "help $command differs from $command --help"
    runs 2 "$SKYTALLY" "$command" --no-such-option
    says err "no such option: --no-such-option"
    says err "skytally $command --help"
    runs 2 "$SKYTALLY" "$command"
done

runs 2 "$SKYTALLY"
runs 2 "$SKYTALLY" fly
says err "no such command: fly"
runs 2 "$SKYTALLY" tally --by
says err "--by needs a value"
runs 2 "$SKYTALLY" tally --by fortnight x
says err "one of all,day,week,month,year"
runs 2 "$SKYTALLY" tally --from 2024-02-30 x
says err "YYYY-MM-DD"
runs 2 "$SKYTALLY" tally --outcome lost,found x
says err "--outcome found"
runs 2 "$SKYTALLY" run --formats shapefile,kml x
says err "--formats kml: no such format; there are shp, geojson, csv"
runs 2 "$SKYTALLY" export --formats kml x
says err "--format kml"
runs 2 "$SKYTALLY" fields planes
says err "there are incidents, tallies"
runs 2 "$SKYTALLY" run --quiet=yes x
says err "--quiet takes no value"
runs 3 "$SKYTALLY" extract --text -- --text
says err "--text: "

# A table of claims, and no control character of a file's name on the terminal.
printf 'date 2024-09-01\nNine drones were shot down over the Kursk region.\n' >$'odd\e[31m\n.txt'
runs 0 "$SKYTALLY" extract --format table $'odd\e[31m\n.txt'
says out "intercepted"
runs 3 "$SKYTALLY" extract --text $'none\e[31m\n.txt'
says err 'none\x1b[31m\x0a.txt: '
runs 2 "$SKYTALLY" extract --tally --format table x

# A full disk is no success.
if [[ -w /dev/full ]]; then
    printf 'A drone.' >a.txt
    code=0
    "$SKYTALLY" extract --text a.txt >/dev/full 2>err || code=$?
    [[ $code == 3 ]] || fail "exit $code on a full disk"
    says err "cannot be written"
fi
finish
