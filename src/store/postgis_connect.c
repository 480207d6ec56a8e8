/* Connecting to PostgreSQL. No message holds a password, nor what may be a part of one: libpq
 * quotes from an address that it cannot read. */
#include "core/diag.h"
#include "store/postgis.h"

enum { OLDEST_SERVER = 110000 };

/* --------------------------------------------------------------- address */

/* Whether a name or password in `where` holds a character that parts an address, so that
 * libpq would take a piece of it for a host, a port or a database: it looks for "@" up to the
 * first slash, and behind that one, another has no place. */
static bool is_cut_wrongly(skt_str where)
{
    const size_t scheme = skt_str_find(where, SKT_LIT("://"), 0);
    const size_t from = scheme == SIZE_MAX ? 0 : scheme + 3;
    const size_t at = skt_str_find(where, SKT_LIT("@"), from);
    const size_t slash = skt_str_find(where, SKT_LIT("/"), from);
    const size_t host = at != SIZE_MAX && at < slash ? at + 1 : from;
    return skt_str_find(where, SKT_LIT("@"), host) < skt_str_find(where, SKT_LIT("?"), host);
}

static bool may_hold_password(skt_str where)
{
    return skt_str_find(where, SKT_LIT("@"), 0) != SIZE_MAX ||
           skt_str_find(where, SKT_LIT("password"), 0) != SIZE_MAX;
}

static skt_status check_address(const char *where, skt_diag *diag)
{
    const skt_str text = skt_str_from(where);
    char *reason = NULL;
    PQconninfoOption *parts = PQconninfoParse(where, &reason);
    const bool read = parts != NULL;
    PQconninfoFree(parts);
    skt_status status = SKT_OK;
    if (is_cut_wrongly(text) || (!read && may_hold_password(text))) {
        status = skt_diag_add(
            diag, SKT_E_IO, SKT_FAILURE, NULL, 0,
            "the address of the store cannot be read: in a user's name or a password, write @ as "
            "%%40, / as %%2F, : as %%3A, ? as %%3F, %% as %%25; or leave the password out and put "
            "it into PGPASSWORD or ~/.pgpass");
    } else if (!read) {
        skt_buf why = SKT_BUF_INIT;
        skt_postgis_one_line(&why, reason == NULL ? "memory is out" : reason);
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, NULL, 0,
                              "the address of the store cannot be read: %s; it is written "
                              "postgresql://USER@HOST/DATABASE",
                              why.ptr == NULL ? "" : why.ptr);
        skt_buf_dispose(&why);
    }
    PQfreemem(reason);
    return status;
}

static const char *or_nothing(const char *text)
{
    return text == NULL ? "" : text;
}

/* postgresql://user@host:port/database; a host that is a folder of sockets goes unsaid. */
static void write_name(skt_buf *out, const PGconn *link)
{
    const char *host = or_nothing(PQhost(link));
    skt_buf_format(out, "postgresql://%s@", or_nothing(PQuser(link)));
    if (host[0] != '\0' && host[0] != '/' && host[0] != '@') {
        skt_buf_format(out, "%s:%s", host, or_nothing(PQport(link)));
    }
    skt_buf_format(out, "/%s", or_nothing(PQdb(link)));
}

/* --------------------------------------------------------------- session */

static void say_nothing(void *user, const char *message)
{
    (void)user;
    (void)message;
}

static skt_status tell_refused(const skt_postgis *db)
{
    const bool password = PQconnectionNeedsPassword(db->link) != 0;
    const bool wrong = PQconnectionUsedPassword(db->link) != 0;
    skt_buf why = SKT_BUF_INIT;
    skt_postgis_one_line(&why, PQerrorMessage(db->link));
    (void)skt_diag_add(db->diag, SKT_E_IO, SKT_FAILURE, db->name.ptr, 0,
                       "cannot be connected to: %s%s", why.len == 0 ? "no reason told" : why.ptr,
                       password ? "; put the password into PGPASSWORD or ~/.pgpass"
                       : wrong  ? "; see what PGPASSWORD, ~/.pgpass or the address holds"
                                : "");
    skt_buf_dispose(&why);
    return SKT_E_IO;
}

/* Which schema is the store's, and whether the database can hold it. A search_path of the
 * address (options=-csearch_path%3DNAME) or of PGOPTIONS names it; one that a user or a
 * database has by default was made for other programs. */
static const char ask[] =
    "SELECT CASE WHEN source <> 'client' THEN 'skytally'"
    " ELSE coalesce(nullif((parse_ident(split_part(setting, ',', 1)))[1], '$user'), current_user)"
    " END, current_setting('server_encoding') FROM pg_settings WHERE name = 'search_path'";

/* A host that goes away without a word is given up after two minutes, so that its lock does
 * not stay for hours. */
static const char settings[] = "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD';"
                               "SET extra_float_digits TO 3; SET client_min_messages TO error;"
                               "SET tcp_keepalives_idle TO 60; SET tcp_keepalives_interval TO 10;"
                               "SET tcp_keepalives_count TO 6; SET search_path TO ";

static skt_status check_server(skt_postgis *db, const PGresult *answer)
{
    const int version = PQserverVersion(db->link);
    if (version < OLDEST_SERVER) {
        return skt_diag_add(db->diag, SKT_E_DATA, SKT_FAILURE, db->name.ptr, 0,
                            "the server is PostgreSQL %d; 11 or newer is needed", version / 10000);
    }
    const char *encoding = PQgetvalue(answer, 0, 1);
    if (strcmp(encoding, "UTF8") != 0) {
        return skt_diag_add(db->diag, SKT_E_DATA, SKT_FAILURE, db->name.ptr, 0,
                            "the database is in %s, which has not all letters; make one with "
                            "CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
                            encoding);
    }
    return SKT_OK;
}

static skt_status set_up(skt_postgis *db)
{
    PGresult *answer;
    skt_status status = skt_postgis_exec(db, &answer, ask);
    if (status != SKT_OK) {
        return status;
    }
    status = check_server(db, answer);
    skt_buf_add_text(&db->schema, PQgetvalue(answer, 0, 0));
    PQclear(answer);
    skt_buf sql = SKT_BUF_INIT;
    skt_buf_add_text(&sql, settings);
    skt_postgis_quote(&sql, skt_buf_str(&db->schema));
    if (status == SKT_OK) {
        status =
            sql.failed || db->schema.failed ? SKT_E_NOMEM : skt_postgis_exec(db, NULL, sql.ptr);
    }
    skt_buf_dispose(&sql);
    return status;
}

skt_status skt_postgis_connect(skt_postgis *db, const char *where)
{
    /* What stands behind `dbname` outranks the address, what stands before it does not. */
    const char *const names[] = {"keepalives_idle",
                                 "keepalives_interval",
                                 "keepalives_count",
                                 "fallback_application_name",
                                 "dbname",
                                 "client_encoding",
                                 NULL};
    const char *const values[] = {"60", "10", "6", "skytally", where, "UTF8", NULL};
    skt_status status = check_address(where, db->diag);
    if (status != SKT_OK) {
        return status;
    }
    db->link = PQconnectdbParams(names, values, 1);
    if (db->link == NULL) {
        return SKT_E_NOMEM;
    }
    (void)PQsetNoticeProcessor(db->link, say_nothing, NULL);
    write_name(&db->name, db->link);
    if (db->name.failed) {
        return SKT_E_NOMEM;
    }
    return PQstatus(db->link) == CONNECTION_OK ? set_up(db) : tell_refused(db);
}
