/* Label points of the rows of the tally, taken from the layers that draw them. */
#include "core/map.h"
#include "export/layers.h"

/* What a record is drawn in: a region of the user's or, by its node, an area. Keys of the two
 * differ in length. */
static skt_str key_of(const size_t *own, const skt_node *node)
{
    return *own > 0 ? (skt_str){(const char *)own, sizeof *own}
                    : (skt_str){(const char *)node, sizeof *node};
}

static bool has_area(const skt_tally_record *record)
{
    return record->own > 0 || record->node != SKT_NO_NODE;
}

skt_status skt_tally_labels(skt_tally_record *records, size_t count, const skt_layer *layer,
                            const skt_atlas *atlas)
{
    skt_map drawn = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        const skt_tally_record *record = skt_layer_record(layer, i);
        if (has_area(record) && !skt_map_set(&drawn, key_of(&record->own, &record->node), i)) {
            status = SKT_E_NOMEM;
        }
    }
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        skt_tally_record *record = &records[i];
        skt_node node = record->node;
        if (record->row_level == SKT_ROW_REGION && node != SKT_NO_NODE) {
            node = atlas->map_region(atlas->context, node);
        }
        const size_t *index =
            has_area(record) ? skt_map_get(&drawn, key_of(&record->own, &node)) : NULL;
        if (index != NULL) {
            const skt_tally_record *same = skt_layer_record(layer, *index);
            record->label_lon = same->label_lon;
            record->label_lat = same->label_lat;
        }
    }
    skt_map_dispose(&drawn);
    return status;
}
