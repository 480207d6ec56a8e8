#include "claims/lexicon_table.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "core/diag.h"

typedef struct complaint {
    skt_diag *diag;
    const char *path;
    size_t errors;
    bool users; /* the user's own file: warnings matter */
} complaint;

static void complain(void *user, skt_finding_level level, size_t line, const char *message)
{
    enum { MANY = 20 };
    complaint *c = user;
    const bool error = level == SKT_FINDING_ERROR;
    c->errors += error;
    if (error && c->errors <= MANY) {
        (void)skt_diag_add(c->diag, SKT_E_DATA, SKT_FAILURE, c->path, line, "%s", message);
    } else if (level == SKT_FINDING_WARNING && c->users) {
        (void)skt_diag_add(c->diag, SKT_OK, SKT_WARNING, c->path, line, "%s", message);
    }
}

/* Reads a file; a line that cannot be read is a failure. */
static skt_status load(skt_lexicon *lexicon, const char *path, skt_str lang, skt_diag *diag)
{
    skt_lexicon_file file;
    complaint c = {diag, path, 0, lang.len == 0};
    const skt_status status = skt_lexicon_read(&file, lexicon, path, lang, complain, &c, diag);
    return status == SKT_OK && file.errors > 0 ? SKT_E_DATA : status;
}

static skt_status read_dir(skt_lexicon *lexicon, const char *dir, DIR *handle, skt_diag *diag)
{
    skt_status status = SKT_OK;
    const struct dirent *entry;
    while (status == SKT_OK && (entry = readdir(handle)) != NULL) {
        const skt_str name = skt_str_from(entry->d_name);
        /* LANG.tsv only: what lies beside (a README, LANG-mine.tsv) has other readers. */
        if (!skt_str_ends(name, SKT_LIT(".tsv")) || memchr(name.ptr, '-', name.len) != NULL) {
            continue;
        }
        skt_buf path = SKT_BUF_INIT;
        skt_buf_format(&path, "%s/%s", dir, entry->d_name);
        status = path.failed ? SKT_E_NOMEM
                             : load(lexicon, path.ptr, skt_str_sub(name, 0, name.len - 4), diag);
        skt_buf_dispose(&path);
    }
    return status;
}

skt_status skt_lexicon_open(skt_lexicon **out, const char *dir, skt_diag *diag)
{
    *out = NULL;
    DIR *handle = opendir(dir);
    if (handle == NULL) {
        return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, dir, 0,
                            "the folder of lexicons cannot be read: %s", strerror(errno));
    }
    skt_lexicon *lexicon = calloc(1, sizeof *lexicon);
    skt_status status = lexicon == NULL ? SKT_E_NOMEM : read_dir(lexicon, dir, handle, diag);
    (void)closedir(handle);
    if (status == SKT_OK && lexicon->languages == NULL) {
        status = skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, dir, 0, "holds no lexicon (*.tsv)");
    }
    if (status != SKT_OK) {
        skt_lexicon_close(lexicon);
        return status;
    }
    *out = lexicon;
    return SKT_OK;
}

skt_status skt_lexicon_add(skt_lexicon *lexicon, const char *path, skt_diag *diag)
{
    return load(lexicon, path, SKT_STR_NONE, diag);
}

void skt_lexicon_close(skt_lexicon *lexicon)
{
    if (lexicon == NULL) {
        return;
    }
    for (skt_words *words = lexicon->languages; words != NULL; words = words->next) {
        skt_phrases_dispose(&words->phrases);
        skt_time_words_free(words->time);
    }
    skt_arena_dispose(&lexicon->arena);
    free(lexicon);
}

skt_words *skt_lexicon_begin(skt_lexicon *lexicon, skt_str lang)
{
    skt_words *words = skt_arena_alloc(&lexicon->arena, sizeof *words);
    if (words == NULL || skt_arena_str(&words->lang, &lexicon->arena, lang) != SKT_OK ||
        !skt_phrases_begin(&words->phrases, &lexicon->arena) ||
        skt_time_words_new(&words->time) != SKT_OK) {
        return NULL;
    }
    words->next = lexicon->languages;
    lexicon->languages = words;
    return words;
}

skt_words *skt_lexicon_words(const skt_lexicon *lexicon, skt_str lang)
{
    for (skt_words *words = lexicon->languages; words != NULL; words = words->next) {
        if (skt_str_eq(words->lang, lang)) {
            return words;
        }
    }
    return NULL;
}

const skt_words *skt_lexicon_language(const skt_lexicon *lexicon, skt_str lang)
{
    return skt_lexicon_words(lexicon, lang);
}

const skt_time_words *skt_words_of_time(const skt_words *words)
{
    return words->time;
}

size_t skt_words_sought(const skt_words *words, skt_str text, size_t from)
{
    return skt_topic_find(&words->phrases.topic, text, from);
}

skt_status skt_lexis_open(skt_lexis **out, const skt_words *words, const skt_text *text,
                          skt_arena *arena)
{
    return skt_phrases_mark(out, &words->phrases, text, arena);
}
