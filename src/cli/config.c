#include "cli/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "core/diag.h"
#include "core/ini.h"

typedef enum value_kind {
    KIND_TEXT,
    KIND_DAY,
    KIND_PATH, /* relative to the folder of the file */
    KIND_SWITCH
} value_kind;

/* All keys. A key stands for an option of the commands named, or of every command; for
 * the inputs where it names none. */
static const struct key {
    const char *section, *name;
    const char *option;
    const char *commands; /* NULL: every command */
    value_kind kind;
    bool many;
} keys[] = {
    {"gazetteer", "data", "data", NULL, KIND_PATH, false},
    {"gazetteer", "table", "gazetteer", NULL, KIND_PATH, true},
    {"gazetteer", "boundaries", "boundaries", NULL, KIND_TEXT, false},
    {"lexicon", "file", "lexicon", NULL, KIND_PATH, true},
    {"run", "inputs", NULL, "run,ingest", KIND_PATH, true},
    {"run", "quiet", "quiet", "run", KIND_SWITCH, false},
    {"store", "file", "store", "run,ingest,tally,export,explain", KIND_PATH, false},
    {"tally", "by", "by", "run,tally,export", KIND_TEXT, false},
    {"tally", "from", "from", "run,tally,export", KIND_DAY, false},
    {"tally", "to", "to", "run,tally,export", KIND_DAY, false},
    {"tally", "outcome", "outcome", "run,tally,export", KIND_TEXT, false},
    {"tally", "country", "country", "run,tally,export", KIND_TEXT, false},
    {"tally", "attacker", "attacker", "run,tally,export", KIND_TEXT, false},
    {"tally", "fill", "fill", "run,tally,export", KIND_SWITCH, false},
    {"tally", "regions", "regions", "run,tally,export", KIND_PATH, false},
    {"tally", "name", "name", "run,tally,export", KIND_TEXT, false},
    {"output", "dir", "output", "run,export", KIND_PATH, false},
    {"output", "formats", "formats", "run,export", KIND_TEXT, false},
    {"output", "crs", "crs", "run,export", KIND_TEXT, false},
    {"output", "detail", "detail", "run,export", KIND_TEXT, false},
    {"output", "keep", "keep", "run", KIND_TEXT, false},
    {"output", "status", "status", "run", KIND_PATH, false},
};

enum { N_KEYS = sizeof keys / sizeof *keys, MAX_FILE = 16 << 20 };

typedef struct reading {
    skt_cli *cli;
    skt_arguments *args;
    size_t line;
    bool given[N_KEYS]; /* on the command line: the file's value is looked at, no more */
    bool set[N_KEYS];   /* in the file */
    SKT_VEC(const char *) inputs;
    bool unknown; /* the section at hand is none, which was said */
    bool wrong, no_memory;
} reading;

static void complain(reading *r, const char *what)
{
    r->wrong = true;
    (void)skt_diag_add(r->cli->diag, SKT_E_USAGE, SKT_FAILURE, r->cli->config, r->line, "%s", what);
}

/* ------------------------------------------------------------------- values */

/* `path` as seen from where the program runs: "-", an address and what begins with "/" stay. */
static skt_status from_folder(skt_str *out, const reading *r, const char *path)
{
    const char *config = r->cli->config;
    const char *slash = strrchr(config, '/');
    const bool as_is =
        path[0] == '/' || strcmp(path, "-") == 0 || slash == NULL || strstr(path, "://") != NULL;
    return skt_arena_format(out, &r->cli->arena, "%.*s%s", as_is ? 0 : (int)(slash - config) + 1,
                            config, path);
}

static bool check_value(reading *r, const struct key *key, const char *value)
{
    const char *choices = key->option == NULL ? NULL : skt_option_choices(key->option);
    char what[200];
    what[0] = '\0';
    if (value[0] == '\0') {
        (void)snprintf(what, sizeof what, "%s has no value; leave the line out", key->name);
    } else if (key->kind == KIND_SWITCH && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0) {
        (void)snprintf(what, sizeof what, "%s = %.60s: it must be yes or no", key->name, value);
    } else if (key->kind == KIND_DAY &&
               (strlen(value) != 10 || skt_day_parse(skt_str_from(value)) == SKT_NO_DAY)) {
        (void)snprintf(what, sizeof what, "%s = %.60s: a day is written YYYY-MM-DD", key->name,
                       value);
    } else if (choices != NULL && !skt_option_is_choice(choices, value)) {
        (void)snprintf(what, sizeof what, "%s = %.60s: it must be one of %s", key->name, value,
                       choices);
    }
    if (what[0] != '\0') {
        complain(r, what);
    }
    return what[0] == '\0';
}

/* Sets what the key stands for, unless the command line has. */
static void take_value(reading *r, size_t index, const char *value)
{
    const struct key *key = &keys[index];
    skt_str kept;
    const skt_status status = key->kind == KIND_PATH
                                  ? from_folder(&kept, r, value)
                                  : skt_arena_str(&kept, &r->cli->arena, skt_str_from(value));
    if (status != SKT_OK) {
        r->no_memory = true;
    } else if (key->option == NULL) {
        r->no_memory = r->no_memory || !skt_vec_push(&r->inputs, kept.ptr);
    } else if (key->kind != KIND_SWITCH || strcmp(value, "yes") == 0) {
        r->no_memory = r->no_memory || !skt_option_set(r->args, r->cli, key->option,
                                                       key->kind == KIND_SWITCH ? "" : kept.ptr);
    }
}

/* Whether the key means anything to the command. */
static bool is_meant(const reading *r, const struct key *key)
{
    return key->commands == NULL || skt_option_is_choice(key->commands, r->cli->command->name);
}

/* ---------------------------------------------------------------------- keys */

static size_t find_key(const char *section, const char *name)
{
    size_t i = 0;
    while (i < N_KEYS &&
           (strcmp(keys[i].section, section) != 0 || strcmp(keys[i].name, name) != 0)) {
        i++;
    }
    return i;
}

/* Lists the keys of a section; of none, the sections. */
static void list_known(skt_buf *out, const char *section)
{
    const char *last = "";
    for (size_t i = 0; i < N_KEYS; i++) {
        const bool of_section = strcmp(keys[i].section, section) == 0;
        const char *word = section[0] != '\0' ? keys[i].name : keys[i].section;
        if ((section[0] != '\0' && !of_section) || strcmp(word, last) == 0) {
            continue;
        }
        skt_buf_add_text(out, last[0] == '\0' ? "" : ", ");
        skt_buf_add_text(out, word);
        last = word;
    }
    if (section[0] == '\0') {
        skt_buf_add_text(out, ", fetch, source NAME");
    }
}

static void refuse_section(reading *r, const char *section)
{
    skt_buf known = SKT_BUF_INIT;
    skt_buf what = SKT_BUF_INIT;
    list_known(&known, "");
    skt_buf_format(&what, "no such section: [%.60s]; the sections are %s", section, known.ptr);
    complain(r, what.failed ? "no such section" : what.ptr);
    skt_buf_dispose(&known);
    skt_buf_dispose(&what);
}

static void refuse_key(reading *r, const char *section, const char *name)
{
    skt_buf what = SKT_BUF_INIT;
    skt_buf known = SKT_BUF_INIT;
    list_known(&known, section);
    if (section[0] != '\0') {
        skt_buf_format(&what, "[%.60s] has no key \"%.60s\"; it has %s", section, name, known.ptr);
    } else {
        skt_buf_format(&what, "\"%.60s\" stands before any section; the sections are %s", name,
                       known.ptr);
    }
    complain(r, what.failed ? "no such key" : what.ptr);
    skt_buf_dispose(&known);
    skt_buf_dispose(&what);
}

/* A line of one of the sections here. */
static void take_line(reading *r, const char *section, const char *name, const char *value)
{
    const size_t index = find_key(section, name);
    if (index == N_KEYS) {
        refuse_key(r, section, name);
    } else if (r->set[index] && !keys[index].many) {
        char what[80];
        (void)snprintf(what, sizeof what, "%s stands here for the second time", keys[index].name);
        complain(r, what);
    } else if (check_value(r, &keys[index], value) && !r->given[index] &&
               is_meant(r, &keys[index])) {
        take_value(r, index, value);
    }
    if (index < N_KEYS) {
        r->set[index] = true;
    }
}

static bool is_section(const char *name)
{
    size_t i = 0;
    while (i < N_KEYS && strcmp(keys[i].section, name) != 0) {
        i++;
    }
    return i < N_KEYS;
}

/* A line of a section of sources. */
static skt_status take_source_line(reading *r, const skt_ini_line *line)
{
    skt_str value = line->value;
    skt_status status = SKT_OK;
    if (value.len > 0 && skt_sources_is_path(line->section, line->name)) {
        skt_str path;
        status = skt_arena_str(&path, &r->cli->arena, value);
        status = status == SKT_OK ? from_folder(&value, r, path.ptr) : status;
    }
    return status == SKT_OK
               ? skt_sources_set(&r->cli->sources, line->section, line->name, value, line->line)
               : status;
}

/* Hands a line to where it belongs. */
static skt_status take_any(reading *r, const skt_ini_line *line)
{
    skt_str words[3];
    const skt_str found[3] = {line->section, line->name, line->value};
    skt_status status = SKT_OK;
    r->line = line->line;
    if (line->kind == SKT_INI_VALUE && skt_sources_has(line->section)) {
        return take_source_line(r, line);
    }
    for (size_t i = 0; i < 3 && status == SKT_OK; i++) {
        const skt_str text = found[i].len == 0 ? SKT_LIT("") : found[i];
        status = skt_arena_str(&words[i], &r->cli->arena, text);
    }
    if (status != SKT_OK) {
        return status;
    }
    if (line->kind == SKT_INI_WRONG) {
        complain(r, "is neither a [section], nor key = value, nor a comment behind ; or #");
    } else if (line->kind == SKT_INI_SECTION) {
        r->unknown = !skt_sources_has(line->section) && !is_section(words[0].ptr);
        if (r->unknown) {
            refuse_section(r, words[0].ptr);
        }
        status = skt_sources_section(&r->cli->sources, line->section, line->line);
    } else if (!r->unknown) {
        take_line(r, words[0].ptr, words[1].ptr, words[2].ptr);
    }
    return status;
}

/* ---------------------------------------------------------------------- file */

static bool read_bytes(skt_buf *out, reading *r)
{
    enum { CHUNK = 1 << 14 };
    FILE *file = fopen(r->cli->config, "rb");
    if (file == NULL) {
        r->no_memory = errno == ENOMEM;
        complain(r, strerror(errno));
        return false;
    }
    size_t count = 1;
    while (count > 0 && !out->failed && out->len <= MAX_FILE) {
        skt_buf_reserve(out, CHUNK);
        count = out->failed ? 0 : fread(out->ptr + out->len, 1, CHUNK, file);
        out->len += count;
    }
    const int error = ferror(file) != 0 ? errno : 0;
    (void)fclose(file);
    if (error != 0) {
        r->no_memory = error == ENOMEM;
        complain(r, strerror(error));
    } else if (out->len > MAX_FILE) {
        complain(r, "is longer than the 16 MB that a configuration may have");
    }
    r->no_memory = r->no_memory || out->failed;
    return !r->wrong && !out->failed;
}

/* Gives headers their secrets; a command that asks nobody needs none. */
static const char *variable(void *user, const char *name)
{
    (void)user;
    return getenv(name);
}

static void read_file(reading *r)
{
    skt_buf bytes = SKT_BUF_INIT;
    skt_cli *cli = r->cli;
    skt_status status = skt_sources_begin(&cli->sources, cli->config,
                                          cli->command->asks ? variable : NULL, NULL, cli->diag);
    if (status == SKT_OK && read_bytes(&bytes, r)) {
        skt_ini ini = {.rest = skt_buf_str(&bytes)};
        skt_ini_line line;
        for (skt_ini_next(&line, &ini); status == SKT_OK && line.kind != SKT_INI_END;
             skt_ini_next(&line, &ini)) {
            status = take_any(r, &line);
        }
        if (status == SKT_OK) {
            status = skt_sources_end(&cli->sources);
        }
    }
    skt_buf_dispose(&bytes);
    r->wrong = r->wrong || status != SKT_OK;
    if (r->no_memory || status == SKT_E_NOMEM) {
        r->no_memory = true;
        r->line = 0;
        complain(r, skt_status_text(SKT_E_NOMEM));
    }
}

skt_status skt_config_apply(skt_arguments *args, skt_cli *cli)
{
    if (cli->config == NULL) {
        return SKT_OK;
    }
    reading r = {.cli = cli, .args = args};
    for (size_t i = 0; i < N_KEYS; i++) {
        r.given[i] = keys[i].option == NULL ? args->n_operands > 0
                                            : skt_option_is_set(args, cli, keys[i].option);
    }
    read_file(&r);
    if (!r.wrong && r.inputs.count > 0) {
        const char **inputs = skt_arena_array(&cli->arena, r.inputs.count, sizeof *inputs);
        if (inputs == NULL) {
            r.line = 0;
            r.no_memory = true;
            complain(&r, skt_status_text(SKT_E_NOMEM));
        } else {
            memcpy(inputs, r.inputs.items, r.inputs.count * sizeof *inputs);
            args->from_config = true;
            args->operands = inputs;
            args->n_operands = r.inputs.count;
        }
    }
    skt_vec_dispose(&r.inputs);
    return r.no_memory ? SKT_E_NOMEM : r.wrong ? SKT_E_USAGE : SKT_OK;
}
