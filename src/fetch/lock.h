/* The lock that keeps two runs on one state apart. Inside the fetch module. */
#ifndef SKT_FETCH_LOCK_H
#define SKT_FETCH_LOCK_H

#include "skytally.h"

typedef struct skt_lock {
    int fd; /* -1: not held */
} skt_lock;

/* Takes the lock on the file `lock` in the folder `dir`, and notes there whose it is. The
 * system drops it with the process, however that ends: none is ever left over. SKT_E_LIMIT:
 * another process holds it, which is told with the time since when. */
skt_status skt_lock_take(skt_lock *out, const char *dir, skt_time now, skt_diag *diag);
void skt_lock_drop(skt_lock *lock);

#endif
