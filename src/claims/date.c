/* When: the time of a count, told beside it or carried over from what came before. */
#include "claims/draft.h"

/* Whether word `at` ends as superlatives do: "largest", "worst". */
static bool is_superlative(const article *a, uint32_t at)
{
    enum { SHORTEST = 5 };
    const skt_str word = a->scene.text->words[at].fold;
    return word.len >= SHORTEST &&
           (skt_str_is(skt_str_sub(word, word.len - 3, 3), "est") || skt_str_is(word, "worst"));
}

/* "one of the heaviest raids this year": whether the time of item `it` only ranks what is told
 * among that of a longer time. */
static bool is_ranked(const article *a, const item *it)
{
    enum { REACH = 4 };
    if (word_does(&a->scene, it->first, SKT_GRAMMAR_FUNCTION) &&
        !word_does(&a->scene, it->first, SKT_GRAMMAR_IN)) {
        return false; /* "the heaviest since 11 September, when eight were downed" */
    }
    for (uint32_t back = 1; back <= REACH && back <= it->first; back++) {
        if (a->scene.text->words[it->first - back].kind == SKT_WORD_PUNCT) {
            break;
        }
        if (is_superlative(a, it->first - back)) {
            return true;
        }
    }
    return false;
}

/* Whether an ordinal ends with the word at `at`: "second", "20th". */
static bool ends_ordinal(const article *a, uint32_t at)
{
    skt_lexicon_hit hit;
    const skt_word *word = &a->scene.text->words[at];
    if (skt_words_match(&hit, a->scene.words, at, at + 1) &&
        skt_lexicon_entry(&hit, SKT_TAG_ORDINAL) != NULL) {
        return true;
    }
    return at > 0 && word[-1].kind == SKT_WORD_DIGITS && word->kind == SKT_WORD_LETTERS &&
           word->fold.len == 2 && (word->flags & SKT_WORD_SPACE) == 0;
}

/* "for the second time this year", "the 20th attack of its kind since May": counts events, and
 * does not date this one. */
static bool is_recurrence(const article *a, const item *it)
{
    enum { REACH = 6 };
    if (a->scene.whens[it->when].period == SKT_EVENT) {
        return false;
    }
    if (is_ranked(a, it)) {
        return true;
    }
    for (uint32_t back = 1; back <= REACH && back <= it->first; back++) {
        skt_lexicon_hit hit;
        const uint32_t at = it->first - back;
        if (a->scene.text->words[at].kind == SKT_WORD_PUNCT) {
            return false;
        }
        if (ends_ordinal(a, at)) {
            /* "It is the fifth time since May that ..." tells of all of them, and "was first hit
             * on 5 May" when it was. */
            return !(at >= 3 && word_does(&a->scene, at - 3, SKT_GRAMMAR_PRONOUN) &&
                     skt_words_match(&hit, a->scene.words, at - 2, at - 1) &&
                     skt_lexicon_entry(&hit, SKT_TAG_AUX) != NULL) &&
                   !(at >= 1 && skt_words_match(&hit, a->scene.words, at - 1, at) &&
                     skt_lexicon_entry(&hit, SKT_TAG_AUX) != NULL);
        }
    }
    return false;
}

/* "destroyed a hall from which the monks had left last month": whether item `k` stands in a
 * relative clause behind item `verb`. */
static bool in_relative(const article *a, size_t verb, size_t k)
{
    for (size_t m = verb + 1; m < k; m++) {
        if (item_does(a, m, SKT_GRAMMAR_WHICH | SKT_GRAMMAR_WHERE)) {
            return true;
        }
    }
    return false;
}

/* "At A, where the depot has burned since 2024, a drone fell": whether item `k` stands in a
 * relative clause that ends before item `count`. */
static bool in_closed_relative(const article *a, size_t k, size_t count)
{
    size_t end = k;
    while (end < count && a->items.items[end].kind != ITEM_COMMA) {
        end++;
    }
    for (size_t m = k; end < count && m > 0 && a->items.items[m - 1].kind != ITEM_COMMA; m--) {
        if (item_does(a, m - 1, SKT_GRAMMAR_WHICH | SKT_GRAMMAR_WHERE)) {
            return true;
        }
    }
    return false;
}

/* "one over A on Sunday and the other over B on Tuesday": whether the time at item `k` stands
 * behind another number, to which a row joins the one at item `count`. */
static bool of_number_before(const article *a, size_t k, size_t count)
{
    bool joined = false;
    for (size_t m = k + 1; m < count; m++) {
        if (counts_drones(&a->items.items[m])) {
            return false;
        }
        joined |= a->items.items[m].kind == ITEM_AND;
    }
    for (size_t m = k; joined && m > 0 && a->items.items[m - 1].kind != ITEM_STOP; m--) {
        if (counts_drones(&a->items.items[m - 1])) {
            return true;
        }
    }
    return false;
}

/* "on Saturday over four regions from 12:00 to 14:00": the hours of day `best` that the clause of
 * the count at `i` tells beside it; else `best`. */
static int hours_of_day(const article *a, size_t i, int best)
{
    const skt_when *day = best < 0 ? NULL : &a->scene.whens[best];
    if (day == NULL || day->window.precision != SKT_TIME_DAY || day->day == SKT_NO_DAY) {
        return best;
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_COMMA ||
            it->kind == ITEM_SAY || it->kind == ITEM_BUT || counts_drones(it)) {
            break;
        }
        const skt_when *when = it->kind == ITEM_WHEN ? &a->scene.whens[it->when] : NULL;
        if (when != NULL && when->day == day->day && when->period == SKT_EVENT &&
            when->window.precision == SKT_TIME_MINUTE && when->window.start < when->window.end) {
            return (int)it->when;
        }
    }
    return best;
}

int when_of_count(const article *a, size_t i, size_t verb)
{
    enum { OF_ANOTHER = 6, OF_NEXT = 4 }; /* "on Monday six, yesterday two" */
    int best = -1;
    size_t best_cost = SIZE_MAX;
    const size_t other = verb == SIZE_MAX ? i : verb;
    const size_t low = other < i ? other : i;
    const size_t high = other < i ? i : other;
    for (uint32_t w = a->items.items[i].first; w < a->items.items[i].end; w++) {
        uint32_t inside = 0; /* "2,300 of the March drones" */
        if (when_at(&a->scene, w, &inside) != NULL) {
            return (int)inside;
        }
    }
    for (size_t k = 0; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind != ITEM_WHEN || is_recurrence(a, it)) {
            continue;
        }
        const skt_when *when = &a->scene.whens[it->when];
        if (when->day == SKT_NO_DAY && when->period == SKT_EVENT &&
            when->window.start == SKT_NO_TIME && a->published != SKT_NO_DAY) {
            continue; /* a dateline */
        }
        if (when->day != SKT_NO_DAY && a->published != SKT_NO_DAY && when->day > a->published) {
            continue; /* "another turned up the next day", reckoned from publication */
        }
        if ((k > high && when->period == SKT_BACKGROUND && in_relative(a, high, k)) ||
            (k < low && when->period != SKT_EVENT && in_closed_relative(a, k, low))) {
            continue;
        }
        const size_t from = k < low ? k : high;
        const size_t to = k < low ? low : k;
        size_t cost = k > low && k < high ? 0 : to - from;
        for (size_t m = from; m < to; m++) {
            const uint8_t kind = a->items.items[m].kind;
            cost += kind == ITEM_STOP ? 20 : (kind == ITEM_RELATIVE || kind == ITEM_SAY ? 3 : 0);
            cost += k > high && kind == ITEM_COMMA && m + 1 == k ? OF_NEXT : 0;
        }
        cost += k < low && of_number_before(a, k, i) ? OF_ANOTHER : 0;
        cost += when->said ? 30 : 0; /* the day of the saying, where no other is told */
        if (cost < best_cost) {
            best_cost = cost;
            best = (int)it->when;
        }
    }
    return hours_of_day(a, i, best);
}

/* Whether item `k` ends the clause that a word of period is about. */
static bool ends_period(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    const bool says = it->kind == ITEM_SAY && !skt_str_is(it->entry->kind, "prep");
    return it->kind == ITEM_STOP || it->kind == ITEM_COLON || says || it->kind == ITEM_BUT ||
           (it->kind == ITEM_RELATIVE && /* "the heaviest was that of 29 November" */
            !(k + 1 < a->items.count && item_does(a, k + 1, SKT_GRAMMAR_OF))) ||
           (counts_drones(it) && it->value != SKT_NULL);
}

/* "The heaviest was that of 29 November, when ...": whether the clause that item `k` opens is told
 * of the day right before it. */
static bool dates_clause(const article *a, size_t k)
{
    const size_t comma = k > 0 && a->items.items[k - 1].kind == ITEM_COMMA;
    return a->items.items[k].kind == ITEM_RELATIVE && item_does(a, k, SKT_GRAMMAR_WHEN) &&
           k > comma && a->items.items[k - 1 - comma].kind == ITEM_WHEN;
}

skt_period period_told(const article *a, size_t i)
{
    size_t from = i;
    while (from > 0 && (!ends_period(a, from - 1) || dates_clause(a, from - 1))) {
        from--;
    }
    for (size_t k = from; k < a->items.count && (k <= i || !ends_period(a, k)); k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_BACKGROUND && !is_ranked(a, it)) {
            return skt_str_is(it->entry->kind, "cumulative") ? SKT_CUMULATIVE : SKT_BACKGROUND;
        }
    }
    return SKT_EVENT;
}

static void take_when(draft *d, const skt_when *when)
{
    enum { SUM_OF_MONTH = 60 /* drones "in March": hardly of one day */ };
    d->day = when->day;
    d->window = when->window;
    if (when->period != SKT_EVENT && !d->recent) {
        const bool sum = when->period == SKT_BACKGROUND && d->value != SKT_NULL &&
                         d->value >= SUM_OF_MONTH && when->window.precision == SKT_TIME_MONTH;
        d->period = sum ? SKT_CUMULATIVE : when->period;
    }
}

/* "went on clearing the rubble of Wednesday's missile strike": behind the lead, the day of
 * something that is only named. */
static bool is_named_only(const article *a, const skt_when *when)
{
    const skt_text *text = a->scene.text;
    return text->words[when->first].paragraph > a->lead && when->end < text->n_words &&
           (text->words[when->end].kind == SKT_WORD_SUFFIX ||
            text->words[when->end - 1].kind == SKT_WORD_SUFFIX);
}

/* The first event day that the body tells from word `from` on, but for days of sayings and
 * of pictures; or NULL. */
static const skt_when *first_told(const article *a, uint32_t from)
{
    for (size_t i = 0; i < a->scene.n_whens; i++) {
        const skt_when *when = &a->scene.whens[i];
        if (when->period == SKT_EVENT && when->day != SKT_NO_DAY && !when->said && !when->caption &&
            when->first >= from && !is_named_only(a, when)) {
            return when;
        }
    }
    return NULL;
}

/* The day before that of publication, or one further back, that the headline tells: "attacks
 * over the past day"; or NULL. */
static const skt_when *title_day(const article *a)
{
    const skt_when *told = first_told(a, 0);
    const bool title = told != NULL && told->first < a->headline_end;
    return title && a->published != SKT_NO_DAY && told->day < a->published ? told : NULL;
}

/* The day that the article is about: that of its first claim; else that of its headline; else
 * the first that its body tells of an event, or of a saying; else its own. */
static skt_day event_day(const article *a)
{
    const draft *lead = NULL;
    for (size_t i = 0; i < a->drafts.count && lead == NULL; i++) {
        lead = a->drafts.items[i].headline ? NULL : &a->drafts.items[i];
    }
    const skt_when *own = lead != NULL && lead->when >= 0 ? &a->scene.whens[lead->when] : NULL;
    if (own != NULL && own->period == SKT_EVENT && own->day != SKT_NO_DAY) {
        return own->day;
    }
    const skt_when *told = title_day(a);
    told = told != NULL ? told : first_told(a, a->headline_end);
    for (size_t i = 0; told == NULL && i < a->scene.n_whens; i++) {
        const skt_when *when = &a->scene.whens[i];
        if (when->period == SKT_EVENT && when->day != SKT_NO_DAY &&
            when->first >= a->headline_end) {
            told = when;
        }
    }
    told = told != NULL ? told : first_told(a, 0);
    return told != NULL ? told->day : a->published;
}

/* The report's own event may lie further back than an event that is recalled: the first
 * claims of a report that tells no nearer day are what it is about. */
static void raise_lead(article *a)
{
    enum { STALE_DAYS = 31 };
    const draft *lead = NULL;
    for (size_t i = 0; i < a->drafts.count; i++) {
        const draft *d = &a->drafts.items[i];
        const skt_when *when = d->when >= 0 ? &a->scene.whens[d->when] : NULL;
        if (d->headline) {
            continue;
        }
        if (when != NULL && when->period == SKT_EVENT && when->day != SKT_NO_DAY && lead == NULL) {
            return;
        }
        lead = lead == NULL ? d : lead;
    }
    const skt_when *told = lead != NULL && lead->when >= 0 ? &a->scene.whens[lead->when] : NULL;
    if (told == NULL || told->period != SKT_BACKGROUND || told->day == SKT_NO_DAY ||
        !told->explicit_day || a->published - told->day > STALE_DAYS) {
        return;
    }
    for (size_t i = 0; i < a->scene.n_whens && a->scene.whens[i].first < told->first; i++) {
        if (a->scene.whens[i].period == SKT_EVENT && a->scene.whens[i].day != SKT_NO_DAY) {
            return;
        }
    }
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        const skt_when *when = d->when >= 0 ? &a->scene.whens[d->when] : NULL;
        if (when != NULL && when->period == SKT_BACKGROUND && when->day >= told->day &&
            a->published != SKT_NO_DAY) {
            d->period = SKT_EVENT;
            d->recent = true;
        }
    }
}

/* The event day that a paragraph begins with, as the title of a section: "Saturday. The
 * worst of it." */
static const skt_when *when_of_section(const article *a, const draft *d)
{
    const skt_text *text = a->scene.text;
    const skt_span span = text->paragraphs[text->words[d->first].paragraph];
    for (size_t i = 0; i < a->scene.n_whens; i++) {
        const skt_when *when = &a->scene.whens[i];
        if (when->first == span.first && when->end < span.end && when->period == SKT_EVENT &&
            when->explicit_day && when->day != SKT_NO_DAY &&
            text->words[when->end].kind == SKT_WORD_PUNCT &&
            !skt_str_is(text->words[when->end].fold, ",")) {
            return when;
        }
    }
    return NULL;
}

/* "Summary of the governor, Saturday.": whether a line of its own under a headline with the day
 * of the events only tells when this was written. */
static bool is_byline(const article *a, const skt_when *when)
{
    enum { LINE = 12 };
    const skt_text *text = a->scene.text;
    const skt_span span = text->paragraphs[text->words[when->first].paragraph];
    return when->day == a->published && span.end - span.first <= LINE && title_day(a) != NULL;
}

/* The event day told last before the draft, in its own sentence or the one before; that of a
 * saying only where there is no other. */
static const skt_when *when_before(const article *a, const draft *d)
{
    const skt_when *found = when_of_section(a, d);
    for (size_t i = 0; i < a->scene.n_whens; i++) {
        const skt_when *when = &a->scene.whens[i];
        const bool title = when->first < a->headline_end && !d->headline;
        const bool weaker = when->said && found != NULL && !found->said;
        if (!title && !weaker && when->first < d->first && when->period == SKT_EVENT &&
            when->day != SKT_NO_DAY &&
            a->scene.text->words[when->first].sentence + 1 >= d->sentence && !is_byline(a, when)) {
            found = when;
        }
    }
    return found;
}

/* Whether the window is a moment by the clock, which only what it is told of has. */
static bool is_moment(const skt_window *window)
{
    enum { HOUR_S = 3600 };
    return window->start != SKT_NO_TIME && window->precision <= SKT_TIME_HOUR &&
           window->end - window->start <= HOUR_S;
}

/* Whether the hour of what word `told` tells of is that of `d` too: a night's or a bulletin's, and
 * a moment's where the same sentence goes on, or counts more or some of the same, or where the
 * moment heads the paragraph: "3:20. Three more have been shot down". */
static bool shares_hour(const article *a, const skt_window *window, const draft *d, uint32_t told)
{
    const skt_text *text = a->scene.text;
    return !is_moment(window) || text->words[told].sentence == d->sentence || d->further ||
           d->count == COUNT_ANOTHER || d->count == COUNT_OTHER || d->of_them ||
           d->why_outcome.rule == RULE_SUM || d->why_part.rule == RULE_PART_SUM ||
           text->paragraphs[text->words[d->first].paragraph].first == told;
}

/* Whether `d` goes on with the dated event that `before` told, `reach` sentences back at
 * most. */
static bool goes_on(const draft *before, const draft *d, uint32_t reach)
{
    return before != NULL && before->period == SKT_EVENT && before->day != SKT_NO_DAY &&
           before->sentence + reach >= d->sentence;
}

/* Whether the clause of the draft tells of what had happened before: "on Friday a drone had
 * hit ...", but not "they said that it had hit ...". */
static bool in_pluperfect(const article *a, const draft *d, const skt_when *when)
{
    const uint32_t first = d->first < when->first ? d->first : when->first;
    const uint32_t end = d->verb_end > d->end ? d->verb_end : d->end;
    const skt_span span = a->scene.text->sentences[d->sentence];
    for (uint32_t at = span.first; at < end && at < span.end; at++) {
        skt_lexicon_hit hit;
        if (skt_words_match(&hit, a->scene.words, at, span.end) &&
            skt_lexicon_entry(&hit, SKT_TAG_SAY) != NULL && !skt_words_verb_last(a->scene.words)) {
            return false; /* languages that put the verb last do not shift tenses behind it */
        }
        if (at + 2 >= first && word_does(&a->scene, at, SKT_GRAMMAR_PLUPERFECT)) {
            return true;
        }
    }
    return false;
}

/* Whether the day told for the draft lies before what the article is about: more than the
 * days of a week back, or some and the verb says so. */
static bool is_recalled(const article *a, const draft *d, const skt_when *when, skt_day main_day)
{
    enum { RECENT_DAYS = 6 };
    if (!when->explicit_day || when->period != SKT_EVENT || when->day == SKT_NO_DAY ||
        main_day == SKT_NO_DAY || when->day + (when->previous ? 0 : 1) >= main_day) {
        return false;
    }
    const skt_day now = a->published != SKT_NO_DAY ? a->published : main_day;
    return now - when->day > RECENT_DAYS || in_pluperfect(a, d, when);
}

void date_drafts(article *a)
{
    raise_lead(a);
    const skt_day main_day = event_day(a);
    const draft *before = NULL;
    const uint32_t first_sentence = a->drafts.count > 0 ? a->drafts.items[0].sentence : 0;
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        const skt_when *when = d->when >= 0 ? &a->scene.whens[d->when] : when_before(a, d);
        if (when != NULL && when->said && goes_on(before, d, 1) && before->day < when->day) {
            when = NULL; /* "..., the army said on Thursday" of what came on Wednesday */
        }
        if (when != NULL) {
            take_when(d, when);
            d->why_day.rule = d->when >= 0 ? RULE_DAY_SAID : RULE_DAY_BEFORE;
            if (d->when < 0 && !shares_hour(a, &d->window, d, when->first)) {
                d->window = (skt_window){.start = SKT_NO_TIME, .end = SKT_NO_TIME};
            }
        }
        if (when != NULL && d->sentence > first_sentence && is_recalled(a, d, when, main_day)) {
            d->period = SKT_BACKGROUND;
        }
        if (when == NULL && (d->of_them || (!d->own_noun && d->value != SKT_NULL)) &&
            before != NULL && before->period == SKT_CUMULATIVE &&
            before->sentence + 1 >= d->sentence) {
            d->period = SKT_CUMULATIVE; /* a part of a month's figure */
        }
        const bool dated = d->day != SKT_NO_DAY || d->period != SKT_EVENT;
        if (!dated) {
            const bool near = goes_on(before, d, 3);
            d->day = near ? before->day : main_day;
            d->why_day.rule = near ? RULE_DAY_CARRIED : RULE_DAY_ARTICLE;
            d->why_day.draft = near ? (int32_t)(before - a->drafts.items) : NO_DRAFT;
            /* The day is carried further than the hour. */
            if (goes_on(before, d, 1) && d->window.start == SKT_NO_TIME &&
                shares_hour(a, &before->window, d, before->first)) {
                d->window = before->window;
            }
        }
        if (d->period == SKT_CUMULATIVE) {
            d->day = SKT_NO_DAY;
        }
        before = d;
    }
}
