/* skytally places: every toponym of a text with what it means. */

#include "cli/cli.h"
#include "cli/table.h"
#include "core/json.h"

enum { OPT_COUNTRY, OPT_FORMAT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_COUNTRY] = {"country", 0, "CC", "the publisher's country, likely (ISO alpha-2)", NULL},
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
};

static const skt_example examples[] = {
    {"echo 'Drones hit Toropets in the Tver region.' | skytally places -",
     "finds a town and its region"},
    {"skytally places docs/examples/reports", "lists the places of all reports of a folder"},
};

static const skt_column columns[] = {
    {"text", false}, {"place", false}, {"level", false}, {"country", false}, {"admin1", false},
    {"lat", true},   {"lon", true},    {"score", true},  {"flags", false},   {"reason", false}};

typedef struct finding {
    skt_cli *cli;
    const skt_gazetteer *gazetteer;
    skt_str country;
    const skt_report *report; /* at hand */
    skt_buf out;
    skt_table table;
    bool wants_table;
} finding;

static const char *flags_of(const skt_mention *mention)
{
    return mention->adjective    ? "adjective"
           : mention->possessive ? "possessive"
           : mention->typed      ? "typed"
                                 : "";
}

static void add_row(finding *f, const skt_mention *mention, const skt_node_info *info)
{
    skt_table_add(&f->table, mention->words);
    skt_table_add(&f->table, info->name);
    skt_table_add(&f->table, skt_str_from(skt_level_name(mention->level)));
    skt_table_add(&f->table, info->country);
    skt_table_add(&f->table, info->admin1);
    skt_table_format(&f->table, "%.3f", info->lat);
    skt_table_format(&f->table, "%.3f", info->lon);
    skt_table_format(&f->table, "%.2f", (double)mention->score);
    skt_table_add(&f->table, skt_str_from(flags_of(mention)));
    skt_table_add(&f->table, skt_str_from(mention->reason));
}

static void add_line(finding *f, const skt_mention *mention, const skt_node_info *info)
{
    skt_json json = {&f->out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_str(&json, "doc", f->report->doc);
    skt_json_str(&json, "item", f->report->item);
    skt_json_str(&json, "text", mention->words);
    skt_json_int(&json, "offset", (int64_t)mention->offset);
    skt_json_text(&json, "level", skt_level_name(mention->level));
    const bool known = mention->node != SKT_NO_NODE;
    skt_json_str(&json, "name", known ? info->name : SKT_STR_NONE);
    skt_json_str(&json, "country", info->country);
    skt_json_str(&json, "admin1", info->admin1);
    skt_json_str(&json, "iso_3166_2", info->iso_3166_2);
    skt_json_int(&json, "geonameid", info->geonameid == 0 ? SKT_NULL : info->geonameid);
    skt_json_real(&json, "lat", info->lat, 6);
    skt_json_real(&json, "lon", info->lon, 6);
    skt_json_real(&json, "score", (double)mention->score, 3);
    skt_json_bool(&json, "adjective", mention->adjective);
    skt_json_bool(&json, "possessive", mention->possessive);
    skt_json_bool(&json, "typed", mention->typed);
    skt_json_text(&json, "reason", mention->reason);
    skt_json_close(&json, '}');
    skt_buf_add_char(&f->out, '\n');
}

static skt_status take_mention(void *user, const skt_mention *mention)
{
    finding *f = user;
    const skt_node_info info = skt_gazetteer_node(f->gazetteer, mention->node);
    if (f->wants_table) {
        add_row(f, mention, &info);
    } else {
        add_line(f, mention, &info);
    }
    return SKT_OK;
}

static skt_status find_places(finding *f, const skt_report *report)
{
    f->report = report;
    skt_status status = skt_find_places(f->gazetteer, report->text, f->country, take_mention, f);
    if (status == SKT_OK && (f->out.failed || !skt_cli_print(f->cli, skt_buf_str(&f->out)))) {
        status = f->out.failed ? SKT_E_NOMEM : SKT_E_IO;
    }
    skt_buf_clear(&f->out);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    finding f = {.cli = cli, .out = SKT_BUF_INIT, .table = SKT_TABLE_INIT(columns)};
    f.wants_table = skt_cli_wants_table(args->values[OPT_FORMAT]);
    f.country = skt_str_from(args->values[OPT_COUNTRY]);
    if (skt_cli_gazetteer(&f.gazetteer, cli) != SKT_OK) {
        return SKT_EXIT_NOTHING;
    }
    skt_ingest *ingest = NULL;
    const skt_report *report = NULL;
    size_t n_done = 0;
    skt_status status = skt_ingest_new(&ingest, args->operands, args->n_operands, NULL, cli->diag);
    while (status == SKT_OK && (status = skt_ingest_next(&report, ingest)) == SKT_OK &&
           report != NULL) {
        status = find_places(&f, report);
        n_done += status == SKT_OK;
        skt_cli_flush(cli);
    }
    if (status == SKT_OK && f.wants_table) {
        skt_table_print(&f.out, &f.table);
        status = skt_cli_print_buf(cli, &f.out);
    }
    skt_ingest_free(ingest);
    skt_table_dispose(&f.table);
    skt_buf_dispose(&f.out);
    return skt_cli_end(cli, status, n_done);
}

const skt_command skt_command_places = {
    .name = "places",
    .summary = "find the places that texts name",
    .usage = "[OPTION...] INPUT...",
    .about = "Prints every toponym in the order of the text with the place that it means and why. "
             "A place that is named but not known has no name and coordinates.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof examples[0],
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
