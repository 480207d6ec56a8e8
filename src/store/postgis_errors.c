/* What goes wrong with PostgreSQL, in words for the user. Codes: PostgreSQL's manual,
 * appendix A. */
#include "core/diag.h"
#include "store/postgis.h"

typedef struct remedy {
    const char *state; /* how the SQLSTATE begins */
    skt_status status;
    const char *what; /* to do about it */
} remedy;

static const remedy remedies[] = {
    {"42501", SKT_E_IO, SKT_POSTGIS_GRANT},
    {"25006", SKT_E_IO, "this server or database takes no writes: give the address of the primary"},
    {"42P01", SKT_E_DATA,
     "the store is not whole: it was changed by hand; bring it back from a copy"},
    {"42703", SKT_E_DATA,
     "the store is not whole: it was changed by hand; bring it back from a copy"},
    {"3F000", SKT_E_DATA,
     "the store is not whole: it was changed by hand; bring it back from a copy"},
    {"53100", SKT_E_IO, "the disk of the server is full: nothing was kept; make room there"},
    {"53", SKT_E_IO, "the server is at its limits: nothing was kept; try again later"},
    {"54000", SKT_E_DATA, "an id or address in the input is longer than the server can index"},
    {"55P03", SKT_E_IO, "another writer was at work for longer than lock_timeout: try again"},
    {"57014", SKT_E_IO, "raise statement_timeout for this user, or try again"},
    {"40", SKT_E_IO, "nothing was kept; try again"},
    {"22", SKT_E_DATA, "nothing of the transaction was kept"},
    {"23", SKT_E_DATA, "nothing of the transaction was kept"},
    {"", SKT_E_IO, "nothing of the transaction was kept"},
};

const char *skt_postgis_state(const PGresult *answer)
{
    const char *state = answer == NULL ? NULL : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    return state == NULL ? "" : state;
}

void skt_postgis_one_line(skt_buf *out, const char *message)
{
    skt_str rest = skt_str_trim(skt_str_from(message));
    skt_str line;
    bool first = true;
    while (skt_str_split(&line, &rest, '\n')) {
        skt_buf_add_text(out, first ? "" : "; ");
        skt_buf_add(out, skt_str_trim(line));
        first = false;
    }
}

static bool starts(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

/* Whether the connection is gone: 08 connection exceptions, 57P the server's going down, or
 * an administrator who ended it. */
static bool is_lost(const skt_postgis *db, const char *state)
{
    return PQstatus(db->link) != CONNECTION_OK || starts(state, "08") || starts(state, "57P") ||
           starts(state, "25P03");
}

static skt_status tell_lost(skt_postgis *db, const char *message, const char *outcome)
{
    if (db->lost) { /* told, and everything since fails for it */
        return SKT_E_IO;
    }
    db->lost = true;
    skt_buf text = SKT_BUF_INIT;
    skt_postgis_one_line(&text, message);
    (void)skt_diag_add(db->diag, SKT_E_IO, SKT_FAILURE, db->name.ptr, 0,
                       "the connection was lost (%s); %s",
                       text.len > 0 ? text.ptr : "no reason told", outcome);
    skt_buf_dispose(&text);
    return SKT_E_IO;
}

static skt_status tell(skt_postgis *db, const PGresult *answer, const char *outcome)
{
    const char *state = skt_postgis_state(answer);
    const char *primary =
        answer == NULL ? NULL : PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    const char *message = primary != NULL ? primary : PQerrorMessage(db->link);
    if (is_lost(db, state)) {
        return tell_lost(db, message, outcome);
    }
    if (strcmp(state, "25P02") == 0) { /* fails for what failed, and was told, before */
        return SKT_E_IO;
    }
    if (answer == NULL && message[0] == '\0') {
        return SKT_E_NOMEM;
    }
    const remedy *found = remedies;
    while (!starts(state, found->state)) {
        found++;
    }
    skt_buf text = SKT_BUF_INIT;
    skt_postgis_one_line(&text, message);
    (void)skt_diag_add(db->diag, found->status, SKT_FAILURE, db->name.ptr, 0, "%s; %s",
                       text.len > 0 ? text.ptr : "the server refuses", found->what);
    skt_buf_dispose(&text);
    return found->status;
}

skt_status skt_postgis_failure(skt_postgis *db, const PGresult *answer)
{
    return tell(db, answer, "nothing of the transaction was kept: run the same again");
}

skt_status skt_postgis_commit_failure(skt_postgis *db, const PGresult *answer)
{
    return tell(db, answer,
                "it may have been kept or not: run the same again, nothing is added twice");
}

skt_status skt_postgis_exec(skt_postgis *db, PGresult **answer, const char *sql)
{
    PGresult *got = PQexec(db->link, sql);
    const ExecStatusType kind = PQresultStatus(got);
    if (kind != PGRES_TUPLES_OK && kind != PGRES_COMMAND_OK) {
        const skt_status status = skt_postgis_failure(db, got);
        PQclear(got);
        return status;
    }
    if (answer != NULL) {
        *answer = got;
    } else {
        PQclear(got);
    }
    return SKT_OK;
}
