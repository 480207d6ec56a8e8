/* The claims of a report that is in memory, each with its sentence.
 *
 *     claims FILE [LANGUAGE [YYYY-MM-DD [PARTY]]]
 *
 * FILE may be text, HTML, a feed, NDJSON or CSV, in any charset. LANGUAGE, the day of publication
 * and whose body publishes it (UA, RU ...) help where the report does not tell them.
 */
#include <math.h>
#include <skytally.h>
#include <stdio.h>
#include <stdlib.h>

/* What reading needs, opened once and shared by all threads of a program. */
typedef struct data {
    skt_gazetteer *gazetteer;
    skt_lexicon *lexicon;
    skt_issuers *issuers;
} data;

static skt_status open_data(data *d, skt_diag *diag)
{
    skt_status status = skt_gazetteer_open(&d->gazetteer, NULL, diag);
    if (status == SKT_OK) {
        status = skt_lexicon_open(&d->lexicon, NULL, diag);
    }
    if (status == SKT_OK) {
        status = skt_issuers_open(&d->issuers, NULL, diag);
    }
    return status;
}

static void close_data(data *d)
{
    skt_issuers_close(d->issuers);
    skt_lexicon_close(d->lexicon);
    skt_gazetteer_close(d->gazetteer);
}

/* All bytes of a file, or NULL. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    *length = 0;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        const long size = ftell(file);
        rewind(file);
        bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
        if (bytes != NULL) {
            *length = fread(bytes, 1, (size_t)size, file);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return bytes;
}

static void print_number(const char *name, skt_number number)
{
    if (number == SKT_NULL) {
        printf(" %s unknown", name);
    } else {
        printf(" %s %lld", name, (long long)number);
    }
}

static void print_places(const char *what, const skt_place *places, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const skt_place *p = &places[i];
        printf("  %s \"%.*s\": %.*s (%s, %.*s %.*s, precision %d", what, SKT_FMT(p->name),
               SKT_FMT(p->label), skt_level_name(p->level), SKT_FMT(p->country), SKT_FMT(p->admin1),
               p->geo_precision);
        if (!isnan(p->lat)) {
            printf(", %.4f %.4f", p->lat, p->lon);
        }
        puts(")");
    }
}

static skt_status print_claim(const skt_claim *claim, const skt_report *report)
{
    char day[11];
    skt_str sentence;
    const skt_status status =
        skt_sentence_at(&sentence, report->text, claim->offset, claim->evidence.len);
    if (status != SKT_OK) {
        return status;
    }
    skt_day_format(day, claim->date);
    printf("%s %s:", skt_outcome_name(claim->outcome), skt_bound_name(claim->bound));
    print_number("low", claim->estimate.low);
    print_number("best", claim->estimate.best);
    print_number("high", claim->estimate.high);
    printf("; %s, %s", day, skt_period_name(claim->period));
    if (claim->source.len > 0) {
        printf(", by %.*s", SKT_FMT(claim->source));
    }
    putchar('\n');
    print_places("in", claim->places, claim->n_places);
    print_places("other", claim->other_places, claim->n_other_places);
    printf("  %zu+%zu: %.*s\n", claim->offset, claim->evidence.len, SKT_FMT(sentence));
    return SKT_OK;
}

/* Reads every article of the body. */
static skt_status read_body(const data *d, const skt_body *body, skt_diag *diag)
{
    skt_ingest *ingest = NULL;
    skt_claim_set *claims = NULL;
    const skt_report *report = NULL;
    skt_status status = skt_ingest_new(&ingest, NULL, 0, NULL, diag);
    if (status == SKT_OK) {
        status = skt_ingest_give(ingest, body);
    }
    if (status == SKT_OK) {
        status = skt_claim_set_new(&claims);
    }
    while (status == SKT_OK) {
        status = skt_ingest_next(&report, ingest);
        if (status != SKT_OK || report == NULL) {
            break;
        }
        skt_claim_set_clear(claims);
        status = skt_extract(claims, report, d->gazetteer, d->lexicon, d->issuers, diag);
        for (size_t i = 0; status == SKT_OK && i < skt_claim_set_count(claims); i++) {
            status = print_claim(skt_claim_set_at(claims, i), report);
        }
    }
    if (status == SKT_OK && skt_ingest_refused(ingest) > 0) {
        status = SKT_E_INPUT;
    }
    skt_claim_set_free(claims);
    skt_ingest_free(ingest);
    return status;
}

int main(int argc, char **argv)
{
    data d = {NULL, NULL, NULL};
    skt_diag *diag = NULL;
    skt_body body = SKT_BODY_INIT;
    if (argc < 2 || argc > 5) {
        fprintf(stderr, "usage: %s FILE [LANGUAGE [YYYY-MM-DD [PARTY]]]\n", argv[0]);
        return 2;
    }
    char *bytes = read_file(argv[1], &body.bytes.len);
    body.bytes.ptr = bytes;
    body.address = argv[1];
    body.lang = argc > 2 ? argv[2] : NULL;
    body.published = argc > 3 ? skt_day_parse(skt_str_from(argv[3])) : SKT_NO_DAY;
    body.party = argc > 4 ? argv[4] : NULL;
    skt_status status = bytes == NULL ? SKT_E_IO : skt_diag_new(&diag);
    if (status == SKT_OK) {
        status = open_data(&d, diag);
    }
    if (status == SKT_OK) {
        status = read_body(&d, &body, diag);
    }
    for (size_t i = 0; diag != NULL && i < skt_diag_count(diag); i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        fprintf(stderr, "%s:%zu: %s\n", entry->input != NULL ? entry->input : argv[0], entry->line,
                entry->message);
    }
    if (status != SKT_OK) {
        fprintf(stderr, "%s: %s: %s\n", argv[0], argv[1], skt_status_text(status));
    }
    close_data(&d);
    skt_diag_free(diag);
    free(bytes);
    return status == SKT_OK ? 0 : 1;
}
