/* An evening belongs to the night that follows it, unless the same body gives a
 * figure for the whole day: that contains the day's evening (rule 4). */
#include "incidents/model.h"

static skt_status key_of(skt_str *out, skt_model *model, const skt_item *item)
{
    return skt_arena_format(out, &model->arena, "%zu %d %d", item->speaker,
                            (int)item->claim->outcome, (int)item->claim->date);
}

static bool is_day(const skt_item *item)
{
    return item->timing == SKT_TIMING_DAY && item->claim->value != SKT_NULL &&
           item->claim->date != SKT_NO_DAY;
}

skt_status skt_nights_settle(skt_model *model)
{
    skt_map days = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < model->n_items; i++) {
        skt_str key;
        if (is_day(&model->items[i])) {
            status = key_of(&key, model, &model->items[i]);
            if (status == SKT_OK && !skt_map_set(&days, key, i)) {
                status = SKT_E_NOMEM;
            }
        }
    }
    for (size_t i = 0; status == SKT_OK && days.count > 0 && i < model->n_items; i++) {
        skt_item *item = &model->items[i];
        skt_str key;
        if (item->timing != SKT_TIMING_HOURS || item->night == item->claim->date) {
            continue;
        }
        status = key_of(&key, model, item);
        if (status == SKT_OK && skt_map_get(&days, key) != NULL) {
            item->night = item->claim->date;
        }
    }
    skt_map_dispose(&days);
    return status;
}
