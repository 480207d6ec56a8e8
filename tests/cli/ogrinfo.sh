#!/usr/bin/env bash
# ogrinfo reads every layer to the last feature without a warning.
# shellcheck source=lib/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/check.sh"
command -v ogrinfo >/dev/null || skip "no ogrinfo (gdal-bin)"

inputs=("$SKYTALLY_SOURCE_DIR/docs/examples/reports")
seeds=${SKYTALLY_SEEDS:-$SKYTALLY_SOURCE_DIR/../shared/seeds}
if [[ -d $seeds ]]; then
    inputs+=("$seeds")
fi
runs 0 "$SKYTALLY" run -o layers "${inputs[@]}"

for layer in layers/*.shp layers/*.geojson layers/skytally.gpkg; do
    runs 0 ogrinfo -al --config CPL_DEBUG OFF "$layer"
    if [[ -s err ]]; then
        fail "ogrinfo warns of $layer"
        cat err
    fi
    says out "Feature Count:"
done
finish
