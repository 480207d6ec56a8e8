/* Sorting what was collected and writing it as sections of one file. */
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build.h"

typedef struct writer {
    skt_gaz_builder *b;
    skt_buf out;
    skt_gaz_header header;
} writer;

static void begin_section(writer *w, skt_gaz_section section)
{
    while (w->out.len % SKT_GAZ_ALIGN != 0 && !w->out.failed) {
        skt_buf_add_char(&w->out, '\0');
    }
    w->header.sections[section].offset = w->out.len;
}

static void end_section(writer *w, skt_gaz_section section)
{
    w->header.sections[section].size = w->out.len - w->header.sections[section].offset;
}

static void add_section(writer *w, skt_gaz_section section, const void *items, size_t bytes)
{
    begin_section(w, section);
    if (bytes > 0) {
        skt_buf_add(&w->out, (skt_str){items, bytes});
    }
    end_section(w, section);
}

/* A key of the sorted dictionary with what it leads to. */
typedef struct sorted_entry {
    skt_str key;
    uint32_t value;
} sorted_entry;

static int compare_entries(const void *a, const void *b)
{
    const sorted_entry *x = a;
    const sorted_entry *y = b;
    const int order = skt_str_cmp(x->key, y->key);
    return order != 0 ? order : (x->value > y->value) - (x->value < y->value);
}

static int compare_nodes(const void *a, const void *b)
{
    const uint32_t mask = (UINT32_C(1) << SKT_GAZ_NODE_BITS) - 1;
    const uint32_t x = *(const uint32_t *)a & mask;
    const uint32_t y = *(const uint32_t *)b & mask;
    return (x > y) - (x < y);
}

/* Values of one key: a node once. A full name beats a stem; main beats other. */
static size_t merge_nodes(uint32_t *values, size_t n)
{
    qsort(values, n, sizeof *values, compare_nodes);
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if (to == 0 || skt_gaz_value_node(values[to - 1]) != skt_gaz_value_node(values[i])) {
            values[to++] = values[i];
            continue;
        }
        const unsigned a = skt_gaz_value_flags(values[to - 1]);
        const unsigned b = skt_gaz_value_flags(values[i]);
        unsigned both = (a | b) & (SKT_GAZ_MAIN | SKT_GAZ_SET);
        both |= a & b & (SKT_GAZ_STEM | SKT_GAZ_ADJECTIVE);
        values[to - 1] = skt_gaz_value_node(values[i]) | ((uint32_t)both << SKT_GAZ_FLAG_SHIFT);
    }
    return to;
}

/* Pushes the keys of `sorted`, each with its values. */
static skt_status push_sorted(skt_gaz_dict_build *dict, const sorted_entry *sorted, size_t n,
                              bool nodes)
{
    SKT_VEC(uint32_t) values = {0};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < n && status == SKT_OK;) {
        const size_t start = i;
        skt_vec_clear(&values);
        for (; i < n && skt_str_eq(sorted[i].key, sorted[start].key); i++) {
            const bool again = i > start && sorted[i].value == sorted[i - 1].value;
            if (!again && !skt_vec_push(&values, sorted[i].value)) {
                status = SKT_E_NOMEM;
            }
        }
        if (nodes && status == SKT_OK) {
            values.count = merge_nodes(values.items, values.count);
        }
        if (status == SKT_OK) {
            status = skt_gaz_dict_push(dict, sorted[start].key, values.items, values.count);
        }
    }
    skt_vec_dispose(&values);
    return status;
}

static skt_status dict_make(skt_gaz_dict_build *dict, const skt_gaz_entries *from, bool nodes)
{
    const size_t n = from->entries.count;
    sorted_entry *sorted = calloc(n + 1, sizeof *sorted);
    if (sorted == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        const skt_gaz_entry *entry = &from->entries.items[i];
        sorted[i] = (sorted_entry){
            skt_str_sub(skt_buf_str(&from->text), entry->text, entry->length), entry->value};
    }
    qsort(sorted, n, sizeof *sorted, compare_entries);
    const skt_status status = push_sorted(dict, sorted, n, nodes);
    free(sorted);
    return status == SKT_OK ? skt_gaz_dict_finish(dict) : status;
}

static void add_dict(writer *w, const skt_gaz_dict_build *dict, skt_gaz_section first)
{
    const unsigned at = (unsigned)first - SKT_GAZ_NAME_TEXT;
    const size_t slots = dict->n_buckets * SKT_GAZ_BUCKET_SLOTS;
    const size_t starts = dict->n_starts * SKT_GAZ_START_WORDS;
    add_section(w, SKT_GAZ_NAME_TEXT + at, dict->text.ptr, dict->text.len);
    add_section(w, SKT_GAZ_NAME_BLOCKS + at, dict->blocks.items, dict->blocks.count * 4);
    add_section(w, SKT_GAZ_NAME_MARKS + at, dict->marks.items, dict->marks.count * 4);
    add_section(w, SKT_GAZ_NAME_VALUES + at, dict->values.items, dict->values.count * 4);
    add_section(w, SKT_GAZ_NAME_LISTS + at, dict->lists.items, dict->lists.count * 4);
    add_section(w, SKT_GAZ_NAME_SLOTS + at, dict->slots, slots * sizeof *dict->slots);
    add_section(w, SKT_GAZ_NAME_STARTS + at, dict->starts, starts * sizeof *dict->starts);
}

static void add_number(writer *w, uint32_t number)
{
    skt_buf_add(&w->out, (skt_str){(const char *)&number, sizeof number});
}

/* Nodes are numbered level by level, the root is 0. */
static skt_status add_heads(writer *w, const skt_gaz_dict *names)
{
    skt_gaz_heads_build heads = {0};
    const skt_status status = skt_gaz_heads_make(&heads, names);
    const uint16_t none = 0;
    const size_t last = SKT_GAZ_HEAD_LETTERS - 1;
    begin_section(w, SKT_GAZ_HEAD_LABELS);
    skt_buf_add(&w->out, (skt_str){(const char *)&none, sizeof none});
    for (size_t i = 0; i <= last; i++) {
        skt_buf_add(&w->out,
                    (skt_str){(const char *)heads.labels[i].items, heads.labels[i].count * 2});
    }
    end_section(w, SKT_GAZ_HEAD_LABELS);
    begin_section(w, SKT_GAZ_HEAD_CHILDREN);
    uint32_t base = 1;
    add_number(w, base);
    for (size_t i = 0; i < last; i++) {
        base += (uint32_t)heads.first[i].count;
        for (size_t j = 0; j < heads.first[i].count; j++) {
            add_number(w, base + heads.first[i].items[j]);
        }
    }
    add_number(w, base + (uint32_t)heads.first[last].count);
    end_section(w, SKT_GAZ_HEAD_CHILDREN);
    begin_section(w, SKT_GAZ_HEAD_KEYS);
    skt_buf_add(&w->out,
                (skt_str){(const char *)heads.first[last].items, heads.first[last].count * 4});
    add_number(w, (uint32_t)names->n);
    end_section(w, SKT_GAZ_HEAD_KEYS);
    skt_gaz_heads_dispose(&heads);
    return status;
}

typedef skt_status index_maker(skt_gaz_index_build *, const skt_gaz_builder *,
                               const skt_gaz_dict *);

static skt_status add_index(writer *w, skt_gaz_section first, index_maker *make,
                            const skt_gaz_dict *names)
{
    skt_gaz_index_build index = {0};
    const skt_status status = make(&index, w->b, names);
    if (status == SKT_OK) {
        add_section(w, first, index.keys, index.entries.count * sizeof *index.keys);
        add_section(w, first + 1, index.buckets, (index.n_buckets + 1) * sizeof *index.buckets);
    }
    skt_gaz_index_dispose(&index);
    return status;
}

static skt_status add_indexes(writer *w, const skt_gaz_dict_build *dict)
{
    const skt_gaz_dict names = skt_gaz_dict_view(dict);
    skt_status status = add_heads(w, &names);
    if (status == SKT_OK) {
        status = add_index(w, SKT_GAZ_TAIL_KEYS, skt_gaz_tails_make, &names);
    }
    if (status == SKT_OK) {
        status = add_index(w, SKT_GAZ_SKELETON_KEYS, skt_gaz_skeletons_make, &names);
    }
    return status;
}

static skt_status add_dicts(writer *w)
{
    skt_gaz_dict_build names = {0};
    skt_gaz_dict_build words = {0};
    skt_status status = dict_make(&names, &w->b->names, true);
    if (status == SKT_OK) {
        status = dict_make(&words, &w->b->words, false);
    }
    if (status == SKT_OK) {
        add_dict(w, &names, SKT_GAZ_NAME_TEXT);
        add_dict(w, &words, SKT_GAZ_WORD_TEXT);
        w->header.name_reach = (uint32_t)names.reach;
        w->header.word_reach = (uint32_t)words.reach;
        status = add_indexes(w, &names);
    }
    skt_gaz_dict_dispose(&names);
    skt_gaz_dict_dispose(&words);
    return status;
}

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

static skt_status add_codes(writer *w)
{
    const skt_gaz_builder *b = w->b;
    coded_area *all = calloc(b->areas.count + 1, sizeof *all);
    if (all == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < b->areas.count; i++) {
        const size_t at = b->areas.items[i].code;
        const size_t length = (unsigned char)b->strings.ptr[at];
        all[i] =
            (coded_area){b->nodes.items[i].level, {b->strings.ptr + at + 1, length}, (uint32_t)i};
    }
    qsort(all, b->areas.count, sizeof *all, compare_codes);
    begin_section(w, SKT_GAZ_CODES);
    for (size_t i = 0; i < b->areas.count; i++) {
        skt_buf_add(&w->out, (skt_str){(const char *)&all[i].node, 4});
    }
    end_section(w, SKT_GAZ_CODES);
    free(all);
    return SKT_OK;
}

static void add_shapes(writer *w)
{
    begin_section(w, SKT_GAZ_GRIDS);
    for (unsigned i = 0; i < SKT_GAZ_DETAILS; i++) {
        skt_buf_add(&w->out, (skt_str){(const char *)&w->b->shapes[i].grid, sizeof(skt_gaz_grid)});
    }
    end_section(w, SKT_GAZ_GRIDS);
    for (unsigned i = 0; i < SKT_GAZ_DETAILS; i++) {
        const skt_gaz_shape_build *s = &w->b->shapes[i];
        add_section(w, SKT_GAZ_POINTS + i, s->points.items, s->points.count * 2);
        add_section(w, SKT_GAZ_ARCS + i, s->arcs.items, s->arcs.count * sizeof(skt_gaz_arc));
        add_section(w, SKT_GAZ_REFS + i, s->refs.items, s->refs.count * 4);
        add_section(w, SKT_GAZ_RINGS + i, s->rings.items, s->rings.count * sizeof(skt_gaz_ring));
    }
}

/* Facilities are the last nodes. */
static uint32_t first_facility(const skt_gaz_builder *b)
{
    size_t first = b->nodes.count;
    while (first > 0 && b->nodes.items[first - 1].level == SKT_LEVEL_FACILITY) {
        first--;
    }
    return (uint32_t)first;
}

static void finish_header(writer *w)
{
    skt_gaz_header *header = &w->header;
    memcpy(header->magic, SKT_GAZ_MAGIC, sizeof header->magic);
    header->endian = SKT_GAZ_ENDIAN;
    header->version = SKT_GAZ_VERSION;
    header->size = w->out.len;
    header->n_sections = SKT_GAZ_SECTIONS;
    header->n_areas = (uint32_t)w->b->areas.count;
    header->n_nodes = (uint32_t)w->b->nodes.count;
    header->first_facility = first_facility(w->b);
    header->body_checksum =
        skt_gaz_checksum(w->out.ptr + sizeof *header, w->out.len - sizeof *header);
    skt_gaz_sign(header);
    memcpy(w->out.ptr, header, sizeof *header);
}

skt_status skt_gaz_write(skt_gaz_builder *b, const char *path)
{
    writer w = {.b = b, .out = SKT_BUF_INIT};
    skt_buf_add(&w.out, (skt_str){(const char *)&w.header, sizeof w.header});
    add_section(&w, SKT_GAZ_STRINGS, b->strings.ptr, b->strings.len);
    add_section(&w, SKT_GAZ_TAGS, b->tags.items, b->tags.count * 4);
    add_section(&w, SKT_GAZ_NODES, b->nodes.items, b->nodes.count * sizeof(skt_gaz_node));
    add_section(&w, SKT_GAZ_AREAS, b->areas.items, b->areas.count * sizeof(skt_gaz_area));
    skt_status status = add_codes(&w);
    if (status == SKT_OK) {
        status = add_dicts(&w);
    }
    add_section(&w, SKT_GAZ_RULES, b->rules.items, b->rules.count * sizeof(skt_gaz_rule));
    add_shapes(&w);
    if (status == SKT_OK && w.out.failed) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        finish_header(&w);
        status = skt_file_write(path, skt_buf_str(&w.out), b->diag);
    }
    skt_buf_dispose(&w.out);
    return status;
}
