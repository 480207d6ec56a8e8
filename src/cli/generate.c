#include "cli/generate.h"

#include <string.h>

static const skt_command *command_named(const char *name)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

int skt_generate(FILE *out, const char *const *words, int count)
{
    static const struct shell {
        const char *name;
        void (*print)(FILE *out);
    } shells[] = {
        {"bash", skt_completion_bash}, {"zsh", skt_completion_zsh}, {"fish", skt_completion_fish}};
    const char *what = count > 0 ? words[0] : "";
    if (strcmp(what, "man") == 0 && count <= 2) {
        const skt_command *command = count == 2 ? command_named(words[1]) : NULL;
        if (count == 2 && command == NULL) {
            fprintf(stderr, "skytally: no such command: %s\n", words[1]);
            return SKT_EXIT_USAGE;
        }
        skt_manual_page(out, command);
        return SKT_EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(what, shells[i].name) == 0 && count == 1) {
            shells[i].print(out);
            return SKT_EXIT_DONE;
        }
    }
    fputs("skytally: --generate needs one of: man [COMMAND], bash, zsh, fish\n", stderr);
    return SKT_EXIT_USAGE;
}
