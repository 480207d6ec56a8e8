/* Ranking what one name may mean, in the light of some context. */

#include "gazetteer/mention.h"

/* A place that large is meant by a part of a name too ("Haifa Bay"). */
static const float LARGE_TOWN = 6.5F;

/* The mention that has most words of [first, end), or NULL. */
static const skt_gaz_mention *mention_over(const skt_gaz_finder *f, uint32_t first, uint32_t end)
{
    const skt_gaz_mention *best = NULL;
    uint32_t most = 0;
    for (size_t i = 0; i < f->mentions.count; i++) {
        const skt_gaz_mention *m = &f->mentions.items[i];
        const uint32_t from = m->first > first ? m->first : first;
        const uint32_t to = m->end < end ? m->end : end;
        if (from < to && to - from > most && (m->flags & SKT_GAZ_M_DROPPED) == 0) {
            most = to - from;
            best = m;
        }
    }
    return best;
}

/* Whether the mentions leave a capital word of the name [0, end) unexplained: then it
 * is hardly the one that is asked for ("Puli" of "Puli Khumri"). */
static bool leaves_words(const skt_gaz_finder *f, uint32_t end)
{
    for (uint32_t at = 0; at < end; at++) {
        const skt_word *word = &f->text->words[at];
        bool known = word->kind != SKT_WORD_LETTERS || (word->flags & SKT_WORD_CAPITAL) == 0 ||
                     f->starting[at]->first < f->starting[at]->end;
        for (size_t i = 0; i < f->mentions.count && !known; i++) {
            const skt_gaz_mention *m = &f->mentions.items[i];
            known = at >= m->first && at < m->end && (m->flags & SKT_GAZ_M_DROPPED) == 0;
        }
        if (!known) {
            return true;
        }
    }
    return false;
}

/* Where the words of `name` stand in the context's; false if they do not. */
static bool words_of(skt_span *out, const skt_text *text, skt_str name)
{
    for (uint32_t i = 0; i < text->n_words; i++) {
        for (uint32_t j = i + 1; j <= text->n_words && j <= i + SKT_GAZ_MAX_PHRASE_TOKENS; j++) {
            const size_t from = text->words[i].offset;
            const size_t to = text->words[j - 1].offset + text->words[j - 1].text.len;
            if (skt_str_eq(skt_str_sub(text->text, from, to - from), name)) {
                *out = (skt_span){i, j};
                return true;
            }
        }
    }
    return false;
}

/* The same without regard to case: a name that stands in small letters there is a
 * common word. */
static bool small_words_of(skt_span *out, const skt_text *text, skt_str name, skt_arena *arena)
{
    skt_text one;
    if (skt_text_split(&one, name, arena) != SKT_OK || one.n_words != 1) {
        return false;
    }
    for (uint32_t i = 0; i < text->n_words; i++) {
        if (skt_str_eq(text->words[i].fold, one.words[0].fold) &&
            (text->words[i].flags & SKT_WORD_CAPITAL) == 0 &&
            (one.words[0].flags & SKT_WORD_CAPITAL) != 0) {
            *out = (skt_span){i, i + 1};
            return true;
        }
    }
    return false;
}

static float chance(float best, float score)
{
    return 1.0F / (1.0F + expf(best - score)) * 2.0F;
}

static skt_status give(skt_candidates *out, const skt_gaz_mention *m)
{
    for (size_t i = 0; i < m->n_options; i++) {
        const skt_gaz_option *option = &m->options[i];
        if (i > 0 && (option->flags & SKT_GAZ_STEM) != 0 && m->levels == 0) {
            continue;
        }
        const skt_candidate candidate = {
            option->node, m->score * chance(m->options[0].score, option->score), option->reason};
        if (!skt_vec_push(out, candidate)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* Finds in `text`, in which the name stands at `span`. */
static skt_status resolve_in(skt_candidates *out, const skt_gazetteer *gazetteer,
                             const skt_text *text, skt_span span, skt_str country, bool query,
                             skt_arena *arena)
{
    skt_gaz_finder f = {
        .gazetteer = gazetteer, .text = text, .country = country, .query = query, .arena = arena};
    skt_status status = skt_gaz_find_mentions(&f);
    const skt_gaz_mention *m = status == SKT_OK ? mention_over(&f, span.first, span.end) : NULL;
    if (m != NULL && query && m->n_options > 0 && m->options[0].base < LARGE_TOWN &&
        leaves_words(&f, skt_gaz_query_end(&f, 0))) {
        m = NULL;
    }
    skt_node region = SKT_NO_NODE;
    if (m != NULL && skt_gaz_is_unknown(&region, &f, m) && region != SKT_NO_NODE) {
        const skt_candidate candidate = {region, SKT_GAZ_UNKNOWN_SCORE, SKT_GAZ_UNKNOWN_REASON};
        status = skt_vec_push(out, candidate) ? SKT_OK : SKT_E_NOMEM;
    }
    if (m != NULL && status == SKT_OK) {
        status = give(out, m);
    }
    skt_vec_dispose(&f.mentions);
    return status;
}

skt_status skt_gazetteer_resolve(skt_candidates *out, const skt_gazetteer *gazetteer, skt_str name,
                                 skt_str context, skt_str country)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text text;
    skt_span span;
    name = skt_str_trim(name);
    skt_status status = skt_text_split(&text, context, &arena);
    if (status == SKT_OK && name.len > 0) {
        if (words_of(&span, &text, name) || small_words_of(&span, &text, name, &arena)) {
            status = resolve_in(out, gazetteer, &text, span, country, false, &arena);
        } else {
            /* The context is read as what stands behind the name. */
            skt_str both;
            status = skt_arena_format(&both, &arena, "%.*s%s%.*s", SKT_FMT(name),
                                      context.len > 0 ? ", " : "", SKT_FMT(context));
            if (status == SKT_OK) {
                status = skt_text_split(&text, both, &arena);
            }
            span = (skt_span){0, 0};
            while (status == SKT_OK && span.end < text.n_words &&
                   text.words[span.end].offset < name.len) {
                span.end++;
            }
            if (status == SKT_OK && span.end > 0) {
                status = resolve_in(out, gazetteer, &text, span, country, true, &arena);
            }
        }
    }
    skt_arena_dispose(&arena);
    return status;
}
