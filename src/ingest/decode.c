/* From bytes to UTF-8. The byte order mark and UTF-16: The Unicode Standard,
 * sections 2.6 and 23.8. */
#include <string.h>

#include "core/diag.h"
#include "ingest/source.h"
#include "text/text.h"

enum { REPLACEMENT = 0xFFFD };

/* What is wrong with a text, in bytes. */
typedef struct flaws {
    size_t broken;       /* bytes that belong to no UTF-8 sequence */
    size_t controls;     /* control characters that no text has */
    size_t first_broken; /* offsets */
    size_t first_control;
} flaws;

static bool is_control(uint32_t c)
{
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7F;
}

/* One character of `text` at *at; false if it is no text. */
static bool next_good(uint32_t *c, skt_str text, size_t *at)
{
    const size_t from = *at;
    *c = skt_utf8_next(text, at);
    return !(*c == REPLACEMENT && *at == from + 1);
}

static flaws find_flaws(skt_str text)
{
    flaws found = {0, 0, SIZE_MAX, SIZE_MAX};
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        uint32_t c;
        if (!next_good(&c, text, &at)) {
            found.first_broken = found.broken++ == 0 ? from : found.first_broken;
        } else if (is_control(c)) {
            found.first_control = found.controls++ == 0 ? from : found.first_control;
        }
    }
    return found;
}

static size_t line_at(skt_str text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++) {
        line += text.ptr[i] == '\n';
    }
    return line;
}

static uint32_t unit_at(skt_str bytes, size_t at, bool big)
{
    const uint32_t a = (unsigned char)bytes.ptr[at];
    const uint32_t b = (unsigned char)bytes.ptr[at + 1];
    return big ? a << 8 | b : b << 8 | a;
}

static void from_utf16(skt_buf *out, skt_str bytes, bool big)
{
    for (size_t at = 2; at + 1 < bytes.len; at += 2) {
        uint32_t c = unit_at(bytes, at, big);
        if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.len) {
            const uint32_t low = unit_at(bytes, at + 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        skt_buf_add_code_point(out, c >= 0xD800 && c < 0xE000 ? (uint32_t)REPLACEMENT : c);
    }
}

/* Takes the byte order mark off, and UTF-16 to UTF-8. */
static skt_status unmark(skt_buf *bytes)
{
    const skt_str text = skt_buf_str(bytes);
    const bool little = skt_str_starts(text, SKT_LIT("\xFF\xFE"));
    const bool big = skt_str_starts(text, SKT_LIT("\xFE\xFF"));
    if (little || big) {
        skt_buf converted = SKT_BUF_INIT;
        from_utf16(&converted, text, big);
        skt_buf_dispose(bytes);
        *bytes = converted;
    } else if (skt_str_starts(text, SKT_LIT("\xEF\xBB\xBF"))) {
        bytes->len -= 3;
        memmove(bytes->ptr, bytes->ptr + 3, bytes->len + 1);
    }
    return bytes->failed ? SKT_E_NOMEM : SKT_OK;
}

static skt_status replace_flaws(skt_buf *bytes)
{
    skt_buf mended = SKT_BUF_INIT;
    const skt_str text = skt_buf_str(bytes);
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        uint32_t c;
        if (!next_good(&c, text, &at) || is_control(c)) {
            skt_buf_add_code_point(&mended, REPLACEMENT);
        } else {
            skt_buf_add(&mended, skt_str_sub(text, from, at - from));
        }
    }
    skt_buf_dispose(bytes);
    *bytes = mended;
    return mended.failed ? SKT_E_NOMEM : SKT_OK;
}

skt_status skt_source_decode(skt_buf *bytes, const char *path, skt_diag *diag)
{
    skt_status status = unmark(bytes);
    if (status != SKT_OK) {
        return status;
    }
    const skt_str text = skt_buf_str(bytes);
    const flaws found = find_flaws(text);
    const size_t first =
        found.first_broken < found.first_control ? found.first_broken : found.first_control;
    /* One character in a hundred that no text has is chance no more; one byte in
     * fifty that is no UTF-8 is a text in another charset. */
    if (found.controls > text.len / 100) {
        return skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, path, 0,
                            "is not text: byte %zu is 0x%02x", first,
                            (unsigned)(unsigned char)text.ptr[first]);
    }
    if (found.broken > text.len / 50) {
        return skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, path, line_at(text, first),
                            "is not UTF-8: byte %zu is 0x%02x; convert it first, as by "
                            "`iconv -f WINDOWS-1251 -t UTF-8`",
                            first, (unsigned)(unsigned char)text.ptr[first]);
    }
    if (found.broken + found.controls == 0) {
        return SKT_OK;
    }
    (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, path, line_at(text, first),
                       "%zu byte%s that %s no text replaced, the first here (byte %zu, 0x%02x)",
                       found.broken + found.controls, found.broken + found.controls == 1 ? "" : "s",
                       found.broken + found.controls == 1 ? "is" : "are", first,
                       (unsigned)(unsigned char)text.ptr[first]);
    return replace_flaws(bytes);
}
