/* Looking names up, for the public API: what it hands out needs no arena. */
#include <string.h>

#include "gazetteer/gazetteer.h"

skt_status skt_resolve(skt_candidate *out, size_t room, size_t *count,
                       const skt_gazetteer *gazetteer, skt_str name, skt_str context,
                       skt_str country)
{
    skt_candidates found = {0};
    const skt_status status = skt_gazetteer_resolve(&found, gazetteer, name, context, country);
    const size_t n = status != SKT_OK ? 0 : found.count;
    *count = n;
    if (n > 0 && room > 0) {
        memcpy(out, found.items, (n < room ? n : room) * sizeof *out);
    }
    skt_vec_dispose(&found);
    return status;
}

static skt_mention mention_of(const skt_text *text, const skt_toponym *toponym)
{
    const skt_word *first = &text->words[toponym->first];
    const skt_word *last = &text->words[toponym->end - 1];
    return (skt_mention){
        .words =
            skt_str_sub(text->text, first->offset, last->offset + last->text.len - first->offset),
        .offset = first->offset,
        .node = toponym->node,
        .level = toponym->level,
        .score = toponym->score,
        .typed = toponym->typed,
        .adjective = toponym->adjective,
        .possessive = toponym->possessive,
        .reason = toponym->reason,
    };
}

skt_status skt_find_places(const skt_gazetteer *gazetteer, skt_str text, skt_str country,
                           skt_mention_fn *each, void *user)
{
    const skt_place_hints hints = {.country = country};
    skt_arena arena = SKT_ARENA_INIT;
    skt_toponyms found = {0};
    skt_text words;
    skt_status status = skt_text_split(&words, text, &arena);
    if (status == SKT_OK) {
        status = skt_toponyms_find(&found, gazetteer, &words, &hints);
    }
    for (size_t i = 0; i < found.count && status == SKT_OK; i++) {
        const skt_mention mention = mention_of(&words, &found.items[i]);
        status = each(user, &mention);
    }
    skt_vec_dispose(&found);
    skt_arena_dispose(&arena);
    return status;
}
