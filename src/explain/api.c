/* Explaining cells, for the public API: an explanation with all that it was asked by. */
#include <stdlib.h>

#include "core/diag.h"
#include "core/options.h"
#include "explain/explain_private.h"

/* `told` comes first: a pointer to it is one to the whole. */
typedef struct asked_explanation {
    skt_explanation told;
    skt_asked asked;
    skt_arena arena; /* of what was asked */
} asked_explanation;

static skt_status copy_text(const char **out, skt_arena *arena, const char *text)
{
    skt_str copy;
    const skt_status status = skt_arena_str(&copy, arena, skt_str_from(text));
    *out = copy.ptr;
    return status;
}

static skt_status ask(asked_explanation *e, const skt_explain_options *options,
                      const skt_gazetteer *gazetteer, skt_diag *diag)
{
    const char *area = options->area == NULL ? "total" : options->area;
    skt_buf complaint = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    if (skt_asked_read(&e->asked, &area, 1, gazetteer, &e->arena, &complaint) == 0) {
        status = complaint.ptr == NULL
                     ? SKT_E_NOMEM
                     : skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0, "%s", complaint.ptr);
    }
    e->asked.from = options->from;
    e->asked.to = options->to;
    e->asked.outcomes = options->outcomes;
    if (status == SKT_OK) {
        status = copy_text(&e->asked.country, &e->arena, options->country);
    }
    if (status == SKT_OK) {
        status = copy_text(&e->asked.attacker, &e->arena, options->attacker);
    }
    skt_buf_dispose(&complaint);
    return status;
}

skt_status skt_explain_cell(skt_explanation **out, const skt_incident_set *incidents,
                            const skt_claim_set *claims, const skt_gazetteer *gazetteer,
                            const skt_explain_options *options, skt_diag *diag)
{
    skt_explain_options how = SKT_EXPLAIN_OPTIONS_INIT;
    *out = NULL;
    skt_status status = skt_options_take(&how, sizeof how, options, "skt_explain_options", diag);
    if (status != SKT_OK) {
        return status;
    }
    asked_explanation *e = calloc(1, sizeof *e);
    if (e == NULL) {
        return SKT_E_NOMEM;
    }
    status = ask(e, &how, gazetteer, diag);
    if (status == SKT_OK) {
        status = skt_explain(&e->told, &e->asked, incidents, claims, gazetteer);
    }
    if (status != SKT_OK) {
        skt_explanation_free(&e->told);
        return status;
    }
    *out = &e->told;
    return SKT_OK;
}

void skt_explanation_free(skt_explanation *explanation)
{
    if (explanation != NULL) {
        asked_explanation *e = (asked_explanation *)explanation;
        skt_explanation_dispose(explanation);
        skt_arena_dispose(&e->arena);
        free(e);
    }
}

skt_status skt_explain_write(skt_write_fn *write, void *user, const skt_explanation *explanation,
                             skt_explain_format format)
{
    skt_buf out = SKT_BUF_INIT;
    skt_status status = format == SKT_EXPLAIN_JSON ? skt_explain_json(&out, explanation)
                                                   : skt_explain_text(&out, explanation);
    if (status == SKT_OK) {
        status = write(user, skt_buf_str(&out));
    }
    skt_buf_dispose(&out);
    return status;
}
