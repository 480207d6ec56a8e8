/* What the keys of JSON objects and the columns of tables are called, and what they
 * mean. */
#ifndef SKT_INGEST_KEYS_H
#define SKT_INGEST_KEYS_H

#include "core/buf.h"
#include "core/str.h"

typedef enum skt_key {
    /* Of an article. */
    SKT_KEY_TEXT,
    SKT_KEY_TITLE,
    SKT_KEY_URL,
    SKT_KEY_PUBLISHED,
    SKT_KEY_LANG,
    SKT_KEY_PUBLISHER,
    SKT_KEY_ID,
    SKT_KEY_UPDATED,
    /* Of an incident in a table. */
    SKT_KEY_OUTCOME,
    SKT_KEY_COUNT,
    SKT_KEY_LOW,
    SKT_KEY_HIGH,
    SKT_KEY_BOUND,
    SKT_KEY_DATE,
    SKT_KEY_PLACE,
    SKT_KEY_REGION,
    SKT_KEY_COUNTRY,
    SKT_KEY_SOURCE,
    SKT_KEY_LAT,
    SKT_KEY_LON,
    SKT_KEYS
} skt_key;

/* What a row tells: the texts of an article, or an incident in figures. */
typedef enum skt_item_shape { SKT_ITEM_NONE, SKT_ITEM_ARTICLE, SKT_ITEM_INCIDENT } skt_item_shape;

/* One row: for each field the value under the best of its names. */
typedef struct skt_values {
    skt_str values[SKT_KEYS]; /* none: there is no such key */
    unsigned ranks[SKT_KEYS]; /* of the name that the value came under; 0: none yet */
} skt_values;

/* Which fields the names of a row or a header stand for, as bits of both shapes. */
typedef struct skt_names {
    uint32_t article, incident;
    size_t known; /* names that mean something in either shape */
} skt_names;

/* The name as it is compared: folded, `_`, `-` and blanks left out. Sets *key in `buf`. */
void skt_key_of_name(skt_str *key, skt_buf *buf, skt_str text);
/* What a name means in a row of either shape: SKT_KEYS and 0 where it means nothing. */
typedef struct skt_meaning {
    skt_key article, incident;
    unsigned article_rank, incident_rank; /* how good a name for it that is; 1: the best */
} skt_meaning;

skt_meaning skt_key_meaning(skt_str key);
/* Adds one name of a row or a header, by what it means or as it is. */
void skt_names_note(skt_names *names, const skt_meaning *meaning);
void skt_names_add(skt_names *names, skt_str key);
/* An incident needs an outcome and a place; an article a text or a title. */
skt_item_shape skt_names_shape(const skt_names *names);
/* The meaning of a name in a row of `shape`: a field, and in *rank how good a name for
 * it that is (1: the best). SKT_KEYS: none. */
skt_key skt_key_find(unsigned *rank, skt_str key, skt_item_shape shape);
/* Takes a value, unless it is empty or there is one under a better name. */
void skt_values_take(skt_values *values, skt_key field, unsigned rank, skt_str value);

#endif
