/* The words of a page without its tree: tags are left out, scripts and styles too. Where libxml2
 * may see something else in what stands there, it is kept, or the page told to be in doubt. */
#include "ingest/html.h"
#include "ingest/json_escape.h"
#include "ingest/markup.h"

enum { MAX_NAME = 16 }; /* bytes of a tag's name: none that matters is longer */

typedef struct tag {
    char name[MAX_NAME + 1]; /* small letters; cut where it is longer */
    skt_str inside;          /* from the name to before its end */
    bool closes;             /* "</" */
    bool empty;              /* "/>" */
    bool doubtful;           /* it may end farther behind */
} tag;

/* Where `small`, in small letters and of ASCII, stands in any case at or behind `from`; the end if
 * nowhere. */
static size_t find_any_case(skt_str text, const char *small, size_t from)
{
    const size_t n = strlen(small);
    for (size_t at = from; at + n <= text.len; at++) {
        if (!skt_ascii_letter(small[0])) {
            const char *next = memchr(text.ptr + at, small[0], text.len - n + 1 - at);
            if (next == NULL) {
                break;
            }
            at = (size_t)(next - text.ptr);
        }
        size_t same = 0;
        while (same < n && skt_ascii_small(text.ptr[at + same]) == small[same]) {
            same++;
        }
        if (same == n) {
            return at;
        }
    }
    return text.len;
}

/* One past the last byte of a tag's inside, which begins at `at`. *doubtful: another one begins in
 * it, or the end stands in a quoted value. */
static size_t tag_end(bool *doubtful, skt_str page, size_t at)
{
    char quote = '\0';
    while (at < page.len && page.ptr[at] != '>' && page.ptr[at] != '<') {
        const char c = page.ptr[at];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        }
        at++;
    }
    *doubtful = quote != '\0' || at == page.len || page.ptr[at] == '<';
    return at;
}

/* Reads the tag at `at`, "<" and a letter or a slash; the byte behind it. */
static size_t read_tag(tag *out, skt_str page, size_t at)
{
    *out = (tag){.closes = page.ptr[at + 1] == '/'};
    const size_t from = at + 1 + out->closes;
    const size_t end = tag_end(&out->doubtful, page, from);
    out->inside = skt_str_sub(page, from, end - from);
    out->empty = end > from && page.ptr[end - 1] == '/';
    for (size_t i = 0; i < MAX_NAME && i < out->inside.len; i++) {
        const char c = skt_ascii_small(out->inside.ptr[i]);
        if (!skt_ascii_letter(c) && (c < '0' || c > '9')) {
            break;
        }
        out->name[i] = c;
    }
    return end + (end < page.len && page.ptr[end] == '>');
}

/* Appends with references resolved, apart from what stands around it. */
static void add_apart(skt_buf *out, skt_str text)
{
    skt_buf_add_char(out, '\n');
    skt_markup_decode(out, text);
    skt_buf_add_char(out, '\n');
}

/* JSON with its escapes resolved: "\\u0434", "\\/"; white space for those of it, and for what is no
 * escape. */
static void unescape(skt_buf *out, skt_str json)
{
    for (size_t at = 0; at < json.len;) {
        const char *slash = memchr(json.ptr + at, '\\', json.len - at);
        const size_t next = slash == NULL ? json.len : (size_t)(slash - json.ptr);
        skt_buf_add(out, skt_str_sub(json, at, next - at));
        at = next;
        if (at < json.len) {
            const uint32_t c = skt_json_escape(json, &at);
            skt_buf_add_code_point(out, c < ' ' || c == SKT_JSON_NO_ESCAPE ? ' ' : c);
        }
    }
}

/* Adds what is sought in data for machines, which may carry the article: JSON whose texts may be
 * HTML, of which the tags are left in. */
static void add_json(skt_buf *out, skt_str json)
{
    skt_buf plain = SKT_BUF_INIT;
    unescape(&plain, json);
    add_apart(out, skt_buf_str(&plain));
    out->failed = out->failed || plain.failed;
    skt_buf_dispose(&plain);
}

/* Whether the tree has no words of what stands in it up to its end tag. */
static bool is_mute(const tag *t)
{
    return !t->closes && !t->empty &&
           (strcmp(t->name, "script") == 0 || strcmp(t->name, "style") == 0);
}

/* Passes over a script or style whose tag ended at `at`; data are added. */
static size_t pass_mute(skt_buf *out, skt_str page, const tag *t, size_t at)
{
    const size_t end = find_any_case(page, t->name[1] == 'c' ? "</script" : "</style", at);
    if (find_any_case(t->inside, "json", 0) < t->inside.len) {
        add_json(out, skt_str_sub(page, at, end - at));
    }
    return end;
}

/* Whether the tree may know nothing of the tag: an end tag of what is not open, a second <body>. */
static bool may_be_ignored(const tag *t)
{
    return t->closes || strcmp(t->name, "html") == 0 || strcmp(t->name, "head") == 0 ||
           strcmp(t->name, "body") == 0;
}

/* Whether what stands behind may go on with a word. */
static bool ends_in_word(const skt_buf *out)
{
    return out->len > 0 && (unsigned char)out->ptr[out->len - 1] > ' ';
}

/* Adds of a tag what the text may have: that of <meta>, and white space where it parts words. Where
 * it may part them, *loose is set. */
static void add_tag(skt_buf *out, bool *loose, const tag *t)
{
    if (skt_html_parts(t->name) || strcmp(t->name, "head") == 0) {
        *loose = may_be_ignored(t) && (*loose || ends_in_word(out));
        skt_buf_add_char(out, '\n');
    }
    if (strcmp(t->name, "meta") == 0 || find_any_case(t->inside, "itemprop", 0) < t->inside.len) {
        add_apart(out, t->inside);
    }
}

/* Adds what stands between tags. False: a word may go on in it that a tag before it may have
 * ended. */
static bool add_text(skt_buf *out, bool *loose, skt_str text)
{
    const bool in_doubt = *loose && text.len > 0 && (unsigned char)text.ptr[0] > ' ';
    *loose = *loose && text.len == 0;
    skt_markup_decode(out, text);
    return !in_doubt;
}

/* Whether a tag stands at "<": a letter follows, or a slash and a letter. */
static bool is_tag(skt_str page, size_t at)
{
    at += 1;
    at += at < page.len && page.ptr[at] == '/';
    return at < page.len && skt_ascii_letter(page.ptr[at]);
}

/* The byte behind the comment at `at`, or `at`: there is none. *sure: no parser ends it before. */
static size_t pass_comment(bool *sure, skt_str page, size_t at)
{
    if (!skt_str_starts(skt_str_sub(page, at, page.len - at), SKT_LIT("<!--"))) {
        return at;
    }
    const size_t end = skt_str_find(page, SKT_LIT("-->"), at + 2);
    if (end == SIZE_MAX) {
        return at;
    }
    const skt_str inside = skt_str_sub(page, at, end - at);
    *sure = *sure && skt_str_find(inside, SKT_LIT("--!>"), 0) == SIZE_MAX;
    return end + 3;
}

/* Leaves out what shows nothing, as the text of a page does: soft hyphens, spaces of no width. */
static void drop_unseen(skt_buf *words)
{
    static const skt_str unseen[] = {{"\xC2\xAD", 2}, {"\xE2\x80\x8B", 3}, {"\xEF\xBB\xBF", 3}};
    size_t to = 0;
    for (size_t at = 0; at < words->len;) {
        const skt_str rest = {words->ptr + at, words->len - at};
        size_t unseen_bytes = 0;
        for (size_t i = 0; (unsigned char)rest.ptr[0] >= 0xC2 && i < sizeof unseen / sizeof *unseen;
             i++) {
            unseen_bytes = skt_str_starts(rest, unseen[i]) ? unseen[i].len : unseen_bytes;
        }
        if (unseen_bytes > 0) {
            at += unseen_bytes;
        } else {
            words->ptr[to++] = words->ptr[at++];
        }
    }
    words->len = to;
}

/* Whether a declaration or an instruction at "<" stands in a word, which the tree may join over it.
 */
static bool parts_word(const skt_buf *out, skt_str page, size_t at)
{
    return at + 1 < page.len && (page.ptr[at + 1] == '?' || page.ptr[at + 1] == '!') &&
           ends_in_word(out);
}

bool skt_html_words(skt_buf *out, skt_str page)
{
    bool sure = true;
    bool loose = false;
    skt_buf_reserve(out, page.len / 4 + 1);
    for (size_t at = 0; at < page.len && sure && !out->failed;) {
        const char *open = memchr(page.ptr + at, '<', page.len - at);
        const size_t next = open == NULL ? page.len : (size_t)(open - page.ptr);
        sure = add_text(out, &loose, skt_str_sub(page, at, next - at));
        at = next;
        if (at == page.len) {
            break;
        }
        if (is_tag(page, at)) {
            tag t;
            at = read_tag(&t, page, at);
            add_tag(out, &loose, &t);
            at = is_mute(&t) ? pass_mute(out, page, &t, at) : at;
            sure = sure && !t.doubtful;
            continue;
        }
        const size_t behind = pass_comment(&sure, page, at);
        if (behind == at) {
            sure = !parts_word(out, page, at) && sure && add_text(out, &loose, SKT_LIT("<"));
        }
        at = behind > at ? behind : at + 1;
    }
    drop_unseen(out);
    /* A reference that is left is one that others resolve, or one that was written twice over. */
    return sure && skt_str_find(skt_buf_str(out), SKT_LIT("&#"), 0) == SIZE_MAX;
}
