/* The day of an article that comes without a date line. */
#include "claims/when.h"

#include "claims/when_moments.h"
#include "core/calendar.h"
#include "core/str.h"

enum {
    BYLINE_OTHERS = 6,   /* words of a byline beside its date, at most */
    DATELINE_TERMS = 12, /* a dateline's date begins within so many terms */
    LEAD_PARAGRAPHS = 3, /* a date in the text counts in the headline and the lead */
    CAPTION_DAYS = 6,    /* the story's weekday follows its caption's date so closely */
    RECALL_REACH = 20,   /* terms from "prior to" to the date that it recalls */
    TEXT_DAYS = 2        /* and a date in the lead so closely */
};

typedef struct article {
    skt_term_list terms;
    skt_moment_vec moments;
    uint32_t first_paragraph;
    uint32_t kinds_of; /* paragraph */
    uint64_t kinds;    /* of its terms, a bit each; 0 before the first */
} article;

static uint32_t paragraph_of(const article *a, const skt_moment *moment)
{
    return a->terms.text->words[moment->first].paragraph;
}

/* The full date that a moment tells, or SKT_NO_DAY. */
static skt_day full_date(const skt_moment *moment)
{
    const skt_day_spec *day = &moment->day;
    if (moment->scope != SKT_SCOPE_AT) {
        return SKT_NO_DAY;
    }
    if (day->kind == SKT_DAY_FULL) {
        return day->day;
    }
    return day->kind == SKT_DAY_DATE && day->year > 0 &&
                   skt_civil_valid(day->year, day->month, day->mday)
               ? skt_day_from_civil(day->year, day->month, day->mday)
               : SKT_NO_DAY;
}

/* The first term at or behind `word`. */
static uint32_t term_from(const article *a, uint32_t word)
{
    uint32_t low = 0;
    uint32_t high = a->terms.count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (a->terms.items[middle].first < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whether the paragraph of `moment` has a term of `kind`. Asked for many moments of
 * one paragraph in turn: the last paragraph's answers are kept. */
static bool has_term(article *a, const skt_moment *moment, skt_term_kind kind)
{
    const uint32_t paragraph = paragraph_of(a, moment);
    if (a->kinds == 0 || a->kinds_of != paragraph) {
        const skt_span span = a->terms.text->paragraphs[paragraph];
        a->kinds = UINT64_C(1) << SKT_TERM_OTHER;
        a->kinds_of = paragraph;
        for (uint32_t i = term_from(a, span.first);
             i < a->terms.count && a->terms.items[i].first < span.end; i++) {
            a->kinds |= UINT64_C(1) << a->terms.items[i].kind;
        }
    }
    return (a->kinds >> kind & 1) != 0;
}

static bool sign_is(const article *a, uint32_t word, const char *sign)
{
    return skt_str_is(a->terms.text->words[word].text, sign);
}

/* Whether the paragraph describes a picture, or is a post that the page embeds:
 * its date stands behind the account's name in brackets. */
static bool is_caption(article *a, const skt_moment *moment)
{
    const skt_text *text = a->terms.text;
    const skt_span span = text->paragraphs[paragraph_of(a, moment)];
    const bool embedded =
        moment->first > span.first && sign_is(a, moment->first - 1, ")") && moment->end >= span.end;
    return embedded || sign_is(a, span.first, "(") || has_term(a, moment, SKT_TERM_CAPTION);
}

/* A line of its own that holds little but the date: "Tuesday, 14 May 2024, 07:06". */
static bool is_byline(article *a, const skt_moment *moment)
{
    const skt_text *text = a->terms.text;
    const skt_span span = text->paragraphs[paragraph_of(a, moment)];
    uint32_t others = 0;
    for (uint32_t i = span.first; i < span.end && others <= BYLINE_OTHERS; i++) {
        const bool told = i >= moment->first && i < moment->end;
        others += !told && text->words[i].kind == SKT_WORD_LETTERS;
    }
    return others <= BYLINE_OTHERS && !has_term(a, moment, SKT_TERM_CAPTION) &&
           !has_term(a, moment, SKT_TERM_ATTACK) && !sign_is(a, span.first, "(");
}

/* "TEHRAN, June 15 -", "KYIV, Ukraine, 3 May 2024 (Agency) -": a place in capitals
 * before the date and a dash or a colon behind it. */
bool skt_is_dateline(const skt_text *text, const skt_moment *moment)
{
    const skt_span span = text->paragraphs[text->words[moment->first].paragraph];
    if (moment->first - span.first > DATELINE_TERMS || moment->first == span.first ||
        (text->words[span.first].flags & (SKT_WORD_ALL_CAPS | SKT_WORD_NO_CASE)) == 0) {
        return false;
    }
    uint32_t brackets = 0;
    for (uint32_t i = moment->end; i < span.end && i < moment->end + 8; i++) {
        if (skt_str_is(text->words[i].text, "(")) {
            brackets++;
        } else if (skt_str_is(text->words[i].text, ")")) {
            brackets--;
        } else if (brackets == 0) {
            return skt_str_is(text->words[i].text, "-") || skt_str_is(text->words[i].text, ":") ||
                   skt_str_is(text->words[i].text, ".") ||
                   skt_str_is(text->words[i].text, "\xE2\x80\x93") ||
                   skt_str_is(text->words[i].text, "\xE2\x80\x94");
        }
    }
    return false;
}

/* The first weekday that the story tells outside captions, a saying's before an
 * event's; -1 if there is none. */
static int story_weekday(article *a)
{
    int event = -1;
    for (size_t i = 0; i < a->moments.count; i++) {
        const skt_moment *moment = &a->moments.items[i];
        if (moment->day.kind != SKT_DAY_WEEKDAY || moment->day.turn == SKT_TURN_NEXT ||
            moment->scope != SKT_SCOPE_AT || has_term(a, moment, SKT_TERM_CAPTION)) {
            continue;
        }
        if (moment->said) {
            return moment->day.weekday;
        }
        event = event < 0 ? moment->day.weekday : event;
    }
    return event;
}

/* The first `weekday` on or after `day`, if it comes within `days`. */
static skt_day next_weekday(skt_day day, int weekday, int days)
{
    const int ahead = (weekday - skt_day_weekday(day) + 7) % 7;
    return weekday >= 0 && ahead <= days ? day + ahead : SKT_NO_DAY;
}

static skt_day byline_day(article *a)
{
    for (size_t i = 0; i < a->moments.count; i++) {
        const skt_moment *moment = &a->moments.items[i];
        const skt_day day = full_date(moment);
        if (day != SKT_NO_DAY && (is_byline(a, moment) || skt_is_dateline(a->terms.text, moment))) {
            return day;
        }
    }
    return SKT_NO_DAY;
}

/* The latest year that the text tells with a date; 0 if none. */
static int latest_year(const article *a)
{
    int year = 0;
    for (size_t i = 0; i < a->moments.count; i++) {
        const skt_moment *moment = &a->moments.items[i];
        const skt_day day = full_date(moment);
        const int told = day != SKT_NO_DAY ? skt_day_to_civil(day).year : moment->day.year;
        year = told > year && !moment->relative_year ? told : year;
    }
    return year;
}

/* A dateline without a year takes the latest one that stands in the text, where
 * the story's weekday does not speak against it. */
static skt_day yearless_dateline_day(article *a)
{
    const int year = latest_year(a);
    for (size_t i = 0; i < a->moments.count && year > 0; i++) {
        const skt_moment *moment = &a->moments.items[i];
        if (moment->day.kind != SKT_DAY_DATE || moment->day.year != 0 ||
            !skt_is_dateline(a->terms.text, moment) ||
            !skt_civil_valid(year, moment->day.month, moment->day.mday)) {
            continue;
        }
        const skt_day day = skt_day_from_civil(year, moment->day.month, moment->day.mday);
        const int weekday = story_weekday(a);
        const int back = weekday < 0 ? 0 : (skt_day_weekday(day) - weekday + 7) % 7;
        return back <= TEXT_DAYS ? day : SKT_NO_DAY;
    }
    return SKT_NO_DAY;
}

static skt_day caption_day(article *a)
{
    const int weekday = story_weekday(a);
    for (size_t i = 0; i < a->moments.count; i++) {
        const skt_moment *moment = &a->moments.items[i];
        const skt_day day = full_date(moment);
        if (day != SKT_NO_DAY && is_caption(a, moment)) {
            const skt_day told = next_weekday(day, weekday, CAPTION_DAYS);
            if (told != SKT_NO_DAY) {
                return told;
            }
        }
    }
    return SKT_NO_DAY;
}

/* Whether the words before a date make it one that is recalled. */
static bool is_recalled(const article *a, const skt_moment *moment)
{
    const skt_word *words = a->terms.text->words;
    uint32_t at = term_from(a, moment->first);
    for (uint32_t back = 0; at > 0 && back < RECALL_REACH; back++) {
        const skt_term *term = &a->terms.items[--at];
        if (words[term->first].sentence != words[moment->first].sentence) {
            break;
        }
        if (term->kind == SKT_TERM_RECALL) {
            return true;
        }
    }
    return false;
}

static skt_day text_day(article *a)
{
    const int weekday = story_weekday(a);
    for (size_t i = 0; i < a->moments.count; i++) {
        const skt_moment *moment = &a->moments.items[i];
        const skt_day day = full_date(moment);
        const uint32_t paragraph = paragraph_of(a, moment);
        if (day == SKT_NO_DAY || paragraph >= a->first_paragraph + LEAD_PARAGRAPHS ||
            !has_term(a, moment, SKT_TERM_ATTACK) || is_recalled(a, moment) ||
            is_caption(a, moment)) {
            continue;
        }
        return weekday < 0 ? day : next_weekday(day, weekday, TEXT_DAYS);
    }
    return SKT_NO_DAY;
}

static skt_day article_day(skt_date_origin *origin, article *a)
{
    skt_day day = byline_day(a);
    day = day != SKT_NO_DAY ? day : yearless_dateline_day(a);
    if (day != SKT_NO_DAY) {
        *origin = SKT_DATE_DATELINE;
        return day;
    }
    day = caption_day(a);
    day = day != SKT_NO_DAY ? day : text_day(a);
    *origin = day != SKT_NO_DAY ? SKT_DATE_TEXT : SKT_DATE_NONE;
    return day;
}

skt_day skt_article_day(skt_date_origin *origin, const skt_text *text, skt_span words,
                        const skt_time_words *time)
{
    skt_term_vec terms = {0};
    article a = {.first_paragraph =
                     words.first < text->n_words ? text->words[words.first].paragraph : 0};
    skt_day day = SKT_NO_DAY;
    *origin = SKT_DATE_NONE;
    if (skt_terms_tag(&terms, text, words, time) == SKT_OK) {
        a.terms =
            (skt_term_list){.text = text, .items = terms.items, .count = (uint32_t)terms.count};
        if (skt_moments_find(&a.moments, &a.terms) == SKT_OK) {
            day = article_day(origin, &a);
        }
    }
    skt_vec_dispose(&a.moments);
    skt_vec_dispose(&terms);
    return day;
}
