/* Files written through a buffer of a fixed size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/out.h"

enum { LINES = 100000 };

static void add_line(skt_out *out, int i)
{
    skt_buf_add_int(&out->buf, i);
    skt_buf_add_text(&out->buf, " ein Satz, ещё один\n");
    skt_out_spill(out);
}

static void test_all_of_it_arrives(void **state)
{
    (void)state;
    char path[] = "/tmp/skytally-out-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)close(fd);
    skt_out file;
    skt_out memory = SKT_OUT_INIT;
    assert_int_equal(skt_out_open(&file, path, "shown", NULL), SKT_OK);
    for (int i = 0; i < LINES; i++) {
        add_line(&file, i);
        add_line(&memory, i);
        if (i == LINES / 2) {
            skt_out_put(&file, SKT_LIT("between"));
            skt_out_put(&memory, SKT_LIT("between"));
        }
        assert_true(file.buf.len < 2 * SKT_OUT_BYTES);
    }
    assert_true(file.buf.capacity <= 2 * SKT_OUT_BYTES);
    assert_int_equal(skt_out_close(&file), SKT_OK);
    skt_mapping written;
    assert_int_equal(skt_file_map(&written, path, NULL), SKT_OK);
    assert_int_equal(written.len, memory.buf.len);
    assert_memory_equal(written.ptr, memory.buf.ptr, written.len);
    skt_file_unmap(&written);
    skt_out_dispose(&file);
    skt_out_dispose(&memory);
    assert_int_equal(unlink(path), 0);
}

static void test_an_error_is_told_once(void **state)
{
    (void)state;
    static const struct {
        const char *path, *said;
    } cases[] = {
        {"/dev/full", "make room there"},
        {"/nowhere/at/all", "No such file"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        skt_diag *diag;
        skt_out out;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        (void)skt_out_open(&out, cases[k].path, "night/tallies.csv", diag);
        for (int i = 0; i < LINES; i++) {
            add_line(&out, i);
            assert_true(out.buf.capacity <= 2 * SKT_OUT_BYTES);
        }
        assert_int_equal(skt_out_close(&out), SKT_E_IO);
        assert_int_equal(skt_diag_count(diag), 1);
        assert_string_equal(skt_diag_at(diag, 0)->input, "night/tallies.csv");
        assert_non_null(strstr(skt_diag_at(diag, 0)->message, cases[k].said));
        skt_out_dispose(&out);
        skt_diag_free(diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of_it_arrives),
        cmocka_unit_test(test_an_error_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
