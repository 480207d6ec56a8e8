/* Archives of one stored file: their bytes, by the APPNOTE. Python's zipfile and QGIS read one in
 * tests/cli/qgis_project.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/zip.h"

static uint32_t number_at(const skt_buf *bytes, size_t at, int size)
{
    uint32_t value = 0;
    for (int i = size - 1; i >= 0; i--) {
        value = value << 8 | (unsigned char)bytes->ptr[at + (size_t)i];
    }
    return value;
}

static void test_bytes(void **state)
{
    (void)state;
    skt_buf out = SKT_BUF_INIT;
    assert_int_equal(skt_zip_store(&out, "a.txt", SKT_LIT("123456789")), SKT_OK);
    const size_t local = 30 + 5 + 9;
    const size_t central = 46 + 5;
    assert_int_equal(out.len, local + central + 22);
    assert_int_equal(number_at(&out, 0, 4), 0x04034b50);
    assert_int_equal(number_at(&out, 10, 2), 0);          /* midnight */
    assert_int_equal(number_at(&out, 12, 2), 0x0021);     /* 1980-01-01 */
    assert_int_equal(number_at(&out, 14, 4), 0xcbf43926); /* the check value of CRC-32 */
    assert_int_equal(number_at(&out, 18, 4), 9);
    assert_int_equal(number_at(&out, 22, 4), 9);
    assert_memory_equal(out.ptr + 30, "a.txt123456789", 14);
    assert_int_equal(number_at(&out, local, 4), 0x02014b50);
    assert_int_equal(number_at(&out, local + 16, 4), 0xcbf43926);
    assert_int_equal(number_at(&out, local + 42, 4), 0); /* where the file is */
    assert_int_equal(number_at(&out, local + central, 4), 0x06054b50);
    assert_int_equal(number_at(&out, local + central + 12, 4), central);
    assert_int_equal(number_at(&out, local + central + 16, 4), local);
    skt_buf_dispose(&out);
}

static void test_limits(void **state)
{
    (void)state;
    skt_buf out = SKT_BUF_INIT;
    assert_int_equal(skt_zip_store(&out, "empty", SKT_LIT("")), SKT_OK);
    assert_int_equal(number_at(&out, 14, 4), 0);
    const size_t len = out.len;
    /* Refused before anything of it is looked at. */
    assert_int_equal(skt_zip_store(&out, "much", (skt_str){"", UINT32_MAX}), SKT_E_LIMIT);
    assert_int_equal(out.len, len);
    out.failed = true;
    assert_int_equal(skt_zip_store(&out, "a", SKT_LIT("b")), SKT_E_NOMEM);
    skt_buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bytes), cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
