#!/usr/bin/env bash
# The scripts around a scheduled refresh: installing its timer and taking it away again, units that
# systemd reads and finds well shut, the run for cron, the watchdog.
set -euo pipefail
# shellcheck source=tests/cli/lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

work=$sandbox
export XDG_RUNTIME_DIR=$work
tree=$SKYTALLY_SOURCE_DIR
install=$tree/scripts/install-timer
export SKYTALLY_UNITS=$work/units
mkdir -p "$work/my place"
config="$work/my place/skytally.ini"
printf '[fetch]\nstate = memory ; kept here\n[output]\ndir = maps\n[store]\nfile = %s/shared/store.gpkg\n[run]\ninputs = *.txt\n' \
    "$work" >"$config"
printf 'date 2024-09-01\nUkrainian air defence shot down 7 drones over Odesa region overnight.\n' \
    >"$work/my place/a.txt"

# ------------------------------------------------------------------------ timers
for mode in system user; do
    "$install" "--$mode" --program "$SKYTALLY" --watchdog --dry-run "$config" >"$work/dry"
    if [[ -e $SKYTALLY_UNITS ]]; then fail "--dry-run has done something"; fi
    "$install" "--$mode" --program "$SKYTALLY" --watchdog "$config" >"$work/first" 2>/dev/null
    for unit in skytally.service skytally.timer skytally-watchdog.service skytally-watchdog.timer; do
        if ! grep -q '^' "$SKYTALLY_UNITS/$unit"; then fail "$mode: no $unit"; fi
        if grep -q '@[A-Z]*@' "$SKYTALLY_UNITS/$unit"; then fail "$mode: $unit is not filled in"; fi
        if ! grep -qF "$(grep -v '^#' "$SKYTALLY_UNITS/$unit" | sed -n '/ExecStart/p;/OnCalendar/p')" "$work/dry"; then
            fail "$mode: --dry-run does not show $unit"
        fi
    done
    for folder in "$work/my place/memory" "$work/my place/maps" "$work/shared"; do
        if [[ ! -d $folder ]]; then fail "$mode: $folder was not made"; fi
    done
    if [[ $mode == system ]]; then
        for path in "$work/my place/memory" "$work/my place/maps" "$work/shared"; do
            if ! grep '^ReadWritePaths=' "$SKYTALLY_UNITS/skytally.service" | grep -qF "\"$path\""; then
                fail "$path may not be written"
            fi
        done
    fi
    "$install" "--$mode" --program "$SKYTALLY" --watchdog "$config" >"$work/second" 2>/dev/null
    if [[ -s $work/first && -s $work/second && $(grep -c wrote "$work/second") != 0 ]]; then
        fail "$mode: what is there was written again"
    fi
    if command -v systemd-analyze >/dev/null; then
        if ! said=$(systemd-analyze verify "--$mode" "$SKYTALLY_UNITS"/*.service \
            "$SKYTALLY_UNITS"/*.timer 2>&1) || [[ -n $said ]]; then
            fail "$mode: systemd-analyze verify: $said"
        fi
    fi
    if command -v systemd-analyze >/dev/null && [[ $mode == system ]]; then
        for unit in skytally.service skytally-watchdog.service; do
            if ! said=$(systemd-analyze security --offline=true --threshold=25 "$SKYTALLY_UNITS/$unit" 2>&1); then
                fail "$unit is exposed: $(tail -1 <<<"$said")"
            fi
            tail -1 <<<"$said"
        done
    fi
    "$tree/scripts/remove-timer" "--$mode" >/dev/null 2>&1
    if [[ -n $(ls "$SKYTALLY_UNITS") ]]; then fail "$mode: left: $(ls "$SKYTALLY_UNITS")"; fi
    if [[ ! -d $work/my\ place/maps ]]; then fail "$mode: outputs were removed"; fi
    "$tree/scripts/remove-timer" "--$mode" >"$work/again" 2>&1
    if ! grep -q 'no units of skytally' "$work/again"; then fail "$mode: removing twice: $(cat "$work/again")"; fi
    rm -rf "$SKYTALLY_UNITS"
done
if ! command -v systemd-analyze >/dev/null; then
    echo "NOT CHECKED: units by systemd-analyze: Debian's package systemd is not there"
fi
for wrong in "" "--name a/b $config" "$work/none.ini" "--program $work/none $config" "--calendar"; do
    code=0
    # shellcheck disable=SC2086
    "$install" $wrong >/dev/null 2>&1 || code=$?
    if [[ $code != 2 ]]; then fail "install-timer $wrong: exit $code"; fi
done

# ----------------------------------------------------------------------- refresh
cd "$work/my place"
"$tree/scripts/refresh" -l "$work/log" "$config" >"$work/out" 2>"$work/err"
if [[ -s $work/out || -s $work/err ]]; then fail "cron would send mail: $(cat "$work/out" "$work/err")"; fi
if ! grep -q 'skytally.ini: exit 0 in [0-9]* s$' "$work/log"; then fail "log: $(cat "$work/log")"; fi
grep -q Odesa maps/tallies.csv || fail "nothing was made"
printf 'A_TOKEN="two words"\n# none\n\nOTHER=%s\n' "\$(touch $work/run)" >skytally.env
cat >"$work/program" <<'END'
#!/bin/sh
echo "$A_TOKEN, $OTHER, $*" >&2
exit 3
END
chmod +x "$work/program"
code=0
SKYTALLY=$work/program "$tree/scripts/refresh" -l "$work/log" "$config" --by day 2>"$work/err" || code=$?
if [[ $code != 3 ]]; then fail "exit $code was passed on"; fi
if ! grep -qF "two words, \$(touch $work/run), run --quiet -c $config --by day" "$work/err"; then
    fail "the program was called as $(cat "$work/err")"
fi
if [[ -e $work/run ]]; then fail "the environment file was run"; fi
if ! grep -q 'two words' "$work/log"; then fail "the log lacks what was said"; fi
if ! tail -1 "$work/log" | grep -q 'exit 3'; then fail "the log lacks the exit code"; fi
echo 'no variable' >skytally.env
code=0
"$tree/scripts/refresh" "$config" >/dev/null 2>&1 || code=$?
if [[ $code != 2 ]]; then fail "a damaged environment file: exit $code"; fi

# ---------------------------------------------------------------------- watchdog
# status HOURS SOURCE_GOOD FAILURES
status() {
    printf '{"kind": "skytally-status", "format": 1, "exit_code": 1, "last_good": %s, "last_change": null, "counts": {}, "sources": [{"name": "one", "good": %s, "failures": %s, "trouble": "answers \\"last_good\\": \\"never\\""}, {"name": "two", "good": "%s", "failures": 0, "trouble": null}], "messages": []}\n' \
        "$1" "$2" "$3" "$(ago 0)" >"$work/status.json"
}
ago() { date -u -d "$1 hours ago" +%Y-%m-%dT%H:%M:%SZ; }
watch() { # expected exit code, what it must say
    code=0
    "$tree/scripts/watchdog" "$work/status.json" -- tee "$work/mail" >/dev/null 2>"$work/err" || code=$?
    if [[ $code != "$1" ]]; then fail "watchdog: exit $code: $(cat "$work/err" "$work/status.json")"; fi
    if [[ -n $2 ]] && ! grep -q "$2" "$work/mail"; then fail "watchdog says $(cat "$work/err")"; fi
    if [[ -z $2 && -s $work/err ]]; then fail "watchdog is not silent: $(cat "$work/err")"; fi
}
status "\"$(ago 1)\"" "\"$(ago 1)\"" 0 && watch 0 ""
status "\"$(ago 3)\"" "\"$(ago 1)\"" 0 && watch 1 "last good run: 3 hours ago; exit code of the last one: 1"
status null "\"$(ago 1)\"" 0 && watch 1 "last good run: never"
status "\"$(ago 1)\"" "\"$(ago 50)\"" 9 && watch 1 'source one: nothing good for 50 hours, failed in 9 runs: answers'
status "\"$(ago 1)\"" null 9 && watch 1 "source one: nothing good for never"
status "\"$(ago 1)\"" null 0 && watch 0 ""
echo '{"kind": "skytally-sta' >"$work/status.json" && watch 1 "no status of skytally"
rm "$work/status.json" && watch 1 "cannot be read"
code=0
"$tree/scripts/watchdog" >/dev/null 2>&1 || code=$?
if [[ $code != 2 ]]; then fail "watchdog without a status: exit $code"; fi

if command -v logrotate >/dev/null; then
    if ! logrotate -d -s "$work/rotated" "$tree/scripts/timer/skytally.logrotate" >"$work/err" 2>&1; then
        fail "logrotate: $(cat "$work/err")"
    fi
else
    echo "NOT CHECKED: the logrotate file: Debian's package logrotate is not there"
fi
finish
