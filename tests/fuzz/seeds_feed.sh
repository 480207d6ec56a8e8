#!/usr/bin/env bash
# seeds_feed.sh DIR: the feeds of tests/ingest.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.xml "$SKYTALLY_SOURCE_DIR"/tests/ingest/*.rss "$1"
