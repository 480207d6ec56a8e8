/* Writing what was collected as sections of one file. */
#include <stdlib.h>

#include "gazetteer/build.h"

typedef struct coded_area {
    uint8_t level;
    skt_str code;
    uint32_t node;
} coded_area;

static int compare_codes(const void *a, const void *b)
{
    const coded_area *x = a;
    const coded_area *y = b;
    const int order = (x->level > y->level) - (x->level < y->level);
    return order != 0 ? order : skt_str_cmp(x->code, y->code);
}

static skt_status add_codes(const skt_gaz_builder *b, skt_gaz_out *out)
{
    coded_area *all = calloc(b->areas.count + 1, sizeof *all);
    if (all == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < b->areas.count; i++) {
        all[i] = (coded_area){b->nodes.items[i].level, b->sums.items[i].code, (uint32_t)i};
    }
    qsort(all, b->areas.count, sizeof *all, compare_codes);
    skt_gaz_out_begin(out, SKT_GAZ_CODES);
    for (size_t i = 0; i < b->areas.count; i++) {
        skt_gaz_out_add(out, &all[i].node, sizeof all[i].node);
    }
    skt_gaz_out_end(out, SKT_GAZ_CODES);
    free(all);
    return SKT_OK;
}

static void add_shapes(const skt_gaz_builder *b, skt_gaz_out *out)
{
    skt_gaz_out_begin(out, SKT_GAZ_GRIDS);
    for (unsigned i = 0; i < SKT_GAZ_DETAILS; i++) {
        skt_gaz_out_add(out, &b->shapes[i].grid, sizeof(skt_gaz_grid));
    }
    skt_gaz_out_end(out, SKT_GAZ_GRIDS);
    for (unsigned i = 0; i < SKT_GAZ_DETAILS; i++) {
        const skt_gaz_shape_build *s = &b->shapes[i];
        skt_gaz_out_section(out, SKT_GAZ_POINTS + i, s->points.items, s->points.count * 2);
        skt_gaz_out_section(out, SKT_GAZ_ARCS + i, s->arcs.items,
                            s->arcs.count * sizeof(skt_gaz_arc));
        skt_gaz_out_section(out, SKT_GAZ_REFS + i, s->refs.items, s->refs.count * 4);
        skt_gaz_out_section(out, SKT_GAZ_RINGS + i, s->rings.items,
                            s->rings.count * sizeof(skt_gaz_ring));
    }
}

static skt_status add_words(skt_gaz_builder *b, skt_gaz_out *out)
{
    skt_gaz_written_dict words;
    skt_status status = skt_gaz_sort_end(b->words, b->options->memory / 16);
    if (status != SKT_OK) {
        return status;
    }
    status = skt_gaz_dict_write(&words, b, out, SKT_GAZ_WORD_TEXT, b->words, false);
    out->header.word_reach = words.reach;
    skt_gaz_written_dict_close(&words);
    return status;
}

static skt_status add_names(skt_gaz_builder *b, skt_gaz_out *out)
{
    skt_gaz_written_dict names;
    skt_status status = skt_gaz_sort_end(b->names, b->options->memory / 2);
    if (status != SKT_OK) {
        return status;
    }
    status = skt_gaz_dict_write(&names, b, out, SKT_GAZ_NAME_TEXT, b->names, true);
    out->header.name_reach = names.reach;
    skt_gaz_sort_free(b->names);
    b->names = NULL;
    if (status == SKT_OK) {
        status = skt_gaz_indexes_write(b, out, &names.dict);
    }
    skt_gaz_written_dict_close(&names);
    return status;
}

static skt_status write_sections(skt_gaz_builder *b, skt_gaz_out *out)
{
    skt_gaz_out_begin(out, SKT_GAZ_STRINGS);
    skt_gaz_out_add_spool(out, &b->strings);
    skt_gaz_out_end(out, SKT_GAZ_STRINGS);
    skt_gaz_out_section(out, SKT_GAZ_TAGS, b->tags.items, b->tags.count * 4);
    skt_gaz_out_begin(out, SKT_GAZ_NODES);
    skt_gaz_out_add(out, b->nodes.items, b->nodes.count * sizeof(skt_gaz_node));
    skt_gaz_out_add_spool(out, &b->points);
    skt_gaz_out_end(out, SKT_GAZ_NODES);
    skt_gaz_out_section(out, SKT_GAZ_AREAS, b->areas.items, b->areas.count * sizeof(skt_gaz_area));
    skt_status status = add_codes(b, out);
    if (status == SKT_OK) {
        status = add_names(b, out);
    }
    if (status == SKT_OK) {
        status = add_words(b, out);
    }
    skt_gaz_out_section(out, SKT_GAZ_RULES, b->rules.items, b->rules.count * sizeof(skt_gaz_rule));
    add_shapes(b, out);
    return status == SKT_OK ? out->status : status;
}

skt_status skt_gaz_write(skt_gaz_builder *b)
{
    skt_gaz_out out;
    skt_status status = skt_gaz_out_open(&out, b->path, b->diag);
    if (status == SKT_OK) {
        status = write_sections(b, &out);
    }
    if (status == SKT_OK) {
        const size_t n_nodes = skt_gaz_built_nodes(b);
        out.header.n_areas = (uint32_t)b->areas.count;
        out.header.n_nodes = (uint32_t)n_nodes;
        out.header.first_facility =
            b->first_facility == SKT_NO_NODE ? (uint32_t)n_nodes : b->first_facility;
        status = skt_gaz_out_keep(&out);
    }
    skt_gaz_out_dispose(&out);
    return status;
}
