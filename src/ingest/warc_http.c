/* An answer as WARC keeps it: RFC 9112, with the body as it came over the wire or unpacked. */
#include <zlib.h>

#include "ingest/warc.h"

static skt_str trim(skt_str text)
{
    return text.len == 0 ? text : skt_str_trim(text);
}

skt_str skt_http_field(skt_str lines, const char *name)
{
    skt_str line;
    while (skt_str_split(&line, &lines, '\n')) {
        const char *colon = line.len == 0 ? NULL : memchr(line.ptr, ':', line.len);
        const size_t length = colon == NULL ? 0 : (size_t)(colon - line.ptr);
        if (colon != NULL && skt_str_is_alike(trim(skt_str_sub(line, 0, length)), name)) {
            return trim(skt_str_sub(line, length + 1, line.len - length - 1));
        }
    }
    return SKT_STR_NONE;
}

skt_str skt_http_charset(skt_str *type, skt_str content_type)
{
    skt_str rest = content_type;
    skt_str part;
    skt_str charset = SKT_STR_NONE;
    *type = SKT_STR_NONE;
    while (skt_str_split(&part, &rest, ';')) {
        part = trim(part);
        if (type->ptr == NULL) {
            *type = part;
            continue;
        }
        const char *equals = part.len == 0 ? NULL : memchr(part.ptr, '=', part.len);
        const size_t length = equals == NULL ? 0 : (size_t)(equals - part.ptr);
        if (equals != NULL && skt_str_is_alike(trim(skt_str_sub(part, 0, length)), "charset")) {
            charset = trim(skt_str_sub(part, length + 1, part.len - length - 1));
        }
    }
    if (charset.len >= 2 && (charset.ptr[0] == '"' || charset.ptr[0] == '\'')) {
        charset = skt_str_sub(charset, 1, charset.len - 2);
    }
    return charset.len == 0 ? SKT_STR_NONE : charset;
}

/* ----------------------------------------------------------------- packing */

/* The size in a chunk's first line (RFC 9112, 7.1), and *at behind it; SIZE_MAX: it is none. */
static size_t chunk_size(skt_str body, size_t *at)
{
    size_t size = 0;
    size_t digits = 0;
    size_t i = *at;
    for (; i < body.len && skt_ascii_hex(body.ptr[i]) >= 0 && digits < 15; i++, digits++) {
        size = size * 16 + (size_t)skt_ascii_hex(body.ptr[i]);
    }
    const char *end = i < body.len ? memchr(body.ptr + i, '\n', body.len - i) : NULL;
    if (digits == 0 || end == NULL || (size_t)(end - body.ptr) - i > 256) {
        return SIZE_MAX;
    }
    const char behind = body.ptr[i];
    *at = (size_t)(end - body.ptr) + 1;
    return behind == '\r' || behind == '\n' || behind == ';' || behind == ' ' ? size : SIZE_MAX;
}

/* Puts chunks together. Some archives have done so already and left the header: false. */
static bool join_chunks(skt_buf *out, skt_str body)
{
    size_t at = 0;
    for (bool first = true;; first = false) {
        const size_t size = chunk_size(body, &at);
        if (size == SIZE_MAX && first) {
            return false;
        }
        if (size == 0 || size == SIZE_MAX || at >= body.len) {
            return true; /* cut short: what there is */
        }
        const size_t left = body.len - at;
        skt_buf_add(out, skt_str_sub(body, at, size < left ? size : left));
        at += size;
        while (at < body.len && (body.ptr[at] == '\r' || body.ptr[at] == '\n')) {
            at++;
            if (body.ptr[at - 1] == '\n') {
                break;
            }
        }
        if (at >= body.len) {
            return true;
        }
    }
}

/* Unpacks gzip and zlib. */
static skt_status unpack(skt_buf *out, skt_str body, size_t limit)
{
    enum { CHUNK = 1 << 16, EITHER = 32 };
    z_stream z = {0};
    if (inflateInit2(&z, MAX_WBITS + EITHER) != Z_OK) {
        return SKT_E_NOMEM;
    }
    z.next_in = (Bytef *)body.ptr;
    z.avail_in = (uInt)body.len; /* within the limit of a record */
    int code = Z_OK;
    skt_status status = SKT_OK;
    while (code == Z_OK && status == SKT_OK) {
        skt_buf_reserve(out, CHUNK);
        if (out->failed) {
            status = SKT_E_NOMEM;
            break;
        }
        z.next_out = (Bytef *)out->ptr + out->len;
        z.avail_out = CHUNK;
        code = inflate(&z, Z_NO_FLUSH);
        out->len += CHUNK - z.avail_out;
        status = out->len > limit ? SKT_E_LIMIT : SKT_OK;
    }
    (void)inflateEnd(&z);
    return status == SKT_OK && code != Z_STREAM_END ? SKT_E_INPUT : status;
}

/* Whether a body is what its header says, or was unpacked by whoever kept it. */
static bool is_packed(skt_str body)
{
    const unsigned char *at = (const unsigned char *)body.ptr;
    const bool gzip = body.len > 2 && at[0] == 0x1F && at[1] == 0x8B;
    const bool zlib =
        body.len > 2 && (at[0] & 0x0F) == Z_DEFLATED && (at[0] * 256 + at[1]) % 31 == 0;
    return gzip || zlib;
}

static skt_status unpack_body(skt_http *out, skt_buf *room, skt_str lines, size_t limit)
{
    const skt_str encoding = skt_http_field(lines, "content-encoding");
    const skt_str transfer = skt_http_field(lines, "transfer-encoding");
    skt_buf joined = SKT_BUF_INIT;
    if (transfer.len >= 7 &&
        skt_str_is_alike(skt_str_sub(transfer, transfer.len - 7, 7), "chunked") &&
        join_chunks(&joined, out->body)) {
        out->body = skt_buf_str(&joined);
    }
    skt_status status = joined.failed ? SKT_E_NOMEM : SKT_OK;
    const bool packed = encoding.len > 0 && !skt_str_is_alike(encoding, "identity");
    const bool known = skt_str_is_alike(encoding, "gzip") || skt_str_is_alike(encoding, "x-gzip") ||
                       skt_str_is_alike(encoding, "deflate");
    skt_buf_clear(room);
    if (status == SKT_OK && packed && known && is_packed(out->body)) {
        status = unpack(room, out->body, limit);
        out->body = skt_buf_str(room);
    } else if (status == SKT_OK && joined.len > 0) {
        skt_buf_add(room, out->body);
        status = room->failed ? SKT_E_NOMEM : SKT_OK;
        out->body = skt_buf_str(room);
    }
    if (packed && !known) {
        out->packed = skt_str_is_alike(encoding, "br")     ? "brotli"
                      : skt_str_is_alike(encoding, "zstd") ? "zstd"
                                                           : "something unknown";
    }
    skt_buf_dispose(&joined);
    return status == SKT_OK && out->body.len > limit ? SKT_E_LIMIT : status;
}

skt_status skt_http_read(skt_http *out, skt_buf *room, skt_str block, size_t limit)
{
    *out = (skt_http){.body = block};
    if (block.len < 12 || !skt_str_is_alike(skt_str_sub(block, 0, 5), "http/")) {
        return SKT_OK;
    }
    const size_t marked = skt_str_find(block, SKT_LIT("\r\n\r\n"), 0);
    const size_t bare = skt_str_find(block, SKT_LIT("\n\n"), 0);
    const size_t end = marked < bare ? marked : bare;
    const skt_str lines = skt_str_sub(block, 0, end == SIZE_MAX ? block.len : end);
    const size_t behind = end == SIZE_MAX ? block.len : end + (end == marked ? 4 : 2);
    const char *blank = memchr(block.ptr, ' ', lines.len);
    for (const char *c = blank; c != NULL && c < block.ptr + lines.len && c - blank <= 3; c++) {
        if (*c >= '0' && *c <= '9') {
            out->code = out->code * 10 + (*c - '0');
        }
    }
    out->body = skt_str_sub(block, behind, block.len - behind);
    out->content_type = skt_http_field(lines, "content-type");
    return unpack_body(out, room, lines, limit);
}
