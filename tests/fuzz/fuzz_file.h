/* For what is read from files alone: the input under a name of its own. */
#ifndef SKT_FUZZ_FILE_H
#define SKT_FUZZ_FILE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A folder of this process, made once; in memory where /dev/shm is. */
static inline const char *fuzz_folder(void)
{
    static char folder[64] = "";
    if (folder[0] == '\0') {
        (void)snprintf(folder, sizeof folder, "%s/skytally-fuzz-XXXXXX",
                       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        if (mkdtemp(folder) == NULL) {
            abort();
        }
    }
    return folder;
}

/* Writes the file `name` of that folder; its path in `path`. */
static inline void fuzz_file(char path[128], const char *name, const uint8_t *data, size_t size)
{
    (void)snprintf(path, 128, "%s/%s", fuzz_folder(), name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
        abort();
    }
}

#endif
