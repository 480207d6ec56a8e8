#!/usr/bin/env bash
# The code is laid out as .clang-format says.
set -euo pipefail
cd "$SKYTALLY_SOURCE_DIR"
command -v clang-format >/dev/null || { echo "SKIPPED: no clang-format"; exit 77; }
find src tests docs/examples \( -name '*.[ch]' -o -name '*.cpp' \) -print0 | xargs -0 clang-format --dry-run -Werror
