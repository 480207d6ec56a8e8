#include "claims/affixes.h"

#include "text/chars.h"

enum { SHORTEST_REST = 3 /* letters of the part beside an affix: "Uboot" has none */ };

int skt_affix_named(skt_str name)
{
    static const char *const names[] = {"elided", "front", "end"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (skt_str_is(name, names[i])) {
            return (int)i;
        }
    }
    return -1;
}

/* The bytes of `text` that fold to the first `length` bytes of its fold, or 0. */
static size_t bytes_of_fold(skt_str text, size_t length)
{
    skt_buf fold = SKT_BUF_INIT;
    size_t at = 0;
    while (at < text.len && fold.len < length && !fold.failed) {
        size_t next = at;
        (void)skt_utf8_next(text, &next);
        skt_fold(&fold, skt_str_sub(text, at, next - at));
        at = next;
    }
    const bool good = fold.len == length && !fold.failed;
    skt_buf_dispose(&fold);
    return good && at < text.len ? at : 0;
}

/* Behind the apostrophe of "l'armée"; 0: none stands before a vowel. */
static size_t elided_end(const skt_affix *affix, const skt_word *word)
{
    const skt_str fold = word->fold;
    if (fold.len <= affix->fold.len || !skt_str_starts(fold, affix->fold) ||
        strchr("aeiouyh", fold.ptr[affix->fold.len]) == NULL) {
        return 0;
    }
    size_t at = bytes_of_fold(word->text, affix->fold.len);
    size_t next = at;
    if (at == 0 || (skt_char_class(skt_utf8_next(word->text, &next)) & SKT_CHAR_APOSTROPHE) == 0) {
        return 0;
    }
    return next < word->text.len ? next : 0;
}

size_t skt_affix_cut(const skt_affix_vec *affixes, const skt_phrases *phrases, const skt_word *word)
{
    const skt_str fold = word->fold;
    const bool known = skt_phrases_know(phrases, fold);
    for (size_t i = 0; i < affixes->count; i++) {
        const skt_affix *affix = &affixes->items[i];
        if (affix->kind == SKT_AFFIX_ELIDED) {
            const size_t end = elided_end(affix, word);
            if (end != 0) {
                return end;
            }
            continue;
        }
        if (known || fold.len < affix->fold.len + SHORTEST_REST) {
            continue;
        }
        const size_t rest = fold.len - affix->fold.len;
        if (affix->kind == SKT_AFFIX_FRONT && skt_str_starts(fold, affix->fold) &&
            skt_phrases_know(phrases, skt_str_sub(fold, affix->fold.len, rest))) {
            return bytes_of_fold(word->text, affix->fold.len);
        }
        if (affix->kind == SKT_AFFIX_END && skt_str_ends(fold, affix->fold)) {
            return bytes_of_fold(word->text, rest);
        }
    }
    return 0;
}
