/* Many threads that read files with one gazetteer, lexicon and table of issuers.
 *
 *     threads N FILE...
 *
 * Each thread has its own reader, messages and claims; the claims are joined at the end and
 * printed as lines of NDJSON, in the order of the files whatever N is.
 */
#include <pthread.h>
#include <skytally.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_THREADS = 64 };

/* Shared by all threads. */
typedef struct work {
    const skt_gazetteer *gazetteer;
    const skt_lexicon *lexicon;
    const skt_issuers *issuers;
    char **files;
    skt_claim_set **claims; /* of each file: one thread alone works on it */
    size_t n_files, next;
    pthread_mutex_t lock; /* of `next` and `status` */
    skt_status status;    /* the first error */
} work;

/* The next file, or n_files when there is none left, or when some thread has failed. */
static size_t take(work *w)
{
    pthread_mutex_lock(&w->lock);
    const size_t index = w->status == SKT_OK && w->next < w->n_files ? w->next++ : w->n_files;
    pthread_mutex_unlock(&w->lock);
    return index;
}

static skt_status read_one(work *w, size_t index, skt_diag *diag)
{
    const char *input = w->files[index];
    const skt_report *report = NULL;
    skt_ingest *ingest = NULL;
    skt_status status = skt_claim_set_new(&w->claims[index]);
    if (status == SKT_OK) {
        status = skt_ingest_new(&ingest, &input, 1, NULL, diag);
    }
    while (status == SKT_OK) {
        status = skt_ingest_next(&report, ingest);
        if (status != SKT_OK || report == NULL) {
            break;
        }
        status = skt_extract(w->claims[index], report, w->gazetteer, w->lexicon, w->issuers, diag);
    }
    skt_ingest_free(ingest);
    return status;
}

static void *read_files(void *argument)
{
    work *w = argument;
    skt_diag *diag = NULL;
    skt_status status = skt_diag_new(&diag);
    for (size_t i = take(w); status == SKT_OK && i < w->n_files; i = take(w)) {
        status = read_one(w, i, diag);
    }
    if (status != SKT_OK) {
        pthread_mutex_lock(&w->lock);
        w->status = status;
        pthread_mutex_unlock(&w->lock);
    }
    skt_diag_free(diag);
    return NULL;
}

/* Runs the threads and waits for them. */
static void run(work *w, size_t n_threads)
{
    pthread_t threads[MOST_THREADS];
    size_t n = 0;
    while (n < n_threads && pthread_create(&threads[n], NULL, read_files, w) == 0) {
        n++;
    }
    if (n == 0) {
        read_files(w);
    }
    while (n > 0) {
        pthread_join(threads[--n], NULL);
    }
}

static skt_status print(void *user, skt_str text)
{
    return fwrite(text.ptr, 1, text.len, user) == text.len ? SKT_OK : SKT_E_IO;
}

/* Moves all claims into one set and prints them. */
static skt_status print_all(work *w)
{
    skt_claim_set *all = NULL;
    skt_status status = skt_claim_set_new(&all);
    for (size_t i = 0; status == SKT_OK && i < w->n_files; i++) {
        status = skt_claim_set_move(all, w->claims[i]);
    }
    for (size_t i = 0; status == SKT_OK && i < skt_claim_set_count(all); i++) {
        status = skt_claim_write(print, stdout, skt_claim_set_at(all, i));
    }
    skt_claim_set_free(all);
    return status;
}

int main(int argc, char **argv)
{
    skt_gazetteer *gazetteer = NULL;
    skt_lexicon *lexicon = NULL;
    skt_issuers *issuers = NULL;
    const long n_threads = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    if (argc < 3 || n_threads < 1 || n_threads > MOST_THREADS) {
        fprintf(stderr, "usage: %s N FILE..., N from 1 to %d\n", argv[0], MOST_THREADS);
        return 2;
    }
    work w = {NULL,  NULL, NULL, argv + 2, NULL, (size_t)argc - 2, 0, PTHREAD_MUTEX_INITIALIZER,
              SKT_OK};
    w.claims = calloc(w.n_files, sizeof(skt_claim_set *));
    w.status = w.claims == NULL ? SKT_E_NOMEM : skt_gazetteer_open(&gazetteer, NULL, NULL);
    w.status = w.status == SKT_OK ? skt_lexicon_open(&lexicon, NULL, NULL) : w.status;
    w.status = w.status == SKT_OK ? skt_issuers_open(&issuers, NULL, NULL) : w.status;
    if (w.status == SKT_OK) {
        w.gazetteer = gazetteer;
        w.lexicon = lexicon;
        w.issuers = issuers;
        run(&w, (size_t)n_threads);
    }
    if (w.status == SKT_OK) {
        w.status = print_all(&w);
    }
    if (w.status != SKT_OK) {
        fprintf(stderr, "%s: %s\n", argv[0], skt_status_text(w.status));
    }
    for (size_t i = 0; w.claims != NULL && i < w.n_files; i++) {
        skt_claim_set_free(w.claims[i]);
    }
    free(w.claims);
    skt_issuers_close(issuers);
    skt_lexicon_close(lexicon);
    skt_gazetteer_close(gazetteer);
    return w.status == SKT_OK ? 0 : 1;
}
