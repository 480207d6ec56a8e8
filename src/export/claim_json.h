/* One claim as a JSON object: the line that `skytally extract` prints and
 * claims.ndjson holds. The keys are described in docs/formats.md. */
#ifndef SKT_EXPORT_CLAIM_JSON_H
#define SKT_EXPORT_CLAIM_JSON_H

#include "core/json.h"
#include "skytally.h"

/* Room for "YYYY-MM-DDTHH:MM:SS+HH:MM" and a NUL. */
enum { SKT_TIME_TEXT = 26 };

/* Writes `time` as ISO 8601 in the zone `offset_s` seconds east of UTC (cut to
 * whole minutes; 0 is "+00:00"), or "" for SKT_NO_TIME and for years beyond
 * 1..9999. */
void skt_time_format(char out[SKT_TIME_TEXT], skt_time time, int32_t offset_s);

/* The name that a place of a claim bears in outputs: as written, but of a sea, which has no code
 * to find it by again, the gazetteer's. */
skt_str skt_claim_place_name(const skt_place *place);

/* Adds `claim` to `json` under `key` (NULL: an element, or the whole text). Its
 * `links` are those of the claim; a caller with more links passes a shallow copy
 * of the claim with another array. Failure sticks in json->out->failed. */
void skt_claim_write_json(skt_json *json, const char *key, const skt_claim *claim);

#endif
