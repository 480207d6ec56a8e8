/* skytally lexicon: looks a file of words over before it is used. */
#include <string.h>

#include "claims/lexicon.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "core/diag.h"
#include "core/json.h"

enum { OPT_FORMAT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
};

static const skt_example examples[] = {
    {"skytally lexicon check docs/examples/en-night.tsv",
     "tells what is wrong with a file of your own words, and what it changes"},
    {"skytally lexicon check gazetteer/lexicon/en.tsv", "counts the phrases of a lexicon by tag"},
};

/* The findings of one file. */
typedef struct checking {
    const char *path;
    bool table;
    skt_buf *out;
    skt_table findings;
} checking;

static void take_finding(void *user, skt_finding_level level, size_t line, const char *message)
{
    static const char *const levels[] = {"note", "warning", "error"};
    checking *c = user;
    if (c->table) {
        skt_table_format(&c->findings, "%zu", line);
        skt_table_add(&c->findings, skt_str_from(levels[level]));
        skt_table_add(&c->findings, skt_str_from(message));
        return;
    }
    skt_json json = {c->out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "kind", "finding");
    skt_json_text(&json, "file", c->path);
    skt_json_int(&json, "line", (int64_t)line);
    skt_json_text(&json, "level", levels[level]);
    skt_json_text(&json, "message", message);
    skt_json_close(&json, '}');
    skt_buf_add_char(c->out, '\n');
}

static void print_table(checking *c, const skt_lexicon_file *file)
{
    static const skt_column columns[] = {{"tag", false}, {"phrases", true}};
    skt_table counts = SKT_TABLE_INIT(columns);
    for (int i = 0; i < SKT_TAGS; i++) {
        if (file->phrases[i] > 0) {
            skt_table_add(&counts, skt_str_from(skt_tag_name((skt_tag)i)));
            skt_table_add_number(&counts, (skt_number)file->phrases[i]);
        }
    }
    if (file->times > 0) {
        skt_table_add(&counts, SKT_LIT("time"));
        skt_table_add_number(&counts, (skt_number)file->times);
    }
    skt_buf_format(c->out, "%s\n", c->path);
    if (c->findings.cells.count > 0) {
        skt_table_print(c->out, &c->findings);
        skt_buf_add_char(c->out, '\n');
    }
    skt_table_print(c->out, &counts);
    skt_buf_format(c->out,
                   "\nlanguage %.*s: %zu known already, %zu replaced, %zu removed; %zu errors, %zu "
                   "warnings\n\n",
                   SKT_FMT(file->lang.len > 0 ? file->lang : SKT_LIT("not told")), file->same,
                   file->replaced, file->removed, file->errors, file->warnings);
    skt_table_dispose(&counts);
}

static void print_json(const checking *c, const skt_lexicon_file *file)
{
    skt_json json = {c->out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "kind", "lexicon");
    skt_json_text(&json, "file", c->path);
    skt_json_str(&json, "lang", file->lang);
    skt_json_open(&json, "phrases", '{');
    for (int i = 0; i < SKT_TAGS; i++) {
        if (file->phrases[i] > 0) {
            skt_json_int(&json, skt_tag_name((skt_tag)i), (int64_t)file->phrases[i]);
        }
    }
    if (file->times > 0) {
        skt_json_int(&json, "time", (int64_t)file->times);
    }
    skt_json_close(&json, '}');
    skt_json_int(&json, "known", (int64_t)file->same);
    skt_json_int(&json, "replaced", (int64_t)file->replaced);
    skt_json_int(&json, "removed", (int64_t)file->removed);
    skt_json_int(&json, "errors", (int64_t)file->errors);
    skt_json_int(&json, "warnings", (int64_t)file->warnings);
    skt_json_close(&json, '}');
    skt_buf_add_char(c->out, '\n');
}

/* Checks one file over the lexicons of the data folder and those of --lexicon. */
static skt_status check(skt_cli *cli, const char *path, bool table, size_t *n_done)
{
    static const skt_column columns[] = {{"line", true}, {"level", false}, {"finding", false}};
    skt_buf out = SKT_BUF_INIT;
    checking c = {path, table, &out, SKT_TABLE_INIT(columns)};
    skt_lexicon_file file;
    skt_status status =
        skt_lexicon_read(&file, cli->lexicon, path, NULL, take_finding, &c, cli->diag);
    if (status == SKT_OK) {
        ++*n_done;
        if (table) {
            print_table(&c, &file);
        } else {
            print_json(&c, &file);
        }
        if (file.errors > 0) {
            (void)skt_diag_add(cli->diag, SKT_E_DATA, SKT_REFUSAL, path, 0,
                               "%zu lines cannot be read", file.errors);
        }
        if (out.failed || c.findings.failed) {
            status = SKT_E_NOMEM;
        } else if (!skt_cli_print(cli, skt_buf_str(&out))) {
            status = SKT_E_IO;
        }
    } else if (status == SKT_E_IO) {
        status = SKT_OK; /* said so; the rest goes on */
    }
    skt_table_dispose(&c.findings);
    skt_buf_dispose(&out);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    const skt_lexicon *lexicon;
    if (strcmp(args->operands[0], "check") != 0) {
        return skt_cli_usage(cli, "\"check FILE...\", not \"%s\"", args->operands[0]);
    }
    if (args->n_operands < 2) {
        return skt_cli_usage(cli, "check needs a file");
    }
    if (skt_cli_lexicon(&lexicon, cli) != SKT_OK) {
        return SKT_EXIT_NOTHING;
    }
    const bool table = skt_cli_wants_table(args->values[OPT_FORMAT]);
    skt_status status = SKT_OK;
    size_t n_done = 0;
    for (size_t i = 1; i < args->n_operands && status == SKT_OK; i++) {
        status = check(cli, args->operands[i], table, &n_done);
    }
    return skt_cli_end(cli, status, n_done);
}

const skt_command skt_command_lexicon = {
    .name = "lexicon",
    .summary = "look over files of words and phrases",
    .usage = "[OPTION...] check FILE...",
    .about = "A file of your own words is laid over the lexicon of its language by --lexicon FILE; "
             "gazetteer/lexicon/README.md describes the format. \"check\" reads the files and "
             "tells by line what cannot be read, what stands twice or says two things, what can "
             "never match, what is replaced; then it counts the phrases by tag.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof examples[0],
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
