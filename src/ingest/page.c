/* An HTML page: the article on it, and what the page says of itself. */
#include "core/diag.h"
#include "ingest/dates.h"
#include "ingest/item.h"
#include "ingest/link.h"
#include "ingest/page_facts.h"

enum { LEAD_BYTES = 40, HEADING_BYTES = 60, BEFORE_BYTES = 200, SHORT_BYTES = 200 };

/* A page on its way to a report. */
typedef struct page {
    skt_html html;
    skt_page_facts facts;
    skt_blocks blocks;
    xmlNode *main;
    const xmlNode *heading; /* the <h1> of the article, or NULL */
    size_t body_bytes;      /* of the article without its title */
} page;

/* ------------------------------------------------------------------- title */

/* The first <h1> in the main element, else the last one before it. */
static const xmlNode *find_heading(const skt_html *html, const xmlNode *main)
{
    const xmlNode *found = NULL;
    bool inside_main = false;
    for (xmlNode *at = html->root, *next; at != NULL; at = next) {
        const bool inside = at->type == XML_ELEMENT_NODE && !skt_html_mark_of(at)->dropped;
        inside_main = inside_main || at == main;
        if (inside && skt_html_is(at, "h1")) {
            found = at;
            if (inside_main) {
                return found;
            }
        }
        if (inside_main && found != NULL) {
            return found; /* before the main element, which has none at its head */
        }
        next = skt_html_next(at, html->root, inside);
    }
    return found;
}

static bool is_within(const xmlNode *node, const xmlNode *outer)
{
    while (node != NULL && node != outer) {
        node = node->parent;
    }
    return node != NULL;
}

/* Without the site's name, which stands behind the last dash or bar. */
static skt_str without_site(skt_str title)
{
    const skt_str marks[] = {SKT_LIT(" | "), SKT_LIT(" - "), SKT_LIT(" \xE2\x80\x94 "),
                             SKT_LIT(" \xE2\x80\x93 "), SKT_LIT(" :: ")};
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        for (size_t at = 0; (at = skt_str_find(title, marks[i], at)) != SIZE_MAX; at++) {
            last = last == SIZE_MAX || at > last ? at : last;
        }
    }
    return last == SIZE_MAX || last < title.len / 3 ? title : skt_str_sub(title, 0, last);
}

/* ------------------------------------------------------------------ blocks */

/* What stands between the headline and the main element: a lead, if it is prose. */
static skt_status add_lead(page *p)
{
    skt_blocks lead = {0};
    skt_status status = skt_html_blocks(&lead, &p->html, p->html.root, p->heading, p->main);
    skt_blocks_tidy(&lead);
    for (size_t i = 0; status == SKT_OK && i < lead.count; i++) {
        skt_block *block = &lead.items[i];
        /* Some sites set the lead as a heading, below which nothing stands here. */
        const bool prose = block->heading == 0 ? !block->dropped
                                               : block->text.len >= HEADING_BYTES &&
                                                     block->links * 2 < block->text.len;
        block->dropped = false;
        if (prose && block->text.len >= LEAD_BYTES && !skt_vec_push(&p->blocks, *block)) {
            status = SKT_E_NOMEM;
        }
    }
    skt_vec_dispose(&lead);
    return status;
}

static bool same_class(const xmlNode *a, const xmlNode *b)
{
    return a->type == XML_ELEMENT_NODE &&
           strcmp((const char *)a->name, (const char *)b->name) == 0 &&
           skt_html_attr(a, "class").len > 0 &&
           skt_str_eq(skt_html_attr(a, "class"), skt_html_attr(b, "class"));
}

/* Rubrics and labels before the headline are no part of the story. */
static void drop_before_heading(skt_blocks *blocks)
{
    size_t bytes = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->items[i].heading == 1) {
            for (size_t j = 0; j < i && bytes < BEFORE_BYTES; j++) {
                blocks->items[j].dropped = true;
            }
            return;
        }
        bytes += blocks->items[i].text.len;
    }
}

/* The main element, and what follows it under the same name: an article in two parts. */
static skt_status add_main(page *p)
{
    skt_blocks body = {0};
    skt_status status = skt_html_blocks(&body, &p->html, p->main, NULL, NULL);
    for (xmlNode *next = p->main->next; next != NULL && status == SKT_OK; next = next->next) {
        if (same_class(next, p->main) && !skt_html_mark_of(next)->dropped &&
            !skt_html_is_story(next)) {
            status = skt_html_blocks(&body, &p->html, next, NULL, NULL);
        }
    }
    skt_blocks_tidy(&body);
    drop_before_heading(&body);
    for (size_t i = 0; status == SKT_OK && i < body.count; i++) {
        if (!skt_vec_push(&p->blocks, body.items[i])) {
            status = SKT_E_NOMEM;
        }
    }
    skt_vec_dispose(&body);
    return status;
}

static skt_status add_blocks(page *p)
{
    p->heading = find_heading(&p->html, p->main);
    skt_status status = SKT_OK;
    if (p->heading != NULL && !is_within(p->heading, p->main)) {
        status = add_lead(p);
    }
    return status == SKT_OK ? add_main(p) : status;
}

/* The headline as the page prints it, else as it calls itself. */
static skt_status find_title(skt_str *out, page *p)
{
    skt_blocks blocks = {0};
    skt_status status = SKT_OK;
    *out = without_site(p->facts.title);
    if (p->heading != NULL) {
        status = skt_html_blocks(&blocks, &p->html, (xmlNode *)p->heading, NULL, NULL);
        *out = blocks.count > 0 ? blocks.items[0].text : *out;
    }
    skt_vec_dispose(&blocks);
    return status;
}

/* ------------------------------------------------------------------ report */

/* Title and blocks; or, where the page's text is put together by scripts, the body that
 * its JSON-LD carries. */
static skt_status write_text(skt_report *out, page *p, skt_arena *arena)
{
    skt_buf text = SKT_BUF_INIT;
    skt_buf body = SKT_BUF_INIT;
    skt_blocks_join(&body, &p->blocks);
    const skt_str linked = p->facts.body;
    if (linked.len > SHORT_BYTES && body.len < linked.len / 2) {
        skt_buf_clear(&body);
        skt_buf_add(&body, linked);
    }
    p->body_bytes = body.len;
    bool titled = out->title.len == 0;
    for (size_t i = 0; i < p->blocks.count && !titled; i++) {
        titled = !p->blocks.items[i].dropped && skt_str_eq(p->blocks.items[i].text, out->title);
    }
    if (!titled) {
        skt_buf_add(&text, out->title);
        skt_buf_add_text(&text, body.len > 0 ? "\n\n" : "");
    }
    skt_buf_add(&text, skt_trim(skt_buf_str(&body)));
    const skt_status status = text.failed || body.failed
                                  ? SKT_E_NOMEM
                                  : skt_arena_str(&out->text, arena, skt_buf_str(&text));
    skt_buf_dispose(&text);
    skt_buf_dispose(&body);
    return status;
}

/* Whether several stories stand on the page, so that the date over them is that of all. */
static bool holds_stories(const page *p)
{
    size_t count = 0;
    for (size_t i = 0; i < p->blocks.count; i++) {
        count += p->blocks.items[i].breaks == SKT_BLOCK_STORY && !p->blocks.items[i].dropped;
    }
    return count > 1;
}

/* The address that the page names as its own. Of one that was fetched it counts where it is
 * that of a page too: some sites name their first page everywhere. */
static skt_str url_of(page *p, skt_source *source)
{
    if (source->body == NULL) {
        return p->facts.url;
    }
    const skt_str address = skt_str_from(source->body->address);
    skt_str url;
    if (source->body->url != NULL) {
        return skt_str_from(source->body->url);
    }
    if (skt_link_resolve(&url, &source->arena, address, p->facts.url) != SKT_OK || url.len == 0 ||
        skt_link_split(url).path.len <= 1) {
        return SKT_STR_NONE; /* it is known by the address then, where that is one */
    }
    return url;
}

/* Whether a page that was fetched holds an article; if not, that is said. */
static skt_status check_body(skt_source *source, const skt_report *report, const page *p)
{
    if (source->body == NULL) {
        return SKT_OK;
    }
    const char *words =
        skt_block_words(p->facts.title.len > 0 ? p->facts.title : report->title, report->text);
    if (words != NULL) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                            "is a page that keeps readers out (it says \"%s\"); look at it in a "
                            "browser, ask less often, or leave the source out",
                            words);
    }
    if (p->body_bytes == 0) {
        const skt_str title = skt_str_cut(report->title, 60);
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                            "is a page without an article (its title is \"%.*s\"): scripts may "
                            "put it together in the browser",
                            SKT_FMT(title));
    }
    return SKT_OK;
}

static skt_status make_report(skt_report *out, skt_source *source, page *p)
{
    skt_arena *arena = &source->arena;
    skt_status status = skt_page_facts_read(&p->facts, &p->html);
    if (status == SKT_OK) {
        status = skt_html_mark_all(&p->html, p->facts.published != SKT_NO_DAY);
    }
    if (status == SKT_OK) {
        p->main = skt_html_main(&p->html);
        skt_page_facts_time(&p->facts, &p->html, p->main);
        status = add_blocks(p);
    }
    if (status == SKT_OK) {
        status = find_title(&out->title, p);
    }
    if (status == SKT_OK && holds_stories(p) && p->facts.published == SKT_NO_DAY) {
        p->facts.published = skt_date_find(out->title);
        p->facts.origin = SKT_DATE_DATELINE;
    }
    out->published = p->facts.published;
    out->published_at = p->facts.published_at;
    out->date_origin = out->published == SKT_NO_DAY ? SKT_DATE_NONE : p->facts.origin;
    if (status == SKT_OK) {
        status = write_text(out, p, arena);
    }
    skt_str *const words[] = {&out->title, &out->url, &out->publisher};
    const skt_str values[] = {out->title, url_of(p, source), p->facts.publisher};
    for (size_t i = 0; i < sizeof words / sizeof *words && status == SKT_OK; i++) {
        status = skt_arena_str(words[i], arena, values[i]);
    }
    if (status == SKT_OK) {
        status = skt_lang_of(&out->lang, arena, p->facts.lang);
    }
    return status;
}

/* Whether nobody wants more of the page than that it was there. One of few words may be no article,
 * and is read to tell so. */
static skt_status sift(bool *unwanted, const skt_source *source, skt_str text)
{
    enum { FEW = 400 };
    skt_buf words = SKT_BUF_INIT;
    *unwanted = source->worth != NULL && skt_html_words(&words, text) && words.len >= FEW &&
                !source->worth(source->asker, skt_buf_str(&words));
    const bool failed = words.failed;
    skt_buf_dispose(&words);
    return failed ? SKT_E_NOMEM : SKT_OK;
}

skt_status skt_read_page(skt_report *out, skt_source *source)
{
    bool unwanted = false;
    if (source->n_items++ > 0) {
        return SKT_E_NOTFOUND;
    }
    skt_stream *stream = &source->stream;
    skt_status status = skt_stream_all(stream, source->options->max_bytes);
    if (status != SKT_OK) {
        return status == SKT_E_LIMIT ? skt_source_refuse_size(source) : status;
    }
    page p = {.html = {0}};
    *out = (skt_report){.doc = skt_str_from(source->doc), .published = SKT_NO_DAY};
    skt_buf *text = &stream->text; /* whole, nothing was taken of it */
    status = sift(&unwanted, source, skt_buf_str(text));
    if (status != SKT_OK || unwanted) {
        return status;
    }
    status = skt_html_parse(&p.html, text);
    if (status == SKT_OK && p.html.cut) {
        (void)skt_source_say(source, SKT_WARNING, 0,
                             "has more or deeper elements than any page; the rest of it is not "
                             "read");
    }
    if (status == SKT_OK && p.html.root != NULL) {
        status = make_report(out, source, &p);
    }
    if (status == SKT_OK) {
        status = check_body(source, out, &p);
    }
    skt_vec_dispose(&p.blocks);
    skt_html_dispose(&p.html);
    if (status == SKT_OK && out->text.len == 0) {
        return SKT_E_NOTFOUND;
    }
    return status;
}

/* -------------------------------------------------------------------- sniff */

/* Elements that begin a page where its <html> was left out. */
static bool begins_tag(skt_str text, const char *name)
{
    const size_t length = strlen(name);
    if (text.len < length + 2 || text.ptr[0] != '<') {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if ((text.ptr[i + 1] | ' ') != (name[i] | ' ')) {
            return false;
        }
    }
    const char next = text.ptr[length + 1];
    return next == '>' || next == ' ' || next == '\n' || next == '\r' || next == '\t';
}

/* Behind comments and an XML declaration, which XHTML has. */
static skt_str skip_prolog(skt_str text)
{
    text = skt_trim(text);
    for (;;) {
        const bool comment = skt_str_starts(text, SKT_LIT("<!--"));
        if (!comment && !skt_str_starts(text, SKT_LIT("<?xml"))) {
            return text;
        }
        const size_t end = skt_str_find(text, comment ? SKT_LIT("-->") : SKT_LIT("?>"), 0);
        if (end == SIZE_MAX) {
            return text;
        }
        const size_t behind = end + (comment ? 3 : 2);
        text = skt_trim(skt_str_sub(text, behind, text.len - behind));
    }
}

bool skt_looks_like_page(skt_str head)
{
    static const char *const names[] = {
        "!doctype html", "html", "head", "body",    "title", "meta",  "div",    "p",
        "article",       "main", "h1",   "section", "span",  "table", "center", "script",
        "style",         "link", "base"};
    const skt_str text = skip_prolog(head);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (begins_tag(text, names[i])) {
            return true;
        }
    }
    return false;
}
