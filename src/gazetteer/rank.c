/* Ranking the readings of all mentions of a text together, and leaving out those
 * that nothing speaks for. The weights are in units of the prior: powers of ten of
 * people (DATA.md, section 5). */
#include <math.h>

#include "gazetteer/evidence.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

enum { ROUNDS = 3, AREA_WORDS = 40, MOST_OF_VILLAGE = 50000, MOST_COUNTRIES = 6 };

static const struct {
    float country_each, hint, level_fits, level_other, city_region, query, same_kind, keyword, stem,
        bare_stem;
    float large_village, around, lesser;
} weights = {
    .country_each = 0.15F,
    .hint = 1.0F,
    .level_fits = 6.0F,
    .level_other = -3.0F,
    .city_region = -3.0F,
    .query = 2.0F,
    .same_kind = 1.0F,
    .stem = -4.0F,
    .keyword = -20.0F,
    .bare_stem = -8.0F,
    .large_village = -3.0F,
    .around = 1.5F,
    .lesser = -0.4F,
};

/* What other places must say for one that is not all alone: some 150 km at most. */
static const float LEAST_NEAR = 0.3F;

/* Least scores of an untyped reading to be believed. */
static const float LEAST_PLAIN = 6.0F;
static const float LEAST_WITH_PREP = 4.9F;
static const float LEAST_GUESSED = 4.6F;
static const float LEAST_ASKED = 3.2F; /* of a guess at a name that was asked for */
static const float LEAST_RARE = 5.2F;
static const float LEAST_LARGE_GUESS = 6.5F; /* base of a town whose misspelt name needs no more */
static const float LARGE_TOWN = 7.0F;        /* base, not score: a weak preposition is enough */

/* How far a town's base may be behind that of the region of its name, and its lead
 * where it is not. */
static const float VILLAGE_LAG = 2.0F;
static const float TOWN_LEAD = 0.1F;

static skt_node best_of(const skt_gaz_mention *m)
{
    return m->n_options > 0 ? m->options[0].node : SKT_NO_NODE;
}

/* ----------------------------------------------------------------- scoring */

/* Kinds of facilities that reports take for each other: a plant may be called a
 * refinery, a terminal a depot or a port. */
static bool is_kindred(skt_str kind, unsigned wanted)
{
    static const char *const families[][5] = {
        {"refinery", "factory", "field", NULL, NULL},
        {"depot", "terminal", "port", "refinery", "station"},
        {"base", "airfield", "range", "spaceport", NULL},
        {"power", "nuclear", "dam", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        bool mine = false;
        bool its = false;
        for (size_t j = 0; j < 5 && families[i][j] != NULL; j++) {
            const skt_str member = skt_str_from(families[i][j]);
            mine |= skt_str_eq(member, kind);
            its |= skt_gaz_kind_index(member) == wanted;
        }
        if (mine && its) {
            return true;
        }
    }
    return false;
}

/* Bonus or malus for how a reading agrees with the mention's type word. `wide`: another reading
 * is a sea or a country. */
static float type_score(const skt_gaz_finder *f, const skt_gaz_mention *m,
                        const skt_gaz_option *option, bool wide)
{
    const skt_gaz_node *node = skt_gaz_node_at(f->gazetteer, option->node);
    if (m->levels == 0) {
        const bool stem = (option->flags & SKT_GAZ_STEM) != 0;
        /* An airfield's table has keywords, such as the sea that it lies at: never meant. */
        if (node->level == SKT_LEVEL_FACILITY && (option->flags & SKT_GAZ_MAIN) == 0 && wide) {
            return weights.keyword;
        }
        return !stem ? 0 : node->level == SKT_LEVEL_FACILITY ? weights.bare_stem : weights.stem;
    }
    if ((LEVEL(node->level) & m->levels) == 0) {
        /* A facility at a town is as good as the town. */
        const bool at_town =
            (m->levels & LEVEL(SKT_LEVEL_FACILITY)) != 0 && node->level == SKT_LEVEL_CITY;
        const float stem = (option->flags & SKT_GAZ_STEM) != 0 ? weights.stem : 0;
        return at_town ? 0 : weights.level_other + stem;
    }
    float score = weights.level_fits;
    if (node->level == SKT_LEVEL_DISTRICT && (m->levels & LEVEL(SKT_LEVEL_REGION)) != 0) {
        score += weights.lesser; /* "Kirkuk province" is no district, if a region has the name */
    }
    if (node->level == SKT_LEVEL_CITY && node->population > MOST_OF_VILLAGE &&
        skt_gaz_is_kind(m, "village")) {
        score += weights.large_village;
    }
    if (node->level == SKT_LEVEL_REGION && (node->flags & SKT_NODE_CITY_REGION) != 0) {
        score += weights.city_region;
    }
    if (node->level == SKT_LEVEL_FACILITY) {
        const skt_str kind = skt_gaz_tag(f->gazetteer, node->feature);
        const bool same = skt_gaz_kind_index(kind) == m->kind;
        score += same ? weights.same_kind
                 : (m->flags & SKT_GAZ_M_TYPED_IN) == 0 && is_kindred(kind, m->kind)
                     ? 0
                     : -weights.level_fits;
    }
    return score;
}

static const char *reason_of(const skt_gaz_mention *m, const skt_gaz_option *option,
                             const skt_gaz_evidence *e, bool hint)
{
    if (e->beside) {
        return "its region is named beside it";
    }
    if (option->reason != NULL) {
        return option->reason;
    }
    if (m->levels != 0) {
        return "the type word says so";
    }
    if (e->region > 0) {
        return "its region is named in the text";
    }
    if (e->near > 0.5F) {
        return "it lies near other places of the text";
    }
    if (e->country > 0) {
        return "its country is named";
    }
    return hint ? "it lies in the publisher's country" : "the likeliest of that name";
}

/* All that ranking needs beside the mentions. */
typedef struct ranking {
    skt_gaz_finder *finder;
    skt_gaz_hearing hearing;
    skt_node hint;   /* the publisher's country */
    skt_node around; /* the region of the place named nearest to a district, or SKT_NO_NODE */
    bool wide;       /* a reading of the mention is a sea or a country */
} ranking;

static void score_option(const ranking *r, const skt_gaz_mention *m, skt_gaz_option *option)
{
    const skt_gaz_finder *f = r->finder;
    const float factor = (m->flags & SKT_GAZ_M_QUERY) != 0 ? weights.query : 1.0F;
    const skt_gaz_evidence e = skt_gaz_hearing_weigh(&r->hearing, option->spot);
    const unsigned countries = e.countries > MOST_COUNTRIES ? MOST_COUNTRIES : e.countries;
    const float each = (float)countries * weights.country_each;
    const bool hint = f->country.len > 0 && option->spot->country == r->hint;
    option->score = option->base + factor * (e.country + each + e.region + e.near) +
                    (hint ? weights.hint * (f->query ? 4 : 1) : 0) +
                    type_score(f, m, option, r->wide);
    option->score +=
        r->around != SKT_NO_NODE && option->spot->region == r->around ? weights.around : 0;
    option->reason = reason_of(m, option, &e, hint);
    option->flags &= ~(unsigned)(SKT_GAZ_SUPPORTED | SKT_GAZ_NEAR | SKT_GAZ_ALONE | SKT_GAZ_BESIDE);
    option->flags |= e.country + e.region + e.near > 0 || hint ? SKT_GAZ_SUPPORTED : 0;
    option->flags |= e.beside ? SKT_GAZ_BESIDE : 0;
    option->flags |= e.beside || e.near > 0.6F ? SKT_GAZ_NEAR : 0;
    option->flags |= e.region <= 0 && e.near < LEAST_NEAR ? SKT_GAZ_ALONE : 0;
}

static void sort_by_score(skt_gaz_mention *m)
{
    for (size_t i = 1; i < m->n_options; i++) {
        const skt_gaz_option one = m->options[i];
        size_t j = i;
        for (;
             j > 0 && (m->options[j - 1].score < one.score ||
                       (m->options[j - 1].score == one.score && m->options[j - 1].node > one.node));
             j--) {
            m->options[j] = m->options[j - 1];
        }
        m->options[j] = one;
    }
    if (m->n_options > 0 && (m->options[0].flags & SKT_GAZ_SUPPORTED) != 0) {
        m->flags |= SKT_GAZ_M_SUPPORTED;
    } else {
        m->flags &= ~(unsigned)SKT_GAZ_M_SUPPORTED;
    }
}

/* "Briceño, Antioquia": whether the mention says behind a comma, in no longer list, in which region
 * the place named before it lies. */
static bool closes_address(const skt_gaz_finder *f, const skt_gaz_mention *m, skt_node region)
{
    if (m == f->mentions.items || m[-1].n_options == 0) {
        return false;
    }
    const skt_gaz_mention *before = &m[-1];
    const skt_gaz_mention *last = &f->mentions.items[f->mentions.count - 1];
    const skt_node town = before->options[0].node;
    const uint8_t level = skt_gaz_node_at(f->gazetteer, town)->level;
    const bool comma =
        before->end + 1 == m->first && skt_str_is(f->text->words[before->end].text, ",");
    const bool listed = (before > f->mentions.items && before[-1].end + 1 == before->first) ||
                        (m < last && m[1].first <= m->end + 2);
    return comma && !listed && (level == SKT_LEVEL_CITY || level == SKT_LEVEL_FACILITY) &&
           skt_gaz_region_of(f->gazetteer, town) == region;
}

/* A name alone that a region and a town in it bear ("Kidal") is the town's, unless
 * that is a mere village. */
static void put_town_first(const skt_gaz_finder *f, skt_gaz_mention *m)
{
    for (size_t i = 0; i < m->n_options && m->levels == 0; i++) {
        const skt_gaz_option *region = &m->options[i];
        if (skt_gaz_node_at(f->gazetteer, region->node)->level != SKT_LEVEL_REGION ||
            closes_address(f, m, region->node)) {
            continue;
        }
        for (size_t j = 0; j < m->n_options; j++) {
            skt_gaz_option *town = &m->options[j];
            if (skt_gaz_node_at(f->gazetteer, town->node)->level == SKT_LEVEL_CITY &&
                skt_gaz_region_of(f->gazetteer, town->node) == region->node &&
                town->base + VILLAGE_LAG >= region->base && town->score <= region->score) {
                town->score = region->score + TOWN_LEAD;
            }
        }
    }
}

/* Scores a mention anew by what its neighbours are read as now; whether it is read
 * otherwise than before. */
static bool score_mention(ranking *r, size_t index)
{
    skt_gaz_mention *m = &r->finder->mentions.items[index];
    const skt_node before = best_of(m);
    skt_gaz_hearing_turn(&r->hearing, index);
    const bool district = (m->levels & LEVEL(SKT_LEVEL_DISTRICT)) != 0;
    r->around = district ? skt_gaz_area_near(r->finder, m) : SKT_NO_NODE;
    r->wide = false;
    for (size_t i = 0; i < m->n_options; i++) {
        const skt_level level = m->options[i].spot->level;
        r->wide |= level == SKT_LEVEL_SEA || level == SKT_LEVEL_COUNTRY;
    }
    for (size_t i = 0; i < m->n_options; i++) {
        score_option(r, m, &m->options[i]);
    }
    put_town_first(r->finder, m);
    sort_by_score(m);
    skt_gaz_hearing_update(&r->hearing, index);
    return best_of(m) != before;
}

/* One round over the mentions from which `unsettled` is left of the round before: one
 * past the last mention that it read otherwise. Returns the same of this round. */
static size_t score_round(ranking *r, size_t unsettled)
{
    size_t changed = 0;
    for (size_t i = 0; i < r->finder->mentions.count; i++) {
        const skt_gaz_mention *m = &r->finder->mentions.items[i];
        /* Where nothing was read otherwise since its last turn, its scores stay. */
        const bool settled = i + 1 >= unsettled && changed == 0;
        if (!settled && (m->flags & SKT_GAZ_M_DROPPED) == 0 && score_mention(r, i)) {
            changed = i + 1;
        }
    }
    return changed;
}

static void score_all(ranking *r)
{
    size_t unsettled = r->finder->mentions.count + 1;
    for (int round = 0; round < ROUNDS && unsettled > 0; round++) {
        unsettled = score_round(r, unsettled);
    }
}

/* One name has one sense in a report: mentions of a key without a type word of
 * their own follow the one that has most to say for it. */
static void agree(skt_gaz_finder *f)
{
    for (size_t i = 0; i < f->mentions.count; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        size_t first;
        size_t end;
        skt_gaz_context(f, i, &first, &end);
        for (size_t j = first; j < end; j++) {
            const skt_gaz_mention *n = &f->mentions.items[j];
            if (i == j || n->key != m->key || m->key == UINT32_MAX || n->levels != m->levels ||
                n->n_options == 0 || m->n_options == 0 ||
                n->options[0].score <= m->options[0].score || (n->flags & SKT_GAZ_M_DROPPED) != 0) {
                continue;
            }
            for (size_t k = 0; k < m->n_options; k++) {
                if (m->options[k].node == n->options[0].node) {
                    m->options[k].score = n->options[0].score;
                    m->options[k].flags |= n->options[0].flags & SKT_GAZ_SUPPORTED;
                }
            }
        }
        sort_by_score(m);
    }
}

/* How sure: the lead over the best reading in another region. */
static float sureness(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_node mine = skt_gaz_region_of(f->gazetteer, best_of(m));
    float lead = m->options[0].score - 4.0F;
    for (size_t i = 1; i < m->n_options; i++) {
        if (skt_gaz_region_of(f->gazetteer, m->options[i].node) != mine) {
            const float gap = m->options[0].score - m->options[i].score;
            lead = gap < lead ? gap : lead;
            break;
        }
    }
    return 1.0F / (1.0F + expf(-1.2F * lead));
}

/* "in northern Virginia": a person's name behind a preposition of place. */
static bool is_name_of_person(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    return skt_gaz_phrase_has(f->starting[m->name_first], SKT_GAZ_STOP_PERSON);
}

/* "Engels-2": with its number the stem of a facility's name is enough. */
static bool has_digit(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    for (uint32_t i = m->name_first; i < m->name_end; i++) {
        if (f->text->words[i].kind == SKT_WORD_DIGITS) {
            return true;
        }
    }
    return false;
}

static float largest_base(const skt_gaz_mention *m)
{
    float base = 0;
    for (size_t i = 0; i < m->n_options; i++) {
        base = m->options[i].base > base ? m->options[i].base : base;
    }
    return base;
}

/* Whether the text has other places that a guess could lie near. */
static bool has_others(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    size_t first;
    size_t end;
    skt_gaz_context(f, (size_t)(m - f->mentions.items), &first, &end);
    for (size_t i = first; i < end; i++) {
        const skt_gaz_mention *n = &f->mentions.items[i];
        if (n != m && n->n_options > 0 && n->key != m->key &&
            (n->flags & (SKT_GAZ_M_DROPPED | SKT_GAZ_M_GUESSED)) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether another name of the text lies in the country of `m`. */
static bool is_of_country(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_str country = skt_gazetteer_node(f->gazetteer, best_of(m)).country;
    for (size_t i = 0; i < f->mentions.count; i++) {
        const skt_gaz_mention *n = &f->mentions.items[i];
        if (n->n_options > 0 && (n->flags & SKT_GAZ_M_DROPPED) == 0 &&
            !skt_gaz_phrase_has(f->starting[n->name_first], SKT_GAZ_MODIFIER) &&
            skt_str_eq(skt_gazetteer_node(f->gazetteer, best_of(n)).country, country)) {
            return true;
        }
    }
    return false;
}

/* "in the South", "the Southern district": whether the name is a mere direction, which any country
 * and any city may have. */
static bool is_direction(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_gaz_phrase *phrase = f->starting[m->name_first];
    if (phrase->first == phrase->end || !skt_gaz_phrase_has(phrase, SKT_GAZ_MODIFIER)) {
        return false;
    }
    if (phrase->end == m->name_end) {
        return true;
    }
    const skt_gaz_phrase *type = phrase->end < m->name_end ? f->starting[phrase->end] : NULL;
    return type != NULL && type->first < type->end && type->end == m->name_end &&
           (skt_gaz_phrase_has(type, SKT_GAZ_DISTRICT_WORD) ||
            skt_gaz_phrase_has(type, SKT_GAZ_REGION_WORD));
}

static bool believable(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_level level = (skt_level)skt_gaz_node_at(f->gazetteer, best_of(m))->level;
    const bool area =
        level == SKT_LEVEL_COUNTRY || level == SKT_LEVEL_REGION || level == SKT_LEVEL_SEA;
    const bool supported = (m->flags & SKT_GAZ_M_SUPPORTED) != 0;
    const bool prep = (m->flags & SKT_GAZ_M_PREP) != 0;
    const bool query = (m->flags & SKT_GAZ_M_QUERY) != 0;
    const bool rare = (m->flags & SKT_GAZ_M_RARE) != 0;
    const float score = m->options[0].score;
    if (m->levels != 0 && (m->flags & SKT_GAZ_M_TYPED_IN) == 0) {
        return true;
    }
    if (!query && is_direction(f, m) && !is_of_country(f, m)) {
        return false; /* of no country that has a region of the name */
    }
    if ((m->options[0].flags & SKT_GAZ_STEM) != 0 && m->levels == 0) {
        /* "a strike near Khurais, Saudi Arabia": the field has no town beside it. */
        return area || query || has_digit(f, m) || (supported && prep && !rare);
    }
    if (rare && !query) {
        const bool placed =
            prep || ((m->flags & SKT_GAZ_M_WEAK_PREP) != 0 && m->options[0].base >= LARGE_TOWN);
        const bool unit = area || level == SKT_LEVEL_DISTRICT;
        const bool large = prep && level == SKT_LEVEL_CITY && m->options[0].base >= LARGE_TOWN;
        return placed && (supported || large || (unit && is_name_of_person(f, m))) &&
               score >= LEAST_RARE;
    }
    if ((m->flags & SKT_GAZ_M_GUESSED) != 0) {
        const bool listed = (m->flags & (SKT_GAZ_M_LISTED | SKT_GAZ_M_ANCHORED)) != 0;
        return score >= (query ? LEAST_ASKED : LEAST_GUESSED) &&
               (query || (supported && (prep || listed)) ||
                (prep && largest_base(m) >= LEAST_LARGE_GUESS && !has_others(f, m)));
    }
    if (area || query) {
        return true;
    }
    /* A facility's name of several words is hardly anything else. */
    const bool full = level == SKT_LEVEL_FACILITY && m->name_end > m->name_first + 1;
    const bool placed = prep || full || (m->flags & SKT_GAZ_M_LISTED) != 0 ||
                        ((m->flags & SKT_GAZ_M_WEAK_PREP) != 0 && supported);
    return score >= (placed ? LEAST_WITH_PREP : LEAST_PLAIN);
}

/* Whether `n` tells where `m` is: a region in its sentence or the one before, or a
 * country behind its comma. */
static bool tells_where(const skt_gaz_finder *f, const skt_gaz_mention *m, const skt_gaz_mention *n)
{
    const skt_level level = (skt_level)skt_gaz_node_at(f->gazetteer, best_of(n))->level;
    const uint32_t mine = f->text->words[m->first].sentence;
    const uint32_t its = f->text->words[n->first].sentence;
    if (n == m || (n->flags & SKT_GAZ_M_DROPPED) != 0) {
        return false;
    }
    return (level == SKT_LEVEL_REGION && (its == mine || its + 1 == mine)) ||
           (level == SKT_LEVEL_COUNTRY && skt_gaz_stands_behind(f, m, n));
}

/* The region or country that tells where the mention is, or SKT_NO_NODE. */
static skt_node area_beside(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    skt_node area = SKT_NO_NODE;
    uint32_t least = AREA_WORDS;
    size_t first;
    size_t end;
    skt_gaz_context(f, (size_t)(m - f->mentions.items), &first, &end);
    for (size_t i = first; i < end; i++) {
        const skt_gaz_mention *n = &f->mentions.items[i];
        const uint32_t gap = skt_gaz_gap_words(m, n);
        if (gap < least && tells_where(f, m, n)) {
            least = gap;
            area = best_of(n);
        }
    }
    return area;
}

static bool has_option_in(const skt_gaz_finder *f, const skt_gaz_mention *m, skt_node area)
{
    for (size_t i = 0; i < m->n_options; i++) {
        if (skt_gazetteer_within(f->gazetteer, m->options[i].node, area)) {
            return true;
        }
    }
    return false;
}

/* Where a region is named beside a town's name, but none of that name lies there:
 * the town may be written in another transliteration ("Alexandria" in the Kirovohrad
 * region is Oleksandriia). */
static skt_status spell_otherwise(skt_gaz_finder *f, bool *more)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < f->mentions.count && status == SKT_OK; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        const skt_node top = best_of(m);
        const unsigned without = SKT_GAZ_M_DROPPED | SKT_GAZ_M_GUESSED | SKT_GAZ_M_UNKNOWN;
        if (top == SKT_NO_NODE || (m->flags & without) != 0 || m->key == UINT32_MAX ||
            skt_gaz_node_at(f->gazetteer, top)->level != SKT_LEVEL_CITY ||
            (m->options[0].flags & SKT_GAZ_NEAR) != 0) {
            continue;
        }
        const skt_node area = area_beside(f, m);
        if (area != SKT_NO_NODE && !has_option_in(f, m, area)) {
            const size_t before = m->n_options;
            status = skt_gaz_guess_within(f, m, area);
            *more |= m->n_options != before;
        }
    }
    return status;
}

/* Scores all mentions; again where another spelling gave more readings. */
static skt_status score_and_spell(skt_gaz_finder *f)
{
    ranking r = {.finder = f, .hint = SKT_NO_NODE, .around = SKT_NO_NODE};
    bool more = false;
    if (f->country.len > 0) {
        r.hint = skt_gazetteer_country(f->gazetteer, f->country);
    }
    skt_status status = skt_gaz_hearing_open(&r.hearing, f);
    if (status != SKT_OK) {
        return status;
    }
    score_all(&r);
    status = spell_otherwise(f, &more);
    if (status == SKT_OK && more) {
        status = skt_gaz_hearing_open(&r.hearing, f);
        if (status == SKT_OK) {
            score_all(&r);
        }
    }
    return status;
}

skt_status skt_gaz_rank(skt_gaz_finder *f)
{
    const skt_status status = score_and_spell(f);
    if (status != SKT_OK) {
        return status;
    }
    agree(f);
    for (size_t i = 0; i < f->mentions.count; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        if (m->n_options == 0 || (m->flags & SKT_GAZ_M_DROPPED) != 0) {
            continue;
        }
        m->score = sureness(f, m);
        m->reason = m->options[0].reason;
        if (!believable(f, m)) {
            m->flags |= SKT_GAZ_M_DROPPED;
        }
    }
    return SKT_OK;
}
