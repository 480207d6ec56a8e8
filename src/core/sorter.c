#include "core/sorter.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/diag.h"
#include "core/file.h"
#include "core/vec.h"

enum { LEAST = 1 << 20, ENTRY_COST = sizeof(size_t) * 2 };

/* A record in memory: `at` counts into the sorter's text. */
typedef struct entry {
    size_t at, len;
} entry;

/* A sorted run: in memory, or in a file as lengths with bytes behind them. */
typedef struct run {
    FILE *file;  /* NULL: the entries in memory */
    size_t next; /* of those */
    skt_buf record;
    bool more; /* `record` is one that is not handed out yet */
} run;

struct skt_sorter {
    size_t memory;
    skt_buf folder; /* with a slash, for skt_file_temporary() */
    skt_diag *diag;
    skt_buf text;
    SKT_VEC(entry) entries;
    SKT_VEC(run) runs;
    SKT_VEC(size_t) heap; /* runs that have more, the least record first */
    skt_buf last;         /* handed out */
    bool handed;
};

skt_status skt_sorter_new(skt_sorter **out, size_t memory, const char *folder, skt_diag *diag)
{
    skt_sorter *sorter = calloc(1, sizeof *sorter);
    *out = sorter;
    if (sorter == NULL) {
        return SKT_E_NOMEM;
    }
    sorter->memory = memory > LEAST ? memory : LEAST;
    sorter->diag = diag;
    skt_buf_add_text(&sorter->folder, folder);
    skt_buf_add_text(&sorter->folder, "/sorted");
    return sorter->folder.failed ? SKT_E_NOMEM : SKT_OK;
}

/* ------------------------------------------------------------------ memory */

static int compare(skt_str a, skt_str b)
{
    const int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static skt_str record_of(const skt_sorter *sorter, entry e)
{
    return (skt_str){sorter->text.ptr + e.at, e.len};
}

/* Merges the sorted halves of items[0..n); `spare` has room for as many. */
static void merge_halves(const skt_sorter *sorter, entry *items, entry *spare, size_t half,
                         size_t n)
{
    memcpy(spare, items, half * sizeof *items);
    size_t left = 0;
    size_t right = half;
    for (size_t at = 0; left < half; at++) {
        const bool take_right = right < n && compare(record_of(sorter, items[right]),
                                                     record_of(sorter, spare[left])) < 0;
        items[at] = take_right ? items[right++] : spare[left++];
    }
}

/* By halves: the C library's qsort() hands the text to no comparison. */
static void sort(const skt_sorter *sorter, entry *items, entry *spare, size_t n)
{
    if (n < 2) {
        return;
    }
    const size_t half = n / 2;
    sort(sorter, items, spare, half);
    sort(sorter, items + half, spare, n - half);
    merge_halves(sorter, items, spare, half, n);
}

static skt_status sort_entries(skt_sorter *sorter)
{
    entry *spare = malloc((sorter->entries.count / 2 + 1) * sizeof *spare);
    if (spare == NULL) {
        return SKT_E_NOMEM;
    }
    sort(sorter, sorter->entries.items, spare, sorter->entries.count);
    free(spare);
    return SKT_OK;
}

/* -------------------------------------------------------------------- runs */

static skt_status failed(const skt_sorter *sorter, const char *what)
{
    return skt_diag_add(sorter->diag, SKT_E_IO, SKT_FAILURE, sorter->folder.ptr, 0,
                        "a temporary file in this folder cannot be %s: %s; free some room, or name "
                        "another folder by TMPDIR",
                        what, errno != 0 ? strerror(errno) : "it is cut off");
}

static bool write_entries(FILE *file, const skt_sorter *sorter)
{
    for (size_t i = 0; i < sorter->entries.count; i++) {
        const skt_str record = record_of(sorter, sorter->entries.items[i]);
        if (fwrite(&record.len, sizeof record.len, 1, file) != 1 ||
            fwrite(record.ptr, 1, record.len, file) != record.len) {
            return false;
        }
    }
    return fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0;
}

/* Writes what is in memory to a file of its own. */
static skt_status spill(skt_sorter *sorter)
{
    int fd = -1;
    skt_status status = sort_entries(sorter);
    if (status == SKT_OK) {
        status = skt_file_temporary(&fd, sorter->folder.ptr, sorter->diag);
    }
    if (status != SKT_OK) {
        return status;
    }
    FILE *file = fdopen(fd, "w+b");
    if (file == NULL) {
        (void)close(fd);
        return failed(sorter, "opened");
    }
    errno = 0;
    status = write_entries(file, sorter) ? SKT_OK : failed(sorter, "written");
    if (status == SKT_OK && !skt_vec_push(&sorter->runs, (run){.file = file})) {
        status = SKT_E_NOMEM;
    }
    if (status != SKT_OK) {
        (void)fclose(file);
        return status;
    }
    skt_vec_clear(&sorter->entries);
    skt_buf_clear(&sorter->text);
    return SKT_OK;
}

skt_status skt_sorter_add(skt_sorter *sorter, skt_str record)
{
    const size_t held = sorter->text.len + sorter->entries.count * ENTRY_COST;
    if (sorter->entries.count > 0 && held + record.len + ENTRY_COST > sorter->memory) {
        const skt_status status = spill(sorter);
        if (status != SKT_OK) {
            return status;
        }
    }
    const entry e = {sorter->text.len, record.len};
    skt_buf_add(&sorter->text, record);
    return !sorter->text.failed && skt_vec_push(&sorter->entries, e) ? SKT_OK : SKT_E_NOMEM;
}

/* ----------------------------------------------------------------- merging */

/* Reads the run's next record to r->record. */
static skt_status advance(skt_sorter *sorter, run *r)
{
    size_t length;
    skt_buf_clear(&r->record);
    r->more = false;
    if (r->file == NULL) {
        r->more = r->next < sorter->entries.count;
        if (r->more) {
            skt_buf_add(&r->record, record_of(sorter, sorter->entries.items[r->next++]));
        }
        return r->record.failed ? SKT_E_NOMEM : SKT_OK;
    }
    errno = 0;
    if (fread(&length, sizeof length, 1, r->file) != 1) {
        return ferror(r->file) != 0 ? failed(sorter, "read") : SKT_OK;
    }
    skt_buf_reserve(&r->record, length);
    if (r->record.failed) {
        return SKT_E_NOMEM;
    }
    if (fread(r->record.ptr, 1, length, r->file) != length) {
        return failed(sorter, "read");
    }
    r->record.len = length;
    r->more = true;
    return SKT_OK;
}

static bool before(const skt_sorter *sorter, size_t a, size_t b)
{
    return compare(skt_buf_str(&sorter->runs.items[a].record),
                   skt_buf_str(&sorter->runs.items[b].record)) < 0;
}

static void sink(skt_sorter *sorter, size_t at)
{
    size_t *heap = sorter->heap.items;
    const size_t n = sorter->heap.count;
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < n; child++) {
            least = before(sorter, heap[child], heap[least]) ? child : least;
        }
        if (least == at) {
            return;
        }
        const size_t moved = heap[at];
        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

skt_status skt_sorter_end(skt_sorter *sorter)
{
    skt_status status = sort_entries(sorter);
    if (status == SKT_OK && !skt_vec_push(&sorter->runs, (run){0})) {
        status = SKT_E_NOMEM;
    }
    for (size_t i = 0; status == SKT_OK && i < sorter->runs.count; i++) {
        status = advance(sorter, &sorter->runs.items[i]);
        if (status == SKT_OK && sorter->runs.items[i].more && !skt_vec_push(&sorter->heap, i)) {
            status = SKT_E_NOMEM;
        }
    }
    for (size_t i = sorter->heap.count / 2; status == SKT_OK && i-- > 0;) {
        sink(sorter, i);
    }
    return status;
}

/* Takes the least record out of its run into sorter->last. */
static skt_status take(skt_sorter *sorter)
{
    run *r = &sorter->runs.items[sorter->heap.items[0]];
    skt_buf_clear(&sorter->last);
    skt_buf_add(&sorter->last, skt_buf_str(&r->record));
    skt_status status = sorter->last.failed ? SKT_E_NOMEM : advance(sorter, r);
    if (status == SKT_OK && !r->more) {
        sorter->heap.items[0] = sorter->heap.items[--sorter->heap.count];
    }
    if (status == SKT_OK) {
        sink(sorter, 0);
    }
    return status;
}

skt_status skt_sorter_next(skt_str *out, skt_sorter *sorter)
{
    skt_status status = SKT_OK;
    *out = SKT_STR_NONE;
    while (status == SKT_OK && sorter->heap.count > 0 && sorter->handed &&
           compare(skt_buf_str(&sorter->runs.items[sorter->heap.items[0]].record),
                   skt_buf_str(&sorter->last)) == 0) {
        status = take(sorter);
    }
    if (status != SKT_OK || sorter->heap.count == 0) {
        return status;
    }
    status = take(sorter);
    sorter->handed = true;
    *out = status == SKT_OK ? skt_buf_str(&sorter->last) : SKT_STR_NONE;
    return status;
}

void skt_sorter_free(skt_sorter *sorter)
{
    if (sorter == NULL) {
        return;
    }
    for (size_t i = 0; i < sorter->runs.count; i++) {
        if (sorter->runs.items[i].file != NULL) {
            (void)fclose(sorter->runs.items[i].file);
        }
        skt_buf_dispose(&sorter->runs.items[i].record);
    }
    skt_vec_dispose(&sorter->runs);
    skt_vec_dispose(&sorter->heap);
    skt_vec_dispose(&sorter->entries);
    skt_buf_dispose(&sorter->text);
    skt_buf_dispose(&sorter->last);
    skt_buf_dispose(&sorter->folder);
    free(sorter);
}
