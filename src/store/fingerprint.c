/* Whether two readings of a report say the same. */
#include <math.h>

#include "core/str.h"
#include "store/internal.h"
#include "text/text.h"

typedef struct reading {
    uint64_t hash;
    skt_buf folded; /* room */
} reading;

static void add_int(uint64_t *hash, int64_t value)
{
    *hash = skt_hash(*hash, (skt_str){(const char *)&value, sizeof value});
}

static void add_str(uint64_t *hash, skt_str text)
{
    add_int(hash, text.ptr == NULL ? -1 : (int64_t)text.len);
    *hash = skt_hash(*hash, text);
}

/* Words as written, whatever their case and the white space between them. */
static void add_words(reading *r, skt_str text)
{
    skt_buf_clear(&r->folded);
    skt_fold(&r->folded, text);
    add_str(&r->hash, text.ptr == NULL ? text : skt_buf_str(&r->folded));
}

static void add_degrees(uint64_t *hash, double value)
{
    enum { PER_DEGREE = 10000000 }; /* as lines of claims have them */
    add_int(hash, isnan(value) ? INT64_MIN : llround(value * PER_DEGREE));
}

static void add_places(reading *r, const skt_place *places, size_t count)
{
    uint64_t *hash = &r->hash;
    add_int(hash, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        const skt_place *place = &places[i];
        if (place->label.ptr != NULL) {
            add_str(hash, place->label);
        } else {
            add_words(r, place->name);
        }
        add_int(hash, place->level);
        add_int(hash, place->role);
        add_str(hash, place->admin1);
        /* The country of a region goes by the boundaries that were chosen. */
        add_str(hash, place->admin1.len > 0 ? SKT_STR_NONE : place->country);
        add_int(hash, place->geonameid);
        add_degrees(hash, place->lat);
        add_degrees(hash, place->lon);
        add_int(hash, place->geo_precision);
    }
}

/* Claim ids hold the report's, which another text changes: the claim's number instead. */
static int64_t number_of(const skt_claim_set *claims, size_t first, size_t n, skt_str id)
{
    for (size_t i = 0; id.len > 0 && i < n; i++) {
        if (skt_str_eq(skt_claim_set_at(claims, first + i)->id, id)) {
            return (int64_t)i;
        }
    }
    return id.len > 0 ? -2 : -1;
}

static void add_window(uint64_t *hash, const skt_window *window)
{
    enum { MINUTE_S = 60 };
    const bool known = window->start != SKT_NO_TIME;
    add_int(hash, window->start);
    add_int(hash, window->end);
    add_int(hash, known ? window->zone_offset_s / MINUTE_S : 0);
    add_int(hash, window->precision);
    add_int(hash, window->approximate);
}

static void add_claim(reading *r, const skt_claim *claim)
{
    uint64_t *hash = &r->hash;
    const int64_t numbers[] = {
        claim->outcome,      claim->method,        claim->value, claim->bound,
        claim->estimate.low, claim->estimate.best, claim->sites, claim->estimate.high,
        claim->debris,       claim->withheld,      claim->date,  claim->period,
        claim->role,         claim->subset,        claim->added, claim->superseded,
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        add_int(hash, numbers[i]);
    }
    add_places(r, claim->places, claim->n_places);
    add_places(r, claim->other_places, claim->n_other_places);
    add_window(hash, &claim->window);
    add_str(hash, claim->attacker);
    add_str(hash, claim->issuer);
    add_words(r, claim->source);
}

skt_status skt_claims_fingerprint(char out[17], const skt_claim_set *claims, size_t first, size_t n)
{
    reading r = {SKT_HASH_SEED, SKT_BUF_INIT};
    for (size_t i = 0; i < n; i++) {
        const skt_claim *claim = skt_claim_set_at(claims, first + i);
        add_claim(&r, claim);
        add_int(&r.hash, number_of(claims, first, n, claim->part_of));
    }
    const bool failed = r.folded.failed;
    skt_buf_dispose(&r.folded);
    for (size_t i = 16; i > 0; i--) {
        out[i - 1] = "0123456789abcdef"[r.hash & 15];
        r.hash >>= 4;
    }
    out[16] = '\0';
    return failed ? SKT_E_NOMEM : SKT_OK;
}
