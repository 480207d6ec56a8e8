/* One drone, two fates: a party that is no state says that it downed what the
 * state whose drone it was says crashed there. The state's word is counted. */
#include "incidents/model.h"

static bool is_fate(skt_outcome outcome)
{
    return outcome == SKT_INTERCEPTED || outcome == SKT_LOST || outcome == SKT_IMPACTED;
}

static bool disputes(const skt_model *model, const skt_item *party, const skt_item *state)
{
    const skt_speaker *a = &model->speakers.items[party->speaker];
    const skt_speaker *b = &model->speakers.items[state->speaker];
    return a->rebel && !b->rebel && b->role.len > 0 && is_fate(state->claim->outcome) &&
           party->claim->outcome != state->claim->outcome && party->area == state->area &&
           party->night == state->night && party->claim->value == state->claim->value &&
           party->claim->value != SKT_NULL;
}

skt_status skt_disputes_find(skt_model *model)
{
    for (size_t r = 0; r < model->n_reports; r++) {
        for (size_t i = model->report_first[r]; i < model->report_first[r + 1]; i++) {
            skt_item *item = &model->items[i];
            if (!is_fate(item->claim->outcome) || !model->speakers.items[item->speaker].rebel) {
                continue;
            }
            for (size_t k = model->report_first[r]; k < model->report_first[r + 1]; k++) {
                if (disputes(model, item, &model->items[k])) {
                    item->disputed = true;
                    if (!skt_model_link(model, item->index, model->items[k].index,
                                        SKT_LINK_CONTRADICTS,
                                        "another fate of the same drones, told by no state")) {
                        return SKT_E_NOMEM;
                    }
                }
            }
        }
    }
    return SKT_OK;
}
