/* From the drafts of an article to claims: numbers, places, issuers, evidence. */
#include "claims/write.h"

#include <math.h>

skt_estimate bounded_estimate(skt_number value, skt_bound bound)
{
    switch (bound) {
    case SKT_AT_LEAST: return (skt_estimate){value, value, SKT_NULL};
    case SKT_AT_MOST: return (skt_estimate){0, value, value};
    case SKT_ABOUT:
        return (skt_estimate){(int64_t)floor((double)value * 0.9), value,
                              (int64_t)ceil((double)value * 1.1)};
    case SKT_EXACT:
    case SKT_VAGUE: break;
    }
    return (skt_estimate){value, value, value};
}

static skt_estimate estimate_of(const draft *d)
{
    if (d->debris) {
        return (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL};
    }
    if (d->value == SKT_NULL) {
        const int64_t low = d->low != SKT_NULL ? d->low : (d->plural ? 2 : SKT_NULL);
        return (skt_estimate){low, SKT_NULL, SKT_NULL};
    }
    return bounded_estimate(d->value, d->bound);
}

skt_str words_text(const skt_text *text, uint32_t first, uint32_t end)
{
    if (first >= end || end > text->n_words) {
        return SKT_STR_NONE;
    }
    const skt_word *last = &text->words[end - 1];
    return skt_str_sub(text->text, text->words[first].offset,
                       last->offset + last->text.len - text->words[first].offset);
}

static skt_status write_places(writer *w, skt_place **out, size_t *count, const place_refs *refs)
{
    const article *a = w->article;
    *count = refs->count;
    *out = skt_arena_array(w->arena, refs->count, sizeof **out);
    if (*out == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < refs->count; i++) {
        const place_ref *ref = &refs->items[i];
        skt_place *place = &(*out)[i];
        *place = (skt_place){.node = SKT_NO_NODE, .lat = NAN, .lon = NAN};
        if (ref->node != SKT_NO_NODE) {
            skt_gazetteer_fill_place(a->scene.gazetteer, place, ref->node);
        }
        place->role = ref->role;
        if (ref->toponym != UINT32_MAX) {
            const skt_toponym *toponym = &a->scene.toponyms[ref->toponym];
            place->name = words_text(a->scene.text, toponym->first, toponym->end);
        } else {
            place->name = place->label;
        }
        if (ref->level != SKT_LEVEL_UNKNOWN) {
            place->level = ref->level;
        }
        if (ref->near && place->geo_precision == 1) {
            place->geo_precision = 2;
        }
    }
    return SKT_OK;
}

static skt_role role_of(const article *a, size_t index)
{
    if (a->drafts.items[index].container != NO_DRAFT) {
        return SKT_PART;
    }
    for (size_t i = 0; i < a->drafts.count; i++) {
        if (!a->drafts.items[i].dropped && a->drafts.items[i].container == (int32_t)index) {
            return SKT_TOTAL;
        }
    }
    return SKT_SINGLE;
}

static skt_status claim_id(skt_str *out, writer *w, size_t number)
{
    const skt_str id = w->report->id;
    char digits[20];
    size_t at = sizeof digits;
    for (size_t rest = number + 1; rest > 0; rest /= 10) {
        digits[--at] = (char)('0' + rest % 10);
    }
    char *text = skt_arena_alloc(w->arena, id.len + 1 + sizeof digits - at);
    if (text == NULL) {
        return SKT_E_NOMEM;
    }
    memcpy(text, id.ptr, id.len);
    text[id.len] = '-';
    memcpy(text + id.len + 1, digits + at, sizeof digits - at);
    *out = (skt_str){text, id.len + 1 + sizeof digits - at};
    return SKT_OK;
}

static skt_str alpha2_of(const article *a, skt_node country)
{
    return country == SKT_NO_NODE ? SKT_STR_NONE
                                  : skt_gazetteer_node(a->scene.gazetteer, country).country;
}

/* The key of the issuer that `source` names, with what is known of whom it speaks for. */
static skt_status issuer_of(skt_str *out, writer *w, const draft *d, skt_str source)
{
    skt_str country = SKT_STR_NONE;
    skt_str admin1 = SKT_STR_NONE;
    const skt_gazetteer *gazetteer = w->article->scene.gazetteer;
    if (d->source.node != SKT_NO_NODE) {
        const skt_node_info info = skt_gazetteer_node(gazetteer, d->source.node);
        country = info.country;
        admin1 = info.admin1;
    } else if (d->places.count == 1 && d->places.items[0].node != SKT_NO_NODE) {
        /* "the governor": that of the region spoken of. A nation's body needs its country. */
        admin1 = skt_gazetteer_admin1_of(gazetteer, d->places.items[0].node);
    }
    if (w->last.source.len == 0 || !skt_str_eq(w->last.source, source) ||
        !skt_str_eq(w->last.country, country) || !skt_str_eq(w->last.admin1, admin1)) {
        skt_speaker speaker;
        skt_status status = skt_issuers_identify(&speaker, w->issuers, SKT_STR_NONE, source,
                                                 country, admin1, w->arena);
        /* "The Defence Ministry" in a party's own report is that party's. */
        if (status == SKT_OK && speaker.national && !speaker.listed && w->report->party.len > 0) {
            status = skt_issuers_identify(&speaker, w->issuers, SKT_STR_NONE, source,
                                          w->report->party, admin1, w->arena);
        }
        if (status != SKT_OK) {
            return status;
        }
        w->last.source = source;
        w->last.country = country;
        w->last.admin1 = admin1;
        w->last.issuer = speaker.listed ? speaker.key : SKT_STR_NONE;
    }
    *out = w->last.issuer;
    return SKT_OK;
}

/* Nobody's drones attack their own country: "Qatar came under attack by five drones". */
static skt_node attacker_of(const article *a, const draft *d)
{
    const skt_node target =
        d->places.count > 0 ? country_around(a, d->places.items[0].node) : SKT_NO_NODE;
    return d->attacker == target ? SKT_NO_NODE : d->attacker;
}

static skt_status write_draft(writer *w, size_t index, const size_t *numbers)
{
    const article *a = w->article;
    const draft *d = &a->drafts.items[index];
    const skt_report *r = w->report;
    skt_claim claim = {
        .doc = r->doc,
        .item = r->item,
        .report = r->id,
        .url = r->url,
        .publisher = r->publisher,
        .lang = r->lang.len > 0 ? r->lang : SKT_LIT("en"),
        .signature = r->signature,
        .published = a->published,
        .published_from = a->published_from,
        .outcome = d->outcome,
        .method = d->outcome == SKT_INTERCEPTED ? d->method : SKT_METHOD_UNSTATED,
        .value = d->value,
        .bound = d->bound,
        .estimate = estimate_of(d),
        .sites = d->sites,
        .debris = d->debris,
        .withheld = d->withheld,
        .date = d->day,
        .window = d->window,
        .period = d->period,
        .role = role_of(a, index),
        .superseded = d->superseded,
        .added = d->further && d->container == NO_DRAFT,
        .attacker = alpha2_of(a, attacker_of(a, d)),
        .source = words_text(a->scene.text, d->source.first, d->source.end),
        .evidence = words_text(a->scene.text, d->first, d->end),
    };
    claim.offset = w->base + (size_t)(claim.evidence.ptr - a->scene.text->text.ptr);
    skt_status status = claim_id(&claim.id, w, numbers[index]);
    if (status == SKT_OK) {
        status = issuer_of(&claim.issuer, w, d, claim.source);
    }
    if (status == SKT_OK && d->container != NO_DRAFT && !a->drafts.items[d->container].dropped) {
        status = claim_id(&claim.part_of, w, numbers[d->container]);
        claim.subset = d->subset;
    }
    if (status == SKT_OK) {
        status = write_places(w, &claim.places, &claim.n_places, &d->places);
    }
    if (status == SKT_OK) {
        status = write_places(w, &claim.other_places, &claim.n_other_places, &d->others);
    }
    return status == SKT_OK ? skt_claim_set_add(w->claims, &claim) : status;
}

skt_status write_drafts(writer *w)
{
    const article *a = w->article;
    size_t *numbers = skt_arena_array(w->arena, a->drafts.count + 1, sizeof *numbers);
    if (numbers == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < a->drafts.count; i++) {
        if (!a->drafts.items[i].dropped) {
            numbers[i] = w->number++;
        }
    }
    skt_status status = SKT_OK;
    for (size_t i = 0; i < a->drafts.count && status == SKT_OK; i++) {
        if (!a->drafts.items[i].dropped && a->drafts.items[i].places.count > 0) {
            status = write_draft(w, i, numbers);
        }
    }
    return status;
}
