/* The cell, its incidents, their accounts and claims. */
#include <stdlib.h>

#include "explain/explain_private.h"

/* ------------------------------------------------------------------ claims */

/* The first link from `claim` or one behind it: they are in the order of `from`. */
static size_t first_link(const skt_incident_set *set, size_t claim)
{
    size_t low = 0;
    size_t high = skt_incident_set_link_count(set);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (skt_incident_set_link_at(set, middle)->from < claim) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whether a stands before b, whatever the numbers of the claims are. */
static bool stands_before(const skt_claim_set *claims, const skt_link *a, const skt_link *b)
{
    const skt_claim *x = skt_claim_set_at(claims, a->to);
    const skt_claim *y = skt_claim_set_at(claims, b->to);
    const int by_id = skt_str_cmp(x->id, y->id);
    if (a->type != b->type) {
        return a->type < b->type;
    }
    return by_id != 0 ? by_id < 0 : strcmp(a->reason, b->reason) < 0;
}

static skt_status find_links(skt_told_claim *out, skt_telling *t)
{
    const skt_incident_set *set = t->out->incidents;
    const size_t first = first_link(set, out->claim);
    size_t end = first;
    while (end < skt_incident_set_link_count(set) &&
           skt_incident_set_link_at(set, end)->from == out->claim) {
        end++;
    }
    skt_link *links = skt_arena_array(&t->out->arena, end - first + 1, sizeof *links);
    if (links == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = first; i < end; i++) {
        const skt_link *link = skt_incident_set_link_at(set, i);
        size_t at = out->n_links++;
        for (; at > 0 && stands_before(t->out->claims, link, &links[at - 1]); at--) {
            links[at] = links[at - 1];
        }
        links[at] = *link;
    }
    out->links = links;
    return SKT_OK;
}

skt_status skt_tell_claim(skt_told_claim *out, skt_telling *t, size_t index)
{
    *out = (skt_told_claim){.claim = index};
    if (find_links(out, t) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    const skt_claim *claim = skt_claim_set_at(t->out->claims, index);
    return skt_vec_push(&t->out->told, (skt_quoted){claim->doc, claim->item, out}) ? SKT_OK
                                                                                   : SKT_E_NOMEM;
}

/* --------------------------------------------------------------- incidents */

static bool opens_account(const skt_decision *step)
{
    return step->ground >= SKT_GROUND_STANDS && step->ground < SKT_GROUND_REPLICA;
}

static bool is_note(const skt_decision *step)
{
    return step->ground == SKT_GROUND_REPLICA || step->ground == SKT_GROUND_EVENING;
}

/* Reads one account from steps[at..n); moves *at behind it. */
static skt_status tell_account(skt_told_account *out, skt_telling *t, const skt_decision *steps,
                               size_t n, size_t *at)
{
    *out = (skt_told_account){.step = &steps[(*at)++]};
    out->notes = &steps[*at];
    while (*at < n && is_note(&steps[*at])) {
        (*at)++;
        out->n_notes++;
    }
    const skt_decision *claims = &steps[*at];
    while (*at < n && steps[*at].ground < SKT_GROUND_STANDS) {
        (*at)++;
        out->n_claims++;
    }
    const bool alone = out->n_claims == 0;
    out->n_claims += alone;
    out->claims = skt_arena_array(&t->out->arena, out->n_claims, sizeof *out->claims);
    if (out->claims == NULL) {
        return SKT_E_NOMEM;
    }
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < out->n_claims; i++) {
        status = skt_tell_claim(&out->claims[i], t, alone ? out->step->subject : claims[i].subject);
        out->claims[i].step = alone ? NULL : &claims[i];
    }
    return status;
}

static skt_status tell_kids(skt_told_incident *out, const skt_telling *t)
{
    for (size_t k = t->first_kid[out->incident]; k != SIZE_MAX; k = t->next_kid[k]) {
        out->n_kids++;
    }
    size_t *kids = skt_arena_array(&t->out->arena, out->n_kids + 1, sizeof *kids);
    size_t n = 0;
    for (size_t k = t->first_kid[out->incident]; kids != NULL && k != SIZE_MAX;
         k = t->next_kid[k]) {
        kids[n++] = k;
    }
    out->kids = kids;
    return kids == NULL ? SKT_E_NOMEM : SKT_OK;
}

skt_status skt_tell_incident(skt_told_incident *out, skt_telling *t, size_t index)
{
    const skt_decision *steps;
    const size_t n = skt_incident_set_decisions(&steps, t->out->incidents, index);
    *out = (skt_told_incident){.incident = index, .steps = steps};
    out->net = skt_incident_set_detail(t->out->incidents, index)->net;
    while (out->n_steps < n && !opens_account(&steps[out->n_steps])) {
        out->n_steps++;
    }
    for (size_t i = out->n_steps; i < n; i++) {
        out->n_accounts += opens_account(&steps[i]);
    }
    out->accounts = skt_arena_array(&t->out->arena, out->n_accounts + 1, sizeof *out->accounts);
    skt_status status = out->accounts == NULL ? SKT_E_NOMEM : tell_kids(out, t);
    size_t at = out->n_steps;
    for (size_t i = 0; status == SKT_OK && i < out->n_accounts; i++) {
        status = tell_account(&out->accounts[i], t, steps, n, &at);
    }
    return status;
}

/* ------------------------------------------------------------------ cells */

/* Adds the part of incident `index` to the cell, and behind it what lies in it. */
static skt_status tell_part(skt_telling *t, skt_told_cell *out, const skt_tally_part *parts,
                            size_t index)
{
    const size_t part = t->part[index];
    if (part == SIZE_MAX) {
        return SKT_OK;
    }
    t->part[index] = SIZE_MAX;
    t->told[index] = true;
    skt_told_incident *told = &out->incidents[out->n_incidents++];
    skt_status status = skt_tell_incident(told, t, index);
    told->net = parts[part].net;
    told->hidden = parts[part].hidden;
    for (size_t k = t->first_kid[index]; status == SKT_OK && k != SIZE_MAX; k = t->next_kid[k]) {
        status = tell_part(t, out, parts, k);
    }
    return status;
}

/* The outermost incident of the cell that holds this one. */
static size_t outermost(const skt_telling *t, size_t index)
{
    size_t found = index;
    for (size_t up = index; up != SIZE_MAX;
         up = skt_incident_set_at(t->out->incidents, up)->parent) {
        found = t->part[up] != SIZE_MAX ? up : found;
    }
    return found;
}

static skt_status tell_cell(skt_telling *t, skt_told_cell *out, size_t row)
{
    const skt_incident_set *set = t->out->incidents;
    const skt_tally_part *parts = NULL;
    const size_t n = row == SIZE_MAX ? 0 : skt_tally_parts(&parts, t->out->tally, row);
    out->cell = row == SIZE_MAX
                    ? (skt_cell){{SKT_NULL, SKT_NULL, SKT_NULL}, SKT_NULL, SKT_NULL, false, false}
                    : t->out->row->cells[out->outcome];
    const size_t n_incidents = skt_incident_set_count(set);
    size_t mine = 0;
    for (size_t i = 0; i < n_incidents; i++) {
        t->told[i] = false;
        t->part[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < n; i++) {
        if (skt_incident_set_at(set, parts[i].incident)->outcome == out->outcome) {
            t->part[parts[i].incident] = i;
            mine++;
        }
    }
    out->incidents = skt_arena_array(&t->out->arena, mine + 1, sizeof *out->incidents);
    skt_status status = out->incidents == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        status = tell_part(t, out, parts, outermost(t, parts[i].incident));
        status = status == SKT_OK ? tell_part(t, out, parts, parts[i].incident) : status;
    }
    return status == SKT_OK ? skt_tell_gaps(t, out) : status;
}

static size_t find_row(const skt_explanation *e)
{
    for (size_t i = 0; i < skt_tally_count(e->tally); i++) {
        if (skt_tally_at(e->tally, i)->level == e->asked->level &&
            skt_tell_same_name(skt_tally_key(e->tally, i), e->asked->key)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Which incidents lie in which, and which claims in any. */
static skt_status index_all(skt_telling *t)
{
    const skt_incident_set *set = t->out->incidents;
    const size_t n = skt_incident_set_count(set);
    const size_t n_claims = skt_claim_set_count(t->out->claims);
    t->first_kid = skt_arena_array(&t->out->arena, n + 1, sizeof *t->first_kid);
    t->next_kid = skt_arena_array(&t->out->arena, n + 1, sizeof *t->next_kid);
    t->used = skt_arena_array(&t->out->arena, n_claims + 1, sizeof *t->used);
    t->told = skt_arena_array(&t->out->arena, n + 1, sizeof *t->told);
    t->part = skt_arena_array(&t->out->arena, n + 1, sizeof *t->part);
    if (t->first_kid == NULL || t->next_kid == NULL || t->told == NULL || t->part == NULL ||
        t->used == NULL) {
        return SKT_E_NOMEM;
    }
    memset(t->used, 0, n_claims * sizeof *t->used);
    for (size_t i = 0; i < n; i++) {
        t->first_kid[i] = t->next_kid[i] = SIZE_MAX;
    }
    for (size_t i = n; i-- > 0;) {
        const skt_incident *incident = skt_incident_set_at(set, i);
        if (incident->parent != SIZE_MAX) {
            t->next_kid[i] = t->first_kid[incident->parent];
            t->first_kid[incident->parent] = i;
        }
        for (size_t k = 0; k < incident->n_claims; k++) {
            t->used[incident->claims[k]] = true;
        }
    }
    return SKT_OK;
}

static skt_status tell(skt_telling *t)
{
    skt_explanation *e = t->out;
    const unsigned wanted = e->asked->outcomes;
    skt_status status = skt_tally_trace(&e->tally, e->incidents, e->gazetteer, &t->cuts);
    if (status == SKT_OK) {
        status = index_all(t);
    }
    if (status != SKT_OK) {
        return status;
    }
    const size_t row = find_row(e);
    const size_t n_rows = skt_tally_count(e->tally);
    const skt_row *frame = n_rows == 0 ? NULL : skt_tally_at(e->tally, n_rows - 1);
    e->row = row == SIZE_MAX ? NULL : skt_tally_at(e->tally, row);
    e->from = e->asked->from != SKT_NO_DAY || frame == NULL ? e->asked->from : frame->date_from;
    e->to = e->asked->to != SKT_NO_DAY || frame == NULL ? e->asked->to : frame->date_to;
    for (unsigned i = 0; status == SKT_OK && i < SKT_OUTCOMES; i++) {
        if (wanted == 0 || (wanted & (1U << i)) != 0) {
            skt_told_cell *cell = &e->cells[e->n_cells++];
            cell->outcome = (skt_outcome)i;
            status = tell_cell(t, cell, row);
        }
    }
    return status;
}

skt_status skt_explain(skt_explanation *out, const skt_asked *asked,
                       const skt_incident_set *incidents, const skt_claim_set *claims,
                       const skt_gazetteer *gazetteer)
{
    *out = (skt_explanation){
        .asked = asked, .incidents = incidents, .claims = claims, .gazetteer = gazetteer};
    skt_telling t = {.out = out, .cuts = SKT_TALLY_OPTIONS_INIT};
    t.cuts.from = asked->from;
    t.cuts.to = asked->to;
    t.cuts.country = asked->country;
    t.cuts.attacker = asked->attacker;
    const skt_status status = tell(&t);
    skt_tell_documents(out);
    skt_vec_dispose(&t.gaps);
    return status;
}

void skt_explanation_dispose(skt_explanation *explanation)
{
    skt_tally_free(explanation->tally);
    skt_vec_dispose(&explanation->told);
    skt_arena_dispose(&explanation->arena);
    *explanation = (skt_explanation){0};
}
