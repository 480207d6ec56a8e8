/* Who speaks, for whom and how near to the fact; who attacks whom. The tables are
 * gazetteer/issuers.tsv and gazetteer/parties.tsv; their heads give the format. */
#ifndef SKT_CLAIMS_ISSUERS_H
#define SKT_CLAIMS_ISSUERS_H

#include "core/arena.h"
#include "skytally.h"

/* One speaker, as far as the table and the words tell. */
typedef struct skt_speaker {
    skt_str key;     /* "ru.mod", "ru.10.governor", or the words themselves; none: nobody named */
    skt_str role;    /* role of the table, or none */
    skt_str country; /* alpha-2 or a party's key; none if unknown */
    uint8_t rank[SKT_OUTCOMES]; /* 1 is nearest to the fact */
    bool listed;                /* the key is of the table */
    bool named_country;         /* the words themselves say whose body it is */
    bool national;              /* speaks for a country, so the country may be carried over */
    bool adds_up;               /* consecutive bulletins count different drones */
    bool rebel;                 /* a party that is no state */
    skt_str zone;               /* IANA name, that of its country's bodies; or none */
    int32_t night_s;            /* when its nights begin, in seconds since local midnight */
    int32_t round_s;            /* by which its windows may overlap for rounding */
    skt_day merged_from;        /* since when it has one figure for shot down and suppressed, or
                                   SKT_NO_DAY */
} skt_speaker;

/* Who `source` (as written) or `key` (of the table; may be none) is. `country`
 * and `admin1` are those of the place that is spoken of; either may be none.
 * Texts are in `arena` or the table. `issuers` may be NULL. */
skt_status skt_issuers_identify(skt_speaker *out, const skt_issuers *issuers, skt_str key,
                                skt_str source, skt_str country, skt_str admin1, skt_arena *arena);

/* The one opponent of `party` on `day`, or none where there is none or several. */
skt_str skt_issuers_opponent(const skt_issuers *issuers, skt_str party, skt_day day);
/* Who holds `admin1` on `day`, where that is not the country of ISO 3166; or none. */
skt_str skt_issuers_holder(const skt_issuers *issuers, skt_str admin1, skt_day day);
/* Whether a and b are the same party: equal, or one the home of the other. */
bool skt_issuers_same_party(const skt_issuers *issuers, skt_str a, skt_str b);
/* The key of the party `name`: itself, or the one party at home there. */
skt_str skt_issuers_party(const skt_issuers *issuers, skt_str name);

typedef enum skt_around { SKT_AROUND_NONE, SKT_AROUND_WAY, SKT_AROUND_COVERS } skt_around;

/* How the figure of region `outer` takes in that of the city `inner`. */
skt_around skt_issuers_around(const skt_issuers *issuers, skt_str inner, skt_str outer);
/* The region around `inner`, or none. A code that has one is a city-region. */
skt_str skt_issuers_outer(const skt_issuers *issuers, skt_str inner);

#endif
