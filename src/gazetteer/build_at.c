/* Points while the file is being made: the polygons are asked through a gazetteer over
 * what was read so far. */
#include "gazetteer/build.h"

static skt_gaz_shapes view_shapes(const skt_gaz_shape_build *from)
{
    return (skt_gaz_shapes){.grid = from->rings.count > 0 ? &from->grid : NULL,
                            .points = from->points.items,
                            .arcs = from->arcs.items,
                            .refs = from->refs.items,
                            .rings = from->rings.items,
                            .n_points = from->points.count / 2,
                            .n_arcs = from->arcs.count > 0 ? from->arcs.count - 1 : 0,
                            .n_refs = from->refs.count,
                            .n_rings = from->rings.count};
}

static skt_gazetteer view_of(const skt_gaz_builder *b)
{
    skt_gazetteer view = {.nodes = b->nodes.items,
                          .n_nodes = b->nodes.count,
                          .areas = b->areas.items,
                          .n_areas = b->areas.count};
    for (unsigned i = 0; i < SKT_GAZ_DETAILS; i++) {
        view.shapes[i] = view_shapes(&b->shapes[i]);
    }
    return view;
}

skt_node skt_gaz_built_country_at(const skt_gaz_builder *b, int32_t lat, int32_t lon)
{
    const skt_gazetteer view = view_of(b);
    return skt_gaz_country_at(&view, lon, lat);
}

skt_node skt_gaz_built_region_at(const skt_gaz_builder *b, skt_node country, int32_t lat,
                                 int32_t lon)
{
    const skt_gazetteer view = view_of(b);
    return skt_gaz_region_at(&view, country, lon, lat);
}

skt_node skt_gaz_built_disputed_at(const skt_gaz_builder *b, int32_t lat, int32_t lon)
{
    const skt_gazetteer view = view_of(b);
    for (size_t i = 0; i < b->sums.count; i++) {
        if (b->sums.items[i].disputed && skt_gaz_area_contains(&view, (skt_node)i, lon, lat)) {
            return (skt_node)i;
        }
    }
    return SKT_NO_NODE;
}
