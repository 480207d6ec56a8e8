#include "text/utf8_run.h"

#include "core/wide.h"

#ifdef SKT_WIDE

/* What may be wrong with two bytes that follow one another: J. Keiser and D. Lemire, "Validating
 * UTF-8 In Less Than One Instruction Per Byte" (2021), section 6. */
enum {
    TOO_SHORT = 1 << 0,
    TOO_LONG = 1 << 1,
    OVERLONG_3 = 1 << 2,
    TOO_LARGE = 1 << 3,
    SURROGATE = 1 << 4,
    OVERLONG_2 = 1 << 5,
    TOO_LARGE_1000 = 1 << 6,
    OVERLONG_4 = 1 << 6,
    TWO_CONTS = 1 << 7,
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
    SECOND = TOO_LONG | OVERLONG_2 | TWO_CONTS
};

SKT_WIDE static inline __m256i look_up(__m256i halves, const uint8_t table[16])
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)table)),
                               halves);
}

SKT_WIDE static inline __m256i high_half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0xF));
}

/* Whether something is wrong with characters that begin at `bytes`, `before` them nothing; with
 * one that their end cuts off nothing is. */
SKT_WIDE static inline __m256i flaws_of(__m256i bytes, __m256i before)
{
    static const uint8_t first_high[16] = {
        TOO_LONG,
        TOO_LONG,
        TOO_LONG,
        TOO_LONG,
        TOO_LONG,
        TOO_LONG,
        TOO_LONG,
        TOO_LONG,
        TWO_CONTS,
        TWO_CONTS,
        TWO_CONTS,
        TWO_CONTS,
        TOO_SHORT | OVERLONG_2,
        TOO_SHORT,
        TOO_SHORT | OVERLONG_3 | SURROGATE,
        TOO_SHORT | TOO_LARGE | TOO_LARGE_1000,
    };
    enum { LARGE = CARRY | TOO_LARGE | TOO_LARGE_1000 };
    static const uint8_t first_low[16] = {
        CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
        CARRY | OVERLONG_2,
        CARRY,
        CARRY,
        CARRY | TOO_LARGE,
        LARGE,
        LARGE,
        LARGE,
        LARGE,
        LARGE,
        LARGE,
        LARGE,
        LARGE,
        LARGE | SURROGATE,
        LARGE,
        LARGE,
    };
    static const uint8_t second_high[16] = {
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        SECOND | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
        SECOND | OVERLONG_3 | TOO_LARGE,
        SECOND | SURROGATE | TOO_LARGE,
        SECOND | SURROGATE | TOO_LARGE,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
    };
    const __m256i one = _mm256_alignr_epi8(bytes, before, 15);
    const __m256i two = _mm256_alignr_epi8(bytes, before, 14);
    const __m256i three = _mm256_alignr_epi8(bytes, before, 13);
    const __m256i special = _mm256_and_si256(
        _mm256_and_si256(look_up(high_half(one), first_high),
                         look_up(_mm256_and_si256(one, _mm256_set1_epi8(0xF)), first_low)),
        look_up(high_half(bytes), second_high));
    const __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80));
    const __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i wanted =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    const __m256i replaced =
        _mm256_and_si256(_mm256_and_si256(_mm256_cmpeq_epi8(two, _mm256_set1_epi8((char)0xEF)),
                                          _mm256_cmpeq_epi8(one, _mm256_set1_epi8((char)0xBF))),
                         _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0xBD)));
    return _mm256_or_si256(_mm256_xor_si256(wanted, special), replaced);
}

SKT_WIDE static inline __m256i controls_of(__m256i bytes)
{
    const __m256i spaces = _mm256_sub_epi8(bytes, _mm256_set1_epi8('\t'));
    const __m256i space =
        _mm256_cmpeq_epi8(_mm256_min_epu8(spaces, _mm256_set1_epi8('\r' - '\t')), spaces);
    const __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(' ' - 1)), bytes);
    return _mm256_or_si256(_mm256_andnot_si256(space, low),
                           _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)));
}

/* Bytes of a block that end before its last character, if more of that may follow. */
static inline size_t whole_of(const char *p)
{
    const unsigned char *last = (const unsigned char *)p + SKT_UTF8_RUN - 1;
    return SKT_UTF8_RUN - (last[0] >= 0xC0    ? 1U
                           : last[-1] >= 0xE0 ? 2U
                           : last[-2] >= 0xF0 ? 3U
                                              : 0U);
}

SKT_WIDE static size_t run_wide(skt_str bytes, size_t *line_feeds)
{
    size_t at = 0;
    while (bytes.len - at >= SKT_UTF8_RUN) {
        const char *p = bytes.ptr + at;
        const __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)p);
        __m256i flaws = controls_of(block);
        uint32_t feeds =
            (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\n')));
        size_t size = SKT_UTF8_RUN;
        if (_mm256_movemask_epi8(block) != 0) {
            const __m256i before =
                _mm256_permute2x128_si256(block, block, 0x08 /* zeros, then the low half */);
            flaws = _mm256_or_si256(flaws, flaws_of(block, before));
            size = whole_of(p);
        }
        if (!_mm256_testz_si256(flaws, flaws)) {
            break;
        }
        *line_feeds += (size_t)__builtin_popcount(feeds);
        at += size;
    }
    return at;
}

#endif

size_t skt_utf8_run(skt_str bytes, size_t *line_feeds)
{
#ifdef SKT_WIDE
    if (skt_has_wide()) {
        return run_wide(bytes, line_feeds);
    }
#endif
    (void)bytes;
    (void)line_feeds;
    return 0;
}
