/* Which of the user's own regions an incident lies in. What has a point is placed by it; the
 * figure of a region, a sea or a country only where its outline lies wholly inside one of
 * the user's; the figure of several places where all lie in the same. */
#include <math.h>
#include <stdlib.h>

#include "core/map.h"
#include "regions/regions.h"
#include "tally/tally_private.h"

enum { NOWHERE = 0 };

typedef struct placing {
    const skt_gazetteer *gazetteer;
    const skt_regions *regions;
    skt_arena arena;
    skt_map known; /* node to region plus 1 */
} placing;

/* The region around the node's outline, plus 1. */
static skt_status by_outline(size_t *out, placing *p, skt_node node)
{
    skt_str key;
    *out = NOWHERE;
    if (node == SKT_NO_NODE) {
        return SKT_OK;
    }
    skt_status status = skt_arena_format(&key, &p->arena, "%u", (unsigned)node);
    const size_t *known = status == SKT_OK ? skt_map_get(&p->known, key) : NULL;
    if (status != SKT_OK || known != NULL) {
        *out = known == NULL ? NOWHERE : *known;
        return status;
    }
    skt_arena scratch = SKT_ARENA_INIT;
    skt_polygon outline = {NULL, 0};
    size_t region = SKT_NO_REGION;
    status = skt_gazetteer_polygon(&outline, p->gazetteer, node, SKT_DETAIL_FINE, &scratch);
    if (status == SKT_OK) {
        status = skt_regions_around(&region, p->regions, &outline);
    }
    skt_arena_dispose(&scratch);
    *out = region == SKT_NO_REGION ? NOWHERE : region + 1;
    return status != SKT_OK || skt_map_set(&p->known, key, *out) ? status : SKT_E_NOMEM;
}

/* The node whose outline stands for the place: its first-level region, sea or country. */
static skt_node outline_of(const placing *p, const skt_place *place)
{
    if (p->gazetteer == NULL) {
        return SKT_NO_NODE;
    }
    if (place->level == SKT_LEVEL_SEA) {
        const skt_str name = place->label.len > 0 ? place->label : place->name;
        return skt_gazetteer_sea(p->gazetteer, name);
    }
    if (place->admin1.len > 0) {
        const skt_node region = skt_gazetteer_admin1(p->gazetteer, place->admin1);
        return region == SKT_NO_NODE ? region : skt_gazetteer_map_region(p->gazetteer, region);
    }
    /* By its own node where it has one: `country` follows the boundaries chosen. */
    if (place->level != SKT_LEVEL_COUNTRY || place->country.len == 0) {
        return SKT_NO_NODE;
    }
    return place->node != SKT_NO_NODE ? place->node
                                      : skt_gazetteer_country(p->gazetteer, place->country);
}

static bool has_point(const skt_place *place)
{
    return (place->geo_precision == 1 || place->geo_precision == 2) && isfinite(place->lat) &&
           isfinite(place->lon);
}

/* A point in none of the regions may lie off a generalised shore: it goes with its
 * first-level region, where that is wholly inside one and the point is near it. */
static skt_status region_of(size_t *out, placing *p, const skt_place *place)
{
    if (has_point(place)) {
        const size_t at = skt_regions_at(p->regions, place->lat, place->lon);
        if (at != SKT_NO_REGION) {
            *out = at + 1;
            return SKT_OK;
        }
    }
    const skt_status status = by_outline(out, p, outline_of(p, place));
    if (status == SKT_OK && *out != NOWHERE && has_point(place) &&
        !skt_regions_near(p->regions, *out - 1, place->lat, place->lon)) {
        *out = NOWHERE;
    }
    return status;
}

skt_status skt_tally_place(size_t **out, const skt_incident_set *incidents,
                           const skt_gazetteer *gazetteer, const skt_regions *regions)
{
    placing p = {.gazetteer = gazetteer, .regions = regions};
    const size_t n = skt_incident_set_count(incidents);
    skt_status status = SKT_OK;
    *out = calloc(n + 1, sizeof **out);
    if (*out == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        const skt_incident *incident = skt_incident_set_at(incidents, i);
        for (size_t k = 0; status == SKT_OK && k < incident->n_places; k++) {
            size_t region = NOWHERE;
            status = region_of(&region, &p, &incident->places[k]);
            (*out)[i] = k == 0 || (*out)[i] == region ? region : NOWHERE;
            if ((*out)[i] == NOWHERE) {
                break;
            }
        }
    }
    skt_map_dispose(&p.known);
    skt_arena_dispose(&p.arena);
    return status;
}
