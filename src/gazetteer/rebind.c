#include "gazetteer/rebind.h"

#include <math.h>

#include "gazetteer/gazetteer.h"

/* Points by what identifies them in a line: their GeoNames number, or where
 * there is none, their coordinates. */
typedef struct skt_rebind_point {
    uint64_t key;
    skt_node node;
} skt_rebind_point;

static uint64_t point_key(int64_t geonameid, double lat, double lon)
{
    enum { PER_DEGREE = 100000 };
    const int64_t parts[] = {geonameid,
                             geonameid != 0 || isnan(lat) ? 0 : llround(lat * PER_DEGREE),
                             geonameid != 0 || isnan(lon) ? 0 : llround(lon * PER_DEGREE)};
    return skt_hash(SKT_HASH_SEED, (skt_str){(const char *)parts, sizeof parts});
}

static int by_key(const void *a, const void *b)
{
    const skt_rebind_point *x = a;
    const skt_rebind_point *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->node > y->node) - (x->node < y->node);
}

/* Made when the first point is met: many files have none. */
static bool index_points(skt_rebind *r)
{
    const size_t count = skt_gazetteer_node_count(r->gazetteer);
    for (size_t i = 0; i < count; i++) {
        const skt_node_info info = skt_gazetteer_node(r->gazetteer, (skt_node)i);
        const skt_rebind_point entry = {point_key(info.geonameid, info.lat, info.lon), (skt_node)i};
        if (!skt_vec_push(&r->points, entry)) {
            return false;
        }
    }
    if (r->points.count > 1) {
        qsort(r->points.items, r->points.count, sizeof *r->points.items, by_key);
    }
    return true;
}

/* How well `node` fits a place that bears its key. Districts without a point share one. */
static int fit(const skt_rebind *r, const skt_place *place, skt_node node)
{
    const skt_node_info info = skt_gazetteer_node(r->gazetteer, node);
    return 4 * (place->label.len > 0 && skt_str_eq(info.name, place->label)) +
           2 * skt_str_eq(info.admin1, place->admin1) + (info.level == place->level);
}

/* The node of a settlement, a facility or a district with a point. */
static skt_status find_point(skt_node *out, skt_rebind *r, const skt_place *place)
{
    if (r->points.count == 0 && !index_points(r)) {
        return SKT_E_NOMEM;
    }
    const uint64_t key = point_key(place->geonameid, place->lat, place->lon);
    size_t low = 0;
    for (size_t high = r->points.count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (r->points.items[middle].key < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    skt_node best = SKT_NO_NODE;
    for (; low < r->points.count && r->points.items[low].key == key; low++) {
        const skt_node node = r->points.items[low].node;
        best = best == SKT_NO_NODE || fit(r, place, node) > fit(r, place, best) ? node : best;
    }
    *out = best;
    return SKT_OK;
}

skt_status skt_rebind_place(skt_place *place, skt_rebind *r)
{
    /* The precision tells what kind of node it was; the level, what the text
     * calls the place. */
    enum { POINT = 1, NEAR = 2, REGION = 3, COUNTRY = 4, SEA = 5 };
    skt_status status = SKT_OK;
    place->node = SKT_NO_NODE;
    if (r->gazetteer == NULL) {
        return SKT_OK;
    }
    switch (place->geo_precision) {
    case POINT:
    case NEAR: status = find_point(&place->node, r, place); break;
    case REGION: place->node = skt_gazetteer_admin1(r->gazetteer, place->admin1); break;
    case COUNTRY: place->node = skt_gazetteer_country(r->gazetteer, place->country); break;
    case SEA: place->node = skt_gazetteer_sea(r->gazetteer, place->name); break;
    default: break;
    }
    if (place->node != SKT_NO_NODE) {
        place->label = skt_gazetteer_node(r->gazetteer, place->node).name;
    }
    /* The line may have been written under other boundaries; the region is the same. */
    const skt_node region = skt_gazetteer_admin1(r->gazetteer, place->admin1);
    if (region != SKT_NO_NODE) {
        place->country = skt_gazetteer_node(r->gazetteer, region).country;
    }
    return status;
}

void skt_rebind_dispose(skt_rebind *r)
{
    skt_vec_dispose(&r->points);
}
