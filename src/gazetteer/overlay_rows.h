/* What the rows of a user's table do. */
#ifndef SKT_GAZETTEER_OVERLAY_ROWS_H
#define SKT_GAZETTEER_OVERLAY_ROWS_H

#include "gazetteer/overlay.h"
#include "gazetteer/overlay_table.h"

typedef struct skt_gaz_own_loader {
    skt_gazetteer *gazetteer;
    skt_gaz_own_table table;
    SKT_VEC(skt_node) gone; /* never meant, under whatever name */
    SKT_VEC(skt_node) found;
} skt_gaz_own_loader;

/* A row with its fields read: what is empty in the table is none here. */
typedef struct skt_gaz_own_row {
    skt_str name, names;
    skt_str key; /* of the name, folded; in the buffer below */
    char key_bytes[SKT_GAZ_MAX_KEY_BYTES];
    skt_level level; /* SKT_LEVEL_UNKNOWN: not told */
    skt_str kind;
    int32_t lat, lon; /* 1e-6 degrees, or SKT_GAZ_NO_POINT */
    skt_node country, region;
    bool has_population;
    uint32_t population, geonameid;
} skt_gaz_own_row;

/* Refuses the row that was read last, with what to do about it. */
void skt_gaz_own_refuse(const skt_gaz_own_loader *loader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Reads the fields; false where one makes no sense (then the row is refused). */
bool skt_gaz_own_row_read(skt_gaz_own_row *out, const skt_gaz_own_loader *loader,
                          const skt_str *fields);

/* Fills loader->found with the nodes that the row's number, or its name, level, country
 * and region, lead to; of areas those whose code it gives. SKT_E_NOMEM alone goes wrong. */
skt_status skt_gaz_own_find(skt_gaz_own_loader *loader, const skt_gaz_own_row *row);

/* The three actions. A row that makes no sense is refused, with SKT_OK. */
skt_status skt_gaz_own_do_add(skt_gaz_own_loader *loader, const skt_gaz_own_row *row);
skt_status skt_gaz_own_do_override(skt_gaz_own_loader *loader, const skt_gaz_own_row *row);
skt_status skt_gaz_own_do_forbid(skt_gaz_own_loader *loader, const skt_gaz_own_row *row);
/* Takes the nodes that are gone away from all names. */
skt_status skt_gaz_own_finish(skt_gaz_own_loader *loader);

#endif
