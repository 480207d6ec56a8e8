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

# Texts made to take long or much: each is read, or refused with a reason, in bounded time
# and memory. One is of words without end, one of nothing but figures, one of a field that
# is not closed, one of values in each other.
python3 - <<'EOF'
import random
numbers = random.Random(7)
towns = 'Kyiv Moscow Kursk Bryansk Belgorod Odesa Kharkiv Sumy'.split()
size = 3_000_000


def write(name, head, piece):
    with open(name, 'w', encoding='utf-8') as out:
        held = out.write(head)
        while held < size:
            held += out.write(piece() if callable(piece) else piece)


write('long.txt', 'A drone fell on a', '\u0301' * 1000)
write('marks.txt', 'A drone fell on ', 'd\u2019' * 1000)
write('figures.txt', 'date 2024-09-01\n', lambda: f'{numbers.randint(2, 90000)} drones were shot down over '
      f'{numbers.choice(towns)} and {numbers.randint(2, 90000)} over {numbers.choice(towns)} on Monday.\n')
write('numbers.txt', '', lambda: 'drones ' + ' '.join(str(numbers.randint(1, 3000)) for _ in range(60)) + ' ')
write('places.txt', '', lambda: 'Nine drones fell in ' + ', '.join(numbers.choices(towns, k=60)) + '.\n')
write('stops.txt', 'A drone fell', '.' * 1000)
write('open.csv', 'outcome,place,count\n"', '"' * 1000)
write('deep.json', '{"text": "Nine drones were shot down over the Kursk region.", "x": ', '[' * 1000)
write('bomb.xml', '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "drone">'
      + ''.join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
      + ']><rss version="2.0"><channel><item><title>&m;</title></item></channel></rss>', ' ' * 1000)
with open('zeros.txt', 'wb') as out:
    out.write(b'A drone fell.' + b'\0' * size)
EOF
for name in long.txt marks.txt figures.txt numbers.txt places.txt stops.txt open.csv deep.json bomb.xml zeros.txt; do
    read -r code kb < <(peak_kb timeout 300 "$SKYTALLY" extract --format ndjson "$name")
    [[ $code == 0 || $code == 3 ]] || fail "$name: exit $code"
    [[ $code == 0 || -s err ]] || fail "$name: refused without a word"
    if [[ ${SKYTALLY_SANITIZE:-0} != 1 ]] && ((kb > 110000)); then
        fail "$name: $kb kB of memory"
    fi
done

# The claims of a long text are printed as they come: the same with every number of threads.
"$SKYTALLY" extract --format ndjson --jobs 1 figures.txt >figures.1 2>err
"$SKYTALLY" extract --format ndjson --jobs 4 figures.txt >figures.4 2>err
cmp figures.1 figures.4 || fail "other claims of a long text with more threads"
[[ $(wc -l <figures.1) -gt 10000 ]] || fail "$(wc -l <figures.1) claims of a long text"
[[ $(cut -d'"' -f4 figures.1 | sort -u | wc -l) == "$(wc -l <figures.1)" ]] || fail "two claims of one id"

# The place of the layers cannot be made.
printf 'x' >taken
runs 3 "$SKYTALLY" run -o taken good.txt
says err "taken"
[[ $(cat taken) == x ]] || fail "a file was overwritten by a folder"
finish
