/* What is remembered between runs: kept as a whole or not at all, by one run at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/str.h"
#include "fetch/state.h"

enum { DAY = 86400, T0 = 1764000000 };

typedef struct place {
    char dir[64];
    char file[80];
    skt_diag *diag;
    skt_arena arena;
} place;

static int make_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    (void)snprintf(p->dir, sizeof p->dir, "/tmp/skytally-state-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    (void)snprintf(p->file, sizeof p->file, "%s/fetch.db", p->dir);
    assert_int_equal(skt_diag_new(&p->diag), SKT_OK);
    *state = p;
    return 0;
}

static int remove_place(void **state)
{
    place *p = *state;
    char line[120];
    (void)snprintf(line, sizeof line, "rm -rf '%s'", p->dir);
    skt_diag_free(p->diag);
    skt_arena_dispose(&p->arena);
    const int code = system(line);
    free(p);
    return code;
}

static skt_state *open_state(place *p, skt_time now)
{
    skt_state *state;
    if (skt_state_open(&state, p->dir, now, p->diag) != SKT_OK) {
        fail_msg("%s", skt_diag_at(p->diag, skt_diag_count(p->diag) - 1)->message);
    }
    return state;
}

static skt_known load(place *p, skt_state *state, const char *address)
{
    skt_known known;
    assert_int_equal(skt_state_load(&known, state, skt_str_from(address), &p->arena), SKT_OK);
    return known;
}

static const char *last_message(const place *p)
{
    const size_t count = skt_diag_count(p->diag);
    return count == 0 ? "" : skt_diag_at(p->diag, count - 1)->message;
}

static void keeps_validators_byte_for_byte(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    skt_known known = load(p, state, "https://a/");
    assert_false(known.has_digest);
    assert_null(known.etag.ptr);
    const skt_sha256 digest = skt_sha256_of(SKT_LIT("body"));
    skt_known_answer(&known, SKT_LIT("W/\"a\0b\xFF\""), SKT_LIT("Sun, 01 Jan"),
                     SKT_LIT("https://b/"), &digest, UINT64_MAX, T0);
    assert_int_equal(skt_state_save(state, SKT_LIT("https://a/"), &known), SKT_OK);
    skt_state_close(state);

    state = open_state(p, T0 + DAY);
    known = load(p, state, "https://a/");
    assert_true(skt_str_eq(known.etag, SKT_LIT("W/\"a\0b\xFF\"")));
    assert_true(skt_str_is(known.last_modified, "Sun, 01 Jan"));
    assert_true(skt_str_is(known.answered_by, "https://b/"));
    assert_memory_equal(known.digest.bytes, digest.bytes, sizeof digest.bytes);
    assert_true(known.setup == UINT64_MAX && known.has_digest);
    assert_int_equal(known.good, T0);

    /* A failure keeps them; */
    skt_known_failed(&known, SKT_LIT("503"), T0 + 2 * DAY, T0 + DAY);
    skt_known_failed(&known, SKT_LIT("504"), T0 + 3 * DAY, T0 + DAY + 1);
    assert_int_equal(skt_state_save(state, SKT_LIT("https://a/"), &known), SKT_OK);
    known = load(p, state, "https://a/");
    assert_int_equal(known.failures, 2);
    assert_int_equal(known.next, T0 + 3 * DAY);
    assert_int_equal(known.good, T0);
    assert_true(skt_str_is(known.trouble, "504"));
    assert_true(known.etag.len == 8 && known.has_digest);

    /* an answer without one of them drops the other. */
    skt_known_answer(&known, SKT_STR_NONE, SKT_LIT("Mon, 02 Jan"), SKT_LIT("https://b/"), &digest,
                     1, T0 + 4 * DAY);
    assert_int_equal(skt_state_save(state, SKT_LIT("https://a/"), &known), SKT_OK);
    known = load(p, state, "https://a/");
    assert_null(known.etag.ptr);
    assert_true(skt_str_is(known.last_modified, "Mon, 02 Jan"));
    assert_int_equal(known.failures, 0);
    assert_int_equal(known.next, 0);
    assert_null(known.trouble.ptr);
    skt_state_close(state);
}

static void keeps_hosts_and_cursors(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    skt_known_robots robots;
    skt_known_cursor cursor;
    skt_time next = 1;
    const skt_str host = SKT_LIT("https://a:443");
    assert_int_equal(skt_state_load_robots(&robots, state, host, &p->arena), SKT_OK);
    assert_true(robots.until == 0 && robots.text.ptr == NULL);
    assert_int_equal(skt_state_load_cursor(&cursor, state, host), SKT_OK);
    assert_int_equal(cursor.read_to, 0);
    assert_int_equal(skt_state_load_host(&next, state, host), SKT_OK);
    assert_int_equal(next, 0);
    robots = (skt_known_robots){SKT_LIT("Disallow: /\n"), 200, T0 + DAY};
    cursor = (skt_known_cursor){100, 140, 120, T0};
    assert_int_equal(skt_state_save_robots(state, host, &robots), SKT_OK);
    assert_int_equal(skt_state_save_cursor(state, host, &cursor), SKT_OK);
    assert_int_equal(skt_state_save_host(state, host, T0 + 60), SKT_OK);
    skt_state_close(state);
    state = open_state(p, T0);
    assert_int_equal(skt_state_load_robots(&robots, state, host, &p->arena), SKT_OK);
    assert_true(robots.code == 200 && skt_str_is(robots.text, "Disallow: /\n"));
    assert_int_equal(skt_state_load_cursor(&cursor, state, host), SKT_OK);
    assert_true(cursor.read_to == 100 && cursor.head == 140 && cursor.before == 120);
    assert_int_equal(skt_state_load_host(&next, state, host), SKT_OK);
    assert_int_equal(next, T0 + 60);
    skt_state_close(state);
}

static void keeps_runs_apart(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    skt_state *other;
    char says[120];
    assert_int_equal(skt_state_open(&other, p->dir, T0 + 1, p->diag), SKT_E_LIMIT);
    assert_null(other);
    (void)snprintf(says, sizeof says, "(process %ld, since 2025-11-24T16:00:00Z)", (long)getpid());
    assert_non_null(strstr(last_message(p), says));
    skt_state_close(state);

    /* A process that is killed leaves no lock. */
    int told[2];
    char byte;
    assert_int_equal(pipe(told), 0);
    const pid_t child = fork();
    if (child == 0) {
        skt_state *held = NULL;
        (void)skt_state_open(&held, p->dir, T0, NULL);
        (void)write(told[1], "x", 1);
        (void)pause();
        _exit(0);
    }
    assert_int_equal(read(told[0], &byte, 1), 1);
    assert_int_equal(skt_state_open(&other, p->dir, T0, p->diag), SKT_E_LIMIT);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    skt_state_close(open_state(p, T0));
    (void)close(told[0]);
    (void)close(told[1]);
}

/* Saves the same number under many addresses, in one transaction. */
static void save_all(skt_state *state, uint32_t number, bool commit)
{
    enum { ADDRESSES = 300 };
    assert_int_equal(skt_state_begin(state), SKT_OK);
    for (int i = 0; i < ADDRESSES; i++) {
        char address[40];
        (void)snprintf(address, sizeof address, "https://a/%d", i);
        const skt_known known = {.failures = number, .asked = T0};
        assert_int_equal(skt_state_save(state, skt_str_from(address), &known), SKT_OK);
    }
    if (commit) {
        assert_int_equal(skt_state_commit(state), SKT_OK);
    }
}

static void forgets_what_was_not_committed(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    save_all(state, 1, true);
    save_all(state, 2, false);
    skt_state_rollback(state);
    assert_int_equal(load(p, state, "https://a/299").failures, 1);
    save_all(state, 3, false);
    skt_state_close(state);
    state = open_state(p, T0);
    assert_int_equal(load(p, state, "https://a/0").failures, 1);
    skt_state_close(state);
}

/* Killed at any moment, all of a transaction is there or nothing of it. */
static void outlives_kills(void **user)
{
    place *p = *user;
    enum { KILLS = 25 };
    for (unsigned i = 0; i < KILLS; i++) {
        const pid_t child = fork();
        if (child == 0) {
            skt_state *state = NULL;
            if (skt_state_open(&state, p->dir, T0, NULL) != SKT_OK) {
                _exit(1);
            }
            for (uint32_t number = 1;; number++) {
                save_all(state, number, true);
            }
        }
        const struct timespec pause_s = {0, 2000000 + (long)i * 3000000};
        (void)nanosleep(&pause_s, NULL);
        int code;
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &code, 0), child);
        assert_true(WIFSIGNALED(code));
        skt_state *state = open_state(p, T0);
        const uint32_t first = load(p, state, "https://a/0").failures;
        assert_int_equal(load(p, state, "https://a/150").failures, first);
        assert_int_equal(load(p, state, "https://a/299").failures, first);
        skt_state_close(state);
    }
}

/* Half a year of a feed whose items stay for two days. */
static void does_not_grow(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    off_t after_month = 0;
    struct stat info;
    enum { DAYS = 180, ITEMS = 40, KEEP = 14 };
    for (int day = 0; day < DAYS; day++) {
        const skt_time now = T0 + (skt_time)day * DAY;
        assert_int_equal(skt_state_begin(state), SKT_OK);
        for (int i = 0; i < ITEMS * 2; i++) {
            char address[80];
            (void)snprintf(address, sizeof address, "https://example.org/news/%d/a-longer-title",
                           day * ITEMS + i);
            skt_known known = load(p, state, address);
            known.listed = now;
            assert_int_equal(skt_state_save(state, skt_str_from(address), &known), SKT_OK);
        }
        assert_int_equal(skt_state_prune(state, now - (skt_time)KEEP * DAY), SKT_OK);
        assert_int_equal(skt_state_commit(state), SKT_OK);
        assert_int_equal(stat(p->file, &info), 0);
        after_month = day == 30 ? info.st_size : after_month;
    }
    assert_true(info.st_size <= after_month + after_month / 4);
    assert_int_equal(load(p, state, "https://example.org/news/10/a-longer-title").listed, 0);
    skt_state_close(state);
}

static void run_sql(const place *p, const char *sql)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(p->file, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(database);
}

static void refuses_what_is_no_state(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    save_all(state, 1, true);
    skt_state_close(state);
    run_sql(p, "PRAGMA user_version = 7");
    assert_int_equal(skt_state_open(&state, p->dir, T0, p->diag), SKT_E_DATA);
    assert_non_null(strstr(last_message(p), "is of version 7"));
    assert_non_null(strstr(last_message(p), "the next run asks everything again"));
    run_sql(p, "PRAGMA user_version = 1; PRAGMA application_id = 5");
    assert_int_equal(skt_state_open(&state, p->dir, T0, p->diag), SKT_E_DATA);
    assert_non_null(strstr(last_message(p), "another program's database"));
    run_sql(p, "PRAGMA application_id = 1936421990; DROP TABLE hosts");
    assert_int_equal(skt_state_open(&state, p->dir, T0, p->diag), SKT_E_DATA);
    assert_non_null(strstr(last_message(p), "no such table"));
    FILE *file = fopen(p->file, "wb");
    assert_non_null(file);
    assert_true(fputs("this is no database at all, but text that is long enough for one", file) >=
                0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(skt_state_open(&state, p->dir, T0, p->diag), SKT_E_DATA);
    assert_non_null(strstr(last_message(p), "is damaged"));
    /* The remedy helps. */
    assert_int_equal(unlink(p->file), 0);
    skt_state_close(open_state(p, T0));
}

/* Bytes changed anywhere: it opens, or is refused, and what is read is no trap. */
static void stands_damage(void **user)
{
    place *p = *user;
    skt_state *state = open_state(p, T0);
    save_all(state, 1, true);
    skt_state_close(state);
    FILE *file = fopen(p->file, "rb");
    static unsigned char bytes[1 << 18];
    const size_t length = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    assert_true(length > 4096 && length < sizeof bytes);
    uint32_t random = 12345;
    size_t refused = 0;
    for (int round = 0; round < 150; round++) {
        static unsigned char damaged[sizeof bytes];
        memcpy(damaged, bytes, length);
        for (int i = 0; i < 8; i++) {
            random = random * 1664525 + 1013904223;
            damaged[(random >> 8) % length] = (unsigned char)(random >> 3);
        }
        file = fopen(p->file, "wb");
        assert_int_equal(fwrite(damaged, 1, length, file), length);
        assert_int_equal(fclose(file), 0);
        const skt_status status = skt_state_open(&state, p->dir, T0, NULL);
        refused += status != SKT_OK;
        if (status == SKT_OK) {
            skt_known known;
            (void)skt_state_load(&known, state, SKT_LIT("https://a/7"), &p->arena);
            skt_state_close(state);
        } else {
            assert_true(status == SKT_E_DATA || status == SKT_E_IO);
        }
    }
    assert_true(refused > 10);
}

static void hashes(void **unused)
{
    (void)unused;
    /* FIPS 180-4 examples, and lengths around the ends of blocks (by sha256sum). */
    static const struct {
        const char *piece;
        size_t times;
        const char *digest;
    } cases[] = {
        {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
        {"a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {"a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t length = strlen(cases[i].piece) * cases[i].times;
        char *text = malloc(length + 1);
        char hex[65];
        assert_non_null(text);
        for (size_t n = 0; n < cases[i].times; n++) {
            memcpy(text + n * strlen(cases[i].piece), cases[i].piece, strlen(cases[i].piece));
        }
        const skt_sha256 digest = skt_sha256_of((skt_str){text, length});
        for (size_t n = 0; n < 32; n++) {
            (void)snprintf(hex + 2 * n, 3, "%02x", digest.bytes[n]);
        }
        assert_string_equal(hex, cases[i].digest);
        free(text);
    }
}

int main(void)
{
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        IN_A_PLACE(keeps_validators_byte_for_byte),
        IN_A_PLACE(keeps_hosts_and_cursors),
        IN_A_PLACE(keeps_runs_apart),
        IN_A_PLACE(forgets_what_was_not_committed),
        IN_A_PLACE(outlives_kills),
        IN_A_PLACE(does_not_grow),
        IN_A_PLACE(refuses_what_is_no_state),
        IN_A_PLACE(stands_damage),
        cmocka_unit_test(hashes),
    };
    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
