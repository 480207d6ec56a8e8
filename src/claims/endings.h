/* Endings of names that stand for prepositions, as those of Turkish do ("Odesa'ya": at Odesa;
 * "Kursk bölgesinde": in the Kursk region): lines of tag `ending` of a lexicon. With them and with
 * words that stand behind a place ("Karadeniz üzerinde": over the Black Sea) the items of a
 * sentence get the preposition that other languages put before it. Inside the claims module. */
#ifndef SKT_CLAIMS_ENDINGS_H
#define SKT_CLAIMS_ENDINGS_H

#include "claims/items.h"
#include "claims/phrases.h"

/* The ending of role `role`, as a lexicon has it; false: there is no such role. */
bool skt_ending_read(skt_ending *out, skt_str text, skt_str role, skt_arena *arena);

/* The longest ending that word `at` of the text has, or NULL. */
const skt_ending *skt_ending_of(const skt_lexis *words, uint32_t at);

/* Marks the toponyms whose ending says that they own what follows. */
void skt_endings_own(skt_toponym *toponyms, size_t n_toponyms, skt_lexis *words);

/* Whether the place `member` behind a comma is none of the list of `place`: "Rusya, Odesa'ya". */
bool skt_endings_part(const skt_scene *scene, const skt_toponym *place, const skt_toponym *member,
                      uint32_t end);

/* Puts prepositions before the places among the items from `from` on. */
skt_status skt_endings_place(item_vec *items, size_t from, const skt_scene *scene);

#endif
