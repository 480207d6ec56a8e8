/* Rows for the periods of an area in which nothing was reported: a series without gaps. */
#include "tally/tally_private.h"

typedef struct filling {
    skt_tally *tally;
    const skt_tally_options *options;
    skt_days whole;
    skt_map areas; /* level and key to the first row of it */
    skt_map rows;  /* the same with the period's first day */
    SKT_VEC(size_t) first;
} filling;

/* "3 RU.41", or "19723 3 RU.41" with a day. */
static skt_status name_row(skt_str *out, filling *f, const skt_tally_row *row, skt_day day)
{
    skt_arena *arena = &f->tally->arena;
    return day == SKT_NO_DAY
               ? skt_arena_format(out, arena, "%d %.*s", (int)row->row.level, SKT_FMT(row->key))
               : skt_arena_format(out, arena, "%d %d %.*s", (int)day, (int)row->row.level,
                                  SKT_FMT(row->key));
}

static skt_status know(filling *f, size_t index)
{
    const skt_tally_row *row = &f->tally->rows.items[index];
    skt_str area;
    skt_str dated = SKT_STR_NONE;
    skt_status status = name_row(&area, f, row, SKT_NO_DAY);
    if (status == SKT_OK) {
        status = name_row(&dated, f, row, row->row.date_from);
    }
    if (status != SKT_OK || !skt_map_set(&f->rows, dated, index)) {
        return SKT_E_NOMEM;
    }
    if (skt_map_get(&f->areas, area) != NULL) {
        return SKT_OK;
    }
    return skt_map_set(&f->areas, area, index) && skt_vec_push(&f->first, index) ? SKT_OK
                                                                                 : SKT_E_NOMEM;
}

/* Adds an empty row for the days, unless it is there. `like` is of the same area. */
static skt_status add(filling *f, const skt_tally_row *like, skt_days days)
{
    skt_str name;
    const skt_status status = name_row(&name, f, like, days.from);
    if (status != SKT_OK || skt_map_get(&f->rows, name) != NULL) {
        return status;
    }
    skt_tally_row more = {.row = skt_row_empty(like->row.level, days), .key = like->key};
    more.row.admin1 = like->row.admin1;
    more.row.iso_3166_2 = like->row.iso_3166_2;
    more.row.region = like->row.region;
    more.row.iso_a2 = like->row.iso_a2;
    more.row.country = like->row.country;
    more.row.node = like->row.node;
    more.row.own = like->row.own;
    more.row.area_km2 = like->row.area_km2;
    const size_t index = f->tally->rows.count;
    if (!skt_vec_push(&f->tally->rows, more)) {
        return SKT_E_NOMEM;
    }
    return index < SKT_TALLY_MAX_FILLED ? know(f, index) : SKT_E_LIMIT;
}

/* Each region of the user's and the total have a series, whether anything is told or not. */
static skt_status add_known_areas(filling *f, skt_days days)
{
    const skt_regions *regions = f->options->regions;
    const size_t n = regions == NULL ? 0 : skt_regions_count(regions);
    skt_tally_row row = {.row = skt_row_empty(SKT_ROW_TOTAL, days), .key = {"", 0}};
    skt_status status = add(f, &row, days);
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        row.row.level = SKT_ROW_REGION;
        row.key = skt_regions_name(regions, i);
        skt_row_describe_own(&row.row, regions, i + 1);
        status = add(f, &row, days);
    }
    return status;
}

static skt_status add_period(filling *f, skt_days days)
{
    skt_status status = add_known_areas(f, days);
    for (size_t i = 0; status == SKT_OK && i < f->first.count; i++) {
        const skt_tally_row like = f->tally->rows.items[f->first.items[i]];
        status = add(f, &like, days);
    }
    return status;
}

skt_status skt_tally_fill(skt_tally *tally, const skt_tally_options *options, skt_days whole)
{
    filling f = {.tally = tally, .options = options, .whole = whole};
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < tally->rows.count; i++) {
        status = tally->rows.items[i].row.date_from == SKT_NO_DAY ? SKT_OK : know(&f, i);
    }
    for (skt_day day = whole.from; status == SKT_OK && day != SKT_NO_DAY && day <= whole.to;) {
        const skt_days days = skt_period_of(options, whole, day);
        status = add_period(&f, days);
        day = days.to + 1;
    }
    skt_map_dispose(&f.areas);
    skt_map_dispose(&f.rows);
    skt_vec_dispose(&f.first);
    return status;
}
