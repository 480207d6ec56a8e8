/* A row of a table of incidents, made a claim. */
#include "claims/record.h"

#include <math.h>

#include "claims/items.h"
#include "claims/when.h"
#include "claims/write.h"
#include "core/diag.h"

/* ----------------------------------------------------------------- outcome */

/* How the words begin by which tables name outcomes, folded. What is not here is looked
 * up in the lexicon, where "hit" and "destroyed" depend on who did it to whom. */
static const struct {
    const char *stem;
    skt_outcome outcome;
    skt_method method;
} outcome_stems[] = {
    {"intercept", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"shot down", SKT_INTERCEPTED, SKT_METHOD_KINETIC},
    {"shoot down", SKT_INTERCEPTED, SKT_METHOD_KINETIC},
    {"shootdown", SKT_INTERCEPTED, SKT_METHOD_KINETIC},
    {"downed", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"destroy", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"neutrali", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"jammed", SKT_INTERCEPTED, SKT_METHOD_ELECTRONIC},
    {"suppress", SKT_INTERCEPTED, SKT_METHOD_ELECTRONIC},
    {"electronic", SKT_INTERCEPTED, SKT_METHOD_ELECTRONIC},
    {"сбит", SKT_INTERCEPTED, SKT_METHOD_KINETIC},
    {"уничтож", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"перехва", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"подавл", SKT_INTERCEPTED, SKT_METHOD_ELECTRONIC},
    {"збит", SKT_INTERCEPTED, SKT_METHOD_KINETIC},
    {"знищ", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"перехоп", SKT_INTERCEPTED, SKT_METHOD_UNSTATED},
    {"hit", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"struck", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"strike", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"impact", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"crash", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"fell", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"fall", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"explo", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"damage", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"debris", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"wreckage", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"попадан", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"прилет", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"паден", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"упал", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"удар", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"влучан", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"падін", SKT_IMPACTED, SKT_METHOD_UNSTATED},
    {"launch", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"attack", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"fired", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"sent", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"запущ", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"запуск", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"атак", SKT_LAUNCHED, SKT_METHOD_UNSTATED},
    {"lost", SKT_LOST, SKT_METHOD_UNSTATED},
    {"disappear", SKT_LOST, SKT_METHOD_UNSTATED},
    {"vanish", SKT_LOST, SKT_METHOD_UNSTATED},
    {"потеря", SKT_LOST, SKT_METHOD_UNSTATED},
    {"утрач", SKT_LOST, SKT_METHOD_UNSTATED},
    {"локаційно", SKT_LOST, SKT_METHOD_UNSTATED},
    {"sight", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"seen", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"spotted", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"detect", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"observ", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"incursion", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"airspace", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"замечен", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"обнаруж", SKT_SIGHTED, SKT_METHOD_UNSTATED},
    {"виявл", SKT_SIGHTED, SKT_METHOD_UNSTATED},
};

typedef struct row {
    const skt_record *record;
    const skt_gazetteer *gazetteer;
    const skt_words *words;
    const skt_report *report;
    skt_diag *diag;
    skt_arena *arena;
    skt_claim claim;
} row;

static skt_status warn(const row *r, const char *what, skt_str words)
{
    const skt_str cut = skt_str_cut(words, 60);
    return skt_diag_add(r->diag, SKT_OK, SKT_WARNING, r->report->doc.ptr, 0, "%.*s: %s \"%.*s\"",
                        SKT_FMT(r->report->item), what, SKT_FMT(cut));
}

/* The sense in which the lexicon takes a word: what is done to drones before what they do. */
static bool outcome_of_verb(skt_claim *claim, const skt_entry *verb)
{
    const int senses[] = {verb->patient, verb->agent, verb->with};
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++) {
        if (senses[i] != SKT_NO_OUTCOME) {
            claim->outcome = (skt_outcome)senses[i];
            claim->method =
                claim->outcome == SKT_INTERCEPTED ? (skt_method)verb->method : SKT_METHOD_UNSTATED;
            return true;
        }
    }
    return false;
}

static bool outcome_of_lexicon(row *r)
{
    skt_text text;
    skt_lexis *lexis;
    if (skt_text_split(&text, r->record->outcome, r->arena) != SKT_OK ||
        skt_lexis_open(&lexis, r->words, &text, r->arena) != SKT_OK) {
        return false;
    }
    for (uint32_t at = 0; at < text.n_words; at++) {
        skt_lexicon_hit hit;
        const skt_entry *verb = skt_words_match(&hit, lexis, at, (uint32_t)text.n_words)
                                    ? skt_lexicon_entry(&hit, SKT_TAG_VERB)
                                    : NULL;
        if (verb != NULL && outcome_of_verb(&r->claim, verb)) {
            return true;
        }
    }
    return false;
}

static bool begins_word(skt_str text, const char *stem)
{
    const skt_str needle = skt_str_from(stem);
    for (size_t at = 0; (at = skt_str_find(text, needle, at)) != SIZE_MAX; at++) {
        if (at == 0 || text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '_') {
            return true;
        }
    }
    return false;
}

static bool read_outcome(row *r)
{
    skt_buf folded = SKT_BUF_INIT;
    skt_fold(&folded, r->record->outcome);
    bool found = false;
    for (size_t i = 0; i < sizeof outcome_stems / sizeof *outcome_stems && !found; i++) {
        found = begins_word(skt_buf_str(&folded), outcome_stems[i].stem);
        if (found) {
            r->claim.outcome = outcome_stems[i].outcome;
            r->claim.method = outcome_stems[i].method;
        }
    }
    r->claim.debris =
        found && r->claim.outcome == SKT_IMPACTED && begins_word(skt_buf_str(&folded), "debris");
    skt_buf_dispose(&folded);
    return found || (r->words != NULL && outcome_of_lexicon(r));
}

/* ------------------------------------------------------------------- count */

static const struct {
    const char *sign;
    skt_bound bound;
} signs[] = {
    {"~", SKT_ABOUT},
    {"\xE2\x89\x88", SKT_ABOUT},
    {"ca.", SKT_ABOUT},
    {"c.", SKT_ABOUT},
    {">=", SKT_AT_LEAST},
    {">", SKT_AT_LEAST},
    {"\xE2\x89\xA5", SKT_AT_LEAST},
    {"<=", SKT_AT_MOST},
    {"<", SKT_AT_MOST},
    {"\xE2\x89\xA4", SKT_AT_MOST},
};

/* Digits at the head of *text, thousands by commas or blanks; -1: none. */
static int64_t take_digits(skt_str *text)
{
    int64_t value = -1;
    size_t at = 0;
    while (at < text->len && value < INT64_C(1000000000)) {
        const char c = text->ptr[at];
        const bool digit = c >= '0' && c <= '9';
        const bool group = (c == ',' || c == ' ') && value >= 0 && at + 3 < text->len &&
                           text->ptr[at + 1] >= '0' && text->ptr[at + 1] <= '9' &&
                           text->ptr[at + 2] >= '0' && text->ptr[at + 2] <= '9' &&
                           text->ptr[at + 3] >= '0' && text->ptr[at + 3] <= '9';
        if (!digit && !group) {
            break;
        }
        value = digit ? (value < 0 ? 0 : value) * 10 + (c - '0') : value;
        at++;
    }
    *text = skt_str_trim(skt_str_sub(*text, at, text->len - at));
    return value;
}

/* A figure with signs: "30+", "~40", ">100", "20-25", "7.0". */
static bool read_signs(skt_claim *claim, skt_str text)
{
    claim->bound = SKT_EXACT;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (skt_str_starts(text, skt_str_from(signs[i].sign))) {
            const size_t length = strlen(signs[i].sign);
            claim->bound = signs[i].bound;
            text = skt_str_trim(skt_str_sub(text, length, text.len - length));
            break;
        }
    }
    claim->value = take_digits(&text);
    if (claim->value < 0) {
        return false;
    }
    const skt_str dashes[] = {SKT_LIT("-"), SKT_LIT("\xE2\x80\x93"), SKT_LIT("\xE2\x80\x94"),
                              SKT_LIT("..")};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        skt_str rest = text;
        if (skt_str_starts(text, dashes[i])) {
            rest = skt_str_trim(skt_str_sub(text, dashes[i].len, text.len - dashes[i].len));
            const int64_t high = take_digits(&rest);
            if (high >= claim->value && rest.len == 0) {
                claim->estimate = (skt_estimate){claim->value, (claim->value + high) / 2, high};
                claim->value = claim->estimate.best;
                claim->bound = SKT_ABOUT;
                return true;
            }
        }
    }
    if (skt_str_is(text, "+")) {
        claim->bound = SKT_AT_LEAST;
        return true;
    }
    return text.len == 0 || skt_str_is(text, ".0");
}

/* A figure in words, as a report has it: "at least 30", "a dozen", "several". */
static bool read_words(row *r, skt_str cell)
{
    skt_text text;
    skt_lexis *lexis;
    item count;
    if (r->words == NULL || skt_text_split(&text, cell, r->arena) != SKT_OK || text.n_words == 0 ||
        skt_lexis_open(&lexis, r->words, &text, r->arena) != SKT_OK) {
        return false;
    }
    const skt_scene scene = {.text = &text, .words = lexis, .gazetteer = r->gazetteer};
    if (!count_at(&count, &scene, 0, (uint32_t)text.n_words)) {
        return false;
    }
    r->claim.value = count.count == COUNT_ZERO ? 0 : count.value;
    r->claim.bound = count.value == SKT_NULL ? SKT_VAGUE : (skt_bound)count.bound;
    r->claim.estimate = (skt_estimate){count.low, SKT_NULL, SKT_NULL};
    return true;
}

static bool says_nothing(skt_str cell)
{
    static const char *const words[] = {"",   "-",    "?",  "n/a",     "na",      "N/A",
                                        "NA", "null", "nd", "unknown", "Unknown", "none given"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (skt_str_is(cell, words[i])) {
            return true;
        }
    }
    return false;
}

/* A cell of the bound's own column: "at_least", "about". */
static void read_bound(skt_claim *claim, skt_str cell)
{
    for (int i = SKT_EXACT; i <= SKT_ABOUT && claim->value != SKT_NULL; i++) {
        skt_str name = skt_str_from(skt_bound_name((skt_bound)i));
        if (skt_str_eq(cell, name) ||
            (skt_str_is(name, "at_least") && skt_str_is(cell, "at least")) ||
            (skt_str_is(name, "at_most") && skt_str_is(cell, "at most"))) {
            claim->bound = (skt_bound)i;
        }
    }
}

/* Columns of a lowest and a highest figure, beside that of the best or without it. */
static void read_range(skt_claim *claim, const skt_record *record)
{
    skt_str low_cell = record->low;
    skt_str high_cell = record->high;
    const int64_t low = take_digits(&low_cell);
    const int64_t high = take_digits(&high_cell);
    if (claim->value == SKT_NULL && low >= 0 && high >= low) {
        claim->value = (low + high) / 2;
        claim->bound = low == high ? SKT_EXACT : SKT_ABOUT;
    } else if (claim->value == SKT_NULL && low > 0 && high < 0) {
        claim->value = low;
        claim->bound = SKT_AT_LEAST;
    }
    const skt_number best = claim->value;
    if (best != SKT_NULL && low >= 0 && low <= best && (high < 0 || high >= best)) {
        claim->estimate = (skt_estimate){low, best, high < 0 ? SKT_NULL : high};
        claim->bound = claim->bound == SKT_EXACT && low < best ? SKT_ABOUT : claim->bound;
    }
}

/* False: the row counts none. */
static bool read_count(row *r)
{
    skt_claim *claim = &r->claim;
    const skt_str cell = skt_str_trim(r->record->count);
    const skt_estimate unknown = {SKT_NULL, SKT_NULL, SKT_NULL};
    claim->estimate = unknown;
    if (says_nothing(cell)) {
        claim->value = SKT_NULL;
    } else if (!read_signs(claim, cell)) {
        claim->estimate = unknown;
        if (!read_words(r, cell)) {
            claim->value = SKT_NULL;
            (void)warn(r, "the number is not understood:", cell);
        }
    }
    read_bound(claim, r->record->bound);
    if (claim->value != SKT_NULL && claim->estimate.best == SKT_NULL) {
        claim->estimate = bounded_estimate(claim->value, claim->bound);
    }
    read_range(claim, r->record);
    if (claim->value == SKT_NULL) {
        claim->bound = SKT_VAGUE;
        claim->estimate.low = claim->estimate.low == SKT_NULL ? 1 : claim->estimate.low;
    }
    if (claim->debris) {
        claim->value = SKT_NULL;
        claim->bound = SKT_VAGUE;
        claim->estimate = unknown;
    }
    return claim->value != 0;
}

/* ------------------------------------------------------------------- place */

/* The likeliest of a name's candidates that lies in `outer` and is of one of the levels
 * (bits); SKT_NO_NODE if there is none. */
static skt_status resolve(skt_node *out, row *r, skt_str name, skt_str context, skt_node outer,
                          unsigned levels)
{
    skt_candidates candidates = {0};
    const skt_node country =
        outer == SKT_NO_NODE ? SKT_NO_NODE : skt_gazetteer_country_of(r->gazetteer, outer);
    const skt_str code =
        country == SKT_NO_NODE ? SKT_STR_NONE : skt_gazetteer_node(r->gazetteer, country).country;
    *out = SKT_NO_NODE;
    const skt_status status = skt_gazetteer_resolve(&candidates, r->gazetteer, name, context, code);
    for (size_t i = 0; i < candidates.count && *out == SKT_NO_NODE; i++) {
        const skt_node node = candidates.items[i].node;
        const skt_level level = skt_gazetteer_level(r->gazetteer, node);
        const bool inside = outer == SKT_NO_NODE || level == SKT_LEVEL_SEA ||
                            skt_gazetteer_within(r->gazetteer, node, outer);
        *out = inside && (levels >> level & 1) != 0 ? node : SKT_NO_NODE;
    }
    skt_vec_dispose(&candidates);
    return status;
}

enum {
    COUNTRIES = 1U << SKT_LEVEL_COUNTRY,
    REGIONS = 1U << SKT_LEVEL_REGION | 1U << SKT_LEVEL_SEA,
    ANY = ~0U >> 1
};

static skt_status find_country(skt_node *out, row *r)
{
    const skt_str name = r->record->country;
    *out = name.len == 2 ? skt_gazetteer_country(r->gazetteer, name) : SKT_NO_NODE;
    return *out != SKT_NO_NODE || name.len == 0
               ? SKT_OK
               : resolve(out, r, name, SKT_STR_NONE, SKT_NO_NODE, COUNTRIES);
}

/* By its code or its name, which may lack its type word, or be a city's that is a region. */
static skt_status find_region(skt_node *out, row *r, skt_node country)
{
    const skt_str name = r->record->region;
    *out = name.len == 0 ? SKT_NO_NODE : skt_gazetteer_admin1(r->gazetteer, name);
    skt_status status = SKT_OK;
    if (*out == SKT_NO_NODE && name.len > 0) {
        status = resolve(out, r, name, r->record->country, country, REGIONS);
    }
    if (status == SKT_OK && *out == SKT_NO_NODE && name.len > 0) {
        skt_str typed;
        status = skt_arena_format(&typed, r->arena, "%.*s region", SKT_FMT(name));
        if (status == SKT_OK) {
            status = resolve(out, r, typed, r->record->country, country, REGIONS);
        }
    }
    return status;
}

/* The place, first as it is written, then without what stands behind a comma. */
static skt_status find_place(skt_node *out, row *r, skt_node outer)
{
    const skt_record *record = r->record;
    skt_str context;
    skt_str name = record->place;
    skt_status status = skt_arena_format(&context, r->arena, "%.*s, %.*s, %.*s", SKT_FMT(name),
                                         SKT_FMT(record->region), SKT_FMT(record->country));
    *out = SKT_NO_NODE;
    for (size_t pass = 0; pass < 2 && status == SKT_OK && *out == SKT_NO_NODE; pass++) {
        if (name.len > 0) {
            status = resolve(out, r, name, context, outer, ANY);
        }
        skt_str rest = record->place;
        if (!skt_str_split(&name, &rest, ',') || rest.ptr == NULL) {
            break;
        }
        name = skt_str_trim(name);
    }
    return status;
}

/* A place that the gazetteer lacks lies somewhere in its region, or where the row says. */
static void fill_point(row *r, skt_place *place, bool found)
{
    const skt_record *record = r->record;
    if (!found && record->place.len > 0) {
        place->level = SKT_LEVEL_CITY;
        place->lat = place->lon = (double)NAN;
        place->geonameid = 0;
    }
    if (!found && !isnan(record->lat) && !isnan(record->lon) && record->place.len > 0) {
        place->lat = record->lat;
        place->lon = record->lon;
        place->geo_precision = 1;
    }
}

/* False: the row names no place that is known. */
static skt_status read_place(row *r, bool *known)
{
    const skt_record *record = r->record;
    skt_node country;
    skt_node region = SKT_NO_NODE;
    skt_node node = SKT_NO_NODE;
    skt_node at_region = SKT_NO_NODE;
    skt_node at_country = SKT_NO_NODE;
    skt_status status = find_country(&country, r);
    if (status == SKT_OK) {
        status = find_region(&region, r, country);
    }
    if (region == SKT_NO_NODE && !isnan(record->lat) && !isnan(record->lon)) {
        skt_gazetteer_at(r->gazetteer, record->lat, record->lon, &at_region, &at_country);
        region = at_region;
        country = country == SKT_NO_NODE ? at_country : country;
    }
    const skt_node outer = region != SKT_NO_NODE ? region : country;
    if (status == SKT_OK && record->place.len > 0) {
        status = find_place(&node, r, outer);
        if (status == SKT_OK && node == SKT_NO_NODE && region != SKT_NO_NODE) {
            /* The region's own seat may be a region beside it: Kyiv, Moscow. */
            status = find_place(&node, r, country);
        }
    }
    const bool found = node != SKT_NO_NODE;
    node = found ? node : outer;
    *known = node != SKT_NO_NODE;
    if (status != SKT_OK || !*known) {
        return status;
    }
    skt_place *place = skt_arena_array(r->arena, 1, sizeof *place);
    if (place == NULL) {
        return SKT_E_NOMEM;
    }
    *place = (skt_place){.role = SKT_PLACE_TARGET};
    skt_gazetteer_fill_place(r->gazetteer, place, node);
    place->name = record->place.len > 0    ? record->place
                  : record->region.len > 0 ? record->region
                                           : record->country;
    if (!found && record->place.len > 0) {
        (void)warn(r, "the place is not in the gazetteer:", record->place);
    }
    fill_point(r, place, found);
    r->claim.places = place;
    r->claim.n_places = 1;
    return SKT_OK;
}

/* The day from midnight to midnight where it happened. */
static void read_day(row *r)
{
    enum { DAY_S = 86400 };
    skt_claim *claim = &r->claim;
    claim->date = r->record->date;
    claim->window = (skt_window){SKT_NO_TIME, SKT_NO_TIME, 0, SKT_TIME_NONE, false};
    if (claim->date == SKT_NO_DAY) {
        (void)warn(r, "the row has no day that could be read:", r->report->text);
        return;
    }
    const skt_str zone = skt_gazetteer_node(r->gazetteer, claim->places[0].node).zone;
    int32_t offset;
    claim->window.precision = SKT_TIME_DAY;
    claim->window.start = skt_zone_instant(&claim->window.zone_offset_s, claim->date, 0, zone);
    claim->window.end = skt_zone_instant(&offset, claim->date, DAY_S, zone);
}

skt_status skt_record_extract(skt_claim_set *claims, const skt_report *report,
                              const skt_gazetteer *gazetteer, const skt_words *words,
                              skt_diag *diag)
{
    skt_arena arena = SKT_ARENA_INIT;
    bool known = false;
    row r = {.record = report->record,
             .gazetteer = gazetteer,
             .words = words,
             .report = report,
             .diag = diag,
             .arena = &arena,
             .claim = {.doc = report->doc,
                       .item = report->item,
                       .report = report->id,
                       .url = report->url,
                       .publisher = report->publisher,
                       .lang = report->lang.len > 0 ? report->lang : SKT_LIT("en"),
                       .signature = report->signature,
                       .published = report->published,
                       .published_from = report->date_origin,
                       .sites = SKT_NULL,
                       .source = report->record->source,
                       .evidence = report->text}};
    skt_status status = SKT_OK;
    if (!read_outcome(&r)) {
        status = warn(&r, "the outcome is not understood:", report->record->outcome);
    } else if (read_count(&r)) {
        status = read_place(&r, &known);
        if (status == SKT_OK && !known) {
            status = warn(&r, "no place of the row is in the gazetteer:", report->text);
        }
    }
    if (status == SKT_OK && known) {
        read_day(&r);
        /* Several rows may be of one report: the row tells them apart. */
        status = skt_arena_format(&r.claim.id, &arena, "%.*s-%.*s", SKT_FMT(report->id),
                                  SKT_FMT(report->signature));
        if (status == SKT_OK) {
            status = skt_claim_set_add(claims, &r.claim);
        }
    }
    skt_arena_dispose(&arena);
    return status;
}
