# Sourced by the tests beside this folder: a sandbox, and what is asserted.
# shellcheck shell=bash
set -euo pipefail

: "${SKYTALLY:?the path of the program}"
: "${SKYTALLY_SOURCE_DIR:?the path of the tree}"

sandbox=$(mktemp -d)
trap 'chmod -R u+rwx "$sandbox"; rm -rf "$sandbox"' EXIT
cd "$sandbox"
failures=0

fail() {
    printf 'FAILED: %s\n' "$*"
    failures=$((failures + 1))
}

# runs CODE COMMAND...: the exit code is CODE; output in ./out, errors in ./err.
runs() {
    local expected=$1 code=0
    shift
    "$@" >out 2>err || code=$?
    if [[ $code != "$expected" ]]; then
        fail "exit $code, not $expected: $*"
        sed 's/^/    /' err
    fi
}

# says FILE TEXT: TEXT stands in FILE.
says() {
    if ! grep -qF -- "$2" "$1"; then
        fail "\"$2\" is not in $1:"
        head -n 20 "$1" | sed 's/^/    /'
    fi
}

skip() {
    printf 'SKIPPED: %s\n' "$*"
    exit 77
}

finish() {
    if ((failures > 0)); then
        printf '%d failed\n' "$failures"
        exit 1
    fi
    echo "all good"
}
