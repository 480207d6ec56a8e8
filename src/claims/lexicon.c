#include "claims/lexicon.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "claims/phrases.h"
#include "core/diag.h"
#include "core/file.h"

struct skt_words {
    skt_str lang;
    skt_phrases phrases;
    skt_time_words *time;
    struct skt_words *next;
};

struct skt_lexicon {
    skt_arena arena;
    skt_words *languages;
};

/* ------------------------------------------------------------- features */

static const char *const tag_names[SKT_TAGS] = {
    "drone",   "masked",   "verb", "debris",  "damage",  "number",     "quantity",   "bound",
    "of_them", "each",     "same", "anaphor", "ordinal", "aux",        "neg",        "irrealis",
    "say",     "source",   "prep", "here",    "sites",   "correction", "background", "peaceful",
    "hostile", "casualty", "unit", "ground",  "figure",  "grammar",
};

static int index_of(const char *const *names, size_t count, skt_str name)
{
    for (size_t i = 0; i < count; i++) {
        if (skt_str_is(name, names[i])) {
            return (int)i;
        }
    }
    return -1;
}

static int outcome_of(skt_str name)
{
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        if (skt_str_is(name, skt_outcome_name((skt_outcome)i))) {
            return i;
        }
    }
    return -1;
}

static int term_of(skt_str name, const char *(*term)(int), int count)
{
    for (int i = 0; i < count; i++) {
        if (skt_str_is(name, term(i))) {
            return i;
        }
    }
    return -1;
}

static const char *bound_term(int i)
{
    return skt_bound_name((skt_bound)i);
}

static const char *method_term(int i)
{
    return skt_method_name((skt_method)i);
}

static bool number_of(int64_t *out, skt_str text)
{
    int64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > INT64_MAX / 100) {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return text.len > 0;
}

static bool set_outcome(int8_t *out, skt_str value)
{
    const int outcome = outcome_of(value);
    *out = (int8_t)outcome;
    return outcome >= 0;
}

static bool set_term(uint8_t *out, int term)
{
    *out = (uint8_t)term;
    return term >= 0;
}

static bool set_feature(skt_entry *entry, skt_str key, skt_str value)
{
    static const char *const forms[] = {"any", "base", "s", "past", "part", "ing", "noun"};
    if (skt_str_is(key, "agent")) {
        return set_outcome(&entry->agent, value);
    }
    if (skt_str_is(key, "patient")) {
        return set_outcome(&entry->patient, value);
    }
    if (skt_str_is(key, "with")) {
        return set_outcome(&entry->with, value);
    }
    if (skt_str_is(key, "neg")) {
        return set_outcome(&entry->neg, value);
    }
    if (skt_str_is(key, "form")) {
        /* The forms of a verb of saying or a source are no concern of ours. */
        (void)set_term(&entry->form, index_of(forms, 7, value));
        return true;
    }
    if (skt_str_is(key, "method")) {
        return set_term(&entry->method, term_of(value, method_term, SKT_METHOD_MIXED + 1));
    }
    if (skt_str_is(key, "bound")) {
        return set_term(&entry->bound, term_of(value, bound_term, SKT_VAGUE + 1));
    }
    if (skt_str_is(key, "num")) {
        entry->singular = !skt_str_is(value, "pl");
        entry->plural = !skt_str_is(value, "sg");
        return true;
    }
    if (skt_str_is(key, "value")) {
        return number_of(&entry->value, value);
    }
    if (skt_str_is(key, "low")) {
        return number_of(&entry->low, value);
    }
    if (skt_str_is(key, "type")) {
        entry->type = skt_str_is(value, "yes");
        return true;
    }
    if (skt_str_is(key, "mult")) {
        entry->multiplier = skt_str_is(value, "yes");
        return true;
    }
    if (skt_str_is(key, "at")) {
        entry->after = skt_str_is(value, "after");
        return true;
    }
    if (skt_str_is(key, "place")) {
        entry->place_object = skt_str_is(value, "object");
        return true;
    }
    if (skt_str_is(key, "kind") || skt_str_is(key, "role") || skt_str_is(key, "level") ||
        skt_str_is(key, "period")) {
        entry->kind = value;
        return true;
    }
    return false;
}

/* -------------------------------------------------------------- reading */

typedef struct reader {
    skt_lexicon *lexicon;
    skt_words *words;
    const char *path;
    size_t line;
    skt_diag *diag;
    skt_buf fold;
} reader;

static skt_status refuse(reader *r, const char *what, skt_str where)
{
    return skt_diag_add(r->diag, SKT_E_DATA, SKT_FAILURE, r->path, r->line, "%s: \"%.*s\"", what,
                        SKT_FMT(where));
}

typedef struct phrase {
    skt_str words[SKT_PHRASE_WORDS]; /* folded, in reader.fold */
    size_t n_words;
} phrase;

static skt_status split_phrase(reader *r, phrase *out, skt_str text)
{
    size_t ends[SKT_PHRASE_WORDS];
    skt_str rest = skt_str_trim(text);
    skt_str word;
    skt_buf_clear(&r->fold);
    while (skt_str_split(&word, &rest, ' ')) {
        if (word.len == 0) {
            continue;
        }
        if (out->n_words == SKT_PHRASE_WORDS) {
            return refuse(r, "a phrase of more than 12 words", text);
        }
        skt_fold(&r->fold, word);
        ends[out->n_words++] = r->fold.len;
    }
    if (r->fold.failed) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < out->n_words; i++) {
        const size_t from = i == 0 ? 0 : ends[i - 1];
        out->words[i] = skt_str_sub(skt_buf_str(&r->fold), from, ends[i] - from);
    }
    if (out->n_words == 0 || skt_str_is(out->words[0], "*")) {
        return refuse(r, "a phrase must begin with a word", text);
    }
    return SKT_OK;
}

/* Notes what a single word does in a sentence. */
static skt_status add_grammar(reader *r, const phrase *made, skt_str kind)
{
    static const char *const names[] = {
        "and",        "but",       "that",   "which",    "where",    "when", "as",    "clause",
        "indefinite", "definite",  "of",     "out",      "with",     "by",   "in",    "pronoun",
        "joint",      "qualifier", "adverb", "numbered", "function", "have", "cause", "weapon"};
    const int bit = index_of(names, sizeof names / sizeof names[0], kind);
    if (bit < 0 || made->n_words != 1) {
        return refuse(r, "grammar takes single words and a kind of the list", kind);
    }
    return skt_phrases_add_grammar(&r->words->phrases, made->words[0], UINT32_C(1) << bit)
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status add_phrase(reader *r, const phrase *made, const skt_entry *entry)
{
    return skt_phrases_add(&r->words->phrases, made->words, made->n_words, entry) ? SKT_OK
                                                                                  : SKT_E_NOMEM;
}

static skt_status read_features(reader *r, skt_entry *entry, skt_str features)
{
    skt_str feature;
    while (skt_str_split(&feature, &features, ' ')) {
        if (feature.len == 0) {
            continue;
        }
        skt_str value = feature;
        skt_str key;
        (void)skt_str_split(&key, &value, '=');
        skt_str kept;
        if (value.ptr == NULL) {
            return refuse(r, "a feature without a value", feature);
        }
        if (skt_arena_str(&kept, &r->lexicon->arena, value) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        if (!set_feature(entry, key, kept)) {
            return refuse(r, "an unknown feature or value", feature);
        }
    }
    return SKT_OK;
}

static skt_status read_line(reader *r, skt_str line)
{
    skt_str rest = line;
    skt_str tag = SKT_STR_NONE;
    skt_str phrases = SKT_STR_NONE;
    skt_str features = SKT_STR_NONE;
    (void)skt_str_split(&tag, &rest, '\t');
    (void)skt_str_split(&phrases, &rest, '\t');
    (void)skt_str_split(&features, &rest, '\t');
    if (skt_str_is(tag, "tag")) {
        return SKT_OK; /* the header */
    }
    const int which = index_of(tag_names, SKT_TAGS, tag);
    if (which < 0) {
        return refuse(r, "an unknown tag", tag);
    }
    skt_entry *entry = skt_arena_alloc(&r->lexicon->arena, sizeof *entry);
    if (entry == NULL) {
        return SKT_E_NOMEM;
    }
    *entry = (skt_entry){.tag = (skt_tag)which,
                         .agent = SKT_NO_OUTCOME,
                         .patient = SKT_NO_OUTCOME,
                         .with = SKT_NO_OUTCOME,
                         .neg = SKT_NO_OUTCOME,
                         .singular = true,
                         .plural = true,
                         .value = SKT_NULL,
                         .low = SKT_NULL};
    skt_status status = read_features(r, entry, features.ptr == NULL ? SKT_LIT("") : features);
    skt_str text;
    while (status == SKT_OK && skt_str_split(&text, &phrases, '|')) {
        phrase made = {.n_words = 0};
        status = split_phrase(r, &made, text);
        if (status == SKT_OK) {
            status = which == SKT_TAG_GRAMMAR ? add_grammar(r, &made, entry->kind)
                                              : add_phrase(r, &made, entry);
        }
    }
    return status;
}

static skt_status read_file(skt_lexicon *lexicon, const char *path, skt_str lang, skt_diag *diag)
{
    skt_mapping file;
    skt_status status = skt_file_map(&file, path, diag);
    if (status != SKT_OK) {
        return status;
    }
    skt_words *words = skt_arena_alloc(&lexicon->arena, sizeof *words);
    if (words == NULL || skt_arena_str(&words->lang, &lexicon->arena, lang) != SKT_OK) {
        skt_file_unmap(&file);
        return SKT_E_NOMEM;
    }
    words->next = lexicon->languages;
    lexicon->languages = words;
    if (!skt_phrases_begin(&words->phrases, &lexicon->arena) ||
        skt_time_words_new(&words->time, words->lang) != SKT_OK) {
        skt_file_unmap(&file);
        return SKT_E_NOMEM;
    }
    reader r = {lexicon, words, path, 0, diag, SKT_BUF_INIT};
    skt_str rest = {(const char *)file.ptr, file.len};
    skt_str line;
    while (status == SKT_OK && skt_str_split(&line, &rest, '\n')) {
        r.line++;
        if (skt_str_trim(line).len > 0 && line.ptr[0] != '#') {
            status = read_line(&r, line);
        }
    }
    skt_buf_dispose(&r.fold);
    skt_file_unmap(&file);
    return status;
}

static skt_status read_dir(skt_lexicon *lexicon, const char *dir, DIR *handle, skt_diag *diag)
{
    skt_status status = SKT_OK;
    const struct dirent *entry;
    while (status == SKT_OK && (entry = readdir(handle)) != NULL) {
        const skt_str name = skt_str_from(entry->d_name);
        /* LANG.tsv only: what lies beside (LANG-time.tsv, README) has other readers. */
        if (!skt_str_ends(name, SKT_LIT(".tsv")) || memchr(name.ptr, '-', name.len) != NULL) {
            continue;
        }
        skt_buf path = SKT_BUF_INIT;
        skt_buf_format(&path, "%s/%s", dir, entry->d_name);
        status = path.failed
                     ? SKT_E_NOMEM
                     : read_file(lexicon, path.ptr, skt_str_sub(name, 0, name.len - 4), diag);
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

const skt_words *skt_lexicon_language(const skt_lexicon *lexicon, skt_str lang)
{
    for (const skt_words *words = lexicon->languages; words != NULL; words = words->next) {
        if (skt_str_eq(words->lang, lang)) {
            return words;
        }
    }
    return NULL;
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
