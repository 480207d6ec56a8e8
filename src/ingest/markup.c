#include "ingest/markup.h"

#include <libxml/HTMLparser.h>

#include "ingest/html.h"

enum { MAX_NAME = 32, MAX_CODE_POINT = 0x10FFFF, SURROGATES = 0xD800, BEHIND_SURROGATES = 0xE000 };

/* ---------------------------------------------------------------- references */

static int digit_of(char c, int base)
{
    const int value = skt_ascii_hex(c);
    return value < base ? value : -1;
}

uint32_t skt_markup_legacy(uint32_t c)
{
    static const uint16_t meant[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? meant[c - 0x80] : c;
}

/* "#8217" or "#x2019"; 0 if it is no character that a text may have. */
static uint32_t numbered(skt_str name)
{
    const bool hex = name.len > 1 && (name.ptr[1] == 'x' || name.ptr[1] == 'X');
    const int base = hex ? 16 : 10;
    uint32_t value = 0;
    const size_t first = hex ? 2 : 1;
    for (size_t i = first; i < name.len; i++) {
        const int digit = digit_of(name.ptr[i], base);
        if (digit < 0 || value > MAX_CODE_POINT) {
            return 0;
        }
        value = value * (uint32_t)base + (uint32_t)digit;
    }
    const bool surrogate = value >= SURROGATES && value < BEHIND_SURROGATES;
    const bool control = value < ' ' && value != '\t' && value != '\n' && value != '\r';
    return name.len == first || surrogate || control || value > MAX_CODE_POINT
               ? 0
               : skt_markup_legacy(value);
}

/* The character that a reference stands for, or 0. */
static uint32_t referred(skt_str name)
{
    if (name.len > 0 && name.ptr[0] == '#') {
        return numbered(name);
    }
    char copy[MAX_NAME + 1];
    memcpy(copy, name.ptr, name.len);
    copy[name.len] = '\0';
    if (strcmp(copy, "apos") == 0) {
        return '\'';
    }
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)copy);
    return entity == NULL ? 0 : entity->value;
}

void skt_markup_decode(skt_buf *out, skt_str text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len;) {
        const char *amp = memchr(text.ptr + at, '&', text.len - at);
        if (amp == NULL) {
            break;
        }
        at = (size_t)(amp - text.ptr) + 1;
        size_t length = 0;
        while (length <= MAX_NAME && at + length < text.len && text.ptr[at + length] != ';' &&
               text.ptr[at + length] != '&' && text.ptr[at + length] != ' ') {
            length++;
        }
        if (length > MAX_NAME || at + length == text.len || text.ptr[at + length] != ';') {
            continue;
        }
        const uint32_t c = referred(skt_str_sub(text, at, length));
        if (c != 0) {
            skt_buf_add(out, skt_str_sub(text, from, at - 1 - from));
            skt_buf_add_code_point(out, c);
            at += length + 1;
            from = at;
        }
    }
    skt_buf_add(out, skt_str_sub(text, from, text.len - from));
}

/* ------------------------------------------------------------------ fragments */

/* Whether a tag of HTML stands in `text`. */
static bool has_tags(skt_str text)
{
    for (size_t at = 0; at < text.len;) {
        const char *open = memchr(text.ptr + at, '<', text.len - at);
        if (open == NULL) {
            return false;
        }
        at = (size_t)(open - text.ptr) + 1;
        const size_t from = at + (at < text.len && text.ptr[at] == '/');
        char name[MAX_NAME + 1];
        size_t length = 0;
        while (length < MAX_NAME && from + length < text.len &&
               (skt_ascii_letter(text.ptr[from + length]) ||
                (length > 0 && digit_of(text.ptr[from + length], 10) >= 0))) {
            name[length] = (char)(text.ptr[from + length] | ' ');
            length++;
        }
        name[length] = '\0';
        if (length > 0 && htmlTagLookup((const xmlChar *)name) != NULL) {
            return true;
        }
    }
    return false;
}

/* All of the fragment but what is link lists; all of it where nothing else is there. */
static void add_fragment(skt_buf *out, skt_str value)
{
    skt_html html;
    skt_blocks blocks = {0};
    skt_buf copy = SKT_BUF_INIT;
    skt_buf_add(&copy, value);
    skt_status status = copy.failed ? SKT_E_NOMEM : skt_html_parse(&html, &copy);
    if (status == SKT_OK && html.root != NULL) {
        status = skt_html_mark_all(&html, false);
        if (status == SKT_OK) {
            status = skt_html_blocks(&blocks, &html, html.root, NULL, NULL);
        }
        const size_t before = out->len;
        skt_blocks_tidy(&blocks);
        skt_blocks_join(out, &blocks);
        if (out->len == before) {
            for (size_t i = 0; i < blocks.count; i++) {
                blocks.items[i].dropped = false;
            }
            skt_blocks_join(out, &blocks);
        }
    }
    out->failed = out->failed || status != SKT_OK;
    skt_vec_dispose(&blocks);
    if (!copy.failed) {
        skt_html_dispose(&html);
    }
    skt_buf_dispose(&copy);
}

/* Plain text: its no-break spaces are spaces, its lines end as ours do. */
static void add_lines(skt_buf *out, skt_str text)
{
    const skt_str no_break = SKT_LIT("\xC2\xA0");
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        const bool blank = text.ptr[at] == no_break.ptr[0] &&
                           skt_str_starts(skt_str_sub(text, at, text.len - at), no_break);
        const bool end = text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
        if (blank || end) {
            skt_buf_add(out, skt_str_sub(text, from, at - from));
            skt_buf_add_text(out, blank ? " " : "");
            from = at + (blank ? no_break.len : 1);
        }
    }
    skt_buf_add(out, skt_str_sub(text, from, text.len - from));
}

bool skt_markup_is_plain(skt_str value)
{
    const skt_str no_break = SKT_LIT("\xC2\xA0");
    if (value.len == 0) {
        return true;
    }
    return memchr(value.ptr, '<', value.len) == NULL && memchr(value.ptr, '&', value.len) == NULL &&
           memchr(value.ptr, '\r', value.len) == NULL &&
           skt_str_find(value, no_break, 0) == SIZE_MAX;
}

void skt_markup_plain(skt_buf *out, skt_str value)
{
    if (has_tags(value)) {
        add_fragment(out, value);
        return;
    }
    skt_buf decoded = SKT_BUF_INIT;
    skt_markup_decode(&decoded, value);
    add_lines(out, skt_buf_str(&decoded));
    out->failed = out->failed || decoded.failed;
    skt_buf_dispose(&decoded);
}
