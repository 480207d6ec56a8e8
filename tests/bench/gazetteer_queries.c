#include "gazetteer_queries.h"

#include <string.h>

#include "text/text.h"

#define SEED UINT64_C(88172645463325252)

/* xorshift64*: the same numbers on every machine. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static bool start(bench_queries *q, size_t n)
{
    *q = (bench_queries){.arena = SKT_ARENA_INIT, .n = n};
    q->keys = skt_arena_array(&q->arena, n, sizeof *q->keys);
    q->wanted = skt_arena_array(&q->arena, n, sizeof *q->wanted);
    q->limit = skt_arena_array(&q->arena, n, sizeof *q->limit);
    return q->keys != NULL && q->wanted != NULL && q->limit != NULL;
}

bool bench_queries_exact(bench_queries *out, const bench_source *from)
{
    uint64_t random = SEED;
    bool good = start(out, from->n);
    for (size_t i = 0; i < out->n && good; i++) {
        const skt_str key = from->names.keys[next_random(&random) % from->names.count];
        char *copy = skt_arena_alloc(&out->arena, key.len);
        good = copy != NULL;
        if (good) {
            memcpy(copy, key.ptr, key.len);
            copy[key.len - 1] = i % 2 == 1 ? '#' : copy[key.len - 1];
            out->keys[i] = (skt_str){copy, key.len};
        }
    }
    return good;
}

static size_t count_letters(skt_str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++) {
        (void)skt_utf8_next(text, &at);
    }
    return n;
}

/* One edit of a copy in `out`: a letter left out, doubled, or two exchanged. Never
 * the first letter alone: writers get that one right, readers rely on it. */
static void misspell(skt_buf *out, skt_str key, uint64_t *random)
{
    size_t starts[SKT_GAZ_MAX_KEY_BYTES + 1];
    size_t n = 0;
    for (size_t at = 0; at < key.len;) {
        starts[n++] = at;
        (void)skt_utf8_next(key, &at);
    }
    starts[n] = key.len;
    const size_t i = 1 + next_random(random) % (n - 1);
    const skt_str letter = skt_str_sub(key, starts[i], starts[i + 1] - starts[i]);
    const skt_str other = skt_str_sub(key, starts[i - 1], starts[i] - starts[i - 1]);
    const uint64_t kind = next_random(random) % 3;
    skt_buf_add(out, skt_str_sub(key, 0, starts[i]));
    if (kind == 1) { /* doubled */
        skt_buf_add(out, letter);
        skt_buf_add(out, letter);
    } else if (kind == 2) { /* another letter of the name */
        skt_buf_add(out, skt_str_eq(letter, other) ? SKT_LIT("") : other);
    }
    skt_buf_add(out, skt_str_sub(key, starts[i + 1], key.len - starts[i + 1]));
}

bool bench_queries_misspelled(bench_queries *out, const bench_source *from)
{
    uint64_t random = SEED;
    skt_buf once = SKT_BUF_INIT;
    skt_buf twice = SKT_BUF_INIT;
    bool good = start(out, from->n);
    for (size_t i = 0; i < out->n && good;) {
        const skt_str key = from->names.keys[next_random(&random) % from->names.count];
        const size_t letters = count_letters(key);
        if (letters < 6 || letters > 24 || skt_str_find(key, SKT_LIT(" "), 0) != SIZE_MAX) {
            continue;
        }
        skt_buf_clear(&once);
        skt_buf_clear(&twice);
        misspell(&once, key, &random);
        out->limit[i] = letters >= 10 && i % 4 == 0 ? 2 : 1;
        if (out->limit[i] == 2) {
            misspell(&twice, skt_buf_str(&once), &random);
        }
        const skt_str text = skt_buf_str(out->limit[i] == 2 ? &twice : &once);
        if (skt_gaz_find(&from->gazetteer->names, text).count == 0) { /* else another name */
            out->wanted[i] = key;
            good = skt_arena_str(&out->keys[i++], &out->arena, text) == SKT_OK;
        }
    }
    skt_buf_dispose(&once);
    skt_buf_dispose(&twice);
    return good;
}

void bench_queries_dispose(bench_queries *queries)
{
    skt_arena_dispose(&queries->arena);
}
