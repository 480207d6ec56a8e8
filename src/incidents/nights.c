/* An evening belongs to the night that follows it, unless there is a figure for the whole
 * day there or around it: that contains the day's evening (rule 4). */
#include "claims/when.h"
#include "incidents/model.h"

enum { MOST_COVERS = 3, MORNING_S = 8 * 3600 };

typedef struct work {
    skt_model *model;
    skt_map days; /* areas with a figure for the whole day */
} work;

static skt_status key_of(skt_str *out, const work *w, const skt_item *item, size_t area)
{
    return skt_arena_format(out, &w->model->arena, "%d %d %zu", (int)item->claim->outcome,
                            (int)item->claim->date, area);
}

static size_t find_area(const work *w, char kind, skt_str code)
{
    char key[40];
    if (code.len == 0 || code.len > sizeof key - 3) {
        return SKT_NONE;
    }
    key[0] = kind;
    key[1] = ':';
    memcpy(key + 2, code.ptr, code.len);
    const size_t *area = skt_map_get(&w->model->area_index, (skt_str){key, code.len + 2});
    return area == NULL ? SKT_NONE : *area;
}

/* The areas whose figure takes in that of the item: its own, its region, and the country that
 * holds it or that it is in; over a sea, that of the body. */
static size_t covers_of(size_t covers[MOST_COVERS], const work *w, const skt_item *item)
{
    const skt_area *area = skt_item_area(w->model, item);
    const skt_str holder = skt_issuers_holder(w->model->issuers, area->admin1, item->claim->date);
    const skt_str country = holder.len > 0 ? holder
                            : area->country.len > 0
                                ? area->country
                                : w->model->speakers.items[item->speaker].country;
    const size_t all[MOST_COVERS] = {item->area, find_area(w, 'R', area->admin1),
                                     find_area(w, 'C', country)};
    size_t n = 0;
    for (size_t i = 0; i < MOST_COVERS; i++) {
        if (all[i] != SKT_NONE) {
            covers[n++] = all[i];
        }
    }
    return n;
}

static bool is_day(const skt_item *item)
{
    return item->timing == SKT_TIMING_DAY && item->claim->value != SKT_NULL &&
           item->claim->date != SKT_NO_DAY;
}

static bool is_evening(const skt_item *item)
{
    return item->timing == SKT_TIMING_HOURS && item->claim->date != SKT_NO_DAY &&
           item->night == item->claim->date + 1;
}

static skt_status note_days(work *w)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < w->model->n_items; i++) {
        const skt_item *item = &w->model->items[i];
        skt_str key;
        if (is_day(item)) {
            status = key_of(&key, w, item, item->area);
            status = status == SKT_OK && !skt_map_set(&w->days, key, i) ? SKT_E_NOMEM : status;
        }
    }
    return status;
}

static skt_status move_evening(const work *w, skt_item *item)
{
    size_t covers[MOST_COVERS];
    const size_t n = covers_of(covers, w, item);
    for (size_t i = 0; i < n; i++) {
        skt_str key;
        if (key_of(&key, w, item, covers[i]) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        if (skt_map_get(&w->days, key) != NULL) {
            item->night = item->claim->date;
            break;
        }
    }
    return SKT_OK;
}

skt_status skt_nights_settle(skt_model *model)
{
    work w = {model, SKT_MAP_INIT};
    skt_status status = note_days(&w);
    for (size_t i = 0; status == SKT_OK && w.days.count > 0 && i < model->n_items; i++) {
        if (is_evening(&model->items[i])) {
            status = move_evening(&w, &model->items[i]);
        }
    }
    skt_map_dispose(&w.days);
    return status;
}

/* The instant at `second` of the local day, worked out once for a zone and a day. */
static skt_status instant_of(skt_time *out, skt_model *model, skt_map *known, skt_day day,
                             int32_t second, skt_str zone)
{
    skt_str key;
    int32_t offset_s;
    const skt_status status =
        skt_arena_format(&key, &model->arena, "%.*s %d %d", SKT_FMT(zone), (int)day, (int)second);
    const size_t *at = status == SKT_OK ? skt_map_get(known, key) : NULL;
    *out = at != NULL ? (skt_time)*at : skt_zone_instant(&offset_s, day, second, zone);
    if (status != SKT_OK || at != NULL) {
        return status;
    }
    return skt_map_set(known, key, (size_t)*out) ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_nights_begin(skt_model *model)
{
    skt_map known = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < model->n_items; i++) {
        skt_item *item = &model->items[i];
        const skt_speaker *speaker = &model->speakers.items[item->speaker];
        if (item->timing != SKT_TIMING_NIGHT || item->start != SKT_NO_TIME ||
            item->night == SKT_NO_DAY || speaker->zone.len == 0) {
            continue;
        }
        status = instant_of(&item->start, model, &known, item->night - 1, speaker->night_s,
                            speaker->zone);
        if (status == SKT_OK) {
            status = instant_of(&item->end, model, &known, item->night, MORNING_S, speaker->zone);
        }
    }
    skt_map_dispose(&known);
    return status;
}
