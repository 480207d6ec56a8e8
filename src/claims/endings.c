#include "claims/endings.h"

/* ------------------------------------------------------------------ reading */

bool skt_ending_read(skt_ending *out, skt_str text, skt_str role, skt_arena *arena)
{
    *out = (skt_ending){.apostrophe = text.len > 0 && text.ptr[0] == '\''};
    out->role = skt_str_is(role, "owner") ? SKT_ENDING_OWNER : SKT_ENDING_PREPOSITION;
    out->entry = (skt_entry){.tag = SKT_TAG_PREP, .agent = SKT_NO_OUTCOME, .kind = role};
    out->entry.patient = out->entry.with = out->entry.neg = SKT_NO_OUTCOME;
    out->entry.value = out->entry.low = SKT_NULL;
    static const char *const roles[] = {"owner", "target", "near", "origin", "destination"};
    bool known = false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        known |= skt_str_is(role, roles[i]);
    }
    skt_buf fold = SKT_BUF_INIT;
    skt_fold(&fold, text);
    known = known && !fold.failed && fold.len > 0 &&
            skt_arena_str(&out->text, arena, skt_buf_str(&fold)) == SKT_OK;
    skt_buf_dispose(&fold);
    return known;
}

/* ------------------------------------------------------------------ finding */

static bool has_endings(const skt_lexis *words)
{
    return words->phrases->endings.count > 0;
}

/* How many bytes of the word's fold stand behind its first apostrophe; 0: there is none. */
static size_t behind_apostrophe(const skt_word *word)
{
    for (size_t at = 1; at < word->text.len;) {
        const size_t start = at;
        const uint32_t c = skt_utf8_next(word->text, &at);
        if (c == '\'' || c == 0x2019 || c == 0x02BC) {
            skt_buf fold = SKT_BUF_INIT;
            skt_fold(&fold, skt_str_sub(word->text, start, word->text.len - start));
            const size_t length = fold.len;
            skt_buf_dispose(&fold);
            return length;
        }
    }
    return 0;
}

const skt_ending *skt_ending_of(const skt_lexis *words, uint32_t at)
{
    const skt_word *word = &words->text->words[at];
    const skt_ending *best = NULL;
    if (!has_endings(words) || word->kind != SKT_WORD_LETTERS) {
        return NULL;
    }
    const size_t behind = behind_apostrophe(word);
    for (size_t i = 0; i < words->phrases->endings.count; i++) {
        const skt_ending *ending = &words->phrases->endings.items[i];
        /* Names need the apostrophe; common nouns ("bölgesinde") are small letters. */
        const bool common = behind == 0 && (word->flags & SKT_WORD_CAPITAL) == 0;
        const bool fits = ending->apostrophe ? behind == ending->text.len
                                             : common && word->fold.len > ending->text.len + 1;
        if (fits && skt_str_ends(word->fold, ending->text) &&
            (best == NULL || ending->text.len > best->text.len)) {
            best = ending;
        }
    }
    return best;
}

/* The preposition that stands behind its place at word `at`, or NULL. */
static const skt_entry *postposition_at(skt_lexis *words, uint32_t at)
{
    skt_lexicon_hit hit;
    if (at == 0 || at >= words->text->n_words ||
        words->text->words[at].sentence != words->text->words[at - 1].sentence ||
        !skt_words_match(&hit, words, at,
                         words->text->sentences[words->text->words[at].sentence].end)) {
        return NULL;
    }
    const skt_entry *entry = skt_lexicon_entry(&hit, SKT_TAG_PREP);
    return entry != NULL && entry->after ? entry : NULL;
}

void skt_endings_own(skt_toponym *toponyms, size_t n_toponyms, skt_lexis *words)
{
    for (size_t i = 0; has_endings(words) && i < n_toponyms; i++) {
        const skt_ending *ending = skt_ending_of(words, toponyms[i].end - 1);
        toponyms[i].possessive |= ending != NULL && ending->role == SKT_ENDING_OWNER &&
                                  postposition_at(words, toponyms[i].end) == NULL;
    }
}

/* ------------------------------------------------------------------ placing */

/* Whether a list goes on with "and" behind `place`, before the sentence's word `end`. */
static bool goes_on(const skt_scene *scene, const skt_toponym *place, uint32_t end)
{
    enum { REACH = 8 };
    for (uint32_t at = place->end; at < end && at < place->end + REACH; at++) {
        if (word_does(scene, at, SKT_GRAMMAR_AND)) {
            return at + 1 < end && toponym_at(scene, at + 1) != NULL;
        }
        if (!is_sign(scene, at, ",") && toponym_at(scene, at) == NULL) {
            break;
        }
    }
    return false;
}

bool skt_endings_part(const skt_scene *scene, const skt_toponym *place, const skt_toponym *member,
                      uint32_t end)
{
    if (!has_endings(scene->words) || !is_sign(scene, place->end, ",")) {
        return false;
    }
    const bool country = place->level == SKT_LEVEL_COUNTRY;
    return country != (member->level == SKT_LEVEL_COUNTRY) ||
           (skt_ending_of(scene->words, place->end - 1) == NULL &&
            skt_ending_of(scene->words, member->end - 1) != NULL && !goes_on(scene, member, end));
}

/* The preposition that place item `i` has by its ending, by that of the ground behind it, or by
 * a word behind both; NULL: none. *taken: how many items behind it are that word. */
static const skt_entry *preposition_of(const item_vec *items, size_t i, const skt_scene *scene,
                                       size_t *taken)
{
    const item *place = &items->items[i];
    const skt_toponym *toponym = &scene->toponyms[place->place_first];
    const bool ground = i + 1 < items->count && place[1].kind == ITEM_GROUND;
    const size_t next = i + 1 + ground;
    *taken = 0;
    if (toponym->adjective || (toponym->possessive && !ground)) {
        return NULL;
    }
    if (next < items->count && items->items[next].kind == ITEM_PREP &&
        items->items[next].entry->after) {
        *taken = 1;
        return items->items[next].entry;
    }
    const skt_ending *ending = skt_ending_of(scene->words, items->items[next - 1].end - 1);
    return ending != NULL && ending->role == SKT_ENDING_PREPOSITION ? &ending->entry : NULL;
}

/* "12'si ise", "8'i de": whether item `k` is a particle that leans on the word before it. */
static bool is_particle(const item_vec *items, size_t k, const skt_scene *scene)
{
    const item *it = &items->items[k];
    return it->kind == ITEM_WORD && it->end == it->first + 1 &&
           word_does(scene, it->first, SKT_GRAMMAR_ADVERB) &&
           word_does(scene, it->first, SKT_GRAMMAR_FUNCTION);
}

/* "12'si Kursk, 5'i Bryansk bölgesinde": the preposition that a place in a row of numbers shares
 * with the one that ends the row, or NULL. */
static const skt_entry *preposition_of_row(const item_vec *items, size_t i, const skt_scene *scene)
{
    size_t taken;
    const item *before = i > 0 ? &items->items[i - 1] : NULL;
    if (before == NULL || before->kind != ITEM_COUNT ||
        scene->toponyms[items->items[i].place_first].possessive) {
        return NULL;
    }
    for (size_t k = i + 1; k < items->count; k++) {
        const item *it = &items->items[k];
        if (is_particle(items, k, scene)) {
            continue;
        }
        if (it->kind == ITEM_PLACE &&
            (it[-1].kind == ITEM_COUNT || is_particle(items, k - 1, scene))) {
            const skt_entry *entry = preposition_of(items, k, scene, &taken);
            if (entry != NULL) {
                return entry;
            }
        } else if (it->kind != ITEM_COMMA && it->kind != ITEM_AND && it->kind != ITEM_COUNT) {
            break;
        }
    }
    return NULL;
}

/* The preposition of place item `i`: the words of it are those that tell it. */
static item preposition_item(const item_vec *items, size_t i, size_t taken, const skt_entry *entry)
{
    const bool ground = i + 1 < items->count && items->items[i + 1].kind == ITEM_GROUND;
    const item *by = &items->items[i + ground + taken];
    const uint32_t first = taken > 0 ? by->first : by->end - 1;
    return (item){.kind = ITEM_PREP, .first = first, .end = by->end, .entry = entry};
}

skt_status skt_endings_place(item_vec *items, size_t from, const skt_scene *scene)
{
    if (!has_endings(scene->words)) {
        return SKT_OK;
    }
    item_vec made = {0};
    bool good = true;
    for (size_t i = from; i < items->count && good; i++) {
        item it = items->items[i];
        size_t taken = 0;
        if (it.kind == ITEM_PREP && it.entry->after) {
            it.kind = ITEM_WORD; /* of no place that is known */
            it.entry = NULL;
        }
        const skt_entry *entry =
            it.kind == ITEM_PLACE ? preposition_of(items, i, scene, &taken) : NULL;
        if (it.kind == ITEM_PLACE && entry == NULL) {
            entry = preposition_of_row(items, i, scene);
        }
        if (is_particle(items, i, scene)) {
            continue;
        }
        const item prep = preposition_item(items, i, taken, entry);
        good = (entry == NULL || skt_vec_push(&made, prep)) && skt_vec_push(&made, it);
        if (taken > 0 && items->items[i + 1].kind == ITEM_GROUND) {
            good = good && skt_vec_push(&made, items->items[i + 1]);
            i++;
        }
        i += taken;
    }
    items->count = from;
    for (size_t i = 0; i < made.count && good; i++) {
        good = skt_vec_push(items, made.items[i]);
    }
    skt_vec_dispose(&made);
    return good ? SKT_OK : SKT_E_NOMEM;
}
