/* How fast the gazetteer opens, looks names up and finds them in text, beside an
 * SQLite file and a hash map of the same names, in one run and in turns. Prints a line
 * for each thing measured: its name, then ours, SQLite's and the hash map's number, with
 * tabs between; seconds, kilobytes, or pieces (of text: megabytes) a second. Asserts
 * nothing about seconds, but that all three find the same.
 *
 *     bench_gazetteer GAZETTEER CORPUS_DIR SCRATCH_DIR [PERCENT]
 *
 * PERCENT is the share of the full work (100); it may be a fraction. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/diag.h"
#include "gazetteer/mention.h"
#include "gazetteer_queries.h"
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
    double percent;
    skt_gazetteer *gazetteer;
    bench_sqlite sqlite;
    bench_map map;
    skt_arena arena; /* of the keys */
    SKT_VEC(skt_str) keys;
} bench;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t scaled(const bench *b, size_t full)
{
    const size_t n = (size_t)((double)full * b->percent / 100);
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

static double exact_seconds(bench *b, const bench_queries *q, size_t n, way which, size_t *found)
{
    size_t hits = 0;
    const double begin = now_s();
    for (size_t i = 0; i < n; i++) {
        hits += which == OURS     ? skt_gaz_find(&b->gazetteer->names, q->keys[i]).count > 0
                : which == SQLITE ? bench_sqlite_find(&b->sqlite, q->keys[i]) != 0
                                  : bench_map_find(&b->map, q->keys[i]) != 0;
    }
    *found = hits;
    return now_s() - begin;
}

/* Look-ups a second, best of several in turns; found counts the hits of one round. */
static void exact_rates(bench *b, const bench_queries *q, double rate[WAYS], size_t found[WAYS])
{
    for (int round = 0; round < BEST_OF; round++) {
        for (way w = OURS; w < WAYS; w++) {
            const size_t n = w == SQLITE ? q->n / 10 + 1 : q->n;
            const double now = (double)n / exact_seconds(b, q, n, w, &found[w]);
            rate[w] = round == 0 || now > rate[w] ? now : rate[w];
        }
    }
}

/* -------------------------------------------------------- misspelled look-ups */

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

static double guess_seconds(bench *b, const bench_queries *q, size_t n, way which, size_t *found)
{
    size_t hits = 0;
    const double begin = now_s();
    for (size_t i = 0; i < n; i++) {
        hits += which == OURS ? guess_ours(b, q->keys[i], q->limit[i], q->wanted[i])
                : which == SQLITE
                    ? bench_sqlite_guess(&b->sqlite, q->keys[i], q->limit[i], q->wanted[i])
                    : bench_map_guess(&b->map, q->keys[i], q->wanted[i]);
    }
    *found = hits;
    return now_s() - begin;
}

/* Look-ups a second, best of several in turns, and the percentage that was found. */
static void guess_rates(bench *b, const bench_queries *q, double rate[WAYS], double share[WAYS])
{
    const size_t slow = scaled(b, SLOW_GUESS_QUERIES);
    for (int round = 0; round < 3; round++) {
        for (way w = OURS; w < WAYS; w++) {
            const size_t n = w == OURS || slow > q->n ? q->n : slow;
            size_t found;
            const double now = (double)n / guess_seconds(b, q, n, w, &found);
            rate[w] = round == 0 || now > rate[w] ? now : rate[w];
            share[w] = 100.0 * (double)found / (double)n;
        }
    }
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

/* Megabytes a second. */
static double scan_once(bench *b, const texts *t, step last, way which)
{
    const size_t wanted = scaled(b, which == SQLITE ? TEXT_BYTES / 16 : TEXT_BYTES);
    size_t bytes = 0;
    const double begin = now_s();
    while (bytes < wanted) {
        for (size_t i = 0; i + 1 < t->starts.count && bytes < wanted; i++) {
            const size_t from = t->starts.items[i];
            const skt_str report =
                skt_str_sub(skt_buf_str(&t->all), from, t->starts.items[i + 1] - from);
            (void)scan_one(b, report, last, which);
            bytes += report.len;
        }
    }
    return (double)bytes / (now_s() - begin) / 1e6;
}

/* The best of several in turns; only names are what the references find. */
static void scan_rates(bench *b, const texts *t, step last, double rate[WAYS])
{
    for (int round = 0; round < 3; round++) {
        for (way w = OURS; w < (last == NAMES ? WAYS : SQLITE); w++) {
            if (w != SQLITE || round < 2) { /* which takes its time */
                const double now = scan_once(b, t, last, w);
                rate[w] = round == 0 || now > rate[w] ? now : rate[w];
            }
        }
    }
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

static void print(const char *what, const double numbers[WAYS])
{
    printf("%s\t%.9g\t%.9g\t%.9g\n", what, numbers[OURS], numbers[SQLITE], numbers[MAP]);
}

static void print_opening(bench *b)
{
    const double seconds[WAYS] = {best_opening(b, open_ours), best_opening(b, open_sqlite),
                                  map_opening(b)};
    print("open", seconds);
    double kb[WAYS];
    for (way w = OURS; w < WAYS; w++) {
        kb[w] = (double)memory_of(b, w);
    }
    print("memory", kb);
}

static void print_look_ups(bench *b)
{
    bench_queries q;
    bench_source from = {.gazetteer = b->gazetteer, .names = {b->keys.items, b->keys.count}};
    size_t found[WAYS];
    double rate[WAYS];
    double share[WAYS];
    from.n = scaled(b, EXACT_QUERIES);
    if (!bench_queries_exact(&q, &from)) {
        fail("out of memory");
    }
    exact_rates(b, &q, rate, found);
    if (found[OURS] != found[MAP]) {
        fail("the references find other names");
    }
    print("exact", rate);
    bench_queries_dispose(&q);
    from.n = scaled(b, GUESS_QUERIES);
    if (!bench_queries_misspelled(&q, &from)) {
        fail("out of memory");
    }
    guess_rates(b, &q, rate, share);
    print("misspelled", rate);
    print("found", share);
    bench_queries_dispose(&q);
}

static void print_scans(bench *b, const char *corpus)
{
    static const struct {
        const char *prefix, *names[3]; /* of what is printed, by step */
    } kinds[] = {{"dev-0", {"en.split", "en.names", "en.resolve"}},
                 {"dev-14", {"cyrillic.split", "cyrillic.names", "cyrillic.resolve"}}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        texts t = {0};
        read_texts(&t, corpus, kinds[i].prefix);
        for (step s = SPLIT; s <= RESOLVE; s++) {
            double rate[WAYS] = {0};
            scan_rates(b, &t, s, rate);
            print(kinds[i].names[s], rate);
        }
        dispose_texts(&t);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fail("usage: bench_gazetteer GAZETTEER CORPUS_DIR SCRATCH_DIR [PERCENT]");
    }
    bench b = {.gazetteer_path = argv[1],
               .scratch = argv[3],
               .percent = argc > 4 ? strtod(argv[4], NULL) : 100};
    if (!(b.percent > 0 && b.percent <= 1000) ||
        (size_t)snprintf(b.sqlite_path, sizeof b.sqlite_path, "%s/names.sqlite", b.scratch) >=
            sizeof b.sqlite_path) {
        fail("a percentage above 0, please, and a shorter path");
    }
    set_up(&b);
    printf("count\t%zu\n", b.keys.count);
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
