#include "gazetteer/build_ids.h"

#include <stdlib.h>

enum { PAGE = 1 << 16, PAGES = 1 << 12 };

bool skt_gaz_ids_set(skt_gaz_ids *ids, uint32_t id, uint32_t number)
{
    if (ids->pages == NULL) {
        ids->pages = calloc(PAGES, sizeof *ids->pages);
        if (ids->pages == NULL) {
            return false;
        }
    }
    uint32_t **page = &ids->pages[id / PAGE];
    if (*page == NULL) {
        *page = calloc(PAGE, sizeof **page);
        if (*page == NULL) {
            return false;
        }
    }
    (*page)[id % PAGE] = number + 1; /* 0 is none */
    return true;
}

uint32_t skt_gaz_ids_get(const skt_gaz_ids *ids, uint32_t id)
{
    if (ids->pages == NULL || id >= SKT_GAZ_MAX_ID || ids->pages[id / PAGE] == NULL) {
        return SKT_GAZ_NO_ID;
    }
    return ids->pages[id / PAGE][id % PAGE] - 1;
}

void skt_gaz_ids_dispose(skt_gaz_ids *ids)
{
    for (uint32_t i = 0; ids->pages != NULL && i < PAGES; i++) {
        free(ids->pages[i]);
    }
    free(ids->pages);
    ids->pages = NULL;
}
