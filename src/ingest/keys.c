#include "ingest/keys.h"

#include "text/text.h"

/* The names that are read, in docs/manual.md too. Of several that a row has for one
 * field, the one that stands first here counts. Compared folded, without `_`, `-`, blanks. */
typedef struct name {
    const char *key;
    skt_key field;
} name;

static const name article_names[] = {
    {"text", SKT_KEY_TEXT},
    {"fulltext", SKT_KEY_TEXT},
    {"articlebody", SKT_KEY_TEXT},
    {"body", SKT_KEY_TEXT},
    {"bodytext", SKT_KEY_TEXT},
    {"contenttext", SKT_KEY_TEXT},
    {"contenthtml", SKT_KEY_TEXT},
    {"content", SKT_KEY_TEXT},
    {"article", SKT_KEY_TEXT},
    {"maintext", SKT_KEY_TEXT},
    {"message", SKT_KEY_TEXT},
    {"post", SKT_KEY_TEXT},
    {"story", SKT_KEY_TEXT},
    {"html", SKT_KEY_TEXT},
    {"description", SKT_KEY_TEXT},
    {"summary", SKT_KEY_TEXT},
    {"excerpt", SKT_KEY_TEXT},
    {"lead", SKT_KEY_TEXT},
    {"abstract", SKT_KEY_TEXT},
    {"title", SKT_KEY_TITLE},
    {"headline", SKT_KEY_TITLE},
    {"heading", SKT_KEY_TITLE},
    {"subject", SKT_KEY_TITLE},
    {"url", SKT_KEY_URL},
    {"link", SKT_KEY_URL},
    {"canonical", SKT_KEY_URL},
    {"canonicalurl", SKT_KEY_URL},
    {"permalink", SKT_KEY_URL},
    {"articleurl", SKT_KEY_URL},
    {"sourceurl", SKT_KEY_URL},
    {"externalurl", SKT_KEY_URL},
    {"href", SKT_KEY_URL},
    {"address", SKT_KEY_URL},
    {"published", SKT_KEY_PUBLISHED},
    {"datepublished", SKT_KEY_PUBLISHED},
    {"publishedat", SKT_KEY_PUBLISHED},
    {"publisheddate", SKT_KEY_PUBLISHED},
    {"publishdate", SKT_KEY_PUBLISHED},
    {"publicationdate", SKT_KEY_PUBLISHED},
    {"pubdate", SKT_KEY_PUBLISHED},
    {"date", SKT_KEY_PUBLISHED},
    {"datetime", SKT_KEY_PUBLISHED},
    {"day", SKT_KEY_PUBLISHED},
    {"timestamp", SKT_KEY_PUBLISHED},
    {"time", SKT_KEY_PUBLISHED},
    {"created", SKT_KEY_PUBLISHED},
    {"createdat", SKT_KEY_PUBLISHED},
    {"posted", SKT_KEY_PUBLISHED},
    {"seendate", SKT_KEY_PUBLISHED},
    {"lang", SKT_KEY_LANG},
    {"language", SKT_KEY_LANG},
    {"inlanguage", SKT_KEY_LANG},
    {"locale", SKT_KEY_LANG},
    {"publisher", SKT_KEY_PUBLISHER},
    {"source", SKT_KEY_PUBLISHER},
    {"sourcename", SKT_KEY_PUBLISHER},
    {"sitename", SKT_KEY_PUBLISHER},
    {"site", SKT_KEY_PUBLISHER},
    {"outlet", SKT_KEY_PUBLISHER},
    {"newspaper", SKT_KEY_PUBLISHER},
    {"channel", SKT_KEY_PUBLISHER},
    {"domain", SKT_KEY_PUBLISHER},
    {"id", SKT_KEY_ID},
    {"guid", SKT_KEY_ID},
    {"uid", SKT_KEY_ID},
    {"docid", SKT_KEY_ID},
    {"articleid", SKT_KEY_ID},
    {"messageid", SKT_KEY_ID},
    {"updated", SKT_KEY_UPDATED},
    {"updatedat", SKT_KEY_UPDATED},
    {"dateupdated", SKT_KEY_UPDATED},
    {"modified", SKT_KEY_UPDATED},
    {"modifiedat", SKT_KEY_UPDATED},
    {"datemodified", SKT_KEY_UPDATED},
    {"lastmodified", SKT_KEY_UPDATED},
};

static const name incident_names[] = {
    {"outcome", SKT_KEY_OUTCOME},
    {"result", SKT_KEY_OUTCOME},
    {"fate", SKT_KEY_OUTCOME},
    {"event", SKT_KEY_OUTCOME},
    {"eventtype", SKT_KEY_OUTCOME},
    {"type", SKT_KEY_OUTCOME},
    {"action", SKT_KEY_OUTCOME},
    {"status", SKT_KEY_OUTCOME},
    {"what", SKT_KEY_OUTCOME},
    {"count", SKT_KEY_COUNT},
    {"value", SKT_KEY_COUNT},
    {"number", SKT_KEY_COUNT},
    {"drones", SKT_KEY_COUNT},
    {"uavs", SKT_KEY_COUNT},
    {"uav", SKT_KEY_COUNT},
    {"quantity", SKT_KEY_COUNT},
    {"qty", SKT_KEY_COUNT},
    {"amount", SKT_KEY_COUNT},
    {"total", SKT_KEY_COUNT},
    {"best", SKT_KEY_COUNT},
    {"n", SKT_KEY_COUNT},
    {"howmany", SKT_KEY_COUNT},
    {"numberofdrones", SKT_KEY_COUNT},
    {"dronecount", SKT_KEY_COUNT},
    {"low", SKT_KEY_LOW},
    {"min", SKT_KEY_LOW},
    {"minimum", SKT_KEY_LOW},
    {"high", SKT_KEY_HIGH},
    {"max", SKT_KEY_HIGH},
    {"maximum", SKT_KEY_HIGH},
    {"bound", SKT_KEY_BOUND},
    {"qualifier", SKT_KEY_BOUND},
    {"approximation", SKT_KEY_BOUND},
    {"precision", SKT_KEY_BOUND},
    {"date", SKT_KEY_DATE},
    {"eventdate", SKT_KEY_DATE},
    {"incidentdate", SKT_KEY_DATE},
    {"attackdate", SKT_KEY_DATE},
    {"day", SKT_KEY_DATE},
    {"night", SKT_KEY_DATE},
    {"datetime", SKT_KEY_DATE},
    {"when", SKT_KEY_DATE},
    {"place", SKT_KEY_PLACE},
    {"location", SKT_KEY_PLACE},
    {"placename", SKT_KEY_PLACE},
    {"facility", SKT_KEY_PLACE},
    {"target", SKT_KEY_PLACE},
    {"site", SKT_KEY_PLACE},
    {"settlement", SKT_KEY_PLACE},
    {"city", SKT_KEY_PLACE},
    {"town", SKT_KEY_PLACE},
    {"village", SKT_KEY_PLACE},
    {"where", SKT_KEY_PLACE},
    {"region", SKT_KEY_REGION},
    {"oblast", SKT_KEY_REGION},
    {"province", SKT_KEY_REGION},
    {"governorate", SKT_KEY_REGION},
    {"state", SKT_KEY_REGION},
    {"admin1", SKT_KEY_REGION},
    {"adm1", SKT_KEY_REGION},
    {"country", SKT_KEY_COUNTRY},
    {"countrycode", SKT_KEY_COUNTRY},
    {"isoa2", SKT_KEY_COUNTRY},
    {"iso2", SKT_KEY_COUNTRY},
    {"nation", SKT_KEY_COUNTRY},
    {"source", SKT_KEY_SOURCE},
    {"issuer", SKT_KEY_SOURCE},
    {"claimedby", SKT_KEY_SOURCE},
    {"reportedby", SKT_KEY_SOURCE},
    {"accordingto", SKT_KEY_SOURCE},
    {"saidby", SKT_KEY_SOURCE},
    {"who", SKT_KEY_SOURCE},
    {"lat", SKT_KEY_LAT},
    {"latitude", SKT_KEY_LAT},
    {"lon", SKT_KEY_LON},
    {"lng", SKT_KEY_LON},
    {"long", SKT_KEY_LON},
    {"longitude", SKT_KEY_LON},
    {"url", SKT_KEY_URL},
    {"link", SKT_KEY_URL},
    {"sourceurl", SKT_KEY_URL},
    {"published", SKT_KEY_PUBLISHED},
    {"publishedat", SKT_KEY_PUBLISHED},
    {"datepublished", SKT_KEY_PUBLISHED},
    {"pubdate", SKT_KEY_PUBLISHED},
    {"publisher", SKT_KEY_PUBLISHER},
    {"outlet", SKT_KEY_PUBLISHER},
    {"lang", SKT_KEY_LANG},
    {"language", SKT_KEY_LANG},
    {"id", SKT_KEY_ID},
    {"incidentid", SKT_KEY_ID},
    {"eventid", SKT_KEY_ID},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void skt_key_of_name(skt_str *key, skt_buf *buf, skt_str text)
{
    enum { LONGEST = 64 };
    skt_buf folded = SKT_BUF_INIT;
    skt_buf_clear(buf);
    if (text.len <= LONGEST) {
        skt_fold(&folded, skt_str_trim(text));
    }
    for (size_t i = 0; i < folded.len; i++) {
        const char c = folded.ptr[i];
        if (c != ' ' && c != '_' && c != '.' && c != '#' && c != ':') {
            skt_buf_add_char(buf, c);
        }
    }
    buf->failed = buf->failed || folded.failed;
    skt_buf_dispose(&folded);
    *key = skt_buf_str(buf);
}

static skt_key find(unsigned *rank, const name *names, size_t count, skt_str key)
{
    *rank = 0;
    for (size_t i = 0; i < count; i++) {
        if (skt_str_is(key, names[i].key)) {
            *rank = (unsigned)i + 1;
            return names[i].field;
        }
    }
    return SKT_KEYS;
}

skt_key skt_key_find(unsigned *rank, skt_str key, skt_item_shape shape)
{
    return shape == SKT_ITEM_INCIDENT ? find(rank, incident_names, COUNT(incident_names), key)
                                      : find(rank, article_names, COUNT(article_names), key);
}

skt_meaning skt_key_meaning(skt_str key)
{
    skt_meaning meaning;
    meaning.article = skt_key_find(&meaning.article_rank, key, SKT_ITEM_ARTICLE);
    meaning.incident = skt_key_find(&meaning.incident_rank, key, SKT_ITEM_INCIDENT);
    return meaning;
}

void skt_names_note(skt_names *names, const skt_meaning *meaning)
{
    const skt_key article = meaning->article;
    const skt_key incident = meaning->incident;
    names->article |= article < SKT_KEYS ? UINT32_C(1) << article : 0;
    names->incident |= incident < SKT_KEYS ? UINT32_C(1) << incident : 0;
    names->known += article < SKT_KEYS || incident < SKT_KEYS;
}

void skt_names_add(skt_names *names, skt_str key)
{
    const skt_meaning meaning = skt_key_meaning(key);
    skt_names_note(names, &meaning);
}

static bool has(uint32_t bits, skt_key field)
{
    return (bits >> field & 1) != 0;
}

skt_item_shape skt_names_shape(const skt_names *names)
{
    const bool placed = has(names->incident, SKT_KEY_PLACE) ||
                        has(names->incident, SKT_KEY_REGION) ||
                        has(names->incident, SKT_KEY_COUNTRY) || has(names->incident, SKT_KEY_LAT);
    if (has(names->incident, SKT_KEY_OUTCOME) && placed) {
        return SKT_ITEM_INCIDENT;
    }
    const bool told = has(names->article, SKT_KEY_TEXT) || has(names->article, SKT_KEY_TITLE);
    return told ? SKT_ITEM_ARTICLE : SKT_ITEM_NONE;
}

void skt_values_take(skt_values *values, skt_key field, unsigned rank, skt_str value)
{
    if (skt_str_trim(value).len > 0 && (values->ranks[field] == 0 || rank < values->ranks[field])) {
        values->values[field] = skt_str_trim(value);
        values->ranks[field] = rank;
    }
}
