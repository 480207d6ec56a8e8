/* Lists led by what became of all in them: "Air defences shot down 611 targets:" and a line for
 * each kind of them below, or the kinds in a row behind the colon. */
#include "claims/draft.h"
#include "claims/items.h"

enum { NOT_LED = -1 };

/* What the clause before the colon of item `colon` says became of things of several kinds ("643
 * means of attack"), or of what it does not name; NOT_LED: nothing. */
static int outcome_led(const article *a, size_t colon)
{
    size_t verb = SIZE_MAX;
    bool mixed = false;
    for (size_t k = colon; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_DEBRIS ||
            (it->kind == ITEM_COUNT && it->noun == NOUN_DRONE)) {
            break;
        }
        mixed |= it->kind == ITEM_COUNT && it->value != SKT_NULL;
        if (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_ATTR &&
            (it->entry->patient != SKT_NO_OUTCOME || it->entry->with != SKT_NO_OUTCOME) &&
            (verb == SIZE_MAX || it->entry->form != SKT_FORM_NOUN)) {
            verb = k - 1; /* the first one, but for nouns: "detected 643 means of attack" */
        }
    }
    if (verb == SIZE_MAX) {
        return NOT_LED;
    }
    const skt_entry *entry = a->items.items[verb].entry;
    int8_t outcome = entry->patient;
    if (mixed && (outcome == SKT_NO_OUTCOME || outcome == SKT_SIGHTED)) {
        outcome = SKT_LAUNCHED; /* what was detected in all is the strength of the raid */
    }
    if (outcome == SKT_NO_OUTCOME) {
        return NOT_LED; /* "attacked the town:" leads anything */
    }
    const found_verb judged = verb_judged(a, 0, verb, outcome);
    return judged.outcome == SKT_NO_OUTCOME || judged.unreal ? NOT_LED : judged.outcome;
}

/* Whether the sentence at hand is a line of a list: it begins with a number, or with a sign. */
static bool is_line(const article *a, uint32_t sentence)
{
    const skt_text *text = a->scene.text;
    const uint32_t first = text->sentences[sentence].first;
    const item *it = &a->items.items[0];
    return it->kind == ITEM_COUNT || it->kind == ITEM_STOP ||
           (text->words[first].kind == SKT_WORD_PUNCT && !opens_quote(&a->scene, first));
}

void led_open(article *a, uint32_t sentence)
{
    const bool line = is_line(a, sentence);
    a->led.line = line && a->led.open;
    if (!line) {
        a->led.open = false;
    }
}

void led_close(article *a)
{
    const size_t last = a->items.count - 1;
    if (a->led.line || a->items.items[last].kind != ITEM_COLON) {
        return;
    }
    const int outcome = outcome_led(a, last);
    a->led.open = outcome != NOT_LED;
    a->led.outcome = outcome;
}

int led_outcome(const article *a, size_t i)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_COLON) {
            const int outcome = outcome_led(a, k - 1);
            return outcome == NOT_LED ? SKT_NO_OUTCOME : outcome;
        }
        if (it->kind == ITEM_VERB || it->kind == ITEM_SAY) {
            return SKT_NO_OUTCOME;
        }
    }
    return a->led.line && a->led.open ? a->led.outcome : SKT_NO_OUTCOME;
}
