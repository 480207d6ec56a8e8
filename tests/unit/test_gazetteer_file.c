/* The compiled gazetteer as a file: cut, altered, foreign. It is refused or gives wrong
 * answers, and under the sanitizers nothing is read that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"
#include "gazetteer_use.h"

static const char tables[] = SKYTALLY_SOURCE_DIR "/tests/fuzz/gazetteer";

typedef struct small_file {
    unsigned char *bytes;
    size_t size;
} small_file;

/* A copy that ends where its memory ends, so that a step beyond is seen. */
static unsigned char *copy_of(const unsigned char *bytes, size_t size)
{
    void *copy = NULL;
    assert_int_equal(posix_memalign(&copy, SKT_GAZ_ALIGN, size > 0 ? size : 1), 0);
    memcpy(copy, bytes, size);
    return copy;
}

static int compile(void **state)
{
    static small_file file;
    char path[] = "/tmp/skytally-test-XXXXXX";
    skt_mapping mapping;
    const int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0 || skt_gazetteer_build(path, tables, NULL, NULL) != SKT_OK ||
        skt_file_map(&mapping, path, NULL) != SKT_OK) {
        return -1;
    }
    file = (small_file){copy_of(mapping.ptr, mapping.len), mapping.len};
    skt_file_unmap(&mapping);
    *state = &file;
    return unlink(path);
}

static int release(void **state)
{
    free(((small_file *)*state)->bytes);
    return 0;
}

static skt_status open_bytes(skt_gazetteer **out, const unsigned char *bytes, size_t size,
                             skt_diag *diag)
{
    return skt_gazetteer_open_memory(out, (skt_mapping){bytes, size}, "small.gaz", diag);
}

/* Opens a copy, uses it if it opens; whether it was whole. */
static bool is_whole(const unsigned char *bytes, size_t size)
{
    unsigned char *copy = copy_of(bytes, size);
    skt_gazetteer *gazetteer = NULL;
    bool whole = false;
    if (open_bytes(&gazetteer, copy, size, NULL) == SKT_OK) {
        (void)use_gazetteer(gazetteer);
        whole = skt_gazetteer_is_intact(gazetteer);
        skt_gazetteer_close(gazetteer);
    }
    free(copy);
    return whole;
}

static void reads_a_whole_file(void **state)
{
    const small_file *file = *state;
    skt_gazetteer *gazetteer = NULL;
    assert_int_equal(open_bytes(&gazetteer, file->bytes, file->size, NULL), SKT_OK);
    assert_true(skt_gazetteer_is_intact(gazetteer));
    assert_true(use_gazetteer(gazetteer) > 0);
    assert_int_equal(skt_gaz_find(&gazetteer->names, SKT_LIT("kursk")).count > 0, 1);
    skt_gazetteer_close(gazetteer);
}

static void refuses_a_cut_file(void **state)
{
    const small_file *file = *state;
    for (size_t size = 0; size < file->size; size += size < 1000 ? 1 : 997) {
        skt_gazetteer *gazetteer = NULL;
        unsigned char *copy = copy_of(file->bytes, size);
        assert_int_equal(open_bytes(&gazetteer, copy, size, NULL), SKT_E_DATA);
        assert_null(gazetteer);
        free(copy);
    }
}

static void refuses_an_altered_header(void **state)
{
    const small_file *file = *state;
    unsigned char *copy = copy_of(file->bytes, file->size);
    for (size_t at = 0; at < sizeof(skt_gaz_header); at++) {
        skt_gazetteer *gazetteer = NULL;
        copy[at] ^= 0x10;
        assert_int_equal(open_bytes(&gazetteer, copy, file->size, NULL), SKT_E_DATA);
        copy[at] ^= 0x10;
    }
    free(copy);
}

static void says_what_is_wrong(void **state)
{
    static const struct {
        size_t at;
        const char *word;
    } cases[] = {{0, "is not a compiled gazetteer"},
                 {offsetof(skt_gaz_header, endian), "byte order"},
                 {offsetof(skt_gaz_header, version), "another version"},
                 {offsetof(skt_gaz_header, size), "cut short"},
                 {offsetof(skt_gaz_header, sections), "was altered"}};
    const small_file *file = *state;
    unsigned char *copy = copy_of(file->bytes, file->size);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_gazetteer *gazetteer = NULL;
        skt_diag *diag = NULL;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        copy[cases[i].at] ^= 0xFF;
        assert_int_equal(open_bytes(&gazetteer, copy, file->size, diag), SKT_E_DATA);
        copy[cases[i].at] ^= 0xFF;
        assert_int_equal(skt_diag_count(diag), 1);
        assert_non_null(strstr(skt_diag_at(diag, 0)->message, cases[i].word));
        assert_non_null(strstr(skt_diag_at(diag, 0)->message, "gazetteer build"));
        skt_diag_free(diag);
    }
    free(copy);
}

/* Sections that point outside, in a header that is signed. */
static void refuses_sections_outside(void **state)
{
    const small_file *file = *state;
    const uint64_t odd[] = {1, file->size + 64, UINT64_MAX, UINT64_MAX - 63};
    for (size_t section = 0; section < SKT_GAZ_SECTIONS; section++) {
        for (size_t i = 0; i < 2 * (sizeof odd / sizeof *odd); i++) {
            unsigned char *copy = copy_of(file->bytes, file->size);
            skt_gaz_header *header = (void *)copy;
            skt_gaz_extent *extent = &header->sections[section];
            *(i % 2 == 0 ? &extent->offset : &extent->size) = odd[i / 2];
            skt_gaz_sign(header);
            skt_gazetteer *gazetteer = NULL;
            const skt_status status = open_bytes(&gazetteer, copy, file->size, NULL);
            /* One byte is a whole element of the sections of text. */
            if (status == SKT_OK) {
                assert_int_equal(extent->size, 1);
                (void)use_gazetteer(gazetteer);
                skt_gazetteer_close(gazetteer);
            } else {
                assert_int_equal(status, SKT_E_DATA);
            }
            free(copy);
        }
    }
}

/* A section cut or missing, in a header that is signed. */
static void bears_short_sections(void **state)
{
    const small_file *file = *state;
    for (size_t section = 0; section < SKT_GAZ_SECTIONS; section++) {
        unsigned char *copy = copy_of(file->bytes, file->size);
        skt_gaz_header *header = (void *)copy;
        header->sections[section].size = 0;
        skt_gaz_sign(header);
        assert_true(is_whole(copy, file->size)); /* what is behind the header is as it was */
        free(copy);
    }
}

static void bears_altered_sections(void **state)
{
    const small_file *file = *state;
    const skt_gaz_header *header = (const void *)file->bytes;
    unsigned char *copy = copy_of(file->bytes, file->size);
    for (size_t section = 0; section < SKT_GAZ_SECTIONS; section++) {
        const size_t from = (size_t)header->sections[section].offset;
        const size_t size = (size_t)header->sections[section].size;
        const size_t step = size < 24 ? 1 : size / 24;
        for (size_t at = from; at < from + size; at += step) {
            static const unsigned char masks[] = {0x01, 0x80, 0xFF};
            const unsigned char mask = masks[(at / step) % sizeof masks];
            copy[at] ^= mask;
            assert_false(is_whole(copy, file->size));
            copy[at] ^= mask;
        }
    }
    assert_true(is_whole(copy, file->size));
    free(copy);
}

/* Two towns lie north of the square that stands for their region. */
static void lists_strays(void **state)
{
    static const char *const rows[] = {"558146\tGubkin\t51.284\t37.535\tRU.09\tRU.41\t31.6\n",
                                       "487928\tStary Oskol\t51.303\t37.846\tRU.09\tRU.41\t33.7\n"};
    static const char head[] =
        "geonameid\tname\tlat\tlon\tadmin1_by_code\tadmin1_by_polygon\tdistance_km\n";
    const small_file *file = *state;
    skt_gazetteer *gazetteer = NULL;
    assert_int_equal(open_bytes(&gazetteer, file->bytes, file->size, NULL), SKT_OK);
    for (int wide = 0; wide < 2; wide++) {
        skt_buf list = SKT_BUF_INIT;
        size_t strays;
        size_t places;
        assert_int_equal(
            skt_gazetteer_list_strays(&strays, &places, &list, gazetteer, wide ? 32 : 10), SKT_OK);
        assert_true(places > 20);
        assert_true(skt_str_starts(skt_buf_str(&list), skt_str_from(head)));
        assert_int_equal(strays, wide ? 1 : 2);
        for (size_t i = 0; i < 2; i++) {
            const bool there =
                skt_str_find(skt_buf_str(&list), skt_str_from(rows[i]), 0) != SIZE_MAX;
            assert_int_equal(there, i == 1 || !wide);
        }
        skt_buf_dispose(&list);
    }
    skt_gazetteer_close(gazetteer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_whole_file),        cmocka_unit_test(refuses_a_cut_file),
        cmocka_unit_test(refuses_an_altered_header), cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(refuses_sections_outside),  cmocka_unit_test(bears_short_sections),
        cmocka_unit_test(bears_altered_sections),    cmocka_unit_test(lists_strays),
    };
    return cmocka_run_group_tests(tests, compile, release);
}
