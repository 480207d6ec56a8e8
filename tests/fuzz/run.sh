#!/usr/bin/env bash
# run.sh NAME [SECONDS]: builds fuzz_NAME with clang and runs it, from the seeds that
# seeds_NAME.sh makes, if there is one, and what was found before and mended: the files of
# cases/NAME. What it comes to is kept for the next run.
set -euo pipefail

name=$1
seconds=${2:-15}
here=$SKYTALLY_SOURCE_DIR/tests/fuzz
build=$SKYTALLY_BUILD_DIR/fuzz
seeds=$build/seeds/$name
found=$build/found/$name
mkdir -p "$build" "$seeds" "$found"

probe=$build/probe.c
echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { return (int)(d == 0 && n); }' \
    >"$probe"
if ! command -v clang >/dev/null ||
    ! clang -fsanitize=fuzzer,address "$probe" -o "$build/probe" 2>/dev/null; then
    echo "SKIPPED: no clang with libFuzzer; install clang and libclang-rt-14-dev" >&2
    exit 77
fi

"${CMAKE_COMMAND:-cmake}" -S "$SKYTALLY_SOURCE_DIR" -B "$build" -G Ninja \
    -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DSKYTALLY_FUZZ=ON -DSKYTALLY_TESTS=OFF >/dev/null
"${CMAKE_COMMAND:-cmake}" --build "$build" --target "fuzz_$name" >/dev/null

if [ -f "$here/seeds_$name.sh" ]; then
    bash "$here/seeds_$name.sh" "$seeds"
fi
if [ -d "$here/cases/$name" ]; then
    cp "$here/cases/$name"/* "$seeds"
fi
export FUZZ_GAZETTEER=$build/small.gaz
if [[ $name == tables ]]; then
    "$SKYTALLY" gazetteer build --output "$FUZZ_GAZETTEER" "$here/gazetteer"
fi
cd "$build"
"tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -error_exitcode=1 -timeout_exitcode=1 \
    -print_final_stats=1 -verbosity=0 "$found" "$seeds"
