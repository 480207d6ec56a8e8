#!/usr/bin/env bash
# Other programs read the layers: Python's JSON and CSV, GDAL, QGIS.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"
checks=$SKYTALLY_SOURCE_DIR/tests/cli

inputs=("$SKYTALLY_SOURCE_DIR/docs/examples/reports")
seeds=${SKYTALLY_SEEDS:-$SKYTALLY_SOURCE_DIR/../shared/seeds}
if [[ -d $seeds ]]; then
    inputs+=("$seeds")
fi
runs 0 "$SKYTALLY" run -o layers "${inputs[@]}"

# check NAME MODULE PROGRAM: runs export_check_NAME.py where Python has MODULE.
skipped=0
check() {
    local name=$1 module=$2 python=$3
    if ! "$python" -c "import $module" 2>/dev/null; then
        echo "SKIPPED: $name: no $module for $python"
        skipped=$((skipped + 1))
    elif ! "$python" -B "$checks/export_check_$name.py" layers; then
        fail "$name"
    fi
}

check json json python3
check ogr osgeo.ogr /usr/bin/python3
check qgis qgis.core /usr/bin/python3

if command -v ogrinfo >/dev/null; then
    for layer in layers/*.shp layers/*.geojson; do
        ogrinfo -al -so "$layer" >out 2>err || fail "ogrinfo does not read $layer"
        if grep -qiE 'warning|error' out err; then
            fail "ogrinfo warns of $layer"
            cat err
        fi
    done
fi
((failures > 0 || skipped < 2)) || skip "neither GDAL nor QGIS is there for Python"
finish
