#include "cli/unread.h"

#include "core/json.h"

static const skt_column columns[] = {
    {"input", false}, {"item", false}, {"reason", false}, {"words", false}};

void skt_unread_begin(skt_unread_list *list, bool table)
{
    *list = (skt_unread_list){.table = SKT_TABLE_INIT(columns), .is_table = table};
}

static void take_row(skt_table *table, const skt_unread *unread)
{
    enum { WIDTH = 60 };
    const skt_str cut = skt_str_cut(unread->evidence, WIDTH);
    skt_table_add(table, unread->report->doc);
    skt_table_add(table, unread->report->item);
    skt_table_add(table, skt_str_from(skt_unread_name(unread->reason)));
    skt_table_format(table, "%.*s%s", SKT_FMT(cut), cut.len < unread->evidence.len ? "..." : "");
}

static void take_line(skt_buf *out, const skt_unread *unread)
{
    const skt_report *report = unread->report;
    char day[11];
    skt_json json = {out, false};
    skt_day_format(day, report->published);
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "kind", "unread");
    skt_json_str(&json, "doc", report->doc);
    skt_json_str(&json, "item", report->item);
    skt_json_str(&json, "report", report->id);
    skt_json_str(&json, "url", report->url);
    skt_json_str(&json, "published", day[0] == '\0' ? SKT_STR_NONE : skt_str_from(day));
    skt_json_str(&json, "publisher", report->publisher);
    skt_json_str(&json, "lang", report->lang.len > 0 ? report->lang : SKT_LIT("en"));
    skt_json_text(&json, "reason", skt_unread_name(unread->reason));
    skt_json_str(&json, "evidence", unread->evidence);
    skt_json_int(&json, "offset",
                 unread->evidence.ptr == NULL ? SKT_NULL : (int64_t)unread->offset);
    skt_json_close(&json, '}');
    skt_buf_add_char(out, '\n');
}

void skt_unread_take(void *user, const skt_unread *unread)
{
    skt_unread_list *list = user;
    list->count++;
    list->seen[unread->reason] = true;
    if (list->is_table) {
        take_row(&list->table, unread);
    } else {
        take_line(&list->lines, unread);
    }
}

/* The reasons that stand in the table, explained below it. */
static void add_reasons(skt_buf *out, const skt_unread_list *list)
{
    for (int i = 0; i < SKT_UNREAD_REASONS; i++) {
        if (list->seen[i]) {
            skt_buf_format(out, "%-12s%s\n", skt_unread_name((skt_unread_reason)i),
                           skt_unread_text((skt_unread_reason)i));
        }
    }
}

skt_status skt_unread_print(skt_buf *out, skt_unread_list *list)
{
    const bool failed = list->table.failed || list->lines.failed;
    if (list->is_table && list->count > 0) {
        skt_table_print(out, &list->table);
        skt_buf_add_char(out, '\n');
        add_reasons(out, list);
    } else if (list->is_table) {
        skt_buf_add_text(out, "All that looked like a report gave claims.\n");
    }
    skt_buf_add(out, skt_buf_str(&list->lines));
    skt_buf_clear(&list->lines);
    return failed || out->failed ? SKT_E_NOMEM : SKT_OK;
}

void skt_unread_dispose(skt_unread_list *list)
{
    skt_table_dispose(&list->table);
    skt_buf_dispose(&list->lines);
}
