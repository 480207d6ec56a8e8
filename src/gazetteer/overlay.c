/* Looking up in the user's tables and the mapped file as in one gazetteer. */
#include "gazetteer/overlay.h"

#include <stdlib.h>

/* Of a reading that the user's table gives a name, in thousandths: more than any place
 * has by its people alone, so that only context speaks for another. */
enum { OWN_PRIOR = 9500, MAX_STRING = 255 };

skt_gaz_overlay *skt_gaz_overlay_of(skt_gazetteer *gazetteer)
{
    if (gazetteer->overlay == NULL) {
        gazetteer->overlay = calloc(1, sizeof *gazetteer->overlay);
    }
    skt_gaz_latitudes_forget(gazetteer->latitudes); /* nodes are about to change */
    return gazetteer->overlay;
}

void skt_gaz_overlay_free(skt_gaz_overlay *overlay)
{
    if (overlay == NULL) {
        return;
    }
    for (size_t i = 0; i < overlay->names.count; i++) {
        skt_vec_dispose(&overlay->names.items[i].values);
    }
    skt_vec_dispose(&overlay->names);
    skt_map_dispose(&overlay->name_at);
    skt_vec_dispose(&overlay->nodes);
    skt_vec_dispose(&overlay->changed);
    skt_vec_dispose(&overlay->tags);
    free(overlay->change_of);
    skt_buf_dispose(&overlay->strings);
    skt_arena_dispose(&overlay->arena);
    free(overlay);
}

/* ---------------------------------------------------------------- look-ups */

const skt_gaz_node *skt_gaz_overlay_node(const skt_gazetteer *gazetteer, skt_node node)
{
    const skt_gaz_overlay *overlay = gazetteer->overlay;
    if (node < gazetteer->n_nodes) {
        const uint32_t change = overlay->change_of == NULL ? 0 : overlay->change_of[node];
        return change == 0 ? &gazetteer->nodes[node] : &overlay->changed.items[change - 1];
    }
    const size_t index = node - gazetteer->n_nodes;
    return index < overlay->nodes.count ? &overlay->nodes.items[index] : NULL;
}

size_t skt_gaz_node_end(const skt_gazetteer *gazetteer)
{
    return gazetteer->n_nodes + (gazetteer->overlay == NULL ? 0 : gazetteer->overlay->nodes.count);
}

skt_str skt_gaz_overlay_string(const skt_gazetteer *gazetteer, uint32_t offset)
{
    const skt_buf *strings = &gazetteer->overlay->strings;
    const size_t at = offset - gazetteer->strings_size;
    if (offset < gazetteer->strings_size || at >= strings->len) {
        return (skt_str){"", 0};
    }
    return (skt_str){strings->ptr + at + 1, (unsigned char)strings->ptr[at]};
}

static const skt_gaz_own_name *own_by_text(const skt_gazetteer *gazetteer, skt_str key)
{
    const skt_gaz_overlay *overlay = gazetteer->overlay;
    const size_t *index =
        overlay == NULL || key.len == 0 ? NULL : skt_map_get(&overlay->name_at, key);
    return index == NULL ? NULL : &overlay->names.items[*index];
}

static skt_gaz_hit hit_of(const skt_gazetteer *gazetteer, const skt_gaz_own_name *name)
{
    const size_t index = (size_t)(name - gazetteer->overlay->names.items);
    return name->values.count == 0 ? (skt_gaz_hit){UINT32_MAX, NULL, 0}
                                   : (skt_gaz_hit){(uint32_t)(gazetteer->names.n + index),
                                                   name->values.items, name->values.count};
}

skt_gaz_hit skt_gaz_find_name(const skt_gazetteer *gazetteer, skt_str key)
{
    const skt_gaz_own_name *own = own_by_text(gazetteer, key);
    return own != NULL ? hit_of(gazetteer, own) : skt_gaz_find(&gazetteer->names, key);
}

skt_gaz_hit skt_gaz_find_name_hashed(const skt_gazetteer *gazetteer, skt_str key, uint64_t hash)
{
    const skt_gaz_own_name *own = own_by_text(gazetteer, key);
    return own != NULL ? hit_of(gazetteer, own) : skt_gaz_find_hashed(&gazetteer->names, key, hash);
}

static size_t words_of(skt_str key)
{
    size_t words = 1;
    for (size_t i = 0; i < key.len; i++) {
        words += key.ptr[i] == ' ';
    }
    return words;
}

bool skt_gaz_own_goes_on(const skt_gazetteer *gazetteer, skt_str key)
{
    return gazetteer->overlay != NULL && words_of(key) < gazetteer->overlay->max_words;
}

/* The user's name with that number, or NULL. */
static const skt_gaz_own_name *own_by_number(const skt_gazetteer *gazetteer, uint32_t key)
{
    const skt_gaz_overlay *overlay = gazetteer->overlay;
    return overlay == NULL || key < gazetteer->names.n ||
                   key - gazetteer->names.n >= overlay->names.count
               ? NULL
               : &overlay->names.items[key - gazetteer->names.n];
}

skt_str skt_gaz_name_text(char out[SKT_GAZ_MAX_KEY_BYTES], const skt_gazetteer *gazetteer,
                          uint32_t key)
{
    const skt_gaz_own_name *own = own_by_number(gazetteer, key);
    return own != NULL ? own->key : skt_gaz_key_text(out, &gazetteer->names, key);
}

skt_gaz_hit skt_gaz_name_hit(const skt_gazetteer *gazetteer, uint32_t key)
{
    const skt_gaz_own_name *own = own_by_number(gazetteer, key);
    if (own == NULL && gazetteer->overlay != NULL) {
        char text[SKT_GAZ_MAX_KEY_BYTES];
        own = own_by_text(gazetteer, skt_gaz_key_text(text, &gazetteer->names, key));
    }
    return own != NULL ? hit_of(gazetteer, own) : skt_gaz_key_hit(&gazetteer->names, key);
}

size_t skt_gaz_name_end(const skt_gazetteer *gazetteer)
{
    return gazetteer->names.n + (gazetteer->overlay == NULL ? 0 : gazetteer->overlay->names.count);
}

bool skt_gaz_has_skeleton(const skt_gazetteer *gazetteer, uint32_t key, skt_str skeleton)
{
    const skt_gaz_own_name *own = own_by_number(gazetteer, key);
    return own != NULL && own->skeleton.len > 0 && skt_str_eq(own->skeleton, skeleton);
}

bool skt_gaz_is_forbidden(const skt_gazetteer *gazetteer, skt_str key)
{
    const skt_gaz_own_name *own = own_by_text(gazetteer, key);
    return own != NULL && own->values.count == 0;
}

bool skt_gaz_is_own(const skt_gazetteer *gazetteer, skt_gaz_hit hit, size_t index)
{
    const skt_gaz_own_name *own = own_by_number(gazetteer, hit.key);
    return own != NULL && index < own->n_own;
}

unsigned skt_gaz_prior(const skt_gazetteer *gazetteer, skt_gaz_hit hit, size_t index)
{
    return skt_gaz_is_own(gazetteer, hit, index)
               ? OWN_PRIOR
               : skt_gaz_node_at(gazetteer, skt_gaz_value_node(hit.values[index]))->prior;
}

/* ------------------------------------------------------------------ changes */

static skt_status note_skeleton(skt_gaz_own_name *name, skt_arena *arena)
{
    skt_buf skeleton = SKT_BUF_INIT;
    skt_gaz_skeleton_of(&skeleton, name->key);
    const skt_status status = skeleton.failed
                                  ? SKT_E_NOMEM
                                  : skt_arena_str(&name->skeleton, arena, skt_buf_str(&skeleton));
    skt_buf_dispose(&skeleton);
    return status;
}

skt_status skt_gaz_own_name_at(size_t *out, skt_gazetteer *gazetteer, skt_str key)
{
    skt_gaz_overlay *overlay = skt_gaz_overlay_of(gazetteer);
    const size_t *known = overlay == NULL ? NULL : skt_map_get(&overlay->name_at, key);
    if (known != NULL) {
        *out = *known;
        return SKT_OK;
    }
    skt_gaz_own_name name = {.n_own = 0};
    if (overlay == NULL || skt_arena_str(&name.key, &overlay->arena, key) != SKT_OK ||
        note_skeleton(&name, &overlay->arena) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    const skt_gaz_hit hit = skt_gaz_find(&gazetteer->names, key);
    bool added = true;
    for (size_t i = 0; i < hit.count && added; i++) {
        added = skt_vec_push(&name.values, hit.values[i]);
    }
    *out = overlay->names.count;
    if (!added || !skt_vec_push(&overlay->names, name)) {
        skt_vec_dispose(&name.values);
        return SKT_E_NOMEM;
    }
    if (!skt_map_set(&overlay->name_at, name.key, *out)) {
        overlay->names.count--;
        skt_vec_dispose(&name.values);
        return SKT_E_NOMEM;
    }
    const size_t words = words_of(key);
    overlay->max_words = words > overlay->max_words ? words : overlay->max_words;
    return SKT_OK;
}

void skt_gaz_own_remove(skt_gaz_own_name *name, size_t index)
{
    for (size_t i = index; i + 1 < name->values.count; i++) {
        name->values.items[i] = name->values.items[i + 1];
    }
    name->values.count--;
    name->n_own -= index < name->n_own;
}

skt_status skt_gaz_own_add(skt_gazetteer *gazetteer, skt_str key, skt_node node, unsigned flags)
{
    size_t at;
    const skt_status status = skt_gaz_own_name_at(&at, gazetteer, key);
    if (status != SKT_OK) {
        return status;
    }
    skt_gaz_own_name *name = &gazetteer->overlay->names.items[at];
    const bool stem = (flags & SKT_GAZ_STEM) != 0;
    for (size_t i = name->values.count; i > 0; i--) {
        if (skt_gaz_value_node(name->values.items[i - 1]) == node) {
            if (stem) { /* the name in full says more */
                return SKT_OK;
            }
            skt_gaz_own_remove(name, i - 1);
        }
    }
    if (!skt_vec_push(&name->values, node | (uint32_t)flags << SKT_GAZ_FLAG_SHIFT)) {
        return SKT_E_NOMEM;
    }
    if (!stem) {
        const uint32_t value = name->values.items[name->values.count - 1];
        for (size_t i = name->values.count - 1; i > 0; i--) {
            name->values.items[i] = name->values.items[i - 1];
        }
        name->values.items[0] = value;
        name->n_own++;
    }
    return SKT_OK;
}

skt_status skt_gaz_own_node(skt_node *out, skt_gazetteer *gazetteer, const skt_gaz_node *node)
{
    skt_gaz_overlay *overlay = skt_gaz_overlay_of(gazetteer);
    if (overlay == NULL) {
        return SKT_E_NOMEM;
    }
    *out = (skt_node)skt_gaz_node_end(gazetteer);
    if (*out >= (UINT32_C(1) << SKT_GAZ_NODE_BITS)) {
        return SKT_E_LIMIT;
    }
    return skt_vec_push(&overlay->nodes, *node) ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_gaz_own_change(skt_gazetteer *gazetteer, skt_node node, const skt_gaz_node *record)
{
    skt_gaz_overlay *overlay = skt_gaz_overlay_of(gazetteer);
    if (overlay == NULL) {
        return SKT_E_NOMEM;
    }
    if (node >= gazetteer->n_nodes) {
        overlay->nodes.items[node - gazetteer->n_nodes] = *record;
        return SKT_OK;
    }
    if (overlay->change_of == NULL) {
        overlay->change_of = calloc(gazetteer->n_nodes, sizeof *overlay->change_of);
    }
    if (overlay->change_of == NULL) {
        return SKT_E_NOMEM;
    }
    uint32_t *change = &overlay->change_of[node];
    if (*change != 0) {
        overlay->changed.items[*change - 1] = *record;
        return SKT_OK;
    }
    if (!skt_vec_push(&overlay->changed, *record)) {
        return SKT_E_NOMEM;
    }
    *change = (uint32_t)overlay->changed.count;
    return SKT_OK;
}

skt_status skt_gaz_own_string(uint32_t *out, skt_gazetteer *gazetteer, skt_str text)
{
    skt_gaz_overlay *overlay = skt_gaz_overlay_of(gazetteer);
    if (overlay == NULL) {
        return SKT_E_NOMEM;
    }
    text = skt_str_cut(text, MAX_STRING);
    if (gazetteer->strings_size + overlay->strings.len + text.len + 1 >= UINT32_MAX) {
        return SKT_E_LIMIT;
    }
    *out = (uint32_t)(gazetteer->strings_size + overlay->strings.len);
    skt_buf_add_char(&overlay->strings, (char)(unsigned char)text.len);
    skt_buf_add(&overlay->strings, text);
    return overlay->strings.failed ? SKT_E_NOMEM : SKT_OK;
}

skt_status skt_gaz_own_tag(uint16_t *out, skt_gazetteer *gazetteer, skt_str text)
{
    const skt_gaz_overlay *known = gazetteer->overlay;
    const size_t n = gazetteer->n_tags + (known == NULL ? 0 : known->tags.count);
    for (size_t i = 0; i < n; i++) {
        if (skt_str_eq(skt_gaz_tag(gazetteer, (uint16_t)i), text)) {
            *out = (uint16_t)i;
            return SKT_OK;
        }
    }
    uint32_t string = 0;
    const skt_status status =
        n >= SKT_GAZ_NO_TAG ? SKT_E_LIMIT : skt_gaz_own_string(&string, gazetteer, text);
    if (status != SKT_OK) {
        return status;
    }
    *out = (uint16_t)n;
    return skt_vec_push(&gazetteer->overlay->tags, string) ? SKT_OK : SKT_E_NOMEM;
}
