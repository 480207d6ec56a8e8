#!/usr/bin/env bash
# seeds_ndjson.sh DIR: the JSON of tests/ingest, and articles a line.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.json "$SKYTALLY_SOURCE_DIR"/tests/corpus/*.ndjson "$1"
