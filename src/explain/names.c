/* What places, areas and rows are called. */
#include "explain/explain_private.h"

bool skt_tell_same_name(skt_str a, skt_str b)
{
    if (skt_str_starts(a, SKT_LIT("the ")) || skt_str_starts(a, SKT_LIT("The "))) {
        a = skt_str_sub(a, 4, a.len - 4);
    }
    return skt_str_alike(a, b);
}

static skt_str shown(const skt_place *place)
{
    return place->label.len > 0 ? place->label : place->name;
}

void skt_tell_area(skt_buf *out, const skt_explanation *e, size_t incident)
{
    enum { MOST = 6 };
    const skt_incident *i = skt_incident_set_at(e->incidents, incident);
    if (i->n_places == 0) {
        skt_buf_add_text(out, "no place");
    }
    for (size_t k = 0; k < i->n_places && k < MOST; k++) {
        const skt_str name = shown(&i->places[k]);
        skt_buf_format(out, "%s%.*s",
                       k == 0                 ? ""
                       : k + 1 == i->n_places ? " and "
                                              : ", ",
                       SKT_FMT(name.len > 0 ? name : SKT_LIT("a place without a name")));
    }
    if (i->n_places > MOST) {
        skt_buf_format(out, " and %zu more", i->n_places - MOST);
    }
}

static skt_str code_of(const skt_place *place)
{
    return place->admin1.len > 0    ? place->admin1
           : place->country.len > 0 ? place->country
                                    : shown(place);
}

static void add_codes(skt_buf *out, const skt_incident *incident)
{
    skt_str last = SKT_STR_NONE;
    for (size_t done = 0; done < incident->n_places; done++) {
        const skt_str *next = NULL;
        skt_str code;
        skt_str best;
        for (size_t k = 0; k < incident->n_places; k++) {
            code = code_of(&incident->places[k]);
            if ((last.ptr == NULL || skt_str_cmp(code, last) > 0) &&
                (next == NULL || skt_str_cmp(code, best) < 0)) {
                best = code;
                next = &best;
            }
        }
        if (next == NULL) {
            return;
        }
        skt_buf_format(out, "%s%.*s", last.ptr == NULL ? "" : "+", SKT_FMT(best));
        last = best;
    }
}

void skt_tell_row(skt_buf *out, const skt_explanation *e, size_t incident)
{
    const skt_incident_detail *d = skt_incident_set_detail(e->incidents, incident);
    const skt_incident *i = skt_incident_set_at(e->incidents, incident);
    switch (d->extent) {
    case SKT_EXTENT_LOCAL:
    case SKT_EXTENT_REGION: skt_buf_add(out, d->admin1); break;
    case SKT_EXTENT_SEA: skt_buf_format(out, "sea:%.*s", SKT_FMT(shown(&i->places[0]))); break;
    case SKT_EXTENT_SET: add_codes(out, i); break;
    case SKT_EXTENT_COUNTRY:
    case SKT_EXTENT_NOWHERE: break;
    }
}
