/* From a report to its claims. */
#include <stdlib.h>

#include "claims/endings.h"
#include "claims/identity.h"
#include "claims/prefixes.h"
#include "claims/record.h"
#include "claims/tracing.h"
#include "claims/versions.h"
#include "claims/write.h"
#include "core/diag.h"
#include "text/language.h"

/* ---------------------------------------------------------------- articles */

/* Blank lines that part two articles of a page. */
enum {
    GAP_NEWLINES = 3,
    ARTICLE_BYTES = 300,
    HEADLINE_BYTES = 200,
    ARTICLE_MAX_BYTES = 128 * 1024 /* a longer text is read in portions */
};

/* The byte behind the white space at `at`, and how many line breaks it holds. */
static size_t skip_blank(skt_str text, size_t at, size_t *breaks)
{
    *breaks = 0;
    while (at < text.len && (text.ptr[at] == '\n' || text.ptr[at] == '\r' || text.ptr[at] == ' ' ||
                             text.ptr[at] == '\t')) {
        *breaks += text.ptr[at] == '\n';
        at++;
    }
    return at;
}

/* Whether a headline stands at `at`: a short line without a full stop. */
static bool headline_at(skt_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] != '\n') {
        end++;
    }
    return end > at && end - at < HEADLINE_BYTES && text.ptr[end - 1] != '.';
}

/* One past the article that begins at `from`. */
static size_t article_end(skt_str text, size_t from)
{
    /* Up to here only line breaks matter. */
    const size_t sure =
        text.len - from < ARTICLE_MAX_BYTES ? text.len : from + ARTICLE_MAX_BYTES - 1;
    size_t at = from;
    while (at < text.len) {
        if (at < sure) {
            const char *line = memchr(text.ptr + at, '\n', sure - at);
            at = line == NULL ? sure : (size_t)(line - text.ptr);
            if (at == text.len) {
                break;
            }
        }
        if (text.ptr[at] != '\n') {
            at++;
            const bool endless = at - from >= 2 * (size_t)ARTICLE_MAX_BYTES &&
                                 (at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
            if (endless || (at - from >= ARTICLE_MAX_BYTES && text.ptr[at - 1] == ' ')) {
                return at; /* one endless line, be it without a blank */
            }
            continue;
        }
        if (at - from >= ARTICLE_MAX_BYTES) {
            return at;
        }
        size_t breaks;
        const size_t next = skip_blank(text, at, &breaks);
        if (breaks >= GAP_NEWLINES && at - from >= ARTICLE_BYTES &&
            text.len - next >= ARTICLE_BYTES && headline_at(text, next)) {
            return at;
        }
        at = next;
    }
    return text.len;
}

/* Whether the body of a report may stand in a paragraph: it ends as a sentence or as what leads
 * to a list. */
static bool is_body(const skt_text *text, skt_span span)
{
    enum { LONG = 30 };
    static const skt_str ends[] = {SKT_WORD("."), SKT_WORD("!"), SKT_WORD(":"), SKT_WORD(";"),
                                   SKT_WORD(",")};
    const skt_word *last = &text->words[span.end - 1];
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (skt_str_eq(last->fold, ends[i])) {
            return true;
        }
    }
    return span.end - span.first > LONG;
}

/* The first word behind the headline: the first paragraphs without a full stop; the first one
 * alone in a text that has none. */
static uint32_t headline_words(const skt_text *text)
{
    enum { LINES = 6 };
    if (text->n_paragraphs < 2) {
        return 0;
    }
    uint32_t end = 0;
    for (size_t p = 0; p < text->n_paragraphs && p < LINES; p++) {
        if (is_body(text, text->paragraphs[p])) {
            return end;
        }
        end = text->paragraphs[p].end;
    }
    return text->n_paragraphs > LINES ? end : text->paragraphs[0].end;
}

/* -------------------------------------------------------------- what about */

/* Whether a phrase tells of a hit by somebody's will, or of what is left of a drone: no crash
 * of a racer or fall at a show. */
static bool is_harm(const skt_lexicon_hit *hit)
{
    const skt_entry *verb = skt_lexicon_entry(hit, SKT_TAG_VERB);
    return (verb != NULL && verb->agent == SKT_IMPACTED && verb->with != SKT_NO_OUTCOME) ||
           skt_lexicon_entry(hit, SKT_TAG_DEBRIS) != NULL;
}

/* Whether the article is about drones at peaceful work, sport, trials or
 * exercises: it has more words of these than of attack and defence. A customer or a
 * factory more does not make peaceful what tells of a hit. */
static bool is_peaceful(const article *a)
{
    size_t peaceful = 0;
    size_t hostile = 0;
    size_t harms = 0;
    size_t staged = 0; /* words of exercises, trials and fiction */
    const uint32_t telling = UINT32_C(1) << SKT_TAG_PEACEFUL | UINT32_C(1) << SKT_TAG_HOSTILE |
                             UINT32_C(1) << SKT_TAG_VERB | UINT32_C(1) << SKT_TAG_DEBRIS |
                             UINT32_C(1) << SKT_TAG_IRREALIS;
    const skt_text *text = a->scene.text;
    for (size_t s = 0; s < text->n_sentences; s++) {
        for (uint32_t i = text->sentences[s].first; i < text->sentences[s].end; i++) {
            skt_lexicon_hit hit;
            if (!skt_words_may_begin(a->scene.words, i, telling) ||
                !skt_words_match(&hit, a->scene.words, i, text->sentences[s].end)) {
                continue;
            }
            peaceful += skt_lexicon_entry(&hit, SKT_TAG_PEACEFUL) != NULL;
            hostile += skt_lexicon_entry(&hit, SKT_TAG_HOSTILE) != NULL;
            harms += is_harm(&hit);
            const skt_entry *unreal = skt_lexicon_entry(&hit, SKT_TAG_IRREALIS);
            staged += unreal != NULL && skt_str_is(unreal->kind, "topic");
        }
    }
    enum { STAGED = 3, FEW = 2 };
    return (peaceful > hostile && (peaceful > FEW || harms == 0)) || staged >= STAGED;
}

/* ------------------------------------------------------------------ reading */

/* An article with more figures is a table, and comparing them would take long. */
enum { MAX_DRAFTS = 2000 };

static skt_status read_sentences(article *a)
{
    const skt_text *text = a->scene.text;
    skt_status status = SKT_OK;
    for (size_t s = 0; s < text->n_sentences && status == SKT_OK; s++) {
        if (a->drafts.count > MAX_DRAFTS) {
            return skt_diag_add(a->diag, SKT_OK, SKT_WARNING, a->doc, 0,
                                "an article with more than %d figures: the rest of it is not read; "
                                "give a table as CSV",
                                (int)MAX_DRAFTS);
        }
        skt_vec_clear(&a->items);
        status = items_of(&a->items, &a->scene, text->sentences[s]);
        if (status == SKT_OK && a->trace != NULL) {
            status = trace_sentence(a, (uint32_t)s);
        }
        if (status == SKT_OK && a->items.count > 0) {
            led_open(a, (uint32_t)s);
            status = bind_sentence(a, (uint32_t)s);
            led_close(a);
        }
    }
    return status;
}

/* In which hours without a zone are meant: that of the source, else of the country spoken of. */
static skt_str zone_of(const skt_report *report, const article *a)
{
    if (report->zone.len > 0) {
        return report->zone;
    }
    if (a->country == SKT_NO_NODE) {
        return SKT_STR_NONE;
    }
    return skt_gazetteer_node(a->scene.gazetteer, a->country).zone;
}

/* Reports the article where it looks like a report and gave nothing. */
static void note_unread(const writer *w, const article *a, size_t n_claims, bool peaceful)
{
    const skt_text *text = a->scene.text;
    skt_unread unread = {.report = w->report};
    uint32_t sentence = 0;
    if (!is_unread(&unread.reason, a, n_claims, peaceful)) {
        return;
    }
    while (sentence < text->n_sentences && !looks_like_claim(a, sentence)) {
        sentence++;
    }
    if (sentence < text->n_sentences) {
        const skt_span span = text->sentences[sentence];
        unread.evidence = words_text(text, span.first, span.end);
        unread.offset = w->base + text->words[span.first].offset;
        w->notes->unread(w->notes->user, &unread);
    }
}

static skt_status read_claims(writer *w, article *a)
{
    const size_t n_claims = skt_claim_set_count(w->claims);
    const size_t number = w->number;
    const bool peaceful = is_peaceful(a);
    struct trace trace;
    skt_status status = SKT_OK;
    if (w->notes->trace != NULL) {
        status = trace_open(&trace, w->notes, a->arena);
        a->trace = &trace;
    }
    if (status == SKT_OK && !peaceful) {
        status = read_sentences(a);
        if (status == SKT_OK) {
            status = arrange_drafts(a);
        }
        if (status == SKT_OK) {
            status = write_drafts(w);
        }
    }
    if (a->trace != NULL && status == SKT_OK) {
        status = trace_close(a->trace, a, w->report, number, peaceful);
    } else if (a->trace != NULL) {
        trace_dispose(a->trace);
    }
    a->trace = NULL;
    if (status == SKT_OK && w->notes->unread != NULL) {
        note_unread(w, a, skt_claim_set_count(w->claims) - n_claims, peaceful);
    }
    return status;
}

/* Finds the places that the article names; words that stand written to one are parted from it. */
static skt_status find_toponyms(skt_toponyms *out, article *a, skt_text *text,
                                const skt_words *words)
{
    const skt_place_hints hints = {.lang = skt_words_language(words)};
    bool parted = false;
    skt_status status = skt_toponyms_find(out, a->scene.gazetteer, text, &hints);
    if (status == SKT_OK) {
        status = skt_prefixes_part_names(text, out, &parted, words, a->arena);
    }
    return status == SKT_OK && parted ? skt_lexis_open(&a->scene.words, words, text, a->arena)
                                      : status;
}

static skt_status read_article(writer *w, article *a, skt_text *text, const skt_words *words)
{
    skt_toponyms toponyms = {0};
    skt_whens whens = {0};
    skt_status status = skt_lexis_open(&a->scene.words, words, text, a->arena);
    if (status == SKT_OK && w->notes->trace == NULL && !skt_lexis_tells(a->scene.words)) {
        return SKT_OK;
    }
    if (status == SKT_OK) {
        status = find_toponyms(&toponyms, a, text, words);
        skt_endings_own(toponyms.items, toponyms.count, a->scene.words);
    }
    const skt_span all = {0, (uint32_t)text->n_words};
    a->headline_end = headline_words(text);
    a->lead = a->headline_end < text->n_words ? text->words[a->headline_end].paragraph : 0;
    a->scene.toponyms = toponyms.items;
    a->scene.n_toponyms = toponyms.count;
    if (status == SKT_OK) {
        name_quarters(a, toponyms.items);
        a->published = w->report->published;
        a->published_from = w->report->date_origin;
        if (a->published == SKT_NO_DAY) {
            a->published = skt_article_day(&a->published_from, text, all, skt_words_of_time(words));
        }
        a->country = country_of_article(a, w->issuers);
        a->party = w->report->party.len > 0
                       ? skt_gazetteer_country(a->scene.gazetteer, w->report->party)
                       : SKT_NO_NODE;
        status = skt_whens_find(&whens, text, all, a->published, zone_of(w->report, a),
                                skt_words_of_time(words));
        a->scene.whens = whens.items;
        a->scene.n_whens = whens.count;
    }
    if (status == SKT_OK) {
        status = scene_index(&a->scene, a->arena);
    }
    if (status == SKT_OK) {
        status = read_claims(w, a);
    }
    skt_vec_dispose(&toponyms);
    skt_vec_dispose(&whens);
    return status;
}

/* Where the next word at or behind `from` stands that a claim may come of; an article that
 * is to be shown is read whatever it has. */
static size_t sought_from(const writer *w, const skt_words *words, skt_str text, size_t from)
{
    if (w->notes->trace == NULL) {
        return skt_words_sought(words, text, from);
    }
    return from < text.len ? from : SIZE_MAX;
}

/* Splits one article of the report and reads it; *number counts the claims so far. */
static skt_status extract_article(size_t *number, const writer *shared, const article *blank,
                                  skt_str article_text, const skt_words *words)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text text;
    article a = *blank;
    writer w = *shared;
    a.scene.text = &text;
    a.arena = &arena;
    w.article = &a;
    w.arena = &arena;
    w.base = (size_t)(article_text.ptr - w.report->text.ptr);
    w.number = *number;
    skt_status status = skt_text_split_cut(&text, article_text, skt_words_cutter(words), &arena);
    if (status == SKT_OK) {
        status = skt_prefixes_part(&text, words, &arena);
    }
    if (status == SKT_OK && text.n_words > 0) {
        status = read_article(&w, &a, &text, words);
    }
    *number = w.number;
    skt_vec_dispose(&a.drafts);
    skt_vec_dispose(&a.items);
    skt_arena_dispose(&arena);
    return status;
}

/* Hands the claims on where there are many: a file may be a year of articles. */
static skt_status hand_on(const writer *w)
{
    enum { MANY_CLAIMS = 2000 };
    return w->notes->take != NULL && skt_claim_set_count(w->claims) >= MANY_CLAIMS
               ? w->notes->take(w->notes->taker, w->claims)
               : SKT_OK;
}

/* Reads the articles of `text`, the report's or a part of it, in which something is sought, the
 * first of that at byte `sought`; *number counts the claims of the report so far. */
static skt_status extract_articles(size_t *number, const writer *w, const article *blank,
                                   const skt_words *words, skt_str text, size_t sought)
{
    skt_status status = SKT_OK;
    for (size_t from = 0; status == SKT_OK && sought != SIZE_MAX;) {
        const size_t end = article_end(text, from);
        if (sought < end) {
            status = extract_article(number, w, blank, skt_str_sub(text, from, end - from), words);
            status = status == SKT_OK ? hand_on(w) : status;
            sought = sought_from(w, words, text, end);
        }
        size_t breaks;
        from = skip_blank(text, end, &breaks);
    }
    return status;
}

/* --------------------------------------------------------- several languages */

/* Reads one run of the text into a set of its own. What an earlier one told of the day holds for
 * those behind it. */
static skt_status extract_run(version *out, size_t *number, skt_report *report, const writer *w,
                              const article *blank, const skt_lexicon *lexicon,
                              const skt_language_run *run)
{
    const skt_str text = skt_str_sub(report->text, run->from, run->end - run->from);
    const skt_words *words;
    writer of_run = *w;
    skt_notes notes = *w->notes;
    skt_report named = *report;
    out->lang = run->lang;
    notes.take = NULL;
    named.lang = run->lang;
    of_run.notes = &notes;
    of_run.report = &named;
    skt_status status = skt_claim_set_new(&out->claims);
    of_run.claims = out->claims;
    if (status == SKT_OK) {
        status = skt_lexicon_language(&words, lexicon, run->lang, blank->diag);
    }
    if (status == SKT_OK && words != NULL) {
        status = extract_articles(number, &of_run, blank, words, text,
                                  sought_from(&of_run, words, text, 0));
    }
    if (status == SKT_OK && report->published == SKT_NO_DAY &&
        skt_claim_set_count(out->claims) > 0) {
        report->published = skt_claim_set_at(out->claims, 0)->published;
        report->date_origin = skt_claim_set_at(out->claims, 0)->published_from;
    }
    return status;
}

/* Reads each run by the lexicon of its language; what one says again is dropped. */
static skt_status extract_versions(const writer *w, const article *blank,
                                   const skt_lexicon *lexicon, const skt_language_runs *runs)
{
    skt_report report = *w->report;
    size_t number = 0;
    version *versions = calloc(runs->count, sizeof *versions);
    skt_status status = versions == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < runs->count && status == SKT_OK; i++) {
        status = extract_run(&versions[i], &number, &report, w, blank, lexicon, &runs->items[i]);
    }
    if (status == SKT_OK) {
        status = join_versions(w->claims, versions, runs->count, blank->scene.gazetteer,
                               w->notes->trace);
    }
    for (size_t i = 0; versions != NULL && i < runs->count; i++) {
        skt_claim_set_free(versions[i].claims);
    }
    free(versions);
    return status;
}

/* Reads a report of prose. `words` are those of the language that it is in for the most part,
 * NULL where that has no lexicon. */
static skt_status extract_text(writer *w, skt_report *named, const article *blank,
                               const skt_lexicon *lexicon, const skt_words *words)
{
    skt_identity identity;
    skt_language_runs runs = {0};
    size_t number = 0;
    skt_status status = SKT_OK;
    const size_t sought = words == NULL ? SIZE_MAX : sought_from(w, words, named->text, 0);
    if (sought != SIZE_MAX || skt_language_mixes_scripts(named->text)) {
        const skt_str lang = named->lang.len > 0 ? named->lang : SKT_LIT("en");
        status = skt_language_part(&runs, skt_lexicon_languages(lexicon), named->text, lang);
    }
    if (status == SKT_OK && (sought != SIZE_MAX || runs.count > 1)) {
        status = skt_report_identify(named, &identity);
    }
    if (status == SKT_OK && runs.count > 1) {
        status = extract_versions(w, blank, lexicon, &runs);
    } else if (status == SKT_OK && words != NULL) {
        status = extract_articles(&number, w, blank, words, named->text, sought);
    } else if (status == SKT_OK) {
        if (w->notes->unread != NULL) {
            w->notes->unread(w->notes->user, &(skt_unread){.report = named});
        }
        status = skt_diag_add(blank->diag, SKT_OK, SKT_WARNING, named->doc.ptr, 0,
                              "no lexicon for language \"%.*s\": not read", SKT_FMT(named->lang));
    }
    skt_vec_dispose(&runs);
    return status;
}

skt_status skt_extract(skt_claim_set *claims, const skt_report *report,
                       const skt_gazetteer *gazetteer, const skt_lexicon *lexicon,
                       const skt_issuers *issuers, skt_diag *diag)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_report own = *report; /* what is said names the document, whose name may go on */
    skt_status status = skt_arena_str(&own.doc, &arena, report->doc);
    if (status == SKT_OK) {
        status = skt_extract_noted(claims, &own, gazetteer, lexicon, issuers, NULL, diag);
    }
    skt_arena_dispose(&arena);
    return status;
}

skt_status skt_extract_noted(skt_claim_set *claims, const skt_report *report,
                             const skt_gazetteer *gazetteer, const skt_lexicon *lexicon,
                             const skt_issuers *issuers, const skt_notes *notes, skt_diag *diag)
{
    static const skt_notes nothing = {0};
    notes = notes != NULL ? notes : &nothing;
    skt_report named = *report; /* what it is called is worked out where somebody asks */
    skt_identity identity;
    const skt_words *words;
    const skt_str told = report->record != NULL ? report->lang
                                                : skt_language_of(skt_lexicon_languages(lexicon),
                                                                  report->text, report->lang);
    const skt_str lang = told.len > 0 ? told : SKT_LIT("en");
    skt_status status = skt_lexicon_language(&words, lexicon, lang, diag);
    named.lang = told;
    if (status == SKT_OK && (report->record != NULL || notes->unread != NULL)) {
        status = skt_report_identify(&named, &identity);
    }
    if (status != SKT_OK || report->record != NULL) {
        return status == SKT_OK ? skt_record_extract(claims, &named, gazetteer, words, diag)
                                : status;
    }
    writer w = {.claims = claims, .report = &named, .issuers = issuers, .notes = notes};
    const article blank = {.scene = {.gazetteer = gazetteer},
                           .diag = diag,
                           .doc = report->doc.ptr,
                           .source = {.node = SKT_NO_NODE},
                           .country = SKT_NO_NODE,
                           .published = SKT_NO_DAY,
                           .drone_sentence = UINT32_MAX,
                           .spoke = UINT32_MAX};
    return extract_text(&w, &named, &blank, lexicon, words);
}
