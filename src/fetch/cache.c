#include "fetch/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/calendar.h"
#include "core/diag.h"
#include "core/file.h"
#include "fetch/warc_mend.h"
#include "fetch/warc_write.h"

/* "skytally-2026-11.001.warc.gz": by bytes their order is that of time. */
enum { BEGIN = 32, NAME = 64, DAY_S = 86400, PARTS = 999 };

struct skt_cache {
    const char *dir;
    skt_diag *diag;
    int64_t split_at;
    char name[NAME]; /* of the file that is open */
    int fd;          /* -1: none */
    int64_t size;    /* of it */
    bool fresh;      /* it was made, and its name is not on the disk yet */
    bool dirty;
    skt_buf path; /* of the file that was named last */
    skt_buf record;
};

typedef struct raw_file {
    int year, month;
    unsigned part;
    int64_t size;
    char name[NAME];
} raw_file;

typedef SKT_VEC(raw_file) raw_files;

static skt_status refuse(skt_cache *cache, const char *what)
{
    return skt_diag_add(cache->diag, SKT_E_IO, SKT_FAILURE,
                        cache->path.len > 0 ? cache->path.ptr : cache->dir, 0, "%s: %s", what,
                        strerror(errno));
}

/* Sets cache->path. */
static skt_status name_path(skt_cache *cache, const char *name)
{
    skt_buf_clear(&cache->path);
    skt_buf_format(&cache->path, "%s/%s", cache->dir, name);
    return cache->path.failed ? SKT_E_NOMEM : SKT_OK;
}

/* ---------------------------------------------------------------- folder */

/* The number in the `count` digits at `at`; -1: they are none. */
static int number(const char *at, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9') {
            return -1;
        }
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

static bool read_name(raw_file *out, const char *name)
{
    static const char form[] = "skytally-0000-00.000.warc.gz";
    bool fits = strlen(name) == sizeof form - 1;
    for (size_t i = 0; fits && i < sizeof form; i++) {
        fits = form[i] == '0' || form[i] == name[i];
    }
    if (!fits) {
        return false;
    }
    const int part = number(name + 17, 3);
    *out = (raw_file){.year = number(name + 9, 4), .month = number(name + 14, 2)};
    out->part = part < 0 ? 0 : (unsigned)part;
    memcpy(out->name, name, sizeof form);
    return part >= 0 && skt_civil_valid(out->year, out->month, 1);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const raw_file *)a)->name, ((const raw_file *)b)->name);
}

/* All files of the cache, the oldest first. */
static skt_status list(raw_files *out, skt_cache *cache)
{
    skt_buf_clear(&cache->path);
    DIR *dir = opendir(cache->dir);
    if (dir == NULL) {
        return refuse(cache, "cannot be read");
    }
    skt_status status = SKT_OK;
    const struct dirent *entry;
    int why = 0;
    while (status == SKT_OK && (entry = skt_file_next(dir, &why)) != NULL) {
        raw_file file;
        struct stat info;
        if (read_name(&file, entry->d_name) && fstatat(dirfd(dir), file.name, &info, 0) == 0) {
            file.size = info.st_size;
            status = skt_vec_push(out, file) ? SKT_OK : SKT_E_NOMEM;
        }
    }
    (void)closedir(dir);
    if (why != 0) {
        errno = why;
        status = refuse(cache, "cannot be read");
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, by_name);
    }
    return status;
}

/* ------------------------------------------------------------------- file */

static void close_file(skt_cache *cache)
{
    if (cache->fd >= 0) {
        (void)close(cache->fd);
    }
    cache->fd = -1;
    cache->name[0] = '\0';
}

/* Writes cache->record behind all others; of one that fails nothing stays. */
static skt_status append(skt_cache *cache)
{
    const skt_str record = skt_buf_str(&cache->record);
    cache->dirty = true;
    if (!skt_file_write_all(cache->fd, record)) {
        const skt_status status = refuse(cache, "cannot be written");
        (void)ftruncate(cache->fd, (off_t)cache->size);
        (void)lseek(cache->fd, (off_t)cache->size, SEEK_SET);
        return status;
    }
    cache->size += (int64_t)record.len;
    return SKT_OK;
}

/* Opens the file `name` at its end; what is half-written there is cut off. */
static skt_status open_file(skt_cache *cache, const char *name)
{
    close_file(cache);
    skt_status status = name_path(cache, name);
    if (status != SKT_OK) {
        return status;
    }
    cache->fd = open(cache->path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    struct stat info;
    if (cache->fd < 0 || fstat(cache->fd, &info) != 0) {
        return refuse(cache, "cannot be opened");
    }
    cache->fresh = cache->fresh || info.st_size == 0;
    cache->size = skt_warc_whole_end(cache->fd);
    if (cache->size < 0) {
        return refuse(cache, "cannot be read");
    }
    if (cache->size < info.st_size) {
        (void)skt_diag_add(cache->diag, SKT_OK, SKT_NOTE, cache->path.ptr, 0,
                           "an earlier run was cut short; %lld bytes of a record that it left "
                           "unfinished are removed",
                           (long long)(info.st_size - cache->size));
        if (ftruncate(cache->fd, (off_t)cache->size) != 0) {
            return refuse(cache, "cannot be mended");
        }
    }
    if (lseek(cache->fd, (off_t)cache->size, SEEK_SET) < 0) {
        return refuse(cache, "cannot be written");
    }
    (void)snprintf(cache->name, sizeof cache->name, "%s", name);
    return SKT_OK;
}

static skt_status begin_file(skt_cache *cache, skt_time at)
{
    skt_buf_clear(&cache->record);
    const skt_status status = skt_warc_write_info(&cache->record, skt_str_from(cache->name), at);
    return status == SKT_OK ? append(cache) : status;
}

/* The last part of the month of `at`; 1 where there is none yet. */
static skt_status last_part(unsigned *part, skt_cache *cache, skt_civil month)
{
    raw_files files = {0};
    const skt_status status = list(&files, cache);
    *part = 1;
    for (size_t i = 0; i < files.count; i++) {
        const raw_file *file = &files.items[i];
        if (file->year == month.year && file->month == month.month && file->part > *part) {
            *part = file->part;
        }
    }
    skt_vec_dispose(&files);
    return status;
}

/* Makes the file open that an answer of `at` goes to. */
static skt_status choose_file(skt_cache *cache, skt_time at)
{
    const skt_civil month = skt_day_to_civil((skt_day)(at / DAY_S));
    char begin[BEGIN];
    char name[NAME];
    (void)snprintf(begin, sizeof begin, "skytally-%04d-%02d.", month.year % 10000, month.month);
    const bool fits = cache->fd >= 0 && strncmp(cache->name, begin, strlen(begin)) == 0;
    if (fits && (cache->size < cache->split_at)) {
        return SKT_OK;
    }
    unsigned part = 1;
    skt_status status = cache->dirty ? skt_cache_sync(cache) : SKT_OK;
    if (status == SKT_OK) {
        status = last_part(&part, cache, month);
    }
    for (bool first = true; status == SKT_OK; first = false, part++) {
        if (part > PARTS) {
            return skt_diag_add(cache->diag, SKT_E_LIMIT, SKT_FAILURE, cache->dir, 0,
                                "has %d files of one month; give less to keep by `keep raw size`",
                                (int)PARTS);
        }
        (void)snprintf(name, sizeof name, "%s%03u.warc.gz", begin, part);
        if (!first || strcmp(name, cache->name) != 0) {
            status = open_file(cache, name);
        }
        if (status == SKT_OK && cache->size < cache->split_at) {
            return cache->size == 0 ? begin_file(cache, at) : SKT_OK;
        }
    }
    return status;
}

/* ------------------------------------------------------------------ the API */

skt_status skt_cache_open(skt_cache **out, const char *dir, skt_diag *diag)
{
    skt_cache *cache = calloc(1, sizeof *cache);
    *out = NULL;
    if (cache == NULL) {
        return SKT_E_NOMEM;
    }
    *cache = (skt_cache){.dir = dir, .diag = diag, .split_at = INT64_C(1) << 30, .fd = -1};
    raw_files files = {0};
    skt_status status = skt_file_make_dirs(dir, diag);
    if (status == SKT_OK) {
        status = list(&files, cache);
    }
    if (status == SKT_OK && files.count > 0) {
        status = open_file(cache, files.items[files.count - 1].name);
    }
    skt_vec_dispose(&files);
    if (status != SKT_OK) {
        skt_cache_close(cache);
        return status;
    }
    *out = cache;
    return SKT_OK;
}

void skt_cache_split_at(skt_cache *cache, int64_t bytes)
{
    cache->split_at = bytes;
}

skt_status skt_cache_add(skt_cache *cache, const skt_exchange *exchange)
{
    skt_status status = choose_file(cache, exchange->at);
    if (status != SKT_OK) {
        return status;
    }
    skt_buf_clear(&cache->record);
    status = skt_warc_write_response(&cache->record, exchange);
    if (status == SKT_OK) {
        status = append(cache);
    }
    enum { MUCH = 4 << 20 };
    if (cache->record.capacity > MUCH) {
        skt_buf_dispose(&cache->record);
    }
    return status;
}

skt_status skt_cache_sync(skt_cache *cache)
{
    if (!cache->dirty) {
        return SKT_OK;
    }
    if (cache->fd >= 0 && fsync(cache->fd) != 0) {
        return refuse(cache, "cannot be written");
    }
    if (cache->fresh) {
        const int dir = open(cache->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool failed = dir < 0 || fsync(dir) != 0;
        if (dir >= 0) {
            (void)close(dir);
        }
        /* Some file systems know no such thing. */
        if (failed && errno != EINVAL) {
            return refuse(cache, "cannot be written");
        }
        cache->fresh = false;
    }
    cache->dirty = false;
    return SKT_OK;
}

/* When the month of a file ended. */
static skt_time month_end(const raw_file *file)
{
    const bool last = file->month == 12;
    return (skt_time)skt_day_from_civil(file->year + last, last ? 1 : file->month + 1, 1) * DAY_S;
}

skt_status skt_cache_prune(skt_cache *cache, skt_time before, int64_t max_bytes)
{
    raw_files files = {0};
    int64_t all = 0;
    skt_status status = list(&files, cache);
    for (size_t i = 0; i < files.count; i++) {
        all += files.items[i].size;
    }
    for (size_t i = 0; status == SKT_OK && i + 1 < files.count; i++) {
        const raw_file *file = &files.items[i];
        if (month_end(file) > before && (max_bytes == 0 || all <= max_bytes)) {
            break;
        }
        if (strcmp(file->name, cache->name) == 0) {
            close_file(cache);
        }
        status = name_path(cache, file->name);
        if (status == SKT_OK && unlink(cache->path.ptr) != 0) {
            status = refuse(cache, "cannot be removed");
        }
        all -= file->size;
    }
    skt_vec_dispose(&files);
    return status;
}

skt_status skt_cache_bytes(int64_t *out, skt_cache *cache)
{
    raw_files files = {0};
    const skt_status status = list(&files, cache);
    *out = 0;
    for (size_t i = 0; i < files.count; i++) {
        *out += files.items[i].size;
    }
    skt_vec_dispose(&files);
    return status;
}

void skt_cache_close(skt_cache *cache)
{
    if (cache != NULL) {
        close_file(cache);
        skt_buf_dispose(&cache->path);
        skt_buf_dispose(&cache->record);
        free(cache);
    }
}
