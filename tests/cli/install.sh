#!/usr/bin/env bash
# What is installed works from where it is, also after it was moved: the program with its data;
# the library for programs outside of the tree, docs/examples/library, found by CMake and by
# pkg-config, shared and static, from C, C++ and Python; and nothing of it leaks.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"
: "${SKYTALLY_BUILD_DIR:?}" "${CMAKE_COMMAND:?}"
[[ ${SKYTALLY_SANITIZE:-0} != 1 ]] || skip "the sanitizers are not installed with the library"
examples=$SKYTALLY_SOURCE_DIR/docs/examples

runs 0 "$CMAKE_COMMAND" --install "$SKYTALLY_BUILD_DIR" --prefix "$sandbox/first"
prefix=$sandbox/prefix
mv first "$prefix"
for file in bin/skytally include/skytally.h share/skytally/skytally.gaz share/skytally/issuers.tsv \
    share/doc/skytally/examples/library/resolve.c; do
    [[ -s $prefix/$file ]] || fail "$file is not installed"
done
unset SKYTALLY_DATA
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name skytally.pc)")
libdir=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH
abi=$(pkg-config --variable=abi skytally)
[[ -s $libdir/libskytally.a ]] || fail "no static library"
[[ $(objdump -p "$libdir/libskytally.so") == *"SONAME"*"libskytally.so.$abi"* ]] ||
    fail "the shared library's name is not libskytally.so.$abi"
[[ $(pkg-config --cflags skytally) != *libxml* ]] || fail "the library's needs are the user's"

printf 'date 2024-09-01\nNine drones were shot down over the Kursk region overnight.\n' >good.txt
runs 0 "$prefix/bin/skytally" run -o layers good.txt
[[ -s layers/tallies.csv ]] || fail "the installed program wrote no tallies.csv"

# -------------------------------------------------------------- the header
# Alone, by both compilers, in each language that it is for.
strict=(-Wall -Wextra -pedantic -Wshadow -Wconversion -Werror -fsyntax-only)
for language in c11 c17 c++11 c++17 c++20; do
    kind=${language%%[0-9]*}
    echo '#include <skytally.h>
skt_tally_options tally_options = SKT_TALLY_OPTIONS_INIT;
skt_body body = SKT_BODY_INIT;
skt_report report = SKT_REPORT_INIT;
skt_record record = SKT_RECORD_INIT;' >header
    for compiler in gcc clang; do
        runs 0 "$compiler" -std="$language" "${strict[@]}" -I"$prefix/include" -x "$kind" header
    done
done

# --------------------------------------------------------- the four builds
rpath=-Wl,-rpath,$libdir
warn="-O1 -Wall -Wextra -pedantic -Wshadow -Wconversion -Werror"
mkdir shared static sanitized
runs 0 "$CMAKE_COMMAND" -S "$examples/library" -B shared -DCMAKE_PREFIX_PATH="$prefix"
runs 0 "$CMAKE_COMMAND" --build shared -j2
runs 0 "$CMAKE_COMMAND" -S "$examples/library" -B static -DCMAKE_PREFIX_PATH="$prefix" -DSTATIC=ON
runs 0 "$CMAKE_COMMAND" --build static -j2
mkdir made
runs 0 make -C made -f "$examples/library/Makefile" -j2 CFLAGS="$warn" CXXFLAGS="$warn" LDFLAGS="$rpath"
runs 0 make -C sanitized -f "$examples/library/Makefile" -j2 STATIC=1 \
    CFLAGS="$warn -g -fsanitize=address,undefined" CXXFLAGS="$warn -g -fsanitize=address,undefined" \
    LDFLAGS=-fsanitize=address,undefined
for build in shared made; do
    [[ $(objdump -p "$build/tally") == *"libskytally.so.$abi"* ]] || fail "$build/tally is not shared"
done
for build in static sanitized; do
    [[ $(objdump -p "$build/tally") != *libskytally* ]] || fail "$build/tally is not static"
done

# ------------------------------------------------------------------ results
# The shared library finds its data beside itself; who links statically says where it is.
data=$(pkg-config --variable=datadir skytally)
reports=("$examples"/reports/*.txt)
for build in shared made static sanitized; do
    case $build in static | sanitized) export SKYTALLY_DATA=$data ;; *) unset SKYTALLY_DATA ;; esac
    runs 0 "$build/resolve" Alexandria "in Ukraine's Kirovohrad region"
    says out "Oleksandria, city, UA UA.10, 48.67"
    runs 0 "$build/resolve" Tripoli "" LB
    says out "Tripoli, city, LB"
    runs 0 "$build/places" "Drones hit Toropets in the Tver region." RU
    says out "Toropets: Toropets, city, RU"
    says out "Tver region: Tver Oblast, region, RU"
done
for build in made sanitized; do
    case $build in sanitized) export SKYTALLY_DATA=$data ;; *) unset SKYTALLY_DATA ;; esac
    runs 0 "$build/claims" "$examples/reports/2024-09-11-the-figures.txt"
    says out "intercepted exact: low 72 best 72 high 72; 2024-09-10, event"
    says out "in \"Bryansk\": Bryansk Oblast (region, RU RU.10, precision 3)"
    says out "258+13: By dawn Russia's Defense Ministry was claiming 144 kills"
    echo '<html><body><p>Overnight nine drones were shot down over the Kursk region.</p></body></html>' >page
    runs 0 "$build/claims" page en 2024-09-01 RU
    says out "intercepted exact: low 9 best 9 high 9; 2024-09-01, event"
    head -c 400 /dev/urandom >noise
    runs 1 "$build/claims" noise
    says err "noise"
    rm -rf layers
    runs 0 "$build/tally" layers "$examples/reports"
    says out "6 reports read, 0 inputs refused, 47 claims"
    says out "2024-09-01 to 2024-09-30: 16 incidents, intercepted: 185"
    says out "Isfahan Province (IR.28), intercepted, from 2023-01-01 to 2023-01-31: 3"
    says out "GeoNames"
    says layers/tallies.geojson '"Bryansk Oblast"'
    runs 1 "$build/tally" /dev/null/layers "$examples/reports"
    says err "/dev/null/layers"
    runs 0 "$build/threads" 1 "${reports[@]}"
    mv out one
    runs 0 "$build/threads" 4 "${reports[@]}"
    cmp -s one out || fail "four threads read otherwise than one"
done
unset SKYTALLY_DATA
runs 0 "$prefix/bin/skytally" extract "${reports[@]}"
cmp -s one out || fail "the program reads otherwise than the library"
runs 0 env LD_LIBRARY_PATH="$libdir" python3 -B "$examples/library/claims.py" 2024-09-01 \
    < <(echo "Nine drones were shot down over the Kursk region overnight.")
says out '"value": 9,'
says out '"start": "2024-08-31T20:00:00+03:00"'

# Where no shared library was built, the static one has its name.
mkdir alone
shared_targets=$(find "$prefix" -name skytallyShared.cmake)
mv "$shared_targets" hidden
runs 0 "$CMAKE_COMMAND" -S "$examples/library" -B alone -DCMAKE_PREFIX_PATH="$prefix"
runs 0 "$CMAKE_COMMAND" --build alone --target resolve
[[ $(objdump -p alone/resolve) != *libskytally* ]] || fail "alone/resolve is not static"

# ------------------------------------------------- what is not there is said
runs 1 env SKYTALLY_DATA=/nowhere made/resolve Kyiv
says err "/nowhere/skytally.gaz"
mkdir broken
touch broken/libproj.so.{15,19,22,25}
for program in made/tally "$prefix/bin/skytally run -o"; do
    code=0
    # shellcheck disable=SC2086
    LD_LIBRARY_PATH=$sandbox/broken $program none good.txt >out 2>err || code=$?
    [[ $code == 1 || $code == 3 ]] || fail "exit $code of $program without PROJ"
    says err "cannot be loaded, install it"
done
finish
