#!/bin/bash
# Join the border polygons by country, and give the Golan Heights to Syria (the ISO 3166 view of this project).
# (called by build; GAZETTEER_CACHE is set)
set -euo pipefail
W=$GAZETTEER_CACHE/made
python3 borders.py in
"$GAZETTEER_CACHE/tool/node_modules/.bin/mapshaper" -i "$W/borders-in.json" "$W/cuts.json" combine-files \
  -filter 'cut == "golan"' target=cuts \
  -clean overlap-rule=min-area gap-width=10m target=borders-in \
  -union target=borders-in,cuts name=parts \
  -filter 'country != null' \
  -each 'country = cut && country == "IL" ? "SY" : country' \
  -dissolve country \
  -each 'id = country' \
  -o "$W/borders.json" id-field=id format=geojson precision=0.00001 fix-geometry
python3 borders.py out
