#!/usr/bin/env bash
# seeds_headers.sh DIR: heads of answers.
set -euo pipefail

printf 'HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset="windows-1251"\r\nContent-Length: 512\r\nETag: W/"abc"\r\nLast-Modified: Sun, 22 Nov 2026 08:00:00 GMT\r\nDate: Sun, 22 Nov 2026 09:00:00 GMT\r\n\r\n' >"$1/ok"
printf 'HTTP/1.1 301 Moved\r\nLocation: //example.com/x\r\nLocation: /y\r\nTransfer-Encoding: chunked\r\n\r\n' >"$1/moved"
printf 'HTTP/2 103\r\nLink: </a>\r\n\r\nHTTP/2 429\r\nRetry-After: Sun, 22 Nov 2026 10:00:00 GMT\r\nDate: Sun, 22 Nov 2026 09:00:00 GMT\r\n\r\n' >"$1/wait"
printf 'HTTP/1.1 503\r\nRetry-After: 120\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n' >"$1/two"
printf 'https://user:word@[::1]:99999/a b?c#d' >"$1/address"
