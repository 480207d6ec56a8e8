/* Reading a file of a lexicon (gazetteer/lexicon/README.md): of the data folder, or the
 * user's, which is laid over what is there. */

#include "claims/lexicon_rules.h"
#include "core/file.h"

/* ---------------------------------------------------------------- language */

static bool is_language(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 'a' || text.ptr[i] > 'z') {
            return false;
        }
    }
    return text.len == 2 || text.len == 3;
}

/* What a file's name begins with: "en" of "my/en-night.tsv". */
static skt_str name_begin(skt_str path)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') {
        from--;
    }
    size_t end = from;
    while (end < path.len && path.ptr[end] != '-' && path.ptr[end] != '_' && path.ptr[end] != '.') {
        end++;
    }
    return skt_str_sub(path, from, end - from);
}

static void no_language(skt_reading *r)
{
    skt_reading_find(
        r, SKT_FINDING_ERROR,
        "of which language are these words? Begin the file with a line \"lang\", a tab and a "
        "code such as en, or name it en-mine.tsv");
    r->stopped = true;
}

/* "lang<TAB>en" */
static skt_status take_language(skt_reading *r, skt_str lang)
{
    if (r->words != NULL) {
        skt_reading_find(r, SKT_FINDING_ERROR,
                         "\"lang\" must stand once and before all phrases: move it up");
        return SKT_OK;
    }
    if (!is_language(lang)) {
        skt_reading_find(r, SKT_FINDING_ERROR,
                         "\"%.*s\" is no language: write two or three small letters (en)",
                         SKT_FMT(lang));
        r->stopped = true;
        return SKT_OK;
    }
    const skt_status status = skt_lexicon_words(&r->words, r->lexicon, lang, r->diag);
    if (status != SKT_OK) {
        return status;
    }
    if (r->words == NULL) {
        skt_reading_find(
            r, SKT_FINDING_WARNING,
            "there is no lexicon for \"%.*s\" so far: it will have this file's words alone",
            SKT_FMT(lang));
        r->words = skt_lexicon_begin(r->lexicon, lang);
    }
    return r->words == NULL ? SKT_E_NOMEM : SKT_OK;
}

/* The language by the file's name, where no line has told it. */
static skt_status assume_language(skt_reading *r)
{
    skt_status status = SKT_OK;
    if (r->words == NULL) {
        status = skt_lexicon_words(&r->words, r->lexicon, name_begin(r->path), r->diag);
    }
    if (status == SKT_OK && r->words == NULL) {
        no_language(r);
    }
    return status;
}

/* ------------------------------------------------------------------- lines */

static void bad_feature(skt_reading *r, skt_tag tag, skt_str key, skt_str value, bool known)
{
    skt_buf choices = SKT_BUF_INIT;
    skt_feature_choices(&choices, tag, key);
    if (known) {
        skt_reading_find(r, SKT_FINDING_ERROR, "%.*s=%.*s: it must be one of %.*s", SKT_FMT(key),
                         SKT_FMT(value), SKT_FMT(skt_buf_str(&choices)));
    } else {
        skt_reading_find(r, SKT_FINDING_ERROR, "%s has no feature \"%.*s\"; it has %.*s",
                         skt_tag_name(tag), SKT_FMT(key), SKT_FMT(skt_buf_str(&choices)));
    }
    skt_buf_dispose(&choices);
}

static skt_status read_features(skt_reading *r, skt_entry *entry, skt_str features, bool *good)
{
    skt_str key;
    skt_str value;
    while (skt_reading_next_feature(r, &key, &value, &features, good)) {
        skt_str kept;
        if (skt_arena_str(&kept, &r->lexicon->arena, value) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        const skt_feature_result result = skt_entry_set(entry, key, kept);
        *good = result == SKT_FEATURE_SET;
        if (!*good) {
            bad_feature(r, entry->tag, key, value, result == SKT_FEATURE_VALUE);
        }
    }
    return SKT_OK;
}

/* Whether the entry says enough to be of use. */
static bool is_whole(skt_reading *r, const skt_entry *entry)
{
    const char *lacks = NULL;
    if ((entry->tag == SKT_TAG_NUMBER || entry->tag == SKT_TAG_ORDINAL) &&
        entry->value == SKT_NULL) {
        lacks = "value=";
    } else if ((entry->tag == SKT_TAG_GRAMMAR || entry->tag == SKT_TAG_ANAPHOR) &&
               entry->kind.ptr == NULL) {
        lacks = "kind=";
    } else if (entry->tag == SKT_TAG_PREP && entry->kind.ptr == NULL) {
        lacks = "role=";
    }
    if (lacks != NULL) {
        skt_reading_find(r, SKT_FINDING_ERROR, "%s says nothing without %s",
                         skt_tag_name(entry->tag), lacks);
    }
    return lacks == NULL;
}

/* Calls `take` with each form of each of the phrases. */
static skt_status each_form(skt_reading *r, skt_str phrases, skt_form_fn *take, void *user)
{
    skt_buf wrong = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    skt_str one;
    while (status == SKT_OK && skt_str_split(&one, &phrases, '|')) {
        if (!skt_forms_many(one)) {
            status = take(user, one, NULL);
            continue;
        }
        skt_buf_clear(&wrong);
        status = skt_forms_each(r->words->paradigms, one, &wrong, take, user);
        if (wrong.len > 0) {
            skt_reading_find(r, SKT_FINDING_ERROR, "%.*s", SKT_FMT(skt_buf_str(&wrong)));
        }
    }
    skt_buf_dispose(&wrong);
    return status;
}

/* A line of phrases with a tag. */
typedef struct entry_line {
    skt_reading *r;
    skt_str features;
    skt_entry *entry;          /* what the line says */
    const skt_entry *of;       /* and what the group of `cell` says besides */
    const skt_form_cell *cell; /* NULL: of forms of which no more is said */
} entry_line;

/* Whether the line gives feature `key` itself. */
static bool line_says(const entry_line *line, skt_str key)
{
    skt_str features = line->features;
    skt_str feature;
    while (skt_str_split(&feature, &features, ' ')) {
        if (feature.len > key.len && skt_str_starts(feature, key) && feature.ptr[key.len] == '=') {
            return true;
        }
    }
    return false;
}

/* Makes line->of say what the group of `cell` says. */
static skt_status say_cell(entry_line *line, const skt_form_cell *cell)
{
    const bool says = cell != NULL && cell->key.len > 0 && !line_says(line, cell->key);
    if (!says || (line->cell != NULL && skt_str_eq(line->cell->key, cell->key) &&
                  skt_str_eq(line->cell->value, cell->value))) {
        line->of = says ? line->of : line->entry;
        line->cell = says ? line->cell : NULL;
        return SKT_OK;
    }
    skt_entry *made = skt_arena_alloc(&line->r->lexicon->arena, sizeof *made);
    if (made == NULL) {
        return SKT_E_NOMEM;
    }
    *made = *line->entry;
    if (skt_entry_set(made, cell->key, cell->value) == SKT_FEATURE_VALUE) {
        bad_feature(line->r, made->tag, cell->key, cell->value, true);
    }
    line->of = made;
    line->cell = cell;
    return SKT_OK;
}

/* Whether this line has given the phrase already: as another of its forms. */
static bool is_given(const entry_line *line, const skt_reading_phrase *made)
{
    size_t n;
    const skt_reading *r = line->r;
    const skt_entry *const *known =
        skt_phrases_find(&n, &r->words->phrases, made->words, made->n_words);
    for (size_t i = 0; i < n; i++) {
        if (known[i]->tag == line->entry->tag && known[i]->line == line->entry->line &&
            known[i]->layer == r->layer && known[i]->path.ptr == r->path.ptr) {
            return true;
        }
    }
    return false;
}

static skt_status take_form(void *user, skt_str form, const skt_form_cell *cell)
{
    entry_line *line = user;
    skt_reading_phrase made = {.text = form};
    skt_status status = say_cell(line, cell);
    if (status != SKT_OK || !skt_reading_split(line->r, &made)) {
        return status;
    }
    if (line->r->fold.failed) {
        return SKT_E_NOMEM;
    }
    return cell != NULL && is_given(line, &made) ? SKT_OK
                                                 : skt_reading_add(line->r, &made, line->of);
}

static skt_status read_entry(skt_reading *r, int tag, skt_str phrases, skt_str features)
{
    bool good = true;
    skt_entry *entry = skt_arena_alloc(&r->lexicon->arena, sizeof *entry);
    if (entry == NULL) {
        return SKT_E_NOMEM;
    }
    *entry = skt_entry_new((skt_tag)tag);
    entry->path = r->path;
    entry->line = (uint32_t)r->line;
    entry->layer = r->layer;
    skt_status status = read_features(r, entry, features, &good);
    good = good && is_whole(r, entry);
    entry_line line = {r, features, entry, entry, NULL};
    return status == SKT_OK && good ? each_form(r, phrases, take_form, &line) : status;
}

typedef struct time_line {
    skt_reading *r;
    skt_term_row row;
} time_line;

static skt_status take_time(void *user, skt_str form, const skt_form_cell *cell)
{
    time_line *line = user;
    skt_reading_phrase made = {.text = form};
    if (!skt_reading_split(line->r, &made)) {
        return SKT_OK;
    }
    return line->r->fold.failed ? SKT_E_NOMEM
                                : skt_reading_add_time(line->r, &made, &line->row, cell != NULL);
}

/* "time<TAB>phrases<TAB>kind=month value=5" */
static skt_status read_time(skt_reading *r, skt_str phrases, skt_str features)
{
    time_line line = {.r = r};
    skt_buf wrong = SKT_BUF_INIT;
    const bool good = skt_term_row_read(&line.row, r->words->time, features, &wrong);
    if (!good) {
        skt_reading_find(r, SKT_FINDING_ERROR, "%.*s", SKT_FMT(skt_buf_str(&wrong)));
    }
    const skt_status status = wrong.failed ? SKT_E_NOMEM
                              : good       ? each_form(r, phrases, take_time, &line)
                                           : SKT_OK;
    skt_buf_dispose(&wrong);
    return status;
}

typedef struct removal {
    skt_reading *r;
    uint32_t tags;
    bool time;
} removal;

static skt_status remove_form(void *user, skt_str form, const skt_form_cell *cell)
{
    (void)cell;
    const removal *line = user;
    skt_reading_phrase made = {.text = form};
    if (skt_reading_split(line->r, &made)) {
        skt_reading_remove(line->r, &made, line->tags, line->time);
    }
    return line->r->fold.failed ? SKT_E_NOMEM : SKT_OK;
}

/* "remove<TAB>phrases<TAB>tag=verb": without tags, whatever the phrases are. */
static skt_status read_removal(skt_reading *r, skt_str phrases, skt_str features)
{
    uint32_t tags = 0;
    bool time = false;
    bool good = true;
    skt_str key;
    skt_str value;
    while (skt_reading_next_feature(r, &key, &value, &features, &good)) {
        if (skt_str_is(key, "tag") && skt_str_is(value, "time")) {
            time = true;
            continue;
        }
        const int tag = skt_str_is(key, "tag") ? skt_tag_named(value) : -1;
        if (tag < 0) {
            skt_reading_find(r, SKT_FINDING_ERROR,
                             "%.*s=%.*s: remove takes tag= and the name of a tag", SKT_FMT(key),
                             SKT_FMT(value));
            return SKT_OK;
        }
        tags |= UINT32_C(1) << tag;
    }
    if (!good) {
        return SKT_OK;
    }
    const bool all = tags == 0 && !time;
    removal line = {r, all ? UINT32_MAX : tags, all || time};
    return each_form(r, phrases, remove_form, &line);
}

static void unknown_tag(skt_reading *r, skt_str tag, bool columns)
{
    if (!columns) {
        skt_reading_find(r, SKT_FINDING_ERROR,
                         "no tab on the line: tag, phrases and features are parted by tabs");
        return;
    }
    skt_buf known = SKT_BUF_INIT;
    for (int i = 0; i < SKT_TAGS; i++) {
        skt_buf_format(&known, "%s, ", skt_tag_name((skt_tag)i));
    }
    const skt_str shown = skt_str_cut(tag, 40);
    skt_reading_find(
        r, SKT_FINDING_ERROR,
        "no such tag: \"%.*s\"; there are %.*stime, affix, paradigm, prefix, ending, order, "
        "tells, remove and lang",
        SKT_FMT(shown), SKT_FMT(skt_buf_str(&known)));
    skt_buf_dispose(&known);
}

typedef skt_status read_fn(skt_reading *r, skt_str phrases, skt_str features);

/* What reads lines that say something else than a word's tag, or NULL. */
static read_fn *reader_of(skt_str tag)
{
    static const struct {
        const char *tag;
        read_fn *read;
    } readers[] = {
        {"remove", read_removal},
        {"paradigm", skt_reading_paradigm},
        {"time", read_time},
        {"affix", skt_reading_affix},
        {"prefix", skt_reading_prefix},
        {"ending", skt_reading_ending},
        {"order", skt_reading_order},
        {"tells", skt_reading_signs},
    };
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (skt_str_is(tag, readers[i].tag)) {
            return readers[i].read;
        }
    }
    return NULL;
}

static skt_status read_line(skt_reading *r, skt_str line)
{
    skt_str rest = line;
    skt_str tag = SKT_STR_NONE;
    skt_str phrases = SKT_STR_NONE;
    skt_str features = SKT_LIT("");
    (void)skt_str_split(&tag, &rest, '\t');
    (void)skt_str_split(&phrases, &rest, '\t');
    (void)skt_str_split(&features, &rest, '\t');
    if (skt_str_is(tag, "tag")) {
        return SKT_OK; /* the header */
    }
    if (rest.ptr != NULL && skt_str_trim(rest).len > 0) {
        skt_reading_find(r, SKT_FINDING_ERROR,
                         "more than three columns: features are parted by spaces");
        return SKT_OK;
    }
    if (skt_str_is(tag, "lang")) {
        return take_language(r, skt_str_trim(phrases));
    }
    read_fn *const read = reader_of(tag);
    const int which = skt_tag_named(tag);
    if ((which < 0 && read == NULL) || phrases.ptr == NULL) {
        unknown_tag(r, tag, phrases.ptr != NULL);
        return SKT_OK;
    }
    const skt_status status = assume_language(r);
    if (status != SKT_OK || r->stopped) {
        return status;
    }
    return read != NULL ? read(r, phrases, features) : read_entry(r, which, phrases, features);
}

static skt_status read_lines(skt_reading *r, skt_str rest)
{
    skt_status status = SKT_OK;
    skt_str line;
    if (rest.len >= 3 && memcmp(rest.ptr, "\xEF\xBB\xBF", 3) == 0) {
        rest = skt_str_sub(rest, 3, rest.len - 3);
    }
    while (status == SKT_OK && !r->stopped && skt_str_split(&line, &rest, '\n')) {
        r->line++;
        if (line.len > 0 && line.ptr[line.len - 1] == '\r') {
            line.len--;
        }
        if (skt_str_trim(line).len > 0 && line.ptr[0] != '#') {
            status = read_line(r, line);
        }
    }
    return status;
}

skt_status skt_lexicon_read(skt_lexicon_file *out, skt_lexicon *lexicon, const char *path,
                            skt_words *words, skt_finding_fn *found, void *user, skt_diag *diag)
{
    *out = (skt_lexicon_file){0};
    skt_mapping file;
    skt_status status = skt_file_map(&file, path, diag);
    if (status != SKT_OK) {
        return status;
    }
    skt_reading r = {.file = out,
                     .lexicon = lexicon,
                     .words = words,
                     .layer = words == NULL ? ++lexicon->layers : 0,
                     .diag = diag,
                     .found = found,
                     .user = user};
    status = skt_arena_str(&r.path, &lexicon->arena, skt_str_from(path));
    if (status == SKT_OK && file.len > 0) {
        status = read_lines(&r, (skt_str){(const char *)file.ptr, file.len});
    }
    if (status == SKT_OK && r.words != NULL) {
        status = skt_time_words_ready(r.words->time);
    }
    out->lang = r.words == NULL ? SKT_STR_NONE : r.words->lang;
    skt_buf_dispose(&r.fold);
    skt_buf_dispose(&r.joined);
    skt_file_unmap(&file);
    return status;
}
