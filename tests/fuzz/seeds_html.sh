#!/usr/bin/env bash
# seeds_html.sh DIR: the pages of tests/ingest.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.html "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.htm "$1"
