#include "cli/fetching.h"

#include <stdlib.h>
#include <string.h>

#include "core/diag.h"

skt_status skt_fetching_dir(skt_str *out, skt_cli *cli, const char *given)
{
    const char *state = given != NULL ? given : cli->sources.settings.state;
    const char *slash = cli->config != NULL ? strrchr(cli->config, '/') : NULL;
    return state != NULL ? skt_arena_str(out, &cli->arena, skt_str_from(state))
                         : skt_arena_format(out, &cli->arena, "%.*s.skytally",
                                            slash != NULL ? (int)(slash - cli->config) + 1 : 0,
                                            slash != NULL ? cli->config : "");
}

skt_time skt_fetching_now(void)
{
    const char *given = getenv("SKYTALLY_NOW");
    char *end = NULL;
    const long long seconds = given != NULL ? strtoll(given, &end, 10) : 0;
    return end != NULL && end != given && *end == '\0' ? (skt_time)seconds : (skt_time)time(NULL);
}

skt_status skt_fetching_open(skt_fetching *out, skt_cli *cli, skt_str dir)
{
    *out = (skt_fetching){.cli = cli, .dir = dir, .now = skt_fetching_now()};
    skt_status status = skt_arena_format(&out->raw, &cli->arena, "%s/raw", dir.ptr);
    if (status == SKT_OK) {
        status = skt_state_open(&out->state, dir.ptr, out->now, cli->diag);
    }
    if (status == SKT_OK && cli->sources.settings.keep_raw_s > 0) {
        status = skt_cache_open(&out->cache, out->raw.ptr, cli->diag);
    }
    return status;
}

skt_status skt_fetching_begin(skt_fetching *fetching, const skt_fetch_options *options)
{
    skt_fetch_options filled = *options;
    filled.state = fetching->state;
    filled.cache = fetching->cache;
    filled.now = fetching->now;
    return skt_fetch_new(&fetching->fetch, &fetching->cli->sources, &filled, fetching->cli->diag);
}

void skt_fetching_close(skt_fetching *fetching)
{
    skt_fetch_free(fetching->fetch);
    skt_cache_close(fetching->cache);
    skt_state_close(fetching->state);
    fetching->fetch = NULL;
    fetching->cache = NULL;
    fetching->state = NULL;
}

static const char NOTE_UNREAD[] = "unread";

bool skt_fetching_has_unread(skt_fetching *fetching)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_str text;
    /* If in doubt it is read: the store adds nothing twice. */
    const bool unread =
        skt_state_load_note(&text, fetching->state, NOTE_UNREAD, &arena) != SKT_OK || text.len > 0;
    skt_arena_dispose(&arena);
    return unread;
}

skt_status skt_fetching_note_unread(skt_fetching *fetching, bool unread)
{
    return skt_state_save_note(fetching->state, NOTE_UNREAD,
                               unread ? SKT_LIT("yes") : SKT_STR_NONE);
}

void skt_instant_add(skt_buf *out, skt_time when)
{
    enum { DAY_S = 86400 };
    const skt_time second = when % DAY_S < 0 ? when % DAY_S + DAY_S : when % DAY_S;
    char day[11];
    skt_day_format(day, (skt_day)((when - second) / DAY_S));
    skt_buf_format(out, "%sT%02d:%02d:%02dZ", day, (int)(second / 3600), (int)(second / 60 % 60),
                   (int)(second % 60));
}

/* A source that is not asked now. */
static void name_resting(const skt_fetching *fetching, const skt_fetch_tally *tally)
{
    skt_buf until = SKT_BUF_INIT;
    if (tally->next > 0) {
        skt_instant_add(&until, tally->next);
    } else {
        skt_buf_add_text(&until, "the next run");
    }
    if (tally->failures > 0) {
        (void)skt_diag_add(fetching->cli->diag, SKT_OK, SKT_REFUSAL, tally->source->url, 0,
                           "[source %s] has failed in %u runs and is not asked before %s; the last "
                           "time it %.*s",
                           tally->source->name, (unsigned)tally->failures, until.ptr,
                           SKT_FMT(tally->why));
    } else {
        (void)skt_diag_add(fetching->cli->diag, SKT_OK, SKT_WARNING, tally->source->url, 0,
                           "[source %s] is not asked before %s, as its server wishes",
                           tally->source->name, until.ptr);
    }
    skt_buf_dispose(&until);
}

size_t skt_fetching_failed(skt_fetching *fetching)
{
    size_t n = 0;
    size_t failed = 0;
    const skt_fetch_tally *tallies = skt_fetch_tallies(&n, fetching->fetch);
    for (size_t i = 0; i < n; i++) {
        const skt_fetch_tally *tally = &tallies[i];
        failed += tally->end == SKT_FETCH_FAILED ||
                  (tally->end == SKT_FETCH_RESTING && tally->failures > 0);
        if (tally->end == SKT_FETCH_RESTING) {
            name_resting(fetching, tally);
        }
    }
    return failed;
}
