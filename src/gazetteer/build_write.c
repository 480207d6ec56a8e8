/* Sorting what was collected and writing it as sections of one file. */
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build.h"

enum {
    ENDING_BYTES = 3,    /* that two names must share to be compared as misspellings */
    MIN_FUZZY_BYTES = 5, /* shorter names are not guessed at */
    MIN_SKELETON = 4,
    MIN_PRIOR = 4200 /* thousandths: less likely places are not guessed at */
};

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
        values[to - 1] = skt_gaz_value_node(values[i]) | ((uint32_t)both << SKT_GAZ_NODE_BITS);
    }
    return to;
}

typedef struct dict_build {
    skt_buf text;
    SKT_VEC(skt_gaz_key) keys;
    SKT_VEC(uint32_t) values;
    uint32_t *slots;
    size_t n_slots;
} dict_build;

static void dict_dispose(dict_build *dict)
{
    skt_buf_dispose(&dict->text);
    skt_vec_dispose(&dict->keys);
    skt_vec_dispose(&dict->values);
    free(dict->slots);
}

static skt_str dict_key(const dict_build *dict, size_t i)
{
    const size_t from = dict->keys.items[i].text;
    const size_t to = i + 1 < dict->keys.count ? dict->keys.items[i + 1].text : dict->text.len;
    return skt_str_sub(skt_buf_str(&dict->text), from, to - from);
}

static skt_status dict_slots(dict_build *dict)
{
    dict->n_slots = dict->keys.count + dict->keys.count / 4 + 1;
    dict->slots = calloc(dict->n_slots, sizeof *dict->slots);
    if (dict->slots == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < dict->keys.count; i++) {
        size_t at = skt_gaz_slot(dict_key(dict, i), dict->n_slots);
        while (dict->slots[at] != 0) {
            at = at + 1 < dict->n_slots ? at + 1 : 0;
        }
        dict->slots[at] = (uint32_t)i + 1;
    }
    return SKT_OK;
}

static skt_status dict_fill(dict_build *dict, const sorted_entry *sorted, size_t n, bool nodes)
{
    for (size_t i = 0; i < n;) {
        const skt_gaz_key key = {(uint32_t)dict->text.len, (uint32_t)dict->values.count};
        const size_t start = i;
        if (!skt_vec_push(&dict->keys, key)) {
            return SKT_E_NOMEM;
        }
        skt_buf_add(&dict->text, sorted[i].key);
        for (; i < n && skt_str_eq(sorted[i].key, sorted[start].key); i++) {
            const bool again = i > start && sorted[i].value == sorted[i - 1].value;
            if (!again && !skt_vec_push(&dict->values, sorted[i].value)) {
                return SKT_E_NOMEM;
            }
        }
        if (nodes) {
            dict->values.count = key.value + merge_nodes(dict->values.items + key.value,
                                                         dict->values.count - key.value);
        }
    }
    return dict->text.failed ? SKT_E_NOMEM : SKT_OK;
}

static skt_status dict_make(dict_build *dict, const skt_gaz_entries *from, bool nodes)
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
    skt_status status = dict_fill(dict, sorted, n, nodes);
    free(sorted);
    return status == SKT_OK ? dict_slots(dict) : status;
}

static skt_status dict_add(writer *w, dict_build *dict, skt_gaz_section first)
{
    const skt_gaz_key last = {(uint32_t)dict->text.len, (uint32_t)dict->values.count};
    add_section(w, first, dict->text.ptr, dict->text.len);
    begin_section(w, first + 1);
    if (dict->keys.count > 0) {
        skt_buf_add(&w->out,
                    (skt_str){(const char *)dict->keys.items, dict->keys.count * sizeof last});
    }
    skt_buf_add(&w->out, (skt_str){(const char *)&last, sizeof last});
    end_section(w, first + 1);
    add_section(w, first + 2, dict->slots, dict->n_slots * 4);
    add_section(w, first + 3, dict->values.items, dict->values.count * 4);
    return w->out.failed ? SKT_E_NOMEM : SKT_OK;
}

typedef struct ending {
    char last[ENDING_BYTES]; /* the key's last bytes, backwards */
    uint32_t key;
} ending;

static int compare_endings(const void *a, const void *b)
{
    const ending *x = a;
    const ending *y = b;
    const int order = memcmp(x->last, y->last, ENDING_BYTES);
    return order != 0 ? order : (x->key > y->key) - (x->key < y->key);
}

/* Whether a key leads to a place that is likely enough to be guessed at. */
static bool is_likely(const writer *w, const dict_build *dict, size_t key)
{
    const size_t to =
        key + 1 < dict->keys.count ? dict->keys.items[key + 1].value : dict->values.count;
    for (size_t i = dict->keys.items[key].value; i < to; i++) {
        const uint32_t value = dict->values.items[i];
        if ((skt_gaz_value_flags(value) & SKT_GAZ_STEM) == 0 &&
            w->b->nodes.items[skt_gaz_value_node(value)].prior >= MIN_PRIOR) {
            return true;
        }
    }
    return false;
}

static skt_status add_endings(writer *w, const dict_build *dict)
{
    ending *all = calloc(dict->keys.count + 1, sizeof *all);
    if (all == NULL) {
        return SKT_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < dict->keys.count; i++) {
        const skt_str key = dict_key(dict, i);
        if (key.len >= MIN_FUZZY_BYTES && is_likely(w, dict, i)) {
            for (size_t j = 0; j < ENDING_BYTES; j++) {
                all[n].last[j] = key.ptr[key.len - 1 - j];
            }
            all[n++].key = (uint32_t)i;
        }
    }
    qsort(all, n, sizeof *all, compare_endings);
    begin_section(w, SKT_GAZ_ENDINGS);
    for (size_t i = 0; i < n; i++) {
        skt_buf_add(&w->out, (skt_str){(const char *)&all[i].key, 4});
    }
    end_section(w, SKT_GAZ_ENDINGS);
    free(all);
    return w->out.failed ? SKT_E_NOMEM : SKT_OK;
}

static int compare_skeletons(const void *a, const void *b)
{
    const skt_gaz_skeleton *x = a;
    const skt_gaz_skeleton *y = b;
    const int order = (x->hash > y->hash) - (x->hash < y->hash);
    return order != 0 ? order : (x->key > y->key) - (x->key < y->key);
}

static skt_status add_skeletons(writer *w, const dict_build *dict)
{
    SKT_VEC(skt_gaz_skeleton) all = {0};
    skt_buf skeleton = SKT_BUF_INIT;
    bool good = true;
    for (size_t i = 0; i < dict->keys.count && good; i++) {
        skt_buf_clear(&skeleton);
        skt_gaz_skeleton_of(&skeleton, dict_key(dict, i));
        if (skeleton.len >= MIN_SKELETON && is_likely(w, dict, i)) {
            const skt_gaz_skeleton one = {skt_gaz_hash32(skt_buf_str(&skeleton)), (uint32_t)i};
            good = skt_vec_push(&all, one) && !skeleton.failed;
        }
    }
    if (good && all.count > 0) {
        qsort(all.items, all.count, sizeof *all.items, compare_skeletons);
    }
    add_section(w, SKT_GAZ_SKELETONS, all.items, all.count * sizeof(skt_gaz_skeleton));
    skt_vec_dispose(&all);
    skt_buf_dispose(&skeleton);
    return good && !w->out.failed ? SKT_OK : SKT_E_NOMEM;
}

static skt_status add_dicts(writer *w)
{
    dict_build names = {0};
    dict_build words = {0};
    skt_status status = dict_make(&names, &w->b->names, true);
    if (status == SKT_OK) {
        status = dict_make(&words, &w->b->words, false);
    }
    if (status == SKT_OK) {
        status = dict_add(w, &names, SKT_GAZ_NAME_TEXT);
    }
    if (status == SKT_OK) {
        status = dict_add(w, &words, SKT_GAZ_WORD_TEXT);
    }
    if (status == SKT_OK) {
        status = add_endings(w, &names);
    }
    if (status == SKT_OK) {
        status = add_skeletons(w, &names);
    }
    dict_dispose(&names);
    dict_dispose(&words);
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
    for (unsigned i = 0; i < SKT_GAZ_DETAILS; i++) {
        const skt_gaz_shape_build *s = &w->b->shapes[i];
        add_section(w, SKT_GAZ_POINTS + i, s->points.items, s->points.count * 4);
        add_section(w, SKT_GAZ_ARCS + i, s->arcs.items, s->arcs.count * 4);
        add_section(w, SKT_GAZ_REFS + i, s->refs.items, s->refs.count * 4);
        add_section(w, SKT_GAZ_RINGS + i, s->rings.items, s->rings.count * sizeof(skt_gaz_ring));
    }
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
    memcpy(w->out.ptr, header, sizeof *header);
    header->checksum = skt_gaz_checksum((const unsigned char *)w->out.ptr, w->out.len);
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
