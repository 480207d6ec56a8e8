/* Speakers and attackers (rule 2). */
#include "incidents/model.h"

enum {
    FOREIGN_RANK = 10, /* added where a body speaks of what another's forces did */
    SPAN = 500         /* claims before and after that "the ministry" can refer to */
};

/* The side that stands at the place: who holds it, else its country, else none. */
static skt_str side_of(const skt_model *model, const skt_item *item)
{
    const skt_area *area = skt_item_area(model, item);
    const skt_str holder = skt_issuers_holder(model->issuers, area->admin1, item->claim->date);
    return holder.len > 0 ? holder : area->country;
}

static skt_status intern(size_t *out, skt_model *model, skt_speaker speaker)
{
    const size_t *known = skt_map_get(&model->speaker_index, speaker.key);
    if (known != NULL) {
        *out = *known;
        return SKT_OK;
    }
    if (!skt_vec_push(&model->speakers, speaker) ||
        !skt_map_set(&model->speaker_index, speaker.key, model->speakers.count - 1)) {
        return SKT_E_NOMEM;
    }
    *out = model->speakers.count - 1;
    return SKT_OK;
}

/* "The ministry" is the one that the report names in full elsewhere: the only
 * one, or the one of the country that is spoken of. Over a sea, where no country
 * is, it is the one that speaks elsewhere in the report. None if there is none. */
static skt_str carried_country(const skt_speaker *speakers, size_t n, const skt_speaker *bare)
{
    skt_str only = SKT_STR_NONE;
    bool several = false;
    for (size_t i = 0; i < n; i++) {
        const skt_speaker *other = &speakers[i];
        if (!skt_str_eq(other->role, bare->role) || other->country.len == 0 ||
            (!other->named_country && bare->country.len > 0)) {
            continue;
        }
        if (skt_str_eq(other->country, bare->country)) {
            return SKT_STR_NONE;
        }
        several = several || (only.len > 0 && !skt_str_eq(only, other->country));
        only = other->country;
    }
    return several ? SKT_STR_NONE : only;
}

static skt_status identify(skt_speaker *out, skt_model *model, const skt_item *item,
                           skt_str country)
{
    const skt_area *area = skt_item_area(model, item);
    const skt_status status =
        skt_issuers_identify(out, model->issuers, item->claim->issuer, item->claim->source, country,
                             area->admin1, &model->arena);
    if (status == SKT_OK && out->key.len == 0) {
        return skt_arena_format(&out->key, &model->arena, "report:%zu", item->report);
    }
    return status;
}

static skt_status identify_report(skt_model *model, size_t first, size_t end, skt_speaker *speakers)
{
    for (size_t i = first; i < end; i++) {
        const skt_item *item = &model->items[i];
        const skt_status status = identify(&speakers[i - first], model, item, side_of(model, item));
        if (status != SKT_OK) {
            return status;
        }
    }
    for (size_t i = first; i < end; i++) {
        skt_item *item = &model->items[i];
        skt_speaker *speaker = &speakers[i - first];
        if (speaker->national && !speaker->named_country) {
            const size_t from = i - first > SPAN ? i - SPAN : first;
            const size_t to = end - i > SPAN ? i + SPAN : end;
            const skt_str country = carried_country(&speakers[from - first], to - from, speaker);
            skt_speaker carried;
            if (country.len > 0) {
                const skt_status status = identify(&carried, model, item, country);
                if (status != SKT_OK) {
                    return status;
                }
                carried.named_country = false;
                *speaker = carried;
            }
        }
        const skt_status status = intern(&item->speaker, model, *speaker);
        if (status != SKT_OK) {
            return status;
        }
    }
    return SKT_OK;
}

static void rank(const skt_model *model, skt_item *item)
{
    const skt_speaker *speaker = &model->speakers.items[item->speaker];
    const skt_str side = side_of(model, item);
    item->rank = speaker->rank[item->claim->outcome];
    if (side.len > 0 && speaker->country.len > 0 &&
        !skt_issuers_same_party(model->issuers, side, speaker->country)) {
        item->rank = (uint8_t)(item->rank + FOREIGN_RANK);
    }
}

/* Drones that left for another country were sent at the speaker's; over a sea
 * the speaker's opponent is meant; else the opponent of whoever holds the place. */
static void infer_attacker(const skt_model *model, skt_item *item)
{
    if (item->claim->attacker.len > 0) {
        item->attacker = skt_issuers_party(model->issuers, item->claim->attacker);
        return;
    }
    const skt_str speaker = model->speakers.items[item->speaker].country;
    const skt_str side = side_of(model, item);
    const skt_day day = item->claim->date;
    item->attacker_inferred = true;
    if (speaker.len > 0 && (side.len == 0 || item->claim->outcome == SKT_LOST)) {
        item->attacker = skt_issuers_opponent(model->issuers, speaker, day);
    }
    if (item->attacker.len == 0 && side.len > 0) {
        item->attacker = skt_issuers_opponent(model->issuers, side, day);
    }
    item->attacker_inferred = item->attacker.len > 0;
}

skt_status skt_items_identify(skt_model *model)
{
    for (size_t r = 0; r < model->n_reports; r++) {
        const size_t first = model->report_first[r];
        const size_t end = model->report_first[r + 1];
        skt_speaker *speakers = skt_arena_array(&model->arena, end - first, sizeof *speakers);
        if (speakers == NULL) {
            return SKT_E_NOMEM;
        }
        const skt_status status = identify_report(model, first, end, speakers);
        if (status != SKT_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < model->n_items; i++) {
        rank(model, &model->items[i]);
        infer_attacker(model, &model->items[i]);
    }
    return SKT_OK;
}
