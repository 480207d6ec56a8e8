/* Taking a user's table in. */
#include "core/diag.h"
#include "gazetteer/overlay_rows.h"

static skt_status take_row(skt_gaz_own_loader *loader, const skt_str *fields)
{
    static const struct {
        const char *name;
        skt_status (*run)(skt_gaz_own_loader *, const skt_gaz_own_row *);
    } actions[] = {
        {"add", skt_gaz_own_do_add},
        {"override", skt_gaz_own_do_override},
        {"forbid", skt_gaz_own_do_forbid},
    };
    const skt_str action =
        fields[SKT_GAZ_OWN_ACTION].len > 0 ? fields[SKT_GAZ_OWN_ACTION] : SKT_LIT("add");
    skt_gaz_own_row row;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (skt_str_is(action, actions[i].name)) {
            return skt_gaz_own_row_read(&row, loader, fields) ? actions[i].run(loader, &row)
                                                              : SKT_OK;
        }
    }
    skt_gaz_own_refuse(loader, "action \"%.*s\": it must be add, override or forbid",
                       SKT_FMT(skt_str_cut(action, 60)));
    return SKT_OK;
}

skt_status skt_gazetteer_add_table(skt_gazetteer *gazetteer, const char *path, skt_diag *diag)
{
    skt_gaz_own_loader loader = {.gazetteer = gazetteer};
    skt_str fields[SKT_GAZ_OWN_COLUMNS];
    skt_status status = skt_gaz_own_table_open(&loader.table, path, diag);
    while (status == SKT_OK && skt_gaz_own_table_next(&loader.table, fields)) {
        status = take_row(&loader, fields);
    }
    if (status == SKT_OK) {
        status = skt_gaz_own_finish(&loader);
    }
    skt_gaz_own_table_close(&loader.table);
    skt_vec_dispose(&loader.gone);
    skt_vec_dispose(&loader.found);
    return status;
}
