/* What the mentions of a text say for each other's readings: their countries and
 * regions named, other places near. */
#include "gazetteer/evidence.h"

#include <math.h>

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

enum { NEAR_WORDS = 8 };

/* In units of the prior: powers of ten of people (DATA.md, section 5). */
static const struct {
    float country_next, country_sentence, country_text;
    float region_next, region_sentence, region_text;
    float near_sentence, near_text, near_region;
} weights = {
    .country_next = 4.6F,
    .country_sentence = 1.5F,
    .country_text = 0.8F,
    .region_next = 5.0F,
    .region_sentence = 3.0F,
    .region_text = 1.5F,
    .near_sentence = 2.2F,
    .near_text = 1.0F,
    .near_region = 1.0F,
};

static const double EARTH_KM = 6371;
static const double NEAR_KM = 120;
static const double NEAR_LIMIT_KM = 600;

/* What holds for at least one speaker of a voice. */
enum {
    VOICE_SENTENCE = 1 << 0, /* in the sentence of the mention */
    VOICE_NEXT = 1 << 1,     /* and beside it, in no list with others */
    VOICE_BEHIND = 1 << 2,   /* behind its comma, or "in" */
    VOICE_DISTRICT = 1 << 3  /* a district beside it */
};

uint32_t skt_gaz_gap_words(const skt_gaz_mention *a, const skt_gaz_mention *b)
{
    if (a->first >= b->end) {
        return a->first - b->end;
    }
    return b->first >= a->end ? b->first - a->end : 0;
}

bool skt_gaz_stands_behind(const skt_gaz_finder *f, const skt_gaz_mention *m,
                           const skt_gaz_mention *n)
{
    return n->first == m->end + 1 && skt_str_is(f->text->words[m->end].fold, ",") &&
           n->n_options > 0 && (n->options[0].flags & SKT_GAZ_ADJECTIVE) == 0;
}

/* Whether the two stand beside each other with no list between: in "Kursk, Yeysk and
 * Cape Chauda in Crimea" only the last is. */
static bool is_next(const skt_gaz_finder *f, const skt_gaz_mention *m, const skt_gaz_mention *n)
{
    if (skt_gaz_gap_words(m, n) > NEAR_WORDS) {
        return false;
    }
    const uint32_t from = m->end < n->end ? m->end : n->end;
    const uint32_t to = m->first > n->first ? m->first : n->first;
    for (uint32_t i = from; i < to; i++) {
        if (skt_gaz_phrase_has(f->starting[i], SKT_GAZ_AND)) {
            return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------- spots */

/* The country and the region of the node, in one way up: as skt_gaz_country_of() and
 * skt_gaz_region_of(). */
static void fill_areas(skt_gaz_spot *spot, const skt_gazetteer *g, skt_node node)
{
    spot->country = spot->region = SKT_NO_NODE;
    for (int depth = 0; depth < 6 && node != SKT_NO_NODE; depth++) {
        const skt_gaz_node *record = skt_gaz_node_at(g, node);
        if (record->level == SKT_LEVEL_REGION && spot->region == SKT_NO_NODE) {
            spot->region = node;
        } else if (record->level == SKT_LEVEL_COUNTRY && spot->country == SKT_NO_NODE) {
            spot->country = node;
            if (spot->region != SKT_NO_NODE) {
                return;
            }
        }
        node = record->parent;
    }
}

static void fill_spot(skt_gaz_spot *spot, const skt_gazetteer *g, skt_node node)
{
    const skt_gaz_node *record = skt_gaz_node_at(g, node);
    spot->node = node;
    spot->level = (skt_level)record->level;
    fill_areas(spot, g, node);
    spot->has_point = record->lat != SKT_GAZ_NO_POINT && spot->level != SKT_LEVEL_REGION;
    if (spot->has_point) {
        const double rad_per_unit = 3.14159265358979323846 / 180e6;
        const double lat = record->lat * rad_per_unit;
        const double lon = record->lon * rad_per_unit;
        spot->at[0] = cos(lat) * cos(lon);
        spot->at[1] = cos(lat) * sin(lon);
        spot->at[2] = sin(lat);
    }
}

/* Spots by node: a hash table of indexes + 1, 0 free, with at least half of it free. */
typedef struct spot_table {
    skt_gaz_spot *spots;
    uint32_t *slots;
    size_t n_spots, n_slots; /* a power of two */
} spot_table;

static const skt_gaz_spot *spot_of(spot_table *table, const skt_gazetteer *g, skt_node node)
{
    /* Knuth's multiplicative hash: nodes of one region are numbers in a row. */
    size_t at = (node * UINT32_C(2654435761)) & (table->n_slots - 1);
    while (table->slots[at] != 0) {
        const skt_gaz_spot *spot = &table->spots[table->slots[at] - 1];
        if (spot->node == node) {
            return spot;
        }
        at = (at + 1) & (table->n_slots - 1);
    }
    skt_gaz_spot *spot = &table->spots[table->n_spots];
    spot->number = (uint32_t)table->n_spots;
    table->slots[at] = (uint32_t)++table->n_spots;
    fill_spot(spot, g, node);
    return spot;
}

static skt_status find_spots(spot_table *out, skt_gaz_finder *f)
{
    size_t n_options = 0;
    for (size_t i = 0; i < f->mentions.count; i++) {
        n_options += f->mentions.items[i].n_options;
    }
    *out = (spot_table){.n_slots = 16};
    while (out->n_slots < 2 * n_options) {
        out->n_slots *= 2;
    }
    out->spots = skt_arena_array(f->arena, n_options, sizeof *out->spots);
    out->slots = skt_arena_array(f->arena, out->n_slots, sizeof *out->slots);
    if (out->spots == NULL || out->slots == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < f->mentions.count; i++) {
        const skt_gaz_mention *m = &f->mentions.items[i];
        for (size_t j = 0; j < m->n_options; j++) {
            m->options[j].spot = spot_of(out, f->gazetteer, m->options[j].node);
        }
    }
    return SKT_OK;
}

/* ----------------------------------------------------------------- hearing */

void skt_gaz_hearing_update(skt_gaz_hearing *h, size_t index)
{
    const skt_gaz_mention *m = &h->finder->mentions.items[index];
    const bool silent = m->n_options == 0 || (m->flags & SKT_GAZ_M_DROPPED) != 0;
    h->speakers[index].place = silent ? NULL : m->options[0].spot;
}

skt_status skt_gaz_hearing_open(skt_gaz_hearing *out, skt_gaz_finder *f)
{
    spot_table table;
    *out = (skt_gaz_hearing){.finder = f};
    const skt_status status = find_spots(&table, f);
    if (status != SKT_OK) {
        return status;
    }
    const size_t n = f->mentions.count;
    out->speakers = skt_arena_array(f->arena, n, sizeof *out->speakers);
    out->voice_of = skt_arena_array(f->arena, table.n_spots, sizeof *out->voice_of);
    if (out->speakers == NULL || out->voice_of == NULL) {
        return SKT_E_NOMEM;
    }
    const size_t most = n < 2 * SKT_GAZ_NEIGHBOURS ? n : 2 * SKT_GAZ_NEIGHBOURS;
    skt_gaz_choir *const choirs[] = {&out->countries, &out->regions, &out->places};
    for (size_t i = 0; i < sizeof choirs / sizeof *choirs; i++) {
        choirs[i]->voices = skt_arena_array(f->arena, most, sizeof *choirs[i]->voices);
        if (choirs[i]->voices == NULL) {
            return SKT_E_NOMEM;
        }
    }
    for (size_t i = 0; i < n; i++) {
        const skt_gaz_mention *m = &f->mentions.items[i];
        out->speakers[i] = (skt_gaz_speaker){
            .key = m->key, .sentence = f->text->words[m->first].sentence, .first = m->first};
        skt_gaz_hearing_update(out, i);
    }
    return SKT_OK;
}

/* What only the mentions themselves tell: how `n` stands to `m` in their sentence. */
static unsigned standing(const skt_gaz_finder *f, const skt_gaz_mention *m,
                         const skt_gaz_mention *n)
{
    unsigned flags = VOICE_SENTENCE;
    if (n->options[0].spot->level == SKT_LEVEL_REGION) {
        flags |= is_next(f, m, n) ? VOICE_NEXT : 0;
    } else if ((n->levels & LEVEL(SKT_LEVEL_DISTRICT)) != 0) {
        flags |= skt_gaz_gap_words(m, n) <= NEAR_WORDS ? VOICE_DISTRICT : 0;
    }
    return flags;
}

static skt_gaz_voice *voice_at(skt_gaz_hearing *h, const skt_gaz_spot *place)
{
    skt_gaz_choir *choir = place->level == SKT_LEVEL_COUNTRY  ? &h->countries
                           : place->level == SKT_LEVEL_REGION ? &h->regions
                                                              : &h->places;
    const size_t at = h->voice_of[place->number];
    if (at < choir->count && choir->voices[at].place == place) {
        return &choir->voices[at];
    }
    h->voice_of[place->number] = (uint32_t)choir->count;
    skt_gaz_voice *voice = &choir->voices[choir->count++];
    *voice = (skt_gaz_voice){
        .place = place, .node = place->node, .country = place->country, .region = place->region};
    return voice;
}

/* "Belgium's Limburg province", "the Belgian province of Limburg", "Limburg province in Belgium":
 * whether `n` is the country that the text puts the area `m` in. */
static bool is_countrys(const skt_gaz_finder *f, const skt_gaz_mention *m, const skt_gaz_mention *n)
{
    if (n->options[0].spot->level != SKT_LEVEL_COUNTRY) {
        return false;
    }
    if (n->end <= m->first) {
        const bool own = (n->flags & SKT_GAZ_M_POSSESSIVE) != 0 ||
                         (n->options[0].flags & SKT_GAZ_ADJECTIVE) != 0;
        return own && m->first - n->end <= 1;
    }
    uint32_t value;
    return n->first == m->end + 1 &&
           skt_gaz_phrase_value(f->starting[m->end], SKT_GAZ_PLACE_PREP, SKT_GAZ_WITH_IN, &value);
}

void skt_gaz_hearing_turn(skt_gaz_hearing *h, size_t index)
{
    const skt_gaz_mention *m = &h->finder->mentions.items[index];
    const skt_gaz_speaker own = h->speakers[index];
    size_t first;
    size_t end;
    skt_gaz_context(h->finder, index, &first, &end);
    const bool region = (m->levels & LEVEL(SKT_LEVEL_REGION)) != 0;
    const size_t around = (m->flags & SKT_GAZ_M_ANCHORED) != 0 ? index + 1 : SIZE_MAX;
    const uint32_t behind = m->end + 1;
    h->countries.count = h->regions.count = h->places.count = 0;
    for (size_t i = first; i < end; i++) {
        const skt_gaz_speaker *speaker = &h->speakers[i];
        /* The same name says nothing new. */
        if (speaker->place == NULL || i == index ||
            (speaker->key == own.key && own.key != UINT32_MAX)) {
            continue;
        }
        skt_gaz_voice *voice = voice_at(h, speaker->place);
        const skt_gaz_mention *n = &h->finder->mentions.items[i];
        voice->speakers++;
        if (speaker->sentence == own.sentence) {
            voice->flags |= standing(h->finder, m, n);
        }
        if (i == around || (region && is_countrys(h->finder, m, n)) ||
            (speaker->first == behind && skt_gaz_stands_behind(h->finder, m, n))) {
            voice->flags |= VOICE_BEHIND;
        }
    }
}

/* ---------------------------------------------------------------- weighing */

static void raise(float *to, float weight)
{
    *to = weight > *to ? weight : *to;
}

static void weigh_country(skt_gaz_evidence *e, const skt_gaz_voice *voice,
                          const skt_gaz_spot *reading)
{
    if (voice->node == reading->country && voice->place != reading) {
        raise(&e->country, (voice->flags & VOICE_BEHIND) != 0     ? weights.country_next
                           : (voice->flags & VOICE_SENTENCE) != 0 ? weights.country_sentence
                                                                  : weights.country_text);
        e->countries += voice->speakers;
    }
}

static void weigh_region(skt_gaz_evidence *e, const skt_gaz_voice *voice,
                         const skt_gaz_spot *reading)
{
    const bool sentence = (voice->flags & VOICE_SENTENCE) != 0;
    if (voice->node == reading->region && voice->place != reading) {
        raise(&e->region, (voice->flags & VOICE_NEXT) != 0 ? weights.region_next
                          : sentence                       ? weights.region_sentence
                                                           : weights.region_text);
    } else if (voice->country == reading->country && reading->country != SKT_NO_NODE) {
        raise(&e->country, sentence ? weights.country_sentence : weights.country_text);
    }
}

/* The squares of the shortest chords to other places, in radii of the Earth. */
typedef struct nearest {
    double sentence, text;
} nearest;

static void weigh_place(skt_gaz_evidence *e, nearest *least, const skt_gaz_voice *voice,
                        const skt_gaz_spot *reading)
{
    const skt_gaz_spot *place = voice->place;
    const bool sentence = (voice->flags & VOICE_SENTENCE) != 0;
    if (place == reading) { /* under another name */
        raise(&e->near, weights.near_region);
        return;
    }
    if (voice->region == reading->region && reading->region != SKT_NO_NODE) {
        /* Its own district named beside a place is as good as its region. */
        raise(&e->region, (voice->flags & VOICE_DISTRICT) != 0 ? weights.region_sentence : 0);
        raise(&e->near, weights.near_region);
    }
    if (voice->country == reading->country && reading->country != SKT_NO_NODE) {
        raise(&e->country, sentence ? weights.country_text : weights.country_text / 2);
    }
    if (!reading->has_point || !place->has_point) {
        return;
    }
    const double x = place->at[0] - reading->at[0];
    const double y = place->at[1] - reading->at[1];
    const double z = place->at[2] - reading->at[2];
    const double square = x * x + y * y + z * z;
    double *shortest = sentence ? &least->sentence : &least->text;
    *shortest = square < *shortest ? square : *shortest;
}

static float near_weight(float weight, double square)
{
    const double km = 2 * EARTH_KM * asin(sqrt(square < 4 ? square : 4) / 2);
    return km < NEAR_LIMIT_KM ? weight * (float)exp(-km / NEAR_KM) : 0;
}

skt_gaz_evidence skt_gaz_hearing_weigh(const skt_gaz_hearing *h, const skt_gaz_spot *reading)
{
    /* A chord is shorter than its arc: what is beyond needs no arc sine. */
    const double limit = NEAR_LIMIT_KM / EARTH_KM * (NEAR_LIMIT_KM / EARTH_KM);
    nearest least = {limit, limit};
    skt_gaz_evidence e = {0};
    for (size_t i = 0; i < h->countries.count; i++) {
        weigh_country(&e, &h->countries.voices[i], reading);
    }
    for (size_t i = 0; i < h->regions.count; i++) {
        weigh_region(&e, &h->regions.voices[i], reading);
    }
    for (size_t i = 0; i < h->places.count; i++) {
        weigh_place(&e, &least, &h->places.voices[i], reading);
    }
    if (reading->level != SKT_LEVEL_REGION) {
        raise(&e.near,
              least.sentence < limit ? near_weight(weights.near_sentence, least.sentence) : 0);
        /* What is farther off and in another sentence too cannot say more. */
        raise(&e.near, least.text < limit && least.text < least.sentence
                           ? near_weight(weights.near_text, least.text)
                           : 0);
    }
    e.beside = e.region >= weights.region_sentence;
    return e;
}
