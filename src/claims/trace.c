/* Showing how an article was read, so that an analyst can mend a lexicon: of each sentence
 * the words with their tags, what the rules made of them, and what became of that. */
#include <inttypes.h>

#include "claims/tracing.h"

enum { TAG_COLUMN = 11, WORDS_COLUMN = 34 };

/* ------------------------------------------------------------------- words */

/* Appends bytes of a text; control characters reach no terminal. */
static void add_plain(skt_buf *out, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        skt_buf_add_char(out, c < ' ' || c == 0x7F ? ' ' : text.ptr[i]);
    }
}

static void add_words(skt_buf *out, const skt_text *text, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        if (i > first && (text->words[i].flags & SKT_WORD_SPACE) != 0) {
            skt_buf_add_char(out, ' ');
        }
        add_plain(out, text->words[i].text);
    }
}

/* Fills the line that began at byte `from` up to `column`, by characters. */
static void fill(skt_buf *out, size_t from, size_t column)
{
    size_t width = 0;
    for (size_t i = from; i < out->len; i++) {
        width += ((unsigned char)out->ptr[i] & 0xC0) != 0x80;
    }
    do {
        skt_buf_add_char(out, ' ');
    } while (!out->failed && ++width < column);
}

static void add_file(skt_buf *out, const skt_entry *entry)
{
    size_t from = entry->path.len;
    while (entry->layer == 0 && from > 0 && entry->path.ptr[from - 1] != '/') {
        from--;
    }
    from = entry->layer == 0 ? from : 0;
    skt_buf_add_text(out, " (");
    add_plain(out, skt_str_sub(entry->path, from, entry->path.len - from));
    skt_buf_format(out, ":%" PRIu32 ")", entry->line);
}

/* A line for a phrase of the lexicon: "  verb     shot down    verb form=past (en.tsv:9)". */
static void add_line(struct trace *t, const article *a, const char *what, uint32_t first,
                     uint32_t end)
{
    const size_t from = t->notes.len;
    skt_buf_format(&t->notes, "  %s", what);
    fill(&t->notes, from, TAG_COLUMN);
    add_words(&t->notes, a->scene.text, first, end);
    fill(&t->notes, from, WORDS_COLUMN);
}

static void add_entries(skt_buf *out, const skt_lexicon_hit *hit)
{
    size_t n;
    const skt_entry *const *entries = skt_lexicon_entries(&n, hit);
    for (size_t i = 0; i < n; i++) {
        skt_buf_add_text(out, i > 0 ? "; " : "");
        skt_entry_write(out, entries[i]);
        add_file(out, entries[i]);
    }
}

/* Lists the phrases that the lexicon knows in the words [first, end), each on a line. */
static void add_phrases(struct trace *t, const article *a, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end;) {
        skt_lexicon_hit hit;
        if (!skt_words_match(&hit, a->scene.words, i, end)) {
            i++;
            continue;
        }
        add_line(t, a, "  .", i, hit.end);
        add_entries(&t->notes, &hit);
        skt_buf_add_char(&t->notes, '\n');
        i = hit.end;
    }
}

/* ------------------------------------------------------------------- items */

static const char *kind_name(uint8_t kind)
{
    static const char *const names[] = {
        [ITEM_WORD] = "word",
        [ITEM_COUNT] = "count",
        [ITEM_VERB] = "verb",
        [ITEM_DEBRIS] = "debris",
        [ITEM_DAMAGE] = "damage",
        [ITEM_PLACE] = "place",
        [ITEM_PREP] = "prep",
        [ITEM_WHEN] = "time",
        [ITEM_SAY] = "say",
        [ITEM_SOURCE] = "source",
        [ITEM_AUX] = "aux",
        [ITEM_NEG] = "neg",
        [ITEM_IRREALIS] = "irrealis",
        [ITEM_OF_THEM] = "of_them",
        [ITEM_EACH] = "each",
        [ITEM_HERE] = "here",
        [ITEM_CORRECTION] = "correction",
        [ITEM_BACKGROUND] = "background",
        [ITEM_COMMA] = "comma",
        [ITEM_STOP] = "stop",
        [ITEM_COLON] = "colon",
        [ITEM_QUOTE] = "quote",
        [ITEM_AND] = "and",
        [ITEM_BUT] = "but",
        [ITEM_CASUALTY] = "casualty",
        [ITEM_GROUND] = "ground",
        [ITEM_OLD] = "old",
        [ITEM_FIGURE] = "figure",
        [ITEM_RELATIVE] = "clause",
        [ITEM_OTHER_NOUN] = "masked",
    };
    return kind < sizeof names / sizeof names[0] && names[kind] != NULL ? names[kind] : "other";
}

static void add_number(skt_buf *out, int64_t value)
{
    if (value == SKT_NULL) {
        skt_buf_add_text(out, "no number");
    } else {
        skt_buf_format(out, "%" PRId64, value);
    }
}

static void add_count(skt_buf *out, const item *it)
{
    static const char *const nouns[] = {"noun left out", "drones", "places hit", "something else"};
    static const char *const kinds[] = {"",       ", another", ", other", ", rest",
                                        ", both", ", all",     ", same",  ", none"};
    add_number(out, it->value);
    if (it->out_of != SKT_NULL) {
        skt_buf_format(out, " of %" PRId64, it->out_of);
    }
    skt_buf_format(out, ", %s, of %s%s%s%s%s", skt_bound_name((skt_bound)it->bound),
                   nouns[it->noun], kinds[it->count], it->definite ? ", definite" : "",
                   it->attack ? ", attack" : "", it->of_them ? ", of them" : "");
}

static void add_node(skt_buf *out, const article *a, skt_node node)
{
    if (node == SKT_NO_NODE) {
        skt_buf_add_text(out, "unresolved");
        return;
    }
    const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, node);
    const skt_str code = info.admin1.len > 0 ? info.admin1 : info.country;
    add_plain(out, info.name);
    if (code.len > 0) {
        skt_buf_format(out, " (%.*s)", SKT_FMT(code));
    }
}

static void add_place(skt_buf *out, const article *a, const item *it)
{
    for (uint32_t p = 0; p < it->n_places; p++) {
        const skt_toponym *toponym = &a->scene.toponyms[it->place_first + p];
        skt_buf_format(out, "%s%s ", p > 0 ? "; " : "", skt_level_name(toponym->level));
        add_node(out, a, toponym->node);
        skt_buf_add_text(out, toponym->adjective ? ", adjective" : "");
        skt_buf_add_text(out, toponym->possessive ? ", possessive" : "");
        if (toponym->reason != NULL) {
            skt_buf_format(out, ": %s", toponym->reason);
        }
    }
}

static void add_day(skt_buf *out, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_buf_add_text(out, text[0] == '\0' ? "no day" : text);
}

static void add_when(skt_buf *out, const article *a, const item *it)
{
    const skt_when *when = &a->scene.whens[it->when];
    add_day(out, when->day);
    skt_buf_format(out, ", %s, %s", skt_time_precision_name(when->window.precision),
                   skt_period_name(when->period));
}

/* An item that is nothing but a word; true if the lexicon knows nothing of it. */
static bool is_untagged(const article *a, const item *it)
{
    const skt_word *word = &a->scene.text->words[it->first];
    skt_lexicon_hit hit;
    return it->kind == ITEM_WORD && word->kind == SKT_WORD_LETTERS &&
           skt_words_grammar(a->scene.words, it->first) == 0 &&
           toponym_at(&a->scene, it->first) == NULL &&
           !skt_words_match(&hit, a->scene.words, it->first, it->end);
}

static void add_item(struct trace *t, const article *a, const item *it)
{
    skt_lexicon_hit hit;
    const skt_span span = a->scene.text->sentences[t->sentence];
    const bool known =
        skt_words_match(&hit, a->scene.words, it->first, span.end) && hit.end == it->end;
    const unsigned grammar = skt_words_grammar(a->scene.words, it->first);
    add_line(t, a, kind_name(it->kind), it->first, it->end);
    skt_buf *out = &t->notes;
    switch (it->kind) {
    case ITEM_COUNT: add_count(out, it); break;
    case ITEM_PLACE: add_place(out, a, it); break;
    case ITEM_WHEN: add_when(out, a, it); break;
    default:
        if (known) {
            add_entries(out, &hit);
        } else if (grammar != 0) {
            skt_grammar_write(out, grammar);
        }
        break;
    }
    while (out->len > 0 && out->ptr[out->len - 1] == ' ') {
        out->len--;
    }
    skt_buf_add_char(out, '\n');
    if (it->kind == ITEM_COUNT || it->kind == ITEM_OTHER_NOUN) {
        add_phrases(t, a, it->first, it->end);
    }
}

static void add_untagged(struct trace *t, const article *a)
{
    bool any = false;
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (is_untagged(a, it)) {
            skt_buf_add_text(&t->notes, any ? " " : "  no tag:  ");
            add_words(&t->notes, a->scene.text, it->first, it->end);
            any = true;
        }
    }
    skt_buf_add_text(&t->notes, any ? "\n" : "");
}

/* --------------------------------------------------------------- sentences */

/* Whether the words that are asked for stand in the sentence. */
static bool is_wanted(const struct trace *t, const article *a, skt_span span)
{
    const skt_word *words = a->scene.text->words;
    for (uint32_t i = span.first; i < span.end; i++) {
        uint32_t at = i;
        size_t n = 0;
        while (n < t->only.n_words && at < span.end) {
            if (words[at].kind == SKT_WORD_HYPHEN && n > 0) {
                at++;
            } else if (skt_str_eq(words[at].fold, t->only.words[n].fold)) {
                at++;
                n++;
            } else {
                break;
            }
        }
        if (n == t->only.n_words) {
            return true;
        }
    }
    return t->only.n_words == 0;
}

skt_status trace_sentence(article *a, uint32_t sentence)
{
    struct trace *t = a->trace;
    const skt_span span = a->scene.text->sentences[sentence];
    t->sentence = sentence;
    t->muted = !is_wanted(t, a, span);
    if (t->muted) {
        return SKT_OK;
    }
    if (!skt_vec_push(&t->starts, ((trace_start){sentence, t->notes.len}))) {
        return SKT_E_NOMEM;
    }
    skt_buf_format(&t->notes, "\n%" PRIu32 ". ", sentence + 1);
    add_words(&t->notes, a->scene.text, span.first, span.end);
    skt_buf_add_char(&t->notes, '\n');
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        const bool word = it->kind == ITEM_WORD;
        skt_lexicon_hit hit;
        if (it->kind == ITEM_COMMA || it->kind == ITEM_QUOTE ||
            (word && !skt_words_match(&hit, a->scene.words, it->first, span.end) &&
             skt_words_grammar(a->scene.words, it->first) == 0)) {
            continue;
        }
        add_item(t, a, it);
    }
    add_untagged(t, a);
    return SKT_OK;
}

skt_status pass_over(article *a, size_t i, rule why)
{
    const item *it = &a->items.items[i];
    /* Of other numbers there are many in any text: they tell nothing of why it is unread. */
    a->passed[why] += it->kind != ITEM_COUNT || it->noun == NOUN_DRONE || why == RULE_ZERO;
    if (a->trace != NULL && !a->trace->muted) {
        skt_buf *out = &a->trace->notes;
        skt_buf_add_text(out, "  passed over: \"");
        add_words(out, a->scene.text, it->first, it->end);
        skt_buf_format(out, "\", %s: %s\n", rule_name(why), rule_text(why));
    }
    return SKT_OK;
}

/* ------------------------------------------------------------------ drafts */

static void add_reason(skt_buf *out, const char *what, reason why)
{
    if (why.rule == RULE_NONE) {
        return;
    }
    skt_buf_format(out, "       %-8s %s: %s", what, rule_name(why.rule), rule_text(why.rule));
    if (rule_has_draft(why.rule)) {
        skt_buf_format(out, " #%" PRId32, why.draft + 1);
    }
}

static void add_draft(skt_buf *out, const article *a, size_t index)
{
    const draft *d = &a->drafts.items[index];
    skt_buf_format(out, "  #%-4zu%s ", index + 1, skt_outcome_name(d->outcome));
    add_number(out, d->value);
    skt_buf_format(out, " %s", skt_bound_name(d->bound));
    for (size_t p = 0; p < d->places.count; p++) {
        skt_buf_add_text(out, p == 0 ? (d->places.items[p].near ? " near " : " over ") : ", ");
        add_node(out, a, d->places.items[p].node);
    }
    skt_buf_add_text(out, ", ");
    add_day(out, d->day);
    skt_buf_add_text(out, d->period == SKT_EVENT ? "" : ", ");
    skt_buf_add_text(out, d->period == SKT_EVENT ? "" : skt_period_name(d->period));
    skt_buf_add_text(out, d->superseded ? ", superseded\n" : "\n");
    add_reason(out, "outcome", d->why_outcome);
    if (d->verb_first < d->verb_end) {
        skt_buf_add_text(out, ", \"");
        add_words(out, a->scene.text, d->verb_first, d->verb_end);
        skt_buf_add_char(out, '"');
    }
    skt_buf_add_char(out, '\n');
    add_reason(out, "place", d->places.count > 0 ? d->why_place : (reason){RULE_NO_PLACE, 0});
    skt_buf_add_char(out, '\n');
    if (d->why_day.rule != RULE_NONE) {
        add_reason(out, "day", d->why_day);
        skt_buf_add_char(out, '\n');
    }
    if (d->source.first < d->source.end) {
        skt_buf_add_text(out, "       source   \"");
        add_words(out, a->scene.text, d->source.first, d->source.end);
        skt_buf_add_text(out, "\"\n");
    }
    if (d->container != NO_DRAFT) {
        add_reason(out, "part", d->why_part);
        skt_buf_add_char(out, '\n');
    }
}

/* What became of the draft: a claim with an id, or why none. */
static void add_fate(skt_buf *out, const article *a, size_t index, skt_str report, size_t number)
{
    const draft *d = &a->drafts.items[index];
    if (d->dropped) {
        add_reason(out, "no claim", d->why_dropped);
        skt_buf_add_char(out, '\n');
    } else if (d->places.count == 0) {
        skt_buf_add_text(out, "       no claim without a place\n");
    } else {
        skt_buf_format(out, "       claim    %.*s-%zu\n", SKT_FMT(report), number);
    }
}

/* ----------------------------------------------------------------- article */

skt_status trace_open(struct trace *t, const skt_notes *notes, skt_arena *arena)
{
    *t = (struct trace){.out = notes->trace};
    return skt_text_split(&t->only, notes->only.len > 0 ? notes->only : SKT_LIT(""), arena);
}

/* The words that make an article one of peaceful work, or the other way round. */
static void add_topic(skt_buf *out, const article *a, skt_tag tag)
{
    const skt_text *text = a->scene.text;
    bool any = false;
    skt_buf_format(out, "  %s: ", skt_tag_name(tag));
    for (size_t s = 0; s < text->n_sentences; s++) {
        for (uint32_t i = text->sentences[s].first; i < text->sentences[s].end; i++) {
            skt_lexicon_hit hit;
            if (!skt_words_match(&hit, a->scene.words, i, text->sentences[s].end)) {
                continue;
            }
            const skt_entry *entry = skt_lexicon_entry(&hit, tag);
            if (entry != NULL && (tag != SKT_TAG_IRREALIS || skt_str_is(entry->kind, "topic"))) {
                skt_buf_add_text(out, any ? ", " : "");
                add_words(out, text, i, hit.end);
                any = true;
            }
        }
    }
    skt_buf_add_text(out, any ? "\n" : "none\n");
}

static void add_head(skt_buf *out, const article *a, const skt_report *report)
{
    skt_buf_add_text(out, "== ");
    add_plain(out, report->doc);
    if (report->item.len > 0) {
        skt_buf_add_text(out, " (");
        add_plain(out, report->item);
        skt_buf_add_char(out, ')');
    }
    skt_buf_add_text(out, ": published ");
    add_day(out, a->published);
    if (a->published_from != SKT_DATE_NONE) {
        skt_buf_format(out, " (%s)", skt_date_origin_name(a->published_from));
    }
    skt_buf_add_text(out, ", about ");
    if (a->country == SKT_NO_NODE) {
        skt_buf_add_text(out, "no country");
    } else {
        add_node(out, a, a->country);
    }
    skt_buf_format(out, ", %zu sentences\n", a->scene.text->n_sentences);
}

static void add_sentence(const struct trace *t, const article *a, size_t index,
                         const skt_report *report, size_t before)
{
    const size_t from = t->starts.items[index].offset;
    const size_t end =
        index + 1 < t->starts.count ? t->starts.items[index + 1].offset : t->notes.len;
    skt_buf_add(t->out, skt_str_sub(skt_buf_str(&t->notes), from, end - from));
    size_t number = before;
    for (size_t i = 0; i < a->drafts.count; i++) {
        number += !a->drafts.items[i].dropped;
        if (a->drafts.items[i].sentence == t->starts.items[index].sentence) {
            add_draft(t->out, a, i);
            add_fate(t->out, a, i, report->id, number);
        }
    }
}

skt_status trace_close(struct trace *t, const article *a, const skt_report *report, size_t n_before,
                       bool peaceful)
{
    if (t->only.n_words == 0 || t->starts.count > 0) {
        add_head(t->out, a, report);
        if (peaceful) {
            skt_buf_format(t->out, "not read, %s: %s\n", skt_unread_name(SKT_UNREAD_PEACEFUL),
                           skt_unread_text(SKT_UNREAD_PEACEFUL));
            add_topic(t->out, a, SKT_TAG_PEACEFUL);
            add_topic(t->out, a, SKT_TAG_IRREALIS);
            add_topic(t->out, a, SKT_TAG_HOSTILE);
        }
        for (size_t i = 0; i < t->starts.count; i++) {
            add_sentence(t, a, i, report, n_before);
        }
        skt_buf_add_char(t->out, '\n');
    }
    const bool failed = t->out->failed || t->notes.failed;
    trace_dispose(t);
    return failed ? SKT_E_NOMEM : SKT_OK;
}

void trace_dispose(struct trace *t)
{
    skt_buf_dispose(&t->notes);
    skt_vec_dispose(&t->starts);
}
