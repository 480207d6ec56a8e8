/* Claims read back from the lines that `skytally extract` prints. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "core/arena.h"
#include "core/buf.h"
#include "gazetteer/rebind.h"
#include "ingest/json_line.h"
#include "ingest/readers.h"

enum { MAX_LINE = 4 << 20, DAY_S = 86400 };

/* A line being read: where it is, and what is wrong with it. */
typedef struct reading {
    skt_rebind *rebind;
    skt_json_line *line;
    skt_arena arena;   /* of the claim: its places and links */
    const char *wrong; /* the first key that does not fit, or NULL */
    bool no_memory;
} reading;

/* ----------------------------------------------------------------- fields */

static const skt_value *field(reading *r, const skt_value *object, const char *key)
{
    const skt_value *value = skt_json_line_field(r->line, object, skt_str_from(key));
    return value == NULL || value->kind == SKT_VALUE_NULL ? NULL : value;
}

/* The value under `key` where it is of `kind`, else NULL. */
static const skt_value *get(reading *r, const skt_value *object, const char *key,
                            skt_value_kind kind)
{
    const skt_value *value = field(r, object, key);
    if (value != NULL && value->kind != kind) {
        r->wrong = r->wrong != NULL ? r->wrong : key;
        return NULL;
    }
    return value;
}

static skt_str get_str(reading *r, const skt_value *object, const char *key)
{
    const skt_value *value = get(r, object, key, SKT_VALUE_TEXT);
    return value == NULL ? SKT_STR_NONE : value->text;
}

static skt_number get_number(reading *r, const skt_value *object, const char *key)
{
    const skt_value *value = get(r, object, key, SKT_VALUE_INTEGER);
    if (value != NULL && value->integer < 0) {
        r->wrong = r->wrong != NULL ? r->wrong : key;
        return SKT_NULL;
    }
    return value == NULL ? SKT_NULL : (skt_number)value->integer;
}

static double get_real(reading *r, const skt_value *object, const char *key)
{
    const skt_value *value = field(r, object, key);
    if (value != NULL && value->kind != SKT_VALUE_REAL && value->kind != SKT_VALUE_INTEGER) {
        r->wrong = r->wrong != NULL ? r->wrong : key;
        return (double)NAN;
    }
    return value == NULL ? (double)NAN : value->real;
}

static bool get_bool(reading *r, const skt_value *object, const char *key)
{
    const skt_value *value = get(r, object, key, SKT_VALUE_BOOL);
    return value != NULL && value->integer != 0;
}

static skt_day get_day(reading *r, const skt_value *object, const char *key)
{
    const skt_str text = get_str(r, object, key);
    const skt_day day = text.len == 10 ? skt_day_parse(text) : SKT_NO_DAY;
    if (text.ptr != NULL && day == SKT_NO_DAY) {
        r->wrong = r->wrong != NULL ? r->wrong : key;
    }
    return day;
}

static int two_digits(const char *text)
{
    const bool digits = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    return digits ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

/* "YYYY-MM-DDTHH:MM:SS+HH:MM" */
static skt_time get_time(reading *r, const skt_value *object, const char *key, int32_t *offset_s)
{
    const skt_str text = get_str(r, object, key);
    *offset_s = 0;
    if (text.ptr == NULL) {
        return SKT_NO_TIME;
    }
    const char *t = text.ptr;
    const skt_day day = skt_day_parse(text);
    if (text.len == 25 && day != SKT_NO_DAY && t[10] == 'T' && (t[19] == '+' || t[19] == '-')) {
        const int hour = two_digits(t + 11);
        const int minute = two_digits(t + 14);
        const int second = two_digits(t + 17);
        const int zone_hour = two_digits(t + 20);
        const int zone_minute = two_digits(t + 23);
        if (hour >= 0 && minute >= 0 && second >= 0 && zone_hour >= 0 && zone_minute >= 0) {
            const int32_t offset = (zone_hour * 60 + zone_minute) * 60;
            *offset_s = t[19] == '-' ? -offset : offset;
            return (skt_time)day * DAY_S + hour * 3600 + minute * 60 + second - *offset_s;
        }
    }
    r->wrong = r->wrong != NULL ? r->wrong : key;
    return SKT_NO_TIME;
}

/* Index of the word under `key` among the `count` names of a term; `missing`
 * where there is none. */
#define TERM(function, type, getter)                                                               \
    static type function(reading *r, const skt_value *object, const char *key, int count,          \
                         type missing)                                                             \
    {                                                                                              \
        const skt_str word = get_str(r, object, key);                                              \
        for (int i = 0; word.ptr != NULL && i < count; i++) {                                      \
            if (skt_str_is(word, getter((type)i))) {                                               \
                return (type)i;                                                                    \
            }                                                                                      \
        }                                                                                          \
        if (word.ptr != NULL || (int)missing < 0) {                                                \
            r->wrong = r->wrong != NULL ? r->wrong : key;                                          \
        }                                                                                          \
        return missing;                                                                            \
    }

TERM(get_outcome, skt_outcome, skt_outcome_name)
TERM(get_bound, skt_bound, skt_bound_name)
TERM(get_method, skt_method, skt_method_name)
TERM(get_period, skt_period, skt_period_name)
TERM(get_role, skt_role, skt_role_name)
TERM(get_level, skt_level, skt_level_name)
TERM(get_place_role, skt_place_role, skt_place_role_name)
TERM(get_precision, skt_time_precision, skt_time_precision_name)
TERM(get_origin, skt_date_origin, skt_date_origin_name)
TERM(get_link_type, skt_link_type, skt_link_type_name)

/* ----------------------------------------------------------------- places */

static void read_place(reading *r, skt_place *place, const skt_value *object)
{
    const skt_number id = get_number(r, object, "geonameid");
    const skt_number precision = get_number(r, object, "geo_precision");
    *place = (skt_place){
        .name = get_str(r, object, "name"),
        .label = get_str(r, object, "label"),
        .level = get_level(r, object, "level", SKT_LEVEL_SEA + 1, SKT_LEVEL_UNKNOWN),
        .role = get_place_role(r, object, "role", SKT_PLACE_BORDER + 1, SKT_PLACE_TARGET),
        .country = get_str(r, object, "country"),
        .admin1 = get_str(r, object, "admin1"),
        .iso_3166_2 = get_str(r, object, "iso_3166_2"),
        .geonameid = id == SKT_NULL ? 0 : id,
        .lat = get_real(r, object, "lat"),
        .lon = get_real(r, object, "lon"),
        .geo_precision = precision == SKT_NULL || precision > 5 ? 0 : (int)precision,
    };
    r->no_memory = r->no_memory || skt_rebind_place(place, r->rebind) != SKT_OK;
}

static skt_place *read_places(reading *r, size_t *count, const skt_value *claim, const char *key)
{
    const skt_value *array = get(r, claim, key, SKT_VALUE_ARRAY);
    const size_t n = array == NULL ? 0 : array->n;
    *count = 0;
    if (n == 0) {
        return NULL;
    }
    skt_place *places = skt_arena_array(&r->arena, n, sizeof *places);
    if (places == NULL) {
        r->no_memory = true;
        return NULL;
    }
    const skt_value *place = skt_json_line_first(array);
    for (size_t i = 0; i < n; i++, place = skt_json_line_next(r->line, place)) {
        read_place(r, &places[i], place);
    }
    *count = n;
    return places;
}

static void read_links(reading *r, skt_claim *claim, const skt_value *object)
{
    const skt_value *array = field(r, object, "links");
    const size_t n = array == NULL || array->kind != SKT_VALUE_ARRAY ? 0 : array->n;
    if (n == 0) {
        return;
    }
    claim->links = skt_arena_array(&r->arena, n, sizeof *claim->links);
    if (claim->links == NULL) {
        r->no_memory = true;
        return;
    }
    claim->n_links = n;
    const skt_value *link = skt_json_line_first(array);
    for (size_t i = 0; i < n; i++, link = skt_json_line_next(r->line, link)) {
        claim->links[i] = (skt_claim_link){
            get_link_type(r, link, "type", SKT_LINK_RECALLED + 1, SKT_LINK_SAME_EVENT),
            get_str(r, link, "to"), get_str(r, link, "reason")};
    }
}

/* ----------------------------------------------------------------- claims */

static void read_when(reading *r, skt_claim *claim, const skt_value *object)
{
    int32_t end_offset_s;
    claim->date = get_day(r, object, "date");
    claim->window.start = get_time(r, object, "start", &claim->window.zone_offset_s);
    claim->window.end = get_time(r, object, "end", &end_offset_s);
    claim->window.precision =
        get_precision(r, object, "time_precision", SKT_TIME_MONTH + 1, SKT_TIME_NONE);
    claim->window.approximate = get_bool(r, object, "approximate");
    claim->period = get_period(r, object, "period", SKT_BACKGROUND + 1, SKT_EVENT);
}

static void read_quantity(reading *r, skt_claim *claim, const skt_value *object)
{
    claim->outcome = get_outcome(r, object, "outcome", SKT_OUTCOMES, (skt_outcome)-1);
    claim->method = get_method(r, object, "method", SKT_METHOD_MIXED + 1, SKT_METHOD_UNSTATED);
    claim->value = get_number(r, object, "value");
    claim->bound = get_bound(r, object, "bound", SKT_VAGUE + 1,
                             claim->value == SKT_NULL ? SKT_VAGUE : SKT_EXACT);
    claim->estimate = (skt_estimate){get_number(r, object, "low"), get_number(r, object, "best"),
                                     get_number(r, object, "high")};
    claim->sites = get_number(r, object, "sites");
    claim->debris = get_bool(r, object, "debris");
    claim->withheld = get_bool(r, object, "withheld");
}

static void read_claim(reading *r, skt_claim *claim, const skt_value *object)
{
    const skt_number offset = get_number(r, object, "offset");
    *claim = (skt_claim){
        .id = get_str(r, object, "id"),
        .doc = get_str(r, object, "doc"),
        .item = get_str(r, object, "item"),
        .report = get_str(r, object, "report"),
        .url = get_str(r, object, "url"),
        .publisher = get_str(r, object, "publisher"),
        .lang = get_str(r, object, "lang"),
        .signature = get_str(r, object, "signature"),
        .published = get_day(r, object, "published"),
        .published_from =
            get_origin(r, object, "published_from", SKT_DATE_OPTION + 1, SKT_DATE_NONE),
        .role = get_role(r, object, "role", SKT_PART + 1, SKT_SINGLE),
        .part_of = get_str(r, object, "part_of"),
        .subset = get_bool(r, object, "subset"),
        .added = get_bool(r, object, "added"),
        .superseded = get_bool(r, object, "superseded"),
        .attacker = get_str(r, object, "attacker"),
        .issuer = get_str(r, object, "issuer"),
        .source = get_str(r, object, "source"),
        .evidence = get_str(r, object, "evidence"),
        .offset = offset == SKT_NULL ? 0 : (size_t)offset,
    };
    if (claim->id.len == 0 || claim->report.len == 0) {
        r->wrong = claim->id.len == 0 ? "id" : "report";
    }
    read_quantity(r, claim, object);
    read_when(r, claim, object);
    claim->places = read_places(r, &claim->n_places, object, "places");
    claim->other_places = read_places(r, &claim->n_other_places, object, "other_places");
    read_links(r, claim, object);
}

/* Says why the line is no object. */
static skt_status refuse(skt_source *source, skt_str text, size_t number)
{
    json_error_t error = {.text = "a JSON object is expected"};
    json_t *value = json_loadb(text.ptr, text.len, 0, &error);
    (void)skt_source_say(source, SKT_REFUSAL, number, "is no claim: %s",
                         value == NULL ? error.text : "a JSON object is expected");
    json_decref(value);
    return SKT_E_INPUT;
}

/* Adds the claim of one line; SKT_E_INPUT where it is none. */
static skt_status take_line(skt_claim_set *claims, skt_source *source, skt_str text, reading *r,
                            size_t number)
{
    const skt_value *object = skt_json_line_read(r->line, text);
    if (object == NULL && r->line->no_memory) {
        return SKT_E_NOMEM;
    }
    if (object == NULL || object->kind != SKT_VALUE_OBJECT) {
        return refuse(source, text, number);
    }
    skt_status status = SKT_OK;
    if (field(r, object, "kind") == NULL) {
        skt_claim claim;
        r->wrong = NULL;
        read_claim(r, &claim, object);
        if (r->wrong != NULL) {
            (void)skt_source_say(source, SKT_REFUSAL, number,
                                 "is no claim: \"%s\" is missing or not what it should be",
                                 r->wrong);
            status = SKT_E_INPUT;
        } else {
            status = r->no_memory ? SKT_E_NOMEM : skt_claim_set_add(claims, &claim);
            source->n_items += status == SKT_OK;
        }
        skt_arena_dispose(&r->arena);
    }
    return status;
}

/* Adds the claims of all lines to the set of the options. Rows of another "kind" and empty
 * lines are passed over; a line that is no claim is refused with its number, and the rest
 * goes on. */
skt_status skt_read_claims(skt_report *out, skt_source *source)
{
    skt_rebind rebind = {.gazetteer = source->options->gazetteer};
    skt_json_line fields = {0};
    reading r = {.rebind = &rebind, .line = &fields};
    skt_stream *stream = &source->stream;
    size_t refused = 0;
    skt_status status = SKT_OK;
    *out = (skt_report){.doc = skt_str_from(source->doc)};
    while (status == SKT_OK) {
        skt_str line;
        bool too_long;
        const size_t number = stream->line;
        status = skt_stream_line(&line, &too_long, stream, MAX_LINE);
        if (status == SKT_OK && too_long) {
            status = skt_source_say(source, SKT_REFUSAL, number,
                                    "is longer than the 4 MB that a claim may have");
            refused++;
        } else if (status == SKT_OK && skt_str_trim(line).len > 0) {
            status = take_line(source->options->claims, source, line, &r, number);
            refused += status == SKT_E_INPUT;
            status = status == SKT_E_INPUT ? SKT_OK : status;
        }
    }
    skt_rebind_dispose(&rebind);
    skt_json_line_dispose(&fields);
    /* A file of which nothing could be read is refused as a whole. */
    return status == SKT_E_NOTFOUND && source->n_items == 0 && refused > 0 ? SKT_E_INPUT : status;
}

bool skt_looks_like_claims(skt_str head)
{
    const skt_str text = skt_trim(head);
    const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    const skt_str line = skt_str_sub(text, 0, end != NULL ? (size_t)(end - text.ptr) : text.len);
    const skt_str keys[] = {SKT_LIT("\"outcome\""), SKT_LIT("\"report\""), SKT_LIT("\"places\"")};
    size_t found = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        found += skt_str_find(line, keys[i], 0) != SIZE_MAX;
    }
    const bool tally = skt_str_starts(line, SKT_LIT("{\"kind\": \"tally\""));
    return line.len > 0 && line.ptr[0] == '{' && (found >= 2 || tally);
}
