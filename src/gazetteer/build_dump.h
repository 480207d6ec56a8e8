/* Joining a GeoNames dump with the committed tables. The dump's main files are read three
 * times, for districts, settlements and facilities, so that no row need be kept. */
#ifndef SKT_GAZETTEER_BUILD_DUMP_H
#define SKT_GAZETTEER_BUILD_DUMP_H

#include "gazetteer/build.h"
#include "gazetteer/build_clean.h"
#include "gazetteer/build_feature.h"
#include "gazetteer/build_ids.h"
#include "gazetteer/build_known.h"
#include "gazetteer/build_lines.h"

/* One file of the dump while it is read, and what was wrong with it. */
typedef struct skt_gaz_dump_file {
    skt_gaz_builder *b;
    skt_gaz_lines lines;
    const char *name;
    size_t n_rows, n_broken;
    bool told; /* its broken rows are known from an earlier reading */
} skt_gaz_dump_file;

/* A facility of our own tables, or one that the dump's were added to. */
typedef struct skt_gaz_dump_site {
    int32_t lat, lon;
    skt_node node;
    skt_str kind; /* in the dump's arena */
} skt_gaz_dump_site;

/* What is known of a settlement or facility for its names to come. */
typedef struct skt_gaz_dump_point {
    uint16_t country; /* node of the country, which is one of the first; UINT16_MAX: none */
    bool digits;      /* the display name has some */
} skt_gaz_dump_point;

struct skt_gaz_dump {
    skt_gaz_features features;
    skt_gaz_spelling *spelling;
    skt_gaz_ids ids;             /* geonameid to a node, or to SKT_GAZ_DUMP_ROW and a row */
    SKT_VEC(const char *) names; /* of the main files, in `arena` */
    SKT_VEC(skt_str) languages;  /* of each country by node, ",uk,ru," in `arena` */
    skt_arena arena;
    bool alternates;                    /* alternateNamesV2.txt is there: the column is not read */
    SKT_VEC(skt_gaz_dump_site) sites;   /* sorted by latitude once all are there */
    SKT_VEC(skt_gaz_dump_point) points; /* of the nodes behind the districts */
    size_t n_taken[3], n_joined[3];     /* districts, settlements, facilities: new, and ours */
    size_t n_by_polygon, n_nowhere, n_unlisted;
    size_t n_alternates;
};

enum { SKT_GAZ_DUMP_ROW = INT32_MAX }; /* ids above are rows of the committed table */

/* A row of a main file. */
typedef struct skt_gaz_dump_row {
    uint32_t id;
    skt_str name, ascii, names; /* names parted by commas */
    int32_t lat, lon;
    skt_str country, admin1, admin2, zone; /* as in the row: "41", not "RU.41" */
    skt_str code;
    double people;
    const skt_gaz_feature *feature;
} skt_gaz_dump_row;

/* Opens a file of the dump; *there is false if it has none of the name. */
skt_status skt_gaz_dump_file_open(skt_gaz_dump_file *file, bool *there, skt_gaz_builder *b,
                                  const char *name);
/* The next row's first `wanted` fields, those that are missing empty; comments and a
 * header are passed over, rows with fewer than `least` fields or a NUL are broken. *more
 * is false at the end. */
skt_status skt_gaz_dump_file_next(skt_gaz_dump_file *file, skt_str *fields, size_t least,
                                  size_t wanted, bool *more);
/* Counts the row that was read last as broken and tells of the first few. */
void skt_gaz_dump_file_broken(skt_gaz_dump_file *file, const char *what);
/* Tells how many were broken, and closes. */
void skt_gaz_dump_file_close(skt_gaz_dump_file *file);
/* A geonameid, whole field. */
bool skt_gaz_dump_id(uint32_t *out, skt_str field);

/* Calls `take` for each row of the main files whose feature has the level. */
skt_status skt_gaz_dump_each(skt_gaz_builder *b, skt_level level, bool told,
                             skt_status (*take)(void *user, const skt_gaz_dump_row *row),
                             void *user);
/* The region or, failing that, the country that the row lies in; SKT_NO_NODE: neither is
 * known. `admin1` gets the region's code, in the builder's memory. */
skt_node skt_gaz_dump_region(skt_gaz_builder *b, const skt_gaz_dump_row *row, skt_str *admin1,
                             skt_str *country);
/* Adds the row's names to the node: name, ASCII name and, if alternateNamesV2.txt is not
 * there, the others. */
skt_status skt_gaz_dump_names(skt_gaz_builder *b, const skt_gaz_dump_row *row, skt_node node,
                              bool digits);
/* Adds one name with what its level has beside it. */
skt_status skt_gaz_dump_name(skt_gaz_builder *b, skt_str name, skt_node node, unsigned flags);

/* Looks for the files of the folder and reads the tables that tell what is taken. */
skt_status skt_gaz_dump_open(skt_gaz_dump **out, skt_gaz_builder *b);
void skt_gaz_dump_free(skt_gaz_dump *dump);

/* Committed row `row` is that of the geonameid. */
skt_status skt_gaz_dump_note_row(skt_gaz_dump *dump, uint32_t id, uint32_t row);
/* The geonameid is that of the node. */
skt_status skt_gaz_dump_note_id(skt_gaz_dump *dump, uint32_t id, skt_node node);
/* The node, the next behind the districts, lies in the country. */
skt_status skt_gaz_dump_note_point(skt_gaz_builder *b, skt_node node, skt_str country,
                                   skt_str name);
/* The facility of one of our tables has become the node: one of the dump that lies
 * there and is of its kind is the same. */
skt_status skt_gaz_dump_note_facility(skt_gaz_builder *b, const skt_gaz_facility *facility,
                                      skt_node node);

skt_status skt_gaz_dump_districts(skt_gaz_builder *b);
skt_status skt_gaz_dump_places(skt_gaz_builder *b, skt_gaz_known *known);
skt_status skt_gaz_dump_facilities(skt_gaz_builder *b);

#endif
