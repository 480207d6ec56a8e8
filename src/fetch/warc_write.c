/* WARC 1.1: ISO 28500:2017. Gzip: RFC 1952. */
#include "fetch/warc_write.h"

#include <limits.h>
#define ZLIB_CONST
#include <zlib.h>

/* ------------------------------------------------------------------ members */

/* Where the length stands: behind the fixed header, the length of the extra field and the
 * subfield's own head. */
enum { FIXED = 10, LENGTH_AT = FIXED + 2 + 4, FLAGS_AT = 3, HAS_EXTRA = 4 };

static const unsigned char subfield[] = {'S', 'K', 4, 0, 0, 0, 0, 0};

uint64_t skt_member_length(const unsigned char head[SKT_MEMBER_HEAD])
{
    static const unsigned char begin[] = {0x1F, 0x8B, Z_DEFLATED, HAS_EXTRA};
    if (memcmp(head, begin, sizeof begin) != 0 || head[FIXED] != sizeof subfield ||
        head[FIXED + 1] != 0 || memcmp(head + FIXED + 2, subfield, 4) != 0) {
        return 0;
    }
    uint64_t length = 0;
    for (size_t i = 4; i > 0; i--) {
        length = length << 8 | head[LENGTH_AT + i - 1];
    }
    return length;
}

/* Runs `text` through the compressor into `out`. */
static skt_status compress_some(skt_buf *out, z_stream *z, skt_str text, int flush)
{
    enum { CHUNK = 1 << 15 };
    do {
        const size_t piece = text.len < INT_MAX ? text.len : INT_MAX;
        z->next_in = (const Bytef *)text.ptr;
        z->avail_in = (uInt)piece;
        const int last = piece == text.len ? flush : Z_NO_FLUSH;
        do {
            skt_buf_reserve(out, CHUNK);
            if (out->failed) {
                return SKT_E_NOMEM;
            }
            z->next_out = (Bytef *)out->ptr + out->len;
            z->avail_out = CHUNK;
            (void)deflate(z, last); /* fails for a broken state alone */
            out->len += CHUNK - z->avail_out;
        } while (z->avail_out == 0);
        text = skt_str_sub(text, piece, text.len - piece);
    } while (text.len > 0);
    return SKT_OK;
}

/* Appends one member of the three. */
static skt_status add_member(skt_buf *out, const skt_str parts[3])
{
    enum { LEVEL = 6, GZIP = 16, MEMORY = 8, UNKNOWN_SYSTEM = 255 };
    z_stream z = {0};
    unsigned char extra[sizeof subfield];
    memcpy(extra, subfield, sizeof extra);
    gz_header header = {.os = UNKNOWN_SYSTEM, .extra = extra, .extra_len = sizeof extra};
    const size_t start = out->len;
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, MAX_WBITS + GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        return SKT_E_NOMEM;
    }
    (void)deflateSetHeader(&z, &header);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < 3 && status == SKT_OK; i++) {
        status = compress_some(out, &z, parts[i], i == 2 ? Z_FINISH : Z_NO_FLUSH);
    }
    (void)deflateEnd(&z);
    const uint64_t length = out->len - start;
    if (status == SKT_OK && length > UINT32_MAX) {
        return SKT_E_LIMIT;
    }
    for (size_t i = 0; i < 4 && status == SKT_OK; i++) {
        out->ptr[start + LENGTH_AT + i] = (char)(unsigned char)(length >> 8 * i);
    }
    return status;
}

/* ------------------------------------------------------------------- fields */

static void add_hex(skt_buf *out, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        skt_buf_add_char(out, digits[bytes[i] >> 4]);
        skt_buf_add_char(out, digits[bytes[i] & 15]);
    }
}

static void add_date(skt_buf *out, skt_time at)
{
    enum { DAY_S = 86400 };
    char day[11];
    const int seconds = (int)((at % DAY_S + DAY_S) % DAY_S);
    skt_day_format(day, (skt_day)((at - seconds) / DAY_S));
    skt_buf_format(out, "%sT%02d:%02d:%02dZ", day, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* A line "Name: value"; none: nothing. Line ends in a value would end it. */
static void add_field(skt_buf *out, const char *name, skt_str value)
{
    if (value.len == 0) {
        return;
    }
    skt_buf_format(out, "%s: ", name);
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        skt_buf_add_char(out, c < ' ' || c == 0x7F ? ' ' : value.ptr[i]);
    }
    skt_buf_add_text(out, "\r\n");
}

/* What each record begins with. Its id is made of what it is: RFC 9562, version 8. */
static void add_head(skt_buf *out, const char *type, skt_str what, const skt_sha256 *payload,
                     skt_time at)
{
    enum { VERSION_AT = 6, VARIANT_AT = 8 };
    static const size_t groups[] = {4, 2, 2, 2, 6};
    skt_buf made_of = SKT_BUF_INIT;
    skt_buf_format(&made_of, "%s\n%.*s\n", type, SKT_FMT(what));
    add_date(&made_of, at);
    skt_buf_add_char(&made_of, '\n');
    if (payload != NULL) {
        add_hex(&made_of, payload->bytes, sizeof payload->bytes);
    }
    skt_sha256 id = skt_sha256_of(skt_buf_str(&made_of));
    out->failed = out->failed || made_of.failed;
    skt_buf_dispose(&made_of);
    id.bytes[VERSION_AT] = (uint8_t)((id.bytes[VERSION_AT] & 0x0F) | 0x80);
    id.bytes[VARIANT_AT] = (uint8_t)((id.bytes[VARIANT_AT] & 0x3F) | 0x80);
    skt_buf_format(out, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:", type);
    for (size_t i = 0, at_byte = 0; i < sizeof groups / sizeof *groups; at_byte += groups[i++]) {
        skt_buf_add_text(out, i > 0 ? "-" : "");
        add_hex(out, id.bytes + at_byte, groups[i]);
    }
    skt_buf_add_text(out, ">\r\nWARC-Date: ");
    add_date(out, at);
    skt_buf_add_text(out, "\r\n");
}

static void add_end(skt_buf *out, const char *content_type, size_t length)
{
    skt_buf_format(out, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n", content_type, length);
}

skt_status skt_warc_write_info(skt_buf *out, skt_str file_name, skt_time at)
{
    skt_buf block = SKT_BUF_INIT;
    skt_buf head = SKT_BUF_INIT;
    skt_buf_format(&block, "software: skytally/%s\r\nformat: WARC File Format 1.1\r\n",
                   skt_version());
    skt_buf_add_text(&block, "description: answers as they came, unpacked; cookies and credentials "
                             "left out\r\n");
    add_head(&head, "warcinfo", file_name, NULL, at);
    add_field(&head, "WARC-Filename", file_name);
    add_end(&head, "application/warc-fields", block.len);
    skt_buf_add_text(&block, "\r\n\r\n");
    const skt_str parts[3] = {skt_buf_str(&head), skt_buf_str(&block), {"", 0}};
    const skt_status status = head.failed || block.failed ? SKT_E_NOMEM : add_member(out, parts);
    skt_buf_dispose(&head);
    skt_buf_dispose(&block);
    return status;
}

/* ------------------------------------------------------------------ answers */

static bool is_one_of(skt_str name, const char *const *known)
{
    while (*known != NULL && !skt_str_is_alike(name, *known)) {
        known++;
    }
    return *known != NULL;
}

/* The lines of an answer's head without secrets. What tells how the body was packed is kept
 * under another name, as it is not packed here. */
static void add_http(skt_buf *out, skt_str http, size_t body_length)
{
    static const char *const secret[] = {"set-cookie",
                                         "set-cookie2",
                                         "cookie",
                                         "authorization",
                                         "proxy-authorization",
                                         "proxy-authenticate",
                                         "authentication-info",
                                         NULL};
    static const char *const packing[] = {"content-encoding", "transfer-encoding", "content-length",
                                          NULL};
    skt_str line;
    bool kept = false; /* the line before: one that begins with a blank goes on with it */
    bool status_line = false;
    while (skt_str_split(&line, &http, '\n')) {
        const bool goes_on = line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
        line = line.len > 0 ? skt_str_trim(line) : line;
        const size_t colon = skt_str_find(line, SKT_LIT(":"), 0);
        if (!status_line) {
            status_line = true;
            skt_buf_add(out,
                        skt_str_starts(line, SKT_LIT("HTTP/")) ? line : SKT_LIT("HTTP/1.1 200 OK"));
            skt_buf_add_text(out, "\r\n");
            continue;
        }
        if (line.len == 0 || (goes_on && !kept) || (!goes_on && colon == SIZE_MAX)) {
            continue;
        }
        const skt_str name = goes_on ? SKT_LIT("") : skt_str_trim(skt_str_sub(line, 0, colon));
        kept = goes_on || !is_one_of(name, secret);
        if (kept) {
            skt_buf_add_text(out, goes_on ? " " : is_one_of(name, packing) ? "X-Crawler-" : "");
            skt_buf_add(out, line);
            skt_buf_add_text(out, "\r\n");
        }
    }
    skt_buf_format(out, "Content-Length: %zu\r\n\r\n", body_length);
}

skt_status skt_warc_write_response(skt_buf *out, const skt_exchange *exchange)
{
    const skt_fetch_source *source = exchange->source;
    skt_buf http = SKT_BUF_INIT;
    skt_buf head = SKT_BUF_INIT;
    skt_buf end = SKT_BUF_INIT;
    char day[11];
    skt_day_format(day, exchange->published);
    add_http(&http, exchange->http, exchange->body.len);
    add_head(&head, "response", exchange->address, &exchange->digest, exchange->at);
    add_field(&head, "WARC-Target-URI", exchange->address);
    skt_buf_add_text(&head, "WARC-Payload-Digest: sha256:");
    add_hex(&head, exchange->digest.bytes, sizeof exchange->digest.bytes);
    skt_buf_add_text(&head, "\r\n");
    add_field(&head, "Skytally-Source", skt_str_from(source->name));
    add_field(&head, "Skytally-Kind", skt_str_from(skt_body_kind_name(exchange->kind)));
    add_field(&head, "Skytally-Publisher", skt_str_from(source->publisher));
    add_field(&head, "Skytally-Lang", skt_str_from(source->lang));
    add_field(&head, "Skytally-Zone", skt_str_from(source->zone));
    add_field(&head, "Skytally-Party", skt_str_from(source->party));
    add_field(&head, "Skytally-Published", skt_str_from(day));
    add_end(&head, "application/http; msgtype=response", http.len + exchange->body.len);
    skt_buf_add(&head, skt_buf_str(&http));
    skt_buf_add_text(&end, "\r\n\r\n");
    const skt_str parts[3] = {skt_buf_str(&head), exchange->body, skt_buf_str(&end)};
    const skt_status status =
        head.failed || http.failed || end.failed ? SKT_E_NOMEM : add_member(out, parts);
    skt_buf_dispose(&http);
    skt_buf_dispose(&head);
    skt_buf_dispose(&end);
    return status;
}
