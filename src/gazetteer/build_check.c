/* Places that lie elsewhere than their code says: compared with the polygons of the
 * compiled file. */
#include <math.h>

#include "core/json.h"
#include "gazetteer/file.h"

enum { POINT_DECIMALS = 4, DISTANCE_DECIMALS = 1 };

/* The region that the node's code puts it in, if there is a polygon to compare with. */
static skt_node coded_region(const skt_gazetteer *gazetteer, skt_node node)
{
    const skt_node region = skt_gaz_region_of(gazetteer, node);
    return region == SKT_NO_NODE ? SKT_NO_NODE : skt_gazetteer_map_region(gazetteer, region);
}

static void add_row(skt_buf *out, const skt_gazetteer *gazetteer, skt_node node, double distance_km)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    skt_node region;
    skt_node country;
    skt_gazetteer_at(gazetteer, info.lat, info.lon, &region, &country);
    const skt_node_info there = skt_gazetteer_node(gazetteer, region);
    skt_buf_format(out, "%lld\t%.*s\t", (long long)info.geonameid, SKT_FMT(info.name));
    skt_buf_add_real(out, info.lat, POINT_DECIMALS);
    skt_buf_add_char(out, '\t');
    skt_buf_add_real(out, info.lon, POINT_DECIMALS);
    skt_buf_format(out, "\t%.*s\t%.*s\t", SKT_FMT(info.admin1), SKT_FMT(there.admin1));
    skt_buf_add_real(out, distance_km, DISTANCE_DECIMALS);
    skt_buf_add_char(out, '\n');
}

skt_status skt_gazetteer_list_strays(size_t *n_strays, size_t *n_places, skt_buf *out,
                                     const skt_gazetteer *gazetteer, double margin_km)
{
    *n_strays = 0;
    *n_places = 0;
    skt_buf_add_text(out, "geonameid\tname\tlat\tlon\tadmin1_by_code\tadmin1_by_polygon\t"
                          "distance_km\n");
    for (size_t i = 0; i < skt_gazetteer_node_count(gazetteer); i++) {
        const skt_node node = (skt_node)i;
        const skt_gaz_node *record = skt_gaz_node_at(gazetteer, node);
        const skt_node region = coded_region(gazetteer, node);
        if ((record->level != SKT_LEVEL_CITY && record->level != SKT_LEVEL_FACILITY) ||
            record->lat == SKT_GAZ_NO_POINT || region == SKT_NO_NODE) {
            continue;
        }
        const double km =
            skt_gaz_area_distance_km(gazetteer, region, record->lat / 1e6, record->lon / 1e6);
        if (isinf(km)) {
            continue; /* no polygon to compare with */
        }
        ++*n_places;
        if (km > margin_km) {
            ++*n_strays;
            add_row(out, gazetteer, node, km);
        }
    }
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}
