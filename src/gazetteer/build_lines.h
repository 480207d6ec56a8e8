/* Lines of a file that is larger than memory, plain or compressed by xz. */
#ifndef SKT_GAZETTEER_BUILD_LINES_H
#define SKT_GAZETTEER_BUILD_LINES_H

#include <lzma.h>

#include "core/buf.h"

enum { SKT_GAZ_LINE_BYTES = 256 * 1024 }; /* longer lines are passed over */

typedef struct skt_gaz_lines {
    char *path;
    skt_diag *diag;
    int fd; /* -1: not open */
    bool packed;
    lzma_stream stream;
    unsigned char *input; /* of the stream */
    char *buffer;
    size_t from, to;
    bool ended;          /* nothing is left behind the buffer */
    size_t line;         /* number of the line that was read last */
    uint64_t done, size; /* bytes of the file */
} skt_gaz_lines;

/* Opens `name` or `name`.xz of the folder. SKT_E_NOTFOUND, without an entry in `diag`,
 * if there is neither. Close it in any case. */
skt_status skt_gaz_lines_open(skt_gaz_lines *out, const char *dir, const char *name,
                              skt_diag *diag);
/* The next line without its end, good until the next call; *more is false behind the
 * last. A line that is too long comes as SKT_STR_NONE. */
skt_status skt_gaz_lines_next(skt_gaz_lines *lines, skt_str *line, bool *more);
/* How much of the file was read, in hundredths. */
unsigned skt_gaz_lines_percent(const skt_gaz_lines *lines);
void skt_gaz_lines_close(skt_gaz_lines *lines);

#endif
