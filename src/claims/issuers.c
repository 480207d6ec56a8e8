/* Reading the tables of issuers and parties. */
#include "claims/issuers_table.h"

#include <stdlib.h>

#include "core/buf.h"
#include "core/data_path.h"
#include "core/diag.h"
#include "core/file.h"
#include "text/text.h"

enum { MAX_FIELDS = 10 };

typedef struct reader {
    skt_issuers *table;
    const char *path;
    size_t line;
    skt_diag *diag;
    skt_str fields[MAX_FIELDS];
    size_t n_fields;
} reader;

static skt_status bad(const reader *r, const char *what)
{
    return skt_diag_add(r->diag, SKT_E_DATA, SKT_FAILURE, r->path, r->line, "%s", what);
}

static bool keep(skt_issuers *table, skt_str *text)
{
    return skt_arena_str(text, &table->arena, *text) == SKT_OK;
}

/* Folds each of the names in `list` and adds it for `row` to `names`. */
static skt_status add_names(reader *r, skt_issuer_names *names, skt_str list, size_t row)
{
    skt_buf folded = SKT_BUF_INIT;
    skt_str name;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &list, '|')) {
        skt_buf_clear(&folded);
        skt_fold(&folded, skt_str_trim(name));
        skt_str copy = skt_buf_str(&folded);
        if (copy.len == 0) {
            continue;
        }
        if (folded.failed || !keep(r->table, &copy) ||
            !skt_vec_push(names, (skt_issuer_name){copy, row, skt_letter_pairs(copy)})) {
            status = SKT_E_NOMEM;
        }
    }
    skt_buf_dispose(&folded);
    return status;
}

static size_t kind_of(const skt_issuers *table, skt_str name)
{
    for (size_t i = 0; i < table->kinds.count; i++) {
        if (skt_str_eq(table->kinds.items[i].name, name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static skt_status read_kind(reader *r)
{
    skt_issuer_kind kind = {.name = r->fields[1]};
    if (r->n_fields != 2 + SKT_OUTCOMES) {
        return bad(r, "a kind has a name and a rank for each outcome");
    }
    for (size_t i = 0; i < SKT_OUTCOMES; i++) {
        const skt_str rank = r->fields[2 + i];
        if (rank.len != 1 || rank.ptr[0] < '1' || rank.ptr[0] > '9') {
            return bad(r, "a rank is a digit from 1 to 9");
        }
        kind.rank[i] = (uint8_t)(rank.ptr[0] - '0');
    }
    return keep(r->table, &kind.name) && skt_vec_push(&r->table->kinds, kind) ? SKT_OK
                                                                              : SKT_E_NOMEM;
}

static skt_status read_country(reader *r)
{
    skt_str code = r->fields[1];
    if (r->n_fields != 3) {
        return bad(r, "a country has a code and names");
    }
    if (!keep(r->table, &code) || !skt_vec_push(&r->table->countries, code)) {
        return SKT_E_NOMEM;
    }
    return add_names(r, &r->table->country_names, r->fields[2], r->table->countries.count - 1);
}

static skt_status read_role(reader *r)
{
    if (r->n_fields != 5) {
        return bad(r, "a role has a name, a kind, a scope and names");
    }
    skt_issuer_role role = {r->fields[1], kind_of(r->table, r->fields[2]), SKT_SCOPE_NONE};
    if (role.kind == SIZE_MAX) {
        return bad(r, "no such kind above this line");
    }
    if (skt_str_is(r->fields[3], "nation")) {
        role.scope = SKT_SCOPE_NATION;
    } else if (skt_str_is(r->fields[3], "region")) {
        role.scope = SKT_SCOPE_REGION;
    } else if (!skt_str_is(r->fields[3], "none")) {
        return bad(r, "a scope is nation, region or none");
    }
    if (!keep(r->table, &role.name) || !skt_vec_push(&r->table->roles, role)) {
        return SKT_E_NOMEM;
    }
    return add_names(r, &r->table->role_names, r->fields[4], r->table->roles.count - 1);
}

/* A whole number of at most `most`, or -1. */
static int32_t number_of(skt_str text, int32_t most)
{
    int32_t value = text.len == 0 ? -1 : 0;
    for (size_t i = 0; i < text.len && value >= 0; i++) {
        const bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        value = digit ? value * 10 + (text.ptr[i] - '0') : -1;
        value = value > most ? -1 : value;
    }
    return value;
}

/* "2024-07-01 2025-08-01:merged": days, and what the series is from then on. */
static bool read_breaks(skt_issuer_row *row, skt_str list)
{
    skt_str word;
    row->merged_from = SKT_NO_DAY;
    while (skt_str_split(&word, &list, ' ')) {
        const skt_day day = skt_day_parse(word);
        const skt_str form = word.len > 10 ? skt_str_sub(word, 10, word.len - 10) : SKT_STR_NONE;
        if (word.len > 0 && (day == SKT_NO_DAY || (form.len > 0 && !skt_str_is(form, ":merged") &&
                                                   !skt_str_is(form, ":flat")))) {
            return false;
        }
        row->merged_from = skt_str_is(form, ":merged") ? day : row->merged_from;
    }
    return true;
}

static skt_status read_issuer(reader *r)
{
    if (r->n_fields != 10) {
        return bad(r, "an issuer has nine fields behind its key word");
    }
    skt_issuer_row row = {.key = r->fields[1],
                          .kind = kind_of(r->table, r->fields[2]),
                          .country = r->fields[3],
                          .adds_up = skt_str_is(r->fields[4], "yes"),
                          .zone = r->fields[6],
                          .night_s = number_of(r->fields[5], 23) * 3600,
                          .round_s = number_of(r->fields[7], 120) * 60};
    if (row.kind == SIZE_MAX) {
        return bad(r, "no such kind above this line");
    }
    if (!row.adds_up && !skt_str_is(r->fields[4], "no")) {
        return bad(r, "whether bulletins add up is yes or no");
    }
    if (row.night_s < 0 || row.round_s < 0 || row.zone.len == 0) {
        return bad(r, "an hour, a time zone and minutes are wanted");
    }
    if (!read_breaks(&row, r->fields[8])) {
        return bad(r, "a break is a day, or a day and :merged or :flat");
    }
    if (!keep(r->table, &row.key) || !keep(r->table, &row.country) || !keep(r->table, &row.zone) ||
        !skt_vec_push(&r->table->rows, row)) {
        return SKT_E_NOMEM;
    }
    return add_names(r, &r->table->row_names, r->fields[9], r->table->rows.count - 1);
}

static bool read_period(reader *r, skt_party_pair *pair)
{
    *pair = (skt_party_pair){r->fields[1], r->fields[2], skt_day_parse(r->fields[3]),
                             skt_day_parse(r->fields[4])};
    return (pair->from != SKT_NO_DAY || skt_str_is(r->fields[3], "-")) &&
           (pair->to != SKT_NO_DAY || skt_str_is(r->fields[4], "-")) && pair->a.len > 0 &&
           pair->b.len > 0;
}

static skt_status read_pair(reader *r, bool held)
{
    skt_party_pair pair;
    if (r->n_fields != 5 || !read_period(r, &pair)) {
        return bad(r, "two codes and two dates (or '-') are wanted");
    }
    const bool kept = keep(r->table, &pair.a) && keep(r->table, &pair.b);
    return kept && (held ? skt_vec_push(&r->table->held, pair)
                         : skt_vec_push(&r->table->pairs, pair))
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status read_party(reader *r)
{
    if (r->n_fields != 4) {
        return bad(r, "a party has a key, a country and names");
    }
    skt_party_pair party = {r->fields[1], r->fields[2], SKT_NO_DAY, SKT_NO_DAY};
    return keep(r->table, &party.a) && keep(r->table, &party.b) &&
                   skt_vec_push(&r->table->parties, party)
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status read_around(reader *r)
{
    const bool covers = r->n_fields == 4 && skt_str_is(r->fields[3], "covers");
    if (r->n_fields != 4 || (!covers && !skt_str_is(r->fields[3], "way"))) {
        return bad(r, "two codes and \"way\" or \"covers\" are wanted");
    }
    skt_party_around around = {r->fields[1], r->fields[2],
                               covers ? SKT_AROUND_COVERS : SKT_AROUND_WAY};
    return keep(r->table, &around.inner) && keep(r->table, &around.outer) &&
                   skt_vec_push(&r->table->arounds, around)
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status read_line(reader *r)
{
    const skt_str what = r->fields[0];
    return skt_str_is(what, "kind")      ? read_kind(r)
           : skt_str_is(what, "country") ? read_country(r)
           : skt_str_is(what, "role")    ? read_role(r)
           : skt_str_is(what, "issuer")  ? read_issuer(r)
           : skt_str_is(what, "party")   ? read_party(r)
           : skt_str_is(what, "pair")    ? read_pair(r, false)
           : skt_str_is(what, "held")    ? read_pair(r, true)
           : skt_str_is(what, "around")  ? read_around(r)
                                         : bad(r, "no such key word");
}

static skt_status read_table(skt_issuers *table, const char *path, skt_diag *diag)
{
    skt_mapping file;
    skt_status status = skt_file_map(&file, path, diag);
    if (status != SKT_OK) {
        return status;
    }
    reader r = {.table = table, .path = path, .diag = diag};
    skt_str rest = {(const char *)file.ptr, file.len};
    skt_str line;
    while (status == SKT_OK && skt_str_split(&line, &rest, '\n')) {
        r.line++;
        if (line.len > 0 && line.ptr[line.len - 1] == '\r') {
            line.len--;
        }
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        r.n_fields = 0;
        skt_str field;
        while (r.n_fields < MAX_FIELDS && skt_str_split(&field, &line, '\t')) {
            r.fields[r.n_fields++] = field;
        }
        status = line.ptr != NULL ? bad(&r, "too many fields") : read_line(&r);
    }
    skt_file_unmap(&file);
    return status;
}

static skt_status open_tables(skt_issuers **out, const char *path, skt_diag *diag)
{
    skt_issuers *table = calloc(1, sizeof *table);
    if (table == NULL) {
        return SKT_E_NOMEM;
    }
    skt_buf beside = SKT_BUF_INIT;
    skt_str folder = skt_str_from(path);
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/') {
        folder.len--;
    }
    skt_buf_add(&beside, folder);
    skt_buf_add_text(&beside, "parties.tsv");
    skt_status status = beside.failed ? SKT_E_NOMEM : read_table(table, path, diag);
    if (status == SKT_OK) {
        status = read_table(table, beside.ptr, diag);
    }
    skt_buf_dispose(&beside);
    if (status != SKT_OK) {
        skt_issuers_close(table);
        return status;
    }
    *out = table;
    return SKT_OK;
}

skt_status skt_issuers_open(skt_issuers **out, const char *path, skt_diag *diag)
{
    skt_buf ours = SKT_BUF_INIT;
    *out = NULL;
    skt_status status = path == NULL ? skt_data_path(&ours, "issuers.tsv") : SKT_OK;
    status = status == SKT_OK ? open_tables(out, path == NULL ? ours.ptr : path, diag) : status;
    skt_buf_dispose(&ours);
    return status;
}

void skt_issuers_close(skt_issuers *issuers)
{
    if (issuers == NULL) {
        return;
    }
    skt_vec_dispose(&issuers->kinds);
    skt_vec_dispose(&issuers->countries);
    skt_vec_dispose(&issuers->country_names);
    skt_vec_dispose(&issuers->roles);
    skt_vec_dispose(&issuers->role_names);
    skt_vec_dispose(&issuers->rows);
    skt_vec_dispose(&issuers->row_names);
    skt_vec_dispose(&issuers->parties);
    skt_vec_dispose(&issuers->pairs);
    skt_vec_dispose(&issuers->held);
    skt_vec_dispose(&issuers->arounds);
    skt_arena_dispose(&issuers->arena);
    free(issuers);
}
