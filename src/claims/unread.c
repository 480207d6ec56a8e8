/* What looked like a report and gave nothing. */
#include "claims/tracing.h"

static const struct {
    const char *name, *text;
} reasons[SKT_UNREAD_REASONS] = {
    [SKT_UNREAD_LANGUAGE] = {"language", "there is no lexicon for its language"},
    [SKT_UNREAD_PEACEFUL] = {"peaceful",
                             "it has more words of work, sport, trade, trials or fiction than of "
                             "attack and defence"},
    [SKT_UNREAD_NO_DATE] = {"no_date", "its claims cannot be dated, and so not tallied"},
    [SKT_UNREAD_NO_PLACE] = {"no_place", "no place is known for what it tells"},
    [SKT_UNREAD_NO_OUTCOME] = {"no_outcome", "no verb tells what became of the drones"},
    [SKT_UNREAD_MENTION] = {"mention",
                            "drones are mentioned without a number and a place, or a verb"},
    [SKT_UNREAD_DENIED] = {"denied", "it says that it did not happen, or that there were none"},
    [SKT_UNREAD_UNREAL] = {"unreal", "it tells of possibilities, plans or forecasts"},
    [SKT_UNREAD_NO_NUMBER] = {"no_number", "no number and no mention of drones could be bound"},
};

const char *skt_unread_name(skt_unread_reason value)
{
    return reasons[value].name;
}

const char *skt_unread_text(skt_unread_reason value)
{
    return reasons[value].text;
}

/* Whether the phrase tells what becomes of drones. */
static bool tells_outcome(const skt_lexicon_hit *hit)
{
    const skt_entry *verb = skt_lexicon_entry(hit, SKT_TAG_VERB);
    return (verb != NULL && (verb->agent != SKT_NO_OUTCOME || verb->patient != SKT_NO_OUTCOME ||
                             verb->with != SKT_NO_OUTCOME || verb->neg != SKT_NO_OUTCOME)) ||
           skt_lexicon_entry(hit, SKT_TAG_DAMAGE) != NULL;
}

bool looks_like_claim(const article *a, uint32_t sentence)
{
    const skt_span span = a->scene.text->sentences[sentence];
    bool drones = false;
    bool outcome = false;
    for (uint32_t i = span.first; i < span.end;) {
        skt_lexicon_hit hit;
        if (!skt_words_match(&hit, a->scene.words, i, span.end)) {
            i++;
            continue;
        }
        const skt_entry *none = skt_lexicon_entry(&hit, SKT_TAG_ANAPHOR); /* "no drones" */
        drones |= skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL ||
                  skt_lexicon_entry(&hit, SKT_TAG_DEBRIS) != NULL ||
                  (none != NULL && skt_str_is(none->kind, "none"));
        outcome |= tells_outcome(&hit);
        i = hit.end;
    }
    return drones && outcome;
}

static bool lacks_place(const article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        if (!a->drafts.items[i].dropped && a->drafts.items[i].places.count == 0) {
            return true;
        }
    }
    return a->passed[RULE_NO_PLACE] > 0;
}

/* Whether the article's claims are all without a date, though they tell of an event. */
static bool lacks_date(const article *a)
{
    bool undated = false;
    for (size_t i = 0; i < a->drafts.count; i++) {
        const draft *d = &a->drafts.items[i];
        if (d->dropped || d->places.count == 0) {
            continue;
        }
        if (d->period != SKT_EVENT || d->day != SKT_NO_DAY) {
            return false;
        }
        undated = true;
    }
    return undated;
}

bool is_unread(skt_unread_reason *out, const article *a, size_t n_claims, bool peaceful)
{
    const size_t *passed = a->passed;
    if (n_claims > 0) {
        *out = SKT_UNREAD_NO_DATE;
        return lacks_date(a);
    }
    if (peaceful) {
        *out = SKT_UNREAD_PEACEFUL;
    } else if (lacks_place(a)) {
        *out = SKT_UNREAD_NO_PLACE;
    } else if (passed[RULE_NO_OUTCOME] > 0) {
        *out = SKT_UNREAD_NO_OUTCOME;
    } else if (passed[RULE_MENTION] + passed[RULE_BARE] + passed[RULE_UNSAID] +
                   passed[RULE_MANNER] >
               0) {
        *out = SKT_UNREAD_MENTION;
    } else if (passed[RULE_NEGATED] + passed[RULE_ZERO] + passed[RULE_NO_HARM] > 0) {
        *out = SKT_UNREAD_DENIED;
    } else if (passed[RULE_UNREAL] > 0) {
        *out = SKT_UNREAD_UNREAL;
    } else {
        *out = SKT_UNREAD_NO_NUMBER;
    }
    return true;
}
