/* skytally evaluate: extracted claims scored against gold annotations. */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/chain.h"
#include "cli/score.h"
#include "core/diag.h"
#include "core/file.h"

enum { OPT_VERBOSE, OPT_FLOOR, OPT_FORMAT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "list what was missed and what is spurious", NULL},
    [OPT_FLOOR] = {"floor", 0, "FILE",
                   "compare with the scores in FILE (as --format json prints them) and exit with "
                   "3 where one has fallen below",
                   NULL},
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,json"),
};

static const skt_example examples[] = {
    {"skytally evaluate tests/corpus",
     "reads the texts beside the annotations and prints precision, recall and F1"},
    {"skytally extract --tally tests/corpus | skytally evaluate tests/corpus -",
     "scores claims that are there already; so can those of another program be"},
    {"skytally evaluate tests/corpus --floor tests/corpus/floor.json",
     "tells whether a change has made anything worse"},
};

/* ------------------------------------------------------------------- gold */

typedef struct names {
    SKT_VEC(const char *) items;
    skt_arena arena;
} names;

static skt_status keep_name(names *list, const char *text)
{
    skt_str copy;
    return skt_arena_str(&copy, &list->arena, skt_str_from(text)) == SKT_OK &&
                   skt_vec_push(&list->items, copy.ptr)
               ? SKT_OK
               : SKT_E_NOMEM;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void names_dispose(names *list)
{
    skt_vec_dispose(&list->items);
    skt_arena_dispose(&list->arena);
}

/* All *.json files below `dir`, unsorted. */
static skt_status find_json(names *out, const char *dir, unsigned depth, skt_diag *diag)
{
    enum { MAX_DEPTH = 16 };
    DIR *folder = opendir(dir);
    if (folder == NULL || depth > MAX_DEPTH) {
        const skt_status status =
            skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, dir, 0, "%s",
                         folder == NULL ? strerror(errno) : "too many folders in folders");
        if (folder != NULL) {
            (void)closedir(folder);
        }
        return status;
    }
    skt_status status = SKT_OK;
    const struct dirent *entry;
    int why = 0;
    skt_buf path = SKT_BUF_INIT;
    while (status == SKT_OK && (entry = skt_file_next(folder, &why)) != NULL) {
        struct stat info;
        skt_buf_clear(&path);
        skt_buf_format(&path, "%s/%s", dir, entry->d_name);
        if (path.failed) {
            status = SKT_E_NOMEM;
        } else if (entry->d_name[0] == '.' || lstat(path.ptr, &info) != 0) {
            continue;
        } else if (S_ISDIR(info.st_mode)) {
            status = find_json(out, path.ptr, depth + 1, diag);
        } else if (skt_str_ends(skt_buf_str(&path), SKT_LIT(".json"))) {
            status = keep_name(out, path.ptr);
        }
    }
    if (why != 0) {
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, dir, 0, "%s", strerror(why));
    }
    skt_buf_dispose(&path);
    (void)closedir(folder);
    return status;
}

/* Adds the gold of one file; a JSON without claims is another thing. */
static skt_status add_gold(skt_scoring *scoring, const char *path, skt_diag *diag)
{
    json_error_t error;
    json_t *object = json_load_file(path, 0, &error);
    skt_status status = SKT_OK;
    if (object == NULL) {
        (void)skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, path,
                           error.line > 0 ? (size_t)error.line : 0, "%s", error.text);
    } else if (json_is_array(json_object_get(object, "claims"))) {
        status = skt_scoring_add_gold(scoring, path, object);
    }
    json_decref(object);
    return status;
}

static skt_status load_gold(skt_scoring *scoring, const char *dir, skt_diag *diag)
{
    names found = {0};
    skt_status status = find_json(&found, dir, 0, diag);
    if (found.items.count > 1) {
        qsort(found.items.items, found.items.count, sizeof *found.items.items, by_bytes);
    }
    for (size_t i = 0; status == SKT_OK && i < found.items.count; i++) {
        status = add_gold(scoring, found.items.items[i], diag);
    }
    names_dispose(&found);
    if (status == SKT_OK && scoring->reports.count == 0) {
        return skt_diag_add(diag, SKT_E_INPUT, SKT_FAILURE, dir, 0,
                            "no annotation (*.json with \"claims\") in it");
    }
    return status;
}

/* ------------------------------------------------------------ predictions */

static skt_status add_lines(skt_scoring *scoring, skt_str lines, const char *name, skt_diag *diag)
{
    skt_str line;
    skt_status status = SKT_OK;
    for (size_t number = 1; status == SKT_OK && skt_str_split(&line, &lines, '\n'); number++) {
        line = skt_str_trim(line);
        if (line.len == 0) {
            continue;
        }
        json_error_t error;
        json_t *object = json_loadb(line.ptr, line.len, 0, &error);
        if (json_is_object(object)) {
            status = skt_scoring_add_line(scoring, object);
        } else {
            (void)skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, name, number, "is no claim: %s",
                               object == NULL ? error.text : "a JSON object is expected");
        }
        json_decref(object);
    }
    return status;
}

static skt_status add_file(skt_scoring *scoring, const char *path, skt_diag *diag)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (file == NULL) {
        return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path, 0, "%s", strerror(errno));
    }
    skt_buf lines = SKT_BUF_INIT;
    char chunk[1 << 14];
    size_t count;
    while ((count = fread(chunk, 1, sizeof chunk, file)) > 0 && !lines.failed) {
        skt_buf_add(&lines, (skt_str){chunk, count});
    }
    skt_status status = SKT_OK;
    if (ferror(file) != 0) {
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path, 0, "%s", strerror(errno));
    }
    if (file != stdin) {
        (void)fclose(file);
    }
    if (status == SKT_OK) {
        status = lines.failed ? SKT_E_NOMEM : add_lines(scoring, skt_buf_str(&lines), path, diag);
    }
    skt_buf_dispose(&lines);
    return status;
}

typedef struct predicting {
    skt_cli *cli;
    skt_scoring *scoring;
} predicting;

/* The claims of one text go through their JSON, as another program's would. */
static skt_status add_document(void *user, const char *doc, const skt_claim_set *claims)
{
    predicting *p = user;
    skt_buf lines = SKT_BUF_INIT;
    skt_status status = skt_chain_lines(&lines, p->cli, doc, claims, true);
    if (status == SKT_OK) {
        status = add_lines(p->scoring, skt_buf_str(&lines), doc, p->cli->diag);
    }
    skt_buf_dispose(&lines);
    return status;
}

/* The file that the annotation at `path` belongs to: its name with another
 * extension. */
static skt_status find_text(names *out, const char *path)
{
    static const char *const extensions[] = {".txt", ".html", ".xml", ".ndjson", ".csv"};
    skt_buf text = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        skt_buf_clear(&text);
        skt_buf_add(&text, (skt_str){path, strlen(path) - strlen(".json")});
        skt_buf_add_text(&text, extensions[i]);
        if (text.failed) {
            status = SKT_E_NOMEM;
            break;
        }
        if (access(text.ptr, F_OK) == 0) {
            status = keep_name(out, text.ptr);
            break;
        }
    }
    skt_buf_dispose(&text);
    return status;
}

static skt_status predict(skt_scoring *scoring, skt_cli *cli, skt_sums *sums)
{
    names texts = {0};
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < scoring->reports.count; i++) {
        status = find_text(&texts, scoring->reports.items[i].path);
    }
    predicting p = {cli, scoring};
    if (status == SKT_OK) {
        status =
            skt_chain_documents(cli, sums, texts.items.items, texts.items.count, add_document, &p);
    }
    names_dispose(&texts);
    return status;
}

/* ----------------------------------------------------------------- output */

static void add_hits(skt_buf *out, const char *name, skt_hits hits)
{
    skt_buf_format(out, "%s P %.3f  R %.3f  F1 %.3f   (tp %zu fp %zu fn %zu)\n", name,
                   skt_hits_precision(hits), skt_hits_recall(hits), skt_hits_f1(hits), hits.tp,
                   hits.fp, hits.fn);
}

static void add_share(skt_buf *out, const char *name, skt_share share)
{
    skt_buf_format(out, "%s %zu/%zu = %.3f", name, share.right, share.of, skt_share_value(share));
}

static double fully_right(const skt_scores *scores)
{
    return skt_share_value((skt_share){scores->fully_right, scores->reports});
}

/* The same lines as the corpus's own score program prints. */
static void add_table(skt_buf *out, const skt_scores *scores)
{
    skt_buf_format(out, "reports %zu  fully right %zu (%.3f)\n", scores->reports,
                   scores->fully_right, fully_right(scores));
    add_hits(out, "claims     ", scores->claims);
    add_hits(out, "with number", scores->numbered);
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_hits hits = scores->by_outcome[i];
        skt_buf_format(out, "  %-12s P %.3f R %.3f F1 %.3f  n %zu\n",
                       skt_outcome_name((skt_outcome)i), skt_hits_precision(hits),
                       skt_hits_recall(hits), skt_hits_f1(hits), hits.tp + hits.fn);
    }
    add_share(out, "date", scores->date);
    add_share(out, "   bound", scores->bound);
    add_share(out, "   within 25 km", scores->within_25_km);
    skt_buf_add_char(out, '\n');
    add_hits(out, "tally cells", scores->tally);
}

/* The figures that are held by a floor. */
typedef struct figure {
    const char *name;
    double value;
} figure;

enum { N_FIGURES = 12 };

static void list_figures(figure out[N_FIGURES], const skt_scores *scores)
{
    const figure figures[N_FIGURES] = {
        {"reports_fully_right", fully_right(scores)},
        {"claims_precision", skt_hits_precision(scores->claims)},
        {"claims_recall", skt_hits_recall(scores->claims)},
        {"claims_f1", skt_hits_f1(scores->claims)},
        {"with_number_precision", skt_hits_precision(scores->numbered)},
        {"with_number_recall", skt_hits_recall(scores->numbered)},
        {"with_number_f1", skt_hits_f1(scores->numbered)},
        {"date", skt_share_value(scores->date)},
        {"bound", skt_share_value(scores->bound)},
        {"within_25_km", skt_share_value(scores->within_25_km)},
        {"tally_precision", skt_hits_precision(scores->tally)},
        {"tally_f1", skt_hits_f1(scores->tally)},
    };
    memcpy(out, figures, sizeof figures);
}

static void add_json(skt_buf *out, const skt_scores *scores)
{
    figure figures[N_FIGURES];
    list_figures(figures, scores);
    skt_buf_add_text(out, "{\n");
    for (size_t i = 0; i < N_FIGURES; i++) {
        skt_buf_format(out, "  \"%s\": %.3f%s\n", figures[i].name, figures[i].value,
                       i + 1 < N_FIGURES ? "," : "");
    }
    skt_buf_add_text(out, "}\n");
}

/* Whether no figure is below the one in the file at `path`. Says which are. */
static bool holds_floor(const skt_scores *scores, const char *path, skt_diag *diag)
{
    enum { PER_MILLE = 1000 };
    json_error_t error;
    json_t *floor = json_load_file(path, 0, &error);
    if (floor == NULL) {
        (void)skt_diag_add(diag, SKT_E_INPUT, SKT_FAILURE, path, 0, "%s", error.text);
        return false;
    }
    figure figures[N_FIGURES];
    list_figures(figures, scores);
    bool holds = true;
    for (size_t i = 0; i < N_FIGURES; i++) {
        const json_t *least = json_object_get(floor, figures[i].name);
        if (!json_is_number(least)) {
            (void)skt_diag_add(diag, SKT_E_INPUT, SKT_FAILURE, path, 0, "\"%s\" is not in it",
                               figures[i].name);
            holds = false;
        } else if (round(figures[i].value * PER_MILLE) <
                   round(json_number_value(least) * PER_MILLE)) {
            (void)skt_diag_add(diag, SKT_E_INPUT, SKT_FAILURE, path, 0,
                               "%s has fallen from %.3f to %.3f", figures[i].name,
                               json_number_value(least), figures[i].value);
            holds = false;
        }
    }
    json_decref(floor);
    return holds;
}

static skt_status print_scores(skt_cli *cli, const skt_arguments *args, skt_scoring *scoring,
                               skt_scores *scores)
{
    const char *format = args->values[OPT_FORMAT];
    skt_buf out = SKT_BUF_INIT;
    skt_status status =
        skt_scoring_run(scores, scoring, args->values[OPT_VERBOSE] != NULL ? &out : NULL);
    if (format != NULL && strcmp(format, "json") == 0) {
        add_json(&out, scores);
    } else {
        add_table(&out, scores);
    }
    if (status == SKT_OK) {
        status = out.failed                              ? SKT_E_NOMEM
                 : skt_cli_print(cli, skt_buf_str(&out)) ? SKT_OK
                                                         : SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    skt_scoring scoring = {0};
    skt_scores scores;
    skt_sums sums = {0};
    skt_status status = load_gold(&scoring, args->operands[0], cli->diag);
    if (status == SKT_OK) {
        status = args->n_operands > 1 ? add_file(&scoring, args->operands[1], cli->diag)
                                      : predict(&scoring, cli, &sums);
    }
    if (status == SKT_OK) {
        status = print_scores(cli, args, &scoring, &scores);
    }
    skt_scoring_dispose(&scoring);
    if (status == SKT_OK && args->values[OPT_FLOOR] != NULL &&
        !holds_floor(&scores, args->values[OPT_FLOOR], cli->diag)) {
        return SKT_EXIT_NOTHING;
    }
    return skt_cli_end(cli, status, 1);
}

const skt_command skt_command_evaluate = {
    .name = "evaluate",
    .summary = "score extracted claims against gold annotations",
    .usage = "[OPTION...] GOLD_DIR [CLAIMS.ndjson]",
    .about =
        "GOLD_DIR holds a NAME.json for each report (tests/corpus/README.md describes it) and "
        "the report itself beside it. Without CLAIMS.ndjson the reports are read here and now.\n"
        "A claim is right where outcome, value and areas are; the date, the bound and the "
        "points are compared among those.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = 2,
    .run = run,
};
