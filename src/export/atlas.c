#include "export/layers.h"

static const skt_gazetteer *of(void *context)
{
    return context;
}

static skt_status polygon(skt_polygon *out, void *context, skt_node node, skt_detail detail,
                          skt_arena *arena)
{
    return skt_gazetteer_polygon(out, of(context), node, detail, arena);
}

static skt_status outline(skt_polygon *out, void *context, skt_node node, double metres,
                          skt_arena *arena)
{
    return skt_gazetteer_outline(out, of(context), node, metres, arena);
}

static skt_node map_region(void *context, skt_node region)
{
    return skt_gazetteer_map_region(of(context), region);
}

static skt_str name_of(const skt_gazetteer *gazetteer, skt_node node)
{
    return node == SKT_NO_NODE ? (skt_str){NULL, 0} : skt_gazetteer_node(gazetteer, node).name;
}

static skt_str region_name(void *context, skt_str admin1)
{
    return name_of(of(context), skt_gazetteer_admin1(of(context), admin1));
}

static skt_str country_name(void *context, skt_str alpha2)
{
    return name_of(of(context), skt_gazetteer_country(of(context), alpha2));
}

static size_t area_count(void *context)
{
    return skt_gazetteer_area_count(of(context));
}

/* The first nodes are the areas. */
static skt_atlas_area area(void *context, size_t index)
{
    const skt_node node = (skt_node)index;
    const skt_node_info info = skt_gazetteer_node(of(context), node);
    return (skt_atlas_area){node, info.level, info.name, info.country,
                            skt_gazetteer_is_disputed(of(context), node)};
}

static bool touches(void *context, skt_node node, const double box[4])
{
    return skt_gazetteer_touches(of(context), node, box);
}

skt_atlas skt_atlas_of(const skt_gazetteer *gazetteer)
{
    /* The calls above only read it: `of` gives the const back. */
    return (skt_atlas){.context = (void *)(uintptr_t)gazetteer,
                       .polygon = polygon,
                       .outline = outline,
                       .map_region = map_region,
                       .region_name = region_name,
                       .country_name = country_name,
                       .area_count = area_count,
                       .area = area,
                       .touches = touches};
}
