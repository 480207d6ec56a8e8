/* The toponyms of a text. */
#include "gazetteer/forms.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

static const double FACILITY_KM = 40; /* how far a town's facility may lie from it */

/* ----------------------------------------------------------- misspelt names */

/* "Вреда Республике Коми": the first word of a sentence, and a type word that has a capital of its
 * own. */
static bool begins_before_capital(const skt_gaz_finder *f, uint32_t first,
                                  const skt_gaz_phrase *type)
{
    const skt_word *words = f->text->words;
    return type->first == first + 1 && (words[first].flags & SKT_WORD_BEGINS) != 0 &&
           (words[type->first].flags & SKT_WORD_CAPITAL) != 0 &&
           skt_gaz_is_cyrillic(words[type->first].fold);
}

static bool wants_place(const skt_gaz_finder *f, uint32_t first, uint32_t end)
{
    const skt_gaz_phrase *before = f->ending[first];
    const skt_gaz_phrase *after = f->starting[end];
    uint32_t value;
    if (before->first < before->end && skt_gaz_phrase_has(before, SKT_GAZ_ARTICLE)) {
        before = f->ending[before->first];
    }
    return (before->first < before->end &&
            (skt_gaz_phrase_value(before, SKT_GAZ_PLACE_PREP, SKT_GAZ_WITH_IN, &value) ||
             skt_gaz_phrase_value(before, SKT_GAZ_CITY_WORD, SKT_GAZ_BEFORE, &value) ||
             skt_gaz_phrase_value(before, SKT_GAZ_DISTRICT_WORD, SKT_GAZ_BEFORE, &value) ||
             skt_gaz_phrase_value(before, SKT_GAZ_REGION_WORD, SKT_GAZ_BEFORE, &value))) ||
           (after->first < after->end && end < f->text->n_words &&
            !begins_before_capital(f, first, after) &&
            (skt_gaz_phrase_has(after, SKT_GAZ_REGION_WORD) ||
             skt_gaz_phrase_has(after, SKT_GAZ_CITY_WORD)));
}

/* The start of the type word that ends the words [first, end), or `end`. */
static uint32_t typed_end(const skt_gaz_finder *f, uint32_t first, uint32_t end, bool *district)
{
    const skt_gaz_phrase *phrase = f->ending[end];
    uint32_t value;
    const unsigned after = SKT_GAZ_AFTER;
    const bool there = phrase->first > first && phrase->first < phrase->end;
    *district = there && skt_gaz_phrase_value(phrase, SKT_GAZ_DISTRICT_WORD, after, &value);
    return *district || (there && skt_gaz_phrase_value(phrase, SKT_GAZ_REGION_WORD, after, &value))
               ? phrase->first
               : end;
}

/* Options by another spelling of the name of the mention, which was asked for or stands
 * where a place is wanted. */
static skt_status guess_name(skt_gaz_finder *f, skt_gaz_mention *m, bool query)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    bool district = false;
    skt_status status = SKT_OK;
    /* A hyphened or two-word name that was asked for is guessed at as one. */
    const uint32_t end = query ? skt_gaz_query_end(f, m->name_first) : m->name_end;
    m->name_end = m->end = query ? typed_end(f, m->name_first, end, &district) : end;
    if (district) {
        status = skt_gaz_add_districts(f, m);
    }
    if (status == SKT_OK && m->n_options == 0) {
        status = skt_gaz_guess(f, m, skt_gaz_join(key, f->text, m->name_first, m->name_end));
    }
    return status;
}

/* Behind the capital words from `word` on that nothing is known of: one name. */
static uint32_t unknown_end(const skt_gaz_finder *f, uint32_t word, size_t next, size_t known)
{
    const skt_word *words = f->text->words;
    const uint32_t n = (uint32_t)f->text->n_words;
    const uint32_t stop = next < known ? f->mentions.items[next].name_first : n;
    uint32_t end = word + 1;
    while (end < stop && words[end].kind == SKT_WORD_LETTERS &&
           (words[end].flags & SKT_WORD_CAPITAL) != 0 &&
           (words[end].flags & (SKT_WORD_NO_CASE | SKT_WORD_ALL_CAPS)) == 0 &&
           words[end].sentence == words[word].sentence &&
           f->starting[end]->first == f->starting[end]->end) {
        end++;
    }
    return end > word + 1 && skt_gaz_is_title_case(f, word) ? word + 1 : end;
}

/* Options of the name [first, end) in another transliteration. */
static skt_status guess_run(skt_gaz_finder *f, uint32_t first, uint32_t end)
{
    skt_gaz_mention mention = {
        .first = first, .end = end, .name_first = first, .name_end = end, .key = UINT32_MAX};
    const skt_status status = skt_gaz_guess_spelling(f, &mention);
    if (status != SKT_OK || mention.n_options == 0) {
        return status;
    }
    return skt_vec_push(&f->mentions, mention) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status guess_at(skt_gaz_finder *f, uint32_t word, bool query)
{
    skt_gaz_mention mention = {.first = word,
                               .end = word + 1,
                               .name_first = word,
                               .name_end = word + 1,
                               .key = UINT32_MAX};
    skt_status status = skt_gaz_find_romanised(f, &mention, word);
    if (status == SKT_OK && mention.n_options == 0) {
        mention.name_end = mention.end = word + 1;
        status = guess_name(f, &mention, query);
    }
    if (status != SKT_OK || mention.n_options == 0) {
        return status;
    }
    return skt_vec_push(&f->mentions, mention) ? SKT_OK : SKT_E_NOMEM;
}

uint32_t skt_gaz_query_end(const skt_gaz_finder *f, uint32_t first)
{
    uint32_t end = first;
    while (end < f->text->n_words && f->text->words[end].kind != SKT_WORD_PUNCT) {
        end++;
    }
    return end;
}

/* What is only a part of a facility's name as it stands may be a town's, misspelt. */
static skt_status guess_stem(skt_gaz_finder *f, skt_gaz_mention *m)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    const skt_gaz_node *top = skt_gaz_node_at(f->gazetteer, m->options[0].node);
    for (size_t i = 0; i < m->n_options; i++) {
        if ((m->options[i].flags & SKT_GAZ_STEM) == 0) {
            return SKT_OK;
        }
    }
    if (top->level == SKT_LEVEL_REGION ||
        !((f->query && m->name_first == 0) || wants_place(f, m->name_first, m->name_end))) {
        return SKT_OK;
    }
    const size_t before = m->n_options;
    const skt_status status =
        m->name_end == m->name_first + 1 ? skt_gaz_find_romanised(f, m, m->name_first) : SKT_OK;
    return status == SKT_OK && m->n_options == before
               ? skt_gaz_guess(f, m, skt_gaz_join(key, f->text, m->name_first, m->name_end))
               : status;
}

/* "Dnirpo, Ukraine": whether the name that begins behind the comma after `word`, one of
 * the mentions [next, known), is a country's or region's. */
static bool stands_before_area(const skt_gaz_finder *f, uint32_t word, size_t next, size_t known)
{
    if (next == known || f->mentions.items[next].name_first != word + 2 ||
        !skt_str_is(f->text->words[word + 1].fold, ",")) {
        return false;
    }
    const skt_gaz_option *top = f->mentions.items[next].options;
    const skt_level level = (skt_level)skt_gaz_node_at(f->gazetteer, top->node)->level;
    return (top->flags & SKT_GAZ_ADJECTIVE) == 0 &&
           (level == SKT_LEVEL_COUNTRY || level == SKT_LEVEL_REGION);
}

/* A name that was asked for of which only a part is known may be one, misspelt: "Kerman
 * Shah". */
static skt_status guess_whole(skt_gaz_finder *f)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    skt_gaz_mention *m = f->mentions.items;
    const uint32_t end = skt_gaz_query_end(f, 0);
    if (!f->query || f->mentions.count == 0 || m->name_first != 0 || m->name_end >= end ||
        (f->mentions.count > 1 && m[1].name_first < end)) {
        return SKT_OK;
    }
    for (uint32_t i = m->name_end; i < end; i++) {
        if (f->starting[i]->first < f->starting[i]->end) {
            return SKT_OK;
        }
    }
    skt_gaz_mention whole = {.end = end, .name_end = end, .key = UINT32_MAX};
    const skt_status status = skt_gaz_guess(f, &whole, skt_gaz_join(key, f->text, 0, end));
    if (whole.n_options > 0) {
        *m = whole;
    }
    return status;
}

static skt_status guess_names(skt_gaz_finder *f)
{
    skt_status status = guess_whole(f);
    const size_t known = f->mentions.count;
    for (size_t i = 0; i < known && status == SKT_OK; i++) {
        status = guess_stem(f, &f->mentions.items[i]);
    }
    size_t next = 0; /* known name that ends behind the word */
    for (uint32_t i = 0; i < f->text->n_words && status == SKT_OK; i++) {
        const skt_word *word = &f->text->words[i];
        while (next < known && f->mentions.items[next].name_end <= i) {
            next++;
        }
        const bool named = next < known && f->mentions.items[next].name_first <= i;
        const bool query = f->query && i == 0;
        if (word->kind != SKT_WORD_LETTERS || (word->flags & SKT_WORD_CAPITAL) == 0 ||
            (word->flags & (SKT_WORD_NO_CASE | SKT_WORD_ALL_CAPS)) != 0 ||
            f->starting[i]->first < f->starting[i]->end || named) {
            continue;
        }
        const size_t before = f->mentions.count;
        const bool anchored = stands_before_area(f, i, next, known);
        const uint32_t end = query ? i + 1 : unknown_end(f, i, next, known);
        if (end > i + 1) {
            status = wants_place(f, i, end) ? guess_run(f, i, end) : SKT_OK;
            i = end - 1;
        } else if (query || anchored || wants_place(f, i, i + 1)) {
            status = guess_at(f, i, query);
        }
        if (anchored && f->mentions.count > before) {
            f->mentions.items[before].flags |= SKT_GAZ_M_ANCHORED;
        }
    }
    return status;
}

/* ------------------------------------------------------ what a mention becomes */

/* The region beside `own`, which is one city, that bears one of the hit's names; SKT_NO_NODE if
 * none does. */
static skt_node region_beside(const skt_gazetteer *g, skt_gaz_hit hit, skt_node own)
{
    for (size_t i = 0; i < hit.count; i++) {
        const skt_node node = skt_gaz_value_node(hit.values[i]);
        const skt_gaz_node *record = skt_gaz_node_at(g, node);
        if (record->level == SKT_LEVEL_REGION && node != own &&
            (record->flags & SKT_NODE_CITY_REGION) == 0 &&
            record->parent == skt_gaz_node_at(g, own)->parent) {
            return node;
        }
    }
    return SKT_NO_NODE;
}

/* The region around a region that is one city, or around a city. */
static skt_node surrounding(const skt_gaz_finder *f, size_t index, const skt_gaz_mention *m)
{
    const skt_gazetteer *g = f->gazetteer;
    const skt_gaz_mention *city = index > 0 ? &f->mentions.items[index - 1] : NULL;
    if (city == NULL || city->n_options == 0) {
        return SKT_NO_NODE;
    }
    const skt_node own = skt_gaz_region_of(g, city->options[0].node);
    if ((skt_gaz_node_at(g, own)->flags & SKT_NODE_CITY_REGION) == 0) {
        return own;
    }
    skt_node around = region_beside(g, skt_gaz_name_hit(g, m->key), own);
    if (around == SKT_NO_NODE) {
        /* "Київ та область": by the name that it is known by. */
        skt_buf name = SKT_BUF_INIT;
        skt_gaz_fold_name(&name, skt_gazetteer_node(g, city->options[0].node).name);
        if (!name.failed) {
            around = region_beside(g, skt_gaz_find(&g->names, skt_buf_str(&name)), own);
        }
        skt_buf_dispose(&name);
    }
    return around == SKT_NO_NODE ? own : around;
}

static bool is_of_kind(const skt_gazetteer *g, const skt_gaz_node *facility, unsigned kind)
{
    const skt_str tag = skt_gaz_tag(g, facility->feature);
    /* The first kind is what has no name. */
    return kind == 0 ? skt_gaz_kind_index(tag) == 0 : skt_str_is(tag, skt_gaz_kind_name(kind));
}

/* A facility of the kind at a town, where exactly one lies near. */
static skt_node facility_near(const skt_gaz_finder *f, skt_node town, unsigned kind)
{
    enum { FAR = 400000 }; /* of latitude, a degree of which is 111 km */
    const skt_gazetteer *g = f->gazetteer;
    const skt_gaz_node *at = skt_gaz_node_at(g, town);
    skt_gaz_band band = {.south = (int64_t)at->lat - FAR, .north = (int64_t)at->lat + FAR};
    skt_node found = SKT_NO_NODE;
    while (skt_gaz_facilities_next(&band, g)) {
        const skt_gaz_node *node = skt_gaz_node_at(g, band.node);
        if (!is_of_kind(g, node, kind) ||
            skt_gaz_distance_km(at->lat / 1e6, at->lon / 1e6, node->lat / 1e6, node->lon / 1e6) >
                FACILITY_KM / 4) {
            continue;
        }
        if (found != SKT_NO_NODE) {
            return SKT_NO_NODE;
        }
        found = band.node;
    }
    return found;
}

static bool is_seat_of(const skt_gazetteer *g, skt_node city, skt_node region)
{
    const skt_gaz_area *area = skt_gaz_area_at(g, region);
    return area != NULL &&
           (area->seat == city || (skt_gaz_node_at(g, city)->flags & SKT_NODE_SEAT) != 0);
}

/* Level and node by the type word, where the best reading is of another level. */
static void settle(const skt_gaz_finder *f, const skt_gaz_mention *m, skt_toponym *t)
{
    const skt_gazetteer *g = f->gazetteer;
    const skt_level level = (skt_level)skt_gaz_node_at(g, t->node)->level;
    t->level = level;
    if (m->levels == 0 || (LEVEL(level) & m->levels) != 0) {
        return;
    }
    if ((m->levels & LEVEL(SKT_LEVEL_FACILITY)) != 0 && level == SKT_LEVEL_CITY) {
        const skt_gaz_phrase *link = f->ending[m->name_first];
        const bool off = (m->flags & SKT_GAZ_M_TYPED_IN) != 0 && link->end > link->first + 1;
        const skt_node facility = off ? SKT_NO_NODE /* "a base south of Acre" */
                                      : facility_near(f, t->node, m->kind);
        t->level = SKT_LEVEL_FACILITY;
        t->reason = facility != SKT_NO_NODE ? "the only facility of the kind at the town"
                                            : "a facility at the town";
        t->node = facility != SKT_NO_NODE ? facility : t->node;
    } else if ((m->levels & LEVEL(SKT_LEVEL_REGION)) != 0 && level == SKT_LEVEL_CITY) {
        const skt_node region = skt_gaz_region_of(g, t->node);
        if (is_seat_of(g, t->node, region)) {
            t->node = region;
            t->level = SKT_LEVEL_REGION;
            t->reason = "the region of that seat";
        } else {
            t->level = SKT_LEVEL_DISTRICT;
            t->reason = "the area around the town";
        }
    } else if ((m->levels & LEVEL(SKT_LEVEL_DISTRICT)) != 0 && level == SKT_LEVEL_CITY) {
        t->level = SKT_LEVEL_DISTRICT;
        t->reason = "the district of that town";
    }
}

static skt_status emit(skt_toponyms *out, const skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention *m = &f->mentions.items[index];
    skt_toponym t = {.first = m->first,
                     .end = m->end,
                     .node = SKT_NO_NODE,
                     .runner_up = SKT_NO_NODE,
                     .typed = m->levels != 0,
                     .possessive = (m->flags & SKT_GAZ_M_POSSESSIVE) != 0,
                     .prefix = (uint8_t)(m->first == m->name_first ? m->prefix : 0),
                     .score = m->score,
                     .reason = m->reason};
    if ((m->flags & SKT_GAZ_M_SURROUND) != 0) {
        t.node = surrounding(f, index, m);
        t.level = SKT_LEVEL_REGION;
        t.score = 0.9F;
        t.reason = "the region around the city before it";
    } else if (skt_gaz_is_unknown(&t.node, f, m)) {
        t.level = (m->levels & LEVEL(SKT_LEVEL_DISTRICT)) != 0   ? SKT_LEVEL_DISTRICT
                  : (m->levels & LEVEL(SKT_LEVEL_FACILITY)) != 0 ? SKT_LEVEL_FACILITY
                  : (m->levels & LEVEL(SKT_LEVEL_CITY)) != 0     ? SKT_LEVEL_CITY
                                                                 : SKT_LEVEL_UNKNOWN;
        t.score = SKT_GAZ_UNKNOWN_SCORE;
        t.reason = SKT_GAZ_UNKNOWN_REASON;
    } else {
        t.node = m->options[0].node;
        t.runner_up = m->n_options > 1 ? m->options[1].node : SKT_NO_NODE;
        t.adjective = (m->options[0].flags & SKT_GAZ_ADJECTIVE) != 0;
        settle(f, m, &t);
    }
    if (!skt_vec_push(out, t)) {
        return SKT_E_NOMEM;
    }
    /* A set such as Donbas: each of its members, over the same words. */
    for (size_t i = 1; i < m->n_options && (m->options[0].flags & SKT_GAZ_SET) != 0; i++) {
        if ((m->options[i].flags & SKT_GAZ_SET) != 0) {
            t.node = m->options[i].node;
            if (!skt_vec_push(out, t)) {
                return SKT_E_NOMEM;
            }
        }
    }
    return SKT_OK;
}

skt_status skt_gaz_find_mentions(skt_gaz_finder *f)
{
    skt_status status = skt_gaz_annotate(f);
    if (status == SKT_OK) {
        status = skt_gaz_find_names(f);
    }
    if (status == SKT_OK) {
        status = skt_gaz_add_listed_seas(f);
    }
    if (status == SKT_OK) {
        status = guess_names(f);
    }
    if (status == SKT_OK) {
        status = skt_gaz_bind_types(f);
    }
    if (status != SKT_OK) {
        return status;
    }
    for (size_t i = 0; f->query && i < f->mentions.count; i++) {
        f->mentions.items[i].flags |= f->mentions.items[i].name_first == 0 ? SKT_GAZ_M_QUERY : 0;
    }
    skt_gaz_drop_others(f);
    return skt_gaz_rank(f);
}

/* Whether the one word between two mentions is a dash or opens a bracket. */
static bool is_joint(const skt_str sign)
{
    return skt_str_is(sign, "\xE2\x80\x94") || skt_str_is(sign, "\xE2\x80\x93") ||
           skt_str_is(sign, "-") || skt_str_is(sign, "(");
}

/* "Северная Осетия — Алания", "Республика Саха (Якутия)": one name, whose second part alone is
 * also the region's. */
static void join_halves(skt_gaz_finder *f)
{
    for (size_t i = 0; i + 1 < f->mentions.count; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        skt_gaz_mention *next = m + 1;
        const uint32_t at = m->end;
        if (((m->flags | next->flags) & (SKT_GAZ_M_DROPPED | SKT_GAZ_M_SURROUND)) != 0 ||
            m->n_options == 0 || next->n_options == 0 || next->first != at + 1 ||
            m->options[0].node != next->options[0].node || !is_joint(f->text->words[at].text) ||
            skt_gaz_node_at(f->gazetteer, m->options[0].node)->level != SKT_LEVEL_REGION) {
            continue;
        }
        const bool bracket = skt_str_is(f->text->words[at].text, "(");
        if (bracket &&
            (next->end >= f->text->n_words || !skt_str_is(f->text->words[next->end].text, ")"))) {
            continue;
        }
        m->end = next->end + bracket;
        next->flags |= SKT_GAZ_M_DROPPED;
    }
}

skt_status skt_toponyms_find(skt_toponyms *out, const skt_gazetteer *gazetteer,
                             const skt_text *text, const skt_place_hints *hints)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_gaz_finder f = {.gazetteer = gazetteer, .text = text, .arena = &arena};
    if (hints != NULL) {
        f.country = hints->country;
        f.cases = skt_gaz_lang_has_cases(gazetteer, hints->lang) ? SKT_GAZ_SURE_CASES : 0;
    }
    skt_status status = text->n_words == 0 ? SKT_OK : skt_gaz_find_mentions(&f);
    join_halves(&f);
    for (size_t i = 0; i < f.mentions.count && status == SKT_OK; i++) {
        if ((f.mentions.items[i].flags & SKT_GAZ_M_DROPPED) == 0) {
            status = emit(out, &f, i);
        }
    }
    skt_vec_dispose(&f.mentions);
    skt_arena_dispose(&arena);
    return status;
}
