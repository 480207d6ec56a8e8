/* skytally gazetteer: compiles the place names, tells what is in the file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/table.h"
#include "core/diag.h"
#include "core/file.h"
#include "core/json.h"
#include "gazetteer/gazetteer.h"

enum { OPT_OUTPUT, OPT_GEONAMES, OPT_MEMORY, OPT_LIST, OPT_CHECK, OPT_FORMAT, N_OPTIONS };
enum { STRAY_KM = 10 };

static const skt_option options[N_OPTIONS] = {
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write FILE instead of the data folder's skytally.gaz",
                    NULL},
    [OPT_GEONAMES] = {"geonames", 0, "DIR",
                      "join the tables with the GeoNames dump in DIR: allCountries.txt or files "
                      "such as UA.txt, and what lies beside them",
                      NULL},
    [OPT_MEMORY] = {"memory", 0, "MB", "sort in at most MB megabytes of memory; by default 512",
                    NULL},
    [OPT_LIST] = {"list", 0, "FILE",
                  "write the places that lie more than 10 km outside of the region that their "
                  "code names, to FILE as a table",
                  NULL},
    [OPT_CHECK] = {"check", 0, NULL, "compare the whole file with its checksum, look at every node",
                   NULL},
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
};

static const skt_example examples[] = {
    {"skytally gazetteer info", "tells how many places of each level are known"},
    {"skytally gazetteer build --output my.gaz gazetteer",
     "compiles the tables of the folder gazetteer/"},
    {"skytally gazetteer build --output my.gaz --list strays.tsv gazetteer",
     "also lists the places whose region by code is not that by polygon"},
};

static void show_progress(void *user, const char *file, unsigned percent)
{
    skt_cli_progress(user, "%s: %u %%", file, percent);
}

/* Compares the compiled file's codes with its polygons. */
static skt_status list_strays(skt_cli *cli, const char *gazetteer_path, const char *list_path)
{
    skt_gazetteer *gazetteer = NULL;
    skt_buf list = SKT_BUF_INIT;
    size_t n_strays = 0;
    size_t n_places = 0;
    skt_status status = skt_gazetteer_open(&gazetteer, gazetteer_path, cli->diag);
    if (status == SKT_OK) {
        status = skt_gazetteer_list_strays(&n_strays, &n_places, &list, gazetteer, STRAY_KM);
    }
    if (status == SKT_OK) {
        status = skt_file_write(list_path, skt_buf_str(&list), cli->diag);
    }
    if (status == SKT_OK) {
        (void)skt_diag_add(cli->diag, SKT_OK, SKT_NOTE, list_path, 0,
                           "%zu of %zu places lie more than %d km outside of the region that "
                           "their code names",
                           n_strays, n_places, STRAY_KM);
    }
    skt_buf_dispose(&list);
    skt_gazetteer_close(gazetteer);
    return status;
}

static int build(skt_cli *cli, const skt_arguments *args)
{
    skt_buf path = SKT_BUF_INIT;
    skt_gaz_build_options how = SKT_GAZ_BUILD_OPTIONS_INIT;
    if (args->n_operands != 2) {
        return skt_cli_usage(cli, "build needs the folder of the tables");
    }
    if (args->values[OPT_MEMORY] != NULL &&
        !skt_cli_take_memory(&how.memory, cli, args->values[OPT_MEMORY])) {
        return SKT_EXIT_USAGE;
    }
    how.geonames = args->values[OPT_GEONAMES];
    how.progress = show_progress;
    how.user = cli;
    skt_status status = SKT_OK;
    if (args->values[OPT_OUTPUT] != NULL) {
        skt_buf_add_text(&path, args->values[OPT_OUTPUT]);
    } else {
        status = skt_cli_data_path(&path, cli, "skytally.gaz");
    }
    if (status == SKT_OK && path.failed) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        status = skt_gazetteer_build(path.ptr, args->operands[1], &how, cli->diag);
    }
    if (status == SKT_OK && args->values[OPT_LIST] != NULL) {
        status = list_strays(cli, path.ptr, args->values[OPT_LIST]);
    }
    skt_buf_dispose(&path);
    return skt_cli_end(cli, status, 1);
}

/* What every node must have; the check of a file that opened. */
static bool is_whole(const skt_gazetteer *gazetteer, skt_node node, skt_arena *arena)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    const bool sea = info.level == SKT_LEVEL_SEA;
    const bool area = sea || info.level == SKT_LEVEL_COUNTRY || info.level == SKT_LEVEL_REGION;
    if (info.name.len == 0 || info.level == SKT_LEVEL_UNKNOWN ||
        (!sea && info.country.ptr == NULL)) {
        return false;
    }
    if (info.level == SKT_LEVEL_REGION && skt_gazetteer_admin1(gazetteer, info.admin1) != node) {
        return false;
    }
    skt_polygon polygon;
    return !area ||
           skt_gazetteer_polygon(&polygon, gazetteer, node, SKT_DETAIL_FINE, arena) == SKT_OK;
}

static size_t count_damaged(const skt_gazetteer *gazetteer)
{
    const size_t n = skt_gazetteer_node_count(gazetteer);
    size_t damaged = 0;
    for (skt_node node = 0; node < n; node++) {
        skt_arena arena = SKT_ARENA_INIT;
        damaged += !is_whole(gazetteer, node, &arena);
        skt_arena_dispose(&arena);
    }
    return damaged;
}

/* The counts of `info`, as a table and as members of an object. */
typedef struct listing {
    skt_table table;
    skt_json json;
} listing;

static void list(listing *out, const char *name, size_t count)
{
    skt_table_add(&out->table, skt_str_from(name));
    skt_table_format(&out->table, "%zu", count);
    skt_json_int(&out->json, name, (int64_t)count);
}

static void print_counts(skt_buf *out, const skt_gazetteer_census *found, const size_t *damaged,
                         bool wants_table)
{
    static const skt_column columns[] = {{"what", false}, {"places", true}};
    char name[64];
    listing counts = {SKT_TABLE_INIT(columns), {out, false}};
    skt_json_open(&counts.json, NULL, '{');
    for (int level = SKT_LEVEL_COUNTRY; level <= SKT_LEVEL_SEA; level++) {
        list(&counts, skt_level_name((skt_level)level), found->nodes[level]);
    }
    list(&counts, "countries_with_regions", found->countries_with_regions);
    list(&counts, "countries_with_districts", found->countries_with_districts);
    for (int script = 0; script < SKT_SCRIPTS; script++) {
        (void)snprintf(name, sizeof name, "named_in_%s", skt_script_name((skt_script)script));
        list(&counts, name, found->named[script]);
    }
    if (damaged != NULL) {
        list(&counts, "damaged", *damaged);
    }
    skt_json_close(&counts.json, '}');
    skt_buf_add_char(out, '\n');
    if (wants_table) {
        skt_buf_clear(out);
        skt_table_print(out, &counts.table);
    }
    skt_table_dispose(&counts.table);
}

static int info(skt_cli *cli, const skt_arguments *args)
{
    const skt_gazetteer *gazetteer;
    if (skt_cli_gazetteer(&gazetteer, cli) != SKT_OK) {
        return SKT_EXIT_NOTHING;
    }
    skt_gazetteer_census found;
    const bool check = args->values[OPT_CHECK] != NULL;
    const skt_status status = skt_gazetteer_count(&found, gazetteer);
    if (status != SKT_OK) {
        return skt_cli_end(cli, status, 1);
    }
    const size_t damaged = check ? count_damaged(gazetteer) : 0;
    skt_buf out = SKT_BUF_INIT;
    const bool wants_table = skt_cli_wants_table(args->values[OPT_FORMAT]);
    print_counts(&out, &found, check ? &damaged : NULL, wants_table);
    size_t n_lines;
    const char *const *lines = skt_gazetteer_attributions(&n_lines);
    for (size_t i = 0; wants_table && i < n_lines; i++) {
        skt_buf_format(&out, "%s\n", lines[i]);
    }
    const skt_status printed = skt_cli_print_buf(cli, &out);
    skt_buf_dispose(&out);
    if (check && !skt_gazetteer_is_intact(gazetteer)) {
        (void)skt_diag_add(
            cli->diag, SKT_E_DATA, SKT_REFUSAL, NULL, 0,
            "the gazetteer was altered: its checksum differs; make it anew: skytally "
            "gazetteer build");
    }
    if (damaged > 0) {
        (void)skt_diag_add(cli->diag, SKT_E_DATA, SKT_REFUSAL, NULL, 0,
                           "%zu places are damaged; make the file anew: skytally gazetteer build",
                           damaged);
    }
    return skt_cli_end(cli, printed, 1);
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    if (strcmp(args->operands[0], "build") == 0) {
        return build(cli, args);
    }
    if (strcmp(args->operands[0], "info") == 0 && args->n_operands == 1) {
        return info(cli, args);
    }
    return skt_cli_usage(cli, "\"build DIR\" or \"info\", not \"%s\"", args->operands[0]);
}

const skt_command skt_command_gazetteer = {
    .name = "gazetteer",
    .summary = "compile the place names, tell what is known",
    .usage = "[OPTION...] build DIR | info",
    .about = "The program reads place names, regions and polygons from one compiled file, "
             "skytally.gaz in the data folder. \"build\" makes it from the tables of a folder "
             "(gazetteer/ of the source, or a copy that you have changed), with --geonames joined "
             "with a full dump of GeoNames that you have; \"info\" counts what is in it.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof examples[0],
    .min_operands = 1,
    .max_operands = 2,
    .run = run,
};
