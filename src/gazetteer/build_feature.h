/* The tables that say what of a dump is taken: features and languages. */
#ifndef SKT_GAZETTEER_BUILD_FEATURE_H
#define SKT_GAZETTEER_BUILD_FEATURE_H

#include "gazetteer/build.h"

typedef struct skt_gaz_feature {
    skt_level level; /* SKT_LEVEL_UNKNOWN: skipped */
    skt_str kind;
    int prior; /* thousandths; -1: by population */
} skt_gaz_feature;

typedef struct skt_gaz_features {
    skt_arena arena;
    skt_map at; /* "S.OILR" or "S.*" to an index of rows */
    SKT_VEC(skt_gaz_feature) rows;
    skt_map languages; /* kept everywhere */
} skt_gaz_features;

/* Reads features.tsv, which must be there, and languages.tsv. */
skt_status skt_gaz_features_open(skt_gaz_features *out, skt_gaz_builder *b);
/* The row of a class and code; NULL if even the class has none. *listed tells whether
 * the code has a row of its own. */
const skt_gaz_feature *skt_gaz_feature_of(const skt_gaz_features *features, skt_str class_name,
                                          skt_str code, bool *listed);
void skt_gaz_features_dispose(skt_gaz_features *features);

#endif
