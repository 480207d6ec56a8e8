#!/usr/bin/env bash
# What is no report is named with its reason; the rest goes on; memory stays
# bounded; nothing is left half-written.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

printf 'date 2024-09-01\nNine drones were shot down over the Kursk region overnight.\n' >good.txt
mkdir folder.txt bare
mkfifo pipe.txt
ln -s nowhere dangling.txt
: >empty.txt
head -c 65536 /dev/urandom >random.txt
head -c 209715200 /dev/zero | tr '\0' 'a' >line.txt
printf 'x' >locked.txt
chmod 000 locked.txt
bad=(missing.txt folder.txt bare dangling.txt empty.txt random.txt line.txt pipe.txt /dev/zero)
[[ $(id -u) == 0 ]] || bad+=(locked.txt)

reasons_hold() {
    local name
    for name in "${bad[@]}"; do
        [[ $(grep -cF "skytally: $name:" err) == 1 ]] || fail "$name is not named once"
    done
    says err "missing.txt: No such file"
    says err "folder.txt: is a folder with the name of a file"
    says err "bare: a folder with no file in it that can be read"
    says err "dangling.txt: a link that points to nothing"
    says err "empty.txt: is empty"
    says err "random.txt: is not text: byte"
    says err "line.txt: is longer than the 16 MB"
    says err "split it"
    says err "pipe.txt: is not a regular file"
}

# Peak memory in kB of what follows, by the kernel's own account.
peak_kb() {
    python3 -c '
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=open("out", "w"), stderr=open("err", "w")).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

check() { # check WHAT COMMAND...
    local what=$1 code kb
    shift
    read -r code kb < <(peak_kb "$@")
    [[ $code == 1 ]] || fail "$what: exit $code, not 1"
    if [[ ${SKYTALLY_SANITIZE:-0} != 1 ]] && ((kb > 180000)); then
        fail "$what: $kb kB of memory"
    fi
    reasons_hold
}

check "texts" "$SKYTALLY" extract --text good.txt "${bad[@]}"
says out "Nine drones"
check "claims" "$SKYTALLY" extract good.txt "${bad[@]}"
cp out first
runs 0 "$SKYTALLY" extract good.txt
cmp -s out first || fail "the good report gives other claims beside bad ones"

check "run" "$SKYTALLY" run -o layers "${bad[@]}" good.txt
[[ -s layers/tallies.csv ]] || fail "no tallies.csv"
mkdir alone
runs 0 "$SKYTALLY" run -o alone good.txt
diff -r layers alone || fail "the layers differ from those of the good report alone"
[[ -z $(find layers -name '.*' -o -name '*.part*') ]] || fail "remains in layers/"

# Nothing could be done: nothing is written.
runs 3 "$SKYTALLY" run -o none "${bad[@]}"
[[ ! -e none ]] || fail "none/ was made for nothing"
runs 3 "$SKYTALLY" run -o alone missing.txt
diff -r layers alone || fail "a run that failed touched the layers of the one before"

# 200 MB on standard input are refused as well.
code=0
"$SKYTALLY" extract --text - <line.txt >out 2>err || code=$?
[[ $code == 3 ]] || fail "exit $code for 200 MB on standard input"
says err "skytally: -: is longer"

# The place of the layers cannot be made.
printf 'x' >taken
runs 3 "$SKYTALLY" run -o taken good.txt
says err "taken"
[[ $(cat taken) == x ]] || fail "a file was overwritten by a folder"
finish
