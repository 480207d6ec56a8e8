#!/usr/bin/env bash
# What is installed works from where it is: the program with its data, the
# library through CMake's find_package and through pkg-config.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"
: "${SKYTALLY_BUILD_DIR:?}" "${CMAKE_COMMAND:?}"
[[ ${SKYTALLY_SANITIZE:-0} != 1 ]] || skip "the sanitizers are not installed with the library"

prefix=$sandbox/prefix
runs 0 "$CMAKE_COMMAND" --install "$SKYTALLY_BUILD_DIR" --prefix "$prefix"
for file in bin/skytally include/skytally.h share/skytally/skytally.gaz share/skytally/issuers.tsv; do
    [[ -s $prefix/$file ]] || fail "$file is not installed"
done

printf 'date 2024-09-01\nNine drones were shot down over the Kursk region overnight.\n' >good.txt
runs 0 env -u SKYTALLY_DATA "$prefix/bin/skytally" run -o layers good.txt
[[ -s layers/tallies.csv ]] || fail "the installed program wrote no tallies.csv"

mkdir user
cat >user/main.c <<'END'
#include <skytally.h>
#include <stdio.h>

int main(void)
{
    skt_claim_set *claims;
    if (skt_claim_set_new(&claims) != SKT_OK) {
        return 1;
    }
    printf("%s %zu\n", skt_version(), skt_claim_set_count(claims));
    skt_claim_set_free(claims);
    return 0;
}
END
cat >user/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.22)
project(user C)
find_package(skytally REQUIRED)
add_executable(user main.c)
target_link_libraries(user PRIVATE skytally::skytally)
END
version=$("$SKYTALLY" --version)
runs 0 "$CMAKE_COMMAND" -S user -B user/build -DCMAKE_PREFIX_PATH="$prefix"
runs 0 "$CMAKE_COMMAND" --build user/build
runs 0 user/build/user
says out "${version#skytally } 0"

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name skytally.pc)")
export PKG_CONFIG_PATH
read -ra flags < <(pkg-config --define-variable=prefix="$prefix" --cflags --libs skytally)
runs 0 "${CC:-cc}" user/main.c -o user/plain "${flags[@]}"
runs 0 user/plain
says out "${version#skytally } 0"
finish
