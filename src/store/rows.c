/* Reports, claims and places to rows of tables and back, column by column in the order of
 * schema.c. */

#include "core/calendar.h"
#include "core/str.h"
#include "store/internal.h"

enum { DAY_S = 86400 };

/* -------------------------------------------------------------- to a row */

static void put(skt_sql_row *row, skt_sql_value value)
{
    row->values[row->n++] = value;
}

static void put_str(skt_sql_row *row, skt_str text)
{
    put(row, skt_sql_str(text));
}

static void put_text(skt_sql_row *row, const char *text)
{
    put_str(row, skt_str_from(text));
}

static void put_int(skt_sql_row *row, int64_t value)
{
    put(row, skt_sql_int(value));
}

static void put_null(skt_sql_row *row)
{
    put(row, (skt_sql_value){.kind = SKT_SQL_IS_NULL});
}

static void put_number(skt_sql_row *row, skt_number value)
{
    if (value == SKT_NULL) {
        put_null(row);
    } else {
        put_int(row, value);
    }
}

static void put_real(skt_sql_row *row, double value)
{
    put(row,
        (skt_sql_value){.kind = isnan(value) ? SKT_SQL_IS_NULL : SKT_SQL_IS_REAL, .real = value});
}

static void put_day(skt_sql_row *row, skt_day day, char room[SKT_ROW_TEXT])
{
    skt_day_format(room, day);
    put_str(row, room[0] == '\0' ? SKT_STR_NONE : skt_str_from(room));
}

static void put_time(skt_sql_row *row, skt_time time, char room[SKT_ROW_TEXT])
{
    skt_instant_format(room, time);
    put_str(row, room[0] == '\0' ? SKT_STR_NONE : skt_str_from(room));
}

static void put_origin(skt_sql_row *row, skt_date_origin origin)
{
    put_text(row, origin == SKT_DATE_NONE ? NULL : skt_date_origin_name(origin));
}

void skt_row_of_report(skt_sql_row *out, const skt_report_row *row, const skt_report *report,
                       skt_row_text *text)
{
    out->n = 0;
    put_str(out, row->key);
    put_int(out, row->version);
    put_int(out, row->current);
    put_number(out, row->superseded_by == 0 ? SKT_NULL : row->superseded_by);
    put_str(out, report->id);
    put_str(out, report->signature.ptr != NULL ? report->signature : SKT_LIT(""));
    put_str(out, row->fingerprint);
    put_str(out, report->doc.ptr != NULL ? report->doc : SKT_LIT(""));
    put_str(out, report->item);
    put_str(out, report->url);
    put_str(out, report->publisher);
    put_str(out, report->lang);
    put_str(out, report->title);
    put_day(out, report->published, text->room[0]);
    put_origin(out, report->date_origin);
    put_int(out, (int64_t)row->claims);
    put_str(out, report->text);
}

/* The point of a claim that counts over one place that has one. */
static void put_point(skt_sql_row *row, const skt_claim *claim)
{
    const skt_place *place = claim->n_places == 1 ? claim->places : NULL;
    const bool honest = place != NULL && place->geo_precision >= 1 && place->geo_precision <= 2 &&
                        !isnan(place->lat) && !isnan(place->lon);
    if (!honest) {
        put_null(row);
        return;
    }
    put(row, (skt_sql_value){.kind = SKT_SQL_IS_POINT, .real = place->lon, .lat = place->lat});
}

static void put_names(skt_sql_row *row, const skt_claim *claim, skt_buf *names)
{
    skt_buf_clear(names);
    for (size_t i = 0; i < claim->n_places; i++) {
        const skt_place *place = &claim->places[i];
        skt_buf_add_text(names, i == 0 ? "" : ", ");
        skt_buf_add(names, place->label.len > 0 ? place->label : place->name);
    }
    put_str(row, claim->n_places == 0 ? SKT_STR_NONE : skt_buf_str(names));
}

static void put_report_of(skt_sql_row *out, const skt_claim *claim, skt_row_text *text)
{
    put_str(out, claim->doc.ptr != NULL ? claim->doc : SKT_LIT(""));
    put_str(out, claim->item);
    put_str(out, claim->report);
    put_str(out, claim->url);
    put_day(out, claim->published, text->room[0]);
    put_origin(out, claim->published_from);
    put_str(out, claim->publisher);
    put_str(out, claim->lang);
    put_str(out, claim->signature);
}

static void put_quantity(skt_sql_row *out, const skt_claim *claim)
{
    put_text(out, skt_outcome_name(claim->outcome));
    put_text(out, skt_method_name(claim->method));
    put_number(out, claim->value);
    put_text(out, skt_bound_name(claim->bound));
    put_number(out, claim->estimate.low);
    put_number(out, claim->estimate.best);
    put_number(out, claim->estimate.high);
    put_number(out, claim->sites);
    put_int(out, claim->debris);
    put_int(out, claim->withheld);
}

static void put_when(skt_sql_row *out, const skt_claim *claim, skt_row_text *text)
{
    put_day(out, claim->date, text->room[1]);
    put_time(out, claim->window.start, text->room[2]);
    put_time(out, claim->window.end, text->room[3]);
    put_int(out, claim->window.zone_offset_s);
    put_text(out, skt_time_precision_name(claim->window.precision));
    put_int(out, claim->window.approximate);
    put_text(out, skt_period_name(claim->period));
}

skt_status skt_row_of_claim(skt_sql_row *out, const skt_claim *claim, int64_t report_fid, size_t n,
                            int64_t withdrawn_by, skt_row_text *text)
{
    out->n = 0;
    put_point(out, claim);
    put_str(out, claim->id);
    put_int(out, report_fid);
    put_int(out, (int64_t)n);
    put_int(out, withdrawn_by != 0);
    put_number(out, withdrawn_by == 0 ? SKT_NULL : withdrawn_by);
    put_report_of(out, claim, text);
    put_quantity(out, claim);
    put_names(out, claim, &text->names);
    put_when(out, claim, text);
    put_text(out, skt_role_name(claim->role));
    put_str(out, claim->part_of);
    put_int(out, claim->subset);
    put_int(out, claim->added);
    put_int(out, claim->superseded);
    put_str(out, claim->attacker);
    put_str(out, claim->issuer);
    put_str(out, claim->source);
    put_str(out, claim->evidence);
    put_int(out, (int64_t)claim->offset);
    return text->names.failed ? SKT_E_NOMEM : SKT_OK;
}

void skt_row_of_place(skt_sql_row *out, const skt_place *place, int64_t claim_fid, size_t n)
{
    /* A sea has no code to find it by again: it bears the gazetteer's name. */
    const bool by_label = place->level == SKT_LEVEL_SEA && place->label.ptr != NULL;
    out->n = 0;
    put_int(out, claim_fid);
    put_int(out, (int64_t)n);
    put_str(out, by_label ? place->label : place->name);
    put_str(out, place->label);
    put_text(out, skt_level_name(place->level));
    put_str(out, place->country);
    put_str(out, place->admin1);
    put_str(out, place->iso_3166_2);
    put_number(out, place->geonameid == 0 ? SKT_NULL : place->geonameid);
    put_real(out, place->lat);
    put_real(out, place->lon);
    put_number(out, place->geo_precision == 0 ? SKT_NULL : place->geo_precision);
    put_text(out, skt_place_role_name(place->role));
}

void skt_row_of_link(skt_sql_row *out, const skt_claim_link *link, int64_t claim_fid, size_t n)
{
    out->n = 0;
    put_int(out, claim_fid);
    put_int(out, (int64_t)n);
    put_text(out, skt_link_type_name(link->type));
    put_str(out, link->to.ptr != NULL ? link->to : SKT_LIT(""));
    put_str(out, link->reason);
}

/* ------------------------------------------------------------ from a row */

static skt_sql_value get(skt_sql_cursor *from)
{
    if (from->left == 0) {
        return (skt_sql_value){.kind = SKT_SQL_IS_NULL};
    }
    from->left--;
    return *from->next++;
}

static skt_str get_str(skt_sql_cursor *from)
{
    const skt_sql_value value = get(from);
    return value.kind == SKT_SQL_IS_TEXT ? value.text : SKT_STR_NONE;
}

static skt_number get_number(skt_sql_cursor *from)
{
    const skt_sql_value value = get(from);
    return value.kind == SKT_SQL_IS_INTEGER ? value.integer : SKT_NULL;
}

static int64_t get_int(skt_sql_cursor *from)
{
    const skt_number value = get_number(from);
    return value == SKT_NULL ? 0 : value;
}

static double get_real(skt_sql_cursor *from)
{
    const skt_sql_value value = get(from);
    return value.kind == SKT_SQL_IS_REAL      ? value.real
           : value.kind == SKT_SQL_IS_INTEGER ? (double)value.integer
                                              : (double)NAN;
}

static skt_day get_day(skt_sql_cursor *from)
{
    const skt_str text = get_str(from);
    return text.ptr == NULL ? SKT_NO_DAY : skt_day_parse(text);
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

static skt_time get_time(skt_sql_cursor *from)
{
    const skt_str text = get_str(from);
    const skt_day day = text.len >= 19 ? skt_day_parse(text) : SKT_NO_DAY;
    if (day == SKT_NO_DAY) {
        return SKT_NO_TIME;
    }
    return (skt_time)day * DAY_S + two_digits(text.ptr + 11) * 3600 +
           two_digits(text.ptr + 14) * 60 + two_digits(text.ptr + 17);
}

/* Reads a word of a term; where it is none, *good becomes false. */
#define GETTER(function, type, count, name_of)                                                     \
    static type function(bool *good, skt_sql_cursor *from)                                         \
    {                                                                                              \
        const skt_str word = get_str(from);                                                        \
        for (int i = 0; i < (int)(count); i++) {                                                   \
            if (skt_str_is(word, name_of((type)i))) {                                              \
                return (type)i;                                                                    \
            }                                                                                      \
        }                                                                                          \
        *good = false;                                                                             \
        return (type)0;                                                                            \
    }

GETTER(get_outcome, skt_outcome, SKT_OUTCOMES, skt_outcome_name)
GETTER(get_method, skt_method, SKT_METHOD_MIXED + 1, skt_method_name)
GETTER(get_bound, skt_bound, SKT_VAGUE + 1, skt_bound_name)
GETTER(get_precision, skt_time_precision, SKT_TIME_MONTH + 1, skt_time_precision_name)
GETTER(get_period, skt_period, SKT_BACKGROUND + 1, skt_period_name)
GETTER(get_role, skt_role, SKT_PART + 1, skt_role_name)
GETTER(get_level, skt_level, SKT_LEVEL_SEA + 1, skt_level_name)
GETTER(get_place_role, skt_place_role, SKT_PLACE_BORDER + 1, skt_place_role_name)
GETTER(get_origin, skt_date_origin, SKT_DATE_OPTION + 1, skt_date_origin_name)
GETTER(get_link_type, skt_link_type, SKT_LINK_RECALLED + 1, skt_link_type_name)

bool skt_row_read_report(skt_report_row *row, skt_report *report, skt_sql_cursor *from)
{
    bool dated = true; /* else it is SKT_DATE_NONE */
    *row = (skt_report_row){.key = get_str(from)};
    row->version = get_int(from);
    row->current = get_int(from) != 0;
    row->superseded_by = get_int(from);
    *report = (skt_report){.id = get_str(from)};
    report->signature = get_str(from);
    row->fingerprint = get_str(from);
    report->doc = get_str(from);
    report->item = get_str(from);
    report->url = get_str(from);
    report->publisher = get_str(from);
    report->lang = get_str(from);
    report->title = get_str(from);
    report->published = get_day(from);
    report->date_origin = get_origin(&dated, from);
    row->claims = (size_t)get_int(from);
    report->text = get_str(from);
    return row->key.ptr != NULL && row->version > 0;
}

static void read_report_of(skt_claim *out, skt_sql_cursor *from)
{
    bool dated = true; /* else it is SKT_DATE_NONE */
    out->doc = get_str(from);
    out->item = get_str(from);
    out->report = get_str(from);
    out->url = get_str(from);
    out->published = get_day(from);
    out->published_from = get_origin(&dated, from);
    out->publisher = get_str(from);
    out->lang = get_str(from);
    out->signature = get_str(from);
}

static bool read_quantity(skt_claim *out, skt_sql_cursor *from)
{
    bool good = true;
    out->outcome = get_outcome(&good, from);
    out->method = get_method(&good, from);
    out->value = get_number(from);
    out->bound = get_bound(&good, from);
    out->estimate.low = get_number(from);
    out->estimate.best = get_number(from);
    out->estimate.high = get_number(from);
    out->sites = get_number(from);
    out->debris = get_int(from) != 0;
    out->withheld = get_int(from) != 0;
    return good;
}

static bool read_when(skt_claim *out, skt_sql_cursor *from)
{
    bool good = true;
    out->date = get_day(from);
    out->window.start = get_time(from);
    out->window.end = get_time(from);
    out->window.zone_offset_s = (int32_t)get_int(from);
    out->window.precision = get_precision(&good, from);
    out->window.approximate = get_int(from) != 0;
    out->period = get_period(&good, from);
    return good;
}

bool skt_row_read_claim(skt_claim *out, skt_sql_cursor *from)
{
    *out = (skt_claim){0};
    out->id = get_str(from);
    for (int i = 0; i < 4; i++) {
        (void)get(from); /* report_fid, n, withdrawn, withdrawn_by */
    }
    read_report_of(out, from);
    const bool quantity = read_quantity(out, from);
    (void)get(from); /* names of the places */
    const bool when = read_when(out, from);
    bool role = true;
    out->role = get_role(&role, from);
    out->part_of = get_str(from);
    out->subset = get_int(from) != 0;
    out->added = get_int(from) != 0;
    out->superseded = get_int(from) != 0;
    out->attacker = get_str(from);
    out->issuer = get_str(from);
    out->source = get_str(from);
    out->evidence = get_str(from);
    out->offset = (size_t)get_int(from);
    return quantity && when && role && out->id.len > 0 && out->report.len > 0;
}

bool skt_row_read_place(skt_place *out, int64_t *claim_fid, skt_sql_cursor *from)
{
    bool good = true;
    *out = (skt_place){.node = SKT_NO_NODE};
    *claim_fid = get_int(from);
    (void)get(from); /* n */
    out->name = get_str(from);
    out->label = get_str(from);
    out->level = get_level(&good, from);
    out->country = get_str(from);
    out->admin1 = get_str(from);
    out->iso_3166_2 = get_str(from);
    out->geonameid = get_int(from);
    out->lat = get_real(from);
    out->lon = get_real(from);
    out->geo_precision = (int)get_int(from);
    out->role = get_place_role(&good, from);
    return good;
}

bool skt_row_read_link(skt_claim_link *out, int64_t *claim_fid, skt_sql_cursor *from)
{
    *out = (skt_claim_link){0};
    *claim_fid = get_int(from);
    (void)get(from); /* n */
    bool type = true;
    out->type = get_link_type(&type, from);
    out->to = get_str(from);
    out->reason = get_str(from);
    return type;
}
