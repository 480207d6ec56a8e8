#include "cli/tally_table.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/table.h"
#include "export/csv.h"
#include "export/layers.h"
#include "tally/tally.h"

static const skt_column columns[] = {
    {"area", false},      {"country", false},    {"from", false},   {"to", false},
    {"launched", true},   {"intercepted", true}, {"lost", true},    {"impacted", true},
    {"sighted", true},    {"incidents", true},   {"reports", true}, {"not placed", false},
    {"elsewhere", false},
};

/* "46", "50 (45-55)", "30 or more", "some" where no number was told, "withheld";
 * a "+" where there was more without a number. */
static void add_cell(skt_table *table, const skt_cell *cell)
{
    const skt_estimate *e = &cell->estimate;
    const char *more = cell->unnumbered ? "+" : "";
    if (e->best == SKT_NULL && e->low == SKT_NULL) {
        skt_table_format(table, "%s", cell->unnumbered ? "some" : cell->withheld ? "withheld" : "");
    } else if (e->best == SKT_NULL) {
        skt_table_format(table, "%" PRId64 " or more", e->low);
    } else if (e->high == SKT_NULL && !cell->unnumbered) {
        skt_table_format(table, "%" PRId64 " or more", e->best);
    } else if (e->low == e->best && (e->high == e->best || e->high == SKT_NULL)) {
        skt_table_format(table, "%" PRId64 "%s", e->best, more);
    } else if (e->high == SKT_NULL) {
        skt_table_format(table, "%" PRId64 "%s (from %" PRId64 ")", e->best, more, e->low);
    } else {
        skt_table_format(table, "%" PRId64 "%s (%" PRId64 "-%" PRId64 ")", e->best, more, e->low,
                         e->high);
    }
}

/* "27 intercepted, 3 lost": one of the two side figures of all outcomes. */
static void add_sides(skt_table *table, const skt_row *row, bool elsewhere)
{
    char text[160] = "";
    size_t length = 0;
    for (size_t i = 0; i < SKT_OUTCOMES; i++) {
        const skt_number value = elsewhere ? row->cells[i].elsewhere : row->cells[i].not_placed;
        if (value == SKT_NULL || value == 0) {
            continue;
        }
        const int n = snprintf(text + length, sizeof text - length, "%s%" PRId64 " %s",
                               length == 0 ? "" : ", ", value, skt_outcome_name((skt_outcome)i));
        length += n > 0 && (size_t)n < sizeof text - length ? (size_t)n : 0;
    }
    skt_table_add(table, skt_str_from(text));
}

/* A set of many regions has a long name: the table shows its beginning. */
static void add_name(skt_table *table, skt_str name)
{
    enum { WIDTH = 40 };
    const skt_str cut = skt_str_cut(name, WIDTH);
    skt_table_format(table, "%.*s%s", SKT_FMT(cut), cut.len < name.len ? "..." : "");
}

static void add_area(skt_table *table, const skt_row *row)
{
    const skt_str country = row->country.len > 0 ? row->country : row->iso_a2;
    switch (row->level) {
    case SKT_ROW_COUNTRY: skt_table_format(table, "%.*s, all", SKT_FMT(country)); break;
    case SKT_ROW_TOTAL: skt_table_add(table, SKT_LIT("total")); break;
    case SKT_ROW_SET:
    case SKT_ROW_REGION:
    case SKT_ROW_SEA: add_name(table, row->region.len > 0 ? row->region : row->admin1); break;
    }
    const bool named = row->level == SKT_ROW_REGION || row->level == SKT_ROW_SET;
    skt_table_add(table, named ? country : SKT_STR_NONE);
}

/* Whether all rows cover the same days, which then stand above the table. */
static bool is_one_period(const skt_tally *tally)
{
    const skt_row *first = skt_tally_at(tally, 0);
    bool same = true;
    for (size_t i = 1; i < skt_tally_count(tally) && same; i++) {
        const skt_row *row = skt_tally_at(tally, i);
        same = row->date_from == first->date_from && row->date_to == first->date_to;
    }
    return same;
}

static void print_period(skt_buf *out, const skt_row *row)
{
    char from[11];
    char to[11];
    skt_day_format(from, row->date_from);
    skt_day_format(to, row->date_to);
    if (from[0] != '\0') {
        skt_buf_format(out, "%s%s%s\n\n", from, row->date_from == row->date_to ? "" : " to ",
                       row->date_from == row->date_to ? "" : to);
    }
}

static void add_day(skt_table *table, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_table_add(table, skt_str_from(text));
}

static void add_row(skt_table *table, const skt_row *row, bool dated)
{
    add_area(table, row);
    add_day(table, dated ? row->date_from : SKT_NO_DAY);
    add_day(table, dated ? row->date_to : SKT_NO_DAY);
    for (size_t k = 0; k < SKT_OUTCOMES; k++) {
        add_cell(table, &row->cells[k]);
    }
    skt_table_format(table, "%zu", row->incidents);
    skt_table_format(table, "%zu", row->reports);
    add_sides(table, row, false);
    add_sides(table, row, true);
}

skt_status skt_tally_table(skt_buf *out, const skt_tally *tally)
{
    const size_t count = skt_tally_count(tally);
    if (count == 0) {
        return SKT_OK;
    }
    skt_table table = SKT_TABLE_INIT(columns);
    const bool one_period = is_one_period(tally);
    if (one_period) {
        print_period(out, skt_tally_at(tally, 0));
    }
    for (size_t i = 0; i < count; i++) {
        add_row(&table, skt_tally_at(tally, i), !one_period);
    }
    skt_table_print(out, &table);
    skt_table_dispose(&table);
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}

/* The label points, from the layers that an export would make. */
static skt_status add_labels(skt_tally_record *records, size_t count, const skt_tally *tally,
                             const skt_gazetteer *gazetteer, skt_arena *arena)
{
    static const skt_layer_kind kinds[] = {SKT_LAYER_TALLIES, SKT_LAYER_COUNTRIES};
    skt_atlas atlas = skt_atlas_of(gazetteer);
    atlas.regions = skt_tally_options_of(tally)->regions;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && status == SKT_OK; i++) {
        skt_layer layer;
        status = skt_layer_areas(&layer, kinds[i], records, count, &atlas, arena, NULL);
        if (status == SKT_OK) {
            status = skt_tally_labels(records, count, &layer, &atlas);
        }
    }
    return status;
}

skt_status skt_tally_csv(skt_buf *out, const skt_tally *tally, const skt_gazetteer *gazetteer)
{
    const size_t count = skt_tally_count(tally);
    skt_arena arena = SKT_ARENA_INIT;
    skt_tally_record *records = NULL;
    const skt_row **rows = skt_arena_array(&arena, count + 1, sizeof *rows);
    skt_status status = rows == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < count; i++) {
        rows[i] = skt_tally_at(tally, i);
    }
    if (status == SKT_OK) {
        status = skt_tally_records(&records, (skt_row_list){rows, count}, false, &arena);
    }
    if (status == SKT_OK) {
        status = add_labels(records, count, tally, gazetteer, &arena);
    }
    if (status == SKT_OK) {
        size_t n_fields;
        const skt_field *fields = skt_tally_fields(&n_fields);
        skt_csv_write(out, fields, n_fields, records, count, sizeof *records);
        status = out->failed ? SKT_E_NOMEM : SKT_OK;
    }
    skt_arena_dispose(&arena);
    return status;
}
