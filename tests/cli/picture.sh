#!/usr/bin/env bash
# scripts/picture draws the examples: a picture of the right kind and size.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ! python3 -c 'import qgis.core' 2>/dev/null && ! /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
    echo "SKIPPED: no python3-qgis"
    exit 77
fi
"$SKYTALLY_SOURCE_DIR/scripts/picture" -o "$folder/picture.png"
python3 - "$folder/picture.png" <<'PYTHON'
import struct, sys
data = open(sys.argv[1], 'rb').read()
assert data[:8] == b'\x89PNG\r\n\x1a\n', 'no PNG'
assert struct.unpack('>II', data[16:24]) == (1400, 930), 'another size'
assert 100_000 < len(data) < 400_000, f'{len(data)} bytes'
PYTHON
