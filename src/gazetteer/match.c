/* Names in a text: the longest that the gazetteer has, as written or inflected. */
#include "core/expect.h"
#include "gazetteer/mention.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

/* A reading as it stands that is less likely than this may be an inflected form of
 * something likelier. */
static const float SURE_PRIOR = 6.0F;
/* Of a name found without its type word. */
static const float SHORTENED_PENALTY = 1.5F;

/* Any name as it stands is likelier than a prefix and another name, unless that one
 * is a thousand times larger. */
static const float AFFIX_LEAD = 3.0F;

/* Whether the first is the likelier of two readings. */
static bool is_likelier(const skt_gaz_option *a, const skt_gaz_option *b)
{
    return a->base > b->base || (a->base == b->base && a->node < b->node);
}

/* Puts options[at] where it belongs among the sorted ones before it. */
static void sink(skt_gaz_option *options, size_t at)
{
    const skt_gaz_option one = options[at];
    for (; at > 0 && is_likelier(&one, &options[at - 1]); at--) {
        options[at] = options[at - 1];
    }
    options[at] = one;
}

/* The mention's option of that node; its number of options if it has none. */
static size_t option_of(const skt_gaz_mention *mention, skt_node node)
{
    size_t i = 0;
    while (i < mention->n_options && mention->options[i].node != node) {
        i++;
    }
    return i;
}

/* Room for one more. Most names have one or two readings: the list doubles whenever
 * their number has come to a power of two. */
static bool make_room(skt_gaz_finder *f, skt_gaz_mention *mention)
{
    const size_t n = mention->n_options;
    if (n == 1 || (n & (n - 1)) != 0) {
        return true;
    }
    skt_gaz_option *more = skt_arena_array(f->arena, n == 0 ? 2 : 2 * n, sizeof *more);
    if (more == NULL) {
        return false;
    }
    if (n > 0) {
        memcpy(more, mention->options, n * sizeof *more);
    }
    mention->options = more;
    return true;
}

skt_status skt_gaz_add_options(skt_gaz_finder *f, skt_gaz_mention *mention, skt_gaz_hit hit,
                               float penalty, const char *reason)
{
    /* They may stand by their scores. */
    for (size_t i = 1; i < mention->n_options; i++) {
        sink(mention->options, i);
    }
    for (size_t i = 0; i < hit.count; i++) {
        const skt_node node = skt_gaz_value_node(hit.values[i]);
        const unsigned flags = skt_gaz_value_flags(hit.values[i]);
        const skt_gaz_node *record = skt_gaz_node_at(f->gazetteer, node);
        float base = (float)skt_gaz_prior(f->gazetteer, hit, i) / 1000.0F +
                     ((flags & SKT_GAZ_MAIN) != 0 ? 1.0F : 0.0F) - penalty;
        /* Of what is only guessed at, a region's many foreign names count less. */
        base -= penalty >= 1 && record->level == SKT_LEVEL_REGION && (flags & SKT_GAZ_MAIN) == 0
                    ? 1.0F
                    : 0.0F;
        const skt_gaz_option option = {
            .node = node, .flags = flags, .base = base, .score = base, .reason = reason};
        const size_t known = option_of(mention, node);
        if (known < mention->n_options) {
            /* The better of two names that lead to one place. */
            if (base > mention->options[known].base) {
                mention->options[known] = option;
                sink(mention->options, known);
            }
            continue;
        }
        /* Only the likeliest are kept. */
        if (mention->n_options == SKT_GAZ_MAX_OPTIONS) {
            if (!is_likelier(&option, &mention->options[SKT_GAZ_MAX_OPTIONS - 1])) {
                continue;
            }
            mention->n_options--;
        } else if (!make_room(f, mention)) {
            return SKT_E_NOMEM;
        }
        mention->options[mention->n_options] = option;
        sink(mention->options, mention->n_options++);
    }
    return SKT_OK;
}

skt_status skt_gaz_add_option(skt_gaz_finder *f, skt_gaz_mention *mention,
                              const skt_gaz_option *option)
{
    const unsigned kept = SKT_GAZ_MAIN | SKT_GAZ_ADJECTIVE | SKT_GAZ_STEM | SKT_GAZ_SET;
    const uint32_t value = option->node | (option->flags & kept) << SKT_GAZ_FLAG_SHIFT;
    const skt_gaz_hit hit = {UINT32_MAX, &value, 1};
    const float full = (float)skt_gaz_node_at(f->gazetteer, option->node)->prior / 1000.0F +
                       ((option->flags & SKT_GAZ_MAIN) != 0 ? 1.0F : 0.0F);
    return skt_gaz_add_options(f, mention, hit, full - option->base, option->reason);
}

static bool is_cased_name(const skt_word *word)
{
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0;
}

/* Whether a reading is an area, whose names may end in a lower-case word ("Чёрное
 * море"), or one of the user's, who wrote the name as it is. */
static bool is_area_name(const skt_gaz_finder *f, skt_gaz_hit hit)
{
    for (size_t i = 0; i < hit.count; i++) {
        const skt_level level =
            (skt_level)skt_gaz_node_at(f->gazetteer, skt_gaz_value_node(hit.values[i]))->level;
        if (level == SKT_LEVEL_SEA || level == SKT_LEVEL_REGION || level == SKT_LEVEL_COUNTRY ||
            skt_gaz_is_own(f->gazetteer, hit, i)) {
            return true;
        }
    }
    return false;
}

/* "Тендровской косы", not "the city": a noun that only names end in. */
static bool is_landform(const skt_gaz_phrase *phrase)
{
    uint32_t value;
    return skt_gaz_phrase_has(phrase, SKT_GAZ_CITY_WORD) &&
           !skt_gaz_phrase_value(phrase, SKT_GAZ_CITY_WORD, SKT_GAZ_AFTER, &value) &&
           !skt_gaz_phrase_value(phrase, SKT_GAZ_CITY_WORD, SKT_GAZ_PLURAL, &value);
}

/* "d'Oeste": behind an article. */
static bool has_capital(const skt_word *word)
{
    bool found = false;
    for (size_t i = 0; i < word->text.len && word->kind == SKT_WORD_LETTERS; i++) {
        found |= word->text.ptr[i] >= 'A' && word->text.ptr[i] <= 'Z';
    }
    return found;
}

/* A name's last word: capital, a number, behind a hyphen, or a type word ("Kursk
 * region"). */
static bool may_end(const skt_gaz_finder *f, uint32_t first, uint32_t end)
{
    const skt_word *last = &f->text->words[end - 1];
    if (is_cased_name(last) || last->kind == SKT_WORD_DIGITS || end == first + 1 ||
        last[-1].kind == SKT_WORD_HYPHEN || has_capital(last)) {
        return true;
    }
    /* "Powiat szczycieński": behind its type word an adjective is small. */
    const skt_gaz_phrase *begins = f->starting[first];
    if (begins->first < begins->end && begins->end < end &&
        (skt_gaz_phrase_has(begins, SKT_GAZ_REGION_WORD) ||
         skt_gaz_phrase_has(begins, SKT_GAZ_DISTRICT_WORD))) {
        return true;
    }
    const skt_gaz_phrase *phrase = f->ending[end];
    return phrase->first > first && phrase->first < phrase->end &&
           (skt_gaz_phrase_has(phrase, SKT_GAZ_REGION_WORD) ||
            skt_gaz_phrase_has(phrase, SKT_GAZ_DISTRICT_WORD) || is_landform(phrase) ||
            skt_gaz_phrase_has(phrase, SKT_GAZ_FACILITY_WORD));
}

typedef struct name_match {
    uint32_t end;
    skt_gaz_hit hit;
} name_match;

static bool only_stems(skt_gaz_hit hit)
{
    for (size_t i = 0; i < hit.count; i++) {
        if ((skt_gaz_value_flags(hit.values[i]) & SKT_GAZ_STEM) == 0) {
            return false;
        }
    }
    return true;
}

/* Whether a type word stands beside words [first, end): then their stem counts. */
static bool stands_by_type(const skt_gaz_finder *f, uint32_t first, uint32_t end)
{
    unsigned kind = 0;
    bool plural = false;
    const skt_gaz_phrase *after = f->starting[end];
    const skt_gaz_phrase *before = f->ending[first];
    return (end < f->text->n_words && after->first < after->end &&
            skt_gaz_phrase_levels(after, SKT_GAZ_AFTER, &kind, &plural) != 0) ||
           (before->first < before->end &&
            skt_gaz_phrase_levels(before, SKT_GAZ_BEFORE, &kind, &plural) != 0);
}

static uint32_t search_limit(const skt_gaz_finder *f, uint32_t first)
{
    const size_t n = f->text->n_words - first;
    return first + (uint32_t)(n < SKT_GAZ_MAX_PHRASE_TOKENS ? n : SKT_GAZ_MAX_PHRASE_TOKENS);
}

/* The records of the readings, which lie far apart, will be read one by one. */
static void expect_nodes(const skt_gazetteer *gazetteer, skt_gaz_hit hit)
{
    for (size_t i = 0; i < hit.count && i < SKT_GAZ_MAX_OPTIONS; i++) {
        skt_expect(gazetteer->nodes + skt_gaz_value_node(hit.values[i]));
    }
}

static name_match longest_name(const skt_gaz_finder *f, uint32_t first)
{
    const skt_text *text = f->text;
    const skt_gaz_dict *names = &f->gazetteer->names;
    const bool own = f->gazetteer->overlay != NULL;
    skt_gaz_joined joined;
    name_match best = {first, {UINT32_MAX, NULL, 0}};
    const uint32_t limit = search_limit(f, first);
    skt_gaz_join_begin(&joined, text, first);
    for (uint32_t end = first + 1; end <= limit; end++) {
        const uint8_t kind = text->words[end - 1].kind;
        if (!skt_gaz_join_next(&joined) || joined.length == 0) {
            break;
        }
        if (kind == SKT_WORD_HYPHEN || kind == SKT_WORD_PUNCT) {
            continue;
        }
        const skt_gaz_hit hit =
            own ? skt_gaz_find_name_hashed(f->gazetteer, skt_gaz_joined_str(&joined), joined.hash)
                : skt_gaz_find_joined(names, &joined);
        /* A longer name that is only a stem does not hide a full one, unless it has its
         * type word. */
        if (hit.count > 0 && (may_end(f, first, end) || is_area_name(f, hit)) &&
            !(best.hit.count > 0 && !only_stems(best.hit) && only_stems(hit) &&
              !stands_by_type(f, first, end))) {
            best = (name_match){end, hit};
            expect_nodes(f->gazetteer, hit);
        }
        if (!skt_gaz_join_goes_on(&joined, names) &&
            !(own && skt_gaz_own_goes_on(f->gazetteer, skt_gaz_joined_str(&joined)))) {
            break;
        }
    }
    return best;
}

/* "al-Tanf": a lower-case article tied to the name by a hyphen. */
static bool is_article_of_name(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_LETTERS && word->text.len <= 3 && at + 2 < f->text->n_words &&
           word[1].kind == SKT_WORD_HYPHEN && is_cased_name(&word[2]);
}

/* Where the name begins whose article stands at `at` ("Al-Ramtha", "al-Tanf"), or
 * `at`. */
static uint32_t behind_article(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    const bool space = at + 1 < f->text->n_words && is_cased_name(&word[1]);
    const bool hyphen = at + 2 < f->text->n_words && word[1].kind == SKT_WORD_HYPHEN &&
                        is_cased_name(&word[2]) && word->text.len <= 3;
    const bool article =
        skt_gaz_phrase_has(f->starting[at], SKT_GAZ_NAME_ARTICLE) && f->starting[at]->end == at + 1;
    return article && (space || hyphen) ? at + 1 + hyphen : at;
}

/* "Луганську": the region's adjective and the dative of a town, if that is likelier, are
 * one word. */
static skt_status add_inflected(skt_gaz_finder *f, skt_gaz_mention *mention,
                                const skt_gaz_mention *inflected)
{
    const float least = mention->options[0].base;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < inflected->n_options; i++) {
        if (inflected->options[i].base > least) {
            status = skt_gaz_add_option(f, mention, &inflected->options[i]);
        }
    }
    return status;
}

/* What the name without the type word that it ends with means, where that is of the
 * level that the name has with it: "Central Region" is also that of a country that
 * calls it Central. */
static skt_status add_without_type(skt_gaz_finder *f, skt_gaz_mention *mention)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    unsigned kind = 0;
    bool plural = false;
    const skt_gaz_phrase *type = f->ending[mention->name_end];
    const skt_gaz_node *top = skt_gaz_node_at(f->gazetteer, mention->options[0].node);
    if (top->level == SKT_LEVEL_COUNTRY || type->first <= mention->name_first ||
        type->first >= type->end) {
        return SKT_OK;
    }
    const unsigned areas = 1u << SKT_LEVEL_REGION | 1u << SKT_LEVEL_DISTRICT;
    unsigned levels = 0;
    for (size_t i = 0; i < mention->n_options; i++) {
        levels |= LEVEL(skt_gaz_node_at(f->gazetteer, mention->options[i].node)->level);
    }
    levels &= areas & skt_gaz_phrase_levels(type, SKT_GAZ_AFTER, &kind, &plural);
    const skt_gaz_hit hit = skt_gaz_find_name(
        f->gazetteer, skt_gaz_join(key, f->text, mention->name_first, type->first));
    skt_status status = SKT_OK;
    for (size_t i = 0; i < hit.count && levels != 0 && status == SKT_OK; i++) {
        const skt_gaz_node *node = skt_gaz_node_at(f->gazetteer, skt_gaz_value_node(hit.values[i]));
        if ((levels & LEVEL(node->level)) != 0) {
            const skt_gaz_hit one = {hit.key, &hit.values[i], 1};
            status = skt_gaz_add_options(f, mention, one, SHORTENED_PENALTY, NULL);
        }
    }
    return status;
}

/* "Новгород-Сіверському": a sure name of one word, tied to another capital one. */
static bool is_tied(const skt_gaz_finder *f, const skt_gaz_mention *mention)
{
    const skt_word *words = f->text->words;
    const uint32_t end = mention->name_end;
    return mention->n_options > 0 && end == mention->name_first + 1 && end + 1 < f->text->n_words &&
           words[end].kind == SKT_WORD_HYPHEN && is_cased_name(&words[end + 1]) &&
           (words[end + 1].flags & SKT_WORD_NO_CASE) == 0 && mention->options[0].base >= SURE_PRIOR;
}

static skt_status find_at(skt_gaz_finder *f, uint32_t first, skt_gaz_mention *mention)
{
    *mention = (skt_gaz_mention){.name_first = first, .name_end = first + 1, .key = UINT32_MAX};
    name_match match = longest_name(f, first);
    const uint32_t behind = behind_article(f, first);
    if (match.end <= behind && behind > first) {
        /* The article alone is no name; its name may be known without it. */
        match = longest_name(f, behind);
    }
    if (match.hit.count > 0) {
        mention->name_end = match.end;
        mention->key = match.hit.key;
        const bool one = match.end == first + 1 && behind == first;
        mention->flags |=
            one && (f->text->words[first].flags & SKT_WORD_PLAIN) != 0 ? SKT_GAZ_M_AS_IS : 0U;
        skt_status status = skt_gaz_add_options(f, mention, match.hit, 0, NULL);
        if (status == SKT_OK) {
            status = add_without_type(f, mention);
        }
        if (status != SKT_OK) {
            return status;
        }
    }
    const bool stems = mention->n_options > 0 && only_stems(match.hit);
    const bool tied = is_tied(f, mention);
    if (mention->n_options > 0 && !stems && !tied &&
        (mention->options[0].base >= SURE_PRIOR || mention->name_end > first + 1)) {
        return SKT_OK;
    }
    skt_gaz_mention other = {.name_first = first, .name_end = first + 1, .key = UINT32_MAX};
    skt_status status = skt_gaz_find_inflected(f, &other, first);
    if (tied && (other.n_options == 0 || other.name_end <= mention->name_end)) {
        return status;
    }
    if (tied) {
        *mention = other;
        return status;
    }
    if (stems && other.name_end == mention->name_end) {
        return status == SKT_OK ? add_inflected(f, mention, &other) : status;
    }
    float lead = 0;
    if (status == SKT_OK && other.n_options == 0 && mention->n_options == 0) {
        status = skt_gaz_find_land(f, &other, first);
    }
    if (status == SKT_OK && other.n_options == 0) {
        status = skt_gaz_find_affixed(f, &other, first);
        lead = skt_gaz_is_elided(&f->text->words[first]) ? 0 : AFFIX_LEAD;
    }
    if (other.n_options > 0 &&
        (mention->n_options == 0 || other.options[0].base > mention->options[0].base + lead)) {
        *mention = other;
    }
    return status;
}

/* A name begins with a capital, but for articles and for what was asked for, unless
 * that begins with a word of grammar. */
static bool begins_name(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    const bool asked = f->query && at == 0 && word->kind == SKT_WORD_LETTERS &&
                       f->starting[at]->first == f->starting[at]->end;
    return asked || is_cased_name(word) || is_article_of_name(f, at) || skt_gaz_is_elided(word);
}

/* Whether a lower-case word may begin a name all the same: "mer Rouge", "украинских". */
static bool begins_small(const skt_gaz_phrase *phrase)
{
    return skt_gaz_phrase_has(phrase, SKT_GAZ_SEA_WORD) ||
           skt_gaz_phrase_has(phrase, SKT_GAZ_DEMONYM);
}

/* "mer Rouge", "пролив Босфор": only names of seas begin with a common noun; "украинских":
 * only countries have adjectives in lower case. */
static bool is_small_name(const skt_gaz_finder *f, const skt_gaz_mention *mention)
{
    const skt_gaz_option *option = &mention->options[0];
    const uint8_t level = (uint8_t)skt_gaz_node_at(f->gazetteer, option->node)->level;
    return level == SKT_LEVEL_COUNTRY ||
           (mention->name_end > mention->name_first + 1 ? level == SKT_LEVEL_SEA
                                                        : (option->flags & SKT_GAZ_ADJECTIVE) != 0);
}

/* Whether the likeliest reading is a region or more, or the name has several words. */
static bool is_area(const skt_gaz_finder *f, const skt_gaz_mention *mention)
{
    const skt_level level =
        (skt_level)skt_gaz_node_at(f->gazetteer, mention->options[0].node)->level;
    return mention->name_end > mention->name_first + 1 || level == SKT_LEVEL_REGION ||
           level == SKT_LEVEL_COUNTRY || level == SKT_LEVEL_SEA;
}

/* "مدينة عطبرة": whether the mention, of one word in a script without capitals, is a type word
 * before a name rather than the place that is called like it. */
static skt_status is_type_before(bool *type, skt_gaz_finder *f, const skt_gaz_mention *mention)
{
    const uint32_t next = mention->name_end;
    const unsigned settled = LEVEL(SKT_LEVEL_CITY) | LEVEL(SKT_LEVEL_REGION);
    unsigned kind;
    bool plural;
    skt_gaz_mention behind;
    *type = false;
    if (next != mention->name_first + 1 || next >= f->text->n_words ||
        (f->text->words[mention->name_first].flags & SKT_WORD_NO_CASE) == 0 ||
        f->text->words[next].kind != SKT_WORD_LETTERS ||
        (skt_gaz_phrase_levels(f->starting[mention->name_first], SKT_GAZ_BEFORE, &kind, &plural) &
         settled) == 0) {
        return SKT_OK;
    }
    const skt_status status = find_at(f, next, &behind);
    *type = behind.n_options > 0 || /* a name that is not known */
            skt_gaz_phrase_has(f->starting[mention->name_first], SKT_GAZ_STOP_WORD);
    return status;
}

skt_status skt_gaz_find_names(skt_gaz_finder *f)
{
    skt_status status = SKT_OK;
    for (uint32_t i = 0; i < f->text->n_words && status == SKT_OK;) {
        const skt_word *word = &f->text->words[i];
        const skt_gaz_phrase *phrase = f->starting[i];
        skt_gaz_mention mention;
        if (word->kind != SKT_WORD_LETTERS && !begins_small(phrase)) {
            i++;
            continue;
        }
        const bool begins = begins_name(f, i);
        const bool adjective = skt_gaz_may_be_adjective(f, i);
        if (!begins && !adjective && !begins_small(phrase)) {
            i++;
            continue;
        }
        status = find_at(f, i, &mention);
        bool found = mention.n_options > 0 && (begins || is_small_name(f, &mention));
        if (status == SKT_OK && adjective && !(found && is_area(f, &mention))) {
            skt_gaz_mention other;
            status = skt_gaz_find_adjective(f, &other, i);
            mention = other.n_options > 0 ? other : mention;
            found |= other.n_options > 0;
        }
        /* "Kyiv Independent", "Times of Israel": a longer stop phrase takes its words
         * with it. */
        if (phrase->end > (found ? mention.name_end : i + 1) && skt_gaz_phrase_stops(phrase)) {
            i = phrase->end;
            continue;
        }
        if (status == SKT_OK && found) {
            bool type;
            status = is_type_before(&type, f, &mention);
            found = !type;
        }
        if (status != SKT_OK || !found) {
            i++;
            continue;
        }
        mention.first = mention.name_first;
        mention.end = mention.name_end;
        mention.flags |= (word->flags & SKT_WORD_BEGINS) != 0 ? SKT_GAZ_M_BEGINS : 0;
        if (!skt_vec_push(&f->mentions, mention)) {
            return SKT_E_NOMEM;
        }
        i = mention.name_end;
    }
    return status;
}
