/* The tables of issuers and parties in memory. */
#ifndef SKT_CLAIMS_ISSUERS_TABLE_H
#define SKT_CLAIMS_ISSUERS_TABLE_H

#include "claims/issuers.h"
#include "core/str.h"
#include "core/vec.h"

typedef struct skt_issuer_kind {
    skt_str name;
    uint8_t rank[SKT_OUTCOMES];
} skt_issuer_kind;

typedef enum skt_scope { SKT_SCOPE_NONE, SKT_SCOPE_REGION, SKT_SCOPE_NATION } skt_scope;

typedef struct skt_issuer_role {
    skt_str name;
    size_t kind;
    skt_scope scope;
} skt_issuer_role;

typedef struct skt_issuer_row {
    skt_str key;
    size_t kind;
    skt_str country;
    bool adds_up;
    skt_str zone;        /* IANA name */
    int32_t night_s;     /* when an undated night begins, since local midnight */
    int32_t round_s;     /* by which windows may overlap for rounding */
    skt_day merged_from; /* one figure for shot down and suppressed; SKT_NO_DAY: never */
} skt_issuer_row;

typedef struct skt_issuer_name {
    skt_str folded;
    size_t row;     /* of the table that the name is for */
    uint64_t pairs; /* skt_letter_pairs of it */
} skt_issuer_name;

/* A set of the pairs of bytes that a text has beside each other, hashed to bits. What is
 * part of a text has no pair that the text has not. */
static inline uint64_t skt_letter_pairs(skt_str text)
{
    uint64_t pairs = 0;
    for (size_t i = 1; i < text.len; i++) {
        const unsigned a = (unsigned char)text.ptr[i - 1];
        const unsigned b = (unsigned char)text.ptr[i];
        pairs |= UINT64_C(1) << ((a * 7 + b * 37) % 61);
    }
    return pairs;
}

typedef SKT_VEC(skt_issuer_name) skt_issuer_names;

typedef struct skt_party_pair {
    skt_str a, b;
    skt_day from, to; /* SKT_NO_DAY: open */
} skt_party_pair;

typedef struct skt_party_around {
    skt_str inner, outer;
    skt_around how;
} skt_party_around;

struct skt_issuers {
    skt_arena arena;
    SKT_VEC(skt_issuer_kind) kinds;
    SKT_VEC(skt_str) countries;
    skt_issuer_names country_names;
    SKT_VEC(skt_issuer_role) roles;
    skt_issuer_names role_names;
    SKT_VEC(skt_issuer_row) rows;
    skt_issuer_names row_names;
    SKT_VEC(skt_party_pair) parties; /* a: key, b: country */
    SKT_VEC(skt_party_pair) pairs;
    SKT_VEC(skt_party_pair) held; /* a: region, b: holder */
    SKT_VEC(skt_party_around) arounds;
};

#endif
