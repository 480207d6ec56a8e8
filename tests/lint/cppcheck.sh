#!/usr/bin/env bash
# cppcheck finds nothing.
set -euo pipefail
cd "$SKYTALLY_SOURCE_DIR"
command -v cppcheck >/dev/null || { echo "SKIPPED: no cppcheck"; exit 77; }
cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 \
    --inline-suppr --suppress=missingIncludeSystem -j "$(nproc)" -I src src
