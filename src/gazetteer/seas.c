/* Lists of seas that share their noun: "над Чёрным и Азовским морями", "the Black and Azov seas",
 * "nad Morzem Czarnym i Azowskim". Each member is looked up with the noun in the singular. */
#include <stdio.h>

#include "gazetteer/mention.h"

enum { MOST_MEMBERS = 6, MOST_BYTES = 96 };

/* The noun as it closes a list, or opens one, and as it stands in the names of seas; folded. */
static const struct {
    const char *noun, *one;
    bool opens;
} nouns[] = {
    {"мореи", "моря", false},   {"морям", "морю", false},     {"морями", "морем", false},
    {"морях", "море", false},   {"моря", "море", false},      {"морів", "моря", false},
    {"морях", "морі", false},   {"заливов", "залива", false}, {"заливами", "заливом", false},
    {"seas", "sea", false},     {"meer", "meer", false},      {"meere", "meer", false},
    {"morzem", "morzem", true}, {"morza", "morza", true},     {"morzami", "morzem", true},
    {"mers", "mer", true},      {"mares", "mar", true},       {"دریاهای", "دریای", true},
};

static bool is_capital(const skt_gaz_finder *f, uint32_t at)
{
    return f->text->words[at].kind == SKT_WORD_LETTERS &&
           (f->text->words[at].flags & SKT_WORD_CAPITAL) != 0;
}

/* Whether words [from, to) are a comma, "and", articles. */
static bool is_gap(const skt_gaz_finder *f, uint32_t from, uint32_t to)
{
    while (from < to) {
        const skt_gaz_phrase *phrase = f->starting[from];
        const bool known =
            phrase->first < phrase->end && phrase->end <= to &&
            (skt_gaz_phrase_has(phrase, SKT_GAZ_AND) ||
             skt_gaz_phrase_has(phrase, SKT_GAZ_ARTICLE) || skt_gaz_phrase_has(phrase, SKT_GAZ_OF));
        if (!known && !skt_str_is(f->text->words[from].text, ",") &&
            !skt_str_is(f->text->words[from].text, "dem") &&
            !skt_str_is(f->text->words[from].text, "de")) {
            return false;
        }
        from = known ? phrase->end : from + 1;
    }
    return true;
}

/* Takes away what was found in words [first, end). */
static void leave_out(skt_gaz_finder *f, uint32_t first, uint32_t end)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->mentions.count; i++) {
        const skt_gaz_mention *m = &f->mentions.items[i];
        if (m->name_end <= first || m->name_first >= end) {
            f->mentions.items[kept++] = *m;
        }
    }
    f->mentions.count = kept;
}

/* Puts the last mention where it belongs. */
static void sink_last(skt_gaz_finder *f)
{
    const skt_gaz_mention one = f->mentions.items[f->mentions.count - 1];
    size_t at = f->mentions.count - 1;
    for (; at > 0 && f->mentions.items[at - 1].name_first > one.name_first; at--) {
        f->mentions.items[at] = f->mentions.items[at - 1];
    }
    f->mentions.items[at] = one;
}

/* Adds the sea of the key over words [first, end); *found whether there is one. */
static skt_status add_sea(skt_gaz_finder *f, const char *key, int length, uint32_t first,
                          uint32_t end, bool *found)
{
    skt_gaz_mention mention = {.first = first,
                               .end = end,
                               .name_first = first,
                               .name_end = end,
                               .key = UINT32_MAX,
                               .levels = 1u << SKT_LEVEL_SEA};
    const skt_gaz_hit hit = skt_gaz_find_name(f->gazetteer, (skt_str){key, (size_t)length});
    skt_status status = SKT_OK;
    *found = false;
    for (size_t i = 0; i < hit.count && status == SKT_OK; i++) {
        const skt_node node = skt_gaz_value_node(hit.values[i]);
        if (skt_gaz_node_at(f->gazetteer, node)->level == SKT_LEVEL_SEA) {
            const skt_gaz_hit one = {hit.key, &hit.values[i], 1};
            mention.key = hit.key;
            status = skt_gaz_add_options(f, &mention, one, 0, "a sea of a list");
            *found = true;
        }
    }
    if (!*found || status != SKT_OK) {
        return status;
    }
    leave_out(f, first, end);
    if (!skt_vec_push(&f->mentions, mention)) {
        return SKT_E_NOMEM;
    }
    sink_last(f);
    return SKT_OK;
}

/* The members before the noun at word `at`, from the last to the first. */
static skt_status add_before(skt_gaz_finder *f, uint32_t at, const char *one)
{
    uint32_t end = at; /* behind the next member */
    uint32_t whole = at + 1;
    skt_status status = SKT_OK;
    for (int n = 0; n < MOST_MEMBERS && end > 0 && is_capital(f, end - 1) && status == SKT_OK;
         n++) {
        char key[MOST_BYTES];
        bool found;
        const skt_str member = f->text->words[end - 1].fold;
        const int length = snprintf(key, sizeof key, "%.*s %s", SKT_FMT(member), one);
        if (length < 0 || (size_t)length >= sizeof key) {
            break;
        }
        status = add_sea(f, key, length, end - 1, whole, &found);
        if (!found) {
            break;
        }
        uint32_t next = end - 1;
        while (next > 0 && end - next < 4 && !is_capital(f, next - 1)) {
            next--;
        }
        if (next == 0 || next == end - 1 || !is_gap(f, next, end - 1)) {
            break;
        }
        end = whole = next;
    }
    return status;
}

/* The members behind the noun at word `at`. */
static skt_status add_behind(skt_gaz_finder *f, uint32_t at, const char *one)
{
    const uint32_t n = (uint32_t)f->text->n_words;
    uint32_t first = at + 1; /* of the next member */
    uint32_t whole = at;
    skt_status status = SKT_OK;
    while (first < n && !is_capital(f, first) && first < at + 3 && is_gap(f, first, first + 1)) {
        first++;
    }
    for (int k = 0; k < MOST_MEMBERS && first < n && is_capital(f, first) && status == SKT_OK;
         k++) {
        char key[MOST_BYTES];
        bool found = false;
        const skt_str member = f->text->words[first].fold;
        static const char *const joints[] = {"", "de ", "d "};
        for (size_t j = 0; j < sizeof joints / sizeof *joints && !found && status == SKT_OK; j++) {
            const int length =
                snprintf(key, sizeof key, "%s %s%.*s", one, joints[j], SKT_FMT(member));
            if (length > 0 && (size_t)length < sizeof key) {
                status = add_sea(f, key, length, whole, first + 1, &found);
            }
        }
        uint32_t next = first + 1;
        while (next < n && next < first + 4 && !is_capital(f, next)) {
            next++;
        }
        if (!found || next == first + 1 || next >= n || !is_gap(f, first + 1, next)) {
            break;
        }
        first = whole = next;
    }
    return status;
}

skt_status skt_gaz_add_listed_seas(skt_gaz_finder *f)
{
    skt_status status = SKT_OK;
    const bool seas = (f->classes >> SKT_GAZ_SEA_WORD & 1) != 0;
    for (uint32_t i = 1; seas && i < f->text->n_words && status == SKT_OK; i++) {
        if (!skt_gaz_phrase_has(f->starting[i], SKT_GAZ_SEA_WORD)) {
            continue;
        }
        for (size_t k = 0; k < sizeof nouns / sizeof *nouns && status == SKT_OK; k++) {
            if (!skt_str_is(f->text->words[i].fold, nouns[k].noun)) {
                continue;
            }
            status =
                nouns[k].opens ? add_behind(f, i, nouns[k].one) : add_before(f, i, nouns[k].one);
        }
    }
    return status;
}
