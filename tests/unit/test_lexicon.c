/* Lexicons laid over one another, and what is noted of the reading. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "claims/lexicon.h"
#include "claims/trace.h"
#include "core/str.h"

#define DATA SKYTALLY_BUILD_DIR "/data"

typedef struct reader {
    skt_gazetteer *gazetteer;
    skt_issuers *issuers;
} reader;

static int open_reader(void **state)
{
    static reader r;
    *state = &r;
    return skt_gazetteer_open(&r.gazetteer, DATA "/skytally.gaz", NULL) == SKT_OK &&
                   skt_issuers_open(&r.issuers, DATA "/issuers.tsv", NULL) == SKT_OK
               ? 0
               : -1;
}

static int close_reader(void **state)
{
    reader *r = *state;
    skt_issuers_close(r->issuers);
    skt_gazetteer_close(r->gazetteer);
    return 0;
}

static skt_lexicon *open_lexicon(void)
{
    skt_lexicon *lexicon = NULL;
    assert_int_equal(skt_lexicon_open(&lexicon, DATA "/lexicon", NULL), SKT_OK);
    return lexicon;
}

static const skt_words *words_of(const skt_lexicon *lexicon, const char *lang)
{
    const skt_words *words;
    assert_int_equal(skt_lexicon_language(&words, lexicon, skt_str_from(lang), NULL), SKT_OK);
    return words;
}

/* Lays `content` over the lexicon. */
static skt_lexicon_file lay(skt_lexicon *lexicon, const char *content)
{
    char path[] = "/tmp/test_lexicon_XXXXXX";
    skt_lexicon_file file;
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
    (void)close(fd);
    assert_int_equal(skt_lexicon_read(&file, lexicon, path, NULL, NULL, NULL, NULL), SKT_OK);
    (void)unlink(path);
    return file;
}

/* Outcome and value of the only claim of `text`; "none" where there is none. */
static const char *read_text(const reader *r, const skt_lexicon *lexicon, const char *text)
{
    static char said[64];
    skt_claim_set *claims = NULL;
    const skt_report report = {.id = SKT_LIT("r"),
                               .doc = SKT_LIT("test"),
                               .text = skt_str_from(text),
                               .published = skt_day_parse(SKT_LIT("2024-09-01"))};
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(skt_extract(claims, &report, r->gazetteer, lexicon, r->issuers, NULL), SKT_OK);
    (void)snprintf(said, sizeof said, "none");
    if (skt_claim_set_count(claims) > 0) {
        const skt_claim *claim = skt_claim_set_at(claims, 0);
        (void)snprintf(said, sizeof said, "%s %lld", skt_outcome_name(claim->outcome),
                       (long long)claim->value);
    }
    skt_claim_set_free(claims);
    return said;
}

static void test_layers(void **state)
{
    const reader *r = *state;
    skt_lexicon *lexicon = open_lexicon();
    const char *slang = "Nine lawnmowers were biffed over the Kursk region.";
    const char *plain = "Nine drones were shot down over the Kursk region.";
    assert_string_equal(read_text(r, lexicon, slang), "none");

    skt_lexicon_file file = lay(lexicon, "\xEF\xBB\xBFlang\ten\r\ndrone\tlawnmowers\tnum=pl\r\n"
                                         "verb\tbiffed\tpatient=intercepted form=past\r\n");
    assert_int_equal(file.errors + file.warnings, 0);
    assert_int_equal(file.phrases[SKT_TAG_DRONE], 1);
    assert_string_equal(read_text(r, lexicon, slang), "intercepted 9");
    assert_string_equal(read_text(r, lexicon, plain), "intercepted 9");

    file = lay(lexicon, "lang\ten\nverb\tbiffed\tpatient=lost form=past\n"
                        "verb\tshot down\tpatient=intercepted form=past method=kinetic\n");
    assert_int_equal(file.replaced, 1);
    assert_int_equal(file.same, 1);
    assert_string_equal(read_text(r, lexicon, slang), "lost 9");

    /* One tag of several, and what has gaps. */
    file = lay(lexicon, "lang\ten\nremove\tbiffed\ttag=damage\nremove\tbiffed\ttag=verb\n"
                        "remove\tset * ablaze\n");
    assert_int_equal(file.removed, 2);
    assert_int_equal(file.warnings, 1);
    assert_string_equal(read_text(r, lexicon, slang), "none");

    /* A grammar word, taken away and given again. */
    file = lay(lexicon, "lang\ten\nremove\tover\ttag=prep\n");
    assert_int_equal(file.removed, 1);
    file = lay(lexicon, "lang\ten\nprep\tover\trole=target\n");
    assert_int_equal(file.errors + file.warnings, 0);
    assert_string_equal(read_text(r, lexicon, plain), "intercepted 9");
    skt_lexicon_close(lexicon);
}

/* The day that `text` of 1 September 2024, a Sunday, tells first. */
static const char *read_day(const skt_lexicon *lexicon, const char *text)
{
    static char day[11];
    skt_arena arena = SKT_ARENA_INIT;
    skt_text words;
    skt_whens whens = {0};
    const skt_time_words *time = skt_words_of_time(words_of(lexicon, "en"));
    assert_int_equal(skt_text_split(&words, skt_str_from(text), &arena), SKT_OK);
    assert_int_equal(skt_whens_find(&whens, &words, (skt_span){0, (uint32_t)words.n_words},
                                    skt_day_parse(SKT_LIT("2024-09-01")), SKT_LIT("UTC"), time),
                     SKT_OK);
    skt_day_format(day, whens.count > 0 ? whens.items[0].day : SKT_NO_DAY);
    skt_vec_dispose(&whens);
    skt_arena_dispose(&arena);
    return day;
}

/* Words of time: added, replaced, removed. */
static void test_times(void **state)
{
    (void)state;
    skt_lexicon *lexicon = open_lexicon();
    assert_string_equal(read_day(lexicon, "hit on 3 mowing"), "");
    skt_lexicon_file file = lay(lexicon, "lang\ten\ntime\tmowing|mow month\tkind=month value=5\n");
    assert_int_equal(file.errors + file.warnings, 0);
    assert_int_equal(file.times, 2);
    assert_string_equal(read_day(lexicon, "hit on 3 mowing"), "2024-05-03");
    assert_string_equal(read_day(lexicon, "hit on 4 Mow-month 2023"), "2023-05-04");

    file = lay(lexicon, "lang\ten\ntime\tmowing\tkind=month value=6\n"
                        "time\tmow month\tkind=month value=5\nnumber\ttwoish\tvalue=2\n");
    assert_int_equal(file.replaced, 1);
    assert_int_equal(file.same, 1);
    assert_string_equal(read_day(lexicon, "hit on 3 mowing"), "2024-06-03");
    assert_string_equal(read_day(lexicon, "hit twoish days ago"), "2024-08-30");

    file = lay(lexicon, "lang\ten\nremove\tmowing\ttag=time\nremove\tmow month\n");
    assert_int_equal(file.removed, 2);
    assert_int_equal(file.warnings, 0);
    assert_string_equal(read_day(lexicon, "hit on 3 mowing"), "");
    skt_lexicon_close(lexicon);
}

/* A language of the user's own. */
static void test_new_language(void **state)
{
    (void)state;
    skt_lexicon *lexicon = open_lexicon();
    assert_null(words_of(lexicon, "eo"));
    const skt_lexicon_file file = lay(lexicon, "lang\teo\ndrone\tvirabelo\tnum=sg\n");
    assert_int_equal(file.warnings, 1);
    assert_true(skt_str_is(file.lang, "eo"));
    assert_non_null(words_of(lexicon, "eo"));
    skt_lexicon_close(lexicon);
}

static void test_bad_lines(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        size_t errors, warnings;
    } bad[] = {
        {"drone\tmower\tnum=sg\n", 1, 0}, /* of no language */
        {"lang\tEnglish\ndrone\tmower\tnum=sg\n", 1, 0},
        {"lang\ten\ndrone\tmower\tnum=sg\nlang\ten\n", 1, 0},
        {"lang\ten\ndrone\tmower\tpatient=lost\n", 1, 0},
        {"lang\ten\nverb\tmowed\tpatient\n", 1, 0},
        {"lang\ten\nprep\tatop\t\n", 1, 0},
        {"lang\ten\ndrone\tone two three four five six seven eight nine ten eleven twelve "
         "thirteen\tnum=sg\n",
         1, 0},
        {"lang\ten\ndrone\tmower||mowers\tnum=any\n", 1, 0},
        {"lang\ten\ndrone\tlawn-mower\tnum=sg\n", 0, 1},
        {"lang\ten\ndrone\tmower\tnum=sg\nmasked\tmower\t\n", 0, 1},
        {"lang\ten\ndrone\tmower|mower\tnum=sg\n", 0, 1},
        {"lang\ten\ndrone\tmower~noun\tnum=sg\n", 1, 0}, /* no such paradigm */
        {"lang\ten\nparadigm\tnoun\t-|s\ndrone\t~noun\tnum=sg\n", 1, 0},
        {"lang\ten\nparadigm\tnoun\t-|s\nparadigm\tnoun\t-|s\n", 1, 0},
        {"lang\ten\nparadigm\tnoun\t-||s\n", 1, 0},
        {"lang\ten\nparadigm\tnoun\t\n", 1, 0},
        {"lang\ten\nparadigm\tNoun\t-|s\n", 1, 0},
        {"lang\the\nprefix\t\xD7\x91|\xD7\x9C\torder=3\n", 0, 0},
        {"lang\the\nprefix\t\xD7\x91\torder=0\n", 1, 0},
        {"lang\the\nprefix\t\xD7\x91\tkind=noun\n", 1, 0},
        {"lang\the\nprefix\t\xD7\x91|\torder=3\n", 1, 0}, /* an empty one */
        {"lang\the\nprefix\t\xD7\x91|\torder=3 gives\n", 1, 0},
        {"lang\ten\nparadigm\tnoun\tnum=dual:-|s\n", 1, 0},
        {"lang\ten\nparadigm\tnoun\tsg:-|s\n", 1, 0},
        {"lang\ten\nparadigm\ta\t-|s\nparadigm\tb\t-\ndrone\tred~a mower~b\tnum=sg\n", 1, 0},
        {"lang\ten\nparadigm\ta\tnum=sg:-\nparadigm\tb\tnum=pl:-\ndrone\tred~a mower~b\t\n", 1, 0},
        {"lang\ten\nparadigm\ta\tperiod=background:s\nparadigm\tb\t-|e\n"
         "drone\tred~~a mower~b\t\n",
         0, 0},
        {"lang\ten\ndrone\tred//blue mower\tnum=sg\n", 1, 0},
        {"lang\ten\ndrone\t-/- -\tnum=sg\n", 2, 0},
        {"lang\ten\ntime\tmowing\tkind=moon value=1\n", 1, 0},
        {"lang\ten\ntime\tmowing\tkind=month value=13\n", 1, 0},
        {"lang\ten\ntime\tmowing\tkind=month\n", 1, 0},
        {"lang\ten\ntime\tmowing\tkind=part value=noonish\n", 1, 0},
        {"lang\ten\ntime\tmowing\tkind=weekend value=2\n", 1, 0},
        {"lang\ten\ntime\tmower time\tkind=zone\n", 1, 0},
        {"lang\ten\ntime\tmowing\tkind=attack flag=green\n", 1, 0},
        {"lang\ten\ntime\tmowing\tkind=month value=5 colour=green\n", 1, 0},
        {"lang\ten\ntime\tmowing|mowing\tkind=month value=5\n", 0, 1},
        {"lang\ten\ntime\tm.m\tkind=meridiem value=12\n", 0, 1},
        {"lang\ten\nremove\tmowing\ttag=time\n", 0, 1},
        {"lang\ten\nremove\tmowing\ttag=time  tag=verb \n", 0, 1},
        {"lang\ten\nremove\tdrone\ttag=time verb\n", 1, 0},
        {"lang\ten\ndrone\tmower\tnum=sg kind= type\n", 1, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        skt_lexicon *lexicon = open_lexicon();
        const skt_lexicon_file file = lay(lexicon, bad[i].content);
        if (file.errors != bad[i].errors || file.warnings != bad[i].warnings) {
            fail_msg("%s: %zu errors, %zu warnings", bad[i].content, file.errors, file.warnings);
        }
        skt_lexicon_close(lexicon);
    }
}

/* Forms that are not written out: endings, words that agree, alternatives. */
static void test_paradigms(void **state)
{
    const reader *r = *state;
    skt_lexicon *lexicon = open_lexicon();
    skt_lexicon_file file =
        lay(lexicon, "lang\ten\n"
                     "paradigm\tnoun\tnum=sg:-|a num=pl:s/z|y\n"
                     "paradigm\tadj\tnum=sg:us|us num=pl:i|i\n"
                     "paradigm\tverb\tform=past:ed form=ing:ing|in\n"
                     "drone\tgrim~adj mower~noun|trimmer/strimmer~noun of -/all+the lawns\t\n"
                     "drone\tbuzz~noun\tnum=any\n"
                     "verb\tbiff~verb down/-\tpatient=intercepted\n");
    assert_int_equal(file.errors + file.warnings, 0);
    /* grimus mower(s), grimi mowerz; two more of each in the other phrase: "trimmer" is plain */
    assert_int_equal(file.phrases[SKT_TAG_DRONE], 5 + 2 * (1 + 5) + 5);
    assert_int_equal(file.phrases[SKT_TAG_VERB], 6);
    static const struct {
        const char *text, *said;
    } texts[] = {
        {"Nine grimi mowerz were biffed down over the Kursk region.", "intercepted 9"},
        {"Nine grimi mowers were biffed over the Kursk region.", "intercepted 9"},
        {"A grimus mower was biffed over the Kursk region.", "intercepted 1"},
        {"Nine strimmerz of all the lawns were biffed over the Kursk region.", "intercepted 9"},
        {"Nine buzz were biffed down over the Kursk region.", "intercepted 9"},
        {"Nine grimus mowers were biffed over the Kursk region.", "none"},
        {"Nine mowers were biffed over the Kursk region.", "none"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *said = read_text(r, lexicon, texts[i].text);
        if (strcmp(said, texts[i].said) != 0) {
            fail_msg("%s: %s", texts[i].text, said);
        }
    }
    /* The next file uses them, has its own of the same name, and takes forms away. */
    file = lay(lexicon, "lang\ten\nverb\tzonk~verb\tpatient=lost\n"
                        "paradigm\tverb\tform=past:ied\nverb\tbonk~verb\tpatient=lost\n"
                        "remove\tgrim~adj mower~noun\n");
    assert_int_equal(file.errors + file.warnings, 0);
    assert_int_equal(file.phrases[SKT_TAG_VERB], 4);
    assert_string_equal(read_text(r, lexicon, texts[0].text), "none");
    assert_string_equal(read_text(r, lexicon, "Nine buzz were bonkied over Kursk."), "lost 9");
    skt_lexicon_close(lexicon);
}

static void *ask_words(void *lexicon)
{
    return (void *)words_of(lexicon, "ru");
}

/* Whoever asks first has the file read, once for all. */
static void test_loading(void **state)
{
    (void)state;
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    skt_lexicon *lexicon = open_lexicon();
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_words, lexicon), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *words;
        assert_int_equal(pthread_join(threads[i], &words), 0);
        assert_non_null(words);
        assert_ptr_equal(words, words_of(lexicon, "ru"));
    }
    assert_ptr_not_equal(words_of(lexicon, "en"), words_of(lexicon, "ru"));
    skt_lexicon_close(lexicon);
}

typedef struct unread_seen {
    char reasons[64];
    bool placed; /* the evidence stands at its offset */
} unread_seen;

static void take_unread(void *user, const skt_unread *unread)
{
    unread_seen *seen = user;
    const size_t length = strlen(seen->reasons);
    (void)snprintf(seen->reasons + length, sizeof seen->reasons - length, "%s%s",
                   length > 0 ? " " : "", skt_unread_name(unread->reason));
    seen->placed = unread->evidence.ptr == unread->report->text.ptr + unread->offset;
}

static void test_unread(void **state)
{
    const reader *r = *state;
    static const struct {
        const char *lang, *text, *reasons;
    } texts[] = {
        {"en", "Nine drones were shot down over the Kursk region.", ""},
        {"en", "The council met on Monday and raised the price of water.", ""},
        {"xx", "Nau virabeloj falis.", "language"},
        {"en", "The race was won by a pilot of 19. The drones of two rivals crashed at the show.",
         "peaceful"},
        {"en", "A drone could hit the depot in the Kursk region, the governor warned.", "unreal"},
        {"en", "No drones were shot down over the Kursk region.", "denied"},
        {"en", "Drones were shot down, the man said.", "mention"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        skt_lexicon *lexicon = open_lexicon();
        skt_claim_set *claims = NULL;
        unread_seen seen = {.placed = true};
        const skt_notes notes = {.unread = take_unread, .user = &seen};
        const skt_report report = {.id = SKT_LIT("r"),
                                   .doc = SKT_LIT("test"),
                                   .lang = skt_str_from(texts[i].lang),
                                   .text = skt_str_from(texts[i].text),
                                   .published = skt_day_parse(SKT_LIT("2024-09-01"))};
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        assert_int_equal(
            skt_extract_noted(claims, &report, r->gazetteer, lexicon, r->issuers, &notes, NULL),
            SKT_OK);
        if (strcmp(seen.reasons, texts[i].reasons) != 0) {
            fail_msg("%s: \"%s\"", texts[i].text, seen.reasons);
        }
        assert_true(seen.placed || strcmp(seen.reasons, "language") == 0);
        skt_claim_set_free(claims);
        skt_lexicon_close(lexicon);
    }
}

/* Taking notes changes no claim, and a trace tells of each. */
static void test_trace(void **state)
{
    const reader *r = *state;
    skt_lexicon *lexicon = open_lexicon();
    skt_claim_set *claims = NULL;
    skt_buf trace = SKT_BUF_INIT;
    const skt_notes notes = {.trace = &trace, .only = SKT_LIT("SHOT  down")};
    const skt_report report = {
        .id = SKT_LIT("r"),
        .doc = SKT_LIT("test"),
        .text = SKT_LIT("Nine drones were shot-down over the Kursk region. Two more were destroyed "
                        "there.\n"),
        .published = skt_day_parse(SKT_LIT("2024-09-01"))};
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(
        skt_extract_noted(claims, &report, r->gazetteer, lexicon, r->issuers, &notes, NULL),
        SKT_OK);
    assert_int_equal(skt_claim_set_count(claims), 2);
    const skt_str said = skt_buf_str(&trace);
    assert_true(skt_str_find(said, SKT_LIT("verb-subject"), 0) != SIZE_MAX);
    assert_true(skt_str_find(said, SKT_LIT("claim    r-1"), 0) != SIZE_MAX);
    assert_true(skt_str_find(said, SKT_LIT("1. Nine"), 0) != SIZE_MAX);
    assert_true(skt_str_find(said, SKT_LIT("2. Two"), 0) == SIZE_MAX);
    skt_buf_dispose(&trace);
    skt_claim_set_free(claims);
    skt_lexicon_close(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers),       cmocka_unit_test(test_times),
        cmocka_unit_test(test_new_language), cmocka_unit_test(test_bad_lines),
        cmocka_unit_test(test_paradigms),    cmocka_unit_test(test_loading),
        cmocka_unit_test(test_unread),       cmocka_unit_test(test_trace),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
