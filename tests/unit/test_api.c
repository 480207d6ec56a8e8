/* What skytally.h promises to programs beyond what the modules' own tests hold: options of other
 * versions, slices that are not terminated, data found by itself, writing through callbacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "built_data.h"
#include "core/buf.h"
#include "skytally.h"

static skt_status keep(void *user, skt_str text)
{
    skt_buf_add(user, text);
    return SKT_OK;
}

static skt_status refuse(void *user, skt_str text)
{
    (void)user;
    (void)text;
    return SKT_E_LIMIT;
}

static const char NIGHT[] = "Overnight nine drones were shot down over the Kursk region. Two more "
                            "hit a depot in Toropets in the Tver region, the governor said.";

/* The claims of one report that the caller has made. */
static skt_claim_set *read_night(skt_report *report)
{
    skt_claim_set *claims;
    *report = (skt_report)SKT_REPORT_INIT;
    report->doc = skt_str_from("a night");
    report->text = skt_str_from(NIGHT);
    report->published = skt_day_parse(skt_str_from("2024-09-01"));
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(
        skt_extract(claims, report, built.gazetteer, built.lexicon, built.issuers, NULL), SKT_OK);
    assert_int_equal(skt_claim_set_count(claims), 2);
    return claims;
}

/* ---------------------------------------------------------------- options */

/* As a later version's header may have them. */
typedef struct newer_options {
    skt_tally_options known;
    int64_t more;
} newer_options;

static void options_of_other_versions(void **unused)
{
    (void)unused;
    skt_report report;
    skt_claim_set *claims = read_night(&report);
    skt_incident_set *incidents;
    skt_diag *diag;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_reconcile(&incidents, claims, built.gazetteer, built.issuers, diag),
                     SKT_OK);
    const size_t whole = sizeof(skt_tally_options);
    const struct {
        size_t size;
        int64_t more;
        skt_status status;
        size_t rows; /* by day: the total and its regions; cut by country: the total alone */
    } cases[] = {
        {whole, 0, SKT_OK, 1},
        {whole + sizeof(int64_t), 0, SKT_OK, 1},
        {whole + sizeof(int64_t), 1, SKT_E_USAGE, 0},
        {offsetof(skt_tally_options, country), 1, SKT_OK, 4}, /* has no country yet */
        {0, 0, SKT_E_USAGE, 0},
        {sizeof(size_t) - 1, 0, SKT_E_USAGE, 0},
        {SIZE_MAX, 0, SKT_E_USAGE, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        newer_options options = {SKT_TALLY_OPTIONS_INIT, cases[i].more};
        skt_tally *tally = NULL;
        options.known.size = cases[i].size;
        options.known.country = "IR";
        const size_t said = skt_diag_count(diag);
        assert_int_equal(
            skt_tally_build(&tally, incidents, claims, built.gazetteer, &options.known, diag),
            cases[i].status);
        assert_int_equal(skt_diag_count(diag) > said, cases[i].status != SKT_OK);
        assert_int_equal(tally == NULL ? 0 : skt_tally_count(tally), cases[i].rows);
        skt_tally_free(tally);
    }
    skt_diag_free(diag);
    skt_incident_set_free(incidents);
    skt_claim_set_free(claims);
}

static void every_kind_of_options_has_a_size(void **unused)
{
    (void)unused;
    const skt_ingest_options ingest_options = {0};
    const skt_body body = {0};
    const skt_explain_options explain_options = {0};
    const skt_export_options export_options = {0};
    skt_ingest *ingest;
    skt_explanation *explanation;
    skt_incident_set *incidents;
    skt_tally *tally;
    skt_report report;
    skt_claim_set *claims = read_night(&report);
    assert_int_equal(skt_reconcile(&incidents, claims, built.gazetteer, built.issuers, NULL),
                     SKT_OK);
    assert_int_equal(skt_tally_build(&tally, incidents, claims, built.gazetteer, NULL, NULL),
                     SKT_OK);
    assert_int_equal(skt_ingest_new(&ingest, NULL, 0, &ingest_options, NULL), SKT_E_USAGE);
    assert_null(ingest);
    assert_int_equal(skt_ingest_new(&ingest, NULL, 0, NULL, NULL), SKT_OK);
    assert_int_equal(skt_ingest_give(ingest, &body), SKT_E_USAGE);
    assert_int_equal(
        skt_explain_cell(&explanation, incidents, claims, built.gazetteer, &explain_options, NULL),
        SKT_E_USAGE);
    assert_null(explanation);
    assert_int_equal(skt_export("/dev/null/no", incidents, claims, tally, built.gazetteer,
                                &export_options, NULL),
                     SKT_E_USAGE);
    skt_ingest_free(ingest);
    skt_tally_free(tally);
    skt_incident_set_free(incidents);
    skt_claim_set_free(claims);
}

/* ----------------------------------------------------------------- reading */

/* A report whose slices end where the memory ends. */
static void slices_are_not_terminated(void **unused)
{
    (void)unused;
    const size_t length = sizeof NIGHT - 1;
    char *text = malloc(length);
    char *doc = malloc(3);
    skt_claim_set *claims;
    skt_diag *diag;
    assert_true(text != NULL && doc != NULL);
    memcpy(text, NIGHT, length);
    memcpy(doc, "doc", 3);
    skt_report report = SKT_REPORT_INIT;
    report.doc = (skt_str){doc, 3};
    report.text = (skt_str){text, length};
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(
        skt_extract(claims, &report, built.gazetteer, built.lexicon, built.issuers, diag), SKT_OK);
    report.text = skt_str_from("Ett xx yy zz.");
    report.lang = skt_str_from("xx"); /* there is something to say of it */
    assert_int_equal(
        skt_extract(claims, &report, built.gazetteer, built.lexicon, built.issuers, diag), SKT_OK);
    free(text);
    free(doc);
    assert_int_equal(skt_diag_count(diag), 1);
    assert_string_equal(skt_diag_at(diag, 0)->input, "doc");
    assert_int_equal(skt_claim_set_count(claims), 2);
    const skt_claim *claim = skt_claim_set_at(claims, 1);
    assert_memory_equal(claim->doc.ptr, "doc", 3);
    assert_int_equal(claim->value, 2);
    skt_claim_set_free(claims);
    skt_diag_free(diag);
}

static void bodies_of_the_caller(void **unused)
{
    (void)unused;
    const struct {
        const char *bytes, *lang;
        bool served;
        size_t reports;
    } cases[] = {
        {NIGHT, NULL, false, 1},
        {NIGHT, NULL, true, 0}, /* no server answers so */
        {"<html><body><p>Über Kursk wurden neun Drohnen abgeschossen.</p></body></html>", "de",
         true, 1},
        {"<html><body><p>Nine drones were shot down.</p></body></html>", NULL, true, 1},
        {"<rss><channel><item><title>Nine drones</title><link>a/b</link></item></channel></rss>",
         "en", false, 1},
        {"{\"text\": \"Nine drones fell.\"}\n{\"text\": \"Two drones fell.\"}\n", NULL, false, 2},
        {"", NULL, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_ingest *ingest;
        const skt_report *report;
        skt_body body = SKT_BODY_INIT;
        size_t count = 0;
        body.bytes = skt_str_from(cases[i].bytes);
        body.address = i % 2 == 0 ? "message 7" : NULL;
        body.lang = cases[i].lang;
        body.party = "UA";
        body.published = 19967;
        body.served = cases[i].served;
        assert_int_equal(skt_ingest_new(&ingest, NULL, 0, NULL, NULL), SKT_OK);
        assert_int_equal(skt_ingest_give(ingest, &body), SKT_OK);
        while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
            count++;
            assert_memory_equal(report->party.ptr, "UA", 2);
            if (cases[i].lang != NULL) {
                assert_memory_equal(report->lang.ptr, cases[i].lang, 2);
            }
            if (cases[i].reports == 1 && report->item.len == 0) {
                assert_int_equal(report->published, 19967);
                assert_int_equal(report->date_origin,
                                 cases[i].served ? SKT_DATE_FEED : SKT_DATE_OPTION);
                assert_int_equal(report->url.len, 0); /* "message 7" is none */
            }
        }
        assert_int_equal(count, cases[i].reports);
        assert_int_equal(skt_ingest_refused(ingest), cases[i].reports == 0);
        skt_ingest_free(ingest);
    }
}

static void sentences(void **unused)
{
    (void)unused;
    const skt_str text = skt_str_from(NIGHT);
    const size_t full_stop = strcspn(NIGHT, ".");
    const struct {
        size_t offset, length, from, to;
    } cases[] = {
        {10, 4, 0, full_stop},
        {full_stop + 8, 3, full_stop + 2, text.len - 1},
        {10, full_stop, 0, text.len - 1},
    };
    skt_str found;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(skt_sentence_at(&found, text, cases[i].offset, cases[i].length), SKT_OK);
        assert_ptr_equal(found.ptr, NIGHT + cases[i].from);
        assert_in_range(found.len, cases[i].to - cases[i].from, cases[i].to - cases[i].from + 1);
    }
    assert_int_equal(skt_sentence_at(&found, text, text.len, 1), SKT_E_USAGE);
    assert_int_equal(skt_sentence_at(&found, text, 1, SIZE_MAX), SKT_E_USAGE);
    assert_int_equal(skt_sentence_at(&found, skt_str_from(NULL), 0, 0), SKT_OK);
}

/* Lines of claims come back as they were. */
static void claims_there_and_back(void **unused)
{
    (void)unused;
    skt_report report;
    skt_claim_set *claims = read_night(&report);
    skt_buf lines = SKT_BUF_INIT;
    skt_buf again = SKT_BUF_INIT;
    skt_ingest *ingest;
    char path[] = "/tmp/skt_claims_XXXXXX";
    const char *input = path;
    const int fd = mkstemp(path);
    skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        assert_int_equal(skt_claim_write(keep, &lines, skt_claim_set_at(claims, i)), SKT_OK);
    }
    assert_int_equal(skt_claim_write(refuse, NULL, skt_claim_set_at(claims, 0)), SKT_E_LIMIT);
    assert_int_equal(fwrite(lines.ptr, 1, lines.len, file), lines.len);
    assert_int_equal(fclose(file), 0);
    skt_claim_set_clear(claims);
    options.claims = claims;
    options.gazetteer = built.gazetteer;
    const skt_report *none;
    assert_int_equal(skt_ingest_new(&ingest, &input, 1, &options, NULL), SKT_OK);
    assert_int_equal(skt_ingest_next(&none, ingest), SKT_OK);
    assert_null(none);
    assert_int_equal(skt_ingest_claim_files(ingest), 1);
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        assert_int_equal(skt_claim_write(keep, &again, skt_claim_set_at(claims, i)), SKT_OK);
    }
    assert_string_equal(again.ptr, lines.ptr);
    skt_ingest_free(ingest);
    (void)remove(path);
    skt_buf_dispose(&lines);
    skt_buf_dispose(&again);
    skt_claim_set_free(claims);
}

/* ------------------------------------------------------------------ places */

static void candidates_by_room(void **unused)
{
    (void)unused;
    skt_candidate two[2];
    size_t all;
    size_t count;
    const skt_str name = skt_str_from("Alexandria");
    const skt_str none = skt_str_from(NULL);
    assert_int_equal(skt_resolve(NULL, 0, &all, built.gazetteer, name, none, none), SKT_OK);
    assert_true(all > 2);
    assert_int_equal(skt_resolve(two, 2, &count, built.gazetteer, name, none, none), SKT_OK);
    assert_int_equal(count, all);
    assert_true(two[0].score >= two[1].score);
    const skt_node_info info = skt_gazetteer_node(built.gazetteer, two[0].node);
    assert_memory_equal(info.country.ptr, "EG", 2);
    assert_int_equal(
        skt_resolve(two, 2, &count, built.gazetteer, skt_str_from("Qwertzuiop"), none, none),
        SKT_OK);
    assert_int_equal(count, 0);
    assert_int_equal(skt_resolve(two, 2, &count, built.gazetteer, none, none, none), SKT_OK);
    assert_int_equal(count, 0);
    assert_int_equal(skt_gazetteer_node(built.gazetteer, SKT_NO_NODE).name.len, 0);
}

static skt_status note_mention(void *user, const skt_mention *mention)
{
    skt_buf *out = user;
    skt_buf_format(out, "%zu %.*s=%.*s;", mention->offset, SKT_FMT(mention->words),
                   SKT_FMT(skt_gazetteer_node(built.gazetteer, mention->node).name));
    return out->len > 60 ? SKT_E_LIMIT : SKT_OK;
}

static void places_of_a_text(void **unused)
{
    (void)unused;
    skt_buf out = SKT_BUF_INIT;
    const skt_str text = skt_str_from("Drones hit Toropets in the Tver region.");
    const skt_str none = skt_str_from(NULL);
    assert_int_equal(skt_find_places(built.gazetteer, text, none, note_mention, &out), SKT_OK);
    assert_string_equal(out.ptr, "11 Toropets=Toropets;27 Tver region=Tver Oblast;");
    assert_int_equal(skt_find_places(built.gazetteer, text, none, note_mention, &out), SKT_E_LIMIT);
    skt_buf_dispose(&out);
}

/* The gazetteer and all else are found without a path. */
static void data_by_default(void **unused)
{
    (void)unused;
    skt_gazetteer *own_gazetteer;
    skt_lexicon *own_lexicon;
    skt_issuers *own_issuers;
    skt_diag *diag;
    assert_int_equal(setenv("SKYTALLY_DATA", SKYTALLY_BUILD_DIR "/data", 1), 0);
    assert_int_equal(skt_gazetteer_open(&own_gazetteer, NULL, NULL), SKT_OK);
    assert_int_equal(skt_lexicon_open(&own_lexicon, NULL, NULL), SKT_OK);
    assert_int_equal(skt_issuers_open(&own_issuers, NULL, NULL), SKT_OK);
    skt_issuers_close(own_issuers);
    skt_lexicon_close(own_lexicon);
    skt_gazetteer_close(own_gazetteer);
    assert_int_equal(setenv("SKYTALLY_DATA", "/nowhere", 1), 0);
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_gazetteer_open(&own_gazetteer, NULL, diag), SKT_E_IO);
    assert_int_equal(skt_lexicon_open(&own_lexicon, NULL, diag), SKT_E_IO);
    assert_int_equal(skt_issuers_open(&own_issuers, NULL, diag), SKT_E_IO);
    assert_true(own_gazetteer == NULL && own_lexicon == NULL && own_issuers == NULL);
    assert_int_equal(skt_diag_count(diag), 3);
    assert_string_equal(skt_diag_at(diag, 0)->input, "/nowhere/skytally.gaz");
    skt_diag_free(diag);
    assert_int_equal(unsetenv("SKYTALLY_DATA"), 0);
}

/* ----------------------------------------------------------------- explain */

static void explanations(void **unused)
{
    (void)unused;
    skt_report report;
    skt_claim_set *claims = read_night(&report);
    skt_incident_set *incidents;
    skt_explanation *explanation;
    skt_diag *diag;
    skt_buf out = SKT_BUF_INIT;
    skt_explain_options options = SKT_EXPLAIN_OPTIONS_INIT;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_reconcile(&incidents, claims, built.gazetteer, built.issuers, diag),
                     SKT_OK);
    options.area = "Kursk region";
    options.outcomes = 1U << SKT_INTERCEPTED;
    assert_int_equal(
        skt_explain_cell(&explanation, incidents, claims, built.gazetteer, &options, diag), SKT_OK);
    assert_int_equal(skt_explain_sentences(explanation, &report), SKT_OK);
    assert_int_equal(skt_explain_write(keep, &out, explanation, SKT_EXPLAIN_TEXT), SKT_OK);
    assert_non_null(strstr(out.ptr, "(RU.41), intercepted"));
    assert_non_null(strstr(out.ptr, "Overnight nine drones were shot down over the Kursk region."));
    skt_buf_clear(&out);
    assert_int_equal(skt_explain_write(keep, &out, explanation, SKT_EXPLAIN_JSON), SKT_OK);
    assert_non_null(strstr(out.ptr, "\"area\": \"RU.41\""));
    assert_int_equal(skt_explain_write(refuse, NULL, explanation, SKT_EXPLAIN_JSON), SKT_E_LIMIT);
    skt_explanation_free(explanation);
    skt_explanation_free(NULL);
    assert_int_equal(skt_explain_cell(&explanation, incidents, claims, built.gazetteer, NULL, diag),
                     SKT_OK);
    skt_explanation_free(explanation);
    options.area = "Qwertzuiop";
    assert_int_equal(
        skt_explain_cell(&explanation, incidents, claims, built.gazetteer, &options, diag),
        SKT_E_USAGE);
    assert_null(explanation);
    assert_non_null(strstr(skt_diag_at(diag, skt_diag_count(diag) - 1)->message, "Qwertzuiop"));
    skt_buf_dispose(&out);
    skt_incident_set_free(incidents);
    skt_claim_set_free(claims);
    skt_diag_free(diag);
}

static void numbers_of_the_version(void **unused)
{
    (void)unused;
    skt_buf expected = SKT_BUF_INIT;
    skt_buf_format(&expected, "%d.%d.%d", SKT_VERSION_MAJOR, SKT_VERSION_MINOR, SKT_VERSION_PATCH);
    assert_string_equal(skt_version(), expected.ptr);
    assert_int_equal(skt_abi(), SKT_ABI);
    skt_buf_dispose(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_of_other_versions),
        cmocka_unit_test(every_kind_of_options_has_a_size),
        cmocka_unit_test(slices_are_not_terminated),
        cmocka_unit_test(bodies_of_the_caller),
        cmocka_unit_test(sentences),
        cmocka_unit_test(claims_there_and_back),
        cmocka_unit_test(candidates_by_room),
        cmocka_unit_test(places_of_a_text),
        cmocka_unit_test(data_by_default),
        cmocka_unit_test(explanations),
        cmocka_unit_test(numbers_of_the_version),
    };
    return cmocka_run_group_tests(tests, built_data_open, built_data_close);
}
