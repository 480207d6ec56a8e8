/* The sentences around some bytes of a text. */
#include "text/text.h"

skt_str skt_sentence_around(const skt_text *text, size_t from, size_t to)
{
    size_t begin = from;
    size_t end = to;
    for (size_t i = 0; i < text->n_sentences; i++) {
        const skt_span *span = &text->sentences[i];
        const skt_word *last = &text->words[span->end - 1];
        const size_t first_byte = text->words[span->first].offset;
        const size_t end_byte = last->offset + last->text.len;
        if (first_byte < to && end_byte > from) {
            begin = first_byte < begin ? first_byte : begin;
            end = end_byte > end ? end_byte : end;
        }
    }
    return skt_str_sub(text->text, begin, end - begin);
}

skt_status skt_sentence_at(skt_str *out, skt_str text, size_t offset, size_t length)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text words;
    *out = SKT_STR_NONE;
    if (offset > text.len || length > text.len - offset) {
        return SKT_E_USAGE;
    }
    const skt_status status = skt_text_split(&words, text, &arena);
    if (status == SKT_OK) {
        *out = skt_sentence_around(&words, offset, offset + length);
    }
    skt_arena_dispose(&arena);
    return status;
}
