/* skytally resolve: what a place name may mean, best first, and why. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/table.h"
#include "core/json.h"
#include "gazetteer/gazetteer.h"

enum { OPT_CONTEXT, OPT_COUNTRY, OPT_LIMIT, OPT_FORMAT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_CONTEXT] = {"context", 0, "TEXT", "words that stand around the name, or tell of it", NULL},
    [OPT_COUNTRY] = {"country", 0, "CC", "the country it lies in, likely (ISO alpha-2)", NULL},
    [OPT_LIMIT] = {"limit", 0, "N", "at most N candidates (by default 10)", NULL},
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
};

static const skt_example examples[] = {
    {"skytally resolve Alexandria --context \"in Ukraine's Kirovohrad region\"",
     "Oleksandriia, not the Egyptian port"},
    {"skytally resolve Tripoli --country LB", "the city in Lebanon"},
    {"printf 'Kirov\\tin Kaluga region\\n' | skytally resolve -",
     "reads lines of a name, a tab and a context, and answers each with one line of NDJSON"},
};

typedef struct resolving {
    skt_cli *cli;
    const skt_gazetteer *gazetteer;
    skt_str country;
    size_t limit;
    bool wants_table;
    size_t n_done;
} resolving;

static void add_place(skt_json *json, const char *key, const skt_gazetteer *gazetteer,
                      skt_node node)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    skt_json_open(json, key, '{');
    skt_json_str(json, "name", info.name);
    skt_json_text(json, "level", skt_level_name(info.level));
    skt_json_str(json, "country", info.country);
    skt_json_str(json, "admin1", info.admin1);
    skt_json_str(json, "iso_3166_2", info.iso_3166_2);
    skt_json_int(json, "geonameid", info.geonameid == 0 ? SKT_NULL : info.geonameid);
    skt_json_real(json, "lat", info.lat, 6);
    skt_json_real(json, "lon", info.lon, 6);
    skt_json_close(json, '}');
}

static void add_answer(skt_buf *out, const resolving *r, skt_str name, const skt_candidates *found)
{
    skt_json json = {out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_str(&json, "query", name);
    if (found->count == 0) {
        skt_json_null(&json, "place");
        skt_json_real(&json, "score", 0, 3);
    } else {
        add_place(&json, "place", r->gazetteer, found->items[0].node);
        skt_json_real(&json, "score", (double)found->items[0].score, 3);
    }
    skt_json_open(&json, "candidates", '[');
    for (size_t i = 0; i < found->count && i < r->limit; i++) {
        skt_json_open(&json, NULL, '{');
        add_place(&json, "place", r->gazetteer, found->items[i].node);
        skt_json_real(&json, "score", (double)found->items[i].score, 3);
        skt_json_text(&json, "reason", found->items[i].reason);
        skt_json_close(&json, '}');
    }
    skt_json_close(&json, ']');
    skt_json_text(&json, "reason",
                  found->count == 0 ? "no place of that name is meant here"
                                    : found->items[0].reason);
    skt_json_close(&json, '}');
    skt_buf_add_char(out, '\n');
}

static void add_rows(skt_buf *out, const resolving *r, const skt_candidates *found)
{
    static const skt_column columns[] = {{"name", false},   {"level", false}, {"country", false},
                                         {"admin1", false}, {"lat", true},    {"lon", true},
                                         {"score", true},   {"reason", false}};
    skt_table table = SKT_TABLE_INIT(columns);
    for (size_t i = 0; i < found->count && i < r->limit; i++) {
        const skt_node_info info = skt_gazetteer_node(r->gazetteer, found->items[i].node);
        skt_table_add(&table, info.name);
        skt_table_add(&table, skt_str_from(skt_level_name(info.level)));
        skt_table_add(&table, info.country);
        skt_table_add(&table, info.admin1);
        skt_table_format(&table, "%.3f", info.lat);
        skt_table_format(&table, "%.3f", info.lon);
        skt_table_format(&table, "%.2f", (double)found->items[i].score);
        skt_table_add(&table, skt_str_from(found->items[i].reason));
    }
    skt_table_print(out, &table);
    skt_table_dispose(&table);
}

static skt_status resolve_one(resolving *r, skt_str name, skt_str context)
{
    skt_candidates found = {0};
    skt_buf out = SKT_BUF_INIT;
    skt_status status = skt_gazetteer_resolve(&found, r->gazetteer, name, context, r->country);
    if (status == SKT_OK && r->wants_table && found.count > 0) {
        add_rows(&out, r, &found);
    } else if (status == SKT_OK && r->wants_table) {
        skt_buf_format(&out, "%.*s: no place of that name is meant here\n", SKT_FMT(name));
    } else if (status == SKT_OK) {
        add_answer(&out, r, name, &found);
    }
    if (status == SKT_OK) {
        status = out.failed ? SKT_E_NOMEM : SKT_OK;
    }
    if (status == SKT_OK && !skt_cli_print(r->cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    r->n_done += status == SKT_OK;
    skt_buf_dispose(&out);
    skt_vec_dispose(&found);
    return status;
}

/* Lines of a name, a tab and a context, as long as standard input gives any. */
static skt_status resolve_lines(resolving *r)
{
    char *line = NULL;
    size_t capacity = 0;
    skt_status status = SKT_OK;
    ssize_t length;
    r->wants_table = false;
    while (status == SKT_OK && (length = getline(&line, &capacity, stdin)) >= 0) {
        skt_str rest = skt_str_trim((skt_str){line, (size_t)length});
        skt_str name = SKT_STR_NONE;
        if (rest.len == 0) {
            continue;
        }
        (void)skt_str_split(&name, &rest, '\t');
        status = resolve_one(r, name, rest);
    }
    free(line);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    resolving r = {.cli = cli, .limit = 10};
    if (args->values[OPT_LIMIT] != NULL) {
        char *end;
        r.limit = strtoul(args->values[OPT_LIMIT], &end, 10);
        if (*end != '\0' || r.limit == 0) {
            return skt_cli_usage(cli, "--limit needs a number above 0");
        }
    }
    if (skt_cli_gazetteer(&r.gazetteer, cli) != SKT_OK) {
        return SKT_EXIT_NOTHING;
    }
    r.country = skt_str_from(args->values[OPT_COUNTRY]);
    if (r.country.len > 0 && skt_gazetteer_country(r.gazetteer, r.country) == SKT_NO_NODE) {
        return skt_cli_usage(cli, "no such country: %s (two capital letters, as UA)",
                             args->values[OPT_COUNTRY]);
    }
    r.wants_table = skt_cli_wants_table(args->values[OPT_FORMAT]);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < args->n_operands && status == SKT_OK; i++) {
        if (strcmp(args->operands[i], "-") == 0) {
            status = resolve_lines(&r);
        } else {
            status = resolve_one(&r, skt_str_from(args->operands[i]),
                                 skt_str_from(args->values[OPT_CONTEXT]));
        }
    }
    return skt_cli_end(cli, status, 1);
}

const skt_command skt_command_resolve = {
    .name = "resolve",
    .summary = "rank what a place name may mean",
    .usage = "[OPTION...] NAME... | -",
    .about = "A name that is no place in its context (\"Reading from a statement\") has no "
             "candidates. With - lines are read from standard input: a name, and behind a tab "
             "its context; each is answered with one line of NDJSON.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof examples[0],
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
