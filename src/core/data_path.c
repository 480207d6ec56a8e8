/* dladdr() is beyond POSIX: built with _GNU_SOURCE. */
#include "core/data_path.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static bool has_gazetteer(skt_buf *folder)
{
    const size_t length = folder->len;
    skt_buf_add_text(folder, "/skytally.gaz");
    const bool has = !folder->failed && access(folder->ptr, R_OK) == 0;
    if (!folder->failed) {
        folder->len = length;
        folder->ptr[length] = '\0';
    }
    return has;
}

/* Tries the folders beside `file`, the path of a program or library. */
static bool beside(skt_buf *out, skt_str file)
{
    static const char *const folders[] = {"data", "../share/skytally", "../../share/skytally"};
    while (file.len > 0 && file.ptr[file.len - 1] != '/') {
        file.len--;
    }
    bool found = false;
    for (size_t i = 0; file.len > 0 && !found && i < sizeof folders / sizeof *folders; i++) {
        skt_buf_clear(out);
        skt_buf_add(out, file);
        skt_buf_add_text(out, folders[i]);
        found = has_gazetteer(out);
    }
    return found;
}

/* The file that this code is in, where the linker names it in full: the shared library. */
static bool beside_library(skt_buf *out)
{
    static const char here = 0;
    Dl_info info;
    return dladdr(&here, &info) != 0 && info.dli_fname != NULL && info.dli_fname[0] == '/' &&
           beside(out, skt_str_from(info.dli_fname));
}

static bool beside_program(skt_buf *out)
{
    char path[PATH_ROOM];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return length > 0 && (size_t)length < sizeof path &&
           beside(out, (skt_str){path, (size_t)length});
}

skt_status skt_data_path(skt_buf *out, const char *name)
{
    const char *named = getenv("SKYTALLY_DATA");
    skt_buf_clear(out);
    if (named != NULL && named[0] != '\0') {
        skt_buf_add_text(out, named);
    } else if (!beside_library(out) && !beside_program(out)) {
        skt_buf_clear(out);
        skt_buf_add_text(out, SKYTALLY_DATADIR);
    }
    skt_buf_add_char(out, '/');
    skt_buf_add_text(out, name);
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}
