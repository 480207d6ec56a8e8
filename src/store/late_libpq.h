/* libpq: loaded when
 * the first of its functions is called (core/late.h). Include this in place of its own
 * header; calls are written as ever. */
#ifndef SKT_STORE_LATE_LIBPQ_H
#define SKT_STORE_LATE_LIBPQ_H

#include <libpq-fe.h>

#include "skytally.h"

/* What is called of it. */
/* clang-format off */
#define SKT_LATE_LIBPQ(X) \
    X(PQclear) X(PQcmdStatus) X(PQconnectdbParams) X(PQconnectionNeedsPassword) \
    X(PQconnectionUsedPassword) X(PQconninfoFree) X(PQconninfoParse) X(PQdb) X(PQerrorMessage) \
    X(PQescapeLiteral) X(PQexec) X(PQfinish) X(PQfreemem) X(PQftype) X(PQgetResult) \
    X(PQgetisnull) X(PQgetlength) X(PQgetvalue) X(PQhost) X(PQnfields) X(PQntuples) X(PQport) \
    X(PQprepare) X(PQresultErrorField) X(PQresultStatus) X(PQsendQueryPrepared) \
    X(PQserverVersion) X(PQsetNoticeProcessor) X(PQsetSingleRowMode) X(PQstatus) \
    X(PQtransactionStatus) X(PQuser)
/* clang-format on */

typedef struct skt_libpq_functions {
#define SKT_MEMBER(name) __typeof__ (&(name))(name);
    SKT_LATE_LIBPQ(SKT_MEMBER)
#undef SKT_MEMBER
} skt_libpq_functions;

const skt_libpq_functions *skt_late_libpq(void);
/* Whether it is there; else SKT_E_IO. */
skt_status skt_libpq_ready(skt_diag *diag);

#define PQclear (skt_late_libpq()->PQclear)
#define PQcmdStatus (skt_late_libpq()->PQcmdStatus)
#define PQconnectdbParams (skt_late_libpq()->PQconnectdbParams)
#define PQconnectionNeedsPassword (skt_late_libpq()->PQconnectionNeedsPassword)
#define PQconnectionUsedPassword (skt_late_libpq()->PQconnectionUsedPassword)
#define PQconninfoFree (skt_late_libpq()->PQconninfoFree)
#define PQconninfoParse (skt_late_libpq()->PQconninfoParse)
#define PQdb (skt_late_libpq()->PQdb)
#define PQerrorMessage (skt_late_libpq()->PQerrorMessage)
#define PQescapeLiteral (skt_late_libpq()->PQescapeLiteral)
#define PQexec (skt_late_libpq()->PQexec)
#define PQfinish (skt_late_libpq()->PQfinish)
#define PQfreemem (skt_late_libpq()->PQfreemem)
#define PQftype (skt_late_libpq()->PQftype)
#define PQgetResult (skt_late_libpq()->PQgetResult)
#define PQgetisnull (skt_late_libpq()->PQgetisnull)
#define PQgetlength (skt_late_libpq()->PQgetlength)
#define PQgetvalue (skt_late_libpq()->PQgetvalue)
#define PQhost (skt_late_libpq()->PQhost)
#define PQnfields (skt_late_libpq()->PQnfields)
#define PQntuples (skt_late_libpq()->PQntuples)
#define PQport (skt_late_libpq()->PQport)
#define PQprepare (skt_late_libpq()->PQprepare)
#define PQresultErrorField (skt_late_libpq()->PQresultErrorField)
#define PQresultStatus (skt_late_libpq()->PQresultStatus)
#define PQsendQueryPrepared (skt_late_libpq()->PQsendQueryPrepared)
#define PQserverVersion (skt_late_libpq()->PQserverVersion)
#define PQsetNoticeProcessor (skt_late_libpq()->PQsetNoticeProcessor)
#define PQsetSingleRowMode (skt_late_libpq()->PQsetSingleRowMode)
#define PQstatus (skt_late_libpq()->PQstatus)
#define PQtransactionStatus (skt_late_libpq()->PQtransactionStatus)
#define PQuser (skt_late_libpq()->PQuser)

#endif
