/* The text of a page as blocks: paragraphs, headings, list items, rows of tables. */
#include <stdlib.h>

#include "ingest/html.h"
#include "ingest/markup.h"

enum { LINE = 1, PARAGRAPH = 2, MAX_LABEL = 60 };

typedef struct collector {
    skt_blocks *blocks;
    skt_html *html;
    const xmlNode *after, *before;
    skt_buf text;    /* of the block at hand */
    bool space;      /* white space was met behind it */
    size_t links;    /* bytes of it in links */
    uint8_t breaks;  /* before the block that comes next */
    bool story;      /* a heading that comes next begins a story */
    uint8_t heading; /* of the block at hand */
    unsigned link;   /* links that are open */
    bool on;         /* behind `after` */
    bool failed;
} collector;

/* ------------------------------------------------------------------- words */

/* The bytes of a blank at `c` (of any kind), or of a sign that shows nothing and is
 * left out; 0: neither. */
static size_t blank_bytes(const unsigned char *c, bool *shows_nothing)
{
    *shows_nothing = false;
    if (*c <= ' ') {
        return 1;
    }
    if (c[0] == 0xC2 && (c[1] == 0xA0 || c[1] == 0xAD)) { /* no-break space, soft hyphen */
        *shows_nothing = c[1] == 0xAD;
        return 2;
    }
    if (c[0] == 0xE2 && c[1] == 0x80 && c[2] >= 0x80 && c[2] <= 0x8A) { /* U+2000 to U+200A */
        return 3;
    }
    if (c[0] == 0xE2 && c[1] == 0x80 && c[2] == 0xAF) { /* narrow no-break space */
        return 3;
    }
    const bool zero_width = (c[0] == 0xE2 && c[1] == 0x80 && c[2] == 0x8B) ||
                            (c[0] == 0xEF && c[1] == 0xBB && c[2] == 0xBF);
    *shows_nothing = zero_width;
    return zero_width ? 3 : 0;
}

/* A character from 0x80 to 0x9F, which only a reference of old times can have made. */
static bool is_legacy(const unsigned char *c)
{
    return c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0;
}

static void add_words(collector *c, const unsigned char *text)
{
    for (const unsigned char *at = text; *at != '\0';) {
        bool nothing;
        const size_t blank = blank_bytes(at, &nothing);
        if (blank > 0) {
            c->space = c->space || !nothing;
            at += blank;
            continue;
        }
        if (c->space && c->text.len > 0) {
            skt_buf_add_char(&c->text, ' ');
        }
        c->space = false;
        if (is_legacy(at)) {
            skt_buf_add_code_point(&c->text, skt_markup_legacy(at[1]));
            at += 2;
            continue;
        }
        const unsigned char *const from = at;
        while (*at > ' ' && blank_bytes(at, &nothing) == 0 && !is_legacy(at)) {
            at++;
        }
        skt_buf_add(&c->text, (skt_str){(const char *)from, (size_t)(at - from)});
        c->links += c->link > 0 ? (size_t)(at - from) : 0;
    }
}

/* Ends the block at hand; `breaks` stand before the next at least. */
static void end_block(collector *c, uint8_t breaks)
{
    if (c->text.len > 0) {
        const bool story = c->story && c->heading > 0;
        skt_block block = {.links = c->links,
                           .heading = c->heading,
                           .breaks = story ? (uint8_t)SKT_BLOCK_STORY : c->breaks};
        c->failed = c->failed || c->text.failed ||
                    skt_arena_str(&block.text, &c->html->arena, skt_buf_str(&c->text)) != SKT_OK ||
                    !skt_vec_push(c->blocks, block);
        c->breaks = 0;
        c->story = false;
        skt_buf_clear(&c->text);
    }
    c->links = 0;
    c->space = false;
    c->breaks = breaks > c->breaks ? breaks : c->breaks;
}

/* ---------------------------------------------------------------- elements */

typedef enum layout { INLINE, BREAK, ROW, CELL, ITEM, BLOCK } layout;

typedef struct element_layout {
    const char *name;
    layout layout;
} element_layout;

static int by_name(const void *name, const void *element)
{
    return strcmp(name, ((const element_layout *)element)->name);
}

static layout layout_of(const char *name)
{
    /* By name. */
    static const element_layout layouts[] = {
        {"address", BLOCK},  {"article", BLOCK}, {"aside", BLOCK},    {"blockquote", BLOCK},
        {"body", BLOCK},     {"br", BREAK},      {"caption", BLOCK},  {"center", BLOCK},
        {"dd", ITEM},        {"details", BLOCK}, {"dir", BLOCK},      {"div", BLOCK},
        {"dl", BLOCK},       {"dt", ITEM},       {"fieldset", BLOCK}, {"figcaption", BLOCK},
        {"figure", BLOCK},   {"footer", BLOCK},  {"form", BLOCK},     {"h1", BLOCK},
        {"h2", BLOCK},       {"h3", BLOCK},      {"h4", BLOCK},       {"h5", BLOCK},
        {"h6", BLOCK},       {"header", BLOCK},  {"hgroup", BLOCK},   {"hr", BLOCK},
        {"html", BLOCK},     {"li", ITEM},       {"main", BLOCK},     {"nav", BLOCK},
        {"noscript", BLOCK}, {"ol", BLOCK},      {"option", ITEM},    {"p", BLOCK},
        {"pre", BLOCK},      {"section", BLOCK}, {"summary", BLOCK},  {"table", BLOCK},
        {"tbody", BLOCK},    {"td", CELL},       {"tfoot", BLOCK},    {"th", CELL},
        {"thead", BLOCK},    {"title", BLOCK},   {"tr", ROW},         {"ul", BLOCK},
    };
    const element_layout *found =
        bsearch(name, layouts, sizeof layouts / sizeof *layouts, sizeof *layouts, by_name);
    return found == NULL ? INLINE : found->layout;
}

bool skt_html_parts(const char *name)
{
    return layout_of(name) != INLINE;
}

static uint8_t heading_of(const xmlNode *node)
{
    const char *name = (const char *)node->name;
    return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0'
               ? (uint8_t)(name[1] - '0')
               : 0;
}

static bool begins_story(const xmlNode *node)
{
    enum { STORY_PROSE = 80 };
    const skt_html_mark *mark = skt_html_mark_of(node);
    return skt_html_is(node, "hr") ||
           (skt_html_is_story(node) && (mark == NULL || mark->weight >= STORY_PROSE));
}

static void walk(collector *c, xmlNode *node);

static void walk_children(collector *c, const xmlNode *node)
{
    for (xmlNode *child = node->children; child != NULL && !c->failed; child = child->next) {
        if (child == c->before) {
            c->on = false;
            c->after = NULL;
            return;
        }
        walk(c, child);
        if (child == c->after) {
            c->on = true;
        }
    }
}

/* The lines of a preformatted text are lines. */
static void add_lines(collector *c, const xmlNode *node)
{
    const bool pre = node->parent != NULL && skt_html_is(node->parent, "pre");
    if (!pre) {
        add_words(c, node->content);
        return;
    }
    skt_str rest = skt_str_from((const char *)node->content);
    skt_str line;
    skt_buf copy = SKT_BUF_INIT;
    while (skt_str_split(&line, &rest, '\n')) {
        skt_buf_clear(&copy);
        skt_buf_add(&copy, line);
        if (copy.len > 0) {
            add_words(c, (const unsigned char *)copy.ptr);
        }
        end_block(c, skt_str_trim(line).len == 0 ? PARAGRAPH : LINE);
    }
    c->failed = c->failed || copy.failed;
    skt_buf_dispose(&copy);
}

static void walk_element(collector *c, xmlNode *node)
{
    const layout kind = layout_of((const char *)node->name);
    if (kind == INLINE) {
        /* A day that is known is no more told by the text than by a link. */
        const bool link = skt_html_is(node, "a") ||
                          (skt_html_is(node, "time") && skt_html_attr(node, "datetime").len > 0);
        c->link += link;
        walk_children(c, node);
        c->link -= link;
        return;
    }
    const uint8_t around = c->heading;
    const uint8_t breaks = kind == BLOCK ? PARAGRAPH : LINE;
    if (kind == CELL) {
        if (c->text.len > 0) {
            skt_buf_add_text(&c->text, " |");
            c->space = true;
        }
        walk_children(c, node);
        return;
    }
    const bool twice = kind == BREAK && c->text.len == 0;
    end_block(c, twice ? PARAGRAPH : breaks);
    c->story = c->story || begins_story(node);
    c->heading = heading_of(node) > 0 ? heading_of(node) : around;
    walk_children(c, node);
    end_block(c, breaks);
    c->heading = around;
}

static void walk(collector *c, xmlNode *node)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        if (c->on && node->content != NULL) {
            add_lines(c, node);
        }
    } else if (node->type == XML_ELEMENT_NODE) {
        const skt_html_mark *mark = skt_html_mark_of(node);
        if (mark == NULL || !mark->dropped) {
            walk_element(c, node);
        }
    }
}

skt_status skt_html_blocks(skt_blocks *out, skt_html *html, xmlNode *top, const xmlNode *after,
                           const xmlNode *before)
{
    collector c = {.blocks = out,
                   .html = html,
                   .after = after,
                   .before = before,
                   .text = SKT_BUF_INIT,
                   .breaks = PARAGRAPH,
                   .on = after == NULL};
    walk(&c, top);
    end_block(&c, PARAGRAPH);
    const bool failed = c.failed || c.text.failed;
    skt_buf_dispose(&c.text);
    return failed ? SKT_E_NOMEM : SKT_OK;
}

/* ------------------------------------------------------------------- tidying */

/* What stands alone in a line and belongs to no article. */
static bool is_label(skt_str text)
{
    static const char *const labels[] = {
        "Advertisement", "ADVERTISEMENT", "Sponsored",  "Share",         "Read more",
        "Read also",     "Related",       "Loading...", "Play video",    "Listen to this article",
        "Реклама",       "Поделиться",    "Поділитися", "Читайте также", "Читайте також",
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (skt_str_is(text, labels[i])) {
            return true;
        }
    }
    return false;
}

static bool is_link_only(const skt_block *block)
{
    return block->heading == 0 && block->links * 3 > block->text.len * 2;
}

/* A label such as "Read also:" before what was dropped. */
static bool introduces_nothing(const skt_blocks *blocks, size_t i)
{
    const skt_str text = blocks->items[i].text;
    return blocks->items[i].heading == 0 && text.len <= MAX_LABEL &&
           text.ptr[text.len - 1] == ':' &&
           (i + 1 == blocks->count || blocks->items[i + 1].dropped);
}

/* A heading with nothing below it that is left. */
static bool heads_nothing(const skt_blocks *blocks, size_t i)
{
    const uint8_t level = blocks->items[i].heading;
    if (level < 2) {
        return false;
    }
    for (size_t next = i + 1; next < blocks->count; next++) {
        const skt_block *block = &blocks->items[next];
        if (block->heading > 0 && block->heading <= level) {
            return true;
        }
        if (!block->dropped && block->heading == 0) {
            return false;
        }
    }
    return true;
}

void skt_blocks_tidy(skt_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        skt_block *block = &blocks->items[i];
        block->dropped = block->dropped || is_link_only(block) || is_label(block->text);
    }
    for (size_t i = blocks->count; i-- > 0;) {
        skt_block *block = &blocks->items[i];
        block->dropped = block->dropped || introduces_nothing(blocks, i);
    }
    for (size_t i = blocks->count; i-- > 0;) {
        skt_block *block = &blocks->items[i];
        block->dropped = block->dropped || heads_nothing(blocks, i);
    }
}

void skt_blocks_join(skt_buf *out, const skt_blocks *blocks)
{
    bool first = out->len == 0;
    uint8_t breaks = LINE;
    for (size_t i = 0; i < blocks->count; i++) {
        const skt_block *block = &blocks->items[i];
        breaks = block->breaks > breaks ? block->breaks : breaks;
        if (block->dropped) {
            continue;
        }
        for (uint8_t n = 0; n < breaks && !first; n++) {
            skt_buf_add_char(out, '\n');
        }
        skt_buf_add(out, block->text);
        first = false;
        breaks = LINE;
    }
}
