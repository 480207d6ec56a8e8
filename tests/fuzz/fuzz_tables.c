/* Tables of the user's own: words (a lexicon) and places, by the first byte. */
#include "fuzz_file.h"

#include <sys/stat.h>

#include "claims/lexicon.h"
#include "skytally.h"

static skt_gazetteer *gazetteer_of(skt_diag *diag)
{
    skt_gazetteer *gazetteer = NULL;
    const char *path = getenv("FUZZ_GAZETTEER");
    return path != NULL && skt_gazetteer_open(&gazetteer, path, diag) == SKT_OK ? gazetteer : NULL;
}

static void add_places(const char *path, skt_diag *diag)
{
    skt_gazetteer *gazetteer = gazetteer_of(diag);
    if (gazetteer == NULL) {
        return;
    }
    if (skt_gazetteer_add_table(gazetteer, path, diag) != SKT_OK && skt_diag_count(diag) == 0) {
        abort(); /* refused without a word */
    }
    skt_gazetteer_close(gazetteer);
}

static void add_words(const char *path, skt_diag *diag)
{
    char folder[128];
    skt_lexicon *lexicon = NULL;
    const skt_words *words;
    (void)snprintf(folder, sizeof folder, "%s/none", fuzz_folder());
    (void)mkdir(folder, 0700);
    if (skt_lexicon_open(&lexicon, folder, diag) != SKT_OK) {
        return;
    }
    if (skt_lexicon_add(lexicon, path, diag) == SKT_OK) {
        (void)skt_lexicon_language(&words, lexicon, SKT_LIT("xx"), diag);
    } else if (skt_diag_count(diag) == 0) {
        abort();
    }
    skt_lexicon_close(lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[128];
    skt_diag *diag = NULL;
    if (size == 0 || skt_diag_new(&diag) != SKT_OK) {
        return 0;
    }
    fuzz_file(path, "xx.tsv", data + 1, size - 1);
    if (data[0] == 'p') {
        add_places(path, diag);
    } else {
        add_words(path, diag);
    }
    skt_diag_free(diag);
    return 0;
}
