#include "export/meta.h"

const char skt_day_rule[] =
    "local calendar day; a night attack bears the date of its morning, an attack dated by the "
    "clock keeps that date";

static void write_day(skt_json *json, const char *key, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_json_text(json, key, text[0] == '\0' ? NULL : text);
}

void skt_meta_write_json(skt_json *json, const skt_export_meta *meta)
{
    skt_json_open(json, "attribution", '[');
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_json_text(json, NULL, meta->attributions[i]);
    }
    skt_json_close(json, ']');
    skt_json_open(json, "parameters", '{');
    skt_json_text(json, "day_rule", skt_day_rule);
    skt_json_text(json, "boundaries", meta->boundaries);
    write_day(json, "date_from", meta->date_from);
    write_day(json, "date_to", meta->date_to);
    write_day(json, "as_of", meta->as_of);
    skt_json_bool(json, "by_period", meta->by_period);
    if (meta->regions.len > 0) {
        skt_json_str(json, "regions", meta->regions);
    }
    skt_json_close(json, '}');
}
