#include "claims/lexicon_table.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "core/data_path.h"
#include "core/diag.h"
#include "core/file.h"

#define LANGUAGES "languages.tsv"

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

/* Reads a file into `words`, or as one of the user's; a line that cannot be read is a failure. */
static skt_status load(skt_lexicon *lexicon, const char *path, skt_words *words, skt_diag *diag)
{
    skt_lexicon_file file;
    complaint c = {diag, path, 0, words == NULL};
    const skt_status status = skt_lexicon_read(&file, lexicon, path, words, complain, &c, diag);
    return status == SKT_OK && file.errors > 0 ? SKT_E_DATA : status;
}

/* A language of the lexicon, of which nothing is read yet; NULL when memory is out. */
static skt_words *name_language(skt_lexicon *lexicon, skt_str lang)
{
    skt_words *words = skt_arena_alloc(&lexicon->arena, sizeof *words);
    if (words == NULL || skt_arena_str(&words->lang, &lexicon->arena, lang) != SKT_OK) {
        return NULL;
    }
    words->lexicon = lexicon;
    words->next = lexicon->languages;
    lexicon->languages = words;
    return words;
}

static skt_status refuse_folder(const char *dir, int why, skt_diag *diag)
{
    return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, dir, 0,
                        "the folder of lexicons cannot be read: %s", strerror(why));
}

static skt_status name_languages(skt_lexicon *lexicon, const char *dir, DIR *handle, skt_diag *diag)
{
    const struct dirent *entry;
    int why = 0;
    while ((entry = skt_file_next(handle, &why)) != NULL) {
        const skt_str name = skt_str_from(entry->d_name);
        skt_str path;
        /* LANG.tsv only: what lies beside (README, LANG-mine.tsv) is not for all. */
        if (!skt_str_ends(name, SKT_LIT(".tsv")) || skt_str_is(name, LANGUAGES) ||
            memchr(name.ptr, '-', name.len) != NULL) {
            continue;
        }
        skt_words *words = name_language(lexicon, skt_str_sub(name, 0, name.len - 4));
        if (words == NULL ||
            skt_arena_format(&path, &lexicon->arena, "%s/%s", dir, entry->d_name) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        words->path = path.ptr;
    }
    return why == 0 ? SKT_OK : refuse_folder(dir, why, diag);
}

/* What languages are told by. */
static skt_status read_languages(skt_lexicon *lexicon, const char *dir, skt_diag *diag)
{
    skt_buf path = SKT_BUF_INIT;
    skt_buf_format(&path, "%s/" LANGUAGES, dir);
    const skt_status status =
        path.failed ? SKT_E_NOMEM : skt_languages_open(&lexicon->telling, path.ptr, diag);
    skt_buf_dispose(&path);
    return status;
}

static skt_status open_folder(skt_lexicon **out, const char *dir, skt_diag *diag)
{
    DIR *handle = opendir(dir);
    if (handle == NULL) {
        return refuse_folder(dir, errno, diag);
    }
    skt_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (lexicon != NULL && pthread_mutex_init(&lexicon->reading, NULL) != 0) {
        free(lexicon);
        lexicon = NULL;
    }
    skt_status status = lexicon == NULL ? SKT_E_NOMEM : name_languages(lexicon, dir, handle, diag);
    if (status == SKT_OK) {
        status = read_languages(lexicon, dir, diag);
    }
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

skt_status skt_lexicon_open(skt_lexicon **out, const char *dir, skt_diag *diag)
{
    skt_buf ours = SKT_BUF_INIT;
    *out = NULL;
    skt_status status = dir == NULL ? skt_data_path(&ours, "lexicon") : SKT_OK;
    status = status == SKT_OK ? open_folder(out, dir == NULL ? ours.ptr : dir, diag) : status;
    skt_buf_dispose(&ours);
    return status;
}

skt_status skt_lexicon_add(skt_lexicon *lexicon, const char *path, skt_diag *diag)
{
    return load(lexicon, path, NULL, diag);
}

static void empty_words(skt_words *words)
{
    skt_phrases_dispose(&words->phrases);
    skt_time_words_free(words->time);
    words->time = NULL;
    words->paradigms = NULL;
    skt_vec_dispose(&words->prefixes);
    skt_vec_dispose(&words->affixes);
    words->affixes = (skt_affix_vec){0};
}

void skt_lexicon_close(skt_lexicon *lexicon)
{
    if (lexicon == NULL) {
        return;
    }
    for (skt_words *words = lexicon->languages; words != NULL; words = words->next) {
        empty_words(words);
    }
    skt_languages_close(lexicon->telling);
    skt_arena_dispose(&lexicon->arena);
    (void)pthread_mutex_destroy(&lexicon->reading);
    free(lexicon);
}

static size_t cut_word(const void *user, const skt_word *word)
{
    const skt_words *words = user;
    return skt_affix_cut(&words->affixes, &words->phrases, word);
}

static bool begin_words(skt_words *words)
{
    words->cutter = (skt_word_cutter){cut_word, words};
    return skt_phrases_begin(&words->phrases, &words->lexicon->arena) &&
           skt_time_words_new(&words->time) == SKT_OK;
}

skt_words *skt_lexicon_begin(skt_lexicon *lexicon, skt_str lang)
{
    skt_words *words = name_language(lexicon, lang);
    if (words == NULL || !begin_words(words)) {
        return NULL;
    }
    atomic_store(&words->is_read, true);
    return words;
}

/* Reads the file of the folder, while no other is read. What failed is read again, and told
 * again, for the next who needs it. */
static skt_status read_words(skt_words *words, skt_diag *diag)
{
    skt_status status = begin_words(words) ? SKT_OK : SKT_E_NOMEM;
    if (status == SKT_OK) {
        status = load(words->lexicon, words->path, words, diag);
    }
    if (status != SKT_OK) {
        empty_words(words);
    }
    return status;
}

skt_status skt_lexicon_words(skt_words **out, const skt_lexicon *lexicon, skt_str lang,
                             skt_diag *diag)
{
    skt_status status = SKT_OK;
    skt_words *words = lexicon->languages;
    while (words != NULL && !skt_str_eq(words->lang, lang)) {
        words = words->next;
    }
    if (words != NULL && !atomic_load_explicit(&words->is_read, memory_order_acquire)) {
        (void)pthread_mutex_lock(&words->lexicon->reading);
        if (!atomic_load_explicit(&words->is_read, memory_order_relaxed)) {
            status = read_words(words, diag);
            atomic_store_explicit(&words->is_read, status == SKT_OK, memory_order_release);
        }
        (void)pthread_mutex_unlock(&words->lexicon->reading);
    }
    *out = status == SKT_OK ? words : NULL;
    return status;
}

skt_status skt_lexicon_language(const skt_words **out, const skt_lexicon *lexicon, skt_str lang,
                                skt_diag *diag)
{
    skt_words *words;
    const skt_status status = skt_lexicon_words(&words, lexicon, lang, diag);
    *out = words;
    return status;
}

const skt_languages *skt_lexicon_languages(const skt_lexicon *lexicon)
{
    return lexicon->telling;
}

skt_str skt_words_language(const skt_words *words)
{
    return words->lang;
}

const skt_time_words *skt_words_of_time(const skt_words *words)
{
    return words->time;
}

const skt_word_cutter *skt_words_cutter(const skt_words *words)
{
    return words->affixes.count > 0 ? &words->cutter : NULL;
}

const skt_topic *skt_words_topic(const skt_words *words)
{
    return &words->phrases.topic;
}

size_t skt_words_sought(const skt_words *words, skt_str text, size_t from)
{
    return skt_topic_find(&words->phrases.topic, text, from);
}

skt_status skt_lexicon_seeks(bool *out, const skt_lexicon *lexicon, skt_str text, skt_diag *diag)
{
    skt_status status = SKT_OK;
    *out = false;
    for (const skt_words *next = lexicon->languages; next != NULL && !*out && status == SKT_OK;
         next = next->next) {
        skt_words *words;
        status = skt_lexicon_words(&words, lexicon, next->lang, diag);
        *out = status == SKT_OK && skt_words_sought(words, text, 0) != SIZE_MAX;
    }
    return status;
}

skt_status skt_lexis_open(skt_lexis **out, const skt_words *words, const skt_text *text,
                          skt_arena *arena)
{
    return skt_phrases_mark(out, &words->phrases, text, arena);
}
