/* Compiling the tables of gazetteer/ into one file. */
#include "gazetteer/build.h"

#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build_dump.h"
#include "gazetteer/stem.h"

/* Strings that are remembered, to be kept once: all of the committed tables. Of a full
 * dump most names are borne by one place, and to remember them takes more than it saves. */
enum { REMEMBERED = 1 << 19 };

uint32_t skt_gaz_add_string(skt_gaz_builder *b, skt_str text)
{
    text = skt_str_cut(text, 255);
    if (text.len == 0 || b->strings.status != SKT_OK) {
        return UINT32_MAX;
    }
    const size_t *known = skt_map_get(&b->string_at, text);
    if (known != NULL) {
        return (uint32_t)*known;
    }
    const uint64_t at = skt_gaz_spool_size(&b->strings);
    if (at + 1 + text.len >= UINT32_MAX) {
        b->strings.status = skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, b->path, 0,
                                         "there are more names than one file can hold; leave "
                                         "feature classes out in features.tsv");
        return UINT32_MAX;
    }
    const unsigned char length = (unsigned char)text.len;
    skt_gaz_spool_add(&b->strings, &length, 1);
    skt_gaz_spool_add(&b->strings, text.ptr, text.len);
    skt_str kept;
    if (b->strings.status == SKT_OK && b->string_at.count < REMEMBERED &&
        (skt_arena_str(&kept, &b->arena, text) != SKT_OK ||
         !skt_map_set(&b->string_at, kept, (size_t)at))) {
        b->strings.status = SKT_E_NOMEM;
    }
    return b->strings.status == SKT_OK ? (uint32_t)at : UINT32_MAX;
}

uint16_t skt_gaz_add_tag(skt_gaz_builder *b, skt_str text)
{
    if (text.len == 0 || b->tags.count >= SKT_GAZ_NO_TAG) {
        return SKT_GAZ_NO_TAG;
    }
    const size_t *known = skt_map_get(&b->tag_at, text);
    if (known != NULL) {
        return (uint16_t)*known;
    }
    skt_str kept;
    if (skt_arena_str(&kept, &b->arena, text) != SKT_OK ||
        !skt_map_set(&b->tag_at, kept, b->tags.count) ||
        !skt_vec_push(&b->tags, skt_gaz_add_string(b, text))) {
        b->strings.status = SKT_E_NOMEM;
        return SKT_GAZ_NO_TAG;
    }
    return (uint16_t)(b->tags.count - 1);
}

size_t skt_gaz_built_nodes(const skt_gaz_builder *b)
{
    return b->nodes.count + b->priors.count;
}

uint16_t skt_gaz_built_prior(const skt_gaz_builder *b, skt_node node)
{
    return node < b->nodes.count ? b->nodes.items[node].prior
                                 : b->priors.items[node - b->nodes.count];
}

skt_status skt_gaz_built_status(const skt_gaz_builder *b)
{
    return b->strings.status != SKT_OK ? b->strings.status : b->points.status;
}

skt_node skt_gaz_add_node(skt_gaz_builder *b, const skt_gaz_node *node)
{
    const size_t number = skt_gaz_built_nodes(b);
    const bool point = node->level == SKT_LEVEL_CITY || node->level == SKT_LEVEL_FACILITY;
    if (number >= (UINT32_C(1) << SKT_GAZ_NODE_BITS) ||
        !(point ? skt_vec_push(&b->priors, node->prior) : skt_vec_push(&b->nodes, *node))) {
        return SKT_NO_NODE;
    }
    if (node->level == SKT_LEVEL_FACILITY && b->first_facility == SKT_NO_NODE) {
        b->first_facility = (skt_node)number;
    }
    if (point) {
        skt_gaz_spool_add(&b->points, node, sizeof *node);
    }
    return (skt_node)number;
}

/* Folds the name into b->key; false if it is no key. */
static bool make_key(skt_gaz_builder *b, skt_str name)
{
    skt_buf_clear(&b->key);
    skt_gaz_fold_name(&b->key, name);
    return !b->key.failed && b->key.len > 0 && b->key.len < SKT_GAZ_MAX_KEY_BYTES;
}

static skt_status add_entry(skt_gaz_builder *b, skt_gaz_sort *entries, skt_str name, uint32_t value)
{
    if (make_key(b, name)) {
        return skt_gaz_sort_add(entries, skt_buf_str(&b->key), value);
    }
    return b->key.failed ? SKT_E_NOMEM : SKT_OK;
}

/* One letter is no name, but one sign that stands for a word may be. */
static bool is_one_letter(skt_str name)
{
    return name.len < 2 || (name.len == 2 && (unsigned char)name.ptr[0] >= 0xC0);
}

static bool is_type(const void *words, skt_str text, skt_gaz_class type)
{
    const size_t *mask = skt_map_get(words, text);
    return mask != NULL && (*mask >> type & 1) != 0;
}

/* "The City": an article and a type word are nobody's name. */
static bool is_the_place(const skt_gaz_builder *b, skt_str name)
{
    const size_t space = skt_str_find(name, SKT_LIT(" "), 0);
    if (space == SIZE_MAX || space + 1 == name.len) {
        return false;
    }
    static const skt_gaz_class types[] = {SKT_GAZ_REGION_WORD, SKT_GAZ_DISTRICT_WORD,
                                          SKT_GAZ_CITY_WORD, SKT_GAZ_FACILITY_WORD};
    skt_buf article = SKT_BUF_INIT;
    skt_buf noun = SKT_BUF_INIT;
    skt_gaz_fold_name(&article, skt_str_sub(name, 0, space));
    skt_gaz_fold_name(&noun, skt_str_sub(name, space + 1, name.len - space - 1));
    bool found = false;
    for (size_t i = 0; i < sizeof types / sizeof *types && !found; i++) {
        found = is_type(&b->types, skt_buf_str(&article), SKT_GAZ_ARTICLE) &&
                is_type(&b->types, skt_buf_str(&noun), types[i]);
    }
    skt_buf_dispose(&article);
    skt_buf_dispose(&noun);
    return found;
}

skt_status skt_gaz_add_name(skt_gaz_builder *b, skt_str name, skt_node node, unsigned flags)
{
    if (is_one_letter(name) || is_the_place(b, name)) {
        return SKT_OK;
    }
    /* A name in another script than the display name's is the main one of its
     * script: Greek, Cyrillic, Arabic and Hebrew begin with these bytes. */
    if (name.len > 0 && (unsigned char)name.ptr[0] >= 0xCD &&
        (flags & (SKT_GAZ_ADJECTIVE | SKT_GAZ_STEM | SKT_GAZ_FORMER)) == 0) {
        flags |= SKT_GAZ_MAIN;
    }
    flags &= ~(unsigned)SKT_GAZ_FORMER;
    return add_entry(b, b->names, name, node | ((uint32_t)flags << SKT_GAZ_FLAG_SHIFT));
}

skt_status skt_gaz_add_names(skt_gaz_builder *b, skt_str names, skt_node node, unsigned flags)
{
    skt_str name;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &names, '|')) {
        status = skt_gaz_add_name(b, name, node, flags);
    }
    return status;
}

skt_status skt_gaz_add_word(skt_gaz_builder *b, skt_str word, uint32_t value)
{
    return add_entry(b, b->words, word, value);
}

skt_status skt_gaz_add_stem(skt_gaz_builder *b, skt_str name, skt_node node, skt_gaz_class type)
{
    if (!make_key(b, name)) {
        return b->key.failed ? SKT_E_NOMEM : SKT_OK;
    }
    const skt_str key = skt_gaz_stem_of(skt_buf_str(&b->key), type, is_type, &b->types);
    if (key.len == 0) {
        return SKT_OK;
    }
    return skt_gaz_sort_add(b->names, key, node | ((uint32_t)SKT_GAZ_STEM << SKT_GAZ_FLAG_SHIFT));
}

skt_status skt_gaz_add_stems(skt_gaz_builder *b, skt_str names, skt_node node, skt_gaz_class type)
{
    skt_str name;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &names, '|')) {
        status = skt_gaz_add_stem(b, name, node, type);
    }
    return status;
}

skt_node skt_gaz_built_area(const skt_gaz_builder *b, char level, skt_str code)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    if (code.len == 0 || code.len + 2 > sizeof key) {
        return SKT_NO_NODE;
    }
    key[0] = level;
    key[1] = ':';
    memcpy(key + 2, code.ptr, code.len);
    const size_t *node = skt_map_get(&b->area_at, (skt_str){key, code.len + 2});
    return node == NULL ? SKT_NO_NODE : (skt_node)*node;
}

skt_status skt_gaz_open_optional(skt_gaz_table *table, bool *there, skt_gaz_builder *b,
                                 const char *name, const char *const *columns, const char *loss)
{
    const skt_status status = skt_gaz_table_open(table, b->dir, name, columns, b->diag);
    *there = status == SKT_OK;
    if (status == SKT_E_NOTFOUND) {
        (void)skt_diag_add(b->diag, SKT_OK, SKT_WARNING, b->dir, 0, "has no %s: %s", name, loss);
        return SKT_OK;
    }
    return status;
}

static void dispose(skt_gaz_builder *b)
{
    skt_arena_dispose(&b->arena);
    skt_gaz_spool_dispose(&b->strings);
    skt_gaz_spool_dispose(&b->points);
    skt_map_dispose(&b->string_at);
    skt_map_dispose(&b->area_at);
    skt_map_dispose(&b->district_at);
    skt_map_dispose(&b->seat_at);
    skt_map_dispose(&b->bonus);
    skt_map_dispose(&b->corrections);
    skt_vec_dispose(&b->main_names);
    skt_map_dispose(&b->types);
    skt_vec_dispose(&b->tags);
    skt_map_dispose(&b->tag_at);
    skt_vec_dispose(&b->nodes);
    skt_vec_dispose(&b->priors);
    skt_vec_dispose(&b->areas);
    skt_vec_dispose(&b->sums);
    skt_buf_dispose(&b->key);
    skt_gaz_sort_free(b->names);
    skt_gaz_sort_free(b->words);
    skt_vec_dispose(&b->rules);
    for (size_t i = 0; i < SKT_GAZ_DETAILS; i++) {
        skt_vec_dispose(&b->shapes[i].points);
        skt_vec_dispose(&b->shapes[i].arcs);
        skt_vec_dispose(&b->shapes[i].source_arcs);
        skt_vec_dispose(&b->shapes[i].refs);
        skt_vec_dispose(&b->shapes[i].rings);
    }
    skt_gaz_dump_free(b->dump);
    free(b);
}

static skt_status run_steps(skt_gaz_builder *b)
{
    static skt_status (*const steps[])(skt_gaz_builder *) = {
        skt_gaz_build_words,     skt_gaz_build_areas,      skt_gaz_build_shapes,
        skt_gaz_build_districts, skt_gaz_build_places,     skt_gaz_build_facilities,
        skt_gaz_build_aliases,   skt_gaz_build_alternates,
    };
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == SKT_OK; i++) {
        status = steps[i](b);
    }
    return status == SKT_OK ? skt_gaz_built_status(b) : status;
}

skt_status skt_gazetteer_build(const char *path, const char *dir,
                               const skt_gaz_build_options *options, skt_diag *diag)
{
    static const skt_gaz_build_options defaults = SKT_GAZ_BUILD_OPTIONS_INIT;
    skt_gaz_builder *b = calloc(1, sizeof *b);
    if (b == NULL) {
        return SKT_E_NOMEM;
    }
    b->path = path;
    b->dir = dir;
    b->options = options = options == NULL ? &defaults : options;
    b->diag = diag;
    b->first_facility = SKT_NO_NODE;
    skt_gaz_spool_init(&b->strings, path, diag);
    skt_gaz_spool_init(&b->points, path, diag);
    skt_status status = skt_gaz_sort_new(&b->names, options->memory / 2, path, diag);
    if (status == SKT_OK) {
        status = skt_gaz_sort_new(&b->words, options->memory / 16, path, diag);
    }
    if (status == SKT_OK && options->geonames != NULL) {
        status = skt_gaz_dump_open(&b->dump, b);
    }
    if (status == SKT_OK) {
        status = run_steps(b);
    }
    /* What only reading needs goes before writing takes its own. */
    skt_gaz_dump_free(b->dump);
    b->dump = NULL;
    skt_map_dispose(&b->string_at);
    if (status == SKT_OK) {
        status = skt_gaz_write(b);
    }
    dispose(b);
    return status;
}
