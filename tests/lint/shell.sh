#!/usr/bin/env bash
# The scripts hold nothing that shellcheck complains of.
set -euo pipefail
cd "$SKYTALLY_SOURCE_DIR"
command -v shellcheck >/dev/null || { echo "SKIPPED: no shellcheck"; exit 77; }
mapfile -t scripts < <(grep -lE '^#!.*\b(ba)?sh' scripts/* scripts/package/* docs/examples/scale/* .ci/run tests/cli/*.sh tests/lint/*.sh tests/threads/*.sh \
    scripts/gazetteer/*.sh 2>/dev/null)
shellcheck -x -P SCRIPTDIR "${scripts[@]}"
