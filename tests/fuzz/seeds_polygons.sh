#!/usr/bin/env bash
# seeds_polygons.sh DIR: GeoJSON, and a shapefile as fuzz_polygons.c takes it.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/docs/examples/regions.geojson "$1"
printf '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[9e5,0],[9e5,9e5],[0,0]]],[[[0,0],[0,1]]]]}},{"type":"Feature","properties":null,"geometry":null}]}' >"$1/small.geojson"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf 'date 2024-09-01\nNine drones were shot down over the Kursk region.\n' >"$scratch/a.txt"
"$SKYTALLY" export --format shp --detail coarse -o "$scratch/out" "$scratch/a.txt" >/dev/null
for layer in tallies incidents; do
    {
        for part in shp shx; do
            size=$(stat -c %s "$scratch/out/$layer.$part")
            ((size <= 65535)) || size=65535
            # shellcheck disable=SC2059
            printf "\\x$(printf %02x $((size & 255)))\\x$(printf %02x $((size >> 8)))"
            head -c "$size" "$scratch/out/$layer.$part"
        done
        cat "$scratch/out/$layer.dbf"
    } >"$1/$layer"
done
