#include "ingest/paths.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/buf.h"
#include "core/diag.h"
#include "core/file.h"
#include "ingest/readers.h"

/* Folders in folders, beyond which something is wrong with them. */
enum { MAX_DEPTH = 64 };

typedef struct walk {
    skt_paths *out;
    skt_diag *diag;
    size_t passed_over; /* files that no reader knows by their names */
    size_t linked;      /* links to folders */
} walk;

static skt_status refuse(skt_paths *out, skt_diag *diag, const char *path, const char *why)
{
    out->refused++;
    (void)skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, path, 0, "%s", why);
    return SKT_OK;
}

static skt_status add_file(skt_paths *out, const char *path)
{
    skt_str copy;
    if (skt_arena_str(&copy, &out->arena, skt_str_from(path)) != SKT_OK ||
        !skt_vec_push(&out->files, copy.ptr)) {
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef struct names {
    SKT_VEC(const char *) items;
    skt_arena arena;
} names;

static void names_dispose(names *list)
{
    skt_vec_dispose(&list->items);
    skt_arena_dispose(&list->arena);
}

/* The names in folder `path` but hidden ones, sorted. errno tells why on SKT_E_IO. */
static skt_status list_folder(names *out, const char *path)
{
    *out = (names){0};
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return SKT_E_IO;
    }
    skt_status status = SKT_OK;
    const struct dirent *entry;
    int why = 0;
    while (status == SKT_OK && (entry = skt_file_next(folder, &why)) != NULL) {
        skt_str name;
        if (entry->d_name[0] == '.') {
            continue;
        }
        if (skt_arena_str(&name, &out->arena, skt_str_from(entry->d_name)) != SKT_OK ||
            !skt_vec_push(&out->items, name.ptr)) {
            status = SKT_E_NOMEM;
        }
    }
    (void)closedir(folder);
    if (out->items.count > 1) {
        qsort(out->items.items, out->items.count, sizeof *out->items.items, by_bytes);
    }
    errno = why;
    return status == SKT_OK && why != 0 ? SKT_E_IO : status;
}

static skt_status walk_folder(walk *w, skt_buf *path, size_t depth);

static skt_status walk_entry(walk *w, skt_buf *path, size_t depth)
{
    struct stat info;
    struct stat target;
    if (lstat(path->ptr, &info) != 0) {
        return refuse(w->out, w->diag, path->ptr, strerror(errno));
    }
    const bool link = S_ISLNK(info.st_mode);
    if (link && stat(path->ptr, &target) != 0) {
        return add_file(w->out, path->ptr); /* a dangling link, refused when it is opened */
    }
    if (S_ISDIR(link ? target.st_mode : info.st_mode)) {
        w->linked += link;
        return link ? SKT_OK : walk_folder(w, path, depth + 1);
    }
    if (!skt_reader_knows_name(skt_buf_str(path))) {
        w->passed_over++;
        return SKT_OK;
    }
    return add_file(w->out, path->ptr);
}

static skt_status walk_folder(walk *w, skt_buf *path, size_t depth)
{
    if (depth > MAX_DEPTH) {
        return refuse(w->out, w->diag, path->ptr, "folders in folders beyond 64 levels");
    }
    names list;
    skt_status status = list_folder(&list, path->ptr);
    if (status == SKT_E_IO) {
        status = refuse(w->out, w->diag, path->ptr, strerror(errno));
    }
    const size_t length = path->len;
    for (size_t i = 0; status == SKT_OK && i < list.items.count; i++) {
        if (path->ptr[path->len - 1] != '/') {
            skt_buf_add_char(path, '/');
        }
        skt_buf_add_text(path, list.items.items[i]);
        status = path->failed ? SKT_E_NOMEM : walk_entry(w, path, depth);
        path->len = length;
        path->ptr[length] = '\0';
    }
    names_dispose(&list);
    return status;
}

static skt_status expand_folder(skt_paths *out, const char *input, skt_diag *diag)
{
    const size_t files = out->files.count;
    const size_t refused = out->refused;
    walk w = {out, diag, 0, 0};
    skt_buf path = SKT_BUF_INIT;
    skt_buf_add_text(&path, input);
    skt_status status = path.failed ? SKT_E_NOMEM : walk_folder(&w, &path, 0);
    skt_buf_dispose(&path);
    if (status == SKT_OK && w.passed_over > 0) {
        (void)skt_diag_add(diag, SKT_OK, SKT_NOTE, input, 0,
                           "%zu file%s passed over: by their names only these are read from a "
                           "folder: %s",
                           w.passed_over, w.passed_over == 1 ? "" : "s", skt_reader_endings);
    }
    if (status == SKT_OK && w.linked > 0) {
        (void)skt_diag_add(diag, SKT_OK, SKT_NOTE, input, 0,
                           "%zu linked folder%s passed over; name them to have them read", w.linked,
                           w.linked == 1 ? "" : "s");
    }
    if (status == SKT_OK && out->files.count == files && out->refused == refused) {
        out->refused++;
        (void)skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, input, 0,
                           "a folder with no file in it that can be read (%s)", skt_reader_endings);
    }
    return status;
}

static skt_status expand_glob(skt_paths *out, const char *input, skt_diag *diag)
{
    glob_t found;
    skt_status status = SKT_OK;
    const int code = glob(input, GLOB_NOSORT, NULL, &found);
    if (code == GLOB_NOSPACE) {
        return SKT_E_NOMEM;
    }
    if (code != 0 || found.gl_pathc == 0) {
        status = refuse(out, diag, input, "no file has such a name");
    } else {
        qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_bytes);
        for (size_t i = 0; status == SKT_OK && i < found.gl_pathc; i++) {
            struct stat info;
            const bool folder = stat(found.gl_pathv[i], &info) == 0 && S_ISDIR(info.st_mode);
            status = folder ? expand_folder(out, found.gl_pathv[i], diag)
                            : add_file(out, found.gl_pathv[i]);
        }
    }
    if (code == 0) {
        globfree(&found);
    }
    return status;
}

skt_status skt_paths_expand(skt_paths *out, const char *input, skt_diag *diag)
{
    struct stat info;
    if (strcmp(input, "-") == 0) {
        return skt_vec_push(&out->files, input) ? SKT_OK : SKT_E_NOMEM;
    }
    if (input[0] == '\0') {
        return refuse(out, diag, "''", "an empty name");
    }
    if (lstat(input, &info) != 0) {
        const bool is_glob = errno == ENOENT && strpbrk(input, "*?[") != NULL;
        return is_glob ? expand_glob(out, input, diag) : refuse(out, diag, input, strerror(errno));
    }
    if (stat(input, &info) == 0 && S_ISDIR(info.st_mode)) {
        if (skt_reader_knows_name(skt_str_from(input))) {
            return refuse(out, diag, input,
                          "is a folder with the name of a file; to have the files in it read, "
                          "write it with a / at its end");
        }
        return expand_folder(out, input, diag);
    }
    return skt_vec_push(&out->files, input) ? SKT_OK : SKT_E_NOMEM;
}

void skt_paths_clear(skt_paths *paths)
{
    skt_vec_clear(&paths->files);
    skt_arena_dispose(&paths->arena);
    paths->arena = (skt_arena)SKT_ARENA_INIT;
}

void skt_paths_dispose(skt_paths *paths)
{
    skt_vec_dispose(&paths->files);
    skt_arena_dispose(&paths->arena);
}
