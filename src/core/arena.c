#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks grow with what is handed out: an arena of little costs little. */
enum { FIRST_BLOCK_BYTES = 4 * 1024, BLOCK_BYTES = 32 * 1024 };

struct skt_arena_block {
    skt_arena_block *next;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

/* Not zeroed: most blocks are never filled, so that is left to who hands their bytes out. */
static skt_arena_block *block_new(size_t capacity)
{
    skt_arena_block *block = malloc(sizeof *block + capacity);
    if (block != NULL) {
        block->capacity = capacity;
    }
    return block;
}

/* A large object gets a block of its own behind the head, which goes on serving small ones. */
static void *own_block(skt_arena *arena, size_t size, bool zeroed)
{
    skt_arena_block *own = zeroed ? calloc(1, sizeof *own + size) : malloc(sizeof *own + size);
    if (own == NULL) {
        return NULL;
    }
    own->capacity = size;
    own->next = arena->head->next;
    arena->head->next = own;
    arena->total += size;
    return own->bytes;
}

static bool add_block(skt_arena *arena, size_t size)
{
    const size_t usual = arena->total < FIRST_BLOCK_BYTES ? FIRST_BLOCK_BYTES
                         : arena->total < BLOCK_BYTES     ? arena->total
                                                          : BLOCK_BYTES;
    skt_arena_block *block = block_new(size > usual ? size : usual);
    if (block == NULL) {
        return false;
    }
    block->next = arena->head;
    arena->head = block;
    arena->used = 0;
    return true;
}

static inline void *hand_out(skt_arena *arena, size_t size, bool zeroed)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size = size == 0 ? align : (size + align - 1) / align * align;
    if (arena->head == NULL || size > arena->head->capacity - arena->used) {
        if (arena->head != NULL && size > BLOCK_BYTES / 4) {
            return own_block(arena, size, zeroed); /* zeroed by the system, when it is used */
        }
        if (!add_block(arena, size)) {
            return NULL;
        }
    }
    void *result = arena->head->bytes + arena->used;
    arena->used += size;
    arena->total += size;
    return zeroed ? memset(result, 0, size) : result;
}

void *skt_arena_alloc(skt_arena *arena, size_t size)
{
    return hand_out(arena, size, true);
}

void *skt_arena_room(skt_arena *arena, size_t count, size_t size)
{
    return size != 0 && count > SIZE_MAX / size ? NULL : hand_out(arena, count * size, false);
}

void *skt_arena_array(skt_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return skt_arena_alloc(arena, count * size);
}

skt_status skt_arena_str(skt_str *out, skt_arena *arena, skt_str text)
{
    if (text.ptr == NULL) {
        *out = (skt_str){NULL, 0};
        return SKT_OK;
    }
    char *copy = skt_arena_room(arena, text.len + 1, 1);
    if (copy == NULL) {
        return SKT_E_NOMEM;
    }
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    *out = (skt_str){copy, text.len};
    return SKT_OK;
}

skt_status skt_arena_format(skt_str *out, skt_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : skt_arena_alloc(arena, (size_t)length + 1);
    if (text == NULL) {
        va_end(again);
        return SKT_E_NOMEM;
    }
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    *out = (skt_str){text, (size_t)length};
    return SKT_OK;
}

void skt_arena_move(skt_arena *to, skt_arena *from)
{
    if (to->head == NULL) {
        *to = *from;
    } else if (from->head != NULL) {
        /* Behind the head, which goes on serving. */
        skt_arena_block *last = from->head;
        while (last->next != NULL) {
            last = last->next;
        }
        last->next = to->head->next;
        to->head->next = from->head;
        to->total += from->total;
    }
    *from = (skt_arena)SKT_ARENA_INIT;
}

void skt_arena_dispose(skt_arena *arena)
{
    skt_arena_block *block = arena->head;
    while (block != NULL) {
        skt_arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (skt_arena)SKT_ARENA_INIT;
}
