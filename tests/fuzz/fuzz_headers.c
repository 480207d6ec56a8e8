/* Heads of answers: header lines as they come, their limits, what they say; and addresses. */
#include <stdint.h>
#include <stdlib.h>

#include "fetch/http_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read is inside the texts that were kept, and within bounds. */
static void check(const skt_transfer *t)
{
    const skt_http_response *r = &t->response;
    if (r->etag.len > 8000 || r->target.len > 8000 || r->retry_after_s < -1 ||
        t->header_bytes > t->limits->header_bytes + (1 << 20)) {
        abort();
    }
    volatile char last = 0;
    for (size_t i = 0; i < r->type.len; i++) {
        last = r->type.ptr[i];
        if (last >= 'A' && last <= 'Z') {
            abort();
        }
    }
}

static void read_address(skt_str text, const skt_url *base)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_url url;
    if (skt_url_read(&url, &arena, base, text) == SKT_URL_GOOD &&
        (url.host.len == 0 || url.path.len == 0 || url.path.ptr[0] != '/')) {
        abort();
    }
    skt_arena_dispose(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const skt_http_limits limits = {
        .header_bytes = 64 << 10, .headers = 200, .wire_bytes = 1 << 20, .body_bytes = 1 << 20};
    char *copy = malloc(size + 1);
    if (copy == NULL) {
        return 0;
    }
    memcpy(copy, data, size);
    skt_transfer t = {.limits = &limits, .length = -1, .date = SKT_NO_TIME};
    const skt_str all = {copy, size};
    for (size_t at = 0; at < size;) {
        const char *end = memchr(copy + at, '\n', size - at);
        const size_t length = end == NULL ? size - at : (size_t)(end - (copy + at)) + 1;
        if (skt_transfer_take_header(copy + at, 1, length, &t) != length) {
            break;
        }
        at += length;
    }
    if (skt_transfer_read_head(&t)) {
        check(&t);
        read_address(t.response.target, NULL);
    }
    skt_url base;
    skt_arena arena = SKT_ARENA_INIT;
    read_address(all, NULL);
    if (skt_url_read(&base, &arena, NULL, SKT_LIT("https://example.org:8443/a/b?c")) ==
        SKT_URL_GOOD) {
        read_address(all, &base);
    }
    skt_arena_dispose(&arena);
    skt_arena_dispose(&t.arena);
    skt_buf_dispose(&t.head);
    skt_buf_dispose(&t.body);
    free(copy);
    return 0;
}
