#!/bin/bash
# Cut, dissolve, simplify and write the polygons of regions, countries and seas.
# usage: polygons.sh METRES NAME      (called by build; GAZETTEER_CACHE is set)
#
# 1. Natural Earth's polygons are made a clean mosaic, cut along tables/cuts.tsv, and dissolved by region.
# 2. Seas (drawn generously in gazetteer/seas.tsv) are made disjoint, the smaller one winning, and the land
#    is cut off, on the same arcs.
# 3. Regions and seas are simplified together, so that what touches goes on touching; countries are then
#    dissolved from the simplified regions.
set -euo pipefail
metres=$1 name=$2
W=$GAZETTEER_CACHE/made
ms() { NODE_OPTIONS=--max-old-space-size=6000 "$GAZETTEER_CACHE/tool/node_modules/.bin/mapshaper-xl" "$@"; }

if [ ! -s "$W/mosaic.msx" ]; then
  ms -i "$W/ne.json" "$W/cuts.json" combine-files \
    -clean target=ne overlap-rule=min-area \
    -union target=ne,cuts name=parts \
    -filter 'ne != null' \
    -each 'region = cut && of.indexOf("," + ne + ",") >= 0 ? into : region' \
    -dissolve region name=regions \
    -o "$W/regions-full.json" format=topojson no-quantization
  ms -i "$W/regions-full.json" "$W/seas.json" combine-files \
    -clean target=seas overlap-rule=min-area \
    -dissolve sea target=seas \
    -erase regions target=seas \
  -filter-islands min-area=5km2 target=seas \
    -o "$W/mosaic.msx" target=regions,seas
fi
ms -i "$W/mosaic.msx" \
  -each 'id = region' target=regions -each 'id = sea' target=seas \
  -merge-layers force target=regions,seas name=all \
  -simplify dp interval="$metres" keep-shapes \
  -clean overlap-rule=min-area gap-width=500m target=all \
  -filter 'sea != null' target=all + name=seas \
  -filter 'region != null' target=all name=regions \
  -sort 'id' target=regions -sort 'id' target=seas \
  -each 'country = region.slice(0, 2)' target=regions \
  -dissolve country target=regions + name=countries \
  -each 'id = country' target=countries -sort 'id' target=countries \
  -o "$W/$name.json" format=topojson quantization=1000000 fix-geometry id-field=id target=regions,countries,seas
ms -i "$W/$name.json" -points inner target=regions -o "$W/$name-label-regions.json" format=geojson precision=0.001
ms -i "$W/$name.json" -points inner target=countries -o "$W/$name-label-countries.json" format=geojson precision=0.001
