#!/usr/bin/env bash
# seeds_text.sh DIR: one input of each kind and charset.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.htm "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.rss "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.json "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.csv "$SKYTALLY_SOURCE_DIR"/tests/corpus/dev-167.xml "$1"
