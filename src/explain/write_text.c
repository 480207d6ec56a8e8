/* An explanation as an analyst reads it out. */
#include <inttypes.h>

#include "explain/explain_private.h"
#include "export/claim_json.h"

enum { KIDS_SHOWN = 12, OTHERS_SHOWN = 6 };

static const char *const rules[] = {"accounts", "replicas",     "sides",     "same area and window",
                                    "windows",  "nested areas", "area sets", "several attacks",
                                    "sums",     "country rows"};

static void add_rule(skt_buf *out, int rule)
{
    skt_buf_format(out, " (rule %d, %s)", rule, rules[rule]);
}

/* What would break lines or a terminal becomes a blank. */
static void add_clean(skt_buf *out, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        skt_buf_add_char(out, c < ' ' || c == 0x7F ? ' ' : (char)c);
    }
}

/* "46", "46 (45 to 55)", "30 or more", "a number that is not told". */
static void add_estimate(skt_buf *out, const skt_estimate *e)
{
    if (e->best == SKT_NULL && e->low == SKT_NULL) {
        skt_buf_add_text(out, "no number");
    } else if (e->best == SKT_NULL) {
        skt_buf_format(out, "no number (%" PRId64 " or more)", e->low);
    } else if (e->high == SKT_NULL) {
        skt_buf_format(out, "%" PRId64 " or more", e->best);
        if (e->low != e->best && e->low != SKT_NULL) {
            skt_buf_format(out, " (from %" PRId64 ")", e->low);
        }
    } else if (e->low == e->best && e->high == e->best) {
        skt_buf_format(out, "%" PRId64, e->best);
    } else {
        skt_buf_format(out, "%" PRId64 " (%" PRId64 " to %" PRId64 ")", e->best,
                       e->low == SKT_NULL ? 0 : e->low, e->high);
    }
}

static void add_day(skt_buf *out, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_buf_add_text(out, text[0] == '\0' ? "no date" : text);
}

/* ------------------------------------------------------------------ claims */

static void add_links(skt_buf *out, const skt_explanation *e, const skt_told_claim *told)
{
    for (size_t i = 0; i < told->n_links; i++) {
        const skt_claim *to = skt_claim_set_at(e->claims, told->links[i].to);
        skt_buf_format(out, "%s%s %.*s (", i == 0 ? "         links: " : "; ",
                       skt_link_type_name(told->links[i].type), SKT_FMT(to->id));
        if (to->value != SKT_NULL) {
            skt_buf_format(out, "%" PRId64 " %s; ", to->value, skt_outcome_name(to->outcome));
        }
        skt_buf_format(out, "%s)", told->links[i].reason);
    }
    skt_buf_add_text(out, told->n_links > 0 ? "\n" : "");
}

static void add_source(skt_buf *out, const skt_claim *claim)
{
    if (claim->source.len > 0) {
        add_clean(out, claim->source);
    } else {
        skt_buf_add_text(out, "nobody named");
    }
    if (claim->issuer.len > 0) {
        skt_buf_format(out, " [%.*s]", SKT_FMT(claim->issuer));
    }
}

static void add_report(skt_buf *out, const skt_claim *claim)
{
    if (claim->publisher.len > 0) {
        add_clean(out, claim->publisher);
        skt_buf_add_text(out, ", ");
    }
    skt_buf_add_text(out, "published ");
    add_day(out, claim->published);
    skt_buf_add_text(out, ", ");
    if (claim->url.len > 0) {
        add_clean(out, claim->url);
        skt_buf_add_text(out, ", ");
    }
    add_clean(out, claim->doc);
    if (claim->item.len > 0 && !skt_str_eq(claim->item, claim->url)) {
        skt_buf_add_text(out, ", item ");
        add_clean(out, claim->item);
    }
}

/* "3, exact", "several or dozens: no number". */
static void add_value(skt_buf *out, const skt_claim *claim)
{
    if (claim->value != SKT_NULL) {
        skt_buf_format(out, "%" PRId64 ", %s", claim->value,
                       claim->bound == SKT_AT_LEAST  ? "at least"
                       : claim->bound == SKT_AT_MOST ? "at most"
                                                     : skt_bound_name(claim->bound));
    } else if (claim->withheld) {
        skt_buf_add_text(out, "number withheld");
    } else if (claim->sites != SKT_NULL) {
        skt_buf_format(out, "%" PRId64 " sites, no number of drones", claim->sites);
    } else {
        skt_buf_add_text(out, "no number");
    }
}

static void add_sentence(skt_buf *out, const skt_told_claim *told, const skt_claim *claim)
{
    const bool whole = told->sentence.len > 0;
    skt_buf_add_text(out, "\u201c");
    add_clean(out, whole ? told->sentence : claim->evidence);
    skt_buf_add_text(out, whole ? "\u201d" : "\u201d (the words; the text is not at hand)");
}

static void add_claim(skt_buf *out, const skt_explanation *e, const skt_told_claim *told,
                      const skt_told_claim *before)
{
    static const char indent[] = "         ";
    const skt_claim *claim = skt_claim_set_at(e->claims, told->claim);
    skt_buf_add_text(out, "       ");
    add_value(out, claim);
    if (told->step != NULL) {
        skt_buf_format(out, ": %s", skt_ground_text(told->step->ground));
        add_rule(out, skt_ground_rule(told->step->ground));
    }
    skt_buf_format(out, " [claim %.*s]\n%s", SKT_FMT(claim->id), indent);
    if (told->step != NULL && told->step->ground == SKT_GROUND_COPY) {
        add_report(out, claim);
        skt_buf_format(out, "\n%s", indent);
    }
    if (before != NULL && told->sentence.len > 0 && skt_str_eq(told->sentence, before->sentence)) {
        skt_buf_add_text(out, "the same sentence: \u201c");
        add_clean(out, claim->evidence);
        skt_buf_add_text(out, "\u201d");
    } else {
        add_sentence(out, told, claim);
    }
    skt_buf_add_char(out, '\n');
    add_links(out, e, told);
}

static void add_account(skt_buf *out, const skt_explanation *e, const skt_told_account *account,
                        bool only)
{
    const skt_claim *lead = skt_claim_set_at(e->claims, account->step->subject);
    skt_buf_add_text(out, "     * ");
    add_source(out, lead);
    skt_buf_add_text(out, ": ");
    add_estimate(out, &account->step->estimate);
    if (only) {
        skt_buf_add_text(out, "; the only account");
    } else {
        skt_buf_format(out, "; %s", skt_ground_text(account->step->ground));
        add_rule(out, skt_ground_rule(account->step->ground));
    }
    skt_buf_add_text(out, "\n       ");
    add_report(out, lead);
    skt_buf_add_char(out, '\n');
    for (size_t i = 0; i < account->n_notes; i++) {
        skt_buf_format(out, "       %s", skt_ground_text(account->notes[i].ground));
        add_rule(out, skt_ground_rule(account->notes[i].ground));
        skt_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < account->n_claims; i++) {
        add_claim(out, e, &account->claims[i], i == 0 ? NULL : &account->claims[i - 1]);
    }
}

/* --------------------------------------------------------------- incidents */

static void add_other(skt_buf *out, const skt_explanation *e, size_t incident)
{
    const skt_incident *other = skt_incident_set_at(e->incidents, incident);
    skt_tell_area(out, e, incident);
    skt_buf_add_text(out, ", ");
    add_estimate(out, &other->estimate);
}

static void add_steps(skt_buf *out, const skt_explanation *e, const skt_told_incident *told)
{
    for (size_t i = 0; i < told->n_steps; i++) {
        const skt_decision *step = &told->steps[i];
        skt_buf_format(out, "     - %s", skt_ground_text(step->ground));
        if (step->ground == SKT_GROUND_ADDED_WINDOW) {
            skt_buf_format(out, " (%" PRId64 " of them)", step->estimate.best);
        } else if (step->ground == SKT_GROUND_RAISED) {
            skt_buf_format(out, ", by %" PRId64, step->estimate.best);
        } else if (step->ground == SKT_GROUND_NO_ROOM) {
            skt_buf_format(out, " (%" PRId64 ")", step->estimate.best);
        }
        if (step->other != SKT_NO_INDEX) {
            skt_buf_add_text(out, ": ");
            add_other(out, e, step->other);
        }
        add_rule(out, skt_ground_rule(step->ground));
        skt_buf_add_char(out, '\n');
    }
}

/* What is counted of it here and what in the incidents inside it. */
static void add_kids(skt_buf *out, const skt_explanation *e, const skt_told_incident *told)
{
    const skt_incident *incident = skt_incident_set_at(e->incidents, told->incident);
    size_t shown = 0;
    if (incident->estimate.best == SKT_NULL || incident->net == incident->estimate.best ||
        told->n_kids == 0) {
        return;
    }
    skt_buf_format(out,
                   "     - %" PRId64 " of the %" PRId64 " are counted in what lies inside it (",
                   incident->estimate.best - incident->net, incident->estimate.best);
    for (size_t i = 0; i < told->n_kids; i++) {
        const skt_incident *kid = skt_incident_set_at(e->incidents, told->kids[i]);
        if (kid->estimate.best == SKT_NULL) {
            continue;
        }
        if (shown++ < KIDS_SHOWN) {
            skt_buf_add_text(out, shown == 1 ? "" : "; ");
            skt_tell_area(out, e, told->kids[i]);
            skt_buf_format(out, " %" PRId64, kid->estimate.best);
        }
    }
    skt_buf_format(out, "%s): %" PRId64 " are left (rule 5, nested areas)\n",
                   shown > KIDS_SHOWN ? "; ..." : "", incident->net);
}

/* Areas inside it that are told of without a number: some of what is left was there. */
static void add_unnumbered(skt_buf *out, const skt_explanation *e, const skt_told_incident *told)
{
    size_t n = 0;
    for (size_t i = 0; told->net.best > 0 && i < told->n_kids; i++) {
        if (skt_incident_set_at(e->incidents, told->kids[i])->estimate.best != SKT_NULL) {
            continue;
        }
        if (n++ < KIDS_SHOWN) {
            skt_buf_add_text(out,
                             n == 1 ? "     - told without a number, and so among these: " : "; ");
            skt_tell_area(out, e, told->kids[i]);
        }
    }
    skt_buf_add_text(out, n > KIDS_SHOWN ? "; ...\n" : n > 0 ? "\n" : "");
}

/* Where what is counted stands, in a row that lies above others. */
static void add_standing(skt_buf *out, const skt_explanation *e, const skt_told_incident *told)
{
    const skt_incident_detail *d = skt_incident_set_detail(e->incidents, told->incident);
    skt_buf row = SKT_BUF_INIT;
    if (e->asked->level < SKT_ROW_COUNTRY || told->net.best == SKT_NULL || told->net.best == 0) {
        return;
    }
    skt_tell_row(&row, e, told->incident);
    out->failed = out->failed || row.failed;
    if (row.len == 0) {
        skt_buf_format(out,
                       "     - these %" PRId64 " are not placed: the claims name no area below "
                       "the country for them, and no row below has them",
                       told->net.best);
    } else {
        const bool away =
            e->asked->level == SKT_ROW_COUNTRY && !skt_str_eq(d->country, e->asked->key);
        skt_buf_format(out, "     - %s in the row %.*s", away ? "elsewhere:" : "stands",
                       SKT_FMT(skt_buf_str(&row)));
    }
    add_rule(out, 9);
    skt_buf_add_char(out, '\n');
    skt_buf_dispose(&row);
}

/* Accounts of the same drones: what adding them up would have come to. */
static void add_same(skt_buf *out, const skt_told_incident *told)
{
    skt_number sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < told->n_accounts; i++) {
        const skt_number best = told->accounts[i].step->estimate.best;
        n += best != SKT_NULL;
        sum += best == SKT_NULL ? 0 : best;
    }
    if (n > 1) {
        skt_buf_format(out,
                       "     - %zu accounts give a number for the same drones: one stands, and "
                       "they are not added up to %" PRId64,
                       n, sum);
        add_rule(out, 3);
        skt_buf_add_char(out, '\n');
    }
}

/* "2024-09-01, night", "2023-01-28, 23:30 to 23:40 (+03:30)". */
static void add_time(skt_buf *out, const skt_incident *incident)
{
    const skt_window *w = &incident->window;
    add_day(out, incident->date);
    if (incident->date == SKT_NO_DAY) {
        return;
    }
    if (w->start == SKT_NO_TIME || w->approximate || w->precision > SKT_TIME_HOUR) {
        skt_buf_format(out, ", %s", skt_time_precision_name(w->precision));
        return;
    }
    char start[SKT_TIME_TEXT];
    char end[SKT_TIME_TEXT];
    skt_time_format(start, w->start, w->zone_offset_s);
    skt_time_format(end, w->end, w->zone_offset_s);
    skt_buf_format(out, ", %.5s", start + 11);
    if (end[0] != '\0') {
        skt_buf_format(out, " to %.5s", end + 11);
    }
    skt_buf_format(out, " (UTC%s)", start + 19);
}

static bool same(const skt_estimate *a, const skt_estimate *b)
{
    return a->low == b->low && a->best == b->best && a->high == b->high;
}

static void add_head(skt_buf *out, const skt_explanation *e, const skt_told_incident *told,
                     size_t number)
{
    const skt_incident *incident = skt_incident_set_at(e->incidents, told->incident);
    skt_buf_format(out, "\n  %zu. ", number);
    skt_tell_area(out, e, told->incident);
    skt_buf_add_text(out, ", ");
    add_time(out, incident);
    if (incident->attacker.len > 0) {
        skt_buf_format(out, ", sent by %.*s%s", SKT_FMT(incident->attacker),
                       incident->attacker_inferred ? " (inferred: rule 2, sides)" : "");
    }
    skt_buf_add_text(out, ": ");
    if (told->net.best == SKT_NULL) {
        skt_buf_add_text(out, told->hidden         ? "no number, covered by the figure around it"
                              : incident->withheld ? "number withheld"
                                                   : "told without a number: nothing is added");
    } else if (same(&told->net, &incident->estimate)) {
        add_estimate(out, &told->net);
    } else {
        add_estimate(out, &told->net);
        skt_buf_add_text(out, " counted here of ");
        add_estimate(out, &incident->estimate);
    }
    skt_buf_format(out, " [incident %.*s]\n", SKT_FMT(incident->id));
}

static void add_incident(skt_buf *out, const skt_explanation *e, const skt_told_incident *told,
                         size_t number)
{
    add_head(out, e, told, number);
    add_same(out, told);
    add_kids(out, e, told);
    add_unnumbered(out, e, told);
    add_standing(out, e, told);
    add_steps(out, e, told);
    for (size_t i = 0; i < told->n_accounts; i++) {
        add_account(out, e, &told->accounts[i], told->n_accounts == 1);
    }
}

/* ------------------------------------------------------------------- gaps */

static void add_gap_incident(skt_buf *out, const skt_explanation *e, const skt_gap *gap)
{
    const skt_told_incident *told = gap->incident;
    const skt_incident *incident = skt_incident_set_at(e->incidents, told->incident);
    const skt_told_claim *first = &told->accounts[0].claims[0];
    skt_buf row = SKT_BUF_INIT;
    skt_tell_area(out, e, told->incident);
    skt_buf_add_text(out, ", ");
    add_day(out, incident->date);
    skt_buf_format(out, ", %s: ", skt_outcome_name(incident->outcome));
    add_estimate(out, &incident->estimate);
    skt_buf_format(out, "; %s", skt_gap_text(gap->kind));
    skt_tell_row(&row, e, told->incident);
    if (gap->into != SIZE_MAX) {
        skt_buf_add_text(out, ": ");
        add_other(out, e, gap->into);
    } else if (gap->kind == SKT_GAP_COUNTRY && gap->value != SKT_NULL) {
        skt_buf_format(out, ": %" PRId64, gap->value);
    } else if (row.len > 0) {
        skt_buf_format(out, ", %.*s", SKT_FMT(skt_buf_str(&row)));
    }
    add_rule(out, skt_gap_rule(gap->kind));
    skt_buf_add_text(out, "\n      ");
    add_sentence(out, first, skt_claim_set_at(e->claims, first->claim));
    skt_buf_add_text(out, "\n      ");
    add_source(out, skt_claim_set_at(e->claims, first->claim));
    skt_buf_add_text(out, "; ");
    add_report(out, skt_claim_set_at(e->claims, first->claim));
    skt_buf_dispose(&row);
}

static void add_gap_claim(skt_buf *out, const skt_explanation *e, const skt_gap *gap)
{
    const skt_claim *claim = skt_claim_set_at(e->claims, gap->claim->claim);
    add_value(out, claim);
    skt_buf_add_text(out, ", ");
    add_day(out, claim->date);
    skt_buf_format(out, "; %s", skt_gap_text(gap->kind));
    if (gap->into != SIZE_MAX) {
        skt_buf_format(out, ", %.*s", SKT_FMT(skt_claim_set_at(e->claims, gap->into)->id));
    }
    add_rule(out, skt_gap_rule(gap->kind));
    skt_buf_format(out, " [claim %.*s]\n      ", SKT_FMT(claim->id));
    add_sentence(out, gap->claim, claim);
    skt_buf_add_text(out, "\n      ");
    add_source(out, claim);
    skt_buf_add_text(out, "; ");
    add_report(out, claim);
}

static void add_gaps(skt_buf *out, const skt_explanation *e, const skt_told_cell *cell)
{
    size_t others = 0;
    if (cell->n_gaps == 1 && cell->gaps[0].kind == SKT_GAP_SILENCE) {
        skt_buf_format(out, "  %s.\n", skt_gap_text(SKT_GAP_SILENCE));
        return;
    }
    if (cell->n_gaps > 0) {
        skt_buf_add_text(out, "\n  Not in it:\n");
    }
    for (size_t i = 0; i < cell->n_gaps; i++) {
        const skt_gap *gap = &cell->gaps[i];
        const bool other = gap->kind == SKT_GAP_OTHER_DAY || gap->kind == SKT_GAP_OTHER_FATE;
        if (other && ++others > OTHERS_SHOWN) {
            continue;
        }
        skt_buf_add_text(out, "    - ");
        if (gap->incident != NULL) {
            add_gap_incident(out, e, gap);
        } else if (gap->claim != NULL) {
            add_gap_claim(out, e, gap);
        } else {
            skt_buf_add_text(out, skt_gap_text(gap->kind));
            add_rule(out, skt_gap_rule(gap->kind));
        }
        skt_buf_add_char(out, '\n');
    }
    if (others > OTHERS_SHOWN) {
        skt_buf_format(out, "    - and %zu more\n", others - OTHERS_SHOWN);
    }
}

/* ------------------------------------------------------------------ cells */

static void add_title(skt_buf *out, const skt_explanation *e, const skt_told_cell *cell)
{
    const skt_asked *asked = e->asked;
    const skt_str name = asked->name.len > 0 ? asked->name
                         : e->row != NULL    ? e->row->region
                                             : asked->key;
    add_clean(out, name);
    if (asked->key.len > 0 && asked->level != SKT_ROW_SEA && !skt_str_eq(name, asked->key)) {
        skt_buf_format(out, " (%.*s)", SKT_FMT(asked->key));
    }
    skt_buf_format(out, ", %s, ", skt_outcome_name(cell->outcome));
    if (e->from == SKT_NO_DAY && e->to == SKT_NO_DAY) {
        skt_buf_add_text(out, "all days");
    } else if (e->from == e->to) {
        add_day(out, e->from);
    } else {
        skt_buf_add_text(out, "from ");
        add_day(out, e->from);
        skt_buf_add_text(out, " to ");
        add_day(out, e->to);
    }
    skt_buf_add_text(out, ": ");
}

static void add_figure(skt_buf *out, const skt_cell *cell)
{
    const skt_estimate *e = &cell->estimate;
    if (e->best != SKT_NULL) {
        add_estimate(out, e);
    } else {
        skt_buf_add_text(out, cell->withheld     ? "withheld"
                              : cell->unnumbered ? "told, but without a number"
                                                 : "nothing");
    }
    if (e->best != SKT_NULL && cell->unnumbered) {
        skt_buf_add_text(out, ", and some without a number");
    }
    if (cell->not_placed != SKT_NULL && cell->not_placed > 0) {
        skt_buf_format(out, ", of which %" PRId64 " not placed", cell->not_placed);
    }
    if (cell->elsewhere != SKT_NULL && cell->elsewhere > 0) {
        skt_buf_format(out, ", of which %" PRId64 " elsewhere", cell->elsewhere);
    }
    skt_buf_add_char(out, '\n');
}

/* "It is the sum of 3 incidents: 27 + 46 + 34". */
static void add_sum(skt_buf *out, const skt_told_cell *cell)
{
    enum { SHOWN = 24 };
    size_t n = 0;
    for (size_t i = 0; i < cell->n_incidents; i++) {
        n += cell->incidents[i].net.best != SKT_NULL;
    }
    if (n < 2) {
        return;
    }
    size_t at = 0;
    skt_buf_format(out, "  The sum of %zu incidents, each counted once: ", n);
    for (size_t i = 0; i < cell->n_incidents; i++) {
        const skt_number best = cell->incidents[i].net.best;
        if (best != SKT_NULL && at++ < SHOWN) {
            skt_buf_format(out, "%s%" PRId64, at == 1 ? "" : " + ", best);
        }
    }
    skt_buf_add_text(out, n > SHOWN ? " + ..." : "");
    add_rule(out, 8);
    skt_buf_add_char(out, '\n');
}

skt_status skt_explain_text(skt_buf *out, const skt_explanation *e)
{
    if (e->asked->by.len > 0) {
        skt_buf_format(out, "%.*s has no row of its own: this is its region.\n\n",
                       SKT_FMT(e->asked->by));
    }
    for (size_t i = 0; i < e->n_cells; i++) {
        const skt_told_cell *cell = &e->cells[i];
        skt_buf_add_text(out, i == 0 ? "" : "\n");
        add_title(out, e, cell);
        add_figure(out, &cell->cell);
        add_sum(out, cell);
        for (size_t k = 0; k < cell->n_incidents; k++) {
            add_incident(out, e, &cell->incidents[k], k + 1);
        }
        add_gaps(out, e, cell);
    }
    skt_buf_add_text(out, "\nThe rules are those of docs/method.md, sections 7 and 8.\n");
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}
