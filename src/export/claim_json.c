#include "export/claim_json.h"

#include "core/calendar.h"

enum { DAY_S = 86400, DEGREE_DECIMALS = 7 };

void skt_time_format(char out[SKT_TIME_TEXT], skt_time time, int32_t offset_s)
{
    out[0] = '\0';
    const int32_t offset_min = offset_s / 60;
    if (time == SKT_NO_TIME || time < -(INT64_C(1) << 40) || time > INT64_C(1) << 40 ||
        offset_min <= -24 * 60 || offset_min >= 24 * 60) {
        return;
    }
    const int64_t local = time + (int64_t)offset_min * 60;
    int64_t days = local / DAY_S;
    int64_t second = local % DAY_S;
    if (second < 0) {
        second += DAY_S;
        days--;
    }
    char day[11];
    skt_day_format(day, (skt_day)days);
    if (day[0] == '\0') {
        return;
    }
    const unsigned s = (unsigned)second;
    const unsigned zone = (unsigned)(offset_min < 0 ? -offset_min : offset_min);
    memcpy(out, "YYYY-MM-DDThh:mm:ss+hh:mm", SKT_TIME_TEXT);
    memcpy(out, day, 10);
    skt_put_digits(out + 11, s / 3600, 2);
    skt_put_digits(out + 14, s / 60 % 60, 2);
    skt_put_digits(out + 17, s % 60, 2);
    out[19] = offset_min < 0 ? '-' : '+';
    skt_put_digits(out + 20, zone / 60, 2);
    skt_put_digits(out + 23, zone % 60, 2);
}

static void write_day(skt_json *json, const char *key, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_json_text(json, key, text[0] == '\0' ? NULL : text);
}

static void write_time(skt_json *json, const char *key, skt_time time, int32_t offset_s)
{
    char text[SKT_TIME_TEXT];
    skt_time_format(text, time, offset_s);
    skt_json_text(json, key, text[0] == '\0' ? NULL : text);
}

skt_str skt_claim_place_name(const skt_place *place)
{
    return place->level == SKT_LEVEL_SEA && place->label.ptr != NULL ? place->label : place->name;
}

static void write_place(skt_json *json, const skt_place *place)
{
    skt_json_open(json, NULL, '{');
    skt_json_str(json, "name", skt_claim_place_name(place));
    skt_json_str(json, "label", place->label);
    skt_json_text(json, "level", skt_level_name(place->level));
    skt_json_str(json, "country", place->country);
    skt_json_str(json, "admin1", place->admin1);
    skt_json_str(json, "iso_3166_2", place->iso_3166_2);
    skt_json_int(json, "geonameid", place->geonameid == 0 ? SKT_NULL : place->geonameid);
    skt_json_real(json, "lat", place->lat, DEGREE_DECIMALS);
    skt_json_real(json, "lon", place->lon, DEGREE_DECIMALS);
    skt_json_int(json, "geo_precision",
                 place->geo_precision == 0 ? SKT_NULL : place->geo_precision);
    if (place->role != SKT_PLACE_TARGET) {
        skt_json_text(json, "role", skt_place_role_name(place->role));
    }
    skt_json_close(json, '}');
}

static void write_places(skt_json *json, const char *key, const skt_place *places, size_t count)
{
    skt_json_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        write_place(json, &places[i]);
    }
    skt_json_close(json, ']');
}

static void write_report(skt_json *json, const skt_claim *claim)
{
    skt_json_str(json, "id", claim->id);
    skt_json_str(json, "doc", claim->doc);
    skt_json_str(json, "item", claim->item);
    skt_json_str(json, "report", claim->report);
    skt_json_str(json, "url", claim->url);
    write_day(json, "published", claim->published);
    skt_json_text(json, "published_from",
                  claim->published_from == SKT_DATE_NONE
                      ? NULL
                      : skt_date_origin_name(claim->published_from));
    skt_json_str(json, "publisher", claim->publisher);
    skt_json_str(json, "lang", claim->lang);
    skt_json_str(json, "signature", claim->signature);
}

static void write_quantity(skt_json *json, const skt_claim *claim)
{
    skt_json_text(json, "outcome", skt_outcome_name(claim->outcome));
    skt_json_text(json, "method", skt_method_name(claim->method));
    skt_json_int(json, "value", claim->value);
    skt_json_text(json, "bound", skt_bound_name(claim->bound));
    skt_json_int(json, "low", claim->estimate.low);
    skt_json_int(json, "best", claim->estimate.best);
    skt_json_int(json, "high", claim->estimate.high);
    skt_json_int(json, "sites", claim->sites);
    skt_json_bool(json, "debris", claim->debris);
    skt_json_bool(json, "withheld", claim->withheld);
}

static void write_time_and_part(skt_json *json, const skt_claim *claim)
{
    write_day(json, "date", claim->date);
    write_time(json, "start", claim->window.start, claim->window.zone_offset_s);
    write_time(json, "end", claim->window.end, claim->window.zone_offset_s);
    skt_json_text(json, "time_precision", skt_time_precision_name(claim->window.precision));
    skt_json_bool(json, "approximate", claim->window.approximate);
    skt_json_text(json, "period", skt_period_name(claim->period));
    skt_json_text(json, "role", skt_role_name(claim->role));
    skt_json_str(json, "part_of", claim->part_of);
    skt_json_bool(json, "subset", claim->subset);
    skt_json_bool(json, "added", claim->added);
    skt_json_bool(json, "superseded", claim->superseded);
}

static void write_links(skt_json *json, const skt_claim *claim)
{
    skt_json_open(json, "links", '[');
    for (size_t i = 0; i < claim->n_links; i++) {
        skt_json_open(json, NULL, '{');
        skt_json_text(json, "type", skt_link_type_name(claim->links[i].type));
        skt_json_str(json, "to", claim->links[i].to);
        if (claim->links[i].reason.ptr != NULL) {
            skt_json_str(json, "reason", claim->links[i].reason);
        }
        skt_json_close(json, '}');
    }
    skt_json_close(json, ']');
}

void skt_claim_write_json(skt_json *json, const char *key, const skt_claim *claim)
{
    enum { USUAL_BYTES = 1500 };
    skt_buf_reserve(json->out, USUAL_BYTES); /* at once, not by and by */
    skt_json_open(json, key, '{');
    write_report(json, claim);
    write_quantity(json, claim);
    write_places(json, "places", claim->places, claim->n_places);
    write_places(json, "other_places", claim->other_places, claim->n_other_places);
    write_time_and_part(json, claim);
    write_links(json, claim);
    skt_json_str(json, "attacker", claim->attacker);
    skt_json_str(json, "issuer", claim->issuer);
    skt_json_str(json, "source", claim->source);
    skt_json_str(json, "evidence", claim->evidence);
    skt_json_int(json, "offset", (int64_t)claim->offset);
    skt_json_close(json, '}');
}

skt_status skt_claim_write(skt_write_fn *write, void *user, const skt_claim *claim)
{
    skt_buf out = SKT_BUF_INIT;
    skt_json json = {&out, false};
    skt_claim_write_json(&json, NULL, claim);
    skt_buf_add_char(&out, '\n');
    const skt_status status = out.failed ? SKT_E_NOMEM : write(user, skt_buf_str(&out));
    skt_buf_dispose(&out);
    return status;
}
