#include "cli/config.h"

#include <errno.h>
#include <ini.h>
#include <string.h>

#include "cli/options.h"
#include "core/diag.h"

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
};

enum { N_KEYS = sizeof keys / sizeof *keys, MAX_LINE = INI_MAX_LINE };

typedef struct reading {
    skt_cli *cli;
    skt_arguments *args;
    FILE *file;
    size_t line;
    bool given[N_KEYS]; /* on the command line: the file's value is looked at, no more */
    bool set[N_KEYS];   /* in the file */
    SKT_VEC(const char *) inputs;
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
}

static void refuse_key(reading *r, const char *section, const char *name)
{
    skt_buf what = SKT_BUF_INIT;
    skt_buf known = SKT_BUF_INIT;
    list_known(&known, section);
    if (known.len > 0 && section[0] != '\0') {
        skt_buf_format(&what, "[%.60s] has no key \"%.60s\"; it has %s", section, name, known.ptr);
    } else {
        skt_buf_clear(&known);
        list_known(&known, "");
        skt_buf_format(&what, "%s%.60s%s; the sections are %s",
                       section[0] != '\0' ? "no such section: [" : "\"",
                       section[0] != '\0' ? section : name,
                       section[0] != '\0' ? "]" : "\" stands before any section", known.ptr);
    }
    complain(r, what.failed ? "no such key" : what.ptr);
    skt_buf_dispose(&known);
    skt_buf_dispose(&what);
}

static int take_line(void *user, const char *section, const char *name, const char *value)
{
    reading *r = user;
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
    return 1;
}

/* ---------------------------------------------------------------------- file */

/* One line for inih, counted; a longer one than it holds is refused whole. */
static char *read_line(char *line, int size, void *stream)
{
    reading *r = stream;
    char *got = fgets(line, size, r->file);
    if (got == NULL) {
        return NULL;
    }
    r->line++;
    const size_t length = strlen(line);
    if (length > 0 && line[length - 1] != '\n' && feof(r->file) == 0) {
        char what[80];
        (void)snprintf(what, sizeof what, "is a line of more than %d bytes: shorten it", size - 1);
        complain(r, what);
        for (int c = getc(r->file); c != EOF && c != '\n';) {
            c = getc(r->file);
        }
        line[0] = '\0';
    }
    return got;
}

static bool read_file(reading *r)
{
    r->file = fopen(r->cli->config, "rb");
    if (r->file == NULL) {
        complain(r, strerror(errno));
        return false;
    }
    const int line = ini_parse_stream(read_line, r, take_line, r);
    if (ferror(r->file) != 0) {
        complain(r, strerror(errno));
    } else if (line > 0) {
        r->line = (size_t)line;
        complain(r, "is neither a [section], nor key = value, nor a comment behind ; or #");
    }
    (void)fclose(r->file);
    if (line == -2 || r->no_memory) {
        r->line = 0;
        complain(r, skt_status_text(SKT_E_NOMEM));
    }
    return !r->wrong;
}

bool skt_config_apply(skt_arguments *args, skt_cli *cli)
{
    if (cli->config == NULL) {
        return true;
    }
    reading r = {.cli = cli, .args = args};
    for (size_t i = 0; i < N_KEYS; i++) {
        r.given[i] = keys[i].option == NULL ? args->n_operands > 0
                                            : skt_option_is_set(args, cli, keys[i].option);
    }
    const bool good = read_file(&r);
    if (good && r.inputs.count > 0) {
        const char **inputs = skt_arena_array(&cli->arena, r.inputs.count, sizeof *inputs);
        if (inputs == NULL) {
            r.line = 0;
            complain(&r, skt_status_text(SKT_E_NOMEM));
        } else {
            memcpy(inputs, r.inputs.items, r.inputs.count * sizeof *inputs);
            args->operands = inputs;
            args->n_operands = r.inputs.count;
        }
    }
    skt_vec_dispose(&r.inputs);
    return !r.wrong;
}
