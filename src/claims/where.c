/* Where: the places of a count. The clause is searched for a place with a
 * preposition of place; what it leaves out is inferred from what came before, from
 * the speaker and from the sides. */
#include "claims/where.h"

skt_status where_add_group(const article *a, ref_vec *refs, size_t i, bool near,
                           skt_place_role role)
{
    const item *it = &a->items.items[i];
    for (uint32_t p = 0; p < it->n_places; p++) {
        const skt_toponym *toponym = &a->scene.toponyms[it->place_first + p];
        bool known = p > 0 && p + 1 == it->n_places && where_names_around(a, it->place_first + p);
        for (size_t r = 0; r < refs->count; r++) {
            known |= toponym->node != SKT_NO_NODE && refs->items[r].node == toponym->node;
        }
        const skt_node said = where_said(a, i, toponym);
        const skt_node node = said != SKT_NO_NODE ? said : toponym->node;
        for (size_t r = 0; r < refs->count && said != SKT_NO_NODE; r++) {
            known |= skt_gazetteer_within(a->scene.gazetteer, refs->items[r].node, said);
        }
        const place_ref ref = {node, toponym->level, it->place_first + p, near, role};
        if (!known && !skt_vec_push(refs, ref)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

skt_status where_add_target(const article *a, const draft *d, ref_vec *targets, ref_vec *others,
                            size_t i, bool near, skt_place_role role)
{
    skt_status status = where_add_group(a, targets, i, near, SKT_PLACE_TARGET);
    if (status == SKT_OK && role == SKT_PLACE_DESTINATION && d->outcome == SKT_INTERCEPTED) {
        status = where_add_group(a, others, i, near, SKT_PLACE_DESTINATION);
    }
    return status;
}

/* Whether the phrase of place item `k` is joined to what stands before it by "and"
 * or a comma: "at A and at B", not "at A on the gulf of B". */
static bool is_joined(const article *a, size_t k)
{
    size_t at = k;
    while (at > 0 &&
           (a->items.items[at - 1].kind == ITEM_PREP || a->items.items[at - 1].kind == ITEM_WORD ||
            (a->items.items[at - 1].kind == ITEM_COUNT &&
             a->items.items[at - 1].noun == NOUN_OTHER))) {
        at--;
    }
    return at > 0 && a->items.items[at - 1].kind == ITEM_AND;
}

/* "fired at A", "launched against A", but "launched in A": whether preposition item `k` leads to
 * what drones were sent at. */
static bool aimed_at(const article *a, size_t k)
{
    const item *verb = k > 0 ? &a->items.items[k - 1] : NULL;
    return verb != NULL && verb->kind == ITEM_VERB && verb->entry->patient == SKT_LAUNCHED &&
           skt_str_is(a->items.items[k].entry->kind, "target") && !item_does(a, k, SKT_GRAMMAR_IN);
}

/* Whether a relative clause or a participle of launching begins at item `at`. */
static bool tells_launch(const article *a, size_t at)
{
    at += a->items.items[at].kind == ITEM_COMMA;
    if (at >= a->items.count) {
        return false;
    }
    const item *it = &a->items.items[at];
    return it->kind == ITEM_RELATIVE ||
           (it->kind == ITEM_VERB && it->entry->patient == SKT_LAUNCHED &&
            (it->entry->form == SKT_FORM_PAST || it->entry->form == SKT_FORM_PART));
}

/* "drones that took off in Iran struck ...": whether place item `k`, in a relative clause or
 * behind a participle between the count at `i` and its verb, is where they started. */
static bool starts_there(const article *a, size_t i, size_t k)
{
    bool launched = false;
    if (skt_words_verb_last(a->scene.words)) {
        return false; /* a clause ends with its verb, and places stand before it */
    }
    for (size_t m = i + 1; m < k; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_VERB) {
            launched = !it->entry->place_object &&
                       (it->entry->agent == SKT_LAUNCHED || it->entry->patient == SKT_LAUNCHED);
        }
        if (it->kind == ITEM_PREP &&
            (skt_str_is(it->entry->kind, "destination") || aimed_at(a, m))) {
            return false;
        }
    }
    return launched && k > i + 1 && tells_launch(a, i + 1);
}

/* "drones from a raid on Odesa fell on ...": place item `k` only tells which drones. */
static bool of_their_raid(const article *a, size_t i, size_t k)
{
    bool from = false;
    for (size_t m = i + 1; m < k; m++) {
        const item *it = &a->items.items[m];
        from |= it->kind == ITEM_PREP && skt_str_is(it->entry->kind, "origin");
        if (from && it->kind == ITEM_VERB) {
            return it->entry->form == SKT_FORM_NOUN;
        }
    }
    return false;
}

/* Whether the areas counted by `it` are regions, and so those of a country. */
static bool counts_regions(const article *a, const item *it)
{
    skt_lexicon_hit hit;
    const skt_entry *entry = skt_words_match(&hit, a->scene.words, it->end - 1, it->end)
                                 ? skt_lexicon_entry(&hit, SKT_TAG_SITES)
                                 : NULL;
    return entry != NULL && skt_str_is(entry->kind, "region");
}

/* "over six districts and the city of Voronezh": the region of the town that stands
 * beside places without a name, at item `k`, or SKT_NO_NODE. */
static skt_node region_joined(const article *a, size_t k)
{
    if (k + 1 >= a->items.count || a->items.items[k + 1].kind != ITEM_AND) {
        return SKT_NO_NODE;
    }
    for (size_t m = k + 2; m < a->items.count && m <= k + 6; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_PLACE) {
            const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
            if (toponym->node == SKT_NO_NODE || toponym->level != SKT_LEVEL_CITY) {
                return SKT_NO_NODE;
            }
            const skt_node_info town = skt_gazetteer_node(a->scene.gazetteer, toponym->node);
            return skt_gazetteer_admin1(a->scene.gazetteer, town.admin1);
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_PREP) {
            break;
        }
    }
    return SKT_NO_NODE;
}

/* Whether place item `k` is what lies around the target: "Lgov in the Kursk region". */
static bool lies_around(const article *a, size_t k, const ref_vec *targets)
{
    const skt_node outer = a->scene.toponyms[a->items.items[k].place_first].node;
    const skt_node inner = targets->count == 0 ? SKT_NO_NODE : targets->items[0].node;
    return outer == SKT_NO_NODE || inner == SKT_NO_NODE ||
           skt_gazetteer_within(a->scene.gazetteer, inner, outer);
}

/* "in Latvia near Rezekne", "off the coast of Libya at Tobruk": whether place item `k`, right
 * behind the country that is the target, says where in it. */
static bool goes_nearer(const article *a, size_t k, const ref_vec *targets)
{
    const skt_node outer = targets->items[0].node;
    if (targets->items[0].level != SKT_LEVEL_COUNTRY || outer == SKT_NO_NODE) {
        return false;
    }
    for (size_t at = k; at > 0 && a->items.items[at - 1].kind != ITEM_PLACE; at--) {
        const item *it = &a->items.items[at - 1];
        if (it->kind != ITEM_PREP && it->kind != ITEM_WHEN &&
            !(it->kind == ITEM_WORD && a->scene.text->words[it->first].kind == SKT_WORD_LETTERS)) {
            return false;
        }
    }
    return !lies_around(a, k, targets) &&
           skt_gazetteer_within(a->scene.gazetteer,
                                a->scene.toponyms[a->items.items[k].place_first].node, outer);
}

/* Whether the target is a country, told by its airspace or soil, and place item `k` lies in it. */
static bool is_inside_country(const article *a, size_t k, const ref_vec *targets)
{
    const place_ref *target = &targets->items[0];
    const skt_node inner = a->scene.toponyms[a->items.items[k].place_first].node;
    if (target->level != SKT_LEVEL_COUNTRY || target->toponym == UINT32_MAX ||
        target->node == SKT_NO_NODE || inner == SKT_NO_NODE || inner == target->node ||
        !skt_gazetteer_within(a->scene.gazetteer, inner, target->node)) {
        return false;
    }
    for (size_t m = k; m > 0; m--) {
        if (a->items.items[m - 1].kind == ITEM_PLACE &&
            a->items.items[m - 1].place_first == target->toponym) {
            return a->items.items[m].kind == ITEM_GROUND;
        }
    }
    return false;
}

/* Whether the target is a country, and place item `k` lies in it. */
static bool is_whole_country(const article *a, size_t k, const ref_vec *targets)
{
    const skt_node inner = a->scene.toponyms[a->items.items[k].place_first].node;
    const skt_node outer = targets->items[0].node;
    return targets->items[0].level == SKT_LEVEL_COUNTRY && inner != SKT_NO_NODE &&
           outer != SKT_NO_NODE && inner != outer &&
           skt_gazetteer_within(a->scene.gazetteer, inner, outer);
}

/* Whether the target is a name that the gazetteer cannot place, and place item `k` says behind "in"
 * where it lies. */
static bool is_unknown_inside(const article *a, size_t k, const ref_vec *targets)
{
    const item *prep = where_preposition(a, k);
    return targets->items[0].node == SKT_NO_NODE && prep != NULL &&
           a->scene.toponyms[a->items.items[k].place_first].node != SKT_NO_NODE &&
           (skt_str_is(prep->entry->kind, "target") || skt_str_is(prep->entry->kind, "near"));
}

/* "into its airspace near Tulcea": a name follows the word that points, item `k`. */
static bool place_is_given(const article *a, size_t k)
{
    return k + 2 < a->items.count && a->items.items[k + 1].kind == ITEM_PREP &&
           (skt_str_is(a->items.items[k + 1].entry->kind, "near") ||
            skt_str_is(a->items.items[k + 1].entry->kind, "target")) &&
           a->items.items[k + 2].kind == ITEM_PLACE;
}

/* "In the A district a van was damaged by a drone on the road to B": whether place item `k`, for
 * which somebody was bound, only tells more of the place that opens the sentence. */
static bool only_bound(const article *a, const draft *d, size_t k, skt_place_role role)
{
    if (role != SKT_PLACE_DESTINATION || d->outcome != SKT_IMPACTED || a->items.count < 2 ||
        a->items.items[0].kind != ITEM_PREP) {
        return false;
    }
    for (size_t at = 1; at < k; at++) {
        const item *it = &a->items.items[at];
        if (it->kind == ITEM_PLACE) {
            return true;
        }
        if (it->kind != ITEM_WORD) {
            return false;
        }
    }
    return false;
}

/* How place item `k`, to the right of the count at `i`, is used; `listed`: with the place before.
 */
static place_use use_right(const article *a, size_t i, size_t verb, size_t k, bool listed,
                           skt_place_role *role, bool *near)
{
    const place_use use = where_use(a, k, role, near);
    if (listed && use != USE_OTHER) { /* behind "the waters of" */
        *role = SKT_PLACE_TARGET;
        return USE_TARGET;
    }
    if (use == USE_TARGET && k < verb && verb != SIZE_MAX && starts_there(a, i, k)) {
        *role = SKT_PLACE_ORIGIN;
        return USE_OTHER;
    }
    return use;
}

/* "21 over six other regions", "in both towns": whether item `k`, behind a preposition, is a
 * count of places that have no name here. */
static bool counts_places(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_COUNT && it->noun == NOUN_SITES &&
           a->items.items[k - 1].kind == ITEM_PREP &&
           !(k + 1 < a->items.count &&
             (a->items.items[k + 1].kind == ITEM_PREP || item_does(a, k + 1, SKT_GRAMMAR_OF)));
}

/* The places that the count of places at item `k` stands for; *unnamed: that cannot be told. */
static skt_status take_counted(const article *a, size_t k, ref_vec *targets, bool *unnamed,
                               bool *regions)
{
    const item *it = &a->items.items[k];
    const skt_node region = region_joined(a, k);
    if (region != SKT_NO_NODE) {
        return where_single(targets, region, SKT_LEVEL_REGION);
    }
    const size_t both = it->count == COUNT_BOTH ? where_pair(a, k) : SIZE_MAX;
    if (both != SIZE_MAX) {
        return where_add_group(a, targets, both, false, SKT_PLACE_TARGET);
    }
    *unnamed = true;
    *regions = counts_regions(a, it);
    return SKT_OK;
}

/* Places to the right of the count. */
static skt_status places_right(const article *a, const draft *d, size_t i, size_t verb,
                               ref_vec *targets, ref_vec *others, uint32_t *evidence_end,
                               bool *unnamed, bool *regions)
{
    skt_status status = SKT_OK;
    bool bound = false;     /* the only target is where they were bound for */
    size_t told = SIZE_MAX; /* the place item of the first target */
    for (size_t k = i + 1; k < a->items.count && status == SKT_OK &&
                           (in_drone_row(a, i, k) || !where_clause_ends(a, k, d));
         k++) {
        if (aside_behind(a, k) != 0) {
            k = aside_behind(a, k);
        }
        k = behind_aside(a, k);
        const item *it = &a->items.items[k];
        if (where_goes_over(a, i, verb, d, k)) {
            break;
        }
        if (targets->count == 0 && counts_places(a, k)) {
            return take_counted(a, k, targets, unnamed, regions);
        }
        if (it->kind == ITEM_HERE && targets->count == 0 && verb != SIZE_MAX && k == verb + 1 &&
            !place_is_given(a, k)) {
            break; /* "flew over its territory during an attack on ..." */
        }
        if (it->kind != ITEM_PLACE) {
            continue;
        }
        skt_place_role role;
        bool near;
        const bool listed = targets->count > 0 && where_goes_on_list(a, k);
        const place_use use = use_right(a, i, verb, k, listed, &role, &near);
        if (use == USE_TARGET && k < verb && verb != SIZE_MAX && of_their_raid(a, i, k)) {
            continue;
        }
        if (use == USE_OTHER) {
            status = where_add_group(a, others, k, near, role);
        } else if (use == USE_TARGET && !only_bound(a, d, k, role)) {
            /* The first place is the count's; further ones only of a mention
             * without a number, which may cover several. */
            if ((bound && role == SKT_PLACE_TARGET && !lies_around(a, k, targets)) ||
                (targets->count == 1 && goes_nearer(a, k, targets))) {
                targets->count = 0; /* "flying towards Moscow in the Podolsk district" */
            }
            if (targets->count == 1 && is_inside_country(a, k, targets) && !is_joined(a, k)) {
                targets->count = 0; /* "in Romanian airspace at 1 a.m., close to Grindu" */
            }
            if (targets->count == 1 && !listed && is_unknown_inside(a, k, targets)) {
                targets->count = 0; /* "of the Omega power station in the north of Estonia" */
            }
            if (targets->count == 1 && told < verb && verb < k && is_whole_country(a, k, targets)) {
                targets->count = 0; /* "a drone that entered Lithuania crashed at Szumsk" */
            }
            told = targets->count == 0 ? k : told;
            const skt_node open = targets->count == 0 ? where_open_list(a, d, k) : SKT_NO_NODE;
            if (open != SKT_NO_NODE) {
                status = where_single(targets, open, SKT_LEVEL_COUNTRY);
            } else if (targets->count == 0 || listed || (d->value == SKT_NULL && is_joined(a, k))) {
                bound = role == SKT_PLACE_DESTINATION &&
                        (d->outcome == SKT_INTERCEPTED ||
                         (d->outcome == SKT_IMPACTED && verb != SIZE_MAX && k < verb));
                status = where_add_target(a, d, targets, others, k, near, role);
                *evidence_end = it->end;
            }
        }
    }
    return status;
}

static skt_status keep(article *a, place_refs *out, ref_vec *from)
{
    out->count = from->count;
    out->items = skt_arena_array(a->arena, from->count, sizeof *out->items);
    if (out->items == NULL) {
        return SKT_E_NOMEM;
    }
    if (from->count > 0) {
        memcpy(out->items, from->items, from->count * sizeof *out->items);
    }
    return SKT_OK;
}

skt_status bind_subject_place(article *a, draft *d, size_t verb)
{
    ref_vec targets = {0};
    skt_status status = SKT_OK;
    for (size_t k = verb; k > 0 && status == SKT_OK; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_BUT ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_VERB || it->kind == ITEM_SAY ||
            (counts_drones(it) && it->count != COUNT_BOTH && it->count != COUNT_ALL)) {
            break;
        }
        skt_place_role role;
        bool near;
        const place_use use = it->kind == ITEM_PLACE ? where_use(a, k - 1, &role, &near) : USE_NONE;
        const bool subject = use == USE_SUBJECT && it->n_places > 0 && k < a->items.count &&
                             a->items.items[k].kind != ITEM_SOURCE;
        if (!subject && !(use == USE_TARGET && role == SKT_PLACE_TARGET && !near)) {
            continue; /* "Ryazan, southeast of Moscow, was hit" */
        }
        const skt_node node = a->scene.toponyms[it->place_first].node;
        if (targets.count > 0 && node != SKT_NO_NODE && targets.items[0].node != SKT_NO_NODE &&
            skt_gazetteer_within(a->scene.gazetteer, targets.items[0].node, node)) {
            continue; /* "in the Sumy region a clinic in Konotop was hit" */
        }
        targets.count = 0;
        status = where_add_group(a, &targets, k - 1, false, SKT_PLACE_TARGET);
        d->first = it->first;
    }
    d->own_place = targets.count > 0;
    d->why_place.rule = RULE_PLACE_LEFT;
    if (status == SKT_OK) {
        status = keep(a, &d->places, &targets);
    }
    skt_vec_dispose(&targets);
    return status;
}

/* Whether the count at `i` is led to by a figure of its own: "the number over A at 61". */
static bool is_led(const article *a, size_t i)
{
    return a->items.items[i].figure &&
           !(i + 1 < a->items.count &&
             (a->items.items[i + 1].kind == ITEM_PREP || item_does(a, i + 1, SKT_GRAMMAR_BY)));
}

/* "over the Kursk region, 126", "most over Crimea, with 61": whether the number at `i` stands
 * behind its place, between commas. */
static bool stands_behind(const article *a, const draft *d, size_t i)
{
    const size_t lead = i > 0 && item_does(a, i - 1, SKT_GRAMMAR_WITH) ? i - 1 : i;
    if (lead == 0 || d->own_noun) {
        return false;
    }
    const uint8_t next = i + 1 < a->items.count ? a->items.items[i + 1].kind : ITEM_STOP;
    return (a->items.items[lead - 1].kind == ITEM_PLACE ||
            (lead > 1 && a->items.items[lead - 1].kind == ITEM_COMMA &&
             a->items.items[lead - 2].kind == ITEM_PLACE)) &&
           (next == ITEM_COMMA || next == ITEM_AND || next == ITEM_STOP || next == ITEM_COLON);
}

/* "entered Latvian airspace and crashed near Rezekne": whether verb item `verb` is joined to one
 * before it, so that its place comes first. */
static bool is_last_verb(const article *a, size_t i, size_t verb)
{
    return verb != SIZE_MAX && verb > i + 1 &&
           (a->items.items[verb - 1].kind == ITEM_AND ||
            (a->items.items[verb - 1].kind == ITEM_AUX &&
             a->items.items[verb - 2].kind == ITEM_AND));
}

/* Takes the place that a word points to, if there is one. */
static skt_status take_pointed(const article *a, draft *d, size_t i, ref_vec *targets,
                               ref_vec *others)
{
    bool near = false;
    const skt_node here = where_here(a, i, d, &near);
    if (here == SKT_NO_NODE) {
        return SKT_OK;
    }
    d->why_place.rule = RULE_PLACE_HERE;
    const size_t row = d->value == SKT_NULL ? where_row_of(a, here) : SIZE_MAX;
    if (row != SIZE_MAX) {
        return where_add_group(a, targets, row, near, SKT_PLACE_TARGET);
    }
    skt_status status = where_single(targets, here, skt_gazetteer_level(a->scene.gazetteer, here));
    if (status == SKT_OK) {
        targets->items[0].near = near;
        const place_ref bound_for = {here, targets->items[0].level, UINT32_MAX, near,
                                     SKT_PLACE_DESTINATION};
        if (near && d->outcome == SKT_INTERCEPTED && !skt_vec_push(others, bound_for)) {
            status = SKT_E_NOMEM; /* "nine of them bound for the capital" */
        }
    }
    return status;
}

/* Takes what lies around areas that are counted and not named (of `regions`: their country), or
 * the country whose regions a figure sums up. */
static skt_status take_around(const article *a, draft *d, bool unnamed, bool regions, bool led,
                              ref_vec *targets)
{
    const skt_node around = !unnamed  ? SKT_NO_NODE
                            : regions ? where_country(a, d)
                                      : where_around(a, d);
    if (around != SKT_NO_NODE) {
        return where_single(targets, around, skt_gazetteer_level(a->scene.gazetteer, around));
    }
    const skt_node summed = led && targets->count == 0 ? country_of_sum(a, d) : SKT_NO_NODE;
    if (summed == SKT_NO_NODE) {
        return SKT_OK;
    }
    d->own_place = true;
    return where_single(targets, summed, SKT_LEVEL_COUNTRY);
}

skt_status bind_places(article *a, draft *d, size_t i, size_t verb)
{
    enum { EVIDENCE_WORDS = 40 };
    ref_vec targets = {0};
    ref_vec others = {0};
    uint32_t first = d->first;
    uint32_t end = d->end;
    bool unnamed = false;
    bool regions = false;
    skt_status status = SKT_OK;
    const bool led = is_led(a, i);
    const bool behind = led || stands_behind(a, d, i);
    if (is_last_verb(a, i, verb) && !behind) {
        status = places_right(a, d, verb, verb, &targets, &others, &end, &unnamed, &regions);
    }
    if (!behind && targets.count == 0 && !unnamed && status == SKT_OK) {
        status = places_right(a, d, i, verb, &targets, &others, &end, &unnamed, &regions);
    }
    const size_t around_sites = unnamed && !regions ? where_of_sites(a, i) : SIZE_MAX;
    if (status == SKT_OK && around_sites != SIZE_MAX) {
        status = where_add_group(a, &targets, around_sites, false, SKT_PLACE_TARGET);
        unnamed = false;
    }
    d->why_place.rule = targets.count > 0 ? RULE_PLACE_RIGHT
                        : unnamed         ? RULE_PLACE_UNNAMED
                                          : RULE_PLACE_LEFT;
    if (status == SKT_OK && targets.count == 0 && !unnamed && (!behind || led)) {
        status = take_pointed(a, d, i, &targets, &others);
    }
    if (status == SKT_OK && targets.count == 0 && !unnamed) {
        status = where_left(a, d, i, &targets, &others, &first);
    }
    if (status == SKT_OK && targets.count == 0 && !unnamed && (d->own_noun || d->debris)) {
        status = where_outside(a, d, i, &targets);
    }
    d->own_place = targets.count > 0 || unnamed;
    if (status == SKT_OK) {
        status = take_around(a, d, unnamed, regions, led, &targets);
    }
    if (end - first <= EVIDENCE_WORDS) {
        d->first = first < d->first ? first : d->first;
        d->end = end > d->end ? end : d->end;
    }
    if (status == SKT_OK) {
        status = keep(a, &d->others, &others);
    }
    if (status == SKT_OK && targets.count == 0) {
        status = where_infer(a, d, i, verb, &targets);
    }
    if (status == SKT_OK) {
        status = keep(a, &d->places, &targets);
    }
    skt_vec_dispose(&targets);
    skt_vec_dispose(&others);
    return status;
}
