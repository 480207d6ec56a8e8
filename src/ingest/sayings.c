#include "ingest/sayings.h"

/* What one input may say of its places before the rest is only counted. */
enum { ENOUGH = 20 };

void skt_sayings_add(skt_sayings *sayings, skt_diag *diag, skt_severity severity, const char *doc,
                     size_t line, const char *text)
{
    const skt_saying saying = {sayings->n++, diag == NULL ? 0 : skt_diag_count(diag)};
    if (saying.number >= ENOUGH || diag == NULL) {
        return;
    }
    (void)skt_diag_add(diag, SKT_OK, severity, doc, line, "%s", text);
    if (skt_diag_count(diag) > saying.entry) {
        (void)skt_vec_push(&sayings->told, saying);
    }
}

void skt_sayings_end(const skt_sayings *sayings, skt_diag *diag, const char *doc)
{
    if (sayings->n > ENOUGH) {
        (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, doc, 0,
                           "%zu more of the kind were met and are not told", sayings->n - ENOUGH);
    }
}

typedef struct joining {
    const skt_sayings *part;
    size_t before; /* sayings of the parts before it */
    size_t next;   /* of part->told */
} joining;

static bool is_wanted(void *user, size_t index)
{
    joining *j = user;
    if (j->next == j->part->told.count || j->part->told.items[j->next].entry != index) {
        return true; /* somebody else said it */
    }
    return j->before + j->part->told.items[j->next++].number < ENOUGH;
}

void skt_sayings_join(skt_sayings *whole, skt_diag *to, skt_sayings *part, skt_diag *from)
{
    joining j = {part, whole->n, 0};
    skt_diag_move_some(to, from, is_wanted, &j);
    whole->n += part->n;
    part->n = 0;
    skt_vec_clear(&part->told);
}

void skt_sayings_dispose(skt_sayings *sayings)
{
    skt_vec_dispose(&sayings->told);
}
