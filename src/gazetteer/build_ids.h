/* From a geonameid to a number: a flat array in pages, so that ids may be sparse. */
#ifndef SKT_GAZETTEER_BUILD_IDS_H
#define SKT_GAZETTEER_BUILD_IDS_H

#include <stdbool.h>
#include <stdint.h>

/* Ids are 13 million today; one beyond this is taken for an error. */
#define SKT_GAZ_MAX_ID (UINT32_C(1) << 28)
#define SKT_GAZ_NO_ID UINT32_MAX

typedef struct skt_gaz_ids {
    uint32_t **pages;
} skt_gaz_ids;

/* False when memory is out; id < SKT_GAZ_MAX_ID, number < SKT_GAZ_NO_ID. */
bool skt_gaz_ids_set(skt_gaz_ids *ids, uint32_t id, uint32_t number);
/* SKT_GAZ_NO_ID if nothing was set. */
uint32_t skt_gaz_ids_get(const skt_gaz_ids *ids, uint32_t id);
void skt_gaz_ids_dispose(skt_gaz_ids *ids);

#endif
