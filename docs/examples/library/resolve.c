/* What a place name may mean, best first.
 *
 *     resolve NAME [CONTEXT [COUNTRY]]
 */
#include <skytally.h>
#include <stdio.h>

enum { SHOWN = 5 };

static void print_messages(const skt_diag *diag)
{
    for (size_t i = 0; i < skt_diag_count(diag); i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        fprintf(stderr, "%s%s%s\n", entry->input != NULL ? entry->input : "",
                entry->input != NULL ? ": " : "", entry->message);
    }
}

static skt_status resolve(const skt_gazetteer *gazetteer, const char *name, const char *context,
                          const char *country)
{
    skt_candidate found[SHOWN];
    size_t count;
    const skt_status status = skt_resolve(found, SHOWN, &count, gazetteer, skt_str_from(name),
                                          skt_str_from(context), skt_str_from(country));
    if (status != SKT_OK) {
        return status;
    }
    printf("%s: %zu candidate%s\n", name, count, count == 1 ? "" : "s");
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const skt_node_info place = skt_gazetteer_node(gazetteer, found[i].node);
        printf("%.2f  %.*s, %s, %.*s %.*s, %.4f %.4f: %s\n", (double)found[i].score,
               SKT_FMT(place.name), skt_level_name(place.level), SKT_FMT(place.country),
               SKT_FMT(place.admin1), place.lat, place.lon, found[i].reason);
    }
    return SKT_OK;
}

int main(int argc, char **argv)
{
    skt_gazetteer *gazetteer = NULL;
    skt_diag *diag = NULL;
    if (argc < 2 || argc > 4) {
        fprintf(stderr, "usage: %s NAME [CONTEXT [COUNTRY]]\n", argv[0]);
        return 2;
    }
    skt_status status = skt_diag_new(&diag);
    if (status == SKT_OK) {
        status = skt_gazetteer_open(&gazetteer, NULL, diag); /* the one of the library */
    }
    if (status == SKT_OK) {
        status = resolve(gazetteer, argv[1], argc > 2 ? argv[2] : NULL, argc > 3 ? argv[3] : NULL);
    }
    if (status != SKT_OK) {
        fprintf(stderr, "%s: %s\n", argv[0], skt_status_text(status));
    }
    if (diag != NULL) {
        print_messages(diag);
    }
    skt_gazetteer_close(gazetteer);
    skt_diag_free(diag);
    return status == SKT_OK ? 0 : 1;
}
