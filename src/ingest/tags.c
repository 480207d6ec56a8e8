#include "ingest/tags.h"

enum {
    MAX_TAG = 1 << 16,
    PIECE = 1 << 16,
    /* What begins like a tag, comment or declaration and never ends is looked through to
     * these lengths, until so many have been met that this would take too long. */
    MAX_SKIP = 1 << 20,
    PATIENCE = 500,
    MAX_TAG_THEN = 256
};

/* Makes sure that `count` bytes stand before the reader, unless the input ends. */
static skt_status want(skt_stream *stream, size_t count)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK && !stream->end && skt_stream_text(stream).len < count) {
        status = skt_stream_more(stream);
    }
    return status;
}

/* Looks for `what` in the first `limit` bytes of what stands before the reader, from
 * `from` on; *at is SIZE_MAX if it is not there. */
static skt_status look_for(size_t *at, skt_stream *stream, skt_str what, size_t from, size_t limit)
{
    skt_status status = SKT_OK;
    size_t looked = from;
    for (;;) {
        const skt_str text = skt_str_cut(skt_stream_text(stream), limit);
        *at = looked < text.len ? skt_str_find(text, what, looked) : SIZE_MAX;
        if (*at != SIZE_MAX || stream->end || text.len >= limit - 4 || status != SKT_OK) {
            return status;
        }
        looked = text.len >= what.len + from ? text.len - what.len : from;
        status = skt_stream_more(stream);
    }
}

/* Text up to the next "<", or a piece of it. */
static skt_status read_text(skt_token *out, skt_tags *tags, size_t from)
{
    skt_stream *stream = tags->stream;
    const skt_str text = skt_stream_text(stream);
    const char *open = text.len > from ? memchr(text.ptr + from, '<', text.len - from) : NULL;
    size_t length = open != NULL ? (size_t)(open - text.ptr) : text.len;
    if (open == NULL && !stream->end && length < PIECE) {
        /* Once more with more text: a reference must not be cut in two. */
        const skt_status status = skt_stream_more(stream);
        return status == SKT_OK ? read_text(out, tags, from) : status;
    }
    if (open == NULL && !stream->end) {
        size_t cut = length;
        while (cut > length - 64 && text.ptr[cut - 1] != '&') {
            cut--;
        }
        length = cut > length - 64 ? cut - 1 : length;
    }
    out->kind = SKT_TOKEN_TEXT;
    out->text = skt_str_cut(text, length);
    out->text.len = out->text.len == 0 ? length : out->text.len;
    tags->taken = out->text.len;
    return SKT_OK;
}

/* The end of a CDATA section that was left open: that of the item around it. */
static size_t item_end(skt_str text)
{
    const size_t item = skt_str_find(text, SKT_LIT("</item>"), 0);
    const size_t entry = skt_str_find(text, SKT_LIT("</entry>"), 0);
    return item < entry ? item : entry;
}

static skt_status read_cdata(skt_token *out, skt_tags *tags)
{
    skt_stream *stream = tags->stream;
    skt_status status = want(stream, PIECE);
    const skt_str text = skt_str_cut(skt_stream_text(stream), PIECE);
    size_t end = status == SKT_OK ? skt_str_find(text, SKT_LIT("]]>"), 0) : SIZE_MAX;
    const size_t left_open = item_end(end == SIZE_MAX ? text : skt_str_sub(text, 0, end));
    out->kind = SKT_TOKEN_CDATA;
    if (left_open != SIZE_MAX) {
        end = left_open;
        tags->broken = true;
    }
    tags->in_cdata = end == SIZE_MAX && !(stream->end && text.len == skt_stream_text(stream).len);
    tags->broken = tags->broken || (end == SIZE_MAX && !tags->in_cdata);
    /* Of a piece the last bytes are left: they may begin what ends it. */
    const size_t whole = text.len > 16 && tags->in_cdata ? text.len - 16 : text.len;
    out->text = skt_str_cut(text, end == SIZE_MAX ? whole : end);
    tags->taken = out->text.len + (end != SIZE_MAX && left_open == SIZE_MAX ? 3 : 0);
    return status;
}

static bool is_name(char c)
{
    return skt_ascii_letter(c) || skt_ascii_digit(c) || c == '_' || c == '-' || c == '.' ||
           (unsigned char)c >= 0x80;
}

static bool begins_name(char c)
{
    return is_name(c) && c != '-' && c != '.' && !(c >= '0' && c <= '9');
}

/* The byte of the ">" that ends the tag at the head of `text`, or SIZE_MAX: it is none. A
 * "<" ends it too, as one that was left open. */
static size_t tag_end(skt_str text)
{
    char quote = '\0';
    for (size_t at = 1; at < text.len; at++) {
        const char c = text.ptr[at];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if ((c == '"' || c == '\'') && text.ptr[at - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            return at;
        } else if (c == '<') {
            return SIZE_MAX;
        }
    }
    /* A quotation mark was left open. */
    const char *end = quote == '\0' ? NULL : memchr(text.ptr, '>', text.len);
    return end == NULL ? SIZE_MAX : (size_t)(end - text.ptr);
}

static void take_names(skt_token *out, skt_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && is_name(text.ptr[end])) {
        end++;
    }
    out->prefix = SKT_STR_NONE;
    out->name = skt_str_sub(text, at, end - at);
    if (end + 1 < text.len && text.ptr[end] == ':' && begins_name(text.ptr[end + 1])) {
        out->prefix = out->name;
        at = ++end;
        while (end < text.len && is_name(text.ptr[end])) {
            end++;
        }
        out->name = skt_str_sub(text, at, end - at);
    }
}

/* A tag; or, where "<" begins none, text. */
static skt_status read_tag(skt_token *out, skt_tags *tags)
{
    const size_t most = tags->failures < PATIENCE ? MAX_TAG : MAX_TAG_THEN;
    skt_status status = SKT_OK;
    size_t end = SIZE_MAX;
    skt_str text = {"", 0};
    /* More of it is asked for only as long as it may still be a tag. */
    for (size_t room = 256; status == SKT_OK; room *= 4) {
        status = want(tags->stream, room);
        text = skt_str_cut(skt_stream_text(tags->stream), room);
        end = tag_end(text);
        if (end != SIZE_MAX || room >= most || text.len < room - 4) {
            break;
        }
    }
    if (status != SKT_OK) {
        return status;
    }
    const bool close = text.len > 1 && text.ptr[1] == '/';
    const size_t at = close ? 2 : 1;
    if (end == SIZE_MAX || at >= text.len || !begins_name(text.ptr[at])) {
        tags->broken = true;
        tags->failures++;
        return read_text(out, tags, 1);
    }
    out->text = skt_str_sub(text, 0, end + 1);
    take_names(out, out->text, at);
    out->kind = close                      ? SKT_TOKEN_CLOSE
                : text.ptr[end - 1] == '/' ? SKT_TOKEN_EMPTY
                                           : SKT_TOKEN_OPEN;
    tags->taken = end + 1;
    return SKT_OK;
}

/* Passes over what begins with `<!` or `<?`: up to `end`, or not at all if that is not
 * near. A declaration's own part in brackets, where entities are declared, goes with it. */
static skt_status skip(bool *skipped, skt_tags *tags, skt_str end)
{
    size_t at;
    const size_t most = tags->failures < PATIENCE ? MAX_SKIP : MAX_TAG_THEN;
    const skt_status status = look_for(&at, tags->stream, end, 2, most);
    *skipped = status == SKT_OK && at != SIZE_MAX;
    tags->failures += *skipped ? 0 : PATIENCE / 10;
    if (*skipped) {
        skt_stream_take(tags->stream, at + end.len);
    }
    return status;
}

static skt_status skip_declaration(bool *skipped, skt_tags *tags)
{
    skt_status status = want(tags->stream, 4096);
    const skt_str text = skt_str_cut(skt_stream_text(tags->stream), 4096);
    const size_t bracket = skt_str_find(text, SKT_LIT("["), 0);
    const size_t end = skt_str_find(text, SKT_LIT(">"), 0);
    const bool own_part = bracket != SIZE_MAX && bracket < end;
    return status != SKT_OK ? status : skip(skipped, tags, own_part ? SKT_LIT("]>") : SKT_LIT(">"));
}

skt_status skt_tags_next(skt_token *out, skt_tags *tags)
{
    skt_stream *stream = tags->stream;
    if (tags->taken > 0) {
        skt_stream_take(stream, tags->taken);
    }
    tags->taken = 0;
    tags->broken = false;
    skt_status status = SKT_OK;
    bool skipped = true;
    while (status == SKT_OK && skipped && !tags->in_cdata) {
        skipped = false;
        status = want(stream, 16);
        const skt_str text = skt_stream_text(stream);
        if (status != SKT_OK || text.len < 2 || text.ptr[0] != '<') {
            break;
        }
        if (skt_str_starts(text, SKT_LIT("<![CDATA["))) {
            skt_stream_take(stream, 9);
            tags->in_cdata = true;
        } else if (skt_str_starts(text, SKT_LIT("<!--"))) {
            status = skip(&skipped, tags, SKT_LIT("-->"));
        } else if (text.ptr[1] == '?') {
            status = skip(&skipped, tags, SKT_LIT("?>"));
        } else if (text.ptr[1] == '!') {
            status = skip_declaration(&skipped, tags);
        }
    }
    const skt_str text = skt_stream_text(stream);
    *out = (skt_token){.kind = SKT_TOKEN_END, .line = stream->line};
    if (status != SKT_OK || (text.len == 0 && stream->end)) {
        tags->broken = tags->in_cdata;
        return status;
    }
    if (tags->in_cdata) {
        return read_cdata(out, tags);
    }
    return text.len > 0 && text.ptr[0] == '<' ? read_tag(out, tags) : read_text(out, tags, 0);
}

skt_str skt_token_attribute(const skt_token *token, const char *name)
{
    const skt_str text = token->text;
    const skt_str wanted = skt_str_from(name);
    for (size_t at = 1; (at = skt_str_find(text, wanted, at)) != SIZE_MAX; at += wanted.len) {
        size_t from = at + wanted.len;
        const char before = text.ptr[at - 1];
        if (before != ' ' && before != '\n' && before != '\t' && before != '\r' && before != ':') {
            continue;
        }
        while (from < text.len && (text.ptr[from] == ' ' || text.ptr[from] == '=')) {
            from++;
        }
        if (from < text.len && (text.ptr[from] == '"' || text.ptr[from] == '\'')) {
            const char *end = memchr(text.ptr + from + 1, text.ptr[from], text.len - from - 1);
            return end == NULL ? SKT_STR_NONE
                               : skt_str_sub(text, from + 1, (size_t)(end - text.ptr) - from - 1);
        }
    }
    return SKT_STR_NONE;
}
