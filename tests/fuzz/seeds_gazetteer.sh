#!/usr/bin/env bash
# seeds_gazetteer.sh DIR: a small compiled gazetteer.
set -euo pipefail

"$SKYTALLY" gazetteer build --output "$1/small.gaz" "$SKYTALLY_SOURCE_DIR/tests/fuzz/gazetteer"
