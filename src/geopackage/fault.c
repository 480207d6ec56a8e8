#include <errno.h>

#include "geopackage/geopackage.h"

skt_gpkg_fault skt_gpkg_fault_of(sqlite3 *db, int code)
{
    const int system = db != NULL ? sqlite3_system_errno(db) : 0;
    switch (code & 0xff) {
    case SQLITE_NOMEM: return SKT_GPKG_NOMEM;
    case SQLITE_FULL: return SKT_GPKG_FULL;
    case SQLITE_READONLY: return SKT_GPKG_READONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return SKT_GPKG_BUSY;
    case SQLITE_NOTADB: return SKT_GPKG_FOREIGN;
    case SQLITE_CORRUPT: return SKT_GPKG_DAMAGED;
    default: break;
    }
    if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE ||
        code == SQLITE_IOERR_TRUNCATE) {
        return SKT_GPKG_UNWRITTEN;
    }
    if (system == ENOSPC || system == EFBIG || system == EDQUOT) {
        return SKT_GPKG_FULL;
    }
    if (system == EROFS || system == EACCES || system == EPERM) {
        return SKT_GPKG_READONLY;
    }
    return SKT_GPKG_OTHER;
}
