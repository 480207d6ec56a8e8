/* A bump allocator: many small objects, freed at once. */
#ifndef SKT_CORE_ARENA_H
#define SKT_CORE_ARENA_H

#include <stddef.h>

#include "skytally.h"

typedef struct skt_arena_block skt_arena_block;

typedef struct skt_arena {
    skt_arena_block *head;
    size_t used;  /* bytes handed out of `head` */
    size_t total; /* bytes handed out in all */
} skt_arena;

#define SKT_ARENA_INIT                                                                             \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* `size` zeroed bytes, aligned for any type; NULL when memory is out. */
void *skt_arena_alloc(skt_arena *arena, size_t size);
/* `count` zeroed elements of `size`; NULL when memory is out or the product overflows. */
void *skt_arena_array(skt_arena *arena, size_t count, size_t size);
/* The same not zeroed: for what is written at once. */
void *skt_arena_room(skt_arena *arena, size_t count, size_t size);
/* A copy of `text` in the arena, NUL-terminated behind its length. A "none"
 * stays a "none". Sets *out; SKT_E_NOMEM when memory is out. */
skt_status skt_arena_str(skt_str *out, skt_arena *arena, skt_str text);
/* printf into the arena. */
skt_status skt_arena_format(skt_str *out, skt_arena *arena, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Gives `to` all that `from` handed out; it stays where it is. `from` is empty then. */
void skt_arena_move(skt_arena *to, skt_arena *from);
/* Frees everything that was handed out. */
void skt_arena_dispose(skt_arena *arena);

#endif
