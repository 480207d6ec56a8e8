/* The user's own tables over the mapped file: nodes behind those of the file, nodes of
 * the file that were changed, and names whose readings were added to or taken away.
 * docs/formats.md describes the tables. */
#ifndef SKT_GAZETTEER_OVERLAY_H
#define SKT_GAZETTEER_OVERLAY_H

#include "core/arena.h"
#include "core/map.h"
#include "core/vec.h"
#include "gazetteer/file.h"

/* A name that the tables speak of: all its readings, those of the file too. No
 * readings: the name was forbidden. */
typedef struct skt_gaz_own_name {
    skt_str key; /* in the overlay's arena */
    SKT_VEC(uint32_t) values;
    size_t n_own;     /* the first values are the user's */
    skt_str skeleton; /* empty where the key has none */
} skt_gaz_own_name;

struct skt_gaz_overlay {
    skt_arena arena;
    skt_buf strings;               /* as in the file: length and bytes */
    SKT_VEC(uint32_t) tags;        /* strings */
    SKT_VEC(skt_gaz_node) nodes;   /* behind the file's */
    SKT_VEC(skt_gaz_node) changed; /* instead of the file's, in any order */
    uint32_t *change_of;           /* by the file's node: index of `changed` + 1; NULL: none */
    SKT_VEC(skt_gaz_own_name) names;
    skt_map name_at;  /* key to index of names */
    size_t max_words; /* of the longest name */
};

/* The overlay of `gazetteer`, made where it has none; NULL when memory is out. */
skt_gaz_overlay *skt_gaz_overlay_of(skt_gazetteer *gazetteer);
void skt_gaz_overlay_free(skt_gaz_overlay *overlay);

/* What a table does. SKT_E_NOMEM alone goes wrong in these.
 *
 * Sets *out to the index of a name, with the file's readings if it is new. */
skt_status skt_gaz_own_name_at(size_t *out, skt_gazetteer *gazetteer, skt_str key);
/* Makes `node` a reading of the name: the user's, before all others, or with `flags`
 * of a stem one among them. */
skt_status skt_gaz_own_add(skt_gazetteer *gazetteer, skt_str key, skt_node node, unsigned flags);
/* Takes reading `index` away. */
void skt_gaz_own_remove(skt_gaz_own_name *name, size_t index);
/* Adds a node and sets *out to its number. */
skt_status skt_gaz_own_node(skt_node *out, skt_gazetteer *gazetteer, const skt_gaz_node *node);
/* Replaces the record of a node. */
skt_status skt_gaz_own_change(skt_gazetteer *gazetteer, skt_node node, const skt_gaz_node *record);
/* Offset of `text` (255 bytes at most are kept), as skt_gaz_string takes it. */
skt_status skt_gaz_own_string(uint32_t *out, skt_gazetteer *gazetteer, skt_str text);
/* Index of a feature code or kind, as skt_gaz_tag takes it. */
skt_status skt_gaz_own_tag(uint16_t *out, skt_gazetteer *gazetteer, skt_str text);

/* How the accessors of file.h look things up; `overlay` is not NULL. */
const skt_gaz_node *skt_gaz_overlay_node(const skt_gazetteer *gazetteer, skt_node node);
skt_str skt_gaz_overlay_string(const skt_gazetteer *gazetteer, uint32_t offset);

#endif
