#include "export/page.h"

#include "export/page_parts.h"
#include "tally/gap.h"
#include "tally/tally.h"

/* ------------------------------------------------------------------- terms */

static void write_names(skt_json *json, const char *key, const char *(*name)(int), int count)
{
    skt_json_open(json, key, '[');
    for (int i = 0; i < count; i++) {
        skt_json_text(json, NULL, name(i));
    }
    skt_json_close(json, ']');
}

#define NAMES_OF(type, function)                                                                   \
    static const char *name_of_##type(int value)                                                   \
    {                                                                                              \
        return function((skt_##type)value);                                                        \
    }
NAMES_OF(outcome, skt_outcome_name)
NAMES_OF(bound, skt_bound_name)
NAMES_OF(method, skt_method_name)
NAMES_OF(period, skt_period_name)
NAMES_OF(time_precision, skt_time_precision_name)
NAMES_OF(row_level, skt_row_level_name)
NAMES_OF(link_type, skt_link_type_name)
#undef NAMES_OF

static void write_reason(skt_json *json, const char *key, int rule, const char *text)
{
    skt_json_open(json, key, '[');
    skt_json_int(json, NULL, rule);
    skt_json_text(json, NULL, text);
    skt_json_close(json, ']');
}

/* What the numbers in the columns stand for. */
static void write_terms(skt_json *json)
{
    write_names(json, "outcome_names", name_of_outcome, SKT_OUTCOMES);
    write_names(json, "bound_names", name_of_bound, SKT_VAGUE + 1);
    write_names(json, "method_names", name_of_method, SKT_METHOD_MIXED + 1);
    write_names(json, "period_names", name_of_period, SKT_BACKGROUND + 1);
    write_names(json, "time_precision_names", name_of_time_precision, SKT_TIME_MONTH + 1);
    write_names(json, "level_names", name_of_row_level, SKT_ROW_TOTAL + 1);
    write_names(json, "link_names", name_of_link_type, SKT_LINK_RECALLED + 1);
    skt_json_open(json, "grounds", '[');
    for (int i = 0; i < SKT_GROUNDS; i++) {
        write_reason(json, NULL, skt_ground_rule((skt_ground)i), skt_ground_text((skt_ground)i));
    }
    skt_json_close(json, ']');
    skt_json_open(json, "first_grounds", '{'); /* of accounts, notes and incidents */
    skt_json_int(json, "account", SKT_GROUND_STANDS);
    skt_json_int(json, "note", SKT_GROUND_REPLICA);
    skt_json_int(json, "incident", SKT_GROUND_ADDED_WINDOW);
    skt_json_int(json, "copy", SKT_GROUND_COPY);
    skt_json_int(json, "raised", SKT_GROUND_RAISED);
    skt_json_int(json, "no_room", SKT_GROUND_NO_ROOM);
    skt_json_close(json, '}');
    skt_json_open(json, "gaps", '{');
    for (int i = 0; i < SKT_GAPS; i++) {
        write_reason(json, skt_gap_name((skt_gap_kind)i), skt_gap_rule((skt_gap_kind)i),
                     skt_gap_text((skt_gap_kind)i));
    }
    skt_json_close(json, '}');
    skt_buf_add_char(json->out, '\n');
}

/* -------------------------------------------------------------------- head */

static void write_day(skt_json *json, const char *key, skt_day day)
{
    skt_json_int(json, key, day == SKT_NO_DAY ? SKT_NULL : day);
}

/* How the tally was cut before it came here. */
static void write_cuts(skt_json *json, const skt_tally_options *cuts)
{
    skt_json_open(json, "cuts", '{');
    write_day(json, "from", cuts->from);
    write_day(json, "to", cuts->to);
    skt_json_text(json, "country", cuts->country);
    skt_json_text(json, "attacker", cuts->attacker);
    skt_json_int(json, "outcomes", cuts->outcomes == 0 ? (1 << SKT_OUTCOMES) - 1 : cuts->outcomes);
    skt_json_close(json, '}');
}

static void write_head(skt_json *json, const skt_export_data *data)
{
    skt_json_text(json, "version", skt_version());
    skt_meta_write_json(json, &data->meta);
    write_day(json, "first_day", data->meta.date_from);
    write_day(json, "last_day", data->meta.date_to);
    write_cuts(json, skt_tally_options_of(data->traced));
    skt_buf_add_char(json->out, '\n');
}

/* Names of the countries that the data speak of by their codes. */
static void write_country_names(skt_json *json, const skt_page *page)
{
    const skt_atlas *atlas = page->data->atlas;
    skt_json_open(json, "countries", '{');
    for (size_t i = 0; i < page->texts.all.count; i++) {
        const skt_str code = page->texts.all.items[i];
        if (code.len != 2 || code.ptr[0] < 'A' || code.ptr[0] > 'Z' || code.ptr[1] < 'A' ||
            code.ptr[1] > 'Z') {
            continue;
        }
        const skt_str name = atlas->country_name(atlas->context, code);
        if (name.len > 0) {
            const char key[] = {code.ptr[0], code.ptr[1], '\0'};
            skt_json_str(json, key, name);
        }
    }
    skt_json_close(json, '}');
}

static void write_texts(skt_json *json, const skt_page_texts *texts)
{
    skt_json_open(json, "texts", '[');
    skt_json_null(json, NULL);
    for (size_t i = 0; i < texts->all.count; i++) {
        skt_json_str(json, NULL, texts->all.items[i]);
    }
    skt_json_close(json, ']');
    json->out->failed = json->out->failed || texts->failed;
}

/* -------------------------------------------------------------------- data */

static skt_status write_data(skt_buf *out, const skt_export_data *data)
{
    skt_json json = {out, false};
    skt_page page = {.data = data, .json = &json};
    skt_json_open(&json, NULL, '{');
    write_head(&json, data);
    write_terms(&json);
    skt_status status = skt_page_number_claims(&page);
    if (status == SKT_OK) {
        status = skt_page_rows(&page);
    }
    if (status == SKT_OK) {
        status = skt_page_incidents(&page);
    }
    if (status == SKT_OK) {
        status = skt_page_claims(&page);
    }
    write_country_names(&json, &page);
    write_texts(&json, &page.texts);
    skt_json_close(&json, '}');
    skt_map_dispose(&page.texts.index);
    skt_vec_dispose(&page.texts.all);
    skt_map_dispose(&page.rows);
    skt_arena_dispose(&page.arena);
    return status == SKT_OK && out->failed ? SKT_E_NOMEM : status;
}

/* Adds JSON so that nothing in it can end the script element around it, begin a comment, or
 * be taken for the end of a line: such characters stand in its strings alone. */
static void add_inert(skt_buf *out, skt_str json)
{
    size_t done = 0;
    for (size_t i = 0; i < json.len; i++) {
        const char *at = json.ptr + i;
        const bool less = *at == '<';
        const bool line = i + 2 < json.len && memcmp(at, "\xE2\x80", 2) == 0 &&
                          (at[2] == '\xA8' || at[2] == '\xA9');
        if (!less && !line) {
            continue;
        }
        skt_buf_add(out, skt_str_sub(json, done, i - done));
        skt_buf_add_text(out, less ? "\\u003c" : at[2] == '\xA8' ? "\\u2028" : "\\u2029");
        done = i + (less ? 1 : 3);
        i = done - 1;
    }
    skt_buf_add(out, skt_str_sub(json, done, json.len - done));
}

skt_status skt_page_write(skt_buf *out, const skt_export_data *data)
{
    skt_buf json = SKT_BUF_INIT;
    const skt_status status = write_data(&json, data);
    skt_buf_add(out, (skt_str){(const char *)skt_page_head, skt_page_head_size});
    if (status == SKT_OK) {
        add_inert(out, skt_buf_str(&json));
    }
    skt_buf_add(out, (skt_str){(const char *)skt_page_tail, skt_page_tail_size});
    skt_buf_dispose(&json);
    return status == SKT_OK && out->failed ? SKT_E_NOMEM : status;
}
