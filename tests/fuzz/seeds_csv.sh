#!/usr/bin/env bash
# seeds_csv.sh DIR: the tables of tests/ingest and of the corpus.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.csv "$SKYTALLY_SOURCE_DIR"/tests/corpus/*.csv "$1"
