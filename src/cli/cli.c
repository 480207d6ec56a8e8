#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/data_path.h"
#include "core/diag.h"
#include "core/hash.h"

/* ------------------------------------------------------------------- data */

skt_status skt_cli_data_path(skt_buf *out, const skt_cli *cli, const char *name)
{
    if (cli->data == NULL) {
        return skt_data_path(out, name);
    }
    skt_buf_clear(out);
    skt_buf_add_text(out, cli->data);
    skt_buf_add_char(out, '/');
    skt_buf_add_text(out, name);
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}

/* Says that there can be no work without a data file. */
static skt_status lack(skt_cli *cli, const char *path, skt_status status)
{
    return skt_diag_add(cli->diag, status, SKT_FAILURE, NULL, 0,
                        "nothing can be done without %s; build or install skytally, or name its "
                        "data folder with --data DIR",
                        path);
}

/* What the user has to say about places. */
static skt_status adapt_gazetteer(skt_cli *cli)
{
    if (cli->boundaries != NULL && strcmp(cli->boundaries, "de-facto") == 0) {
        skt_gazetteer_set_boundaries(cli->gazetteer, SKT_BOUNDARIES_DE_FACTO);
    }
    for (size_t i = 0; i < cli->tables.count; i++) {
        const char *path = cli->tables.items[i];
        const skt_status status = skt_gazetteer_add_table(cli->gazetteer, path, cli->diag);
        if (status != SKT_OK) {
            return skt_diag_add(cli->diag, status, SKT_FAILURE, NULL, 0,
                                "nothing is done without the table %s; mend it, or leave "
                                "--gazetteer out",
                                path);
        }
    }
    return SKT_OK;
}

skt_status skt_cli_gazetteer(const skt_gazetteer **out, skt_cli *cli)
{
    skt_buf path = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    if (cli->gazetteer == NULL) {
        status = skt_cli_data_path(&path, cli, "skytally.gaz");
        if (status == SKT_OK &&
            (status = skt_gazetteer_open(&cli->gazetteer, path.ptr, cli->diag)) != SKT_OK) {
            (void)lack(cli, path.ptr, status);
        }
        status = status == SKT_OK ? adapt_gazetteer(cli) : status;
    }
    if (status != SKT_OK) {
        (void)skt_cli_end(cli, status, 0); /* so that it is told in any case */
    }
    skt_buf_dispose(&path);
    *out = cli->gazetteer;
    return status;
}

/* What the user has to say about words. */
static skt_status adapt_lexicon(skt_cli *cli)
{
    for (size_t i = 0; i < cli->lexicons.count; i++) {
        const char *path = cli->lexicons.items[i];
        const skt_status status = skt_lexicon_add(cli->lexicon, path, cli->diag);
        if (status != SKT_OK) {
            return skt_diag_add(cli->diag, status, SKT_FAILURE, NULL, 0,
                                "nothing is done without the lexicon %s; mend it (`skytally "
                                "lexicon check` tells more), or leave --lexicon out",
                                path);
        }
    }
    return SKT_OK;
}

skt_status skt_cli_lexicon(const skt_lexicon **out, skt_cli *cli)
{
    skt_buf path = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    if (cli->lexicon == NULL) {
        status = skt_cli_data_path(&path, cli, "lexicon");
        if (status == SKT_OK &&
            (status = skt_lexicon_open(&cli->lexicon, path.ptr, cli->diag)) != SKT_OK) {
            (void)lack(cli, path.ptr, status);
        }
        status = status == SKT_OK ? adapt_lexicon(cli) : status;
    }
    if (status != SKT_OK) {
        (void)skt_cli_end(cli, status, 0);
    }
    skt_buf_dispose(&path);
    *out = cli->lexicon;
    return status;
}

skt_status skt_cli_issuers(const skt_issuers **out, skt_cli *cli)
{
    skt_buf path = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    if (cli->issuers == NULL) {
        status = skt_cli_data_path(&path, cli, "issuers.tsv");
        if (status == SKT_OK &&
            (status = skt_issuers_open(&cli->issuers, path.ptr, cli->diag)) != SKT_OK) {
            (void)lack(cli, path.ptr, status);
        }
    }
    if (status != SKT_OK) {
        (void)skt_cli_end(cli, status, 0);
    }
    skt_buf_dispose(&path);
    *out = cli->issuers;
    return status;
}

void skt_cli_close(skt_cli *cli)
{
    if (cli->gazetteer != NULL) {
        skt_gazetteer_close(cli->gazetteer);
    }
    if (cli->lexicon != NULL) {
        skt_lexicon_close(cli->lexicon);
    }
    if (cli->issuers != NULL) {
        skt_issuers_close(cli->issuers);
    }
    skt_vec_dispose(&cli->tables);
    skt_vec_dispose(&cli->lexicons);
    skt_vec_dispose(&cli->said);
    skt_sources_dispose(&cli->sources);
    skt_arena_dispose(&cli->arena);
    skt_diag_free(cli->diag);
}

/* ---------------------------------------------------------------- outcome */

/* Names of files and words of a text may hold anything: no control character
 * of theirs reaches a terminal. */
static void put_plain(const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        const unsigned byte = (unsigned char)*c;
        if (byte < ' ' || byte == 0x7F) {
            fprintf(stderr, "\\x%02x", byte);
        } else {
            fputc(*c, stderr);
        }
    }
}

void skt_cli_progress(skt_cli *cli, const char *format, ...)
{
    const time_t now = time(NULL);
    if (now < cli->progress_at) {
        return;
    }
    const bool first = cli->progress_at == 0;
    cli->progress_at = now + 1;
    if (!first && isatty(STDERR_FILENO) == 1) {
        va_list args;
        va_start(args, format);
        fputs("\rskytally: ", stderr);
        vfprintf(stderr, format, args);
        fputs("\033[K", stderr);
        va_end(args);
        cli->progress_shown = true;
    }
}

static void clear_progress(skt_cli *cli)
{
    if (cli->progress_shown) {
        fputs("\r\033[K", stderr);
        cli->progress_shown = false;
    }
}

/* Whether the same was said of the same input: of an archive of a million pages in a language
 * without a lexicon it is said once. Refusals are always told. */
static bool said_before(skt_cli *cli, const skt_diag_entry *entry)
{
    enum { MOST = 512 };
    if (entry->severity >= SKT_REFUSAL) {
        return false;
    }
    const uint64_t input = entry->input == NULL ? 0 : skt_word_hash(skt_str_from(entry->input));
    const uint64_t hash =
        skt_hash_mix(skt_hash_mix(input, entry->line), skt_word_hash(skt_str_from(entry->message)));
    for (size_t i = 0; i < cli->said.count; i++) {
        if (cli->said.items[i] == hash) {
            return true;
        }
    }
    if (cli->said.count < MOST) {
        (void)skt_vec_push(&cli->said, hash);
    }
    return false;
}

void skt_cli_flush(skt_cli *cli)
{
    static const char *const words[] = {
        [SKT_NOTE] = "note: ", [SKT_WARNING] = "warning: ", [SKT_REFUSAL] = "", [SKT_FAILURE] = ""};
    const bool pending = cli->n_printed < skt_diag_count(cli->diag);
    if (cli->live || pending) {
        (void)fflush(stdout);
    }
    if (pending) {
        clear_progress(cli);
    }
    for (; cli->n_printed < skt_diag_count(cli->diag); cli->n_printed++) {
        const skt_diag_entry *entry = skt_diag_at(cli->diag, cli->n_printed);
        if (said_before(cli, entry)) {
            continue;
        }
        fputs("skytally: ", stderr);
        if (entry->input != NULL) {
            put_plain(entry->input);
            fputc(':', stderr);
        }
        if (entry->input != NULL && entry->line > 0) {
            fprintf(stderr, "%zu:", entry->line);
        }
        fprintf(stderr, "%s%s", entry->input != NULL ? " " : "", words[entry->severity]);
        put_plain(entry->message);
        fputc('\n', stderr);
    }
}

int skt_cli_usage(const skt_cli *cli, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("skytally: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    if (cli->command != NULL) {
        fprintf(stderr, "\nskytally: `skytally %s --help` tells how it is used\n",
                cli->command->name);
    } else {
        fputs("\nskytally: `skytally --help` lists the commands\n", stderr);
    }
    return SKT_EXIT_USAGE;
}

int skt_cli_end(const skt_cli *cli, skt_status status, size_t n_done)
{
    if (status != SKT_OK && skt_diag_count_from(cli->diag, SKT_FAILURE) == 0) {
        (void)skt_diag_add(cli->diag, status, SKT_FAILURE, NULL, 0, "%s", skt_status_text(status));
    }
    if (status != SKT_OK || n_done == 0) {
        return SKT_EXIT_NOTHING;
    }
    return skt_diag_count_from(cli->diag, SKT_REFUSAL) > 0 ? SKT_EXIT_PARTLY : SKT_EXIT_DONE;
}

bool skt_cli_take_jobs(skt_cli *cli, const char *value)
{
    enum { MOST = 1024 };
    size_t jobs = 0;
    for (const char *c = value; c != NULL && *c != '\0'; c++) {
        jobs = *c >= '0' && *c <= '9' && jobs <= MOST ? jobs * 10 + (size_t)(*c - '0') : MOST + 1;
    }
    if (value != NULL && (jobs == 0 || jobs > MOST)) {
        (void)skt_cli_usage(cli, "--jobs %s: a number from 1 to %d is expected", value, (int)MOST);
        return false;
    }
    cli->jobs = jobs;
    return true;
}

/* A number from 1 to a million that `*text` begins with, moved behind; 0: none. */
static size_t take_number(const char **text)
{
    enum { MOST = 1000000 };
    size_t value = 0;
    for (; **text >= '0' && **text <= '9' && value <= MOST; (*text)++) {
        value = value * 10 + (size_t)(**text - '0');
    }
    return value <= MOST ? value : 0;
}

bool skt_cli_take_memory(size_t *bytes, const skt_cli *cli, const char *value)
{
    enum { MAX_MB = 1 << 20 };
    char *end;
    const unsigned long megabytes = strtoul(value, &end, 10);
    *bytes = (size_t)megabytes << 20;
    if (*value < '0' || *value > '9' || *end != '\0' || megabytes == 0 || megabytes > MAX_MB) {
        (void)skt_cli_usage(cli, "--memory %s is no number of megabytes", value);
        return false;
    }
    return true;
}

bool skt_cli_take_shard(skt_cli *cli, const char *value)
{
    const char *rest = value;
    if (value == NULL) {
        return true;
    }
    cli->shard = take_number(&rest);
    const bool slash = *rest == '/';
    rest += slash;
    cli->shards = slash ? take_number(&rest) : 0;
    if (*rest != '\0' || cli->shard == 0 || cli->shard > cli->shards) {
        (void)skt_cli_usage(cli, "--shard %s: I/N is expected, I from 1 to N: 3/16", value);
        return false;
    }
    return true;
}

bool skt_cli_wants_table(const char *format)
{
    return format != NULL ? strcmp(format, "table") == 0 : isatty(STDOUT_FILENO) == 1;
}

bool skt_cli_print(skt_cli *cli, skt_str text)
{
    clear_progress(cli);
    if (text.len > 0 && fwrite(text.ptr, 1, text.len, stdout) != text.len) {
        (void)skt_diag_add(cli->diag, SKT_E_IO, SKT_FAILURE, NULL, 0,
                           "standard output cannot be written: %s", strerror(errno));
        return false;
    }
    return true;
}

skt_status skt_cli_print_buf(skt_cli *cli, const skt_buf *text)
{
    if (text->failed) {
        return SKT_E_NOMEM;
    }
    return skt_cli_print(cli, skt_buf_str(text)) ? SKT_OK : SKT_E_IO;
}
