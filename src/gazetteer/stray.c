/* Names whose readings all lie elsewhere than the text: villages, quarters and districts
 * that the gazetteer does not have, though it has a namesake far away. */
#include "gazetteer/mention.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

static const float SURE_TOWN = 6.5F;  /* base of a town that needs no neighbours */
static const float LARGE_TOWN = 7.0F; /* that is meant wherever the text puts it */
static const float SMALL_TOWN = 5.5F;
static const float EVEN_CHANCE = 0.65F; /* score of a reading hardly likelier than the next */

/* Whether another region has a district, or a town, of the name too. */
static bool has_namesake(const skt_gaz_finder *f, const skt_gaz_mention *m, skt_level level)
{
    const skt_node mine = skt_gaz_region_of(f->gazetteer, m->options[0].node);
    for (size_t i = 1; i < m->n_options; i++) {
        const skt_node node = m->options[i].node;
        if (skt_gaz_node_at(f->gazetteer, node)->level == level &&
            skt_gaz_region_of(f->gazetteer, node) != mine) {
            return true;
        }
    }
    return false;
}

/* A district's name that only a town or one district of several bears, far from
 * all others of the text: it says nothing about where we are. */
static bool is_shaky(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    /* Of a script without capitals only towns are known, also for their districts. */
    const bool by_town = (f->text->words[m->name_first].flags & SKT_WORD_NO_CASE) != 0;
    const skt_gaz_option *top = m->options;
    const skt_level level = (skt_level)skt_gaz_node_at(f->gazetteer, top->node)->level;
    const bool sure = top->base >= SURE_TOWN && (top->flags & SKT_GAZ_ALONE) == 0;
    /* Every city has a Leninsky: one near others of the text is not yet meant. */
    const bool many = level == SKT_LEVEL_DISTRICT && has_namesake(f, m, level);
    const bool here = (top->flags & (many ? SKT_GAZ_BESIDE : SKT_GAZ_NEAR)) != 0;
    if ((m->levels & LEVEL(SKT_LEVEL_DISTRICT)) == 0 || here || sure || by_town) {
        return false;
    }
    /* A hromada is smaller than the districts that the gazetteer has, but has its own
     * town. */
    const bool community = skt_gaz_is_kind(m, "community");
    return (level == SKT_LEVEL_CITY && !(community && !has_namesake(f, m, level))) || many ||
           (level == SKT_LEVEL_DISTRICT && (community || (m->flags & SKT_GAZ_M_GUESSED) != 0));
}

/* The likeliest area around a name that the gazetteer does not have: the region
 * or town named nearest before or behind it. */
skt_node skt_gaz_area_near(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    skt_node best = SKT_NO_NODE;
    uint32_t best_gap = UINT32_MAX;
    size_t first;
    size_t end;
    skt_gaz_context(f, (size_t)(m - f->mentions.items), &first, &end);
    for (size_t i = first; i < end; i++) {
        const skt_gaz_mention *n = &f->mentions.items[i];
        if (n == m || n->n_options == 0 || (n->flags & SKT_GAZ_M_DROPPED) != 0 || is_shaky(f, n) ||
            skt_gaz_region_of(f->gazetteer, n->options[0].node) == SKT_NO_NODE) {
            continue;
        }
        /* A sentence counts as forty words, and what comes only later thrice that. */
        const uint32_t its = f->text->words[n->first].sentence;
        const uint32_t mine = f->text->words[m->first].sentence;
        uint32_t gap = n->first > m->first ? n->first - m->first : m->first - n->first;
        gap += its > mine ? 120 * (its - mine) : 40 * (mine - its);
        if (gap < best_gap) {
            best_gap = gap;
            best = n->options[0].node;
        }
    }
    return skt_gaz_region_of(f->gazetteer, best);
}

/* Districts have their names from so many towns and men that one far from all
 * that the text names is hardly meant: the region around is surer. */
static bool is_stray_district(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    if ((m->levels & LEVEL(SKT_LEVEL_DISTRICT)) == 0 || (m->levels & LEVEL(SKT_LEVEL_CITY)) != 0 ||
        !is_shaky(f, m)) {
        return false;
    }
    const skt_node region = skt_gaz_area_near(f, m);
    return region != SKT_NO_NODE && region != skt_gaz_region_of(f->gazetteer, m->options[0].node);
}

/* Whether the name is one of many, or only guessed at. */
static bool is_ambiguous(const skt_gaz_mention *m)
{
    return m->n_options > 1 || (m->flags & SKT_GAZ_M_GUESSED) != 0 ||
           (m->options[0].flags & SKT_GAZ_MAIN) == 0;
}

/* Whether the text names several places, and nearly all of them in one other region of the
 * same country. */
static bool keeps_elsewhere(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    enum { SEVERAL = 4 };
    const skt_node mine = skt_gaz_region_of(f->gazetteer, m->options[0].node);
    skt_node region = SKT_NO_NODE;
    size_t inside = 0;
    size_t outside = 0;
    size_t first;
    size_t end;
    skt_gaz_context(f, (size_t)(m - f->mentions.items), &first, &end);
    for (size_t i = first; i < end; i++) {
        const skt_gaz_mention *n = &f->mentions.items[i];
        if (n == m || n->n_options == 0 || (n->flags & SKT_GAZ_M_DROPPED) != 0) {
            continue;
        }
        const skt_node its = skt_gaz_region_of(f->gazetteer, n->options[0].node);
        if (its == SKT_NO_NODE) {
            continue;
        }
        region = region == SKT_NO_NODE ? its : region;
        inside += its == region;
        outside += its != region;
    }
    return region != mine && inside >= SEVERAL && outside * SEVERAL <= inside &&
           skt_str_eq(skt_gazetteer_node(f->gazetteer, region).country,
                      skt_gazetteer_node(f->gazetteer, mine).country);
}

/* A small town far from all that the text names: in a country that it does not speak of,
 * or one of several of the name in the country, hardly likelier than the next. */
static bool is_stray_town(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_gaz_option *top = &m->options[0];
    const bool town = skt_gaz_node_at(f->gazetteer, top->node)->level == SKT_LEVEL_CITY;
    if (!town || (top->flags & SKT_GAZ_ALONE) == 0 || !is_ambiguous(m) ||
        (m->flags & SKT_GAZ_M_QUERY) != 0) {
        return false;
    }
    const bool foreign = (top->flags & SKT_GAZ_SUPPORTED) == 0;
    const bool likely =
        foreign ? top->base >= SURE_TOWN
                : top->base >= SMALL_TOWN || (m->score >= EVEN_CHANCE && !keeps_elsewhere(f, m));
    const skt_node region = likely ? SKT_NO_NODE : skt_gaz_area_near(f, m);
    return region != SKT_NO_NODE && region != skt_gaz_region_of(f->gazetteer, top->node);
}

/* A name that is none or has no reading, that says nothing about where we are, or that only has
 * what follows: "in the Gojam zone of Ethiopia's Amhara region". */
static bool is_uncertain(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    if (m->n_options == 0 || (m->flags & SKT_GAZ_M_DROPPED) != 0 || is_shaky(f, m)) {
        return true;
    }
    return m + 1 < f->mentions.items + f->mentions.count && m[1].first <= m->end + 1 &&
           m[1].first > m->end &&
           skt_gaz_node_at(f->gazetteer, m->options[0].node)->level == SKT_LEVEL_COUNTRY;
}

/* The area that the text itself puts the mention, or the list that it is in, in; or NULL. */
static const skt_gaz_mention *anchor_of(const skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention *m = f->mentions.items;
    size_t behind = index;
    while (behind < f->mentions.count && (m[behind].flags & SKT_GAZ_M_ANCHORED) != 0) {
        behind++;
    }
    /* "in the Metekel zone of Benishangul": what lies around the unknown area. */
    while (behind > index && behind + 1 < f->mentions.count && is_uncertain(f, &m[behind]) &&
           f->text->words[m[behind + 1].first].sentence ==
               f->text->words[m[behind].first].sentence) {
        behind++;
    }
    const bool known = behind > index && behind < f->mentions.count && !is_uncertain(f, &m[behind]);
    return known ? &m[behind] : NULL;
}

/* The region where the text puts a village that has none of its name there in the
 * gazetteer, or SKT_NO_NODE. */
static skt_node region_outside(const skt_gaz_finder *f, size_t index)
{
    const skt_gaz_option *top = f->mentions.items[index].options;
    const skt_gaz_mention *area = anchor_of(f, index);
    if (area == NULL || f->mentions.items[index].n_options == 0 ||
        skt_gaz_node_at(f->gazetteer, top->node)->level != SKT_LEVEL_CITY) {
        return SKT_NO_NODE;
    }
    const skt_node named = area->options[0].node;
    const bool country = skt_gaz_node_at(f->gazetteer, named)->level == SKT_LEVEL_COUNTRY;
    const skt_node region = country ? named : skt_gaz_region_of(f->gazetteer, named);
    /* A city is in no district of another region; who rules a region may be disputed. */
    const bool sure =
        country ? top->base >= SURE_TOWN || (top->flags & SKT_GAZ_SUPPORTED) != 0
                : top->base >= LARGE_TOWN && (area->levels & LEVEL(SKT_LEVEL_DISTRICT)) == 0;
    const bool outside =
        region != SKT_NO_NODE && !sure &&
        (skt_gaz_node_at(f->gazetteer, region)->flags & SKT_NODE_CITY_REGION) == 0 &&
        !skt_gazetteer_within(f->gazetteer, top->node, region);
    return outside ? region : SKT_NO_NODE;
}

/* The same of the name wherever it stands: one name has one sense in one report. */
static skt_node region_told(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const size_t index = (size_t)(m - f->mentions.items);
    skt_node region = region_outside(f, index);
    size_t first;
    size_t end;
    skt_gaz_context(f, index, &first, &end);
    for (size_t i = first; i < end && region == SKT_NO_NODE && m->key != UINT32_MAX; i++) {
        const skt_gaz_mention *n = &f->mentions.items[i];
        if (n != m && n->key == m->key && n->n_options > 0 && m->n_options > 0 &&
            n->options[0].node == m->options[0].node && (n->flags & SKT_GAZ_M_ANCHORED) != 0 &&
            (m->flags & SKT_GAZ_M_ANCHORED) == 0) {
            region = region_outside(f, i);
        }
    }
    return region;
}

bool skt_gaz_is_unknown(skt_node *region, const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_node outside = region_told(f, m);
    if (outside != SKT_NO_NODE) {
        *region = outside;
        return true;
    }
    if (m->n_options > 0 && !is_stray_district(f, m) && !is_stray_town(f, m)) {
        return false;
    }
    *region = skt_gaz_area_near(f, m);
    return true;
}
