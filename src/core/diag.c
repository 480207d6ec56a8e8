#include "core/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"

/* What one input may have told of it at a severity: a table of a million bad rows must not
 * fill the memory with complaints. */
enum { TOLD = 200, SEVERITIES = SKT_FAILURE + 1 };

struct skt_diag {
    skt_arena arena;
    SKT_VEC(skt_diag_entry) entries;
    size_t told[SEVERITIES]; /* of the latest entry's input */
    bool lost;               /* there was no memory for an entry */
};

/* Stands behind the others once one was lost: what a collector tells is never less than that
 * something is the matter. None is kept after it. */
static const skt_diag_entry lost_entry = {SKT_FAILURE, NULL, 0, "out of memory"};

skt_status skt_diag_new(skt_diag **out)
{
    *out = calloc(1, sizeof **out);
    return *out == NULL ? SKT_E_NOMEM : SKT_OK;
}

void skt_diag_free(skt_diag *diag)
{
    if (diag != NULL) {
        skt_vec_dispose(&diag->entries);
        skt_arena_dispose(&diag->arena);
        free(diag);
    }
}

size_t skt_diag_count(const skt_diag *diag)
{
    return diag->entries.count + diag->lost;
}

const skt_diag_entry *skt_diag_at(const skt_diag *diag, size_t index)
{
    return index < diag->entries.count ? &diag->entries.items[index] : &lost_entry;
}

size_t skt_diag_count_from(const skt_diag *diag, skt_severity severity)
{
    size_t count = diag->lost;
    for (size_t i = 0; i < diag->entries.count; i++) {
        count += diag->entries.items[i].severity >= severity;
    }
    return count;
}

/* Whether enough was told already: the same thing twice, or very much of one input. */
static bool is_enough(skt_diag *diag, skt_severity severity, const char *input, size_t line,
                      const char *message)
{
    const skt_diag_entry *last =
        diag->entries.count == 0 ? NULL : &diag->entries.items[diag->entries.count - 1];
    const bool same_input =
        last != NULL && last->input != NULL && input != NULL && strcmp(last->input, input) == 0;
    if (!same_input) {
        memset(diag->told, 0, sizeof diag->told);
    }
    if (same_input && last->severity == severity && last->line == line &&
        strcmp(last->message, message) == 0) {
        return true;
    }
    return diag->told[severity]++ > TOLD;
}

/* Keeps a copy of an entry, unless enough was told. */
static void keep(skt_diag *diag, skt_severity severity, const char *input, size_t line,
                 const char *message)
{
    if (diag->lost || is_enough(diag, severity, input, line, message)) {
        return;
    }
    if (diag->told[severity] > TOLD) {
        message = "there is more of the kind, which is not told";
    }
    skt_str text;
    skt_str name;
    diag->lost =
        skt_arena_str(&text, &diag->arena, skt_str_from(message)) != SKT_OK ||
        skt_arena_str(&name, &diag->arena, skt_str_from(input)) != SKT_OK ||
        !skt_vec_push(&diag->entries, (skt_diag_entry){severity, name.ptr, line, text.ptr});
}

skt_status skt_diag_add(skt_diag *diag, skt_status status, skt_severity severity, const char *input,
                        size_t line, const char *format, ...)
{
    if (diag == NULL) {
        return status;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length >= 0) {
        keep(diag, severity, input, line, text);
    }
    return status;
}

void skt_diag_move(skt_diag *to, skt_diag *from)
{
    skt_diag_move_some(to, from, NULL, NULL);
}

void skt_diag_move_some(skt_diag *to, skt_diag *from, skt_diag_wanted_fn *wanted, void *user)
{
    for (size_t i = 0; i < from->entries.count; i++) {
        const skt_diag_entry *entry = &from->entries.items[i];
        if (wanted == NULL || wanted(user, i)) {
            keep(to, entry->severity, entry->input, entry->line, entry->message);
        }
    }
    to->lost = to->lost || from->lost;
    from->lost = false;
    skt_arena_dispose(&from->arena);
    skt_vec_clear(&from->entries);
}
