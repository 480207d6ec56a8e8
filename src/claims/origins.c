/* Rows of places that drones came from, written with signs between them: "із напрямків: Курськ,
 * Орел – рф, Чауда – ТОТ АР Крим". */
#include "claims/items.h"

/* Whether the item may stand in such a row, or part its places. */
static bool in_row(const item *it, const skt_scene *scene)
{
    switch (it->kind) {
    case ITEM_PLACE:
    case ITEM_COMMA:
    case ITEM_AND: return true;
    case ITEM_STOP: return !is_sign(scene, it->first, ";");
    case ITEM_PREP: return skt_str_is(it->entry->kind, "origin");
    case ITEM_WORD:
        return scene->text->words[it->first].kind != SKT_WORD_PUNCT ||
               is_sign(scene, it->first, "(") || is_sign(scene, it->first, ")");
    default: return false;
    }
}

/* Where the row that begins at item `from` ends; *signed tells whether a dash stands in it. */
static size_t row_end(const item_vec *items, size_t from, const skt_scene *scene, bool *dashed)
{
    size_t end = from;
    size_t part = from; /* behind the last place before a sign that may end the row */
    *dashed = false;
    while (end < items->count && in_row(&items->items[end], scene)) {
        const uint8_t kind = items->items[end].kind;
        if (kind == ITEM_COMMA || kind == ITEM_STOP) {
            part = end;
        }
        end++;
    }
    const bool ends = end == items->count ||
                      (end + 1 == items->count && is_sign(scene, items->items[end].first, "."));
    end = ends ? end : part;
    for (size_t i = from; i < end; i++) {
        *dashed |= items->items[i].kind == ITEM_STOP;
    }
    return end;
}

void hide_origins(item_vec *items, size_t from, const skt_scene *scene)
{
    for (size_t i = from; i + 1 < items->count; i++) {
        const item *prep = &items->items[i];
        if (prep->kind != ITEM_PREP || !skt_str_is(prep->entry->kind, "origin")) {
            continue;
        }
        const bool colon = items->items[i + 1].kind == ITEM_COLON;
        bool dashed = false;
        const size_t end = row_end(items, i + 1 + colon, scene, &dashed);
        for (size_t k = i + 1; (colon || dashed) && k < end; k++) {
            items->items[k].kind = ITEM_WORD;
        }
    }
}
