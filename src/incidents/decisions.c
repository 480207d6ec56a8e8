/* The steps behind each incident, kept for whoever asks why: taken from what the rules left in
 * items, accounts and figures, once a group is settled. No texts are made here. */
#include <stdlib.h>

#include "incidents/incident_set.h"

typedef struct ground_info {
    int rule;
    const char *text;
} ground_info;

static const ground_info grounds[SKT_GROUNDS] = {
    [SKT_GROUND_UNNUMBERED] = {0, "gives no number"},
    [SKT_GROUND_WHOLE] = {0, "the whole that is stated: the account's figure"},
    [SKT_GROUND_SUMMED] = {0, "one of the figures that are added"},
    [SKT_GROUND_MORE] = {0, "told as further ones: added on top"},
    [SKT_GROUND_INNER] = {0, "inside another figure of this account: not added"},
    [SKT_GROUND_SUBSET] = {0, "\"of them\": inside the figures beside it, not added"},
    [SKT_GROUND_REPLACED] = {0, "replaced by a later figure of the same issuer: not added"},
    [SKT_GROUND_OUTDONE] = {0, "the same voice has a figure that stands before it: not added"},
    [SKT_GROUND_COPY] = {1, "the same in a report that repeats this one: no witness of its own"},
    [SKT_GROUND_STANDS] = {3, "stands"},
    [SKT_GROUND_SAME] = {3, "corroborates: the same number"},
    [SKT_GROUND_NO_NUMBER] = {3, "corroborates: the same without a number"},
    [SKT_GROUND_SUPERSEDED] = {3, "superseded: its issuer has replaced the figure"},
    [SKT_GROUND_RESTATED] = {3, "a round restatement of an exact figure"},
    [SKT_GROUND_LIMIT] = {3, "yields: only an upper limit"},
    [SKT_GROUND_FARTHER] = {3, "yields: the other body is nearer to the fact"},
    [SKT_GROUND_INEXACT] = {3, "yields: the other figure is exact"},
    [SKT_GROUND_EARLIER] = {3, "yields: the other report is later"},
    [SKT_GROUND_THINNER] = {3, "yields: the other account is fuller"},
    [SKT_GROUND_SMALLER] = {3, "yields: the other number is larger"},
    [SKT_GROUND_ORDER] = {3, "yields: nothing else tells the two apart, so the order of ids does"},
    [SKT_GROUND_WINDOW] = {4, "hours inside the time of a figure that is no smaller"},
    [SKT_GROUND_WINDOWS_SUM] = {4, "for the whole time, and the windows in it come to more"},
    [SKT_GROUND_OVERLAP] = {4, "its hours overlap those of a larger figure"},
    [SKT_GROUND_IN_DAY] = {4, "the night, inside the figure for the whole day"},
    [SKT_GROUND_REPLICA] = {1, "its report repeats another one: no witness of its own"},
    [SKT_GROUND_EVENING] =
        {4, "told by the clock of an evening: it keeps its date and is compared with what "
            "is told of the night that follows"},
    [SKT_GROUND_ADDED_WINDOW] = {4, "one of the windows of this night that are added"},
    [SKT_GROUND_INSIDE] = {5, "inside the figure around it"},
    [SKT_GROUND_INSIDE_OPEN] = {5, "inside an area whose own figure has no number"},
    [SKT_GROUND_RAISES] = {5, "inside the figure around it, which is raised to the sum of its "
                              "parts"},
    [SKT_GROUND_RAISED] = {5, "raised to the sum of its parts"},
    [SKT_GROUND_NO_ROOM] = {5, "overlaps: does not fit into the figure around it, so that it adds "
                               "nothing to the best figure and all it has beyond to the high one"},
    [SKT_GROUND_UNCOUNTED] = {5, "inside a figure that adds nothing"},
    [SKT_GROUND_ABSORBED] = {5, "downed on the way: absorbed in the figure of the region around"},
    [SKT_GROUND_CROSSES] = {6, "overlaps a larger figure for some of the same areas: what they may "
                               "share is counted there"},
    [SKT_GROUND_BESIDE] = {5, "told beside the figure of the area around it, not as a part of it"},
    [SKT_GROUND_MOVED] = {3, "superseded by the figure for an area near by"},
};

int skt_ground_rule(skt_ground ground)
{
    return grounds[ground].rule;
}

const char *skt_ground_text(skt_ground ground)
{
    return grounds[ground].text;
}

size_t skt_incident_set_decisions(const skt_decision **out, const skt_incident_set *set,
                                  size_t index)
{
    const skt_incident_full *full = &set->all.items[index];
    *out = set->decisions.items == NULL ? NULL : &set->decisions.items[full->first_decision];
    return full->n_decisions;
}

static bool add(skt_incident_set *set, skt_ground ground, size_t subject, size_t other,
                skt_estimate estimate)
{
    const skt_decision decision = {
        .ground = ground,
        .subject = subject == SIZE_MAX ? SKT_NO_INDEX : (uint32_t)subject,
        .other = other == SIZE_MAX ? SKT_NO_INDEX : (uint32_t)other,
        .estimate = estimate,
    };
    return skt_vec_push(&set->decisions, decision);
}

static bool add_number(skt_incident_set *set, skt_ground ground, size_t other, skt_number number)
{
    return add(set, ground, SIZE_MAX, other, (skt_estimate){SKT_NULL, number, SKT_NULL});
}

static bool add_nesting(skt_incident_set *set, const skt_group *group, const skt_figure *figure,
                        size_t base)
{
    const skt_number best = figure->estimate.best;
    const size_t windows = group->nodes.items[figure->node].numbered;
    const skt_ground nested = figure->absorbed ? SKT_GROUND_ABSORBED
                              : figure->counted || figure->nested == SKT_GROUND_NO_ROOM
                                  ? figure->nested
                                  : SKT_GROUND_UNCOUNTED;
    const size_t parent = figure->parent == SKT_NONE ? SIZE_MAX : base + figure->parent;
    bool done = true;
    if (best != SKT_NULL && windows > 1) {
        done = add_number(set, SKT_GROUND_ADDED_WINDOW, SIZE_MAX, (skt_number)windows);
    }
    if (figure->moved) {
        done = done && add_number(set, SKT_GROUND_MOVED, SIZE_MAX, SKT_NULL);
    }
    if (figure->raised > 0) {
        done = done && add_number(set, SKT_GROUND_RAISED, SIZE_MAX, figure->raised);
    }
    if (figure->beside) {
        done = done && add_number(set, SKT_GROUND_BESIDE, SIZE_MAX, SKT_NULL);
    }
    if (parent != SIZE_MAX) {
        done = done && add_number(set, nested, parent,
                                  figure->nested == SKT_GROUND_NO_ROOM ? figure->excess : best);
    }
    if (figure->crosses != SKT_NONE) {
        done = done && add_number(set, SKT_GROUND_CROSSES, base + figure->crosses, figure->yielded);
    }
    return done;
}

/* The item's place in its account, and behind it the copies of it in other reports. */
static bool add_item(skt_incident_set *set, const skt_model *model, size_t at)
{
    const skt_estimate none = {SKT_NULL, SKT_NULL, SKT_NULL};
    const skt_item *item = &model->items[at];
    const skt_item *whole = item->part_of == SKT_NONE ? NULL : &model->items[item->part_of];
    bool done = add(set, item->use, item->index, whole == NULL ? SIZE_MAX : whole->index, none);
    for (size_t i = item->next_copy; done && i != SKT_NONE; i = model->items[i].next_copy) {
        done = add(set, SKT_GROUND_COPY, model->items[i].index, item->index, none);
    }
    return done;
}

/* Whether the time tells of an evening that is settled with the night behind it. */
static bool is_evening(const skt_item *item)
{
    return item->timing == SKT_TIMING_HOURS && item->claim->date != SKT_NO_DAY &&
           item->night == item->claim->date + 1;
}

static bool add_claims(skt_incident_set *set, const skt_model *model, const skt_account *account)
{
    const skt_item *lead = &model->items[account->lead];
    bool done = true;
    bool evening = false;
    bool alone = account->n_items == 1;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &model->items[account->items[i]];
        evening = evening || is_evening(item);
        alone = alone && item->next_copy == SKT_NONE;
    }
    if (evening) {
        done = add(set, SKT_GROUND_EVENING, lead->index, SIZE_MAX,
                   (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL});
    }
    for (size_t i = 0; done && !alone && i < account->n_items; i++) {
        done = add_item(set, model, account->items[i]);
    }
    return done;
}

static bool add_account(skt_incident_set *set, const skt_model *model, const skt_group *group,
                        const skt_figure *figure, const size_t *lead, size_t at, skt_ground ground)
{
    const skt_account *account = &group->accounts[figure->accounts[at]];
    const skt_account *chosen = &group->accounts[figure->accounts[0]];
    const size_t subject = model->items[account->lead].index;
    bool done = add(set, ground, subject, at == 0 ? SIZE_MAX : model->items[chosen->lead].index,
                    account->estimate);
    if (done && lead[account->report] != account->report) {
        const size_t first = model->report_first[lead[account->report]];
        done = add(set, SKT_GROUND_REPLICA, subject, model->items[first].index,
                   (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL});
    }
    return done && add_claims(set, model, account);
}

bool skt_decisions_add(skt_incident_set *set, const skt_model *model, const skt_group *group,
                       const skt_figure *figure, const size_t *lead, size_t base)
{
    skt_ground *grounds_given = malloc((figure->n_accounts + 1) * sizeof *grounds_given);
    bool done = grounds_given != NULL && skt_accounts_grounds(grounds_given, figure, group) &&
                add_nesting(set, group, figure, base);
    for (size_t i = 0; done && i < figure->n_accounts; i++) {
        done = add_account(set, model, group, figure, lead, i, grounds_given[i]);
    }
    free(grounds_given);
    return done;
}

void skt_decisions_renumber(skt_incident_set *set, const size_t *now)
{
    for (size_t i = 0; i < set->decisions.count; i++) {
        skt_decision *decision = &set->decisions.items[i];
        if (decision->ground >= SKT_GROUND_ADDED_WINDOW && decision->other != SKT_NO_INDEX) {
            decision->other = (uint32_t)now[decision->other];
        }
    }
}
