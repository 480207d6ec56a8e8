/* What every output says about itself: attribution, rules and parameters. */
#ifndef SKT_EXPORT_META_H
#define SKT_EXPORT_META_H

#include "core/json.h"
#include "skytally.h"

typedef struct skt_export_meta {
    const char *const *attributions; /* lines that must be shown with the data */
    size_t n_attributions;
    const char *boundaries;     /* which disputed areas follow whom: "iso", "de-facto" */
    skt_day date_from, date_to; /* days covered; SKT_NO_DAY where there is none */
    skt_day as_of;              /* the newest report's; SKT_NO_DAY where none has a date */
    bool by_period;             /* rows are split by period */
    skt_str regions;            /* file of the user's own regions; or none */
} skt_export_meta;

/* The rule by which an attack gets its date. */
extern const char skt_day_rule[];

/* Adds the members `attribution` (an array of lines) and `parameters`. */
void skt_meta_write_json(skt_json *json, const skt_export_meta *meta);

#endif
