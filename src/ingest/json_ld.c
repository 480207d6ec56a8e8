/* What a page says of itself in JSON-LD with schema.org's words: Article and its kinds,
 * alone, in a list or under @graph. */
#include <jansson.h>

#include "ingest/dates.h"
#include "ingest/page_facts.h"

enum { MAX_VALUES = 20000, MAX_LEVELS = 8 };

static skt_str text_of(const json_t *value)
{
    return json_is_string(value) ? (skt_str){json_string_value(value), json_string_length(value)}
                                 : SKT_STR_NONE;
}

/* A text, or the `key` of an object, or either of a list's first. */
static skt_str text_or(const json_t *value, const char *key)
{
    const json_t *one = json_is_array(value) ? json_array_get(value, 0) : value;
    return json_is_object(one) ? text_of(json_object_get(one, key)) : text_of(one);
}

static bool is_article_type(skt_str type)
{
    const skt_str last[] = {SKT_LIT("Article"), SKT_LIT("Posting"), SKT_LIT("Report")};
    for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
        if (skt_str_ends(type, last[i])) {
            return true;
        }
    }
    return false;
}

static bool is_article(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    for (size_t i = 0; i < json_array_size(type); i++) {
        if (is_article_type(text_of(json_array_get(type, i)))) {
            return true;
        }
    }
    return is_article_type(text_of(type));
}

static skt_status keep(skt_str *out, skt_arena *arena, skt_str value)
{
    return out->len > 0 || skt_str_trim(value).len == 0
               ? SKT_OK
               : skt_arena_str(out, arena, skt_str_trim(value));
}

static skt_status read_article(skt_page_facts *facts, skt_arena *arena, const json_t *object)
{
    const json_t *page = json_object_get(object, "mainEntityOfPage");
    const skt_str address = text_of(json_object_get(object, "url"));
    const struct {
        skt_str *to;
        skt_str value;
    } facts_of[] = {
        {&facts->title, text_of(json_object_get(object, "headline"))},
        {&facts->body, text_of(json_object_get(object, "articleBody"))},
        {&facts->publisher, text_or(json_object_get(object, "publisher"), "name")},
        {&facts->lang, text_or(json_object_get(object, "inLanguage"), "alternateName")},
        {&facts->url, address.len > 0 ? address : text_or(page, "@id")},
    };
    if (facts->published == SKT_NO_DAY) {
        const skt_str date = text_of(json_object_get(object, "datePublished"));
        facts->published = skt_date_read(NULL, date);
        facts->published_at = skt_date_instant(date);
    }
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof facts_of / sizeof *facts_of && status == SKT_OK; i++) {
        status = keep(facts_of[i].to, arena, facts_of[i].value);
    }
    return status;
}

static skt_status visit(skt_page_facts *facts, skt_arena *arena, const json_t *value, int level)
{
    skt_status status = SKT_OK;
    if (level > MAX_LEVELS) {
        return SKT_OK;
    }
    for (size_t i = 0; i < json_array_size(value) && status == SKT_OK; i++) {
        status = visit(facts, arena, json_array_get(value, i), level + 1);
    }
    if (json_is_object(value)) {
        status = is_article(value) ? read_article(facts, arena, value) : SKT_OK;
        static const char *const inner[] = {"@graph", "mainEntity"};
        for (size_t i = 0; i < sizeof inner / sizeof *inner && status == SKT_OK; i++) {
            status = visit(facts, arena, json_object_get(value, inner[i]), level + 1);
        }
    }
    return status;
}

/* Many pages have line breaks in its texts, which JSON forbids, and a comment around. */
static skt_status mend(skt_buf *out, skt_str text)
{
    size_t from = 0;
    size_t values = 0;
    while (from < text.len && text.ptr[from] != '{' && text.ptr[from] != '[') {
        from++;
    }
    size_t end = text.len;
    while (end > from && text.ptr[end - 1] != '}' && text.ptr[end - 1] != ']') {
        end--;
    }
    bool in_string = false;
    for (size_t i = from; i < end; i++) {
        const char c = text.ptr[i];
        in_string = in_string != (c == '"' && (i == from || text.ptr[i - 1] != '\\'));
        values += c == ',' || c == '[';
        if (in_string && c == '\n') {
            skt_buf_add_text(out, "\\n");
        } else {
            skt_buf_add_char(out, (unsigned char)c < ' ' ? ' ' : c);
        }
    }
    /* A page's own data has some hundreds; each takes memory. */
    return out->failed ? SKT_E_NOMEM : values > MAX_VALUES ? SKT_E_LIMIT : SKT_OK;
}

skt_status skt_json_ld_read(skt_page_facts *facts, skt_arena *arena, skt_str text)
{
    skt_buf mended = SKT_BUF_INIT;
    skt_status status = mend(&mended, text);
    if (status == SKT_OK && mended.len > 0) {
        json_t *value = json_loadb(mended.ptr, mended.len, 0, NULL);
        status = value == NULL ? SKT_OK : visit(facts, arena, value, 0);
        json_decref(value);
    }
    skt_buf_dispose(&mended);
    return status == SKT_E_LIMIT ? SKT_OK : status;
}
