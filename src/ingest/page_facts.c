/* <meta> names: Open Graph and its article namespace, Dublin Core, schema.org microdata,
 * and those of publishing systems. */
#include "ingest/page_facts.h"

#include "ingest/dates.h"

typedef enum fact { PUBLISHED, PUBLISHER, URL, LANG, TITLE, FACTS } fact;

/* Of several, the one that stands first here counts. */
static const struct {
    const char *name;
    fact fact;
} names[] = {
    {"article:published_time", PUBLISHED},
    {"og:published_time", PUBLISHED},
    {"og:article:published_time", PUBLISHED},
    {"datepublished", PUBLISHED},
    {"published_time", PUBLISHED},
    {"pubdate", PUBLISHED},
    {"publishdate", PUBLISHED},
    {"publish_date", PUBLISHED},
    {"publish-date", PUBLISHED},
    {"publication_date", PUBLISHED},
    {"publication-date", PUBLISHED},
    {"article.published", PUBLISHED},
    {"article_date_original", PUBLISHED},
    {"originalpublicationdate", PUBLISHED},
    {"mediator_published_time", PUBLISHED},
    {"parsely-pub-date", PUBLISHED},
    {"sailthru.date", PUBLISHED},
    {"cxenseparse:recs:publishtime", PUBLISHED},
    {"dc.date.issued", PUBLISHED},
    {"dcterms.issued", PUBLISHED},
    {"dc.date.created", PUBLISHED},
    {"dcterms.created", PUBLISHED},
    {"dc.date", PUBLISHED},
    {"dcterms.date", PUBLISHED},
    {"dc:date", PUBLISHED},
    {"date", PUBLISHED},
    {"og:site_name", PUBLISHER},
    {"application-name", PUBLISHER},
    {"dc.publisher", PUBLISHER},
    {"publisher", PUBLISHER},
    {"og:url", URL},
    {"og:locale", LANG},
    {"content-language", LANG},
    {"dc.language", LANG},
    {"inlanguage", LANG},
    {"og:title", TITLE},
    {"twitter:title", TITLE},
};

enum { NAMES = sizeof names / sizeof *names };

/* The rank of a name, or NAMES. */
static size_t rank_of(skt_str name)
{
    size_t i = 0;
    while (i < NAMES && !skt_str_is_alike(skt_str_trim(name), names[i].name)) {
        i++;
    }
    return i;
}

typedef struct reading {
    skt_page_facts *facts;
    size_t ranks[FACTS]; /* of what was taken; NAMES: nothing */
} reading;

static skt_str *slot(skt_page_facts *facts, fact wanted)
{
    switch (wanted) {
    case PUBLISHER: return &facts->publisher;
    case URL: return &facts->url;
    case LANG: return &facts->lang;
    default: return &facts->title;
    }
}

static void take(reading *r, skt_str name, skt_str value)
{
    const size_t rank = rank_of(name);
    if (rank == NAMES || skt_str_trim(value).len == 0 || rank >= r->ranks[names[rank].fact]) {
        return;
    }
    if (names[rank].fact == PUBLISHED) {
        const skt_day day = skt_date_read(NULL, value);
        if (day == SKT_NO_DAY) {
            return;
        }
        r->facts->published = day;
        r->facts->published_at = skt_date_instant(value);
        r->facts->origin = SKT_DATE_METADATA;
    } else {
        *slot(r->facts, names[rank].fact) = skt_str_trim(value);
    }
    r->ranks[names[rank].fact] = rank;
}

/* <meta name|property|http-equiv|itemprop content>, and itemprop on other elements. */
static void read_meta(reading *r, const xmlNode *node)
{
    static const char *const keys[] = {"property", "name", "http-equiv", "itemprop"};
    skt_str value = skt_html_attr(node, "content");
    value = value.len > 0 ? value : skt_html_attr(node, "datetime");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const skt_str name = skt_html_attr(node, keys[i]);
        if (name.len > 0) {
            take(r, name, value);
        }
    }
}

static skt_status read_node(reading *r, skt_html *html, skt_str *canonical, const xmlNode *node)
{
    skt_page_facts *facts = r->facts;
    if (skt_html_is(node, "script")) {
        const bool json = skt_str_is(skt_html_attr(node, "type"), "application/ld+json");
        const xmlNode *text = json ? node->children : NULL;
        return text == NULL || text->content == NULL
                   ? SKT_OK
                   : skt_json_ld_read(facts, &html->arena,
                                      skt_str_from((const char *)text->content));
    }
    if (skt_html_is(node, "link") && skt_str_is(skt_html_attr(node, "rel"), "canonical")) {
        *canonical = skt_str_trim(skt_html_attr(node, "href"));
    } else if (skt_html_is(node, "meta") || skt_html_attr(node, "itemprop").len > 0) {
        read_meta(r, node);
    } else if (skt_html_is(node, "title") && node->children != NULL &&
               node->children->content != NULL && facts->title.len == 0) {
        facts->title = skt_str_trim(skt_str_from((const char *)node->children->content));
    }
    return SKT_OK;
}

skt_status skt_page_facts_read(skt_page_facts *out, skt_html *html)
{
    skt_page_facts own = {.published = SKT_NO_DAY}; /* of <meta> and microdata */
    reading r = {&own, {NAMES, NAMES, NAMES, NAMES, NAMES}};
    skt_page_facts linked = {.published = SKT_NO_DAY}; /* of JSON-LD */
    skt_str canonical = SKT_STR_NONE;
    skt_status status = SKT_OK;
    for (xmlNode *at = html->root; at != NULL && status == SKT_OK;
         at = skt_html_next(at, html->root, true)) {
        if (at->type == XML_ELEMENT_NODE) {
            r.facts = skt_html_is(at, "script") ? &linked : &own;
            status = read_node(&r, html, &canonical, at);
        }
    }
    const skt_str lang = skt_html_attr(html->root, "lang");
    *out = own;
    if (own.published == SKT_NO_DAY && linked.published != SKT_NO_DAY) {
        out->published = linked.published;
        out->published_at = linked.published_at;
        out->origin = SKT_DATE_JSON_LD;
    }
    out->title = linked.title.len > 0 ? linked.title : own.title;
    out->url = canonical.len > 0 ? canonical : own.url.len > 0 ? own.url : linked.url;
    out->publisher = own.publisher.len > 0 ? own.publisher : linked.publisher;
    out->lang = lang.len > 0 ? lang : linked.lang.len > 0 ? linked.lang : own.lang;
    out->body = linked.body;
    return status;
}

/* Takes the day of the first <time> in `top`, of what was not dropped or of all. */
static void take_first_time(skt_page_facts *facts, xmlNode *top, bool all)
{
    for (xmlNode *at = top, *next; at != NULL; at = next) {
        const skt_html_mark *mark = at->type == XML_ELEMENT_NODE ? skt_html_mark_of(at) : NULL;
        const bool inside = mark != NULL && (all || !mark->dropped);
        const skt_str value =
            inside && skt_html_is(at, "time") ? skt_html_attr(at, "datetime") : SKT_STR_NONE;
        const skt_day day = value.len > 0 ? skt_date_read(NULL, value) : SKT_NO_DAY;
        if (day != SKT_NO_DAY) {
            facts->published = day;
            facts->published_at = skt_date_instant(value);
            return;
        }
        next = skt_html_next(at, top, inside);
    }
}

void skt_page_facts_time(skt_page_facts *facts, const skt_html *html, xmlNode *main)
{
    if (facts->published == SKT_NO_DAY) {
        take_first_time(facts, html->root, false);
        if (facts->published == SKT_NO_DAY) {
            take_first_time(facts, main, true);
        }
        facts->origin = SKT_DATE_METADATA;
    }
}
