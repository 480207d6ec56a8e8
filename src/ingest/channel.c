/* The preview of a public channel, https://t.me/s/NAME: some posts a page, the oldest first,
 * each with its own address, time and text. */
#include "core/diag.h"
#include "core/vec.h"
#include "ingest/dates.h"
#include "ingest/html.h"
#include "ingest/link.h"
#include "ingest/readers.h"

typedef struct post {
    xmlNode *node;
    skt_str name; /* "NAME/123" */
    int64_t number;
} post;

typedef struct channel {
    skt_html html;
    SKT_VEC(post) posts;
    size_t next;
    skt_str title; /* of the channel */
} channel;

static void channel_free(void *state)
{
    channel *c = state;
    skt_vec_dispose(&c->posts);
    skt_html_dispose(&c->html);
    free(c);
}

/* --------------------------------------------------------------------- nodes */

/* Whether `name` is one of the words of the element's class. */
static bool has_class(const xmlNode *node, const char *name)
{
    const skt_str all = skt_html_attr(node, "class");
    const skt_str wanted = skt_str_from(name);
    for (size_t at = 0; (at = skt_str_find(all, wanted, at)) != SIZE_MAX; at += wanted.len) {
        const size_t end = at + wanted.len;
        if ((at == 0 || all.ptr[at - 1] == ' ') && (end == all.len || all.ptr[end] == ' ')) {
            return true;
        }
    }
    return false;
}

/* The first element of the class in `top`, or behind `after` there. */
static xmlNode *find_class(xmlNode *top, const xmlNode *after, const char *name)
{
    xmlNode *at = after == NULL ? top : skt_html_next((xmlNode *)after, top, false);
    while (at != NULL && !(at->type == XML_ELEMENT_NODE && has_class(at, name))) {
        at = skt_html_next(at, top, true);
    }
    return at;
}

static bool is_inside(const xmlNode *node, const xmlNode *top, const char *name)
{
    for (; node != NULL && node != top; node = node->parent) {
        if (has_class(node, name)) {
            return true;
        }
    }
    return false;
}

/* Adds the words in `top` as lines and paragraphs. */
static skt_status add_text(skt_buf *out, skt_html *html, xmlNode *top)
{
    skt_blocks blocks = {0};
    const skt_status status = skt_html_blocks(&blocks, html, top, NULL, NULL);
    skt_blocks_join(out, &blocks);
    skt_vec_dispose(&blocks);
    return status;
}

/* The words in `top` in one line, in the page's arena; none where `top` is NULL. */
static skt_status text_of(skt_str *out, channel *c, xmlNode *top)
{
    *out = SKT_STR_NONE;
    if (top == NULL) {
        return SKT_OK;
    }
    skt_buf text = SKT_BUF_INIT;
    skt_status status = add_text(&text, &c->html, top);
    if (status == SKT_OK) {
        status = text.failed ? SKT_E_NOMEM
                             : skt_arena_str(out, &c->html.arena, skt_trim(skt_buf_str(&text)));
    }
    skt_buf_dispose(&text);
    return status;
}

/* ---------------------------------------------------------------------- page */

/* "NAME" of ".../s/NAME?before=5", or none. */
static skt_str name_in(skt_str address)
{
    const skt_str path = skt_link_split(address).path;
    const skt_str begin = SKT_LIT("/s/");
    if (!skt_str_starts(path, begin)) {
        return SKT_STR_NONE;
    }
    skt_str name = skt_str_sub(path, begin.len, path.len - begin.len);
    while (name.len > 0 && name.ptr[name.len - 1] == '/') {
        name.len--;
    }
    return name;
}

static skt_status refuse_page(skt_source *source, skt_str title)
{
    const char *words = skt_block_words(title, skt_stream_text(&source->stream));
    const skt_str shown = skt_str_cut(title, 60);
    return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                        "is no preview of a channel but a page \"%.*s\"%s: the channel has none, "
                        "is gone, or asking was refused; look at it in a browser",
                        SKT_FMT(shown), words != NULL ? ", which keeps readers out" : "");
}

/* The page of a channel has its header: its title and its name, which is the one asked for. */
static skt_status check_header(channel *c, skt_source *source)
{
    xmlNode *root = c->html.root;
    xmlNode *header =
        root == NULL ? NULL : find_class(root, NULL, "tgme_channel_info_header_title");
    skt_str found;
    if (header == NULL) {
        skt_str title = SKT_STR_NONE;
        for (xmlNode *at = root; at != NULL && title.len == 0; at = skt_html_next(at, root, true)) {
            if (skt_html_is(at, "title") && at->children != NULL && at->children->content != NULL) {
                title = skt_str_trim(skt_str_from((const char *)at->children->content));
            }
        }
        return refuse_page(source, title);
    }
    skt_status status = text_of(&c->title, c, header);
    if (status == SKT_OK) {
        status = text_of(&found, c, find_class(root, NULL, "tgme_channel_info_header_username"));
    }
    if (status != SKT_OK || source->body == NULL) {
        return status;
    }
    const skt_str asked = name_in(skt_str_from(source->body->address));
    if (found.len > 0 && found.ptr[0] == '@') {
        found = skt_str_sub(found, 1, found.len - 1);
    }
    return found.len == 0 || asked.len == 0 || skt_str_alike(found, asked)
               ? SKT_OK
               : skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                              "is the preview of the channel \"%.*s\"; if the one you mean is "
                              "called so now, change url",
                              SKT_FMT(found));
}

/* The number in "NAME/123"; 0: there is none. */
static int64_t number_of(skt_str name)
{
    int64_t number = 0;
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != '/') {
        at--;
    }
    for (size_t i = at; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9' || i - at > 15) {
            return 0;
        }
        number = number * 10 + (name.ptr[i] - '0');
    }
    return at < 2 ? 0 : number;
}

static skt_status find_posts(channel *c)
{
    xmlNode *root = c->html.root;
    xmlNode *at = find_class(root, NULL, "tgme_widget_message");
    while (at != NULL) {
        const skt_str name = skt_html_attr(at, "data-post");
        const post found = {at, name, number_of(name)};
        if (found.number > 0 && !skt_vec_push(&c->posts, found)) {
            return SKT_E_NOMEM;
        }
        at = find_class(root, at, "tgme_widget_message");
    }
    return SKT_OK;
}

/* --------------------------------------------------------------------- posts */

/* The time that a post bears; that of a video's length is none. */
static skt_str time_in(const post *p)
{
    for (xmlNode *at = p->node; at != NULL; at = skt_html_next(at, p->node, true)) {
        const skt_str value =
            skt_html_is(at, "time") ? skt_html_attr(at, "datetime") : SKT_STR_NONE;
        if (value.len > 0) {
            return value;
        }
    }
    return SKT_STR_NONE;
}

/* The post's own words: not those of what it answers, nor of the page behind a link. */
static skt_status read_text(skt_buf *out, channel *c, const post *p)
{
    static const char *const others[] = {
        "tgme_widget_message_reply", "tgme_widget_message_link_preview", "js-message_reply_text",
        "message_media_not_supported_wrap"};
    const char *const own = "tgme_widget_message_text";
    skt_status status = SKT_OK;
    for (xmlNode *at = find_class(p->node, NULL, own); at != NULL && status == SKT_OK;
         at = find_class(p->node, at, own)) {
        bool other = false;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            other = other || is_inside(at, p->node, others[i]);
        }
        if (!other) {
            skt_buf_add_text(out, out->len > 0 ? "\n\n" : "");
            const size_t before = out->len;
            skt_buf text = SKT_BUF_INIT;
            status = add_text(&text, &c->html, at);
            skt_buf_add(out, skt_trim(skt_buf_str(&text)));
            out->len -= out->len == before && before > 0 ? 2 : 0;
            skt_buf_dispose(&text);
        }
    }
    return out->failed ? SKT_E_NOMEM : status;
}

static skt_status read_post(skt_report *out, skt_source *source, channel *c, const post *p)
{
    skt_buf text = SKT_BUF_INIT;
    skt_str from = SKT_STR_NONE;
    skt_str meta = SKT_STR_NONE;
    const skt_str time = time_in(p);
    *out = (skt_report){.doc = skt_str_from(source->doc), .published = SKT_NO_DAY};
    skt_status status = read_text(&text, c, p);
    if (status == SKT_OK) {
        status = skt_arena_str(&out->text, &source->arena, skt_buf_str(&text));
    }
    skt_buf_dispose(&text);
    if (status == SKT_OK) {
        status =
            text_of(&from, c, find_class(p->node, NULL, "tgme_widget_message_forwarded_from_name"));
    }
    if (status == SKT_OK) {
        status = text_of(&meta, c, find_class(p->node, NULL, "tgme_widget_message_meta"));
    }
    if (status == SKT_OK) {
        status = skt_arena_format(&out->url, &source->arena, "https://t.me/%.*s", SKT_FMT(p->name));
    }
    out->item = out->url;
    out->publisher = from.len > 0 ? from : c->title;
    source->foreign = from.len > 0;
    out->edited = skt_str_starts(meta, SKT_LIT("edited"));
    out->published_at = skt_date_instant(time);
    out->published = time.len > 0 ? skt_date_read(NULL, time) : SKT_NO_DAY;
    out->date_origin = out->published == SKT_NO_DAY ? SKT_DATE_NONE : SKT_DATE_METADATA;
    return status;
}

/* What the caller needs to go on to older posts. */
static void tell(const channel *c, skt_body_told *told)
{
    for (size_t i = 0; i < c->posts.count; i++) {
        const post *p = &c->posts.items[i];
        if (told->oldest == 0 || p->number < told->oldest) {
            told->oldest = p->number;
            told->from = skt_date_instant(time_in(p));
        }
        told->newest = p->number > told->newest ? p->number : told->newest;
    }
}

static skt_status open_page(skt_source *source)
{
    channel *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return SKT_E_NOMEM;
    }
    source->state = c;
    source->dispose = channel_free;
    skt_status status = skt_stream_all(&source->stream, source->options->max_bytes);
    if (status != SKT_OK) {
        return status == SKT_E_LIMIT ? skt_source_refuse_size(source) : status;
    }
    status = skt_html_parse(&c->html, &source->stream.text);
    if (status == SKT_OK) {
        status = check_header(c, source);
    }
    if (status == SKT_OK) {
        status = find_posts(c);
    }
    if (status == SKT_OK && source->told != NULL) {
        tell(c, source->told);
    }
    return status;
}

skt_status skt_read_channel(skt_report *out, skt_source *source)
{
    skt_status status = source->state == NULL ? open_page(source) : SKT_OK;
    channel *c = source->state;
    while (status == SKT_OK) {
        if (c->next == c->posts.count) {
            return SKT_E_NOTFOUND;
        }
        const post *p = &c->posts.items[c->next++];
        source->n_items++;
        if (has_class(p->node, "service_message")) {
            continue; /* "Channel photo updated" */
        }
        status = read_post(out, source, c, p);
        if (status == SKT_OK && out->text.len > 0) {
            return SKT_OK;
        }
    }
    return status;
}
