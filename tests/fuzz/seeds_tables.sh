#!/usr/bin/env bash
# seeds_tables.sh DIR: lexicons behind a "w", tables of places behind a "p".
set -euo pipefail

for file in "$SKYTALLY_SOURCE_DIR"/docs/examples/en-night.tsv; do
    { printf w; cat "$file"; } >"$1/$(basename "$file")"
done
for language in en ru uk; do
    { printf w; grep -vE '^#' "$SKYTALLY_SOURCE_DIR/gazetteer/lexicon/$language.tsv" | awk 'NR % 23 == 1 || /^paradigm/' | head -60; } >"$1/$language"
done
{ printf p; cat "$SKYTALLY_SOURCE_DIR/docs/examples/places.tsv"; } >"$1/places"
printf 'wlang\txx\nparadigm\tm\tnum=sg:-|a|u num=pl:i|ov|am\ndrone\tdron~m|dron~m tip~m\nremove\tdron\ttag=drone\ntime\tmaj\tkind=month value=5\n' >"$1/paradigm"
