#!/usr/bin/env bash
# How sentences are read (--trace), and what gave nothing (--unread).
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

cat >night.txt <<'END'
date 2024-09-01

Nine drones were shot down over the Kursk region overnight, Governor Alexei Smirnov said. Two others crashed in the Lgov district. Nine drones in all were shot down over the Kursk region.

No drones reached the capital, doctors said.
END
cat >plans.txt <<'END'
date 2024-09-01

The army could shoot down drones over the Kursk region.
END
cat >race.txt <<'END'
date 2024-09-01

At the drone racing show two drones crashed into the net. The championship goes on with a race for children.
END

runs 0 "$SKYTALLY" extract --trace night.txt plans.txt
says out '== night.txt: published 2024-09-01 (date line), about Russia'
says out '== plans.txt'
says out '1. Nine drones were shot down'
says out 'drone num=pl (en.tsv:'
says out 'verb patient=intercepted form=past method=kinetic (en.tsv:'
says out 'region Kursk Oblast (RU.41)'
says out 'outcome  verb-subject: '
says out 'no claim repeat: says again #1'
says out 'passed over: '
grep -q $'[\001-\010\013-\037]' out && fail "control characters in a trace"

# Every claim is in the trace by its id.
runs 0 "$SKYTALLY" extract night.txt
sed -n 's/^{"id": "\([^"]*\)".*/claim    \1/p' out >ids
[[ -s ids ]] || fail "no claims"
runs 0 "$SKYTALLY" extract --trace night.txt
while read -r id; do says out "$id"; done <ids

# Only some sentences, folded and over hyphens; an article without them is left out.
runs 0 "$SKYTALLY" extract --trace --sentence 'LGOV District' night.txt plans.txt
says out '2. Two others'
[[ $(grep -c '^[0-9]*\. ' out) == 1 && $(grep -c '^==' out) == 1 ]] || fail "--sentence shows more"
runs 0 "$SKYTALLY" extract --trace --sentence zebra night.txt
[[ ! -s out ]] || fail "--sentence finds what is not there"

# An article of which no word is known is shown too, and why one is not read.
echo 'date 2024-09-01 Nine lawnmowers were biffed.' >slang.txt
runs 0 "$SKYTALLY" extract --trace slang.txt
says out 'no tag:'
runs 0 "$SKYTALLY" extract --trace race.txt
says out 'not read, peaceful'
says out 'peaceful: '

runs 0 "$SKYTALLY" extract --unread night.txt plans.txt race.txt
[[ $(wc -l <out) == 2 ]] || fail "$(wc -l <out) unread, not 2"
says out '{"kind": "unread", "doc": "plans.txt", "item": null, "report": "'
says out '"lang": "en", "reason": "unreal", "evidence": "The army could shoot down'
says out '"doc": "race.txt"'
says out '"reason": "peaceful"'
runs 0 "$SKYTALLY" extract --unread --format table night.txt plans.txt
says out 'plans.txt  unreal'
says out 'unreal      it tells of'
runs 0 "$SKYTALLY" extract --unread --format table night.txt
says out 'All that looked like a report gave claims.'

# The evidence stands at its offset in the text.
runs 0 "$SKYTALLY" extract --unread plans.txt
offset=$(sed -n 's/.*"offset": \([0-9]*\)}/\1/p' out)
"$SKYTALLY" extract --text plans.txt | tail -c +$((offset + 1)) | head -c 25 >there
says there 'The army could shoot down'

runs 0 "$SKYTALLY" run --unread -o layers night.txt plans.txt
says out 'the layers are in layers'
says out 'plans.txt  unreal'
# The method page lists every rule by its name, the page of formats every reason.
while read -r name; do
    says "$SKYTALLY_SOURCE_DIR/docs/method.md" "| \`$name\` |"
done < <(sed -n '/RULE_NONE/d; s/^ *\[RULE_[A-Z_]*\] = {"\([^"]*\)".*/\1/p' "$SKYTALLY_SOURCE_DIR/src/claims/rules.c")
while read -r name; do
    says "$SKYTALLY_SOURCE_DIR/docs/formats.md" "| \`$name\` |"
done < <(sed -n 's/^ *\[SKT_UNREAD_[A-Z_]*\] = {"\([^"]*\)".*/\1/p' "$SKYTALLY_SOURCE_DIR/src/claims/unread.c")

runs 2 "$SKYTALLY" run --unread --format csv night.txt
runs 2 "$SKYTALLY" extract --trace --unread night.txt
runs 2 "$SKYTALLY" extract --sentence drones night.txt
runs 2 "$SKYTALLY" extract --trace --format ndjson night.txt
finish
