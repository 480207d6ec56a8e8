#include "gazetteer/overlay_table.h"

#include "core/diag.h"

static const char *const columns[SKT_GAZ_OWN_COLUMNS] = {
    [SKT_GAZ_OWN_ACTION] = "action",
    [SKT_GAZ_OWN_NAME] = "name",
    [SKT_GAZ_OWN_NAMES] = "names",
    [SKT_GAZ_OWN_LEVEL] = "level",
    [SKT_GAZ_OWN_KIND] = "kind",
    [SKT_GAZ_OWN_LAT] = "lat",
    [SKT_GAZ_OWN_LON] = "lon",
    [SKT_GAZ_OWN_COUNTRY] = "country",
    [SKT_GAZ_OWN_ADMIN1] = "admin1",
    [SKT_GAZ_OWN_POPULATION] = "population",
    [SKT_GAZ_OWN_GEONAMEID] = "geonameid",
    [SKT_GAZ_OWN_NOTE] = "note",
    [SKT_GAZ_OWN_SOURCE] = "source",
};

#define KNOWN_COLUMNS                                                                              \
    "action, name, names, level, kind, lat, lon, country, admin1, population, geonameid, note, "   \
    "source"

static bool next_line(skt_gaz_own_table *table, skt_str *line)
{
    while (skt_str_split(line, &table->rest, '\n')) {
        table->line++;
        if (line->len > 0 && line->ptr[line->len - 1] == '\r') {
            line->len--;
        }
        if (skt_str_trim(*line).len > 0 && line->ptr[0] != '#') {
            return true;
        }
    }
    return false;
}

static skt_status refuse_header(const skt_gaz_own_table *table, const char *what)
{
    return skt_diag_add(table->diag, SKT_E_INPUT, SKT_FAILURE, table->path, table->line,
                        "%s; the first line that is no comment names the columns, with tabs "
                        "between: " KNOWN_COLUMNS,
                        what);
}

static skt_status enter_column(skt_gaz_own_table *table, skt_str name)
{
    for (size_t i = 0; i < SKT_GAZ_OWN_COLUMNS; i++) {
        if (!skt_str_is(name, columns[i])) {
            continue;
        }
        if (table->position[i] != SIZE_MAX) {
            return skt_diag_add(table->diag, SKT_E_INPUT, SKT_FAILURE, table->path, table->line,
                                "has the column \"%s\" twice", columns[i]);
        }
        table->position[i] = table->n_fields;
        return SKT_OK;
    }
    return skt_diag_add(table->diag, SKT_OK, SKT_WARNING, table->path, table->line,
                        "column \"%.*s\" is not looked at; those that are: " KNOWN_COLUMNS,
                        SKT_FMT(skt_str_cut(name, 40)));
}

static skt_status read_header(skt_gaz_own_table *table)
{
    skt_str line;
    skt_str name;
    if (!next_line(table, &line)) {
        return refuse_header(table, "is empty");
    }
    if (skt_str_find(line, SKT_LIT("\t"), 0) == SIZE_MAX &&
        skt_str_find(line, SKT_LIT(","), 0) != SIZE_MAX) {
        return refuse_header(table, "is separated by commas: save it with tabs between the fields");
    }
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &line, '\t')) {
        status = enter_column(table, skt_str_trim(name));
        table->n_fields++;
    }
    if (status == SKT_OK && table->position[SKT_GAZ_OWN_NAME] == SIZE_MAX &&
        table->position[SKT_GAZ_OWN_GEONAMEID] == SIZE_MAX) {
        return refuse_header(table, "has neither a column \"name\" nor \"geonameid\"");
    }
    return status;
}

skt_status skt_gaz_own_table_open(skt_gaz_own_table *out, const char *path, skt_diag *diag)
{
    const skt_str mark = SKT_LIT("\xEF\xBB\xBF"); /* of UTF-8, as spreadsheets write it */
    *out = (skt_gaz_own_table){.path = path, .diag = diag};
    for (size_t i = 0; i < SKT_GAZ_OWN_COLUMNS; i++) {
        out->position[i] = SIZE_MAX;
    }
    const skt_status status = skt_file_map(&out->file, path, diag);
    if (status != SKT_OK) {
        return status;
    }
    out->rest = (skt_str){out->file.ptr == NULL ? "" : (const char *)out->file.ptr, out->file.len};
    if (skt_str_starts(out->rest, mark)) {
        out->rest = skt_str_sub(out->rest, mark.len, out->rest.len - mark.len);
    }
    return read_header(out);
}

/* Fields of `line` by column; false (and a refusal) where their number is wrong. */
static bool read_fields(const skt_gaz_own_table *table, skt_str line, skt_str *fields)
{
    size_t at = 0;
    skt_str field;
    for (skt_str rest = line; skt_str_split(&field, &rest, '\t'); at++) {
        for (size_t i = 0; i < SKT_GAZ_OWN_COLUMNS; i++) {
            if (table->position[i] == at) {
                fields[i] = skt_str_trim(field);
            }
        }
    }
    /* Empty fields at the end are easily left out. */
    if (at > table->n_fields) {
        (void)skt_diag_add(table->diag, SKT_E_INPUT, SKT_REFUSAL, table->path, table->line,
                           "%zu fields where the header has %zu; fields are separated by one tab",
                           at, table->n_fields);
    }
    return at <= table->n_fields;
}

static bool is_text(skt_str line)
{
    for (size_t at = 0; at < line.len;) {
        const size_t from = at;
        const uint32_t c = skt_utf8_next(line, &at);
        if ((c == 0xFFFD && at == from + 1) || (c < ' ' && c != '\t') || c == 0x7F) {
            return false;
        }
    }
    return true;
}

bool skt_gaz_own_table_next(skt_gaz_own_table *table, skt_str fields[SKT_GAZ_OWN_COLUMNS])
{
    skt_str line;
    while (next_line(table, &line)) {
        for (size_t i = 0; i < SKT_GAZ_OWN_COLUMNS; i++) {
            fields[i] = (skt_str){"", 0};
        }
        if (!is_text(line)) {
            (void)skt_diag_add(table->diag, SKT_E_INPUT, SKT_REFUSAL, table->path, table->line,
                               "is no UTF-8, or has control characters; save the table as UTF-8");
            continue;
        }
        if (read_fields(table, line, fields)) {
            return true;
        }
    }
    return false;
}

void skt_gaz_own_table_close(skt_gaz_own_table *table)
{
    skt_file_unmap(&table->file);
}
