/* Adding a report: whether it is known, another version, or the same in other words. */
#include "claims/identity.h"
#include "core/str.h"
#include "store/address.h"
#include "store/internal.h"

/* A report that is being added. */
typedef struct adding {
    skt_store *store;
    skt_report report; /* with id and signature */
    const skt_claim_set *claims;
    size_t first, n;
    skt_identity identity;
    skt_buf key;
    char fingerprint[17];
    char published[11];
} adding;

/* The version that stands. */
typedef struct standing {
    int64_t fid, version;
    char signature[64], fingerprint[20];
    skt_day published;
    bool has_text, found;
} standing;

/* -------------------------------------------------------------- identity */

/* A row of a table has no address of its own: many are read on one page. */
static bool is_row(const adding *a)
{
    if (a->report.record != NULL) {
        return true;
    }
    const skt_str id = a->n == 1 ? skt_claim_set_at(a->claims, a->first)->id : SKT_STR_NONE;
    const size_t length = a->report.id.len;
    return a->report.text.ptr == NULL && a->report.signature.len > 0 &&
           id.len == length + 1 + a->report.signature.len && skt_str_starts(id, a->report.id) &&
           id.ptr[length] == '-' && skt_str_ends(id, a->report.signature);
}

/* A key of any length is the same key again when it is cut: an index has its bounds. */
static void shorten(skt_buf *key)
{
    enum { LONGEST = 1000, KEPT = 900 };
    const skt_str whole = skt_buf_str(key);
    if (whole.len > LONGEST) {
        const uint64_t hash = skt_hash(SKT_HASH_SEED, whole);
        key->len = skt_str_cut(whole, KEPT).len;
        skt_buf_format(key, "#%016llx", (unsigned long long)hash);
    }
}

static skt_status identify(adding *a)
{
    skt_report *r = &a->report;
    skt_status status = SKT_OK;
    if (r->text.ptr != NULL || r->id.len == 0) {
        status = skt_report_identify(r, &a->identity);
    }
    if (status != SKT_OK) {
        return status;
    }
    if (r->published == SKT_NO_DAY && a->n > 0) {
        /* What was read in the text is as good as what was told beside it. */
        r->published = skt_claim_set_at(a->claims, a->first)->published;
        r->date_origin = skt_claim_set_at(a->claims, a->first)->published_from;
    }
    skt_day_format(a->published, r->published);
    status = skt_claims_fingerprint(a->fingerprint, a->claims, a->first, a->n);
    if (status != SKT_OK) {
        return status;
    }
    if (is_row(a)) {
        skt_buf_format(&a->key, "%.*s-%.*s", SKT_FMT(r->id), SKT_FMT(r->signature));
    } else if (r->url.len > 0) {
        skt_address_write(&a->key, r->url);
    } else {
        skt_buf_add(&a->key, r->id);
    }
    shorten(&a->key);
    return a->key.failed ? SKT_E_NOMEM : SKT_OK;
}

/* -------------------------------------------------------- what is there */

static void keep(char *room, size_t size, skt_str text)
{
    const size_t length = text.len < size ? text.len : size - 1;
    if (length > 0) {
        memcpy(room, text.ptr, length);
    }
    room[length] = '\0';
}

static skt_status take_standing(void *user, const skt_sql_value *values, size_t n)
{
    enum { FID, VERSION, SIGNATURE, FINGERPRINT, PUBLISHED, HAS_TEXT, COLUMNS };
    standing *s = user;
    if (n != COLUMNS) {
        return SKT_E_DATA;
    }
    s->found = true;
    s->fid = values[FID].integer;
    s->version = values[VERSION].integer;
    keep(s->signature, sizeof s->signature, values[SIGNATURE].text);
    keep(s->fingerprint, sizeof s->fingerprint, values[FINGERPRINT].text);
    s->published = values[PUBLISHED].kind == SKT_SQL_IS_TEXT ? skt_day_parse(values[PUBLISHED].text)
                                                             : SKT_NO_DAY;
    s->has_text = values[HAS_TEXT].integer != 0;
    return SKT_OK;
}

static skt_status find_standing(standing *out, adding *a)
{
    const skt_sql_value key = skt_sql_str(skt_buf_str(&a->key));
    *out = (standing){.published = SKT_NO_DAY};
    return skt_store_run(a->store,
                         "SELECT \"fid\", \"version\", \"signature\", \"fingerprint\", "
                         "\"published\", \"text\" IS NOT NULL FROM \"reports\" "
                         "WHERE \"key\" = $1 AND \"current\"",
                         &key, 1, take_standing, out);
}

static skt_status take_int(void *user, const skt_sql_value *values, size_t n)
{
    int64_t *out = user;
    *out = n > 0 && values[0].kind == SKT_SQL_IS_INTEGER ? values[0].integer : 0;
    return SKT_OK;
}

static skt_str signature_of(const adding *a)
{
    return a->report.signature.ptr != NULL ? a->report.signature : SKT_LIT("");
}

/* The version that this very text was taken for before; 0: none. */
static skt_status find_copy(int64_t *version, adding *a)
{
    const skt_sql_value params[] = {skt_sql_str(skt_buf_str(&a->key)), skt_sql_str(signature_of(a)),
                                    skt_sql_str(skt_str_from(a->published))};
    *version = 0;
    return skt_store_run(a->store,
                         "SELECT \"version\" FROM \"copies\" WHERE \"key\" = $1 AND "
                         "\"signature\" = $2 AND \"published\" = $3",
                         params, 3, take_int, version);
}

static skt_status last_version(int64_t *version, adding *a)
{
    const skt_sql_value key = skt_sql_str(skt_buf_str(&a->key));
    *version = 0;
    return skt_store_run(a->store, "SELECT max(\"version\") FROM \"reports\" WHERE \"key\" = $1",
                         &key, 1, take_int, version);
}

/* --------------------------------------------------------------- writing */

static skt_status note_copy(adding *a, int64_t version)
{
    const skt_sql_value params[] = {skt_sql_str(skt_buf_str(&a->key)), skt_sql_str(signature_of(a)),
                                    skt_sql_str(skt_str_from(a->published)), skt_sql_int(version)};
    return skt_store_run(a->store,
                         "INSERT INTO \"copies\" (\"key\", \"signature\", \"published\", "
                         "\"version\") VALUES ($1, $2, $3, $4) ON CONFLICT (\"key\", "
                         "\"signature\", \"published\") DO UPDATE SET \"version\" = "
                         "excluded.\"version\"",
                         params, 4, NULL, NULL);
}

static skt_status insert_places(skt_store *store, skt_store_insert what, const skt_place *places,
                                size_t n, int64_t claim_fid)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        skt_sql_row row;
        skt_row_of_place(&row, &places[i], claim_fid, i);
        status = skt_store_insert_row(store, NULL, what, &row);
    }
    return status;
}

static skt_status insert_claim(adding *a, const skt_claim *claim, int64_t report_fid, size_t n,
                               int64_t withdrawn_by)
{
    skt_store *store = a->store;
    skt_sql_row row;
    int64_t fid = 0;
    skt_status status = skt_row_of_claim(&row, claim, report_fid, n, withdrawn_by, &store->text);
    if (status == SKT_OK) {
        status = skt_store_insert_row(store, &fid, SKT_INSERT_CLAIM, &row);
    }
    if (status == SKT_OK) {
        status = insert_places(store, SKT_INSERT_PLACE, claim->places, claim->n_places, fid);
    }
    if (status == SKT_OK) {
        status = insert_places(store, SKT_INSERT_OTHER_PLACE, claim->other_places,
                               claim->n_other_places, fid);
    }
    for (size_t i = 0; i < claim->n_links && status == SKT_OK; i++) {
        skt_row_of_link(&row, &claim->links[i], fid, i);
        status = skt_store_insert_row(store, NULL, SKT_INSERT_LINK, &row);
    }
    return status;
}

static skt_status insert_claims(adding *a, int64_t report_fid, int64_t withdrawn_by)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < a->n && status == SKT_OK; i++) {
        status =
            insert_claim(a, skt_claim_set_at(a->claims, a->first + i), report_fid, i, withdrawn_by);
    }
    return status;
}

/* A version with its claims; `superseded_by` is 0 for the one that stands. */
static skt_status insert_version(adding *a, int64_t *fid, int64_t version, int64_t superseded_by)
{
    const skt_report_row about = {.key = skt_buf_str(&a->key),
                                  .fingerprint = skt_str_from(a->fingerprint),
                                  .version = version,
                                  .superseded_by = superseded_by,
                                  .current = superseded_by == 0,
                                  .claims = a->n};
    skt_sql_row row;
    skt_row_of_report(&row, &about, &a->report, &a->store->text);
    skt_status status = skt_store_insert_row(a->store, fid, SKT_INSERT_REPORT, &row);
    if (status == SKT_OK) {
        status = insert_claims(a, *fid, superseded_by);
    }
    return status == SKT_OK ? note_copy(a, version) : status;
}

static skt_status withdraw(adding *a, const standing *old, int64_t version)
{
    const skt_sql_value params[] = {skt_sql_int(version), skt_sql_int(old->fid)};
    const skt_status status =
        skt_store_run(a->store,
                      "UPDATE \"reports\" SET \"current\" = FALSE, \"superseded_by\" = $1 "
                      "WHERE \"fid\" = $2",
                      params, 2, NULL, NULL);
    return status == SKT_OK ? skt_store_run(a->store,
                                            "UPDATE \"claims\" SET \"withdrawn\" = TRUE, "
                                            "\"withdrawn_by\" = $1 WHERE \"report_fid\" = $2",
                                            params, 2, NULL, NULL)
                            : status;
}

/* The version that takes the place of `old`. What was read anew from the same text, or from
 * its claims alone, keeps the text. */
static skt_status supersede(adding *a, const standing *old)
{
    int64_t version;
    int64_t fid = 0;
    skt_status status = last_version(&version, a);
    if (status == SKT_OK) {
        status = withdraw(a, old, version + 1);
    }
    if (status == SKT_OK) {
        status = insert_version(a, &fid, version + 1, 0);
    }
    const bool same_text = skt_str_is(signature_of(a), old->signature);
    if (status == SKT_OK && a->report.text.ptr == NULL && old->has_text && same_text) {
        const skt_sql_value params[] = {skt_sql_int(old->fid), skt_sql_int(fid)};
        status = skt_store_run(a->store,
                               "UPDATE \"reports\" SET \"text\" = (SELECT \"text\" FROM "
                               "\"reports\" WHERE \"fid\" = $1) WHERE \"fid\" = $2",
                               params, 2, NULL, NULL);
    }
    return status;
}

static skt_status insert_older(adding *a, const standing *newer)
{
    int64_t version;
    int64_t fid = 0;
    const skt_status status = last_version(&version, a);
    return status == SKT_OK ? insert_version(a, &fid, version + 1, newer->version) : status;
}

/* The same claims in other words: they are written anew, with the offsets and ids that
 * belong to this text, under the version that stands. */
static skt_status reword(adding *a, const standing *old)
{
    static const char *const away[] = {
        "DELETE FROM \"claim_places\" WHERE \"claim_fid\" IN (SELECT \"fid\" FROM \"claims\" "
        "WHERE \"report_fid\" = $1)",
        "DELETE FROM \"other_places\" WHERE \"claim_fid\" IN (SELECT \"fid\" FROM \"claims\" "
        "WHERE \"report_fid\" = $1)",
        "DELETE FROM \"links\" WHERE \"claim_fid\" IN (SELECT \"fid\" FROM \"claims\" "
        "WHERE \"report_fid\" = $1)",
        "DELETE FROM \"claims\" WHERE \"report_fid\" = $1",
        "DELETE FROM \"reports\" WHERE \"fid\" = $1",
    };
    const skt_sql_value fid = skt_sql_int(old->fid);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof away / sizeof *away && status == SKT_OK; i++) {
        status = skt_store_run(a->store, away[i], &fid, 1, NULL, NULL);
    }
    int64_t unused;
    return status == SKT_OK ? insert_version(a, &unused, old->version, 0) : status;
}

/* ------------------------------------------------------------- decisions */

/* Whether what is added was published before what stands; of two copies of one text, the one
 * without a day. */
static bool is_older(const adding *a, const standing *s)
{
    const skt_day day = a->report.published;
    if (day == SKT_NO_DAY || s->published == SKT_NO_DAY) {
        return day == SKT_NO_DAY && s->published != SKT_NO_DAY &&
               skt_str_is(signature_of(a), s->signature);
    }
    return day < s->published;
}

/* A text that is known: nothing, unless it is read otherwise now, or was not there. */
static skt_status put_known(skt_store_change *out, adding *a, const standing *s, int64_t version)
{
    if (version != s->version || !skt_str_is(signature_of(a), s->signature)) {
        return SKT_OK; /* an earlier version, or an earlier wording, comes again */
    }
    if (strcmp(a->fingerprint, s->fingerprint) != 0) {
        *out = SKT_STORE_CHANGED;
        return supersede(a, s);
    }
    if (!s->has_text && a->report.text.ptr != NULL) {
        *out = SKT_STORE_REWORDED;
        return reword(a, s);
    }
    return SKT_OK;
}

/* Another text of a report that is known. */
static skt_status put_other(skt_store_change *out, adding *a, const standing *s)
{
    const bool older = is_older(a, s);
    if (strcmp(a->fingerprint, s->fingerprint) == 0) {
        if (older || (s->has_text && a->report.text.ptr == NULL)) {
            return note_copy(a, s->version);
        }
        *out = SKT_STORE_REWORDED;
        return reword(a, s);
    }
    *out = older ? SKT_STORE_OLDER : SKT_STORE_CHANGED;
    return older ? insert_older(a, s) : supersede(a, s);
}

static skt_status put(skt_store_change *out, adding *a)
{
    standing s;
    int64_t known = 0;
    int64_t fid = 0;
    skt_status status = find_standing(&s, a);
    if (status == SKT_OK && !s.found) {
        *out = SKT_STORE_ADDED;
        return insert_version(a, &fid, 1, 0);
    }
    if (status == SKT_OK) {
        status = find_copy(&known, a);
    }
    if (status != SKT_OK) {
        return status;
    }
    return known != 0 ? put_known(out, a, &s, known) : put_other(out, a, &s);
}

skt_status skt_store_put(skt_store_change *out, skt_store *store, const skt_report *report,
                         const skt_claim_set *claims, size_t first, size_t n)
{
    adding a = {.store = store, .report = *report, .claims = claims, .first = first, .n = n};
    const bool own = !store->begun;
    *out = SKT_STORE_UNCHANGED;
    skt_status status = own ? skt_store_begin(store) : SKT_OK;
    if (status == SKT_OK) {
        status = identify(&a);
    }
    if (status == SKT_OK) {
        status = put(out, &a);
    }
    if (own && status == SKT_OK) {
        status = skt_store_commit(store);
    } else if (own) {
        skt_store_rollback(store);
    }
    skt_buf_dispose(&a.key);
    return status;
}
