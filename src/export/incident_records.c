#include <math.h>

#include "core/buf.h"
#include "export/claim_json.h"
#include "export/layers.h"

/* ACLED codebook, "Geo-precision codes": 1 a town with coordinates, 2 a part of
 * a region or near a town, 3 a larger region or natural location. */
static skt_number acled_geo(int geo_precision)
{
    static const int codes[] = {0, 1, 2, 3, 0, 3};
    return geo_precision >= 1 && geo_precision <= 5 && codes[geo_precision] != 0
               ? codes[geo_precision]
               : SKT_NULL;
}

/* ACLED codebook, "Time precision": 1 the day is known, 2 the week, 3 the month. */
static skt_number acled_time(skt_time_precision precision, skt_day date)
{
    if (date == SKT_NO_DAY) {
        return SKT_NULL;
    }
    return precision == SKT_TIME_WEEK ? 2 : precision == SKT_TIME_MONTH ? 3 : 1;
}

/* UCDP GED codebook, "where_prec": 1 exact, 2 near, 3 second-level unit, 4
 * first-level unit, 5 fuzzy or several units, 6 country, 7 international waters. */
static skt_number ucdp_where(const skt_incident *incident)
{
    if (incident->n_places == 0) {
        return SKT_NULL;
    }
    if (incident->n_places > 1) {
        return 5;
    }
    const skt_place *place = &incident->places[0];
    switch (place->geo_precision) {
    case 1: return 1;
    case 2: return place->level == SKT_LEVEL_DISTRICT ? 3 : 2;
    case 3: return 4;
    case 4: return 6;
    case 5: return place->level == SKT_LEVEL_SEA ? 7 : 5;
    default: return SKT_NULL;
    }
}

/* UCDP GED codebook, "date_prec": 1 the day, 2 two to six days, 3 a week, 4 a month. */
static skt_number ucdp_date(skt_time_precision precision, skt_day date)
{
    if (date == SKT_NO_DAY) {
        return SKT_NULL;
    }
    return precision == SKT_TIME_WEEK ? 3 : precision == SKT_TIME_MONTH ? 4 : 1;
}

static skt_status time_text(skt_str *out, skt_arena *arena, skt_time time, int32_t offset_s)
{
    char text[SKT_TIME_TEXT];
    skt_time_format(text, time, offset_s);
    return text[0] == '\0' ? SKT_OK : skt_arena_str(out, arena, skt_str_from(text));
}

/* What a text of several places is made of. */
typedef skt_str (*place_part)(const skt_place *place, const skt_atlas *atlas);

static skt_str part_name(const skt_place *place, const skt_atlas *atlas)
{
    (void)atlas;
    return place->label.len > 0 ? place->label : place->name;
}

static skt_str part_admin1(const skt_place *place, const skt_atlas *atlas)
{
    (void)atlas;
    return place->admin1;
}

static skt_str part_iso(const skt_place *place, const skt_atlas *atlas)
{
    (void)atlas;
    return place->iso_3166_2;
}

static skt_str part_iso_a2(const skt_place *place, const skt_atlas *atlas)
{
    (void)atlas;
    return place->country;
}

static skt_str part_region(const skt_place *place, const skt_atlas *atlas)
{
    return place->level == SKT_LEVEL_SEA ? part_name(place, atlas)
           : place->admin1.len == 0      ? SKT_STR_NONE
                                         : atlas->region_name(atlas->context, place->admin1);
}

static skt_str part_country(const skt_place *place, const skt_atlas *atlas)
{
    return place->country.len == 0 ? SKT_STR_NONE
                                   : atlas->country_name(atlas->context, place->country);
}

/* Whether an earlier place has the same part: each is named once. */
static bool named_before(const skt_incident *incident, size_t index, place_part part,
                         const skt_atlas *atlas)
{
    const skt_str text = part(&incident->places[index], atlas);
    for (size_t i = 0; i < index; i++) {
        if (skt_str_eq(part(&incident->places[i], atlas), text)) {
            return true;
        }
    }
    return false;
}

static skt_status joined(skt_str *out, skt_arena *arena, const skt_incident *incident,
                         place_part part, const char *separator, const skt_atlas *atlas)
{
    if (incident->n_places == 1) { /* nearly always: what it is outlives the record */
        const skt_str only = part(&incident->places[0], atlas);
        *out = only.len > 0 ? only : *out;
        return SKT_OK;
    }
    skt_buf text = SKT_BUF_INIT;
    for (size_t i = 0; i < incident->n_places; i++) {
        const skt_str item = part(&incident->places[i], atlas);
        if (item.len > 0 && !named_before(incident, i, part, atlas)) {
            skt_buf_add_text(&text, text.len == 0 ? "" : separator);
            skt_buf_add(&text, item);
        }
    }
    skt_status status = text.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && text.len > 0) {
        status = skt_arena_str(out, arena, skt_buf_str(&text));
    }
    skt_buf_dispose(&text);
    return status;
}

static skt_status fill_place(skt_incident_record *record, const skt_incident *incident,
                             const skt_atlas *atlas, skt_arena *arena)
{
    const struct {
        skt_str *out;
        place_part part;
        const char *separator;
    } texts[] = {
        {&record->place, part_name, ", "},    {&record->admin1, part_admin1, "+"},
        {&record->iso_3166_2, part_iso, "+"}, {&record->region, part_region, ", "},
        {&record->iso_a2, part_iso_a2, "+"},  {&record->country, part_country, ", "},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const skt_status status =
            joined(texts[i].out, arena, incident, texts[i].part, texts[i].separator, atlas);
        if (status != SKT_OK) {
            return status;
        }
    }
    int precision = 0;
    for (size_t i = 0; i < incident->n_places; i++) {
        precision = incident->places[i].geo_precision > precision
                        ? incident->places[i].geo_precision
                        : precision;
    }
    record->geo_precision = precision == 0 ? SKT_NULL : precision;
    record->acled_geo_precision = acled_geo(precision);
    record->ucdp_where_prec = ucdp_where(incident);
    record->level =
        skt_str_from(incident->n_places > 1    ? "set"
                     : incident->n_places == 1 ? skt_level_name(incident->places[0].level)
                                               : skt_level_name(SKT_LEVEL_UNKNOWN));
    if (incident->n_places == 1 && precision >= 1 && precision <= 2) {
        record->lon = incident->places[0].lon;
        record->lat = incident->places[0].lat;
    }
    return SKT_OK;
}

static skt_status claim_ids(skt_str *out, const skt_incident *incident, const skt_claim_set *claims,
                            skt_arena *arena)
{
    if (incident->n_claims == 1) {
        *out = skt_claim_set_at(claims, incident->claims[0])->id;
        return SKT_OK;
    }
    skt_buf text = SKT_BUF_INIT;
    for (size_t i = 0; i < incident->n_claims; i++) {
        skt_buf_add_text(&text, i == 0 ? "" : " ");
        skt_buf_add(&text, skt_claim_set_at(claims, incident->claims[i])->id);
    }
    const skt_status status =
        text.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&text));
    skt_buf_dispose(&text);
    return status;
}

static skt_status fill_claims(skt_incident_record *record, const skt_incident *incident,
                              const skt_claim_set *claims, skt_arena *arena)
{
    record->published = SKT_NO_DAY;
    if (incident->n_claims == 0 || claims == NULL) {
        return SKT_OK;
    }
    const skt_claim *chosen = skt_claim_set_at(claims, incident->claims[0]);
    record->source = chosen->source;
    record->claimed_by = chosen->issuer.len > 0 ? chosen->issuer : chosen->source;
    record->quote = chosen->evidence;
    record->published = chosen->published;
    record->publisher = chosen->publisher;
    record->url = chosen->url;
    return claim_ids(&record->claims, incident, claims, arena);
}

static skt_status fill(skt_incident_record *record, const skt_incident *incident,
                       const skt_claim_set *claims, const skt_atlas *atlas, skt_arena *arena)
{
    const skt_window *window = &incident->window;
    *record = (skt_incident_record){
        .id = incident->id,
        .event = incident->event,
        .outcome = skt_str_from(skt_outcome_name(incident->outcome)),
        .method = skt_str_from(skt_method_name(incident->method)),
        .time_precision = skt_str_from(skt_time_precision_name(window->precision)),
        .attacker = incident->attacker,
        .date = incident->date,
        .low = incident->estimate.low,
        .best = incident->estimate.best,
        .high = incident->estimate.high,
        .net = incident->net,
        .sites = incident->sites,
        .reports = (skt_number)incident->n_reports,
        .acled_time_precision = acled_time(window->precision, incident->date),
        .ucdp_date_prec = ucdp_date(window->precision, incident->date),
        .debris = incident->debris,
        .withheld = incident->withheld,
        .lower_bound = incident->lower_bound,
        .attacker_inferred = incident->attacker_inferred,
        .approximate = window->approximate,
        .start = window->start,
        .end = window->end,
        .lon = NAN,
        .lat = NAN,
    };
    skt_status status = time_text(&record->t_start, arena, window->start, window->zone_offset_s);
    if (status == SKT_OK) {
        status = time_text(&record->t_end, arena, window->end, window->zone_offset_s);
    }
    if (status == SKT_OK) {
        status = fill_place(record, incident, atlas, arena);
    }
    return status == SKT_OK ? fill_claims(record, incident, claims, arena) : status;
}

skt_status skt_incident_records(skt_incident_record **out, skt_incident_list incidents,
                                const skt_claim_set *claims, const skt_atlas *atlas,
                                skt_arena *arena)
{
    skt_incident_record *records = skt_arena_array(arena, incidents.count, sizeof *records);
    skt_status status = records == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < incidents.count && status == SKT_OK; i++) {
        status = fill(&records[i], incidents.items[i], claims, atlas, arena);
        if (incidents.items[i]->parent < incidents.count) {
            records[i].parent = incidents.items[incidents.items[i]->parent]->id;
        }
    }
    *out = records;
    return status;
}

skt_status skt_layer_incidents(skt_layer *out, const skt_incident_record *records, size_t count,
                               skt_arena *arena)
{
    skt_shape *shapes = skt_arena_array(arena, count, sizeof *shapes);
    if (shapes == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const bool known = isfinite(records[i].lon) && isfinite(records[i].lat);
        shapes[i].lon = known ? records[i].lon : NAN;
        shapes[i].lat = known ? records[i].lat : NAN;
    }
    *out = (skt_layer){
        .kind = SKT_LAYER_INCIDENTS,
        .name = "incidents",
        .title = "Drone incidents",
        .summary = "Incidents whose place is known to a settlement or its surroundings, as "
                   "points. Region-wide and country-wide figures are in the tallies.",
        .records = records,
        .n_records = count,
        .record_size = sizeof *records,
        .shapes = shapes,
    };
    out->fields = skt_incident_fields(&out->n_fields);
    return SKT_OK;
}
