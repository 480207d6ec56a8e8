/* Which parts of a page are the article. After the idea of Readability (Arc90, 2009):
 * prose is weighed, boilerplate is told by element and class; the words are our own. */
#include "ingest/html.h"

enum {
    PROSE_BYTES = 40, /* a block of fewer bytes is no prose: a label, a button */
    KEPT_BYTES = 200, /* so much prose must stay besides what is dropped by its class */
    NARROW = 92,      /* per cent of the prose that the main element must hold */
    ARTICLE = 50      /* and an <article> or articleBody */
};

/* How firmly a word of a class, an id or a role says that its element is no part of the
 * article. Whatever it says, what holds most of a page's prose stays. */
typedef enum firmness {
    KEEP,
    BYLINE, /* dropped where the date is known otherwise */
    SOFT,   /* dropped unless it has much of the prose */
    FIRM,   /* dropped unless hardly any prose is left without it */
    ALWAYS
} firmness;

typedef struct rule {
    const char *word;
    firmness firmness;
} rule;

static const rule tags[] = {
    {"script", ALWAYS},   {"style", ALWAYS},  {"noscript", ALWAYS}, {"template", ALWAYS},
    {"iframe", ALWAYS},   {"object", ALWAYS}, {"embed", ALWAYS},    {"svg", ALWAYS},
    {"canvas", ALWAYS},   {"audio", ALWAYS},  {"video", ALWAYS},    {"select", ALWAYS},
    {"button", ALWAYS},   {"input", ALWAYS},  {"textarea", ALWAYS}, {"head", ALWAYS},
    {"figcaption", FIRM}, {"figure", FIRM},   {"nav", FIRM},        {"footer", FIRM},
    {"aside", FIRM},      {"dialog", FIRM},   {"menu", FIRM},       {"form", SOFT},
    {"label", SOFT},      {"fieldset", SOFT},
};

/* Words of a class, id or role; a class "most-read" has two of them. */
static const rule words[] = {
    {"comment", FIRM},      {"comments", FIRM},
    {"disqus", FIRM},       {"cookie", FIRM},
    {"cookies", FIRM},      {"consent", FIRM},
    {"gdpr", FIRM},         {"cmp", FIRM},
    {"privacy", FIRM},      {"nav", FIRM},
    {"navbar", FIRM},       {"navigation", FIRM},
    {"menu", FIRM},         {"submenu", FIRM},
    {"breadcrumb", FIRM},   {"breadcrumbs", FIRM},
    {"footer", FIRM},       {"foot", FIRM},
    {"contentinfo", FIRM},  {"share", FIRM},
    {"sharing", FIRM},      {"social", FIRM},
    {"socials", FIRM},      {"newsletter", FIRM},
    {"subscribe", FIRM},    {"subscription", FIRM},
    {"paywall", FIRM},      {"related", FIRM},
    {"relatedposts", FIRM}, {"relatedstories", FIRM},
    {"image", SOFT},        {"photo", SOFT},
    {"recommended", FIRM},  {"recommendations", FIRM},
    {"recommend", FIRM},    {"popular", FIRM},
    {"trending", FIRM},     {"readalso", FIRM},
    {"also", FIRM},         {"seealso", FIRM},
    {"teaser", SOFT},       {"teasers", SOFT},
    {"promo", FIRM},        {"advert", FIRM},
    {"adverts", FIRM},      {"advertisement", FIRM},
    {"advertising", FIRM},  {"ad", FIRM},
    {"ads", FIRM},          {"adv", FIRM},
    {"sponsored", FIRM},    {"sponsor", FIRM},
    {"outbrain", FIRM},     {"taboola", FIRM},
    {"sidebar", FIRM},      {"side", SOFT},
    {"aside", SOFT},        {"complementary", SOFT},
    {"banner", SOFT},       {"ticker", FIRM},
    {"breaking", SOFT},     {"most", SOFT},
    {"mostread", FIRM},     {"more", SOFT},
    {"morenews", FIRM},     {"readmore", FIRM},
    {"latest", SOFT},       {"caption", FIRM},
    {"captions", FIRM},     {"credit", SOFT},
    {"credits", SOFT},      {"copyright", SOFT},
    {"tags", FIRM},         {"taglist", FIRM},
    {"keywords", FIRM},     {"pager", FIRM},
    {"pagination", FIRM},   {"toolbar", FIRM},
    {"rating", FIRM},       {"poll", FIRM},
    {"widget", SOFT},       {"widgets", SOFT},
    {"gallery", SOFT},      {"slideshow", SOFT},
    {"player", SOFT},       {"carousel", SOFT},
    {"disclaimer", SOFT},   {"skip", FIRM},
    {"modal", FIRM},        {"popup", FIRM},
    {"dialog", FIRM},       {"overlay", SOFT},
    {"login", FIRM},        {"signin", FIRM},
    {"signup", FIRM},       {"search", FIRM},
    {"weather", SOFT},      {"currency", SOFT},
    {"rates", SOFT},        {"pull", SOFT},
    {"pullquote", FIRM},    {"donate", FIRM},
    {"donation", FIRM},     {"membership", SOFT},
    {"follow", FIRM},       {"print", SOFT},
    {"bio", SOFT},          {"toc", SOFT},
    {"views", SOFT},        {"screenreader", SOFT},
    {"topbar", FIRM},       {"hidden", SOFT},
    {"byline", BYLINE},     {"author", BYLINE},
    {"authors", BYLINE},    {"meta", BYLINE},
    {"posted", BYLINE},     {"timestamp", BYLINE},
    {"dateline", BYLINE},   {"pubdate", BYLINE},
    {"date", BYLINE},       {"datetime", BYLINE},
    {"src", BYLINE},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static firmness firmness_of_word(skt_str word)
{
    enum { LONGEST = 20 };
    char folded[LONGEST];
    for (size_t i = 0; i < word.len && word.len < LONGEST; i++) {
        folded[i] = skt_ascii_small(word.ptr[i]);
    }
    for (size_t i = 0; word.len < LONGEST && i < COUNT(words); i++) {
        if (skt_str_eq((skt_str){folded, word.len}, skt_str_from(words[i].word))) {
            return words[i].firmness;
        }
    }
    return KEEP;
}

/* Cuts the next word off *rest: "mostRead", "most-read" and "most_read" are two. */
static bool next_word(skt_str *word, skt_str *rest)
{
    size_t at = 0;
    while (at < rest->len && !skt_ascii_letter(rest->ptr[at])) {
        at++;
    }
    const size_t from = at;
    while (at < rest->len && skt_ascii_letter(rest->ptr[at])) {
        const bool hump = at > from && rest->ptr[at] <= 'Z' && rest->ptr[at - 1] >= 'a';
        if (hump) {
            break;
        }
        at++;
    }
    *word = skt_str_sub(*rest, from, at - from);
    *rest = skt_str_sub(*rest, at, rest->len - at);
    return word->len > 0;
}

/* What a list of names says; of a name of WordPress such as "tag-drones" or
 * "category-more", which tells the subject, nothing. */
static firmness firmness_of_names(skt_str names)
{
    firmness found = KEEP;
    skt_str rest = names;
    skt_str name;
    while (skt_str_split(&name, &rest, ' ')) {
        if (skt_str_starts(name, SKT_LIT("tag-")) || skt_str_starts(name, SKT_LIT("category-")) ||
            skt_str_starts(name, SKT_LIT("has-")) || skt_str_starts(name, SKT_LIT("with-"))) {
            continue;
        }
        skt_str word;
        skt_str part = name;
        while (next_word(&word, &part)) {
            const firmness f = firmness_of_word(word);
            found = f > found ? f : found;
        }
    }
    return found;
}

static bool is_hidden(const xmlNode *node)
{
    const skt_str style = skt_html_attr(node, "style");
    return skt_html_attr(node, "hidden").ptr != NULL ||
           skt_str_is(skt_html_attr(node, "aria-hidden"), "true") ||
           skt_str_find(style, SKT_LIT("display:none"), 0) != SIZE_MAX ||
           skt_str_find(style, SKT_LIT("display: none"), 0) != SIZE_MAX;
}

static bool has_table(xmlNode *top)
{
    for (xmlNode *at = top; at != NULL; at = skt_html_next(at, top, true)) {
        if (skt_html_is(at, "table")) {
            return true;
        }
    }
    return false;
}

static firmness firmness_of(xmlNode *node)
{
    /* Some systems put tables into figures. */
    const bool table = skt_html_is(node, "figure") && has_table(node);
    for (size_t i = 0; i < COUNT(tags) && !table; i++) {
        if (skt_html_is(node, tags[i].word)) {
            return tags[i].firmness;
        }
    }
    if (skt_html_is(node, "body") || skt_html_is(node, "html") || skt_html_is(node, "main")) {
        return KEEP;
    }
    firmness found = is_hidden(node) ? SOFT : KEEP;
    static const char *const sources[] = {"class", "id", "role", "data-component", "data-testid"};
    for (size_t i = 0; i < COUNT(sources); i++) {
        const firmness f = firmness_of_names(skt_html_attr(node, sources[i]));
        found = f > found ? f : found;
    }
    return found;
}

/* ------------------------------------------------------------------- prose */

static bool is_inline(const xmlNode *node)
{
    static const char *const names[] = {"a",    "b",    "strong", "i",   "em",   "span", "u",
                                        "font", "time", "small",  "sup", "sub",  "mark", "abbr",
                                        "cite", "q",    "s",      "del", "ins",  "big",  "code",
                                        "br",   "wbr",  "img",    "bdi", "nobr", "tt"};
    for (size_t i = 0; i < COUNT(names); i++) {
        if (skt_html_is(node, names[i])) {
            return true;
        }
    }
    return false;
}

/* Bytes of text but blanks. */
static uint32_t letters(const xmlNode *node)
{
    uint32_t count = 0;
    for (const xmlChar *c = node->content; c != NULL && *c != '\0'; c++) {
        count += *c > ' ';
    }
    return count;
}

/* Bytes of the inline content of `node`, and those of them in links. */
static void count_inline(uint32_t *text, uint32_t *links, const xmlNode *node, bool link)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            const uint32_t count = letters(child);
            *text += count;
            *links += link ? count : 0;
        } else if (is_inline(child)) {
            count_inline(text, links, child, link || skt_html_is(child, "a"));
        }
    }
}

static bool is_always(const xmlNode *node)
{
    for (size_t i = 0; i < COUNT(tags); i++) {
        if (tags[i].firmness == ALWAYS && skt_html_is(node, tags[i].word)) {
            return true;
        }
    }
    return false;
}

/* Gives every element below `node` a mark with its weight. Depth is bounded by the
 * parser. */
static skt_status weigh(skt_html *html, xmlNode *node, bool link)
{
    link = link || skt_html_is(node, "a");
    skt_html_mark *mark = skt_arena_alloc(&html->arena, sizeof *mark);
    if (mark == NULL) {
        return SKT_E_NOMEM;
    }
    node->_private = mark;
    if (is_always(node)) {
        mark->dropped = true;
        return SKT_OK;
    }
    if (!link && !is_inline(node)) {
        uint32_t text = 0;
        uint32_t links = 0;
        count_inline(&text, &links, node, false);
        mark->weight = text >= PROSE_BYTES && links * 2 < text ? text - links : 0;
    }
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            const skt_status status = weigh(html, child, link);
            if (status != SKT_OK) {
                return status;
            }
            mark->weight += skt_html_mark_of(child)->weight;
        }
    }
    return SKT_OK;
}

/* What is dropped weighs nothing any more. */
static void drop(xmlNode *node)
{
    skt_html_mark *mark = skt_html_mark_of(node);
    const uint32_t weight = mark->weight;
    mark->dropped = true;
    for (xmlNode *at = node; at != NULL && at->type == XML_ELEMENT_NODE; at = at->parent) {
        skt_html_mark_of(at)->weight -= weight;
    }
}

static bool is_to_drop(firmness f, uint32_t weight, uint32_t all, bool dated)
{
    switch (f) {
    case ALWAYS: return true;
    case FIRM: return weight < all / 2 || weight == 0 || all - weight >= KEPT_BYTES;
    case SOFT: return weight == 0 || weight < all / 4;
    case BYLINE: return dated && weight < all / 10;
    default: return false;
    }
}

/* Whether `node` is a card that leads to another page: an <article> whose heading is a
 * link. */
static bool is_card(xmlNode *node)
{
    for (xmlNode *at = node; skt_html_is(node, "article") && at != NULL;
         at = skt_html_next(at, node, true)) {
        const char *name = (const char *)at->name;
        const bool heading = at->type == XML_ELEMENT_NODE && name[0] == 'h' && name[1] >= '1' &&
                             name[1] <= '6' && name[2] == '\0';
        if (heading) {
            uint32_t text = 0;
            uint32_t links = 0;
            count_inline(&text, &links, at, at->parent != NULL && skt_html_is(at->parent, "a"));
            return text > 0 && links == text;
        }
    }
    return false;
}

/* Cards beside an article are no part of it; where all the prose is in cards, the page is a
 * list of stories, and they stay. */
static void drop_cards(const skt_html *html)
{
    uint32_t in_cards = 0;
    const uint32_t all = skt_html_mark_of(html->root)->weight;
    for (int pass = 0; pass < 2; pass++) {
        for (xmlNode *at = html->root, *next; at != NULL; at = next) {
            bool inside = at->type == XML_ELEMENT_NODE && !skt_html_mark_of(at)->dropped;
            if (inside && is_card(at)) {
                in_cards += pass == 0 ? skt_html_mark_of(at)->weight : 0;
                inside = false;
                if (pass == 1) {
                    drop(at);
                }
            }
            next = skt_html_next(at, html->root, inside);
        }
        if (all - in_cards < KEPT_BYTES) {
            return;
        }
    }
}

skt_status skt_html_mark_all(skt_html *html, bool dated)
{
    const skt_status status = weigh(html, html->root, false);
    if (status != SKT_OK) {
        return status;
    }
    for (xmlNode *at = html->root, *next; at != NULL; at = next) {
        bool inside = at->type == XML_ELEMENT_NODE;
        if (inside) {
            const skt_html_mark *mark = skt_html_mark_of(at);
            const uint32_t all = skt_html_mark_of(html->root)->weight;
            if (!mark->dropped && is_to_drop(firmness_of(at), mark->weight, all, dated)) {
                drop(at);
            }
            inside = !mark->dropped;
        }
        next = skt_html_next(at, html->root, inside);
    }
    drop_cards(html);
    return SKT_OK;
}

/* -------------------------------------------------------------------- main */

/* The heaviest of those wanted that is not dropped; *count: how many there are that weigh
 * anything. */
static xmlNode *heaviest(size_t *count, const skt_html *html, bool (*wanted)(const xmlNode *))
{
    xmlNode *best = NULL;
    *count = 0;
    for (xmlNode *at = html->root, *next; at != NULL; at = next) {
        bool inside = at->type == XML_ELEMENT_NODE;
        if (inside) {
            const skt_html_mark *mark = skt_html_mark_of(at);
            inside = !mark->dropped;
            *count += inside && mark->weight > 0 && wanted(at);
            if (inside && wanted(at) &&
                (best == NULL || mark->weight > skt_html_mark_of(best)->weight)) {
                best = at;
            }
        }
        next = skt_html_next(at, html->root, inside);
    }
    return best;
}

static bool is_article_body(const xmlNode *node)
{
    return skt_str_is(skt_html_attr(node, "itemprop"), "articleBody");
}

static bool is_article(const xmlNode *node)
{
    return skt_html_is(node, "article");
}

bool skt_html_is_story(const xmlNode *node)
{
    static const char *const names[] = {"story", "post", "entry", "news-item", "digest-item"};
    if (is_article(node)) {
        return true;
    }
    skt_str rest = skt_html_attr(node, "class");
    skt_str name;
    while (skt_str_split(&name, &rest, ' ')) {
        for (size_t i = 0; i < COUNT(names); i++) {
            if (skt_str_is(name, names[i])) {
                return true;
            }
        }
    }
    return false;
}

xmlNode *skt_html_main(const skt_html *html)
{
    const uint32_t all = skt_html_mark_of(html->root)->weight;
    bool (*const wanted[])(const xmlNode *) = {is_article_body, is_article};
    xmlNode *main = NULL;
    for (size_t i = 0; i < COUNT(wanted) && main == NULL; i++) {
        size_t count;
        xmlNode *node = heaviest(&count, html, wanted[i]);
        /* A body in several parts is what holds them all. */
        const bool parts = wanted[i] == is_article_body && count > 1;
        if (node != NULL && !parts &&
            skt_html_mark_of(node)->weight * 100ULL >= all * (uint64_t)ARTICLE) {
            main = node;
        }
    }
    main = main == NULL ? html->root : main;
    /* Into the one child that has nearly all of the prose, as long as there is one. */
    for (bool narrower = true; narrower;) {
        narrower = false;
        const uint32_t weight = skt_html_mark_of(main)->weight;
        for (xmlNode *child = main->children; child != NULL && weight > 0; child = child->next) {
            if (child->type == XML_ELEMENT_NODE && !skt_html_mark_of(child)->dropped &&
                child->children != NULL && !is_inline(child) &&
                skt_html_mark_of(child)->weight * 100ULL > weight * (uint64_t)NARROW) {
                main = child;
                narrower = true;
                break;
            }
        }
    }
    return main;
}
