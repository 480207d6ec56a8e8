#!/usr/bin/env bash
# seeds_robots.sh DIR: files of robots.txt, each behind a path and a NUL.
set -euo pipefail
seeds=$1
printf '/news/a.html?x=1\0User-agent: *\nDisallow: /*.html$\nAllow: /news\nCrawl-delay: 2.5\n' >"$seeds/signs"
printf '/%%D0%%B4/a*b\0User-Agent: other\nuser-agent: SkyTally\ndisallow: /%%d0%%B4/*b$\n\nUser-agent: *\nDisallow: /\n' \
    >"$seeds/groups"
printf '/aaaaaaaaaaaaaaaaaaaa\0User-agent: skytally # us\r\nDisallow: *a*a*a*a*b\r\nSitemap: http://a.org/s.xml\r\n' \
    >"$seeds/stars"
