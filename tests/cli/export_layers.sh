#!/usr/bin/env bash
# What `run` leaves is read by others than us: the standard library's JSON and CSV,
# GDAL, and QGIS where they are installed. And a run that fails leaves the old files.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"

checks=$SKYTALLY_SOURCE_DIR/tests/cli/lib
mapfile -t inputs < <(ls "$SKYTALLY_SOURCE_DIR"/tests/corpus/dev-0*.txt)

# python_with MODULE: an interpreter that has it.
python_with() {
    local candidate
    for candidate in python3 /usr/bin/python3; do
        if "$candidate" -c "import $1" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}
gdal=$(python_with osgeo.ogr)
qgis=$(python_with qgis.core)

good() { # good FOLDER: every reader is content with it
    runs 0 python3 -B "$checks/export_check_json.py" "$1"
    if [[ -n $gdal ]]; then
        runs 0 "$gdal" -B "$checks/export_check_ogr.py" "$1"
    fi
    if [[ -n $qgis ]]; then
        runs 0 env QT_QPA_PLATFORM=offscreen "$qgis" -B "$checks/export_check_qgis.py" "$1"
    fi
}
[[ -n $gdal ]] || echo "no python3-gdal: shapefiles are not looked at"
[[ -n $qgis ]] || echo "no python3-qgis: styles are not looked at"

runs 0 "$SKYTALLY" run --quiet -o all "${inputs[@]}"
good all
runs 0 "$SKYTALLY" run --quiet --by day -o days "${inputs[@]}"
good days
runs 0 "$SKYTALLY" run --quiet -o none --country XX "${inputs[@]}"
good none

# Another CRS is for the shapefiles, GeoJSON stays as it was.
runs 0 "$SKYTALLY" run --quiet --crs EPSG:3857 -o mercator "${inputs[@]}"
cmp -s all/tallies.geojson mercator/tallies.geojson || fail "--crs changes the GeoJSON"
says mercator/tallies.prj 'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere"'
"$SKYTALLY" run --quiet --crs EPSG:1 -o mercator "${inputs[@]:0:3}" >out 2>err &&
    fail "an unknown CRS goes unnoticed"
says err "EPSG:1"

# unchanged WHAT: the folder `all` is as it was, and nothing is left beside it.
cp -r all kept
unchanged() {
    diff -rq kept all || fail "$1 changes the old files"
}
(
    trap '' XFSZ # a full disk, as far as the program can tell
    ulimit -f 64
    "$SKYTALLY" run --quiet -o all "${inputs[@]:0:20}" >out 2>err
) && fail "a full disk goes unnoticed"
unchanged "a full disk"
says err "cannot be written"
mkdir blocked && cp all/* blocked && rm blocked/claims.ndjson && mkdir blocked/claims.ndjson
"$SKYTALLY" run --quiet -o blocked "${inputs[@]:0:20}" >out 2>err &&
    fail "a folder in a file's place goes unnoticed"
cmp -s all/tallies.dbf blocked/tallies.dbf || fail "half of the new files are in place"
runs 0 "$SKYTALLY" run --quiet -o all "${inputs[@]}"
unchanged "the same run"
finish
