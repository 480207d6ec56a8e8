#include "core/buf.h"
#include "regions/read.h"

/* The index of the field called `name`, or n. */
static size_t called(skt_str name, const skt_region_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (skt_str_eq(fields[i].name, name)) {
            return i;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (skt_str_alike(fields[i].name, name)) {
            return i;
        }
    }
    return n;
}

static size_t only_text(const skt_region_field *fields, size_t n)
{
    size_t found = n;
    for (size_t i = 0; i < n; i++) {
        if (fields[i].text) {
            if (found < n) {
                return n;
            }
            found = i;
        }
    }
    return found;
}

static skt_status complain(const skt_regions_reading *reading, const skt_region_field *fields,
                           size_t n)
{
    enum { SHOWN = 40 };
    skt_buf list = SKT_BUF_INIT;
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        skt_buf_format(&list, "%s%.*s", i == 0 ? "" : ", ", SKT_FMT(fields[i].name));
    }
    skt_buf_add_text(&list, n > SHOWN ? ", ..." : "");
    const skt_str names = skt_buf_str(&list);
    const skt_status status =
        list.failed ? SKT_E_NOMEM
        : n == 0
            ? skt_regions_fail(reading, SKT_E_USAGE, "has no field with names of regions; add one")
        : reading->field != NULL
            ? skt_regions_fail(reading, SKT_E_USAGE,
                               "has no field \"%s\" for --name; there are: %.*s", reading->field,
                               SKT_FMT(names))
            : skt_regions_fail(reading, SKT_E_USAGE,
                               "tell with --name which field has the regions' names; there are: "
                               "%.*s",
                               SKT_FMT(names));
    skt_buf_dispose(&list);
    return status;
}

skt_status skt_regions_field(size_t *out, const skt_regions_reading *reading,
                             const skt_region_field *fields, size_t n)
{
    *out =
        called(reading->field != NULL ? skt_str_from(reading->field) : SKT_LIT("name"), fields, n);
    if (*out == n && reading->field == NULL) {
        *out = only_text(fields, n);
    }
    return *out < n ? SKT_OK : complain(reading, fields, n);
}
