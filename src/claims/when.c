/* Expressions of time in a text. */
#include "claims/when.h"

#include "claims/when_reckon.h"
#include "claims/when_terms.h"
#include "core/str.h"

/* "A year ago, in the night to 23 February": of two expressions that only a comma parts, the
 * second tells when in what the first recalls. */
static bool recalled_with(const skt_when *before, const skt_when *when)
{
    return before->period == SKT_BACKGROUND && before->day == SKT_NO_DAY &&
           when->first <= before->end + 1 && when->period != SKT_CUMULATIVE;
}

/* "In the seven days to Friday 5 May": of two expressions with nothing between them, the second
 * ends the period of the first. */
static bool ends_period(const skt_moment *moment, const skt_when *before, const skt_when *when)
{
    return moment->span == SKT_SPAN_PERIOD && moment->in_span && when->first == before->end &&
           when->explicit_day;
}

/* Marks the expressions in paragraphs that describe a picture. Both rows are in the order of
 * the text. */
static void mark_captions(skt_whens *whens, const skt_term_list *terms)
{
    const skt_word *words = terms->text->words;
    uint32_t term = 0;
    for (size_t i = 0; i < whens->count;) {
        const uint32_t paragraph = words[whens->items[i].first].paragraph;
        bool caption = false;
        while (term < terms->count && words[terms->items[term].first].paragraph < paragraph) {
            term++;
        }
        for (; term < terms->count && words[terms->items[term].first].paragraph == paragraph;
             term++) {
            caption |= terms->items[term].kind == SKT_TERM_CAPTION;
        }
        for (; i < whens->count && words[whens->items[i].first].paragraph == paragraph; i++) {
            whens->items[i].caption = caption;
        }
    }
}

static skt_status reckon_all(skt_whens *out, skt_reckoner *reckoner, const skt_moment_vec *moments)
{
    for (size_t i = 0; i < moments->count; i++) {
        skt_when when;
        if (!skt_reckon(&when, reckoner, &moments->items[i])) {
            continue;
        }
        if (out->count > 0 && recalled_with(&out->items[out->count - 1], &when)) {
            when.period = SKT_BACKGROUND;
            when.day = SKT_NO_DAY;
            when.window.start = when.window.end = SKT_NO_TIME;
        }
        if (i > 0 && out->count > 0 &&
            ends_period(&moments->items[i - 1], &out->items[out->count - 1], &when)) {
            when.period = SKT_CUMULATIVE;
            when.day = SKT_NO_DAY;
            when.window.start = when.window.end = SKT_NO_TIME;
        }
        if (!skt_vec_push(out, when)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

skt_status skt_whens_find(skt_whens *out, const skt_text *text, skt_span words, skt_day published,
                          skt_str zone, const skt_time_words *time)
{
    skt_term_vec terms = {0};
    skt_moment_vec moments = {0};
    skt_status status = skt_terms_tag(&terms, text, words, time);
    const skt_term_list list = {.text = text, .items = terms.items, .count = (uint32_t)terms.count};
    if (status == SKT_OK) {
        status = skt_moments_find(&moments, &list);
    }
    if (status == SKT_OK) {
        skt_reckoner reckoner = {.text = text,
                                 .published = published,
                                 .clock = {.offsets = skt_time_words_offsets(time)},
                                 .zone = zone.len > 0 ? zone : SKT_LIT("Etc/UTC"),
                                 .story = SKT_NO_DAY,
                                 .story_end_s = -1,
                                 .sentence_day = SKT_NO_DAY,
                                 .sentence = UINT32_MAX};
        status = reckon_all(out, &reckoner, &moments);
        mark_captions(out, &list);
        skt_zone_clock_dispose(&reckoner.clock);
    }
    skt_vec_dispose(&moments);
    skt_vec_dispose(&terms);
    return status;
}
