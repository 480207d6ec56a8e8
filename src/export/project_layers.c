/* Layers carried over to a CRS, with word of what it cannot show. */
#include <math.h>

#include "core/diag.h"
#include "core/map.h"
#include "export/project.h"
#include "export/project_domain.h"

enum { NAMED = 10 }; /* records that are named in warnings of one kind */

typedef struct losses {
    size_t cut, gone;
} losses;

static void tell(const skt_layer *layer, size_t index, bool gone, losses *lost,
                 const skt_projection *projection, skt_diag *diag)
{
    size_t *count = gone ? &lost->gone : &lost->cut;
    if (++*count <= NAMED) {
        (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, NULL, 0,
                           gone ? "%.*s lies where %s cannot show it: it is left out of %s there"
                                : "%.*s reaches beyond what %s can show: it is cut off in %s there",
                           SKT_FMT(skt_layer_id(layer, index)), skt_projection_crs(projection),
                           layer->name);
    }
}

static void tell_rest(const skt_layer *layer, const losses *lost, skt_diag *diag)
{
    const size_t counts[] = {lost->gone, lost->cut};
    for (int i = 0; i < 2; i++) {
        if (counts[i] > NAMED) {
            (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, NULL, 0, "%zu more of %s are %s",
                               counts[i] - NAMED, layer->name, i == 0 ? "left out" : "cut off");
        }
    }
}

static bool point_has_place(double xy[2], const skt_projection *projection, const double lonlat[2])
{
    return skt_domain_has(skt_projection_domain(projection), lonlat) &&
           skt_projection_apply(xy, projection, lonlat);
}

static skt_status project_layer(skt_layer *layer, skt_map *done, const skt_projection *projection,
                                skt_arena *arena, skt_diag *diag)
{
    const skt_shape *from = layer->shapes;
    skt_shape *to = skt_arena_array(arena, layer->n_records, sizeof *to);
    skt_status status = to == NULL ? SKT_E_NOMEM : SKT_OK;
    losses lost = {0, 0};
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        to[i] = (skt_shape){NAN, NAN, {NULL, 0}};
        if (from[i].polygon.n_rings == 0) {
            const double lonlat[] = {from[i].lon, from[i].lat};
            double xy[2] = {NAN, NAN};
            const bool placed = point_has_place(xy, projection, lonlat);
            to[i] = (skt_shape){placed ? xy[0] : NAN, placed ? xy[1] : NAN, {NULL, 0}};
            if (!placed && !skt_shape_is_null(&from[i])) {
                tell(layer, i, true, &lost, projection, diag);
            }
            continue;
        }
        /* Records of one area share its rings. */
        const skt_str key = {(const char *)&from[i].polygon.rings, sizeof from[i].polygon.rings};
        const size_t *before = skt_map_get(done, key);
        if (before != NULL) {
            to[i] = to[*before];
            continue;
        }
        bool cut;
        status = skt_projection_polygon(&to[i].polygon, &cut, projection, &from[i].polygon, arena);
        if (status == SKT_OK && (cut || to[i].polygon.n_rings == 0)) {
            tell(layer, i, to[i].polygon.n_rings == 0, &lost, projection, diag);
        }
        if (status == SKT_OK && !skt_map_set(done, key, i)) {
            status = SKT_E_NOMEM;
        }
    }
    tell_rest(layer, &lost, diag);
    layer->shapes = to;
    return status;
}

skt_status skt_projection_layers(skt_layer *out, const skt_layer *layers, size_t n,
                                 const skt_projection *projection, skt_arena *arena, skt_diag *diag)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        out[i] = layers[i];
        if (skt_projection_domain(projection) == NULL) {
            continue; /* WGS 84: they stay as they are */
        }
        skt_map done = SKT_MAP_INIT;
        status = project_layer(&out[i], &done, projection, arena, diag);
        skt_map_dispose(&done);
    }
    return status;
}
