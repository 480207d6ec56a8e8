#include "claims/lexicon_phrase.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void skt_reading_find(skt_reading *r, skt_finding_level level, const char *format, ...)
{
    char message[400];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    r->file->errors += level == SKT_FINDING_ERROR;
    r->file->warnings += level == SKT_FINDING_WARNING;
    if (r->found != NULL) {
        r->found(r->user, level, r->line, message);
    }
}

bool skt_reading_split(skt_reading *r, skt_reading_phrase *out)
{
    size_t ends[SKT_PHRASE_WORDS];
    skt_str rest = skt_str_trim(out->text);
    skt_str word;
    skt_buf_clear(&r->fold);
    out->n_words = 0;
    while (skt_str_split(&word, &rest, ' ')) {
        if (word.len == 0) {
            continue;
        }
        if (out->n_words == SKT_PHRASE_WORDS) {
            skt_reading_find(r, SKT_FINDING_ERROR, "\"%.*s\" has more than %d words: shorten it",
                             SKT_FMT(out->text), (int)SKT_PHRASE_WORDS);
            return false;
        }
        skt_fold(&r->fold, word);
        ends[out->n_words++] = r->fold.len;
    }
    for (size_t i = 0; i < out->n_words; i++) {
        const size_t from = i == 0 ? 0 : ends[i - 1];
        out->words[i] = skt_str_sub(skt_buf_str(&r->fold), from, ends[i] - from);
    }
    if (out->n_words == 0) {
        skt_reading_find(r, SKT_FINDING_ERROR, "an empty phrase: leave the | out, or the line");
        return false;
    }
    if (skt_str_is(out->words[0], "*") || skt_str_is(out->words[out->n_words - 1], "*")) {
        skt_reading_find(r, SKT_FINDING_ERROR, "\"%.*s\": a gap (*) stands between two words",
                         SKT_FMT(out->text));
        return false;
    }
    return true;
}

/* Warns of a phrase that no text can have, because texts are split in another way:
 * "air-defence" is two words with a hyphen between them, "u.s" three. */
static skt_status check_words(skt_reading *r, const skt_reading_phrase *made)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_buf plain = SKT_BUF_INIT;
    skt_buf better = SKT_BUF_INIT;
    skt_text text = {0};
    size_t at = 0;
    bool fits = true;
    for (size_t i = 0; i < made->n_words; i++) {
        skt_buf_add_text(&plain, i > 0 ? " " : "");
        skt_buf_add(&plain, skt_str_is(made->words[i], "*") ? SKT_LIT("x") : made->words[i]);
    }
    skt_status status = skt_text_split(&text, skt_buf_str(&plain), &arena);
    for (size_t i = 0; i < text.n_words && status == SKT_OK; i++) {
        if (text.words[i].kind == SKT_WORD_HYPHEN) {
            fits = false;
            continue;
        }
        const skt_str wanted = at < made->n_words ? made->words[at] : SKT_STR_NONE;
        const bool gap = skt_str_is(wanted, "*");
        fits = fits && (gap || skt_str_eq(wanted, text.words[i].fold));
        skt_buf_add_text(&better, at > 0 ? " " : "");
        skt_buf_add(&better, gap ? wanted : text.words[i].fold);
        at++;
    }
    if (plain.failed || better.failed) {
        status = SKT_E_NOMEM;
    } else if (status == SKT_OK && (!fits || at != made->n_words)) {
        skt_reading_find(
            r, SKT_FINDING_WARNING,
            "\"%.*s\" can never match: texts are split into words otherwise; write \"%.*s\"",
            SKT_FMT(made->text), SKT_FMT(skt_buf_str(&better)));
    }
    skt_buf_dispose(&plain);
    skt_buf_dispose(&better);
    skt_arena_dispose(&arena);
    return status;
}

/* Tags that no phrase can have both of. */
static bool exclude(skt_tag a, skt_tag b)
{
    return (a == SKT_TAG_DRONE && (b == SKT_TAG_MASKED || b == SKT_TAG_SITES)) ||
           (a == SKT_TAG_PEACEFUL && b == SKT_TAG_HOSTILE);
}

/* Tells what the lexicon says of the phrase already. */
static void compare(skt_reading *r, const skt_reading_phrase *made, const skt_entry *entry)
{
    size_t n;
    const skt_entry *const *known =
        skt_phrases_find(&n, &r->words->phrases, made->words, made->n_words);
    bool same = false;
    const skt_entry *old = NULL;
    for (size_t i = 0; i < n; i++) {
        const skt_entry *other = known[i];
        if (other->layer == entry->layer && other->tag == entry->tag) {
            skt_reading_find(
                r, SKT_FINDING_WARNING, "\"%.*s\" stands on line %" PRIu32 " already%s",
                SKT_FMT(made->text), other->line,
                skt_entry_same(other, entry) ? ": leave one out"
                                             : ", which says otherwise and rules: leave one out");
            return;
        }
        if (exclude(entry->tag, other->tag) || exclude(other->tag, entry->tag)) {
            skt_reading_find(r, SKT_FINDING_WARNING,
                             "\"%.*s\" cannot be %s and %s (%.*s:%" PRIu32 ") as well: remove one",
                             SKT_FMT(made->text), skt_tag_name(entry->tag),
                             skt_tag_name(other->tag), SKT_FMT(other->path), other->line);
        }
        if (other->layer < entry->layer && other->tag == entry->tag) {
            same |= skt_entry_same(other, entry);
            old = other;
        }
    }
    r->file->same += same;
    if (old != NULL && !same) {
        skt_buf was = SKT_BUF_INIT;
        skt_entry_write(&was, old);
        r->file->replaced++;
        skt_reading_find(r, SKT_FINDING_NOTE, "\"%.*s\" was %.*s (%.*s:%" PRIu32 ")",
                         SKT_FMT(made->text), SKT_FMT(skt_buf_str(&was)), SKT_FMT(old->path),
                         old->line);
        skt_buf_dispose(&was);
    }
}

/* The words of a phrase with a space between them, in r->joined. */
static skt_str join_words(skt_reading *r, const skt_reading_phrase *made)
{
    skt_buf_clear(&r->joined);
    for (size_t i = 0; i < made->n_words; i++) {
        skt_buf_add_text(&r->joined, i > 0 ? " " : "");
        skt_buf_add(&r->joined, made->words[i]);
    }
    return skt_buf_str(&r->joined);
}

static skt_time_line line_of(const skt_reading *r)
{
    return (skt_time_line){r->path, (uint32_t)r->line, r->layer};
}

skt_status skt_reading_add_time(skt_reading *r, const skt_reading_phrase *made,
                                const skt_term_row *row, bool form)
{
    const skt_time_line line = line_of(r);
    skt_status status = r->layer > 0 ? check_words(r, made) : SKT_OK;
    const skt_str text = join_words(r, made);
    const skt_time_phrase *old = r->layer > 0 ? skt_time_words_find(r->words->time, text) : NULL;
    if (form && old != NULL && old->layer == r->layer && old->line == r->line) {
        return status;
    }
    const bool same = old != NULL && skt_term_row_same(&old->row, row);
    /* A row that fits in some places only leaves the others to the next. */
    const unsigned some = SKT_TERM_CAPITAL | SKT_TERM_DATED | SKT_TERM_OF_CLOCK;
    const bool partly = old != NULL && (old->row.flags & some) != 0;
    if (old != NULL && old->layer == r->layer && (!partly || same)) {
        skt_reading_find(r, SKT_FINDING_WARNING, "\"%.*s\" stands on line %" PRIu32 " already%s",
                         SKT_FMT(made->text), old->line,
                         same ? ": leave one out"
                              : ", which says otherwise and rules: leave one out");
    } else if (old != NULL && !same) {
        r->file->replaced++;
        skt_reading_find(r, SKT_FINDING_NOTE,
                         "\"%.*s\" was another word of time (%.*s:%" PRIu32 ")",
                         SKT_FMT(made->text), SKT_FMT(old->path), old->line);
    }
    r->file->same += same;
    r->file->times++;
    if (status == SKT_OK) {
        status =
            r->joined.failed ? SKT_E_NOMEM : skt_time_words_add(r->words->time, text, row, &line);
    }
    return status;
}

/* Numbers are words of time as well: "two days ago", "the third of May". */
static skt_status add_number(skt_reading *r, const skt_reading_phrase *made, const skt_entry *entry)
{
    const skt_term_row row = skt_term_row_number(
        entry->tag == SKT_TAG_NUMBER ? SKT_TERM_NUMBER : SKT_TERM_ORDINAL, entry->value);
    const skt_time_line line = line_of(r);
    const skt_str text = join_words(r, made);
    return r->joined.failed ? SKT_E_NOMEM : skt_time_words_add(r->words->time, text, &row, &line);
}

skt_status skt_reading_add(skt_reading *r, const skt_reading_phrase *made, const skt_entry *entry)
{
    skt_phrases *phrases = &r->words->phrases;
    skt_status status = SKT_OK;
    if (entry->tag == SKT_TAG_GRAMMAR) {
        const unsigned bit = skt_grammar_named(entry->kind);
        if (made->n_words != 1) {
            skt_reading_find(r, SKT_FINDING_ERROR, "\"%.*s\": grammar takes single words",
                             SKT_FMT(made->text));
            return SKT_OK;
        }
        r->file->same += (skt_phrases_grammar(phrases, made->words[0]) & bit) != 0;
        r->file->phrases[entry->tag]++;
        return skt_phrases_add_grammar(phrases, made->words[0], bit) ? SKT_OK : SKT_E_NOMEM;
    }
    if (r->layer > 0) {
        status = check_words(r, made);
        compare(r, made, entry);
        (void)skt_phrases_remove(phrases, made->words, made->n_words, UINT32_C(1) << entry->tag,
                                 r->layer);
    }
    r->file->phrases[entry->tag]++;
    if (status == SKT_OK && !skt_phrases_add(phrases, made->words, made->n_words, entry)) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_OK && (entry->tag == SKT_TAG_NUMBER || entry->tag == SKT_TAG_ORDINAL)) {
        status = add_number(r, made, entry);
    }
    return status;
}

void skt_reading_remove(skt_reading *r, const skt_reading_phrase *made, uint32_t tags, bool time)
{
    skt_phrases *phrases = &r->words->phrases;
    size_t n = skt_phrases_remove(phrases, made->words, made->n_words, tags, r->layer);
    n += time && skt_time_words_remove(r->words->time, join_words(r, made), r->layer);
    if ((tags >> SKT_TAG_GRAMMAR & 1) != 0 && made->n_words == 1) {
        n += skt_phrases_remove_grammar(phrases, made->words[0]);
    }
    r->file->removed += n > 0;
    if (n == 0) {
        skt_reading_find(
            r, SKT_FINDING_WARNING,
            "\"%.*s\" is not there to be removed; `skytally extract --trace` shows how a phrase "
            "is known",
            SKT_FMT(made->text));
    }
}

bool skt_reading_feature(skt_reading *r, skt_str *key, skt_str *value, skt_str feature)
{
    *value = feature;
    (void)skt_str_split(key, value, '=');
    if (value->ptr == NULL) {
        skt_reading_find(r, SKT_FINDING_ERROR, "\"%.*s\" is no feature: write key=value",
                         SKT_FMT(feature));
    }
    return value->ptr != NULL;
}

bool skt_reading_next_feature(skt_reading *r, skt_str *key, skt_str *value, skt_str *features,
                              bool *good)
{
    skt_str feature = SKT_STR_NONE;
    while (*good && skt_str_split(&feature, features, ' ') && feature.len == 0) {
    }
    if (*good && feature.len > 0) {
        *good = skt_reading_feature(r, key, value, feature);
        return *good;
    }
    return false;
}
