#include "claims/trace.h"

#include <inttypes.h>

#include "claims/draft.h"

static const char *kind_name(uint8_t kind)
{
    static const char *const names[] = {
        "word",       "count",      "verb",   "debris",   "damage",     "place",   "prep", "when",
        "say",        "source",     "aux",    "neg",      "irrealis",   "of_them", "each", "here",
        "correction", "background", "comma",  "stop",     "colon",      "quote",   "and",  "but",
        "casualty",   "ground",     "figure", "relative", "other_noun",
    };
    return kind < sizeof names / sizeof names[0] ? names[kind] : "?";
}

static void add_words(skt_buf *out, const skt_text *text, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        if (i > first && (text->words[i].flags & SKT_WORD_SPACE) != 0) {
            skt_buf_add_char(out, ' ');
        }
        skt_buf_add(out, text->words[i].text);
    }
}

static void add_count(skt_buf *out, const item *it)
{
    static const char *const nouns[] = {"no noun", "drone", "sites", "other"};
    static const char *const kinds[] = {"",      " another", " other", " rest",
                                        " both", " all",     " same",  " zero"};
    if (it->value == SKT_NULL) {
        skt_buf_add_text(out, " null");
    } else {
        skt_buf_format(out, " %" PRId64, it->value);
    }
    if (it->out_of != SKT_NULL) {
        skt_buf_format(out, " of %" PRId64, it->out_of);
    }
    skt_buf_format(out, " %s, %s%s%s%s%s", skt_bound_name((skt_bound)it->bound), nouns[it->noun],
                   kinds[it->count], it->definite ? " definite" : "", it->attack ? " attack" : "",
                   it->of_them ? " of them" : "");
}

static void add_verb(skt_buf *out, const skt_entry *entry)
{
    static const char *const forms[] = {"any", "base", "s", "past", "part", "ing", "noun"};
    const struct {
        const char *name;
        int outcome;
    } roles[] = {{"agent", entry->agent},
                 {"patient", entry->patient},
                 {"with", entry->with},
                 {"neg", entry->neg}};
    skt_buf_format(out, " %s", forms[entry->form]);
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (roles[i].outcome != SKT_NO_OUTCOME) {
            skt_buf_format(out, " %s=%s", roles[i].name,
                           skt_outcome_name((skt_outcome)roles[i].outcome));
        }
    }
}

static void add_place(skt_buf *out, const article *a, const item *it)
{
    for (uint32_t p = 0; p < it->n_places; p++) {
        const skt_toponym *toponym = &a->scene.toponyms[it->place_first + p];
        skt_buf_format(out, " %s", skt_level_name(toponym->level));
        if (toponym->node != SKT_NO_NODE) {
            const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, toponym->node);
            skt_buf_format(out, " %.*s (%.*s)", SKT_FMT(info.name),
                           SKT_FMT(info.admin1.len > 0 ? info.admin1 : info.country));
        }
        skt_buf_add_text(out, toponym->adjective ? " adjective" : "");
        skt_buf_add_text(out, toponym->possessive ? " possessive" : "");
    }
}

static void add_when(skt_buf *out, const article *a, const item *it)
{
    char day[11];
    const skt_when *when = &a->scene.whens[it->when];
    skt_day_format(day, when->day);
    skt_buf_format(out, " %s %s", day[0] == '\0' ? "no day" : day, skt_period_name(when->period));
}

void trace_items(const article *a, uint32_t sentence)
{
    skt_buf *out = a->trace;
    const skt_span span = a->scene.text->sentences[sentence];
    skt_buf_format(out, "\nsentence %" PRIu32 ": ", sentence + 1);
    add_words(out, a->scene.text, span.first, span.end);
    skt_buf_add_char(out, '\n');
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (it->kind == ITEM_WORD || it->kind == ITEM_COMMA) {
            continue;
        }
        skt_buf_format(out, "  %-10s ", kind_name(it->kind));
        skt_buf_add_char(out, '"');
        add_words(out, a->scene.text, it->first, it->end);
        skt_buf_add_char(out, '"');
        switch (it->kind) {
        case ITEM_COUNT: add_count(out, it); break;
        case ITEM_VERB: add_verb(out, it->entry); break;
        case ITEM_PLACE: add_place(out, a, it); break;
        case ITEM_WHEN: add_when(out, a, it); break;
        default:
            if (it->entry != NULL && it->entry->kind.ptr != NULL) {
                skt_buf_format(out, " %.*s", SKT_FMT(it->entry->kind));
            }
            break;
        }
        skt_buf_add_char(out, '\n');
    }
}

skt_status pass_over(article *a, size_t i, rule why)
{
    a->passed[why]++;
    if (a->trace != NULL) {
        skt_buf_add_text(a->trace, "  -- \"");
        add_words(a->trace, a->scene.text, a->items.items[i].first, a->items.items[i].end);
        skt_buf_format(a->trace, "\": %s\n", rule_name(why));
    }
    return SKT_OK;
}

void trace_drafts(const article *a, size_t from)
{
    for (size_t i = from; i < a->drafts.count; i++) {
        const draft *d = &a->drafts.items[i];
        skt_buf_format(a->trace, "  => %zu %s ", i, skt_outcome_name(d->outcome));
        if (d->value == SKT_NULL) {
            skt_buf_add_text(a->trace, "null");
        } else {
            skt_buf_format(a->trace, "%" PRId64, d->value);
        }
        for (size_t p = 0; p < d->places.count; p++) {
            const skt_node node = d->places.items[p].node;
            const skt_str name = node == SKT_NO_NODE
                                     ? SKT_LIT("?")
                                     : skt_gazetteer_node(a->scene.gazetteer, node).name;
            skt_buf_format(a->trace, "%s%.*s", p == 0 ? " over " : ", ", SKT_FMT(name));
        }
        if (d->container != NO_DRAFT) {
            skt_buf_format(a->trace, ", part of %d", (int)d->container);
        }
        skt_buf_add_text(a->trace, d->own_place ? "\n" : ", place inferred\n");
    }
}
