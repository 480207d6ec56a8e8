/* The folders in which runs make their files aside: locks, the plan by which a run puts its
 * files in place, and what a killed run left, which the next one finishes or removes
 * (docs/formats.md, "Runs that are killed"). */
#ifndef SKT_EXPORT_LEFTOVERS_H
#define SKT_EXPORT_LEFTOVERS_H

#include "core/buf.h"
#include "skytally.h"

/* Names within a folder aside, besides the files that are made there. */
#define SKT_ASIDE_PATTERN ".skytally-XXXXXX" /* of the folder itself */
#define SKT_ASIDE_PLAN ".plan"               /* all is good: what is to be renamed */
#define SKT_ASIDE_UNDO ".undo"               /* the same plan, to be taken back */
#define SKT_ASIDE_OLD ".old"                 /* behind the name of a file that was there */

/* While it is held no other run sweeps or renames in the folder. */
typedef struct skt_folder_lock {
    int fd; /* -1: the folder or its file system has no locks, and nothing is locked */
    skt_buf path;
} skt_folder_lock;

/* Waits for the lock of `dir`; to be given back in any case. Errors: SKT_E_NOMEM. */
skt_status skt_folder_lock_take(skt_folder_lock *out, const char *dir);
void skt_folder_lock_give(skt_folder_lock *lock);

/* Opens and locks a folder aside that was just made, so that others see that its run lives: to
 * be closed. -1 where that cannot be. */
int skt_aside_hold(const char *aside);

/* What a line of the plan says of a file. */
typedef enum skt_plan_step {
    SKT_PLAN_REPLACE = '=', /* it takes the place of an old one */
    SKT_PLAN_NEW = '+',
    SKT_PLAN_REMOVE = '-' /* it tells of what is replaced, and goes at the end */
} skt_plan_step;

void skt_plan_add(skt_buf *plan, skt_plan_step step, const char *name);

/* Finishes what killed runs began in `dir` and removes what they left. The folder is locked; what
 * cannot be finished now is left for the next run. */
void skt_leftovers_sweep(const char *dir);
/* Takes back what the plan in `aside` had renamed. */
void skt_leftovers_undo(const char *dir, const char *aside);
/* Removes the folder with all that is in it. */
void skt_aside_remove(const char *aside);

#endif
