/* An explanation as one JSON object; docs/formats.md describes it. */
#include "core/json.h"
#include "explain/explain_private.h"
#include "export/claim_json.h"

static void add_day(skt_json *json, const char *key, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_json_text(json, key, text[0] == '\0' ? NULL : text);
}

static void add_estimate(skt_json *json, const skt_estimate *e)
{
    skt_json_int(json, "low", e->low);
    skt_json_int(json, "best", e->best);
    skt_json_int(json, "high", e->high);
}

static void add_ground(skt_json *json, skt_ground ground)
{
    skt_json_int(json, "rule", skt_ground_rule(ground));
    skt_json_text(json, "reason", skt_ground_text(ground));
}

static void add_links(skt_json *json, const skt_explanation *e, const skt_told_claim *told)
{
    skt_json_open(json, "reconciled_links", '[');
    for (size_t i = 0; i < told->n_links; i++) {
        skt_json_open(json, NULL, '{');
        skt_json_text(json, "type", skt_link_type_name(told->links[i].type));
        skt_json_str(json, "to", skt_claim_set_at(e->claims, told->links[i].to)->id);
        skt_json_text(json, "reason", told->links[i].reason);
        skt_json_close(json, '}');
    }
    skt_json_close(json, ']');
}

static void add_claim(skt_json *json, const char *key, const skt_explanation *e,
                      const skt_told_claim *told)
{
    skt_json_open(json, key, '{');
    if (told->step != NULL) {
        add_ground(json, told->step->ground);
    } else {
        skt_json_null(json, "rule");
        skt_json_null(json, "reason");
    }
    skt_json_str(json, "sentence", told->sentence.len > 0 ? told->sentence : SKT_STR_NONE);
    skt_claim_write_json(json, "claim", skt_claim_set_at(e->claims, told->claim));
    add_links(json, e, told);
    skt_json_close(json, '}');
}

static void add_account(skt_json *json, const skt_explanation *e, const skt_told_account *account)
{
    const skt_claim *lead = skt_claim_set_at(e->claims, account->step->subject);
    skt_json_open(json, NULL, '{');
    skt_json_bool(json, "stands", account->step->ground == SKT_GROUND_STANDS);
    add_ground(json, account->step->ground);
    add_estimate(json, &account->step->estimate);
    skt_json_str(json, "source", lead->source);
    skt_json_str(json, "issuer", lead->issuer);
    skt_json_open(json, "notes", '[');
    for (size_t i = 0; i < account->n_notes; i++) {
        skt_json_open(json, NULL, '{');
        add_ground(json, account->notes[i].ground);
        skt_json_close(json, '}');
    }
    skt_json_close(json, ']');
    skt_json_open(json, "claims", '[');
    for (size_t i = 0; i < account->n_claims; i++) {
        add_claim(json, NULL, e, &account->claims[i]);
    }
    skt_json_close(json, ']');
    skt_json_close(json, '}');
}

static void add_steps(skt_json *json, const skt_explanation *e, const skt_told_incident *told)
{
    skt_json_open(json, "steps", '[');
    for (size_t i = 0; i < told->n_steps; i++) {
        const skt_decision *step = &told->steps[i];
        skt_json_open(json, NULL, '{');
        add_ground(json, step->ground);
        skt_json_str(json, "incident",
                     step->other == SKT_NO_INDEX
                         ? SKT_STR_NONE
                         : skt_incident_set_at(e->incidents, step->other)->id);
        skt_json_int(json, "value", step->estimate.best);
        skt_json_close(json, '}');
    }
    skt_json_close(json, ']');
}

static void add_row(skt_json *json, const skt_explanation *e, size_t incident)
{
    skt_buf row = SKT_BUF_INIT;
    skt_tell_row(&row, e, incident);
    skt_json_str(json, "row", row.len > 0 ? skt_buf_str(&row) : SKT_STR_NONE);
    skt_buf_clear(&row);
    skt_tell_area(&row, e, incident);
    skt_json_str(json, "place", skt_buf_str(&row));
    json->out->failed = json->out->failed || row.failed;
    skt_buf_dispose(&row);
}

static void add_incident(skt_json *json, const char *key, const skt_explanation *e,
                         const skt_told_incident *told)
{
    const skt_incident *incident = skt_incident_set_at(e->incidents, told->incident);
    skt_json_open(json, key, '{');
    skt_json_str(json, "id", incident->id);
    skt_json_str(json, "event", incident->event);
    skt_json_text(json, "outcome", skt_outcome_name(incident->outcome));
    add_row(json, e, told->incident);
    add_day(json, "date", incident->date);
    skt_json_text(json, "time_precision", skt_time_precision_name(incident->window.precision));
    skt_json_str(json, "attacker", incident->attacker);
    skt_json_bool(json, "attacker_inferred", incident->attacker_inferred);
    add_estimate(json, &incident->estimate);
    skt_json_int(json, "net", told->net.best);
    skt_json_int(json, "net_low", told->net.low);
    skt_json_int(json, "net_high", told->net.high);
    skt_json_bool(json, "withheld", incident->withheld);
    skt_json_bool(json, "covered", told->hidden);
    skt_json_int(json, "reports", (int64_t)incident->n_reports);
    skt_json_open(json, "inside", '[');
    for (size_t i = 0; i < told->n_kids; i++) {
        const skt_incident *kid = skt_incident_set_at(e->incidents, told->kids[i]);
        skt_json_open(json, NULL, '{');
        skt_json_str(json, "id", kid->id);
        skt_json_int(json, "best", kid->estimate.best);
        skt_json_int(json, "net", kid->net);
        skt_json_close(json, '}');
    }
    skt_json_close(json, ']');
    add_steps(json, e, told);
    skt_json_open(json, "accounts", '[');
    for (size_t i = 0; i < told->n_accounts; i++) {
        add_account(json, e, &told->accounts[i]);
    }
    skt_json_close(json, ']');
    skt_json_close(json, '}');
}

static void add_gap(skt_json *json, const skt_explanation *e, const skt_gap *gap)
{
    skt_json_open(json, NULL, '{');
    skt_json_text(json, "why", skt_gap_name(gap->kind));
    skt_json_int(json, "rule", skt_gap_rule(gap->kind));
    skt_json_text(json, "reason", skt_gap_text(gap->kind));
    skt_json_int(json, "value", gap->value);
    skt_json_str(json, "into",
                 gap->into == SIZE_MAX   ? SKT_STR_NONE
                 : gap->incident != NULL ? skt_incident_set_at(e->incidents, gap->into)->id
                                         : skt_claim_set_at(e->claims, gap->into)->id);
    if (gap->incident != NULL) {
        add_incident(json, "incident", e, gap->incident);
    } else if (gap->claim != NULL) {
        add_claim(json, "claim", e, gap->claim);
    }
    skt_json_close(json, '}');
}

static void add_cell(skt_json *json, const skt_explanation *e, const skt_told_cell *cell)
{
    skt_json_open(json, NULL, '{');
    skt_json_text(json, "outcome", skt_outcome_name(cell->outcome));
    add_estimate(json, &cell->cell.estimate);
    skt_json_int(json, "not_placed", cell->cell.not_placed);
    skt_json_int(json, "elsewhere", cell->cell.elsewhere);
    skt_json_bool(json, "unnumbered", cell->cell.unnumbered);
    skt_json_bool(json, "withheld", cell->cell.withheld);
    skt_json_open(json, "incidents", '[');
    for (size_t i = 0; i < cell->n_incidents; i++) {
        add_incident(json, NULL, e, &cell->incidents[i]);
    }
    skt_json_close(json, ']');
    skt_json_open(json, "left_out", '[');
    for (size_t i = 0; i < cell->n_gaps; i++) {
        add_gap(json, e, &cell->gaps[i]);
    }
    skt_json_close(json, ']');
    skt_json_close(json, '}');
}

skt_status skt_explain_json(skt_buf *out, const skt_explanation *e)
{
    skt_json json = {out, false};
    const skt_asked *asked = e->asked;
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "level", skt_row_level_name(asked->level));
    skt_json_str(&json, "area", asked->key.len > 0 ? asked->key : SKT_STR_NONE);
    skt_json_str(&json, "name",
                 asked->name.len > 0 ? asked->name
                 : e->row != NULL    ? e->row->region
                                     : SKT_STR_NONE);
    skt_json_str(&json, "asked_as", asked->by.len > 0 ? asked->by : SKT_STR_NONE);
    add_day(&json, "date_from", e->from);
    add_day(&json, "date_to", e->to);
    skt_json_open(&json, "cells", '[');
    for (size_t i = 0; i < e->n_cells; i++) {
        add_cell(&json, e, &e->cells[i]);
    }
    skt_json_close(&json, ']');
    skt_json_close(&json, '}');
    skt_buf_add_char(out, '\n');
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}
