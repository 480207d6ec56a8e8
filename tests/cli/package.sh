#!/usr/bin/env bash
# The Debian package, installed by dpkg into a folder of its own: the program runs from there and
# finds its data, manual, completions, library and units are where Debian has them; purging
# leaves nothing behind.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"
: "${SKYTALLY_BUILD_DIR:?}" "${CMAKE_COMMAND:?}"
[[ ${SKYTALLY_SANITIZE:-0} != 1 ]] || skip "the sanitizers are not packaged"
command -v dpkg-shlibdeps >/dev/null || skip "no dpkg-shlibdeps (Debian: dpkg-dev) here"

# Packing well takes long and proves nothing more.
runs 0 "$(dirname "$CMAKE_COMMAND")/cpack" --config "$SKYTALLY_BUILD_DIR/CPackConfig.cmake" \
    -B "$sandbox/packed" -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip
package=$(find packed -maxdepth 1 -name 'skytally_*.deb')
[[ -n $package ]] || { fail "cpack made no package"; finish; }
runs 0 dpkg-deb --field "$package" Depends
for name in libproj25 libshp2 libcurl4 libpq5 libgeos-c1v5 libsqlite3-0 libicu72 libjansson4 libxml2; do
    says out "$name"
done
runs 0 dpkg-deb --field "$package" Description
says out "layers for a GIS"

root=$sandbox/root
mkdir -p "$root"/var/lib/dpkg/{info,updates} "$root/etc"
touch "$root/var/lib/dpkg/status" "$root/etc/passwd" "$root/etc/group"
dpkg=(dpkg --root="$root" --log=/dev/null --force-not-root --force-depends --force-bad-path
    --force-script-chrootless)
runs 0 "${dpkg[@]}" --install "$package"
usr=$root/usr
for file in bin/skytally include/skytally.h share/skytally/skytally.gaz share/skytally/watchdog \
    share/man/man1/skytally.1 share/man/man1/skytally-run.1 \
    share/bash-completion/completions/skytally share/zsh/vendor-completions/_skytally \
    share/fish/vendor_completions.d/skytally.fish lib/systemd/system/skytally@.service \
    lib/systemd/system/skytally@.timer lib/systemd/system/skytally-watchdog@.service \
    lib/systemd/system/skytally-watchdog@.timer lib/sysusers.d/skytally.conf \
    share/doc/skytally/LICENSE share/doc/skytally/examples/skytally.ini; do
    [[ -s $usr/$file ]] || fail "$file is not in the package"
done
for file in libskytally.a libskytally.so skytally.pc skytallyConfig.cmake; do
    [[ -n $(find "$usr" -name "$file") ]] || fail "$file is not in the package"
done
says "$root/var/lib/dpkg/info/skytally.shlibs" "libskytally 0 skytally (>= "
says "$root/var/lib/dpkg/info/skytally.triggers" ldconfig
[[ -d $root/var/lib/skytally ]] || fail "no folder for refreshes was made"
if grep -rlE "$SKYTALLY_SOURCE_DIR|@[A-Z]+@" "$usr/lib/systemd" "$usr/share/man" "$usr/share/doc"; then
    fail "a file names the build's folder, or has an empty slot"
fi

printf 'date 2024-09-01\nNine drones were shot down over the Kursk region overnight.\n' >good.txt
runs 0 env -u SKYTALLY_DATA "$usr/bin/skytally" run -o layers good.txt
[[ -s layers/tallies.csv ]] || fail "the installed program wrote no tallies.csv"
says layers/tallies.csv RU.41
# What it holds is enough to build a program with, and to run it.
PKG_CONFIG_PATH=$(dirname "$(find "$usr" -name skytally.pc)")
libdir=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH
example=$usr/share/doc/skytally/examples/library/resolve.c
read -ra flags < <(pkg-config --cflags --libs skytally)
runs 0 "${CC:-cc}" "$example" -o resolve "${flags[@]}" -Wl,-rpath,"$libdir"
runs 0 env -u SKYTALLY_DATA ./resolve Kherson
says out "Kherson, city, UA"
[[ -z $(nm "$libdir/libskytally.so" 2>/dev/null) ]] || fail "the library is not stripped"
if command -v systemd-analyze >/dev/null; then
    # systemd looks at units as they are named for one configuration, and for their programs.
    mkdir units
    for unit in skytally skytally-watchdog; do
        for kind in service timer; do
            sed "s|=\"/usr|=\"$usr|g" "$usr/lib/systemd/system/$unit@.$kind" >"units/$unit@.$kind"
        done
    done
    runs 0 systemd-analyze verify units/skytally@news.timer units/skytally-watchdog@news.timer \
        units/skytally@news.service units/skytally-watchdog@news.service
else
    echo "no systemd-analyze here: the units were not looked at"
fi

runs 0 "${dpkg[@]}" --purge skytally
left=$(find "$root" -path "$root/var/lib/dpkg" -prune -o -type f ! -path "$root/etc/*" -print)
[[ -z $left ]] || fail "left behind: $left"
finish
