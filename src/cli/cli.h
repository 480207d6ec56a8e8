/* The command line: what every command file (cmd_NAME.c) shares.
 *
 * A command is one skt_command with ONE table of options, from which parsing,
 * --help, and later the man page and the completion are made. Its file holds an
 * enum of the table's rows, the table, the examples and `run`:
 *
 *     enum { OPT_COUNTRY, OPT_FORMAT };
 *     static const skt_option options[] = {
 *         [OPT_COUNTRY] = {"country", 0, "CC", "...", NULL},
 *         [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
 *     };
 *     ... args->values[OPT_COUNTRY] ...   NULL where it was not given
 */
#ifndef SKT_CLI_CLI_H
#define SKT_CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/vec.h"
#include "fetch/sources.h"
#include "skytally.h"

enum {
    SKT_EXIT_DONE = 0,
    SKT_EXIT_PARTLY = 1, /* done, some inputs were refused */
    SKT_EXIT_USAGE = 2,  /* the command line makes no sense */
    SKT_EXIT_NOTHING = 3 /* nothing could be done */
};

typedef struct skt_option {
    const char *name;     /* "country" for --country */
    char letter;          /* 'o' for -o, or 0 */
    const char *argument; /* what help calls its value: "DIR"; NULL: a switch */
    const char *help;     /* one sentence, no full stop */
    const char *choices;  /* "table,csv": the only values allowed; NULL: any */
} skt_option;

#define SKT_OPTION_FORMAT(names)                                                                   \
    {                                                                                              \
        "format", 0, "FORMAT", "print as FORMAT; by default a table to a terminal", names          \
    }

#define SKT_OPTION_JOBS                                                                            \
    {                                                                                              \
        "jobs", 0, "N",                                                                            \
            "read with N processors; by default with all, and with one what comes through "        \
            "standard input. The result is the same",                                              \
            NULL                                                                                   \
    }

#define SKT_OPTION_STATE                                                                           \
    {                                                                                              \
        "state", 0, "DIR",                                                                         \
            "folder of what is remembered of the sources, the raw cache, and the store where "     \
            "none "                                                                                \
            "is named; by default .skytally beside the configuration file",                        \
            NULL                                                                                   \
    }

/* One row of --help: a command line that works as it stands (the tests run it
 * in a folder that holds a copy of the tree) and what it does. */
typedef struct skt_example {
    const char *command;
    const char *what;
} skt_example;

typedef struct skt_arguments {
    const char *values[24]; /* by row of the option table; "" for a switch */
    const char *const *operands;
    size_t n_operands;
    bool from_config; /* the operands are those of the configuration */
} skt_arguments;

typedef struct skt_cli skt_cli;

typedef struct skt_command {
    const char *name;
    const char *summary; /* one line for the list of commands */
    const char *usage;   /* behind "skytally NAME ": "[OPTION...] INPUT..." */
    const char *about;   /* a paragraph or more for --help, or NULL */
    const skt_option *options;
    size_t n_options;
    const skt_example *examples;
    size_t n_examples;
    size_t min_operands, max_operands; /* SIZE_MAX: any number */
    const char *instead;               /* option that stands for the operands, or NULL */
    const char *alias, *alias_of;      /* another name for one of the options, or NULL */
    bool asks; /* sources of the configuration, which stand for the operands as well */
    int (*run)(skt_cli *cli, const skt_arguments *args);
} skt_command;

/* What a command is handed: the data that it needs, opened when first asked
 * for, and where warnings and refusals go. */
struct skt_cli {
    const char *program; /* argv[0] */
    const skt_command *command;
    const char *data;               /* --data, or NULL */
    SKT_VEC(const char *) tables;   /* --gazetteer, in the order given */
    SKT_VEC(const char *) lexicons; /* --lexicon, likewise */
    const char *boundaries;         /* --boundaries, or NULL */
    const char *config;             /* --config, or NULL */
    const char *store;              /* --store, where the command reads one, or NULL */
    size_t jobs;                    /* --jobs; 0: as many as there are processors */
    size_t shard, shards;           /* --shard; 0: all */
    skt_arena arena;                /* values of the configuration */
    skt_sources sources;            /* that it names */
    skt_diag *diag;
    size_t n_printed;       /* entries of diag that are on stderr already */
    SKT_VEC(uint64_t) said; /* hashes of the warnings among them, some hundred at most */
    skt_gazetteer *gazetteer;
    skt_lexicon *lexicon;
    skt_issuers *issuers;
    const struct skt_notes *notes; /* what to note while reports are read, or NULL */
    time_t progress_at;            /* when the next sign of life is due; 0: not begun */
    bool progress_shown;
    bool live; /* what is read comes bit by bit: print what it gives at once */
};

/* ------------------------------------------------------------------- data */

/* Path of `name` ("skytally.gaz", "lexicon") in the data folder: --data, else as
 * skt_data_path(). SKT_E_NOMEM. */
skt_status skt_cli_data_path(skt_buf *out, const skt_cli *cli, const char *name);
/* Owned by `cli`; on an error the reason is in its diag. The gazetteer has the user's
 * tables in it and follows --boundaries. */
skt_status skt_cli_gazetteer(const skt_gazetteer **out, skt_cli *cli);
skt_status skt_cli_lexicon(const skt_lexicon **out, skt_cli *cli); /* the user's files in it */
skt_status skt_cli_issuers(const skt_issuers **out, skt_cli *cli);
/* Closes all that was opened; main() does. */
void skt_cli_close(skt_cli *cli);

/* ---------------------------------------------------------------- outcome */

/* Prints to stderr what has come to `cli->diag` since the last call, behind what was
 * printed to stdout: "skytally: PATH:LINE: message". main() calls it once more at the
 * end. */
void skt_cli_flush(skt_cli *cli);
/* On long work, tells on a terminal once a second how far it is, in a few words. */
void skt_cli_progress(skt_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A complaint about the command line, printed with a pointer to --help;
 * returns SKT_EXIT_USAGE. */
int skt_cli_usage(const skt_cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The exit code after `n_done` inputs went through and the work ended with
 * `status`: NOTHING if none did or it failed (then said in the diag, where
 * nothing has been said yet), PARTLY if the diag holds refusals, else DONE. */
int skt_cli_end(const skt_cli *cli, skt_status status, size_t n_done);
/* Takes the value of --jobs, or NULL; false: said that it is no number. */
bool skt_cli_take_jobs(skt_cli *cli, const char *value);
/* The value of --memory in bytes; false: said that it is no number of megabytes. */
bool skt_cli_take_memory(size_t *bytes, const skt_cli *cli, const char *value);
/* Takes the value of --shard ("3/16"), or NULL; false: said what is wrong with it. */
bool skt_cli_take_shard(skt_cli *cli, const char *value);
/* Whether a table for people is wanted: --format table, or no --format and
 * stdout is a terminal. `format` is the option's value or NULL. */
bool skt_cli_wants_table(const char *format);
/* Writes `text` to stdout; false (and a failure in the diag) if that fails. */
bool skt_cli_print(skt_cli *cli, skt_str text);
/* The same of a text whose making may have failed: SKT_E_NOMEM; SKT_E_IO. */
skt_status skt_cli_print_buf(skt_cli *cli, const skt_buf *text);

/* --------------------------------------------------------------- commands */

/* All commands in the order of --help. */
const skt_command *const *skt_commands(size_t *count);

extern const skt_command skt_command_run;
extern const skt_command skt_command_fetch;
extern const skt_command skt_command_extract;
extern const skt_command skt_command_places;
extern const skt_command skt_command_resolve;
extern const skt_command skt_command_ingest;
extern const skt_command skt_command_merge;
extern const skt_command skt_command_tally;
extern const skt_command skt_command_export;
extern const skt_command skt_command_explain;
extern const skt_command skt_command_evaluate;
extern const skt_command skt_command_fields;
extern const skt_command skt_command_gazetteer;
extern const skt_command skt_command_lexicon;

#endif
