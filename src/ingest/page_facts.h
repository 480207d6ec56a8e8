/* What a page says of itself beside its text. Inside the ingest module. */
#ifndef SKT_INGEST_PAGE_FACTS_H
#define SKT_INGEST_PAGE_FACTS_H

#include "ingest/html.h"
#include "skytally.h"

/* Slices are in the page's arena or tree; none where the page does not say. */
typedef struct skt_page_facts {
    skt_day published;
    skt_time published_at; /* 0: not told */
    skt_date_origin origin;
    skt_str title, url, publisher, lang;
    skt_str body; /* articleBody of its JSON-LD */
} skt_page_facts;

/* Reads <meta>, <link rel=canonical>, itemprop, JSON-LD and lang. Of several dates that of
 * publication is taken: <meta>, then itemprop, then JSON-LD. */
skt_status skt_page_facts_read(skt_page_facts *out, skt_html *html);
/* For a page without any of these: the first <time> that was not dropped, else, as in the
 * line below a post, the first in `main`. */
void skt_page_facts_time(skt_page_facts *facts, const skt_html *html, xmlNode *main);

/* json_ld.c: adds what a block of JSON-LD says, where `facts` does not say it yet. */
skt_status skt_json_ld_read(skt_page_facts *facts, skt_arena *arena, skt_str text);

#endif
