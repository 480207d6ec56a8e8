/* A configuration file's lines and its sections of sources. */
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include "core/ini.h"
#include "fetch/sources.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *variable(void *user, const char *name)
{
    (void)user;
    return name[0] == 'A' ? "value" : name[0] == 'B' ? "two\nlines" : NULL;
}

/* A source that was taken has what it needs. */
static void check(const skt_sources *sources)
{
    for (size_t i = 0; i < sources->items.count; i++) {
        const skt_fetch_source *source = &sources->items.items[i];
        if (source->name[0] == '\0' || strncasecmp(source->url, "http", 4) != 0 ||
            source->max_bytes == 0 || source->interval_s < 0 || source->kind >= SKT_BODY_KINDS) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1);
    skt_diag *diag = NULL;
    skt_sources sources;
    skt_ini_line line;
    if (copy == NULL || skt_diag_new(&diag) != SKT_OK) {
        free(copy);
        return 0;
    }
    memcpy(copy, data, size);
    skt_ini ini = {.rest = {copy, size}};
    skt_status status = skt_sources_begin(&sources, "fuzz", variable, NULL, diag);
    for (skt_ini_next(&line, &ini); status == SKT_OK && line.kind != SKT_INI_END;
         skt_ini_next(&line, &ini)) {
        if (line.kind == SKT_INI_SECTION) {
            status = skt_sources_section(&sources, line.section, line.line);
        } else if (line.kind == SKT_INI_VALUE && skt_sources_has(line.section)) {
            status = skt_sources_set(&sources, line.section, line.name, line.value, line.line);
        }
    }
    if (status == SKT_OK && skt_sources_end(&sources) == SKT_OK) {
        check(&sources);
    }
    skt_sources_dispose(&sources);
    skt_diag_free(diag);
    free(copy);
    return 0;
}
