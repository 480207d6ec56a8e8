#include "cli/made.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/diag.h"
#include "core/file.h"
#include "core/json.h"
#include "export/claim_json.h"

/* ------------------------------------------------------------------- folders */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const skt_folder_file *)a)->name, ((const skt_folder_file *)b)->name);
}

static skt_status add_file(skt_folder *out, DIR *dir, const char *name)
{
    struct stat info;
    skt_str kept;
    if (name[0] == '.') {
        return SKT_OK;
    }
    if (fstatat(dirfd(dir), name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? SKT_OK : SKT_E_IO; /* gone by now */
    }
    if (!S_ISREG(info.st_mode)) {
        return SKT_OK;
    }
    if (skt_arena_str(&kept, &out->arena, skt_str_from(name)) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    const skt_folder_file file = {kept.ptr, (int64_t)info.st_size, (int64_t)info.st_ino,
                                  (int64_t)info.st_mtim.tv_sec, (int64_t)info.st_mtim.tv_nsec};
    return skt_vec_push(&out->files, file) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status refuse_folder(const char *dir, int why, skt_diag *diag)
{
    return skt_diag_add(diag, SKT_E_IO, SKT_REFUSAL, dir, 0, "the folder cannot be read: %s",
                        strerror(why));
}

skt_status skt_folder_list(skt_folder *out, const char *dir, skt_diag *diag)
{
    *out = (skt_folder){0};
    skt_status status = SKT_OK;
    DIR *listed = opendir(dir);
    if (listed == NULL) {
        return errno == ENOENT ? SKT_OK : refuse_folder(dir, errno, diag);
    }
    int why = 0;
    const struct dirent *entry;
    while (status == SKT_OK && (entry = skt_file_next(listed, &why)) != NULL) {
        status = add_file(out, listed, entry->d_name);
        why = status == SKT_E_IO ? errno : 0;
    }
    (void)closedir(listed);
    status = why != 0 ? refuse_folder(dir, why, diag) : status;
    if (out->files.count > 0) {
        qsort(out->files.items, out->files.count, sizeof *out->files.items, by_name);
    }
    return status;
}

void skt_folder_dispose(skt_folder *folder)
{
    skt_vec_dispose(&folder->files);
    skt_arena_dispose(&folder->arena);
}

static const skt_folder_file *find(const skt_folder *folder, const char *name)
{
    const skt_folder_file key = {.name = name};
    return folder->files.count == 0
               ? NULL
               : bsearch(&key, folder->files.items, folder->files.count, sizeof key, by_name);
}

/* ------------------------------------------------------------------- digests */

/* Text that is digested some megabyte at a time, each with the digest of what came before. */
typedef struct digesting {
    skt_buf text;
} digesting;

static void fold(digesting *d)
{
    if (!d->text.failed) {
        const skt_sha256 so_far = skt_sha256_of(skt_buf_str(&d->text));
        skt_buf_clear(&d->text);
        skt_buf_add(&d->text, (skt_str){(const char *)so_far.bytes, sizeof so_far.bytes});
    }
}

static void fold_if_long(digesting *d)
{
    enum { LONG = 1 << 20 };
    if (d->text.len > LONG) {
        fold(d);
    }
}

/* A file by its name and its first `most` bytes; one that is not there is noted as such. Its
 * folder does not matter: who runs it by hand is elsewhere than the timer. */
static void digest_file(digesting *d, const char *path, size_t most)
{
    const char *slash = strrchr(path, '/');
    skt_mapping file;
    skt_buf_format(&d->text, "file %s ", slash != NULL ? slash + 1 : path);
    if (skt_file_map(&file, path, NULL) != SKT_OK) {
        skt_buf_add_text(&d->text, "none\n");
        return;
    }
    const size_t length = file.len < most ? file.len : most;
    const skt_sha256 content = skt_sha256_of((skt_str){(const char *)file.ptr, length});
    skt_buf_format(&d->text, "%zu ", file.len);
    skt_buf_add(&d->text, (skt_str){(const char *)content.bytes, sizeof content.bytes});
    skt_buf_add_char(&d->text, '\n');
    skt_file_unmap(&file);
}

/* The user's polygons: a shapefile has its parts beside it. */
static void digest_regions(digesting *d, const char *path)
{
    static const char *const parts[] = {".dbf", ".prj", ".cpg", ".shx"};
    const skt_str name = skt_str_from(path);
    skt_buf part = SKT_BUF_INIT;
    digest_file(d, path, SIZE_MAX);
    for (size_t i = 0; name.len > 4 && i < sizeof parts / sizeof *parts; i++) {
        skt_buf_clear(&part);
        skt_buf_add(&part, skt_str_sub(name, 0, name.len - 4));
        skt_buf_add_text(&part, parts[i]);
        if (!part.failed) {
            digest_file(d, part.ptr, SIZE_MAX);
        }
    }
    d->text.failed |= part.failed;
    skt_buf_dispose(&part);
}

/* What is laid over the claims that stand: words are not, they were read already. */
static skt_status digest_data(digesting *d, skt_cli *cli)
{
    enum { HEAD = 4096 }; /* of the gazetteer: it has checksums of all the rest */
    skt_buf path = SKT_BUF_INIT;
    skt_status status = skt_cli_data_path(&path, cli, "skytally.gaz");
    if (status == SKT_OK) {
        digest_file(d, path.ptr, HEAD);
        status = skt_cli_data_path(&path, cli, "issuers.tsv");
    }
    if (status == SKT_OK) {
        digest_file(d, path.ptr, SIZE_MAX);
    }
    for (size_t i = 0; i < cli->tables.count; i++) {
        digest_file(d, cli->tables.items[i], SIZE_MAX);
    }
    skt_buf_format(&d->text, "boundaries %s\n", cli->boundaries != NULL ? cli->boundaries : "");
    skt_buf_dispose(&path);
    return status;
}

static void digest_options(digesting *d, const skt_cli *cli, const skt_arguments *args,
                           size_t first, size_t n)
{
    for (size_t i = 0; i < first + n; i++) {
        const bool place = i == SKT_CUT_STORE || i == SKT_CUT_REGIONS || i == first;
        if ((i < SKT_CUTS || i >= first) && !place && args->values[i] != NULL) {
            skt_buf_format(&d->text, "%s=%s\n", cli->command->options[i].name, args->values[i]);
        }
    }
    if (args->values[SKT_CUT_REGIONS] != NULL) {
        digest_regions(d, args->values[SKT_CUT_REGIONS]);
    }
}

skt_status skt_made_digest(skt_sha256 *out, skt_cli *cli, const skt_arguments *args, size_t first,
                           size_t n, const skt_claim_set *claims)
{
    digesting d = {SKT_BUF_INIT};
    skt_buf_format(&d.text, "skytally %s\n", skt_version());
    digest_options(&d, cli, args, first, n);
    const skt_status status = digest_data(&d, cli);
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        skt_json json = {&d.text, false};
        skt_claim_write_json(&json, NULL, skt_claim_set_at(claims, i));
        skt_buf_add_char(&d.text, '\n');
        fold_if_long(&d);
    }
    if (!d.text.failed) {
        *out = skt_sha256_of(skt_buf_str(&d.text));
    }
    const bool failed = d.text.failed;
    skt_buf_dispose(&d.text);
    return failed ? SKT_E_NOMEM : status;
}

/* -------------------------------------------------------------------- notes */

static void add_digest(skt_buf *out, const skt_sha256 *digest)
{
    for (size_t i = 0; i < sizeof digest->bytes; i++) {
        skt_buf_format(out, "%02x", digest->bytes[i]);
    }
}

static void add_line(skt_buf *out, const skt_folder_file *file)
{
    skt_buf_format(out, "\n%" PRId64 " %" PRId64 ".%09" PRId64 " %s", file->size, file->changed_s,
                   file->changed_ns, file->name);
}

skt_status skt_made_note(skt_buf *out, const skt_sha256 *digest, size_t incidents, const char *dir,
                         const skt_folder *before, skt_diag *diag)
{
    skt_folder after;
    const skt_status status = skt_folder_list(&after, dir, diag);
    add_digest(out, digest);
    skt_buf_format(out, " %zu incidents", incidents);
    for (size_t i = 0; i < after.files.count && status == SKT_OK; i++) {
        const skt_folder_file *now = &after.files.items[i];
        const skt_folder_file *then = find(before, now->name);
        if (then == NULL || then->inode != now->inode || then->changed_s != now->changed_s ||
            then->changed_ns != now->changed_ns || then->size != now->size) {
            add_line(out, now);
        }
    }
    skt_folder_dispose(&after);
    return status == SKT_OK && out->failed ? SKT_E_NOMEM : status;
}

/* Whether the file of a line stands as it was written. */
static bool stands(skt_str line, const skt_folder *folder)
{
    skt_buf now = SKT_BUF_INIT;
    bool same = false;
    for (size_t i = 0; i < folder->files.count && !same; i++) {
        skt_buf_clear(&now);
        add_line(&now, &folder->files.items[i]);
        same = !now.failed && skt_str_eq(line, skt_str_sub(skt_buf_str(&now), 1, now.len - 1));
    }
    skt_buf_dispose(&now);
    return same;
}

bool skt_made_holds(size_t *incidents, skt_str note, const skt_sha256 *digest, const char *dir)
{
    skt_buf expected = SKT_BUF_INIT;
    skt_folder folder = {0};
    skt_str rest = note;
    skt_str line;
    size_t files = 0;
    add_digest(&expected, digest);
    bool holds = !expected.failed && skt_str_starts(note, skt_buf_str(&expected)) &&
                 skt_str_split(&line, &rest, '\n') && skt_folder_list(&folder, dir, NULL) == SKT_OK;
    if (holds) {
        *incidents = (size_t)strtoull(line.ptr + expected.len, NULL, 10);
    }
    while (holds && skt_str_split(&line, &rest, '\n')) {
        holds = stands(line, &folder);
        files++;
    }
    skt_folder_dispose(&folder);
    skt_buf_dispose(&expected);
    return holds && files > 0;
}
