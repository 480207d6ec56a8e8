/* RSS 0.91 to 2.0 (rssboard.org), RSS 1.0 (RDF) and Atom (RFC 4287), sound or broken: what
 * can be told from the tags is read, whatever their nesting. */
#include <stdlib.h>

#include "ingest/item.h"
#include "ingest/markup.h"
#include "ingest/tags.h"

/* What an element of an item holds. */
typedef enum part {
    PART_NONE,
    PART_TITLE,
    PART_LINK,
    PART_ID,
    PART_DATE,    /* of publication */
    PART_UPDATED, /* counts where there is no other */
    PART_BODY,
    PART_SUMMARY,
    PART_PUBLISHER,
    PART_LANG,
    PARTS
} part;

static const struct {
    const char *prefix, *name; /* prefix NULL: none */
    part part;
} elements[] = {
    {NULL, "title", PART_TITLE},
    {NULL, "link", PART_LINK},
    {NULL, "guid", PART_ID},
    {NULL, "id", PART_ID},
    {NULL, "pubdate", PART_DATE},
    {NULL, "published", PART_DATE},
    {NULL, "issued", PART_DATE},
    {NULL, "created", PART_DATE},
    {NULL, "date", PART_DATE},
    {"dc", "date", PART_DATE},
    {"dcterms", "created", PART_DATE},
    {"dcterms", "issued", PART_DATE},
    {"a10", "updated", PART_UPDATED},
    {NULL, "updated", PART_UPDATED},
    {NULL, "modified", PART_UPDATED},
    {"dcterms", "modified", PART_UPDATED},
    {"content", "encoded", PART_BODY},
    {"yandex", "full-text", PART_BODY},
    {NULL, "full-text", PART_BODY},
    {NULL, "fulltext", PART_BODY},
    {NULL, "content", PART_BODY},
    {NULL, "body", PART_BODY},
    {NULL, "description", PART_SUMMARY},
    {NULL, "summary", PART_SUMMARY},
    {NULL, "source", PART_PUBLISHER},
    {"dc", "publisher", PART_PUBLISHER},
    {"dc", "language", PART_LANG},
    {NULL, "language", PART_LANG},
};

/* Elements of an item that are not read, but show that the one before them has ended. */
static const char *const others[] = {"category", "author", "comments", "enclosure",
                                     "item",     "entry",  "channel",  "rss"};

typedef struct feed {
    skt_tags tags;
    skt_buf parts[PARTS]; /* of the item at hand, markup and all */
    skt_buf publisher, lang;
    bool in_item, in_image;
    part open;        /* element whose text is being taken, or PART_NONE */
    char name[32];    /* of that element */
    bool markup;      /* it holds tags of its own: its text is HTML already */
    size_t open_line; /* where it was opened */
    size_t item_line;
    size_t item_bytes;
    bool too_long, ended;
    bool permanent; /* the item's guid says that it is a permanent link */
    bool closed;    /* the feed's own end tag was met */
} feed;

static void feed_free(void *state)
{
    feed *f = state;
    for (size_t i = 0; i < PARTS; i++) {
        skt_buf_dispose(&f->parts[i]);
    }
    skt_buf_dispose(&f->publisher);
    skt_buf_dispose(&f->lang);
    free(f);
}

/* ---------------------------------------------------------------- elements */

static part part_of(const skt_token *token)
{
    const bool atom = skt_str_is_alike(token->prefix, "atom");
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        const char *prefix = elements[i].prefix;
        const bool fits = prefix == NULL ? token->prefix.len == 0 || atom
                                         : skt_str_is_alike(token->prefix, prefix);
        if (fits && skt_str_is_alike(token->name, elements[i].name)) {
            return elements[i].part;
        }
    }
    return PART_NONE;
}

static bool is_item(const skt_token *token)
{
    return skt_str_is_alike(token->name, "item") || skt_str_is_alike(token->name, "entry");
}

static bool is_root(const skt_token *token)
{
    return skt_str_is_alike(token->name, "rss") || skt_str_is_alike(token->name, "feed") ||
           skt_str_is_alike(token->name, "rdf") || skt_str_is_alike(token->name, "channel");
}

/* Whether an opening tag inside another element's text shows that that one was never
 * closed. Names that HTML has too do not. */
static bool ends_open(const feed *f, const skt_token *token)
{
    static const char *const html[] = {"source", "summary", "body", "date", "id"};
    if (is_item(token)) {
        return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (token->prefix.len == 0 && skt_str_is_alike(token->name, others[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof html / sizeof *html; i++) {
        if (token->prefix.len == 0 && skt_str_is_alike(token->name, html[i])) {
            return false;
        }
    }
    const part p = part_of(token);
    /* <title> and <link> stand in a body of XHTML as well. */
    return p != PART_NONE && !(f->markup && (p == PART_TITLE || p == PART_LINK));
}

static void add(feed *f, part to, skt_str text, size_t limit)
{
    if (f->in_item) {
        f->item_bytes += text.len;
        f->too_long = f->too_long || f->item_bytes > limit;
        if (!f->too_long) {
            skt_buf_add(&f->parts[to], text);
        }
    }
}

/* Text of an element: references are resolved, unless tags stand in it, as then it is
 * HTML that resolves them. */
static void add_text(feed *f, const skt_token *token, size_t limit)
{
    skt_buf decoded = SKT_BUF_INIT;
    skt_buf *channel = f->open == PART_TITLE  ? &f->publisher
                       : f->open == PART_LANG ? &f->lang
                                              : NULL;
    if (token->kind == SKT_TOKEN_CDATA || f->markup) {
        skt_buf_add(&decoded, token->text);
    } else {
        skt_markup_decode(&decoded, token->text);
    }
    if (f->in_item) {
        add(f, f->open, skt_buf_str(&decoded), limit);
    } else if (channel != NULL && !f->in_image && channel->len < 4096) {
        skt_buf_add(channel, skt_str_cut(skt_buf_str(&decoded), 4096));
    }
    skt_buf *into = f->in_item ? &f->parts[f->open] : &f->publisher;
    into->failed = into->failed || decoded.failed;
    skt_buf_dispose(&decoded);
}

static skt_status tell_unclosed(feed *f, skt_source *source)
{
    return skt_source_say(source, SKT_WARNING, f->open_line,
                          "the <%s> that begins here is not closed; it is read up to the next "
                          "element",
                          f->name);
}

static void open_element(feed *f, const skt_token *token, part p)
{
    /* Two of a kind: the later one is not read, except a body longer than the first. */
    f->open = p;
    f->open_line = token->line;
    f->permanent =
        f->permanent ||
        (p == PART_ID && skt_str_is_alike(skt_token_attribute(token, "isPermaLink"), "true"));
    f->markup = skt_str_is_alike(skt_token_attribute(token, "type"), "xhtml");
    const skt_str name = skt_str_cut(token->name, sizeof f->name - 1);
    memcpy(f->name, name.ptr, name.len);
    f->name[name.len] = '\0';
    if (f->in_item && f->parts[p].len > 0) {
        f->open = PART_NONE;
    }
    if (!f->in_item && p == PART_TITLE && f->publisher.len > 0) {
        f->open = PART_NONE;
    }
}

/* Atom's <link href>: the page, not the feed, a picture or the answers. */
static void take_link(feed *f, const skt_token *token, size_t limit)
{
    const skt_str rel = skt_token_attribute(token, "rel");
    const skt_str href = skt_token_attribute(token, "href");
    if (href.len > 0 && (rel.len == 0 || skt_str_is_alike(rel, "alternate")) &&
        f->parts[PART_LINK].len == 0) {
        skt_buf decoded = SKT_BUF_INIT;
        skt_markup_decode(&decoded, href);
        add(f, PART_LINK, skt_buf_str(&decoded), limit);
        f->parts[PART_LINK].failed = f->parts[PART_LINK].failed || decoded.failed;
        skt_buf_dispose(&decoded);
    }
}

static void begin_item(feed *f, const skt_token *token)
{
    f->in_item = true;
    f->item_line = token->line;
    f->item_bytes = 0;
    f->too_long = f->permanent = false;
    for (size_t i = 0; i < PARTS; i++) {
        skt_buf_clear(&f->parts[i]);
    }
    const skt_str lang = skt_token_attribute(token, "lang");
    skt_buf_add(&f->parts[PART_LANG], lang);
}

/* An opening tag. *complete: the item at hand ends before it. */
static skt_status on_open(feed *f, skt_source *source, const skt_token *token, bool *complete)
{
    const size_t limit = source->options->max_bytes;
    skt_status status = SKT_OK;
    if (f->open != PART_NONE && !ends_open(f, token)) {
        f->markup = true;
        add(f, f->open, token->text, limit);
        return SKT_OK;
    }
    if (f->open != PART_NONE) {
        status = tell_unclosed(f, source);
        f->open = PART_NONE;
    }
    if (is_item(token)) {
        if (f->in_item) {
            status = skt_source_say(source, SKT_WARNING, f->item_line,
                                    "the item that begins here is not closed");
            f->in_item = false;
            *complete = true;
            f->tags.taken = 0; /* the tag is met again */
            return status;
        }
        begin_item(f, token);
        return status;
    }
    f->in_image = f->in_image || (!f->in_item && skt_str_is_alike(token->name, "image"));
    const part p = part_of(token);
    if (p == PART_LINK && skt_token_attribute(token, "href").ptr != NULL) {
        take_link(f, token, limit);
    } else if (p != PART_NONE && token->kind == SKT_TOKEN_OPEN) {
        open_element(f, token, p);
    }
    if (!f->in_item &&
        (skt_str_is_alike(token->name, "feed") || skt_str_is_alike(token->name, "rss")) &&
        f->lang.len == 0) {
        skt_buf_add(&f->lang, skt_str_cut(skt_token_attribute(token, "lang"), 16));
    }
    return status;
}

static skt_status on_close(feed *f, skt_source *source, const skt_token *token, bool *complete)
{
    if (is_item(token)) {
        skt_status status = f->open != PART_NONE ? tell_unclosed(f, source) : SKT_OK;
        f->open = PART_NONE;
        *complete = f->in_item;
        f->in_item = false;
        return status;
    }
    if (skt_str_is_alike(token->name, "image")) {
        f->in_image = false;
    }
    f->closed = f->closed || (!f->in_item && is_root(token));
    if (f->open != PART_NONE && skt_str_is_alike(token->name, "channel")) {
        f->open = PART_NONE;
    } else if (f->open != PART_NONE && f->name[0] != '\0' && token->name.len == strlen(f->name) &&
               memcmp(token->name.ptr, f->name, token->name.len) == 0) {
        f->open = PART_NONE;
    } else if (f->open != PART_NONE) {
        f->markup = true;
        add(f, f->open, token->text, source->options->max_bytes);
    }
    return SKT_OK;
}

/* ------------------------------------------------------------------- items */

/* The longer of body and description: one repeats the other. */
static skt_str body_of(const feed *f)
{
    const skt_str body = skt_buf_str(&f->parts[PART_BODY]);
    const skt_str summary = skt_buf_str(&f->parts[PART_SUMMARY]);
    return body.len >= summary.len ? body : summary;
}

static bool is_address(skt_str text)
{
    return skt_str_starts(text, SKT_LIT("http://")) || skt_str_starts(text, SKT_LIT("https://"));
}

static skt_status make_report(skt_report *out, skt_source *source, feed *f)
{
    skt_item item = {.shape = SKT_ITEM_ARTICLE,
                     .line = f->item_line,
                     .origin = SKT_DATE_FEED,
                     .publisher = skt_str_trim(skt_buf_str(&f->publisher)),
                     .lang = skt_str_trim(skt_buf_str(&f->lang))};
    const skt_str id = skt_str_trim(skt_buf_str(&f->parts[PART_ID]));
    const skt_str link = skt_str_trim(skt_buf_str(&f->parts[PART_LINK]));
    const skt_str date = skt_buf_str(&f->parts[PART_DATE]);
    const struct {
        skt_key key;
        skt_str value;
    } values[] = {
        {SKT_KEY_TITLE, skt_buf_str(&f->parts[PART_TITLE])},
        {SKT_KEY_TEXT, body_of(f)},
        {SKT_KEY_URL, f->permanent && is_address(id) ? id
                      : link.len > 0                 ? link
                      : is_address(id)               ? id
                                                     : SKT_STR_NONE},
        {SKT_KEY_ID, id},
        {SKT_KEY_PUBLISHED,
         skt_str_trim(date).len > 0 ? date : skt_buf_str(&f->parts[PART_UPDATED])},
        {SKT_KEY_UPDATED, skt_buf_str(&f->parts[PART_UPDATED])},
        {SKT_KEY_PUBLISHER, skt_buf_str(&f->parts[PART_PUBLISHER])},
        {SKT_KEY_LANG, skt_buf_str(&f->parts[PART_LANG])},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        skt_values_take(&item.values, values[i].key, 1, values[i].value);
    }
    bool failed = f->publisher.failed || f->lang.failed;
    for (size_t i = 0; i < PARTS; i++) {
        failed = failed || f->parts[i].failed;
    }
    if (failed) {
        return SKT_E_NOMEM;
    }
    return skt_item_report(out, source, &item);
}

/* Reads up to the end of an item; *complete: there is one. */
static skt_status read_item(feed *f, skt_source *source, bool *complete)
{
    skt_status status = SKT_OK;
    *complete = false;
    while (status == SKT_OK && !*complete && !f->ended) {
        skt_token token;
        status = skt_tags_next(&token, &f->tags);
        if (status != SKT_OK) {
            break;
        }
        switch (token.kind) {
        case SKT_TOKEN_TEXT:
        case SKT_TOKEN_CDATA:
            if (f->open != PART_NONE) {
                add_text(f, &token, source->options->max_bytes);
            }
            if (token.kind == SKT_TOKEN_CDATA && f->tags.broken) {
                status = skt_source_say(source, SKT_WARNING, token.line,
                                        "a CDATA section that goes on here is not closed");
            }
            break;
        case SKT_TOKEN_OPEN:
        case SKT_TOKEN_EMPTY: status = on_open(f, source, &token, complete); break;
        case SKT_TOKEN_CLOSE: status = on_close(f, source, &token, complete); break;
        case SKT_TOKEN_END:
            f->ended = true;
            source->cut = f->in_item || !f->closed;
            *complete = f->in_item;
            if (f->in_item) {
                status = skt_source_say(source, SKT_WARNING, token.line,
                                        "ends in the middle of the item that begins in line %zu; "
                                        "what there is of it is read",
                                        f->item_line);
            }
        }
    }
    return status;
}

skt_status skt_read_feed(skt_report *out, skt_source *source)
{
    feed *f = source->state;
    if (f == NULL) {
        f = calloc(1, sizeof *f);
        if (f == NULL) {
            return SKT_E_NOMEM;
        }
        f->tags.stream = &source->stream;
        source->state = f;
        source->dispose = feed_free;
    }
    for (;;) {
        bool complete;
        skt_status status = read_item(f, source, &complete);
        if (status != SKT_OK || !complete) {
            return status == SKT_OK ? SKT_E_NOTFOUND : status;
        }
        source->n_items++;
        if (f->too_long) {
            (void)skt_source_say(source, SKT_REFUSAL, f->item_line,
                                 "the item that begins here is longer than the %.3g MB that one "
                                 "text may have",
                                 (double)source->options->max_bytes / (1 << 20));
            continue;
        }
        status = make_report(out, source, f);
        if (status != SKT_E_INPUT) {
            return status;
        }
        (void)skt_source_say(source, SKT_WARNING, f->item_line,
                             "an item without title and text is passed over");
    }
}

bool skt_looks_like_feed(skt_str head)
{
    const skt_str begin = skt_str_cut(head, 4096);
    static const char *const roots[] = {"<rss",       "<feed",  "<rdf:RDF", "<channel",
                                        "<atom:feed", "<item>", "<entry>"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (skt_str_find(begin, skt_str_from(roots[i]), 0) != SIZE_MAX &&
            skt_trim(begin).ptr[0] == '<') {
            return true;
        }
    }
    return false;
}
