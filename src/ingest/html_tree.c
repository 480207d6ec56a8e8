#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include "ingest/html.h"

enum {
    MAX_DEPTH = 1000,     /* open elements: pages that close nothing reach some hundreds */
    MAX_NODES = 150000,   /* of some 200 bytes each */
    MAX_ATTRIBUTES = 200, /* of one tag: libxml2 compares each with all before it */
    MAX_NAME = 256        /* bytes of a tag's name */
};

/* What the parser's callbacks count; found through the parser's private pointer. */
typedef struct limits {
    size_t depth, nodes;
    bool cut;
    startElementSAXFunc start;
    endElementSAXFunc end;
} limits;

/* Past the limits the parser goes no further: each unclosed element costs time with
 * every tag that follows. */
static void start_element(void *user, const xmlChar *name, const xmlChar **attributes)
{
    htmlParserCtxt *parser = user;
    limits *l = parser->_private;
    parser->options |= XML_PARSE_HUGE; /* our limits, not libxml2's, which are lower */
    l->depth++;
    l->nodes++;
    if (l->depth > MAX_DEPTH || l->nodes > MAX_NODES) {
        l->cut = true;
        xmlStopParser(parser);
        return;
    }
    l->start(user, name, attributes);
}

static void end_element(void *user, const xmlChar *name)
{
    htmlParserCtxt *parser = user;
    limits *l = parser->_private;
    if (l->cut) {
        return;
    }
    l->depth -= l->depth > 0;
    l->end(user, name);
}

static bool begins_tag(const char *at, const char *end)
{
    at += at < end && *at == '/';
    return at < end && skt_ascii_letter(*at);
}

/* Blanks what follows the first attributes of a tag, and the rest of an endless name. What
 * is blanked begins and ends at a character. */
static void shorten_tags(skt_buf *text)
{
    char *at = text->ptr;
    char *const end = text->ptr + text->len;
    while (at != NULL && at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        const char *const tag = at++;
        char quote = '\0';
        size_t words = 0;
        bool too_much = false;
        if (!begins_tag(at, end)) {
            continue;
        }
        for (; at < end && *at != '<' && (*at != '>' || quote != '\0'); at++) {
            const bool blank =
                *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r' || *at == '/';
            if (quote != '\0') {
                quote = *at == quote ? '\0' : quote;
            } else if ((*at == '"' || *at == '\'') && at[-1] == '=') {
                quote = *at;
            } else {
                words += blank;
            }
            const bool inside = ((unsigned char)*at & 0xC0U) == 0x80U;
            too_much = too_much || words > MAX_ATTRIBUTES ||
                       (words == 0 && at - tag > MAX_NAME && !inside);
            if (too_much) {
                *at = ' ';
            }
        }
    }
}

bool skt_html_begin_thread(void)
{
    if (xmlIsMainThread()) {
        xmlInitParser(); /* what all threads share is made by one of them */
        return true;
    }
    void *room = xmlMalloc(sizeof(xmlGlobalState));
    xmlFree(room);
    return room != NULL && xmlGetGlobalState() != NULL;
}

skt_status skt_html_parse(skt_html *out, skt_buf *text)
{
    *out = (skt_html){0};
    if (text->len == 0 || text->len > INT32_MAX) {
        return SKT_OK;
    }
    shorten_tags(text);
    htmlParserCtxt *parser = htmlNewParserCtxt();
    if (parser == NULL) {
        return SKT_E_NOMEM;
    }
    limits l = {.start = parser->sax->startElement, .end = parser->sax->endElement};
    parser->_private = &l;
    parser->sax->startElement = start_element;
    parser->sax->endElement = end_element;
    /* The text is UTF-8 by now, whatever the page declares. */
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                        HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT;
    out->doc = htmlCtxtReadMemory(parser, text->ptr, (int)text->len, NULL, "UTF-8", options);
    const bool no_memory = parser->lastError.code == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    out->cut = l.cut;
    out->root = out->doc != NULL ? xmlDocGetRootElement(out->doc) : NULL;
    return no_memory ? SKT_E_NOMEM : SKT_OK;
}

void skt_html_dispose(skt_html *html)
{
    if (html->doc != NULL) {
        xmlFreeDoc(html->doc);
    }
    skt_arena_dispose(&html->arena);
    *html = (skt_html){0};
}

skt_str skt_html_attr(const xmlNode *node, const char *name)
{
    for (const xmlAttr *attr = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
         attr != NULL; attr = attr->next) {
        if (strcmp((const char *)attr->name, name) == 0) {
            const xmlNode *value = attr->children;
            return value == NULL || value->content == NULL
                       ? (skt_str){"", 0}
                       : skt_str_from((const char *)value->content);
        }
    }
    return SKT_STR_NONE;
}

bool skt_html_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

xmlNode *skt_html_next(xmlNode *node, const xmlNode *top, bool inside)
{
    if (inside && node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != top) {
        if (node->next != NULL) {
            return node->next;
        }
        node = node->parent;
        if (node == NULL) {
            return NULL;
        }
    }
    return NULL;
}
