/* The statements that make an empty store: OGC GeoPackage 1.3 (12-128r18), its R-tree and
 * metadata extensions, and the tables of schema.c. */
#include "core/str.h"
#include "store/geopackage.h"

static void add_column(skt_buf *out, const skt_sql_column *column)
{
    static const char *const types[] = {
        [SKT_SQL_KEY] = "INTEGER PRIMARY KEY AUTOINCREMENT",
        [SKT_SQL_INTEGER] = "INTEGER",
        [SKT_SQL_REAL] = "REAL",
        [SKT_SQL_TEXT] = "TEXT",
        [SKT_SQL_BOOLEAN] = "BOOLEAN",
        [SKT_SQL_DATE] = "DATE",
        [SKT_SQL_DATETIME] = "DATETIME",
        [SKT_SQL_POINT] = "POINT",
    };
    skt_buf_format(out, "\"%s\" %s%s", column->name, types[column->type],
                   column->needed ? " NOT NULL" : "");
    if (column->references != NULL) {
        skt_buf_format(out, " REFERENCES \"%s\"(\"fid\")", column->references);
    }
}

/* "key, version" as "\"key\", \"version\"". */
static void add_quoted(skt_buf *out, const char *names)
{
    skt_str rest = skt_str_from(names);
    skt_str name;
    const char *comma = "";
    while (skt_str_split(&name, &rest, ',')) {
        name = skt_str_trim(name);
        skt_buf_format(out, "%s\"%.*s\"", comma, SKT_FMT(name));
        comma = ", ";
    }
}

static bool has_point(const skt_sql_table *table)
{
    bool found = false;
    for (size_t i = 0; i < table->n_columns; i++) {
        found = found || table->columns[i].type == SKT_SQL_POINT;
    }
    return found;
}

static void add_table(skt_buf *out, const skt_sql_table *table)
{
    skt_buf_format(out, "CREATE TABLE \"%s\" (", table->name);
    for (size_t i = 0; i < table->n_columns; i++) {
        skt_buf_add_text(out, i > 0 ? ", " : "");
        add_column(out, &table->columns[i]);
    }
    if (table->unique != NULL) {
        skt_buf_add_text(out, ", UNIQUE (");
        add_quoted(out, table->unique);
        skt_buf_add_char(out, ')');
    }
    skt_buf_add_text(out, ");\n");
    for (size_t i = 0; table->indexes[i] != NULL; i++) {
        skt_buf_format(out, "CREATE INDEX \"%s_%zu\" ON \"%s\" (", table->name, i + 1, table->name);
        add_quoted(out, table->indexes[i]);
        skt_buf_add_text(out, ");\n");
    }
    const bool layer = has_point(table);
    skt_buf_format(out,
                   "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                   "srs_id) VALUES ('%s', '%s', '%s', '%s', %s);\n",
                   table->name, layer ? "features" : "attributes", table->title, table->about,
                   layer ? "4326" : "NULL");
    if (layer) {
        skt_gpkg_add_for(out, skt_gpkg_rtree, table->name);
        skt_gpkg_add_for(out, skt_gpkg_rtree_triggers, table->name);
        skt_gpkg_add_for(out,
                         "INSERT INTO gpkg_geometry_columns VALUES ('@', 'geom', 'POINT', 4326, "
                         "0, 0);\n",
                         table->name);
    }
}

static void add_metadata(skt_buf *out)
{
    size_t count;
    const char *const *attributions = skt_gazetteer_attributions(&count);
    skt_buf text = SKT_BUF_INIT;
    skt_buf_add_text(&text, "Reports of drone incidents and what they claim, kept by skytally. "
                            "Texts and quotations are those of their publishers.");
    for (size_t i = 0; i < count; i++) {
        skt_buf_format(&text, "\n%s", attributions[i]);
    }
    skt_buf_add_text(out, "INSERT INTO gpkg_metadata VALUES (1, 'dataset', "
                          "'https://www.dublincore.org/specifications/dublin-core/dcmi-terms/', "
                          "'text/plain', ");
    skt_gpkg_add_literal(out, skt_buf_str(&text));
    skt_buf_add_text(out, ");\nINSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) "
                          "VALUES ('geopackage', 1);\n");
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

void skt_gpkg_schema(skt_buf *out)
{
    size_t count;
    const skt_sql_table *tables = skt_store_tables(&count);
    skt_buf_add_text(out, skt_gpkg_core);
    add_metadata(out);
    for (size_t i = 0; i < count; i++) {
        add_table(out, &tables[i]);
    }
    skt_buf_format(out,
                   "INSERT INTO \"skytally_store\" (\"name\", \"value\") VALUES ('schema', "
                   "'%d');\n",
                   SKT_STORE_SCHEMA);
}
