/* Places among the items of a sentence: a toponym with what only says where it lies, and rows of
 * them. */
#include "claims/items.h"

#include "claims/endings.h"

static bool is_list_joint(const skt_scene *scene, uint32_t at)
{
    return is_sign(scene, at, ",") ||
           word_does(scene, at, SKT_GRAMMAR_AND | SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_JOINT);
}

/* Whether place `outer` only says where `inner` is. */
static bool qualifies(const skt_scene *scene, const skt_toponym *inner, const skt_toponym *outer)
{
    return inner->node != SKT_NO_NODE && outer->node != SKT_NO_NODE && inner->node != outer->node &&
           skt_gazetteer_within(scene->gazetteer, inner->node, outer->node);
}

/* "Amalfi, departamento de Antioquia": whether the name at word `at` begins with its type word. */
static bool names_outer(const skt_scene *scene, const skt_toponym *place, uint32_t at)
{
    const skt_toponym *outer = toponym_at(scene, at);
    return outer != NULL && !outer->adjective && qualifies(scene, place, outer);
}

/* "Syzran in the Samara region", "Isfahan, Iran": the word behind a place that
 * only says where the one before it is, or `at` if there is none. */
static uint32_t skip_qualifier(const skt_scene *scene, const skt_toponym *place, uint32_t end)
{
    uint32_t at = place->end;
    uint32_t steps = 0;
    while (at < end && steps < 6 && !names_outer(scene, place, at) &&
           (is_sign(scene, at, ",") || word_does(scene, at, SKT_GRAMMAR_QUALIFIER))) {
        at++;
        steps++;
    }
    /* "в посёлке Сенном Темрюкского района": a genitive needs no word between. */
    const skt_toponym *outer = at < end ? toponym_at(scene, at) : NULL;
    if (outer == NULL || outer->adjective || !qualifies(scene, place, outer)) {
        return place->end;
    }
    if (outer->possessive && outer->end < end) {
        /* "in Syria's Hasakah province": the nearer unit follows. */
        const skt_toponym *next = toponym_at(scene, outer->end);
        if (next != NULL && qualifies(scene, place, next)) {
            outer = next;
        }
    }
    return skip_qualifier(scene, outer, end) > outer->end ? skip_qualifier(scene, outer, end)
                                                          : outer->end;
}

/* How many toponyms stand over the same words as `place`, itself included: a set
 * such as Donbas is its members. */
static uint32_t set_size(const skt_scene *scene, const skt_toponym *place)
{
    const skt_toponym *end = scene->toponyms + scene->n_toponyms;
    uint32_t size = 1;
    while (place + size < end && place[size].first == place->first) {
        size++;
    }
    return size;
}

/* "near Klintsy, the Bryansk governor said": whether the place behind a comma belongs to somebody
 * who speaks. */
static bool names_speaker(const skt_scene *scene, const skt_toponym *place, uint32_t joint,
                          uint32_t end)
{
    skt_lexicon_hit hit;
    return is_sign(scene, joint, ",") && place->end < end &&
           skt_words_match(&hit, scene->words, place->end, end) &&
           skt_lexicon_entry(&hit, SKT_TAG_SOURCE) != NULL;
}

/* "were shot down over Kherson, and Mykolaiv dealt with seven": whether the place behind the
 * signs from word `joint` on is the subject of a clause of its own. */
static bool opens_clause(const skt_scene *scene, const skt_toponym *place, uint32_t joint,
                         uint32_t end)
{
    skt_lexicon_hit hit;
    if (place->first != joint + 2 || !is_sign(scene, joint, ",") || place->end >= end) {
        return false;
    }
    const skt_entry *verb = skt_words_match(&hit, scene->words, place->end, end)
                                ? skt_lexicon_entry(&hit, SKT_TAG_VERB)
                                : NULL;
    return word_does(scene, place->end, SKT_GRAMMAR_HAVE) ||
           (verb != NULL && (verb->form == SKT_FORM_PAST || verb->form == SKT_FORM_S) &&
            skt_lexicon_entry(&hit, SKT_TAG_AUX) == NULL);
}

/* Whether both places lie in one country. */
static bool is_neighbour(const skt_scene *scene, const skt_toponym *a, const skt_toponym *b)
{
    return a->node != SKT_NO_NODE && b->node != SKT_NO_NODE &&
           skt_gazetteer_country_of(scene->gazetteer, a->node) ==
               skt_gazetteer_country_of(scene->gazetteer, b->node);
}

bool is_common_word(const skt_scene *scene, const skt_toponym *place, const skt_toponym *list,
                    uint32_t end)
{
    skt_lexicon_hit hit;
    const uint32_t at = place->first;
    if (place->end != at + 1 || (scene->text->words[at].flags & SKT_WORD_NO_CASE) == 0 ||
        !skt_words_match(&hit, scene->words, at, end)) {
        return false;
    }
    if (skt_lexicon_entry(&hit, SKT_TAG_ANAPHOR) != NULL) {
        return list != NULL ? !is_neighbour(scene, list, place)
                            : at == 0 || !skt_words_may_begin(scene->words, at - 1,
                                                              UINT32_C(1) << SKT_TAG_PREP);
    }
    item count;
    const skt_entry *load = skt_lexicon_entry(&hit, SKT_TAG_LOAD);
    return (load != NULL && skt_str_is(load->kind, "target")) ||
           (skt_lexicon_entry(&hit, SKT_TAG_NUMBER) != NULL && count_at(&count, scene, at, end) &&
            (count.noun == NOUN_DRONE || count.classified));
}

void place_item(item *out, const skt_scene *scene, uint32_t at, uint32_t end)
{
    const skt_toponym *place = toponym_at(scene, at);
    out->kind = ITEM_PLACE;
    out->place_first = (uint32_t)(place - scene->toponyms);
    out->n_places = set_size(scene, place);
    out->end = place->end;
    if (place->possessive && out->end < end &&
        scene->text->words[out->end].kind == SKT_WORD_SUFFIX) {
        out->end++;
    }
    if (place->adjective || place->possessive) {
        return;
    }
    out->end = skip_qualifier(scene, place, end);
    for (;;) {
        uint32_t next = out->end;
        uint32_t joints = 0;
        bool joined = false; /* by more than an article: not "Russland die Ukraine" */
        while (next < end && is_list_joint(scene, next) && joints < 3) {
            joined |= !word_does(scene, next, SKT_GRAMMAR_DEFINITE) ||
                      word_does(scene, next, SKT_GRAMMAR_AND);
            next++;
            joints++;
        }
        const skt_toponym *member = joined && next < end ? toponym_at(scene, next) : NULL;
        const size_t expected = out->place_first + out->n_places;
        if (member == NULL || member->adjective || member->possessive ||
            is_common_word(scene, member, place, end) ||
            names_speaker(scene, member, next - joints, end) ||
            (out->n_places == 1 && opens_clause(scene, member, next - joints, end)) ||
            skt_endings_part(scene, place, member, end) ||
            qualifies(scene, member, place) || /* "over Russia, the Bryansk region had 19" */
            (size_t)(member - scene->toponyms) < expected) {
            return;
        }
        if ((size_t)(member - scene->toponyms) > expected) {
            return; /* a qualifier lies between: the members must be neighbours */
        }
        out->n_places += set_size(scene, member);
        out->end = skip_qualifier(scene, member, end);
    }
}
