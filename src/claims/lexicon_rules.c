/* Lines of a lexicon that say nothing of words but of the language: its paradigms, what is written
 * to words, its order, what it is told by. */
#include "claims/lexicon_rules.h"

#include <inttypes.h>

#include "claims/endings.h"

/* "paradigm<TAB>masc<TAB>num=sg:-|а num=pl:ы|ов" */
skt_status skt_reading_paradigm(skt_reading *r, skt_str name, skt_str groups)
{
    skt_buf wrong = SKT_BUF_INIT;
    name = skt_str_trim(name);
    skt_paradigm *made;
    const skt_paradigm *known = skt_paradigm_named(r->words->paradigms, name);
    skt_status status = skt_paradigm_read(&made, &r->lexicon->arena, name, groups, &wrong);
    if (wrong.len == 0 && known != NULL && known->layer == r->layer) {
        skt_buf_format(&wrong, "paradigm \"%.*s\" stands on line %" PRIu32 " already",
                       SKT_FMT(name), known->line);
    }
    for (size_t i = 0; made != NULL && wrong.len == 0 && i < made->n_cells; i++) {
        const skt_form_cell *cell = &made->cells[i];
        if (cell->key.len > 0 && !skt_feature_known(cell->key, cell->value)) {
            skt_buf_format(&wrong, "\"%.*s=%.*s\": no tag has a feature that says so",
                           SKT_FMT(cell->key), SKT_FMT(cell->value));
        }
    }
    if (wrong.failed) {
        status = SKT_E_NOMEM;
    } else if (wrong.len > 0) {
        skt_reading_find(r, SKT_FINDING_ERROR, "%.*s", SKT_FMT(skt_buf_str(&wrong)));
    } else if (made != NULL) {
        made->line = (uint32_t)r->line;
        made->layer = r->layer;
        made->next = r->words->paradigms;
        r->words->paradigms = made;
    }
    skt_buf_dispose(&wrong);
    return status;
}

/* "affix<TAB>l|d|qu<TAB>kind=elided" */
skt_status skt_reading_affix(skt_reading *r, skt_str affixes, skt_str features)
{
    skt_str key = SKT_STR_NONE;
    skt_str value = SKT_STR_NONE;
    skt_str text;
    if (!skt_reading_feature(r, &key, &value, skt_str_trim(features))) {
        return SKT_OK;
    }
    const int kind = skt_str_is(key, "kind") ? skt_affix_named(value) : -1;
    if (kind < 0) {
        skt_reading_find(r, SKT_FINDING_ERROR, "affix takes kind=elided, kind=front or kind=end");
        return SKT_OK;
    }
    while (skt_str_split(&text, &affixes, '|')) {
        skt_reading_phrase made = {.text = text};
        skt_affix affix = {.kind = (uint8_t)kind};
        if (!skt_reading_split(r, &made)) {
            continue;
        }
        if (made.n_words != 1) {
            skt_reading_find(r, SKT_FINDING_ERROR, "\"%.*s\": affix takes single words",
                             SKT_FMT(text));
            continue;
        }
        if (skt_arena_str(&affix.fold, &r->lexicon->arena, made.words[0]) != SKT_OK ||
            !skt_vec_push(&r->words->affixes, affix)) {
            return SKT_E_NOMEM;
        }
        /* What a text is about can be hidden in a longer word. */
        skt_topic *topic = &r->words->phrases.topic;
        if ((kind != SKT_AFFIX_ELIDED && !skt_topic_hide(topic, affix.fold, &r->lexicon->arena)) ||
            (kind == SKT_AFFIX_FRONT && !skt_topic_prefix(topic, affix.fold))) {
            return SKT_E_NOMEM;
        }
    }
    return r->fold.failed ? SKT_E_NOMEM : SKT_OK;
}

/* "prefix<TAB>letters<TAB>order=2 gives=al" */
skt_status skt_reading_prefix(skt_reading *r, skt_str prefixes, skt_str features)
{
    skt_prefix made = {.order = 1};
    skt_str part;
    skt_str key;
    skt_str value;
    bool good = true;
    while (skt_reading_next_feature(r, &key, &value, &features, &good)) {
        const skt_status status = skt_prefix_set(&made, key, value, &r->lexicon->arena);
        if (status == SKT_E_NOMEM) {
            return status;
        }
        if (status != SKT_OK) {
            skt_reading_find(
                r, SKT_FINDING_ERROR,
                "%.*s=%.*s: prefix has order= (a whole number), word=, gives=, kind=article and "
                "kind=whole",
                SKT_FMT(key), SKT_FMT(value));
            return SKT_OK;
        }
    }
    while (good && skt_str_split(&part, &prefixes, '|')) {
        if (skt_str_trim(part).len == 0) {
            skt_reading_find(r, SKT_FINDING_ERROR, "an empty prefix: leave the | out, or the line");
        } else if (!skt_words_add_prefix(r->words, skt_str_trim(part), made, &r->lexicon->arena)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* "ending<TAB>'de|'da<TAB>role=target" */
skt_status skt_reading_ending(skt_reading *r, skt_str endings, skt_str features)
{
    skt_str key;
    skt_str role;
    skt_str text;
    if (!skt_reading_feature(r, &key, &role, skt_str_trim(features))) {
        return SKT_OK;
    }
    while (skt_str_split(&text, &endings, '|')) {
        skt_ending made;
        if (!skt_str_is(key, "role") || skt_arena_str(&role, &r->lexicon->arena, role) != SKT_OK ||
            !skt_ending_read(&made, skt_str_trim(text), role, &r->lexicon->arena)) {
            skt_reading_find(
                r, SKT_FINDING_ERROR,
                "an ending takes role=, one of target, near, origin, destination, owner");
            return SKT_OK;
        }
        if (!skt_vec_push(&r->words->phrases.endings, made)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* "order<TAB>verb-last" */
skt_status skt_reading_order(skt_reading *r, skt_str order, skt_str features)
{
    if (features.len > 0 || !skt_str_is(skt_str_trim(order), "verb-last")) {
        skt_reading_find(r, SKT_FINDING_ERROR, "order \"%.*s\": it must be verb-last",
                         SKT_FMT(order));
        return SKT_OK;
    }
    r->words->phrases.verb_last = true;
    return SKT_OK;
}

/* "tells<TAB>och|i|på<TAB>letters=åäö script=latin": what a language of the user's is told by. */
skt_status skt_reading_signs(skt_reading *r, skt_str words, skt_str features)
{
    skt_str script = SKT_LIT("latin");
    skt_str letters = SKT_LIT("");
    skt_str key;
    skt_str value;
    skt_str word;
    bool good = true;
    if (r->layer == 0) {
        skt_reading_find(r, SKT_FINDING_ERROR,
                         "what a language of the folder is told by stands in languages.tsv: a "
                         "lexicon is read when its language was told");
        return SKT_OK;
    }
    while (skt_reading_next_feature(r, &key, &value, &features, &good)) {
        if (skt_str_is(key, "letters")) {
            letters = value;
        } else if (skt_str_is(key, "script")) {
            script = value;
        } else {
            skt_reading_find(r, SKT_FINDING_ERROR,
                             "tells has no feature \"%.*s\"; it has letters, "
                             "script",
                             SKT_FMT(key));
            return SKT_OK;
        }
    }
    if (!good) {
        return SKT_OK;
    }
    skt_buf_clear(&r->joined);
    while (skt_str_split(&word, &words, '|')) {
        skt_buf_add(&r->joined, word);
        skt_buf_add_text(&r->joined, " ");
    }
    const char *wrong = skt_languages_add(r->lexicon->telling, r->words->lang, script, letters,
                                          skt_buf_str(&r->joined));
    if (wrong != NULL) {
        skt_reading_find(r, SKT_FINDING_ERROR, "%s", wrong);
    }
    return r->joined.failed ? SKT_E_NOMEM : SKT_OK;
}
