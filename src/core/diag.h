/* Adding to the collector of warnings and refusals (see skytally.h). */
#ifndef SKT_CORE_DIAG_H
#define SKT_CORE_DIAG_H

#include "skytally.h"

/* Adds an entry; `diag` may be NULL (nothing happens), `input` may be NULL,
 * `line` is 1-based or 0. Returns `status`, so that a caller can say
 * `return skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, path, line, "...")`. */
skt_status skt_diag_add(skt_diag *diag, skt_status status, skt_severity severity, const char *input,
                        size_t line, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Puts the entries of `from` behind those of `to`; `from` is empty then. What there is no
 * memory for is lost, as in skt_diag_add: a failure that says so stands for it. */
void skt_diag_move(skt_diag *to, skt_diag *from);
/* Whether entry number `index` is to be kept; asked in their order. */
typedef bool skt_diag_wanted_fn(void *user, size_t index);
/* The same of those that are wanted; the others are gone. */
void skt_diag_move_some(skt_diag *to, skt_diag *from, skt_diag_wanted_fn *wanted, void *user);

#endif
