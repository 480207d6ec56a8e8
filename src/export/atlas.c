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

skt_atlas skt_atlas_of(const skt_gazetteer *gazetteer)
{
    /* The calls above only read it: `of` gives the const back. */
    return (skt_atlas){
        (void *)(uintptr_t)gazetteer, polygon, map_region, region_name, country_name, NULL};
}
