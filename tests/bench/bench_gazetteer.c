/* How fast the gazetteer opens, looks names up and finds them in text, beside an
 * SQLite file and a hash map of the same names, in one run. Prints a table in
 * Markdown; asserts nothing about seconds, but that all three find the same.
 *
 *     bench_gazetteer GAZETTEER CORPUS_DIR SCRATCH_DIR [SCALE]
 *
 * SCALE is the share of the full work in percent (100; the tests run 1). */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/diag.h"
#include "gazetteer/mention.h"
#include "reference.h"

enum {
    EXACT_QUERIES = 2000000,
    GUESS_QUERIES = 40000,
    SLOW_GUESS_QUERIES = 2000, /* for the references */
    TEXT_BYTES = 32 << 20,
    OPENINGS = 50,
    BEST_OF = 5
};

typedef struct bench {
    const char *gazetteer_path, *scratch;
    char sqlite_path[4096];
    size_t percent;
    skt_gazetteer *gazetteer;
    bench_sqlite sqlite;
    bench_map map;
    skt_arena arena; /* of the keys */
    SKT_VEC(skt_str) keys;
    uint64_t random;
} bench;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* xorshift64*: the same numbers on every machine. */
static uint64_t next_random(bench *b)
{
    b->random ^= b->random >> 12;
    b->random ^= b->random << 25;
    b->random ^= b->random >> 27;
    return b->random * UINT64_C(2685821657736338717);
}

static size_t scaled(const bench *b, size_t full)
{
    const size_t n = full * b->percent / 100;
    return n > 0 ? n : 1;
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_gazetteer: %s\n", what);
    exit(1);
}

/* ------------------------------------------------------------------ opening */

static double best_opening(const bench *b, bool (*open_once)(const bench *))
{
    double best = 1e9;
    for (int i = 0; i < OPENINGS; i++) {
        const double begin = now_s();
        if (!open_once(b)) {
            fail("cannot open");
        }
        const double took = now_s() - begin;
        best = took < best ? took : best;
    }
    return best;
}

static bool open_ours(const bench *b)
{
    skt_gazetteer *gazetteer;
    if (skt_gazetteer_open(&gazetteer, b->gazetteer_path, NULL) != SKT_OK) {
        return false;
    }
    const bool found = skt_gaz_find(&gazetteer->names, SKT_LIT("kursk")).count > 0;
    skt_gazetteer_close(gazetteer);
    return found;
}

static bool open_sqlite(const bench *b)
{
    bench_sqlite ref;
    if (!bench_sqlite_open(&ref, b->sqlite_path)) {
        return false;
    }
    const bool found = bench_sqlite_find(&ref, SKT_LIT("kursk")) != 0;
    bench_sqlite_close(&ref);
    return found;
}

static double map_opening(const bench *b)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        bench_map ref;
        const double begin = now_s();
        if (!bench_map_build(&ref, (bench_keys){b->keys.items, b->keys.count})) {
            fail("out of memory");
        }
        const double took = now_s() - begin;
        best = took < best ? took : best;
        bench_map_dispose(&ref);
    }
    return best;
}

/* ------------------------------------------------------------------- memory */

/* Memory of this process that no other shares, kilobytes. */
static long private_kb(void)
{
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long sum = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        long kb;
        if (sscanf(line, "Private_Dirty: %ld", &kb) == 1) {
            sum += kb;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return sum;
}

typedef enum way { OURS, SQLITE, MAP, WAYS } way;

static void use(bench *b, way which)
{
    bench_map map;
    bench_sqlite sqlite;
    skt_gazetteer *gazetteer = NULL;
    bool good = true;
    if (which == OURS) {
        good = skt_gazetteer_open(&gazetteer, b->gazetteer_path, NULL) == SKT_OK;
    } else if (which == SQLITE) {
        good = bench_sqlite_open(&sqlite, b->sqlite_path);
    } else {
        good = bench_map_build(&map, (bench_keys){b->keys.items, b->keys.count});
    }
    if (!good) {
        fail("cannot open");
    }
    size_t found = 0;
    for (size_t i = 0; i < b->keys.count; i++) {
        const skt_str key = b->keys.items[i];
        found += which == OURS     ? skt_gaz_find(&gazetteer->names, key).count > 0
                 : which == SQLITE ? bench_sqlite_find(&sqlite, key) != 0
                                   : bench_map_find(&map, key) != 0;
    }
    if (found != b->keys.count) {
        fail("a name was not found");
    }
}

/* What a process needs for itself once every name was looked up: measured in a
 * child, above what it had before. */
static long memory_of(bench *b, way which)
{
    int ends[2];
    if (pipe(ends) != 0) {
        fail("no pipe");
    }
    const pid_t child = fork();
    if (child == 0) {
        const long before = private_kb();
        use(b, which);
        const long kb = private_kb() - before;
        _exit(write(ends[1], &kb, sizeof kb) == (ssize_t)sizeof kb ? 0 : 1);
    }
    close(ends[1]);
    long kb = -1;
    if (child < 0 || read(ends[0], &kb, sizeof kb) != (ssize_t)sizeof kb) {
        fail("a measurement of memory failed");
    }
    close(ends[0]);
    (void)waitpid(child, NULL, 0);
    return kb;
}

/* ------------------------------------------------------------ exact look-ups */

typedef struct queries {
    skt_arena arena;
    skt_str *keys;   /* what is looked up */
    skt_str *wanted; /* for a misspelling: the key that it came from */
    unsigned *limit; /* how many edits were made */
    size_t n;
} queries;

static void queries_make(queries *q, size_t n)
{
    *q = (queries){.arena = SKT_ARENA_INIT, .n = n};
    q->keys = skt_arena_array(&q->arena, n, sizeof *q->keys);
    q->wanted = skt_arena_array(&q->arena, n, sizeof *q->wanted);
    q->limit = skt_arena_array(&q->arena, n, sizeof *q->limit);
    if (q->keys == NULL || q->wanted == NULL || q->limit == NULL) {
        fail("out of memory");
    }
}

/* Names at random; every second one with its last byte replaced, so that most of
 * those are none. */
static void make_exact(bench *b, queries *q)
{
    queries_make(q, scaled(b, EXACT_QUERIES));
    for (size_t i = 0; i < q->n; i++) {
        const skt_str key = b->keys.items[next_random(b) % b->keys.count];
        char *copy = skt_arena_alloc(&q->arena, key.len);
        if (copy == NULL) {
            fail("out of memory");
        }
        memcpy(copy, key.ptr, key.len);
        if (i % 2 == 1) {
            copy[key.len - 1] = '#';
        }
        q->keys[i] = (skt_str){copy, key.len};
    }
}

/* Look-ups a second, best of several; *found counts the hits of one round. */
static double exact_rate(bench *b, const queries *q, way which, size_t *found)
{
    double best = 1e9;
    const size_t n = which == SQLITE ? q->n / 10 + 1 : q->n;
    for (int round = 0; round < BEST_OF; round++) {
        size_t hits = 0;
        const double begin = now_s();
        for (size_t i = 0; i < n; i++) {
            hits += which == OURS     ? skt_gaz_find(&b->gazetteer->names, q->keys[i]).count > 0
                    : which == SQLITE ? bench_sqlite_find(&b->sqlite, q->keys[i]) != 0
                                      : bench_map_find(&b->map, q->keys[i]) != 0;
        }
        const double took = now_s() - begin;
        best = took < best ? took : best;
        *found = hits;
    }
    return (double)n / best;
}

/* -------------------------------------------------------- misspelled look-ups */

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
static void misspell(bench *b, skt_buf *out, skt_str key)
{
    size_t starts[SKT_GAZ_MAX_KEY_BYTES + 1];
    size_t n = 0;
    for (size_t at = 0; at < key.len;) {
        starts[n++] = at;
        (void)skt_utf8_next(key, &at);
    }
    starts[n] = key.len;
    const size_t i = 1 + next_random(b) % (n - 1);
    const skt_str letter = skt_str_sub(key, starts[i], starts[i + 1] - starts[i]);
    const skt_str other = skt_str_sub(key, starts[i - 1], starts[i] - starts[i - 1]);
    const uint64_t kind = next_random(b) % 3;
    skt_buf_add(out, skt_str_sub(key, 0, starts[i]));
    if (kind == 1) { /* doubled */
        skt_buf_add(out, letter);
        skt_buf_add(out, letter);
    } else if (kind == 2) { /* another letter of the name */
        skt_buf_add(out, skt_str_eq(letter, other) ? SKT_LIT("") : other);
    }
    skt_buf_add(out, skt_str_sub(key, starts[i + 1], key.len - starts[i + 1]));
}

/* Misspelled main names of one word, one edit, and two in every fourth long one. */
static void make_guesses(bench *b, queries *q)
{
    queries_make(q, scaled(b, GUESS_QUERIES));
    skt_buf once = SKT_BUF_INIT;
    skt_buf twice = SKT_BUF_INIT;
    for (size_t i = 0; i < q->n;) {
        const skt_str key = b->keys.items[next_random(b) % b->keys.count];
        const size_t letters = count_letters(key);
        if (letters < 6 || letters > 24 || skt_str_find(key, SKT_LIT(" "), 0) != SIZE_MAX) {
            continue;
        }
        skt_buf_clear(&once);
        skt_buf_clear(&twice);
        misspell(b, &once, key);
        q->limit[i] = letters >= 10 && i % 4 == 0 ? 2 : 1;
        if (q->limit[i] == 2) {
            misspell(b, &twice, skt_buf_str(&once));
        }
        const skt_str text = skt_buf_str(q->limit[i] == 2 ? &twice : &once);
        if (skt_gaz_find(&b->gazetteer->names, text).count > 0) {
            continue; /* it became another name */
        }
        q->wanted[i] = key;
        if (skt_arena_str(&q->keys[i], &q->arena, text) != SKT_OK) {
            fail("out of memory");
        }
        i++;
    }
    skt_buf_dispose(&once);
    skt_buf_dispose(&twice);
}

static bool guess_ours(const bench *b, skt_str key, unsigned limit, skt_str wanted)
{
    skt_gaz_guesses guesses;
    char text[SKT_GAZ_MAX_KEY_BYTES];
    skt_gaz_guess_key(&guesses, b->gazetteer, key, limit);
    bool found = false;
    for (size_t i = 0; i < guesses.n && !found; i++) {
        found =
            skt_str_eq(skt_gaz_key_text(text, &b->gazetteer->names, guesses.items[i].key), wanted);
    }
    return found;
}

static double guess_rate(bench *b, const queries *q, way which, double *found)
{
    const size_t slow = scaled(b, SLOW_GUESS_QUERIES);
    const size_t n = which == OURS || slow > q->n ? q->n : slow;
    double best = 1e9;
    for (int round = 0; round < (which == OURS ? BEST_OF : 2); round++) {
        size_t hits = 0;
        const double begin = now_s();
        for (size_t i = 0; i < n; i++) {
            hits += which == OURS ? guess_ours(b, q->keys[i], q->limit[i], q->wanted[i])
                    : which == SQLITE
                        ? bench_sqlite_guess(&b->sqlite, q->keys[i], q->limit[i], q->wanted[i])
                        : bench_map_guess(&b->map, q->keys[i], q->wanted[i]);
        }
        const double took = now_s() - begin;
        best = took < best ? took : best;
        *found = 100.0 * (double)hits / (double)n;
    }
    return (double)n / best;
}

/* ----------------------------------------------------------------- scanning */

typedef struct texts {
    skt_buf all;
    SKT_VEC(size_t) starts; /* of each report in `all`, and its end */
} texts;

static bool ends_with(const char *name, const char *ending)
{
    const size_t n = strlen(name);
    const size_t m = strlen(ending);
    return n >= m && strcmp(name + n - m, ending) == 0;
}

/* The reports whose file begins with `prefix`. */
static void read_texts(texts *out, const char *dir, const char *prefix)
{
    struct dirent **names;
    const int n = scandir(dir, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[4096];
        if (strncmp(names[i]->d_name, prefix, strlen(prefix)) == 0 &&
            ends_with(names[i]->d_name, ".txt") &&
            (size_t)snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name) < sizeof path) {
            skt_mapping file;
            if (skt_file_map(&file, path, NULL) != SKT_OK ||
                !skt_vec_push(&out->starts, out->all.len)) {
                fail("cannot read the corpus");
            }
            skt_buf_add(&out->all, (skt_str){(const char *)file.ptr, file.len});
            skt_file_unmap(&file);
        }
        free(names[i]);
    }
    if (n >= 0) {
        free(names);
    }
    if (out->starts.count == 0 || !skt_vec_push(&out->starts, out->all.len)) {
        fail("the corpus has no such reports");
    }
}

static void dispose_texts(texts *t)
{
    skt_buf_dispose(&t->all);
    skt_vec_dispose(&t->starts);
}

/* Names of a split text by looking every run of up to eight words that begins with
 * a capital up, longest first, in one of the references. */
static size_t scan_reference(bench *b, const skt_text *text, way which)
{
    size_t found = 0;
    char key[SKT_GAZ_MAX_KEY_BYTES];
    for (uint32_t first = 0; first < text->n_words;) {
        uint32_t next = first + 1;
        if ((text->words[first].flags & SKT_WORD_CAPITAL) != 0) {
            const uint32_t left = (uint32_t)text->n_words - first;
            for (uint32_t n = left < 8 ? left : 8; n > 0; n--) {
                const skt_str joined = skt_gaz_join(key, text, first, first + n);
                if (joined.len > 0 && (which == SQLITE ? bench_sqlite_find(&b->sqlite, joined)
                                                       : bench_map_find(&b->map, joined)) != 0) {
                    found++;
                    next = first + n;
                    break;
                }
            }
        }
        first = next;
    }
    return found;
}

typedef enum step { SPLIT, NAMES, RESOLVE } step;

static size_t scan_one(bench *b, skt_str report, step last, way which)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text text;
    size_t found = 0;
    if (skt_text_split(&text, report, &arena) != SKT_OK) {
        fail("out of memory");
    }
    if (which != OURS) {
        found = scan_reference(b, &text, which);
    } else if (last == NAMES && text.n_words > 0) {
        skt_gaz_finder f = {.gazetteer = b->gazetteer, .text = &text, .arena = &arena};
        if (skt_gaz_annotate(&f) != SKT_OK || skt_gaz_find_names(&f) != SKT_OK) {
            fail("out of memory");
        }
        found = f.mentions.count;
        skt_vec_dispose(&f.mentions);
    } else if (last == RESOLVE) {
        skt_toponyms toponyms = {0};
        if (skt_toponyms_find(&toponyms, b->gazetteer, &text, NULL) != SKT_OK) {
            fail("out of memory");
        }
        found = toponyms.count;
        skt_vec_dispose(&toponyms);
    }
    skt_arena_dispose(&arena);
    return found;
}

/* Megabytes a second, best of several. */
static double scan_rate(bench *b, const texts *t, step last, way which)
{
    double best = 1e9;
    const size_t wanted = scaled(b, which == SQLITE ? TEXT_BYTES / 16 : TEXT_BYTES);
    size_t bytes = 0;
    for (int round = 0; round < (which == SQLITE ? 1 : 3); round++) {
        const double begin = now_s();
        for (bytes = 0; bytes < wanted;) {
            for (size_t i = 0; i + 1 < t->starts.count && bytes < wanted; i++) {
                const size_t from = t->starts.items[i];
                const skt_str report =
                    skt_str_sub(skt_buf_str(&t->all), from, t->starts.items[i + 1] - from);
                (void)scan_one(b, report, last, which);
                bytes += report.len;
            }
        }
        const double took = now_s() - begin;
        best = took < best ? took : best;
    }
    return (double)bytes / best / 1e6;
}

/* --------------------------------------------------------------------- main */

static void set_up(bench *b)
{
    skt_diag *diag = NULL;
    if (skt_gazetteer_open(&b->gazetteer, b->gazetteer_path, diag) != SKT_OK) {
        fail("cannot open the gazetteer");
    }
    for (uint32_t i = 0; i < b->gazetteer->names.n; i++) {
        char text[SKT_GAZ_MAX_KEY_BYTES];
        skt_str key;
        if (skt_arena_str(&key, &b->arena, skt_gaz_key_text(text, &b->gazetteer->names, i)) !=
                SKT_OK ||
            !skt_vec_push(&b->keys, key)) {
            fail("out of memory");
        }
    }
    const bench_keys keys = {b->keys.items, b->keys.count};
    if (!bench_sqlite_create(b->sqlite_path, keys) ||
        !bench_sqlite_open(&b->sqlite, b->sqlite_path) || !bench_map_build(&b->map, keys)) {
        fail("cannot make the references");
    }
}

static void print_opening(bench *b)
{
    const double ours = best_opening(b, open_ours);
    const double sqlite = best_opening(b, open_sqlite);
    const double map = map_opening(b);
    printf("| open and answer one name, ms | %.3f | %.3f | %.1f |\n", ours * 1e3, sqlite * 1e3,
           map * 1e3);
    printf("| memory of its own after %zu look-ups, MB | %.1f | %.1f | %.1f |\n", b->keys.count,
           (double)memory_of(b, OURS) / 1e3, (double)memory_of(b, SQLITE) / 1e3,
           (double)memory_of(b, MAP) / 1e3);
}

static void print_look_ups(bench *b)
{
    queries q;
    size_t found[WAYS];
    double rate[WAYS];
    double share[WAYS];
    make_exact(b, &q);
    for (way w = OURS; w < WAYS; w++) {
        rate[w] = exact_rate(b, &q, w, &found[w]) / 1e6;
    }
    if (found[OURS] != found[MAP]) {
        fail("the references find other names");
    }
    printf("| exact look-ups, million a second | %.2f | %.2f | %.2f |\n", rate[OURS], rate[SQLITE],
           rate[MAP]);
    skt_arena_dispose(&q.arena);
    make_guesses(b, &q);
    for (way w = OURS; w < WAYS; w++) {
        rate[w] = guess_rate(b, &q, w, &share[w]);
    }
    printf("| misspelled look-ups, thousand a second | %.1f | %.2f | %.2f |\n", rate[OURS] / 1e3,
           rate[SQLITE] / 1e3, rate[MAP] / 1e3);
    printf("| of them with the right name among the candidates | %.1f %% | %.1f %% | %.1f %% |\n",
           share[OURS], share[SQLITE], share[MAP]);
    skt_arena_dispose(&q.arena);
}

static void print_scans(bench *b, const char *corpus)
{
    static const struct {
        const char *prefix, *what;
    } kinds[] = {{"dev-0", "English reports"}, {"dev-14", "Russian and Ukrainian reports"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        texts t = {0};
        read_texts(&t, corpus, kinds[i].prefix);
        printf("| %s: splitting into words, MB/s | %.0f | the same | the same |\n", kinds[i].what,
               scan_rate(b, &t, SPLIT, OURS));
        printf("| %s: splitting and finding names, MB/s | %.0f | %.2f | %.0f |\n", kinds[i].what,
               scan_rate(b, &t, NAMES, OURS), scan_rate(b, &t, NAMES, SQLITE),
               scan_rate(b, &t, NAMES, MAP));
        printf("| %s: all of it with resolution, MB/s | %.0f | none | none |\n", kinds[i].what,
               scan_rate(b, &t, RESOLVE, OURS));
        dispose_texts(&t);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fail("usage: bench_gazetteer GAZETTEER CORPUS_DIR SCRATCH_DIR [SCALE]");
    }
    bench b = {.gazetteer_path = argv[1],
               .scratch = argv[3],
               .percent = argc > 4 ? strtoul(argv[4], NULL, 10) : 100,
               .random = UINT64_C(88172645463325252)};
    if (b.percent == 0 || (size_t)snprintf(b.sqlite_path, sizeof b.sqlite_path, "%s/names.sqlite",
                                           b.scratch) >= sizeof b.sqlite_path) {
        fail("a scale from 1 on, please, and a shorter path");
    }
    set_up(&b);
    printf("| %zu names | skytally | SQLite, indexed | hash map |\n|---|---|---|---|\n",
           b.keys.count);
    print_opening(&b);
    print_look_ups(&b);
    print_scans(&b, argv[2]);
    bench_sqlite_close(&b.sqlite);
    bench_map_dispose(&b.map);
    (void)remove(b.sqlite_path);
    skt_vec_dispose(&b.keys);
    skt_arena_dispose(&b.arena);
    skt_gazetteer_close(b.gazetteer);
    return 0;
}
