#include "cli/refresh.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/made.h"
#include "cli/snapshots.h"
#include "cli/status.h"
#include "core/diag.h"
#include "store/store.h"

/* Names of notes in the state. */
static const char NOTE_OUTPUTS[] = "outputs";
static const char NOTE_STORE[] = "store";
static const char NOTE_GOOD[] = "good";
static const char NOTE_CHANGE[] = "change";

typedef struct refresh {
    skt_cli *cli;
    const skt_arguments *args;
    const skt_refresh_plan *plan;
    skt_tally_options cuts;
    skt_export_options layers;
    const char *dir; /* of the outputs */
    skt_fetching fetching;
    skt_chain chain;
    skt_sums sums;  /* of what was added */
    skt_str store;  /* how many versions it has, and which it is */
    size_t failed;  /* sources */
    size_t n_asked; /* all of them, those whose time has not come among them */
    skt_buf note;   /* of outputs that were written */
    skt_run_status run;
} refresh;

/* -------------------------------------------------------------------- adding */

static void sum(skt_added *to, const skt_added *from)
{
    for (size_t i = 0; i < SKT_STORE_CHANGES; i++) {
        to->counts[i] += from->counts[i];
    }
    to->claims += from->claims;
}

static skt_status add_inputs(refresh *r, skt_store *store, const char *const *inputs, size_t n)
{
    skt_added added = {0};
    const skt_status status =
        n > 0 ? skt_add_inputs(&added, r->cli, &r->sums, store, inputs, n, NULL, NULL) : SKT_OK;
    sum(&r->run.added, &added);
    return status;
}

/* Which store it is, and how much is in it: one with less is an older copy, or a new one. */
static skt_status name_store(skt_str *name, int64_t *versions, refresh *r, skt_store *store)
{
    const char *path = skt_store_name(store);
    struct stat info;
    const skt_status status = skt_store_versions(versions, store);
    if (status != SKT_OK) {
        return status;
    }
    return strstr(path, "://") == NULL && stat(path, &info) == 0
               ? skt_arena_format(name, &r->cli->arena, "file %lld", (long long)info.st_ino)
               : skt_arena_str(name, &r->cli->arena, skt_str_from(path));
}

/* Whether the store is not the one that has what was fetched before. */
static skt_status is_other_store(bool *other, refresh *r, skt_store *store)
{
    skt_str last = SKT_STR_NONE;
    skt_str name;
    skt_str word;
    int64_t versions = 0;
    skt_status status = name_store(&name, &versions, r, store);
    if (status == SKT_OK) {
        status = skt_state_load_note(&last, r->fetching.state, NOTE_STORE, &r->cli->arena);
    }
    *other = status == SKT_OK && last.len > 0 && skt_str_split(&word, &last, ' ') &&
             (strtoll(word.ptr, NULL, 10) > versions || !skt_str_eq(last, name));
    return status;
}

/* What the sources will not be asked for again, since it was fetched already, and the store may
 * lack: it was fetched by itself, or into another store. The raw cache has it. */
static skt_status add_unread(refresh *r, skt_store *store)
{
    bool other;
    skt_folder raw = {0};
    skt_status status = is_other_store(&other, r, store);
    if (status == SKT_OK) {
        status = skt_folder_list(&raw, r->fetching.raw.ptr, r->cli->diag);
    }
    if (status == SKT_OK && other && r->fetching.cache == NULL) {
        (void)skt_diag_add(r->cli->diag, SKT_OK, SKT_WARNING, r->cli->store, 0,
                           "is another store than the last time, and there is no raw cache; remove "
                           "%s/fetch.db, so that the sources are asked for all that they have",
                           r->fetching.dir.ptr);
    }
    if (status == SKT_OK && (other || skt_fetching_has_unread(&r->fetching)) &&
        raw.files.count > 0) {
        status = add_inputs(r, store, &r->fetching.raw.ptr, 1);
    }
    skt_folder_dispose(&raw);
    return status;
}

static skt_status add_reports(refresh *r, skt_store *store)
{
    const skt_fetch_options options = SKT_FETCH_OPTIONS_INIT;
    skt_added added = {0};
    skt_status status = add_unread(r, store);
    if (status == SKT_OK) {
        status = skt_fetching_begin(&r->fetching, &options);
    }
    if (status == SKT_OK) {
        status = skt_add_fetched(&added, r->cli, &r->sums, store, r->fetching.fetch);
        sum(&r->run.added, &added);
    }
    if (status == SKT_OK) {
        status = add_inputs(r, store, r->args->operands, r->args->n_operands);
    }
    skt_str name = SKT_STR_NONE;
    int64_t versions = 0;
    if (status == SKT_OK) {
        status = name_store(&name, &versions, r, store);
    }
    return status == SKT_OK ? skt_arena_format(&r->store, &r->cli->arena, "%lld %.*s",
                                               (long long)versions, SKT_FMT(name))
                            : status;
}

/* The store has all that was fetched. */
static skt_status note_read(refresh *r)
{
    skt_state *state = r->fetching.state;
    skt_status status = skt_state_begin(state);
    status = status == SKT_OK ? skt_fetching_note_unread(&r->fetching, false) : status;
    status = status == SKT_OK ? skt_state_save_note(state, NOTE_STORE, r->store) : status;
    status = status == SKT_OK ? skt_state_commit(state) : status;
    skt_state_rollback(state);
    return status;
}

/* What the sources and the inputs have is in the store, closed and safe on the disk, before it is
 * remembered that they were asked. */
static skt_status add_all(refresh *r)
{
    skt_store *store = NULL;
    skt_status status = skt_chain_open(r->cli);
    if (status == SKT_OK) {
        status = skt_store_open(&store, r->cli->store, SKT_STORE_WRITE, r->cli->diag);
    }
    if (status == SKT_OK) {
        status = add_reports(r, store);
    }
    skt_store_close(store);
    if (status == SKT_OK) {
        status = skt_fetch_commit(r->fetching.fetch);
    }
    if (status == SKT_OK) {
        status = note_read(r);
    }
    if (r->fetching.fetch != NULL) {
        (void)skt_fetch_tallies(&r->n_asked, r->fetching.fetch);
        r->failed = skt_fetching_failed(&r->fetching);
    }
    r->run.inputs_refused = r->sums.refused;
    skt_cli_flush(r->cli);
    return status;
}

/* ------------------------------------------------------------------- outputs */

static skt_status load(refresh *r)
{
    skt_arguments none = *r->args;
    none.n_operands = 0;
    const skt_status status = skt_chain_take(&r->chain, r->cli, &none, &r->cuts);
    r->run.claims = r->chain.sums.claims;
    return status;
}

/* Whether the outputs are there as they would be written. */
static skt_status is_made(bool *made, refresh *r, const skt_sha256 *digest)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_str note;
    const skt_status status = skt_state_load_note(&note, r->fetching.state, NOTE_OUTPUTS, &arena);
    *made = status == SKT_OK && note.ptr != NULL &&
            skt_made_holds(&r->run.incidents, note, digest, r->dir);
    skt_arena_dispose(&arena);
    return status;
}

static skt_status report_unchanged(refresh *r)
{
    skt_buf out = SKT_BUF_INIT;
    if (r->plan->quiet) {
        return SKT_OK;
    }
    skt_buf_format(&out,
                   "nothing changed: %zu claims, %zu incidents; the layers in %s are left as "
                   "they are\n",
                   r->run.claims, r->run.incidents, r->dir);
    skt_status status = out.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && !skt_cli_print(r->cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

/* Writes the outputs, and notes what they were made from once all is there. */
static skt_status write_outputs(refresh *r, const skt_sha256 *digest)
{
    skt_folder before;
    bool kept = true;
    skt_status status = skt_folder_list(&before, r->dir, r->cli->diag);
    if (status == SKT_OK) {
        status = skt_layers_write(r->cli, &r->chain, r->dir, &r->layers);
    }
    if (status == SKT_OK) {
        r->run.changed = true;
        r->run.incidents = skt_incident_set_count(r->chain.incidents);
        status = skt_made_note(&r->note, digest, r->run.incidents, r->dir, &before, r->cli->diag);
    }
    if (status == SKT_OK && r->plan->keep > 0) {
        kept = skt_snapshot_make(r->dir, r->run.began, r->plan->keep, r->cli->diag) == SKT_OK;
    }
    if (!kept) { /* the next run tries again */
        skt_buf_clear(&r->note);
    }
    skt_folder_dispose(&before);
    return status;
}

static skt_status make_outputs(refresh *r)
{
    skt_sha256 digest;
    bool made = false;
    skt_status status = skt_made_digest(&digest, r->cli, r->args, r->plan->first_layer,
                                        SKT_LAYER_OPTIONS, r->chain.claims);
    status = status == SKT_OK ? is_made(&made, r, &digest) : status;
    if (status == SKT_OK && made && !r->plan->always_reports) {
        return report_unchanged(r);
    }
    status = status == SKT_OK ? skt_chain_finish(&r->chain, r->cli, &r->cuts) : status;
    if (status == SKT_OK && !made) {
        status = write_outputs(r, &digest);
    }
    return status == SKT_OK ? r->plan->report(r->cli, &r->chain, r->args, r->dir) : status;
}

/* Whether there is anything to tally: with every source failing and nothing in the store there
 * is not. */
static size_t count_done(const refresh *r)
{
    return r->n_asked - r->failed + r->sums.claim_files + r->sums.reports + r->run.claims;
}

/* --------------------------------------------------------------------- after */

static skt_time noted_time(refresh *r, const char *name)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_str text = SKT_STR_NONE;
    skt_time when = 0;
    if (r->fetching.state != NULL &&
        skt_state_load_note(&text, r->fetching.state, name, &arena) == SKT_OK && text.len > 0) {
        when = strtoll(text.ptr, NULL, 10);
    }
    skt_arena_dispose(&arena);
    return when;
}

static skt_status note_time(skt_state *state, const char *name, skt_time when)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%lld", (long long)when);
    return skt_state_save_note(state, name, skt_str_from(text));
}

static skt_status save_notes(refresh *r)
{
    skt_state *state = r->fetching.state;
    skt_status status = skt_state_begin(state);
    if (status == SKT_OK && r->run.good) {
        status = note_time(state, NOTE_GOOD, r->run.ended);
    }
    if (status == SKT_OK && r->run.changed) {
        status = note_time(state, NOTE_CHANGE, r->run.ended);
    }
    if (status == SKT_OK && r->note.len > 0) {
        status = skt_state_save_note(state, NOTE_OUTPUTS, skt_buf_str(&r->note));
    }
    status = status == SKT_OK ? skt_state_commit(state) : status;
    skt_state_rollback(state);
    return status;
}

/* Notes and tells how it went; the exit code. */
static int end(refresh *r, skt_status status)
{
    int code = skt_cli_end(r->cli, status, count_done(r));
    skt_str path;
    r->run.exit_code = code;
    r->run.ended = skt_fetching_now();
    r->run.good = code <= SKT_EXIT_PARTLY && r->n_asked > r->failed;
    if (r->fetching.state != NULL && save_notes(r) != SKT_OK) {
        code = r->run.exit_code = SKT_EXIT_NOTHING;
        r->run.good = false;
    }
    r->run.last_good = r->run.good ? r->run.ended : noted_time(r, NOTE_GOOD);
    r->run.last_change = r->run.changed ? r->run.ended : noted_time(r, NOTE_CHANGE);
    status =
        r->plan->status != NULL
            ? skt_arena_str(&path, &r->cli->arena, skt_str_from(r->plan->status))
            : skt_arena_format(&path, &r->cli->arena, "%.*s/status.json", SKT_FMT(r->fetching.dir));
    if (status == SKT_OK) {
        status = skt_status_write(path.ptr, &r->run, &r->fetching);
    }
    return status == SKT_OK ? code : SKT_EXIT_NOTHING;
}

static skt_status work(refresh *r)
{
    skt_status status = skt_chain_begin(&r->chain, r->cli, r->args);
    status = status == SKT_OK ? add_all(r) : status;
    status = status == SKT_OK ? load(r) : status;
    return status == SKT_OK && count_done(r) > 0 ? make_outputs(r) : status;
}

int skt_refresh_run(skt_cli *cli, const skt_arguments *args, const skt_refresh_plan *plan)
{
    refresh r = {.cli = cli, .args = args, .plan = plan, .fetching = {.cli = cli}};
    if (!skt_chain_tally_options(&r.cuts, cli, args, 0) ||
        !skt_layers_options(&r.layers, &r.dir, cli, args, plan->first_layer)) {
        return SKT_EXIT_USAGE;
    }
    skt_str dir;
    int code = SKT_EXIT_NOTHING;
    skt_status status = skt_fetching_dir(&dir, cli, plan->state);
    if (status == SKT_OK && cli->store == NULL) {
        status = skt_store_default(&cli->store, cli, plan->state);
    }
    status = status == SKT_OK ? skt_fetching_open(&r.fetching, cli, dir) : status;
    if (status == SKT_E_LIMIT || r.fetching.dir.ptr == NULL) {
        code = skt_cli_end(cli, status, 0); /* another run is at work: all is left to it */
    } else {
        r.run.began = r.fetching.now;
        status = status == SKT_OK ? work(&r) : status;
        code = end(&r, status);
    }
    skt_chain_dispose(&r.chain);
    skt_fetching_close(&r.fetching);
    skt_buf_dispose(&r.note);
    return code;
}
