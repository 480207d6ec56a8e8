/* The noun that a number counts: drones, places, or something else. */
#include "claims/endings.h"
#include "claims/quantity.h"

enum { NOUN_REACH = 6 /* words between a number and its noun: "15 small one-way attack drones" */ };

/* A word after which no noun of the number can come. */
/* "In the south another drone": a word that begins the next noun phrase. */
static bool begins_other(const skt_lexicon_hit *hit)
{
    const skt_entry *anaphor = skt_lexicon_entry(hit, SKT_TAG_ANAPHOR);
    return anaphor != NULL && skt_str_is(anaphor->kind, "another");
}

/* "83 nationwide", but "two nearby districts". */
static bool names_country(const skt_lexicon_hit *hit)
{
    const skt_entry *here = skt_lexicon_entry(hit, SKT_TAG_HERE);
    return here != NULL && skt_str_is(here->kind, "country");
}

static bool ends_noun_phrase(const skt_scene *scene, uint32_t at, uint32_t end)
{
    const skt_word *word = &scene->text->words[at];
    if (word->kind == SKT_WORD_PUNCT || word->kind == SKT_WORD_SUFFIX) {
        /* "one of [the drones]": brackets of an editor are passed over. */
        return !skt_str_is(word->text, "[") && !skt_str_is(word->text, "]");
    }
    skt_lexicon_hit hit;
    if (!skt_words_match(&hit, scene->words, at, end)) {
        return false;
    }
    return skt_lexicon_entry(&hit, SKT_TAG_PREP) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_AUX) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_SAY) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_OF_THEM) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_EACH) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_NEG) != NULL || names_country(&hit) ||
           skt_lexicon_entry(&hit, SKT_TAG_NUMBER) != NULL || begins_other(&hit);
}

/* Whether the hit at word `at` is a verb form that cannot stand inside a noun phrase before its
 * noun; one word of damage can ("two burned cars"). */
static bool is_finite(const skt_lexicon_hit *hit, const skt_scene *scene, uint32_t at, uint32_t end,
                      uint32_t seen)
{
    skt_lexicon_hit next;
    const bool before_drones = seen == 0 && hit->end < end && /* "two crashed drones" */
                               skt_words_match(&next, scene->words, hit->end, end) &&
                               skt_lexicon_entry(&next, SKT_TAG_DRONE) != NULL;
    const skt_entry *verb = skt_lexicon_entry(hit, SKT_TAG_VERB);
    const skt_entry *damage = skt_lexicon_entry(hit, SKT_TAG_DAMAGE);
    return (verb != NULL && verb->form != SKT_FORM_NOUN &&
            (!before_drones || verb->form == SKT_FORM_ATTR)) ||
           (damage != NULL && damage->form != SKT_FORM_NOUN && hit->end > at + 1);
}

/* The hit is a noun of action right behind a drone noun: "drone attacks". */
static bool is_action_noun(const skt_scene *scene, uint32_t at, uint32_t end, uint32_t *behind)
{
    skt_lexicon_hit hit;
    if (at < end && scene->text->words[at].kind == SKT_WORD_HYPHEN) {
        at++;
    }
    if (at >= end || !skt_words_match(&hit, scene->words, at, end)) {
        return false;
    }
    const skt_entry *verb = skt_lexicon_entry(&hit, SKT_TAG_VERB);
    if (verb == NULL || verb->form != SKT_FORM_NOUN) {
        return false;
    }
    *behind = at;
    return true;
}

bool ends_in_s(const skt_scene *scene, uint32_t at)
{
    const skt_str word = scene->text->words[at].fold;
    return word.len > 0 && word.ptr[word.len - 1] == 's';
}

bool ends_in_ly(const skt_scene *scene, uint32_t at)
{
    enum { SHORTEST = 5 };
    const skt_str word = scene->text->words[at].fold;
    return word.len >= SHORTEST && word.ptr[word.len - 1] == 'y' && word.ptr[word.len - 2] == 'l';
}

/* Whether the hit is a verb of damage that has happened. */
static bool tells_damage(const skt_lexicon_hit *hit)
{
    const skt_entry *entry = skt_lexicon_entry(hit, SKT_TAG_DAMAGE);
    return entry != NULL && entry->form == SKT_FORM_PAST;
}

bool drone_at(const skt_scene *scene, uint32_t at, uint32_t end)
{
    skt_lexicon_hit hit;
    return at < end && skt_words_match(&hit, scene->words, at, end) &&
           skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL;
}

/* "According to the ministry 75 drones": behind who speaks a new number begins. */
static bool begins_figure(const skt_scene *scene, uint32_t i, uint32_t seen)
{
    skt_lexicon_hit hit;
    return seen > 0 && scene->text->words[i].kind == SKT_WORD_DIGITS &&
           skt_words_match(&hit, scene->words, i - 1, i) &&
           skt_lexicon_entry(&hit, SKT_TAG_SOURCE) != NULL;
}

/* Whether word `at` looks like a noun in the plural. */
static bool is_plural(const skt_scene *scene, uint32_t at, uint32_t end)
{
    return at < end && scene->text->words[at].kind == SKT_WORD_LETTERS && ends_in_s(scene, at) &&
           (scene->text->words[at].flags & SKT_WORD_CAPITAL) == 0 &&
           !word_does(scene, at, SKT_GRAMMAR_FUNCTION);
}

/* "41 Ukrayna İHA'sı": whether the country, which has no ending, only tells whose drones stand
 * right behind it. */
static bool owns_drone(const skt_scene *scene, const skt_toponym *toponym, uint32_t end)
{
    return scene->words->phrases->endings.count > 0 && toponym->level == SKT_LEVEL_COUNTRY &&
           (toponym->possessive || skt_ending_of(scene->words, toponym->end - 1) == NULL) &&
           drone_at(scene, toponym->end, end);
}

/* Whether no noun of a number can stand behind word `i`: `seen` words came before. */
static bool stops_noun(const skt_scene *scene, uint32_t i, uint32_t end, uint32_t seen)
{
    skt_lexicon_hit hit;
    if (ends_noun_phrase(scene, i, end) || begins_figure(scene, i, seen) ||
        word_does(scene, i, SKT_GRAMMAR_FUNCTION | SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_OUT) ||
        (skt_words_match(&hit, scene->words, i, end) && is_finite(&hit, scene, i, end, seen))) {
        return true;
    }
    if (ends_in_ly(scene, i) && i + 1 < end && skt_words_match(&hit, scene->words, i + 1, end) &&
        is_finite(&hit, scene, i + 1, end, seen)) {
        return true; /* "23 simply dropped off the radar" */
    }
    if (seen == 0 && skt_words_match(&hit, scene->words, i, end) && tells_damage(&hit) &&
        !drone_at(scene, hit.end, end) && !is_plural(scene, hit.end, end)) {
        return true; /* "a third damaged a car", but "two damaged drones", "46 damaged houses" */
    }
    const skt_word *word = &scene->text->words[i];
    if (seen > 0 && word->kind == SKT_WORD_DIGITS && word[-1].kind == SKT_WORD_LETTERS &&
        ((word[-1].flags & SKT_WORD_CAPITAL) == 0 || (word[-1].flags & SKT_WORD_NO_CASE) != 0)) {
        return true; /* "by the count of the administration 15 drones": a number of its own */
    }
    const skt_toponym *toponym = toponym_at(scene, i);
    if (toponym != NULL && !toponym->adjective && !owns_drone(scene, toponym, end)) {
        return true; /* "34 Bryansk", "the Kyiv region drones" */
    }
    if (word_does(scene, i, SKT_GRAMMAR_AND)) {
        /* "missiles and drones": the number belongs to what it stood by;
         * "attack and decoy drones" goes on. */
        return seen == 0 || ends_in_s(scene, i - 1);
    }
    uint32_t when;
    return when_at(scene, i, &when) != NULL;
}

/* "60 российских «шахедов»", "БПЛА «Герань-2»": a drone's name in quotation marks at word `at`. */
static bool quoted_drone(noun_found *found, const skt_scene *scene, uint32_t at, uint32_t end)
{
    skt_lexicon_hit hit;
    if (at + 1 >= end || scene->text->words[at].kind != SKT_WORD_PUNCT || !opens_quote(scene, at) ||
        !skt_words_match(&hit, scene->words, at + 1, end) || hit.end >= end ||
        scene->text->words[hit.end].kind != SKT_WORD_PUNCT) {
        return false;
    }
    const skt_entry *drone = skt_lexicon_entry(&hit, SKT_TAG_DRONE);
    if (drone == NULL || skt_lexicon_entry(&hit, SKT_TAG_MASKED) != NULL ||
        (skt_str_is(drone->kind, "counted") && !drone->type)) {
        return false;
    }
    *found = (noun_found){NOUN_DRONE, hit.end + 1, drone->plural, false, false, false};
    return true;
}

/* What a single phrase at word `i` says of the noun; false if nothing. */
static bool noun_here(noun_found *found, const skt_scene *scene, uint32_t i, uint32_t end,
                      uint32_t seen)
{
    skt_lexicon_hit hit;
    if (quoted_drone(found, scene, i, end)) {
        return true;
    }
    if (!skt_words_match(&hit, scene->words, i, end)) {
        return false;
    }
    const skt_entry *drone = skt_lexicon_entry(&hit, SKT_TAG_DRONE);
    const bool measure = seen == 0 && skt_lexicon_entry(&hit, SKT_TAG_UNIT) != NULL;
    const bool attack = drone != NULL && skt_str_is(drone->kind, "attack");
    if (skt_lexicon_entry(&hit, SKT_TAG_MASKED) != NULL || measure) {
        *found = (noun_found){NOUN_OTHER, hit.end, true, false, measure, false};
    } else if (drone != NULL && seen > 0 && skt_str_is(drone->kind, "counted")) {
        return false; /* "29 decoys", but not "two sides count decoys" */
    } else if (drone != NULL) {
        *found = (noun_found){NOUN_DRONE, hit.end, drone->plural, attack, false, false};
    } else if (skt_lexicon_entry(&hit, SKT_TAG_SITES) != NULL) {
        *found = (noun_found){NOUN_SITES, hit.end, true, false, false, false};
    } else {
        return false;
    }
    return true;
}

/* Whether the phrase at word `at` is the name of a type, which may tell no number. */
static bool names_type(const skt_scene *scene, uint32_t at, uint32_t end)
{
    skt_lexicon_hit hit;
    const uint32_t name = at + opens_quote(scene, at);
    const skt_entry *drone = name < end && skt_words_match(&hit, scene->words, name, end)
                                 ? skt_lexicon_entry(&hit, SKT_TAG_DRONE)
                                 : NULL;
    return drone != NULL && drone->type && drone->singular;
}

/* "Shahed drones", "Hermes 900 drone", "drone attacks", "безпілотник «Орлан-10»": the last noun
 * rules, but for the number where it is the name of a type. */
static void extend_drone(noun_found *found, const skt_scene *scene, uint32_t end)
{
    enum { APART = 4 };
    uint32_t seen = 0;
    for (uint32_t i = found->end; i < end && i < found->end + APART; i++) {
        noun_found more;
        if (noun_here(&more, scene, i, end, seen)) {
            if (more.noun != NOUN_DRONE) {
                break;
            }
            more.plural = names_type(scene, i, end) ? found->plural : more.plural;
            *found = more;
            i = more.end - 1;
            seen = 0;
            continue;
        }
        if (stops_noun(scene, i, end, seen)) {
            break;
        }
        seen++;
    }
    uint32_t behind = 0;
    if (is_action_noun(scene, found->end, end, &behind)) {
        found->attack = true;
        found->end = behind;
    }
}

/* "(UAS)" behind "uncrewed aerial systems": the short form is of the same noun. */
static void take_short_form(noun_found *found, const skt_scene *scene, uint32_t end)
{
    const uint32_t at = found->end;
    skt_lexicon_hit hit;
    if (at + 2 < end && is_sign(scene, at, "(") &&
        skt_words_match(&hit, scene->words, at + 1, end) && hit.end < end &&
        skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL && is_sign(scene, hit.end, ")")) {
        found->end = hit.end + 1;
    }
}

/* "drones of unknown type", "UAVs of various models": which drones, no places. */
static uint32_t behind_kind(const skt_scene *scene, uint32_t at, uint32_t end)
{
    enum { WORDS = 2 };
    if (at + WORDS >= end || !word_does(scene, at, SKT_GRAMMAR_OF)) {
        return at;
    }
    for (uint32_t i = at + 1; i <= at + WORDS; i++) {
        if (toponym_at(scene, i) != NULL || scene->text->words[i].kind != SKT_WORD_LETTERS ||
            stops_noun(scene, i, end, 0)) {
            return at;
        }
    }
    return at + 1 + WORDS;
}

static bool drone_phrase(noun_found *out, const skt_scene *scene, uint32_t at, uint32_t end);

/* Whether weapons without a number of their own stand at word `at`: "cruise missiles". */
static bool weapons_at(const skt_scene *scene, uint32_t at, uint32_t end)
{
    enum { WORDS = 3 };
    for (uint32_t i = at; i < end && i < at + WORDS; i++) {
        if (word_does(scene, i, SKT_GRAMMAR_WEAPON)) {
            return ends_in_s(scene, i);
        }
        if (scene->text->words[i].kind != SKT_WORD_LETTERS || stops_noun(scene, i, end, i - at)) {
            break;
        }
    }
    return false;
}

/* "97 strike UAVs and imitator drones", "59 drones and drones of unknown type": the number
 * counts all that is joined to its noun, as long as no other number stands between. */
static void join_drones(noun_found *found, const skt_scene *scene, uint32_t end)
{
    uint32_t at = found->end;
    const bool several = found->plural; /* "۹ پهپاد و ریزپرنده": singular behind a number */
    while ((several || skt_words_verb_last(scene->words)) && !found->attack && at < end) {
        const bool comma = is_sign(scene, at, ",");
        at += comma;
        const bool joined = at < end && word_does(scene, at, SKT_GRAMMAR_AND);
        at += joined;
        noun_found more;
        if (joined && weapons_at(scene, at, end)) {
            found->noun = NOUN_OTHER; /* "59 drones and missiles": one number for both */
            return;
        }
        if (!(comma || joined) || at >= end || scene->text->words[at].kind == SKT_WORD_DIGITS ||
            !drone_phrase(&more, scene, at, end) ||
            (several && !more.plural && !names_type(scene, at, end)) || more.attack) {
            return;
        }
        at = more.end;
        if (joined) { /* a row ends with "and" */
            found->end = more.end;
        }
    }
}

bool tells_kills(const skt_lexicon_hit *hit)
{
    size_t n;
    const skt_entry *const *entries = skt_lexicon_entries(&n, hit);
    for (size_t i = 0; i < n; i++) {
        const skt_entry *entry = entries[i];
        if (entry->tag == SKT_TAG_VERB && entry->form == SKT_FORM_NOUN &&
            entry->patient == SKT_INTERCEPTED && entry->agent == SKT_NO_OUTCOME) {
            return true;
        }
    }
    return false;
}

/* A drone noun with what describes it, without article or number. */
static bool drone_phrase(noun_found *out, const skt_scene *scene, uint32_t at, uint32_t end)
{
    *out = (noun_found){NOUN_NONE, at, false, false, false, false};
    for (uint32_t i = at, seen = 0; i < end && seen < NOUN_REACH; i++, seen++) {
        if (noun_here(out, scene, i, end, 0)) {
            if (out->noun == NOUN_DRONE) {
                extend_drone(out, scene, end);
                out->end = behind_kind(scene, out->end, end);
            }
            return out->noun == NOUN_DRONE;
        }
        if (stops_noun(scene, i, end, seen)) {
            return false;
        }
    }
    return false;
}

/* Whether a phrase is a noun of what drones do that the number before it counts. */
static bool counts_action(const skt_lexicon_hit *hit)
{
    const skt_entry *verb = skt_lexicon_entry(hit, SKT_TAG_VERB);
    return verb != NULL && is_declined(verb) && verb->agent != SKT_NO_OUTCOME &&
           verb->patient == SKT_NO_OUTCOME;
}

/* Whether a phrase is a noun of attack behind which the drones stand that it is of. */
static bool names_attack(const skt_lexicon_hit *hit)
{
    const skt_entry *verb = skt_lexicon_entry(hit, SKT_TAG_VERB);
    return verb != NULL && verb->with != SKT_NO_OUTCOME && skt_str_is(verb->kind, "of");
}

/* "en a abattu un", "deux à Toula et un à Briansk": whether the article before word `at` is a
 * number that stands for its noun, as a place or the end of the phrase follows. */
static bool article_counts(const skt_scene *scene, uint32_t at, uint32_t end)
{
    skt_lexicon_hit hit;
    if (at == 0 || !word_does(scene, at - 1, SKT_GRAMMAR_ONES) ||
        !word_does(scene, at - 1, SKT_GRAMMAR_INDEFINITE)) {
        return false;
    }
    if (at >= end || scene->text->words[at].kind == SKT_WORD_PUNCT) {
        return at >= end || !opens_quote(scene, at);
    }
    if (word_does(scene, at, SKT_GRAMMAR_OF) || !skt_words_match(&hit, scene->words, at, end)) {
        return false;
    }
    const skt_entry *verb = skt_lexicon_entry(&hit, SKT_TAG_VERB);
    const bool finite = verb != NULL && verb->form != SKT_FORM_NOUN && hit.end > at + 1;
    return finite || skt_lexicon_entry(&hit, SKT_TAG_PREP) != NULL || /* "un a touché une maison" */
           skt_lexicon_entry(&hit, SKT_TAG_HERE) != NULL;
}

noun_found noun_after(const skt_scene *scene, uint32_t at, uint32_t end)
{
    noun_found found = {NOUN_NONE, at, false, false, false, false};
    if (article_counts(scene, at, end)) {
        found.ones = true;
        return found;
    }
    if (at > 1 && scene->text->words[at - 1].kind == SKT_WORD_SUFFIX &&
        scene->text->words[at - 2].kind == SKT_WORD_DIGITS) {
        return found; /* "225'i ... kayboldu": its ending stands for the noun */
    }
    uint32_t seen = 0;    /* words that may be adjectives, or a noun of their own */
    bool named = false;   /* one of them may be a noun: not in "five overnight" */
    bool attacks = false; /* "сотню атак дронів": what is counted */
    for (uint32_t i = at; i < end && i < at + NOUN_REACH + 4; i++) {
        skt_lexicon_hit hit;
        const bool known = skt_words_match(&hit, scene->words, i, end);
        if (known && tells_kills(&hit)) {
            found.end = i; /* "nine such kills": of what was told before */
            return found;
        }
        if (known && counts_action(&hit)) {
            found.end = i; /* "четыре попадания беспилотников" */
            return found;
        }
        attacks |= known && names_attack(&hit);
        if (noun_here(&found, scene, i, end, seen)) {
            if (found.noun == NOUN_DRONE) {
                found.attack |= attacks;
                extend_drone(&found, scene, end);
                take_short_form(&found, scene, end);
                join_drones(&found, scene, end);
            }
            return found;
        }
        if (seen == 0 && known && skt_lexicon_entry(&hit, SKT_TAG_ANAPHOR) != NULL) {
            i = hit.end - 1; /* "three more", "two others" */
            found.end = hit.end;
            continue;
        }
        if (seen > 0 && word_does(scene, i, SKT_GRAMMAR_ONES) &&
            !word_does(scene, i, SKT_GRAMMAR_INDEFINITE) &&
            !word_does(scene, i - 1, SKT_GRAMMAR_AND)) {
            found.end = i + 1;
            found.ones = true;
            return found;
        }
        if (stops_noun(scene, i, end, seen)) {
            break;
        }
        const bool word = scene->text->words[i].kind != SKT_WORD_HYPHEN &&
                          scene->text->words[i].kind != SKT_WORD_PUNCT;
        seen += word;
        named |= word && !word_does(scene, i, SKT_GRAMMAR_ADVERB);
    }
    if (named) {
        found.noun = NOUN_OTHER;
    }
    return found;
}
