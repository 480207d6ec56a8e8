#!/usr/bin/env bash
# scripts/picture draws the examples: pictures of the right kind and size, not blank.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ! command -v rsvg-convert >/dev/null || ! { command -v chromium || command -v chromium-browser; } >/dev/null; then
    echo "SKIPPED: no librsvg2-bin or no chromium"
    exit 77
fi
"$SKYTALLY_SOURCE_DIR/scripts/picture" -o "$folder"
python3 - "$folder" <<'PYTHON'
import struct, sys
for name, size in (('map', (1400, 990)), ('report', (1280, 900))):
    data = open(f'{sys.argv[1]}/{name}.png', 'rb').read()
    assert data[:8] == b'\x89PNG\r\n\x1a\n', f'{name}: no PNG'
    assert struct.unpack('>II', data[16:24]) == size, f'{name}: another size'
    assert 50_000 < len(data) < 600_000, f'{name}: {len(data)} bytes'
PYTHON
