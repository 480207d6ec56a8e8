/* HTML, by libxml2's parser: a tree, and its text as blocks. Inside the ingest module. */
#ifndef SKT_INGEST_HTML_H
#define SKT_INGEST_HTML_H

#include <libxml/tree.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/vec.h"

/* What is known of an element; in the tree's arena, under node->_private. */
typedef struct skt_html_mark {
    uint32_t weight; /* bytes of prose in it: blocks of some length that are no links */
    bool dropped;    /* not of the article, with all that is in it */
} skt_html_mark;

typedef struct skt_html {
    xmlDoc *doc;
    xmlNode *root; /* <html>, or NULL: nothing was found */
    skt_arena arena;
    bool cut; /* beyond a limit the rest of the page was not read */
} skt_html;

/* Makes the data that libxml2 keeps for each thread, before it is called in one: where it finds no
 * memory for them later, it ends the program. False: there is none. */
bool skt_html_begin_thread(void);
/* Parses the page or fragment in *text, UTF-8, which may be altered: tags with more
 * attributes than any page needs are shortened. What is nested too deep, or has too many
 * elements, is read up to there. Errors: SKT_E_NOMEM. */
skt_status skt_html_parse(skt_html *out, skt_buf *text);
void skt_html_dispose(skt_html *html);

/* The value of an attribute, or none. */
skt_str skt_html_attr(const xmlNode *node, const char *name);
bool skt_html_is(const xmlNode *node, const char *name);
/* The next node of the tree in the order of the text: into `node` if `inside`, behind it if
 * not, but never out of `top`. NULL: there is none. */
xmlNode *skt_html_next(xmlNode *node, const xmlNode *top, bool inside);
static inline skt_html_mark *skt_html_mark_of(const xmlNode *node)
{
    return node->_private;
}

/* html_marks.c: weighs every element and drops what is no part of an article: navigation,
 * related stories, captions, comments, notes on cookies. `dated`: bylines too. */
skt_status skt_html_mark_all(skt_html *html, bool dated);
/* What holds the article's prose, as narrow as may be. */
xmlNode *skt_html_main(const skt_html *html);
/* Whether the page's author calls `node` a story of its own: <article>, class "story". */
bool skt_html_is_story(const xmlNode *node);

enum { SKT_BLOCK_STORY = 4 }; /* line breaks before the heading of a story of its own */

/* A paragraph, heading, list item or row of a table. */
typedef struct skt_block {
    skt_str text;
    size_t links;    /* bytes of it in links, or in <time> where the date is known */
    uint8_t heading; /* 1..6, or 0 */
    uint8_t breaks;  /* line breaks before it */
    bool dropped;
} skt_block;

typedef SKT_VEC(skt_block) skt_blocks;

/* html_text.c: appends the blocks in `top`, or of it what stands behind `after` and before
 * `before` (either may be NULL), but for what is dropped. Texts are in html->arena. */
skt_status skt_html_blocks(skt_blocks *out, skt_html *html, xmlNode *top, const xmlNode *after,
                           const xmlNode *before);
/* Whether what stands before and behind a tag of that name (in small letters) is no one word. */
bool skt_html_parts(const char *name);
/* Drops link lists, labels, and headings with nothing below them. */
void skt_blocks_tidy(skt_blocks *blocks);
/* Appends what is not dropped. */
void skt_blocks_join(skt_buf *out, const skt_blocks *blocks);

/* html_words.c: puts into `out`, which is empty, every word that the text or title of `page`,
 * UTF-8, can have, whole and with its references resolved, and more: menus, notes and what else the
 * tree would drop. Needs no tree, so it takes a small part of the time. False: the page is written
 * so that a word may be missing. */
bool skt_html_words(skt_buf *out, skt_str page);

#endif
