/* Compiling the tables of gazetteer/ into one file. */
#include "gazetteer/build.h"

#include <stdlib.h>

#include "core/diag.h"

uint32_t skt_gaz_add_string(skt_gaz_builder *b, skt_str text)
{
    text = skt_str_cut(text, 255);
    if (text.len == 0) {
        return UINT32_MAX;
    }
    const size_t *known = skt_map_get(&b->string_at, text);
    if (known != NULL) {
        return (uint32_t)*known;
    }
    const size_t at = b->strings.len;
    skt_str kept;
    skt_buf_add_char(&b->strings, (char)(unsigned char)text.len);
    skt_buf_add(&b->strings, text);
    if (b->strings.failed || skt_arena_str(&kept, &b->arena, text) != SKT_OK ||
        !skt_map_set(&b->string_at, kept, at)) {
        b->strings.failed = true;
        return UINT32_MAX;
    }
    return (uint32_t)at;
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
        b->strings.failed = true;
        return SKT_GAZ_NO_TAG;
    }
    return (uint16_t)(b->tags.count - 1);
}

skt_node skt_gaz_add_node(skt_gaz_builder *b, const skt_gaz_node *node)
{
    if (b->nodes.count >= (UINT32_C(1) << SKT_GAZ_NODE_BITS) || !skt_vec_push(&b->nodes, *node)) {
        return SKT_NO_NODE;
    }
    return (skt_node)(b->nodes.count - 1);
}

/* Appends the folded key to `entries`; false if it is no key. */
static bool add_key(skt_gaz_entries *entries, skt_str name, skt_gaz_entry *entry)
{
    const size_t at = entries->text.len;
    skt_gaz_fold_name(&entries->text, name);
    const size_t length = entries->text.len - at;
    const bool good = length > 0 && length < SKT_GAZ_MAX_KEY_BYTES;
    if (!good) {
        entries->text.len = at;
    }
    *entry = (skt_gaz_entry){(uint32_t)at, (uint32_t)length, 0};
    return good;
}

static skt_status add_entry(skt_gaz_entries *entries, skt_str name, uint32_t value)
{
    skt_gaz_entry entry;
    if (add_key(entries, name, &entry)) {
        entry.value = value;
        if (!skt_vec_push(&entries->entries, entry)) {
            return SKT_E_NOMEM;
        }
    }
    return entries->text.failed ? SKT_E_NOMEM : SKT_OK;
}

/* One letter is no name, but one sign that stands for a word may be. */
static bool is_one_letter(skt_str name)
{
    return name.len < 2 || (name.len == 2 && (unsigned char)name.ptr[0] >= 0xC0);
}

skt_status skt_gaz_add_name(skt_gaz_builder *b, skt_str name, skt_node node, unsigned flags)
{
    if (is_one_letter(name)) {
        return SKT_OK;
    }
    /* A name in another script than the display name's is the main one of its
     * script: Greek, Cyrillic, Arabic and Hebrew begin with these bytes. */
    if (name.len > 0 && (unsigned char)name.ptr[0] >= 0xCD &&
        (flags & (SKT_GAZ_ADJECTIVE | SKT_GAZ_STEM)) == 0) {
        flags |= SKT_GAZ_MAIN;
    }
    return add_entry(&b->names, name, node | ((uint32_t)flags << SKT_GAZ_FLAG_SHIFT));
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
    return add_entry(&b->words, word, value);
}

/* Whether the folded text is a type word of the class. */
static bool is_type(const skt_gaz_builder *b, skt_str text, skt_gaz_class type)
{
    const size_t *mask = skt_map_get(&b->types, text);
    return mask != NULL && (*mask >> type & 1) != 0;
}

/* How many bytes the longest type word at the end (or start) of `key` takes, with
 * the space; 0 if there is none or nothing would be left. */
static size_t type_bytes(const skt_gaz_builder *b, skt_str key, skt_gaz_class type, bool at_end)
{
    size_t best = 0;
    for (size_t i = 1; i + 1 < key.len; i++) {
        if (key.ptr[i] != ' ') {
            continue;
        }
        const skt_str part =
            at_end ? skt_str_sub(key, i + 1, key.len - i - 1) : skt_str_sub(key, 0, i);
        if (is_type(b, part, type) && part.len + 1 > best) {
            best = part.len + 1;
        }
    }
    return best;
}

/* "refinery in Tuapse" leaves "in tuapse", which is no name. */
static bool begins_with_preposition(const skt_gaz_builder *b, skt_str key)
{
    const size_t space = skt_str_find(key, SKT_LIT(" "), 0);
    const skt_str word = skt_str_sub(key, 0, space == SIZE_MAX ? key.len : space);
    return is_type(b, word, SKT_GAZ_PLACE_PREP) || is_type(b, word, SKT_GAZ_OF);
}

skt_status skt_gaz_add_stem(skt_gaz_builder *b, skt_str name, skt_node node, skt_gaz_class type)
{
    skt_gaz_entry entry;
    if (!add_key(&b->names, name, &entry)) {
        return b->names.text.failed ? SKT_E_NOMEM : SKT_OK;
    }
    skt_str key = skt_str_sub(skt_buf_str(&b->names.text), entry.text, entry.length);
    const size_t full = key.len;
    for (size_t cut = 1; cut != 0;) {
        cut = type_bytes(b, key, type, true);
        key.len -= cut;
    }
    for (size_t cut = 1; cut != 0;) {
        cut = type_bytes(b, key, type, false);
        key = skt_str_sub(key, cut, key.len - cut);
    }
    if (key.len == full || key.len < 3 || begins_with_preposition(b, key)) {
        return SKT_OK;
    }
    entry.text = (uint32_t)(key.ptr - b->names.text.ptr);
    entry.length = (uint32_t)key.len;
    entry.value = node | ((uint32_t)SKT_GAZ_STEM << SKT_GAZ_FLAG_SHIFT);
    return skt_vec_push(&b->names.entries, entry) ? SKT_OK : SKT_E_NOMEM;
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
    skt_buf_dispose(&b->strings);
    skt_map_dispose(&b->string_at);
    skt_map_dispose(&b->area_at);
    skt_map_dispose(&b->district_at);
    skt_map_dispose(&b->seat_at);
    skt_map_dispose(&b->bonus);
    skt_map_dispose(&b->types);
    skt_vec_dispose(&b->tags);
    skt_map_dispose(&b->tag_at);
    skt_vec_dispose(&b->nodes);
    skt_vec_dispose(&b->areas);
    skt_vec_dispose(&b->people);
    skt_buf_dispose(&b->names.text);
    skt_vec_dispose(&b->names.entries);
    skt_buf_dispose(&b->words.text);
    skt_vec_dispose(&b->words.entries);
    skt_vec_dispose(&b->rules);
    for (size_t i = 0; i < SKT_GAZ_DETAILS; i++) {
        skt_vec_dispose(&b->shapes[i].points);
        skt_vec_dispose(&b->shapes[i].arcs);
        skt_vec_dispose(&b->shapes[i].source_arcs);
        skt_vec_dispose(&b->shapes[i].refs);
        skt_vec_dispose(&b->shapes[i].rings);
    }
}

skt_status skt_gazetteer_build(const char *path, const char *dir, skt_diag *diag)
{
    static skt_status (*const steps[])(skt_gaz_builder *) = {
        skt_gaz_build_words,      skt_gaz_build_areas,   skt_gaz_build_places,
        skt_gaz_build_facilities, skt_gaz_build_aliases, skt_gaz_build_shapes,
    };
    skt_gaz_builder *b = calloc(1, sizeof *b);
    if (b == NULL) {
        return SKT_E_NOMEM;
    }
    b->dir = dir;
    b->diag = diag;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == SKT_OK; i++) {
        status = steps[i](b);
    }
    if (status == SKT_OK) {
        status = skt_gaz_write(b, path);
    }
    dispose(b);
    free(b);
    return status;
}
