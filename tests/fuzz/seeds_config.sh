#!/usr/bin/env bash
# seeds_config.sh DIR: the configuration of the examples, and one with every key of a source.
set -euo pipefail

cp "$SKYTALLY_SOURCE_DIR"/docs/examples/*.ini "$1"
cat >"$1/all.ini" <<'END'
[fetch]
agent = reader/1
contact = mailto:a@example.org
state = .state
spacing = 500ms
interval = 15m
max size = 1M
max time = 90s
keep raw = 30d
keep raw size = 1G
robots = no
[source one]
url = https://example.org:8443/feed.xml?a=b
kind = rss
lang = uk-UA
publisher = Wire
party = UA
zone = Europe/Kyiv
interval = 6h
follow = yes
follow hosts = example.com, [::1]
agent = other/2
header = Authorization: Bearer ${A}
header = X-Price: 5$$
private = yes
ca = ca.pem
max size = 2M
max time = 1m
[source two]
url = https://t.me/s/channel
END
