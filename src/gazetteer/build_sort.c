/* External merge sort (D. Knuth, The Art of Computer Programming, vol. 3, 5.4): sorted
 * runs of what memory holds, merged by a heap, in several rounds where there are more
 * runs than buffers. */
#include "gazetteer/build_sort.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"
#include "core/vec.h"

enum { MAX_FAN = 512, RECORD_HEAD = 6, MAX_BUFFER = 1 << 20 };

/* A record in memory; its key is at `at` of the block. */
typedef struct record {
    uint64_t prefix; /* the key's first bytes as a number: most comparisons end here */
    uint32_t at, value;
    uint8_t length;
} record;

/* Bytes [at, end) of the file are a sorted run: for each record the number of bytes
 * that its key shares with the one before, that of the rest, the value, the rest. */
typedef struct run {
    uint64_t at, end;
} run;

typedef SKT_VEC(run) run_list;

typedef struct run_reader {
    run left; /* not in the buffer yet */
    unsigned char *buffer;
    size_t from, to, capacity;
    uint32_t value;
    uint8_t length;
    unsigned char key[SKT_GAZ_SORT_KEY];
} run_reader;

/* Where a run is being written to. */
typedef struct run_writer {
    int fd;
    uint64_t at; /* bytes behind the last that was flushed */
    unsigned char *buffer;
    size_t used, capacity;
    uint32_t value;
    size_t length; /* of the last key; SIZE_MAX: none yet */
    unsigned char key[SKT_GAZ_SORT_KEY];
} run_writer;

struct skt_gaz_sort {
    const char *beside;
    skt_diag *diag;
    size_t memory;
    unsigned char *block; /* records from its start, keys from its end */
    size_t n_records, keys_at;
    size_t next; /* record to be read, where nothing was written out */
    int fd;      /* of the runs; -1: none */
    uint64_t size;
    run_list runs;
    size_t runs_written;
    unsigned char *buffers;
    run_reader *readers;
    size_t *heap; /* indexes of readers, the least record first */
    size_t n_heap;
    uint8_t last_length;
    uint32_t last_value;
    bool has_last;
    unsigned char last_key[SKT_GAZ_SORT_KEY];
};

skt_status skt_gaz_sort_new(skt_gaz_sort **out, size_t memory, const char *beside, skt_diag *diag)
{
    skt_gaz_sort *sort = calloc(1, sizeof *sort);
    *out = sort;
    if (sort == NULL) {
        return SKT_E_NOMEM;
    }
    memory = memory < SKT_GAZ_SORT_LEAST ? SKT_GAZ_SORT_LEAST : memory;
    sort->memory = memory < UINT32_MAX ? memory : UINT32_MAX;
    sort->memory -= sort->memory % sizeof(record);
    sort->beside = beside;
    sort->diag = diag;
    sort->fd = -1;
    sort->keys_at = sort->memory;
    /* Pages that are not touched take no memory. */
    sort->block = malloc(sort->memory);
    return sort->block == NULL ? SKT_E_NOMEM : SKT_OK;
}

static uint64_t prefix_of(skt_str key)
{
    uint64_t prefix = 0;
    for (size_t i = 0; i < sizeof prefix; i++) {
        prefix = prefix << 8 | (i < key.len ? (unsigned char)key.ptr[i] : 0);
    }
    return prefix;
}

static record *records_of(const skt_gaz_sort *sort)
{
    return (record *)(void *)sort->block;
}

static int compare_bytes(const unsigned char *a, size_t n, const unsigned char *b, size_t m)
{
    const size_t least = n < m ? n : m;
    const int order = least == 0 ? 0 : memcmp(a, b, least);
    return order != 0 ? order : (n > m) - (n < m);
}

static int compare(const skt_gaz_sort *sort, const record *a, const record *b)
{
    if (a->prefix != b->prefix) {
        return a->prefix < b->prefix ? -1 : 1;
    }
    const int order = compare_bytes(sort->block + a->at, a->length, sort->block + b->at, b->length);
    return order != 0 ? order : (a->value > b->value) - (a->value < b->value);
}

/* ---------------------------------------------------------- sorting in memory */

/* The C library's qsort() takes as much memory again, and its comparison cannot be
 * told where the keys are. Quicksort, with a heap where its halves are too uneven (D.
 * Musser, "Introspective sorting and selection algorithms"). */

static void swap(record *a, record *b)
{
    const record kept = *a;
    *a = *b;
    *b = kept;
}

static void sift_down(const skt_gaz_sort *sort, record *items, size_t root, size_t n)
{
    for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && compare(sort, &items[child], &items[child + 1]) < 0) {
            child++;
        }
        if (compare(sort, &items[root], &items[child]) >= 0) {
            return;
        }
        swap(&items[root], &items[child]);
        root = child;
    }
}

static void heap_sort(const skt_gaz_sort *sort, record *items, size_t n)
{
    for (size_t i = n / 2; i-- > 0;) {
        sift_down(sort, items, i, n);
    }
    for (size_t end = n; end-- > 1;) {
        swap(&items[0], &items[end]);
        sift_down(sort, items, 0, end);
    }
}

static void insertion_sort(const skt_gaz_sort *sort, record *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const record one = items[i];
        size_t at = i;
        for (; at > 0 && compare(sort, &one, &items[at - 1]) < 0; at--) {
            items[at] = items[at - 1];
        }
        items[at] = one;
    }
}

/* Parts the records by the median of three; how many are in the first part. */
static size_t part(const skt_gaz_sort *sort, record *items, size_t n)
{
    record *middle = &items[n / 2];
    record *last = &items[n - 1];
    if (compare(sort, middle, items) < 0) {
        swap(middle, items);
    }
    if (compare(sort, last, items) < 0) {
        swap(last, items);
    }
    if (compare(sort, last, middle) < 0) {
        swap(last, middle);
    }
    const record pivot = *middle;
    size_t i = 0;
    size_t j = n - 1;
    for (;;) {
        while (compare(sort, &items[i], &pivot) < 0) {
            i++;
        }
        while (compare(sort, &pivot, &items[j]) < 0) {
            j--;
        }
        if (i >= j) {
            return j + 1;
        }
        swap(&items[i++], &items[j--]);
    }
}

static void quick_sort(const skt_gaz_sort *sort, record *items, size_t n, unsigned depth)
{
    enum { FEW = 16 };
    while (n > FEW) {
        if (depth-- == 0) {
            heap_sort(sort, items, n);
            return;
        }
        const size_t first = part(sort, items, n);
        /* The smaller part by recursion: the stack stays shallow. */
        if (first <= n - first) {
            quick_sort(sort, items, first, depth);
            items += first;
            n -= first;
        } else {
            quick_sort(sort, items + first, n - first, depth);
            n = first;
        }
    }
    insertion_sort(sort, items, n);
}

static void sort_block(skt_gaz_sort *sort)
{
    unsigned depth = 0;
    for (size_t n = sort->n_records; n > 1; n /= 2) {
        depth += 2;
    }
    quick_sort(sort, records_of(sort), sort->n_records, depth);
}

/* -------------------------------------------------------------- writing runs */

static skt_status failed(const skt_gaz_sort *sort, const char *what)
{
    return skt_diag_add(sort->diag, SKT_E_IO, SKT_FAILURE, sort->beside, 0,
                        "the temporary file beside it cannot be %s: %s", what, strerror(errno));
}

static skt_status writer_flush(const skt_gaz_sort *sort, run_writer *w)
{
    if (!skt_file_write_all(w->fd, (skt_str){(const char *)w->buffer, w->used})) {
        return failed(sort, "written");
    }
    w->at += w->used;
    w->used = 0;
    return SKT_OK;
}

static skt_status writer_add(const skt_gaz_sort *sort, run_writer *w, const unsigned char *key,
                             size_t length, uint32_t value)
{
    size_t shared = 0;
    if (w->length != SIZE_MAX) {
        while (shared < length && shared < w->length && key[shared] == w->key[shared]) {
            shared++;
        }
        if (shared == length && length == w->length && value == w->value) {
            return SKT_OK;
        }
    }
    const size_t rest = length - shared;
    if (w->capacity - w->used < RECORD_HEAD + rest) {
        const skt_status status = writer_flush(sort, w);
        if (status != SKT_OK) {
            return status;
        }
    }
    unsigned char *to = w->buffer + w->used;
    to[0] = (unsigned char)shared;
    to[1] = (unsigned char)rest;
    memcpy(to + 2, &value, sizeof value);
    if (rest > 0) {
        memcpy(to + RECORD_HEAD, key + shared, rest);
        memcpy(w->key + shared, key + shared, rest);
    }
    w->used += RECORD_HEAD + rest;
    w->length = length;
    w->value = value;
    return SKT_OK;
}

static skt_status writer_end(const skt_gaz_sort *sort, run_writer *w, uint64_t from, run_list *runs)
{
    const skt_status status = writer_flush(sort, w);
    if (status != SKT_OK) {
        return status;
    }
    const run one = {from, w->at};
    return skt_vec_push(runs, one) ? SKT_OK : SKT_E_NOMEM;
}

/* Writes the block out as one run. */
static skt_status spill(skt_gaz_sort *sort)
{
    unsigned char buffer[16 * 1024];
    if (sort->n_records == 0) {
        return SKT_OK;
    }
    if (sort->fd < 0) {
        const skt_status status = skt_file_temporary(&sort->fd, sort->beside, sort->diag);
        if (status != SKT_OK) {
            return status;
        }
    }
    run_writer w = {.fd = sort->fd,
                    .at = sort->size,
                    .buffer = buffer,
                    .capacity = sizeof buffer,
                    .length = SIZE_MAX};
    sort_block(sort);
    const record *records = records_of(sort);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sort->n_records && status == SKT_OK; i++) {
        status =
            writer_add(sort, &w, sort->block + records[i].at, records[i].length, records[i].value);
    }
    if (status == SKT_OK) {
        status = writer_end(sort, &w, sort->size, &sort->runs);
    }
    sort->size = w.at;
    sort->runs_written++;
    sort->n_records = 0;
    sort->keys_at = sort->memory;
    return status;
}

skt_status skt_gaz_sort_add(skt_gaz_sort *sort, skt_str key, uint32_t value)
{
    key.len = key.len < SKT_GAZ_SORT_KEY ? key.len : SKT_GAZ_SORT_KEY;
    if (sort->keys_at - sort->n_records * sizeof(record) < sizeof(record) + key.len) {
        const skt_status status = spill(sort);
        if (status != SKT_OK) {
            return status;
        }
    }
    sort->keys_at -= key.len;
    if (key.len > 0) {
        memcpy(sort->block + sort->keys_at, key.ptr, key.len);
    }
    records_of(sort)[sort->n_records++] =
        (record){prefix_of(key), (uint32_t)sort->keys_at, value, (uint8_t)key.len};
    return SKT_OK;
}

/* -------------------------------------------------------------- reading runs */

/* Makes at least `n` bytes of the run stand in the buffer; *there is false at its end. */
static skt_status reader_need(const skt_gaz_sort *sort, run_reader *r, size_t n, bool *there)
{
    *there = true;
    if (r->to - r->from >= n) {
        return SKT_OK;
    }
    memmove(r->buffer, r->buffer + r->from, r->to - r->from);
    r->to -= r->from;
    r->from = 0;
    while (r->to < r->capacity && r->left.at < r->left.end) {
        const uint64_t left = r->left.end - r->left.at;
        const size_t room = r->capacity - r->to;
        const ssize_t got = pread(sort->fd, r->buffer + r->to, left < room ? (size_t)left : room,
                                  (off_t)r->left.at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            errno = got < 0 ? errno : EIO;
            return failed(sort, "read");
        }
        r->to += (size_t)got;
        r->left.at += (uint64_t)got;
    }
    *there = r->to >= n;
    return SKT_OK;
}

static skt_status reader_next(const skt_gaz_sort *sort, run_reader *r, bool *there)
{
    skt_status status = reader_need(sort, r, RECORD_HEAD, there);
    if (status != SKT_OK || !*there) {
        return status;
    }
    const unsigned char *head = r->buffer + r->from;
    const size_t shared = head[0];
    const size_t rest = head[1];
    memcpy(&r->value, head + 2, sizeof r->value);
    r->from += RECORD_HEAD;
    status = reader_need(sort, r, rest, there);
    if (status == SKT_OK && (!*there || shared + rest > SKT_GAZ_SORT_KEY)) {
        errno = EIO;
        return failed(sort, "read");
    }
    if (status == SKT_OK) {
        memcpy(r->key + shared, r->buffer + r->from, rest);
        r->from += rest;
        r->length = (uint8_t)(shared + rest);
    }
    return status;
}

/* Whether reader `a` stands before reader `b`. */
static bool is_before(const skt_gaz_sort *sort, size_t a, size_t b)
{
    const run_reader *x = &sort->readers[a];
    const run_reader *y = &sort->readers[b];
    const int order = compare_bytes(x->key, x->length, y->key, y->length);
    return order != 0 ? order < 0 : x->value < y->value;
}

static void settle(skt_gaz_sort *sort, size_t root)
{
    size_t *heap = sort->heap;
    for (size_t child = 2 * root + 1; child < sort->n_heap; child = 2 * root + 1) {
        if (child + 1 < sort->n_heap && is_before(sort, heap[child + 1], heap[child])) {
            child++;
        }
        if (!is_before(sort, heap[child], heap[root])) {
            return;
        }
        const size_t kept = heap[root];
        heap[root] = heap[child];
        heap[child] = kept;
        root = child;
    }
}

/* Begins to merge runs [first, first + n). */
static skt_status begin_merge(skt_gaz_sort *sort, size_t first, size_t n)
{
    size_t share = sort->memory / (n + 1); /* one for the writer */
    share = share < MAX_BUFFER ? share : MAX_BUFFER;
    sort->n_heap = 0;
    for (size_t i = 0; i < n; i++) {
        run_reader *r = &sort->readers[i];
        *r = (run_reader){.left = sort->runs.items[first + i],
                          .buffer = sort->buffers + i * share,
                          .capacity = share};
        bool there;
        const skt_status status = reader_next(sort, r, &there);
        if (status != SKT_OK) {
            return status;
        }
        if (there) {
            sort->heap[sort->n_heap++] = i;
        }
    }
    for (size_t i = sort->n_heap / 2; i-- > 0;) {
        settle(sort, i);
    }
    return SKT_OK;
}

/* Moves the least reader on. */
static skt_status advance(skt_gaz_sort *sort)
{
    bool there;
    const skt_status status = reader_next(sort, &sort->readers[sort->heap[0]], &there);
    if (status == SKT_OK && !there) {
        sort->heap[0] = sort->heap[--sort->n_heap];
    }
    if (status == SKT_OK) {
        settle(sort, 0);
    }
    return status;
}

/* Merges each `fan` runs to one, in a new file. */
static skt_status merge_round(skt_gaz_sort *sort, size_t fan)
{
    int fd;
    run_list merged = {0};
    skt_status status = skt_file_temporary(&fd, sort->beside, sort->diag);
    if (status != SKT_OK) {
        return status;
    }
    run_writer w = {.fd = fd};
    for (size_t first = 0; first < sort->runs.count && status == SKT_OK; first += fan) {
        const size_t left = sort->runs.count - first;
        const size_t n = left < fan ? left : fan;
        const uint64_t from = w.at;
        w.buffer = sort->buffers + sort->memory / (n + 1) * n;
        w.capacity = sort->memory / (n + 1);
        w.length = SIZE_MAX;
        status = begin_merge(sort, first, n);
        while (status == SKT_OK && sort->n_heap > 0) {
            const run_reader *r = &sort->readers[sort->heap[0]];
            status = writer_add(sort, &w, r->key, r->length, r->value);
            if (status == SKT_OK) {
                status = advance(sort);
            }
        }
        if (status == SKT_OK) {
            status = writer_end(sort, &w, from, &merged);
        }
    }
    (void)close(sort->fd);
    sort->fd = fd;
    skt_vec_dispose(&sort->runs);
    sort->runs = merged;
    return status;
}

skt_status skt_gaz_sort_end(skt_gaz_sort *sort, size_t memory)
{
    if (sort->runs.count == 0) {
        sort_block(sort);
        return SKT_OK;
    }
    skt_status status = spill(sort);
    free(sort->block);
    sort->block = NULL;
    memory = memory < SKT_GAZ_SORT_LEAST ? SKT_GAZ_SORT_LEAST : memory;
    size_t fan = memory / SKT_GAZ_SORT_BUFFER - 1;
    fan = fan < MAX_FAN ? fan : MAX_FAN;
    fan = fan < sort->runs.count ? fan : sort->runs.count;
    sort->memory = memory;
    sort->buffers = malloc(memory);
    sort->readers = calloc(fan, sizeof *sort->readers);
    sort->heap = calloc(fan, sizeof *sort->heap);
    if (status == SKT_OK &&
        (sort->buffers == NULL || sort->readers == NULL || sort->heap == NULL)) {
        status = SKT_E_NOMEM;
    }
    while (status == SKT_OK && sort->runs.count > fan) {
        status = merge_round(sort, fan);
    }
    return status == SKT_OK ? begin_merge(sort, 0, sort->runs.count) : status;
}

/* The next record, which may be the last one again. */
static skt_status next_any(skt_gaz_sort *sort, skt_str *key, uint32_t *value, bool *more)
{
    *more = true;
    if (sort->fd < 0) {
        *more = sort->next < sort->n_records;
        if (*more) {
            const record *one = &records_of(sort)[sort->next++];
            *key = (skt_str){(const char *)sort->block + one->at, one->length};
            *value = one->value;
        }
        return SKT_OK;
    }
    if (sort->has_last) {
        const skt_status status = advance(sort);
        if (status != SKT_OK) {
            return status;
        }
    }
    *more = sort->n_heap > 0;
    if (*more) {
        const run_reader *r = &sort->readers[sort->heap[0]];
        *key = (skt_str){(const char *)r->key, r->length};
        *value = r->value;
    }
    return SKT_OK;
}

skt_status skt_gaz_sort_next(skt_gaz_sort *sort, skt_str *key, uint32_t *value, bool *more)
{
    for (;;) {
        const skt_status status = next_any(sort, key, value, more);
        if (status != SKT_OK || !*more) {
            return status;
        }
        const bool again =
            sort->has_last && sort->last_value == *value &&
            skt_str_eq(*key, (skt_str){(const char *)sort->last_key, sort->last_length});
        if (!again) {
            sort->has_last = true;
            sort->last_value = *value;
            sort->last_length = (uint8_t)key->len;
            memcpy(sort->last_key, key->ptr, key->len);
            return SKT_OK;
        }
    }
}

size_t skt_gaz_sort_runs(const skt_gaz_sort *sort)
{
    return sort->runs_written;
}

void skt_gaz_sort_free(skt_gaz_sort *sort)
{
    if (sort == NULL) {
        return;
    }
    if (sort->fd >= 0) {
        (void)close(sort->fd);
    }
    skt_vec_dispose(&sort->runs);
    free(sort->block);
    free(sort->buffers);
    free(sort->readers);
    free(sort->heap);
    free(sort);
}
