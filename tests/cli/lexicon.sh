#!/usr/bin/env bash
# Words of one's own: --lexicon, [lexicon] in the configuration, `lexicon check`.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

# tsv FILE < text: "|" in it stands for a tab, "/" for "|".
tsv() {
    tr '|/' '\t|' >"$1"
}

cat >slang.txt <<'END'
date 2024-09-01

Kursk governor Alexei Smirnov said nine lawnmowers were biffed over the Kursk region overnight.
END
runs 0 "$SKYTALLY" extract slang.txt
[[ ! -s out ]] || fail "slang is read without a lexicon of one's own"

# Added: a noun, a verb; the line of the built-in lexicon stays.
tsv en-slang.tsv <<'END'
tag|phrases|features
drone|lawnmowers|num=pl
verb|biffed/biffed down|patient=intercepted form=past
END
runs 0 "$SKYTALLY" extract --lexicon en-slang.tsv slang.txt
says out '"outcome": "intercepted"'
says out '"value": 9'
[[ ! -s err ]] || fail "a good lexicon is warned of: $(cat err)"

# The configuration names it, seen from its own folder; the command line wins.
mkdir conf
mv en-slang.tsv conf/en-slang.tsv
printf '[lexicon]\nfile = en-slang.tsv\n' >conf/skytally.ini
runs 0 "$SKYTALLY" extract -c conf/skytally.ini slang.txt
says out '"value": 9'

# Replaced: the later file says what becomes of them. Removed: nothing does.
tsv mine.tsv <<'END'
lang|en
verb|biffed|patient=impacted form=past
END
runs 0 "$SKYTALLY" extract --lexicon conf/en-slang.tsv --lexicon mine.tsv slang.txt
says out '"outcome": "impacted"'
echo 'date 2024-09-01 Nine drones were shot down over the Kursk region.' >plain.txt
runs 0 "$SKYTALLY" extract plain.txt
says out '"outcome": "intercepted"'
tsv less.tsv <<'END'
lang|en
remove|shot down|tag=verb
remove|shot|tag=verb
END
runs 0 "$SKYTALLY" extract --lexicon less.tsv plain.txt
[[ ! -s out ]] || fail "a removed verb is still known"

# What cannot be read is told by line, with the remedy, and nothing is done.
tsv en-bad.tsv <<'END'
tag|phrases|features
dron|lawnmower|num=sg
drone|lawnmower|num=dual
drone|lawnmower|colour=red
verb lawnmower
number|umpteen
drone|*|num=sg
remove|shot down|tag=verbs
drone|mower|num=sg|more
END
runs 3 "$SKYTALLY" extract --lexicon en-bad.tsv plain.txt
says err 'en-bad.tsv:2: no such tag: "dron"; there are drone, masked'
says err 'en-bad.tsv:3: num=dual: it must be one of sg, pl, any'
says err 'en-bad.tsv:4: drone has no feature "colour"; it has kind, num, type'
says err 'en-bad.tsv:5: no tab on the line'
says err 'en-bad.tsv:6: number says nothing without value='
says err 'en-bad.tsv:7: "*": a gap (*) stands between two words'
says err 'en-bad.tsv:8: tag=verbs: remove takes tag='
says err 'en-bad.tsv:9: more than three columns'
says err 'skytally lexicon check'
[[ ! -s out ]] || fail "claims are printed in spite of a bad lexicon"
runs 3 "$SKYTALLY" extract --lexicon none.tsv plain.txt
says err 'none.tsv'

# A file must tell its language.
tsv words.tsv <<'END'
drone|lawnmower|num=sg
END
runs 3 "$SKYTALLY" extract --lexicon words.tsv plain.txt
says err 'words.tsv:1: of which language are these words?'

# check: all files are looked at, whatever is wrong with the first.
tsv en-odd.tsv <<'END'
lang|en
drone|lawn-mower/lawnmower|num=sg
drone|lawnmower|num=sg
drone|lawnmower|num=pl
drone|office block|num=sg
peaceful|air raid|
remove|no such phrase
END
runs 1 "$SKYTALLY" lexicon check --format ndjson en-bad.tsv en-odd.tsv
says out '"file": "en-bad.tsv", "line": 2, "level": "error"'
says out '"file": "en-odd.tsv", "line": 2, "level": "warning", "message": "\"lawn-mower\" can never match'
says out 'write \"lawn mower\"'
says out '"line": 3, "level": "warning", "message": "\"lawnmower\" stands on line 2 already: leave one out"'
says out 'stands on line 2 already, which says otherwise and rules'
says out '\"air raid\" cannot be peaceful and hostile'
says out '"line": 7, "level": "warning", "message": "\"no such phrase\" is not there'
says out '"kind": "lexicon", "file": "en-odd.tsv", "lang": "en", "phrases": {"drone": 5, "peaceful": 1}'
says err 'en-bad.tsv: 8 lines cannot be read'

# Forms: made by paradigms, checked before they are used.
cat >en-forms.tsv <<'END'
lang	en
paradigm	noun	num=sg:- num=pl:s/z
paradigm	odd	num=sg:-|e num=pl:s
paradigm	bad	num=dual:-
drone	lawn mower~noun|lawn~nuon trimmer|lawn~odd blade~noun|~noun
verb	biff/bonk/- ~noun	patient=intercepted
verb	biffed/bonked down/-	patient=intercepted form=past
END
runs 1 "$SKYTALLY" lexicon check --format ndjson en-forms.tsv
says out '"line": 4, "level": "error", "message": "\"num=dual\": no tag has a feature that says so"'
says out '"line": 5, "level": "error", "message": "\"lawn~nuon\": no paradigm \"nuon\" stands before this line"'
says out '"line": 5, "level": "error", "message": "\"blade~noun\": odd (3 cells) and noun (2 cells) do not agree'
says out '"line": 5, "level": "error", "message": "\"~noun\": the stem is missing before ~"'
says out '"line": 6, "level": "error", "message": "\"~noun\": the stem is missing before ~"'
says out '"phrases": {"drone": 3, "verb": 4}'
runs 3 "$SKYTALLY" extract --lexicon en-forms.tsv plain.txt
says err 'en-forms.tsv:5: "lawn~nuon": no paradigm "nuon" stands before this line'
sed -i -e '/odd\|bad\|bonk\/-/d' en-forms.tsv
echo 'drone	lawn mower~noun' >>en-forms.tsv
runs 0 "$SKYTALLY" extract --lexicon en-forms.tsv - <<'END'
date 2024-09-01

Nine lawn mowerz were bonked over the Kursk region.
END
says out '"value": 9'

runs 0 "$SKYTALLY" lexicon check --format table "$SKYTALLY_SOURCE_DIR/docs/examples/en-night.tsv"
says out '1 removed; 0 errors, 0 warnings'
# A language of one's own is told by what its file says of it; without that its texts are not.
runs 0 "$SKYTALLY" extract --lexicon "$SKYTALLY_SOURCE_DIR/docs/examples/sv.tsv" "$SKYTALLY_SOURCE_DIR/docs/examples/sv-night.txt"
says out '"lang": "sv"'
says out '"outcome": "intercepted"'
says out '"value": 9'
says out '"outcome": "impacted"'
grep -v '^tells' "$SKYTALLY_SOURCE_DIR/docs/examples/sv.tsv" >sv.tsv
runs 0 "$SKYTALLY" extract --lexicon sv.tsv "$SKYTALLY_SOURCE_DIR/docs/examples/sv-night.txt"
[[ ! -s out ]] || fail "Swedish is told by nothing"
tsv sv-odd.tsv <<'END'
lang|sv
tells|och/av|script=greek
tells|och|colour=red
tells|och|letters=日
END
runs 1 "$SKYTALLY" lexicon check sv-odd.tsv
says out '"line": 2, "level": "error", "message": "the script must be latin, cyrillic, arabic or hebrew"'
says out '"line": 3, "level": "error", "message": "tells has no feature'
says out '"line": 4, "level": "error", "message": "a letter that is of none of the scripts"'
cp -r "$(dirname "$SKYTALLY")/data" told
printf 'xx\tgreek\t\tx\n' >>told/lexicon/languages.tsv
runs 3 "$SKYTALLY" extract --data told plain.txt
says err 'languages.tsv:'

# A lexicon is read when its language comes: only then its mistakes are met, by any number of
# threads; `check` finds them whether it comes or not.
cp -r "$(dirname "$SKYTALLY")/data" data
printf 'dron\tX\tnum=sg\n' >>data/lexicon/ru.tsv
for i in 1 2 3 4; do
    printf 'date 2024-09-0%d\n\nНад Курской областью сбиты %d беспилотников.\n' "$i" "$i" >"ru$i.txt"
done
runs 0 "$SKYTALLY" extract --data data plain.txt
says out '"value": 9'
runs 3 "$SKYTALLY" extract --data data plain.txt ru1.txt
says err 'data/lexicon/ru.tsv:'
says err 'no such tag: "dron"'
runs 3 "$SKYTALLY" extract --data data --jobs 4 ru1.txt ru2.txt ru3.txt ru4.txt
says err 'no such tag: "dron"'
runs 1 "$SKYTALLY" lexicon check data/lexicon/ru.tsv
printf 'lang\tru\ndrone\tжужжалка\tnum=sg\n' >mine.tsv
runs 3 "$SKYTALLY" extract --data data --lexicon mine.tsv plain.txt
says err 'no such tag: "dron"'
sed -i '$d' data/lexicon/ru.tsv
runs 0 "$SKYTALLY" extract --data data --lexicon mine.tsv --jobs 4 plain.txt ru1.txt ru2.txt ru3.txt ru4.txt
says out '"value": 9'
says out '"value": 4'
echo 'date 2024-09-01 Сбита жужжалка, обломки упали в Курской области, сообщили власти. Жителей просят не подходить к ним.' >ru5.txt
runs 0 "$SKYTALLY" extract --lexicon mine.tsv ru5.txt
says out '"value": 1'
runs 3 "$SKYTALLY" lexicon check none.tsv
runs 2 "$SKYTALLY" lexicon mend en-odd.tsv
finish
