/* Facilities in the order of their latitudes, so that those around a town are found without
 * a look at all others. */
#include <stdatomic.h>
#include <stdlib.h>

#include "gazetteer/file.h"

typedef struct parallel {
    int32_t lat; /* in units of the nodes: 1e-6 degrees */
    skt_node node;
} parallel;

typedef struct parallels {
    size_t count;
    parallel items[];
} parallels;

/* Made when it is first wanted, by whichever thread that is. */
struct skt_gaz_latitudes {
    _Atomic(parallels *) made;
};

skt_gaz_latitudes *skt_gaz_latitudes_new(void)
{
    return calloc(1, sizeof(skt_gaz_latitudes));
}

void skt_gaz_latitudes_forget(skt_gaz_latitudes *latitudes)
{
    if (latitudes != NULL) {
        free(atomic_exchange(&latitudes->made, NULL));
    }
}

void skt_gaz_latitudes_free(skt_gaz_latitudes *latitudes)
{
    skt_gaz_latitudes_forget(latitudes);
    free(latitudes);
}

static int compare(const void *a, const void *b)
{
    const parallel *x = a;
    const parallel *y = b;
    return x->lat != y->lat ? (x->lat > y->lat) - (x->lat < y->lat)
                            : (x->node > y->node) - (x->node < y->node);
}

static parallels *make(const skt_gazetteer *gazetteer)
{
    const size_t end = skt_gaz_node_end(gazetteer);
    const size_t first = gazetteer->first_facility < end ? gazetteer->first_facility : end;
    parallels *made = malloc(sizeof *made + (end - first) * sizeof *made->items);
    if (made == NULL) {
        return NULL;
    }
    made->count = 0;
    for (size_t i = first; i < end; i++) {
        const skt_gaz_node *node = skt_gaz_node_at(gazetteer, (skt_node)i);
        if (node->level == SKT_LEVEL_FACILITY) {
            made->items[made->count++] = (parallel){node->lat, (skt_node)i};
        }
    }
    qsort(made->items, made->count, sizeof *made->items, compare);
    return made;
}

static const parallels *parallels_of(const skt_gazetteer *gazetteer)
{
    _Atomic(parallels *) *at = &gazetteer->latitudes->made;
    parallels *known = atomic_load_explicit(at, memory_order_acquire);
    if (known != NULL) {
        return known;
    }
    parallels *made = make(gazetteer);
    if (made != NULL && !atomic_compare_exchange_strong(at, &known, made)) {
        free(made);
        return known;
    }
    return made;
}

/* The first of the items that lies at `lat` or north of it. */
static size_t bound(const parallels *all, int64_t lat)
{
    size_t low = 0;
    size_t high = all->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (all->items[middle].lat < lat) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool skt_gaz_facilities_next(skt_gaz_band *band, const skt_gazetteer *gazetteer)
{
    const parallels *all = parallels_of(gazetteer);
    if (all == NULL) {
        return false;
    }
    if (!band->begun) {
        band->begun = true;
        band->at = bound(all, band->south);
    }
    if (band->at >= all->count || all->items[band->at].lat > band->north) {
        return false;
    }
    band->node = all->items[band->at++].node;
    return true;
}
