/* Between where.c, which searches a clause for places, and infer.c, which makes up
 * for those it leaves out. Inside the claims module. */
#ifndef SKT_CLAIMS_WHERE_H
#define SKT_CLAIMS_WHERE_H

#include "claims/draft.h"

typedef SKT_VEC(place_ref) ref_vec;

typedef enum place_use {
    USE_NONE, /* a speaker's, a doer's, an adjective */
    USE_TARGET,
    USE_SUBJECT, /* without a preposition, before its verb */
    USE_OTHER    /* origin, border */
} place_use;

/* where_use.c: the preposition that governs place item `i`, or NULL. */
const item *where_preposition(const article *a, size_t i);
/* What the place item `i` is there for, its role, and whether only the way to it is meant. */
/* What the place item `i`, which no preposition leads to, is in a clause whose verb stands at its
 * end or before its subject: "hat Russland die Ukraine mit 23 Drohnen angegriffen"; USE_NONE
 * where that does not tell. */
place_use bracket_use(const article *a, size_t i);
place_use where_use(const article *a, size_t i, skt_place_role *role, bool *near);

/* Whether place item `i`, a country or its capital, speaks: "Moscow on Tuesday announced". */
bool where_says(const article *a, size_t i);
/* Whether place item `k`, a subject, is where things happened: no country but one that is
 * attacked, and nobody who speaks. */
bool where_subject(const article *a, size_t k);
/* Whether place item `k` is what drones were sent at: "Qatar came under attack by". */
bool where_attacked(const article *a, size_t k);
/* The place item before `k` in the same phrase that lies inside it, else `k`: "gunners in
 * Lorestan, in the west of Iran". */
size_t where_inner(const article *a, size_t k);

/* where.c: adds the places of place item `i` to `refs`, each once. */
skt_status where_add_group(const article *a, ref_vec *refs, size_t i, bool near,
                           skt_place_role role);
/* Adds the place counted over; of drones downed on their way to it, their destination too, so
 * that reconciling can tell an approach. */
skt_status where_add_target(const article *a, const draft *d, ref_vec *targets, ref_vec *others,
                            size_t i, bool near, skt_place_role role);
/* where_left.c: places to the left of the count at `i`: "In Oryol ...", "over the Kursk region,
 * 126". */
skt_status where_left(const article *a, const draft *d, size_t i, ref_vec *targets, ref_vec *others,
                      uint32_t *evidence_first);
/* "In the Sumy region a man was hurt when a drone crashed": what a clause of time or cause
 * leaves out its main clause tells. */
skt_status where_outside(const article *a, const draft *d, size_t i, ref_vec *targets);

/* where_list.c: the country that a list of places stands for which place item `i` begins and which
 * goes on unnamed: "over Kursk, Bryansk and other regions"; or SKT_NO_NODE. */
skt_node where_open_list(const article *a, const draft *d, size_t i);
/* "in Chaung-U township, Sagaing": whether toponym `index`, behind a comma, is the region of the
 * one before it, and no further place. */
bool where_names_around(const article *a, uint32_t index);
/* "at Brussels and Liege ... after drones were seen in the area": the place item of several of
 * which `node` is the last, or SIZE_MAX. */
size_t where_row_of(const article *a, skt_node node);

/* "over A and the waters of B", "over A and over B": whether place item `k` goes on the list of
 * the place before it. */
bool where_goes_on_list(const article *a, size_t k);

/* where_clause.c: whether the clause of the draft at hand ends at item `k`, to its right. */
bool where_clause_ends(const article *a, size_t k, const draft *d);
/* Whether at item `k`, behind the count at `i` and its verb item `verb` (or SIZE_MAX), something
 * else begins than where those drones were: a speaker, a clause, the place of the next number. */
bool where_goes_over(const article *a, size_t i, size_t verb, const draft *d, size_t k);
/* Whether the word that points, item `k`, only owns the place behind it: "the kingdom's A". */
bool where_owns(const article *a, size_t k);
/* The country of the place that opens the sentence of item `k`, or SKT_NO_NODE. */
skt_node where_opened(const article *a, size_t k);

/* focus.c: the place item before item `to` at which something is told to have happened:
 * the last one, and of places one in the other the innermost; or SIZE_MAX. */
size_t focus_in(const article *a, size_t to);
/* The place item that titles the sentence, whose colon stands before item `i`: "Ukraine: 22
 * launched", "12:20 - Kuwait: two drones detected"; or SIZE_MAX. */
size_t focus_title(const article *a, size_t i);
/* The draft told last, no more than `reach` sentences back, that has a place; or NULL. */
const draft *focus_draft(const article *a, const draft *d, uint32_t reach);

/* where_here.c: the place meant by a word that only points, near the count at item
 * `i`: "nationwide", "in the region", "at it", "there"; or SKT_NO_NODE. */
skt_node where_here(const article *a, size_t i, const draft *d, bool *near);
/* The region that all the places named in the text (in `sentence`, but where that is UINT32_MAX)
 * lie in, but for countries and seas; or SKT_NO_NODE. */
skt_node where_sole_region(const article *a, uint32_t sentence);
/* capital.c: "the capital": the city of that rank that was named last before word `at`, or is
 * named at all, or that of the country meant; or SKT_NO_NODE. */
skt_node where_capital(const article *a, uint32_t at, const draft *d);
/* "near the Russian capital", "struck Bahrain's capital": the city meant by item `k` behind the
 * place that owns it; *near where only the way to it is told. */
skt_node where_capital_of(const article *a, size_t k, bool *near);
/* infer.c: the country meant where only a country can be: the one that the sentence counts
 * over, the speaker's, the article's. */
skt_node where_country(const article *a, const draft *d);
/* What lies around areas that are counted and not named: "over five districts" in a
 * governor's mouth is the region, else the country. */
skt_node where_around(const article *a, const draft *d);
/* counted.c: whether `node` is a country. */
bool where_is_country(const article *a, skt_node node);
/* The country that stands as doer before item `verb` and the count: "Saudi Arabia shot down". */
skt_node where_defender(const article *a, size_t verb, size_t count);
/* The country whose count the draft is: its forces did it, or a national body gives it, and not
 * of what it does abroad; or SKT_NO_NODE. */
skt_node where_counted(const article *a, const draft *d, size_t i, size_t verb);
/* infer.c: adds `node` to the targets. */
skt_status where_single(ref_vec *targets, skt_node node, skt_level level);
/* Adds what the draft must count over, its clause being silent: the place of its
 * whole, of the attack told, of what came before, the speaker's, the defender's. The rule
 * is noted in the draft. */
skt_status where_infer(const article *a, draft *d, size_t i, size_t verb, ref_vec *targets);

/* Whether the phrase of place item `k` opens its clause: ", over the Kursk region 126". */
bool where_begins_clause(const article *a, size_t k);
/* "In the A district drones were fired at three settlements": the item of the place that
 * opens the clause of the count at `i`, or SIZE_MAX. */
/* where_said.c: the region in which the text says that `member` of the places at item `i` lies,
 * where the gazetteer has it elsewhere; or SKT_NO_NODE. */
skt_node where_said(const article *a, size_t i, const skt_toponym *member);
size_t where_antecedent(const article *a, size_t k);
size_t where_pair(const article *a, size_t k);
size_t where_of_sites(const article *a, size_t i);

#endif
