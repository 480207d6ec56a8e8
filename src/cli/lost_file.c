#include "cli/lost_file.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* All of this runs in a handler of a signal: nothing may allocate or lock. */

enum { LINE = 4608, BLOCK = 1024 }; /* a path has 4096 bytes at most */

static void say(const char *text, size_t length)
{
    const ssize_t written = write(STDERR_FILENO, text, length);
    (void)written;
}

/* A number in hexadecimal digits at *at, which is moved behind it. */
static uintptr_t take_hex(const char **at)
{
    static const char digits[] = "0123456789abcdef";
    uintptr_t value = 0;
    for (const char *digit; **at != '\0' && (digit = strchr(digits, **at)) != NULL; ++*at) {
        value = value * 16 + (uintptr_t)(digit - digits);
    }
    return value;
}

/* The path in a line of /proc/self/maps (proc(5)) whose range holds `address`, or NULL. */
static const char *path_in(const char *line, uintptr_t address)
{
    const char *at = line;
    const uintptr_t from = take_hex(&at);
    at += *at == '-';
    const uintptr_t to = take_hex(&at);
    return from <= address && address < to ? strchr(at, '/') : NULL;
}

/* The file that is mapped at `address`, in `line`; NULL where it cannot be told. */
static const char *file_at(uintptr_t address, char *line)
{
    char block[BLOCK];
    const char *path = NULL;
    size_t length = 0;
    const int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    ssize_t count = 0;
    while (path == NULL && fd >= 0 && (count = read(fd, block, sizeof block)) > 0) {
        for (ssize_t i = 0; path == NULL && i < count; i++) {
            if (block[i] == '\n') {
                line[length] = '\0';
                path = path_in(line, address);
                length = 0;
            } else if (length < LINE - 1) {
                line[length++] = block[i];
            }
        }
    }
    return path; /* the process ends: what is open is closed */
}

static void on_bus_error(int sent, siginfo_t *info, void *context)
{
    static const char begin[] = "skytally: ", unknown[] = "a mapped file",
                      end[] = ": cannot be read on: its disk fails, or it was cut short while it "
                              "was in use; what stood in outputs and stores stays as it was\n";
    char line[LINE];
    (void)sent;
    (void)context;
    const char *path = file_at((uintptr_t)info->si_addr, line);
    say(begin, sizeof begin - 1);
    path != NULL ? say(path, strlen(path)) : say(unknown, sizeof unknown - 1);
    say(end, sizeof end - 1);
    _exit(SKT_EXIT_NOTHING);
}

void skt_watch_mapped_files(void)
{
    struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGBUS, &action, NULL);
}
