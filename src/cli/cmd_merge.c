/* skytally merge: lines of claims of many runs as those of one. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "core/diag.h"
#include "core/file.h"
#include "core/sorter.h"
#include "ingest/paths.h"

enum { OPT_OUTPUT, OPT_MEMORY, N_OPTIONS };
enum { USUAL_MB = 256, MAX_LINE = 64 << 20 };

static const skt_option options[N_OPTIONS] = {
    [OPT_OUTPUT] = {"output", 'o', "FILE",
                    "write FILE instead of printing: aside, and renamed when it is whole", NULL},
    [OPT_MEMORY] = {"memory", 0, "MB",
                    "sort in about MB megabytes of memory, by default 256; what does not fit goes "
                    "to a file in $TMPDIR",
                    NULL},
};

static const skt_example examples[] = {
    {"skytally extract docs/examples/reports > claims.ndjson && skytally merge claims.ndjson "
     "claims.ndjson | skytally tally -",
     "counts each claim once, however often its line comes"},
};

typedef struct merging {
    skt_cli *cli;
    skt_sorter *sorter;
    skt_file_aside file; /* where --output names one */
    skt_buf key, record, out;
    size_t n_files, n_read, n_written;
} merging;

/* -------------------------------------------------------------------- keys */

static const char *text_of(const json_t *line, const char *name)
{
    const char *text = json_string_value(json_object_get(line, name));
    return text != NULL ? text : "";
}

/* A record is the key, a line feed, and the line as it came: report, offset and id, each behind
 * the other by bytes, are the order of claims.ndjson. */
static skt_status add_line(merging *m, const char *path, size_t number, skt_str line)
{
    json_t *claim = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
    const char *id = text_of(claim, "id");
    const json_t *offset = json_object_get(claim, "offset");
    if (id[0] == '\0' || text_of(claim, "outcome")[0] == '\0') {
        const bool other = text_of(claim, "kind")[0] != '\0';
        json_decref(claim);
        return skt_diag_add(m->cli->diag, SKT_E_INPUT, SKT_REFUSAL, path, number,
                            other ? "is no claim but another row; leave --tally out of `skytally "
                                    "extract`"
                                  : "is no line of claims as `skytally extract` prints them; it is "
                                    "left out");
    }
    skt_buf_clear(&m->record);
    skt_buf_format(&m->record, "%s\t%015" PRId64 "\t%s\n", text_of(claim, "report"),
                   (int64_t)json_integer_value(offset), id);
    skt_buf_add(&m->record, line);
    json_decref(claim);
    m->n_read++;
    return m->record.failed ? SKT_E_NOMEM : skt_sorter_add(m->sorter, skt_buf_str(&m->record));
}

static skt_status read_lines(merging *m, FILE *in, const char *path)
{
    char *line = NULL;
    size_t room = 0;
    size_t number = 0;
    skt_status status = SKT_OK;
    ssize_t length;
    /* Where reading fails, the piece of a line that came before is none. */
    while (status >= SKT_OK && (length = getline(&line, &room, in)) >= 0 && ferror(in) == 0) {
        const skt_str text = skt_str_trim((skt_str){line, (size_t)length});
        number++;
        if (text.len > MAX_LINE) {
            status = skt_diag_add(m->cli->diag, SKT_E_LIMIT, SKT_REFUSAL, path, number,
                                  "is longer than any claim; it is left out");
        } else if (text.len > 0) {
            status = add_line(m, path, number, text);
        }
        status = status == SKT_E_INPUT || status == SKT_E_LIMIT ? SKT_OK : status;
    }
    if (status == SKT_OK && feof(in) == 0 && errno == ENOMEM) {
        status = SKT_E_NOMEM; /* for the line, which ferror() does not tell */
    } else if (status == SKT_OK && feof(in) == 0) {
        status = skt_diag_add(m->cli->diag, SKT_OK, SKT_REFUSAL, path, number + 1,
                              "cannot be read on: %s", strerror(errno));
        m->n_files -= number == 0;
    }
    free(line);
    return status;
}

static skt_status read_file(merging *m, const char *path)
{
    const bool standard = strcmp(path, "-") == 0;
    FILE *in = standard ? stdin : fopen(path, "rb");
    if (in == NULL && errno == ENOMEM) {
        return SKT_E_NOMEM;
    }
    if (in == NULL) {
        return skt_diag_add(m->cli->diag, SKT_OK, SKT_REFUSAL, path, 0, "cannot be read: %s",
                            strerror(errno));
    }
    m->n_files++;
    const skt_status status = read_lines(m, in, path);
    if (!standard) {
        (void)fclose(in);
    }
    skt_cli_flush(m->cli);
    return status;
}

static skt_status read_inputs(merging *m, const skt_arguments *args)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < args->n_operands; i++) {
        skt_paths paths = {0};
        status = skt_paths_expand(&paths, args->operands[i], m->cli->diag);
        for (size_t f = 0; status == SKT_OK && f < paths.files.count; f++) {
            status = read_file(m, paths.files.items[f]);
        }
        skt_paths_dispose(&paths);
    }
    return status;
}

/* ------------------------------------------------------------------ output */

static skt_status put(merging *m, bool last)
{
    enum { PIECE = 1 << 16 };
    skt_status status = SKT_OK;
    if (m->out.failed) {
        return SKT_E_NOMEM;
    }
    if (m->out.len < PIECE && !last) {
        return SKT_OK;
    }
    if (m->file.fd >= 0) {
        status = skt_file_aside_write(&m->file, skt_buf_str(&m->out));
    } else if (!skt_cli_print(m->cli, skt_buf_str(&m->out))) {
        status = SKT_E_IO;
    }
    skt_buf_clear(&m->out);
    return status;
}

/* Of lines with one key the first by its bytes: the same claim, read from another path. */
static skt_status write_lines(merging *m)
{
    skt_str record;
    skt_status status = skt_sorter_end(m->sorter);
    while (status == SKT_OK && (status = skt_sorter_next(&record, m->sorter)) == SKT_OK &&
           record.ptr != NULL) {
        const char *end = memchr(record.ptr, '\n', record.len);
        const skt_str key = {record.ptr, (size_t)(end - record.ptr)};
        if (skt_str_eq(key, skt_buf_str(&m->key))) {
            continue;
        }
        skt_buf_clear(&m->key);
        skt_buf_add(&m->key, key);
        skt_buf_add(&m->out, (skt_str){end + 1, record.len - key.len - 1});
        skt_buf_add_char(&m->out, '\n');
        m->n_written++;
        status = m->key.failed ? SKT_E_NOMEM : put(m, false);
    }
    if (status == SKT_OK) {
        status = put(m, true);
    }
    return status == SKT_OK && m->file.fd >= 0 ? skt_file_aside_keep(&m->file) : status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    const char *output = args->values[OPT_OUTPUT];
    const char *folder = getenv("TMPDIR");
    merging m = {.cli = cli, .file = SKT_FILE_ASIDE_INIT};
    size_t memory = (size_t)USUAL_MB << 20;
    if (args->values[OPT_MEMORY] != NULL &&
        !skt_cli_take_memory(&memory, cli, args->values[OPT_MEMORY])) {
        return SKT_EXIT_USAGE;
    }
    skt_status status = skt_sorter_new(
        &m.sorter, memory, folder != NULL && folder[0] != '\0' ? folder : "/tmp", cli->diag);
    if (status == SKT_OK && output != NULL) {
        status = skt_file_aside_open(&m.file, output, cli->diag);
    }
    if (status == SKT_OK) {
        status = read_inputs(&m, args);
    }
    if (status == SKT_OK && m.n_files > 0) {
        status = write_lines(&m);
    }
    if (status == SKT_OK && m.n_read > m.n_written) {
        (void)skt_diag_add(cli->diag, SKT_OK, SKT_NOTE, NULL, 0,
                           "%zu lines told claims that other lines tell too; each is kept once",
                           m.n_read - m.n_written);
    }
    skt_sorter_free(m.sorter);
    skt_file_aside_dispose(&m.file);
    skt_buf_dispose(&m.key);
    skt_buf_dispose(&m.record);
    skt_buf_dispose(&m.out);
    return skt_cli_end(cli, status, m.n_files);
}

const skt_command skt_command_merge = {
    .name = "merge",
    .summary = "join the claims of many runs, each once, in one order",
    .usage = "[OPTION...] INPUT...",
    .about = "INPUT is a file, a folder or a glob of lines of claims as `extract` prints them, or "
             "- for standard input. The lines go through as they are, in the order of report, "
             "offset and id, which is that of claims.ndjson; so the same claims give the same "
             "bytes, whatever files they come in, in whatever order.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
