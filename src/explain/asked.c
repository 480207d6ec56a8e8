/* The words of a cell: area, days, outcomes. */
#include <stdlib.h>

#include "core/calendar.h"
#include "explain/explain.h"

/* A candidate that is at least this likely, by the best one, may be meant as well. */
static const float RIVAL = 0.5F;

enum { SHOWN = 8 /* candidates of a name that may be several places */ };

typedef struct reading {
    skt_asked *out;
    const skt_gazetteer *gazetteer;
    skt_arena *arena;
    skt_buf *complaint;
} reading;

/* ------------------------------------------------------------------- days */

/* Reads "2024-09-01", "2024-09" or "2024"; false: it is none. */
static bool read_span(skt_day *from, skt_day *to, skt_str text)
{
    char whole[11] = "0000-01-01";
    if (text.len != 4 && text.len != 7 && text.len != 10) {
        return false;
    }
    memcpy(whole, text.ptr, text.len);
    *from = *to = skt_day_parse(skt_str_from(whole));
    if (*from == SKT_NO_DAY) {
        return false;
    }
    const skt_civil civil = skt_day_to_civil(*from);
    if (text.len == 4) {
        *to = skt_day_from_civil(civil.year, 12, 31);
    } else if (text.len == 7) {
        *to = skt_day_from_civil(civil.year + civil.month / 12, civil.month % 12 + 1, 1) - 1;
    }
    return true;
}

static bool read_days(skt_asked *out, skt_str text)
{
    const size_t dots = skt_str_find(text, SKT_LIT(".."), 0);
    skt_day from;
    skt_day to;
    if (dots == SIZE_MAX) {
        return read_span(&out->from, &out->to, text);
    }
    const skt_str first = skt_str_sub(text, 0, dots);
    const skt_str last = skt_str_sub(text, dots + 2, text.len - dots - 2);
    if ((first.len > 0 && !read_span(&from, &to, first)) || first.len + last.len == 0) {
        return false;
    }
    const skt_day begins = first.len > 0 ? from : SKT_NO_DAY;
    if (last.len > 0 && !read_span(&from, &to, last)) {
        return false;
    }
    out->from = begins;
    out->to = last.len > 0 ? to : SKT_NO_DAY;
    return true;
}

static bool read_outcomes(unsigned *out, skt_str text)
{
    skt_str rest = text;
    skt_str word;
    unsigned found = 0;
    while (skt_str_split(&word, &rest, ',')) {
        bool known = false;
        for (unsigned i = 0; i < SKT_OUTCOMES && !known; i++) {
            known = skt_str_is(word, skt_outcome_name((skt_outcome)i));
            found |= known ? 1U << i : 0;
        }
        if (!known) {
            return false;
        }
    }
    *out = found;
    return true;
}

/* ------------------------------------------------------------------- area */

static void take(skt_asked *out, skt_row_level level, skt_str key, skt_str name)
{
    out->level = level;
    out->key = key;
    out->name = name;
}

/* The row that a figure for the node goes to; false: none, its region is not known. */
static bool take_node(skt_asked *out, const skt_gazetteer *gazetteer, skt_node node)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    if (info.level == SKT_LEVEL_COUNTRY) {
        take(out, SKT_ROW_COUNTRY, info.country, info.name);
    } else if (info.level == SKT_LEVEL_SEA) {
        take(out, SKT_ROW_SEA, info.name, info.name);
    } else {
        const skt_node region = skt_gazetteer_admin1(gazetteer, info.admin1);
        if (info.admin1.len == 0) {
            return false;
        }
        take(out, SKT_ROW_REGION, info.admin1,
             region == SKT_NO_NODE ? info.admin1 : skt_gazetteer_node(gazetteer, region).name);
        if (info.level != SKT_LEVEL_REGION && !skt_str_eq(info.name, out->name)) {
            out->by = info.name;
        }
    }
    return true;
}

static skt_node by_iso_code(const skt_gazetteer *gazetteer, skt_str code)
{
    const size_t n = skt_gazetteer_node_count(gazetteer);
    for (size_t i = 0; code.len >= 4 && code.ptr[2] == '-' && i < n; i++) {
        if (skt_gazetteer_level(gazetteer, (skt_node)i) == SKT_LEVEL_REGION &&
            skt_str_eq(skt_gazetteer_node(gazetteer, (skt_node)i).iso_3166_2, code)) {
            return (skt_node)i;
        }
    }
    return SKT_NO_NODE;
}

/* A code or a sea; false: it is neither. */
static bool read_code(reading *r, skt_str text)
{
    static const skt_str sea = {"sea:", 4};
    skt_node node = SKT_NO_NODE;
    if (skt_str_starts(text, sea)) {
        const skt_str name = skt_str_sub(text, sea.len, text.len - sea.len);
        node = r->gazetteer == NULL ? SKT_NO_NODE : skt_gazetteer_sea(r->gazetteer, name);
        if (node == SKT_NO_NODE) {
            take(r->out, SKT_ROW_SEA, name, name);
            return true;
        }
    } else if (r->gazetteer == NULL) {
        take(r->out, text.len == 2 ? SKT_ROW_COUNTRY : SKT_ROW_REGION, text, text);
        return true;
    } else if (text.len == 2) {
        node = skt_gazetteer_country(r->gazetteer, text);
    } else {
        node = skt_gazetteer_admin1(r->gazetteer, text);
        node = node != SKT_NO_NODE ? node : by_iso_code(r->gazetteer, text);
    }
    return node != SKT_NO_NODE && take_node(r->out, r->gazetteer, node);
}

static bool same_row(const skt_asked *a, const skt_asked *b)
{
    return a->level == b->level && skt_str_eq(a->key, b->key);
}

static void add_candidate(skt_buf *out, const skt_gazetteer *gazetteer, skt_node node,
                          const skt_asked *row)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    skt_buf_format(out, "\n  %s%.*s  %.*s, %s", row->level == SKT_ROW_SEA ? "sea:" : "",
                   SKT_FMT(row->key), SKT_FMT(info.name), skt_level_name(info.level));
    if (info.country.len > 0 && info.level != SKT_LEVEL_COUNTRY) {
        const skt_node country = skt_gazetteer_country(gazetteer, info.country);
        const bool known = country != SKT_NO_NODE;
        skt_buf_format(out, ", %.*s",
                       SKT_FMT(known ? skt_gazetteer_node(gazetteer, country).name : info.country));
    }
}

/* A name: the likeliest place that it may mean, unless others are likely too. */
static bool read_name(reading *r, skt_str name)
{
    skt_candidates found = {0};
    SKT_VEC(skt_asked) rows = {0};
    skt_buf list = SKT_BUF_INIT;
    skt_status status = r->gazetteer == NULL ? SKT_OK
                                             : skt_gazetteer_resolve(&found, r->gazetteer, name,
                                                                     SKT_STR_NONE, SKT_STR_NONE);
    for (size_t i = 0; status == SKT_OK && i < found.count; i++) {
        skt_asked row = {0};
        bool known = found.items[i].score < RIVAL * found.items[0].score ||
                     !take_node(&row, r->gazetteer, found.items[i].node);
        for (size_t k = 0; !known && k < rows.count; k++) {
            known = same_row(&row, &rows.items[k]);
        }
        if (!known && rows.count < SHOWN) {
            status = skt_vec_push(&rows, row) ? SKT_OK : SKT_E_NOMEM;
            add_candidate(&list, r->gazetteer, found.items[i].node, &row);
        }
    }
    if (rows.count == 1) {
        take(r->out, rows.items[0].level, rows.items[0].key, rows.items[0].name);
        r->out->by = rows.items[0].by;
    } else if (rows.count > 1) {
        skt_buf_format(r->complaint, "%.*s may be several places; give the code of one:%.*s",
                       SKT_FMT(name), SKT_FMT(skt_buf_str(&list)));
    } else {
        skt_buf_format(r->complaint, "%.*s: no area of that code or name", SKT_FMT(name));
    }
    const bool one = rows.count == 1;
    skt_buf_dispose(&list);
    skt_vec_dispose(&rows);
    skt_vec_dispose(&found);
    return one;
}

static bool read_area(reading *r, skt_str text)
{
    if (skt_str_is(text, "total")) {
        take(r->out, SKT_ROW_TOTAL, SKT_STR_NONE, SKT_LIT("all areas"));
        return true;
    }
    return read_code(r, text) || read_name(r, text);
}

static int by_text(const void *a, const void *b)
{
    return skt_str_cmp(*(const skt_str *)a, *(const skt_str *)b);
}

/* Codes or names joined by +: the row of the set. */
static bool read_set(reading *r, skt_str text)
{
    enum { MOST = 64 };
    skt_str codes[MOST] = {{NULL, 0}};
    skt_str part;
    size_t n = 0;
    skt_buf joined = SKT_BUF_INIT;
    while (skt_str_split(&part, &text, '+')) {
        skt_asked one = {0};
        reading inner = {&one, r->gazetteer, r->arena, r->complaint};
        if (n == MOST || !read_area(&inner, skt_str_trim(part))) {
            return false;
        }
        codes[n++] = one.key;
    }
    qsort(codes, n, sizeof *codes, by_text);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !skt_str_eq(codes[i], codes[i - 1])) {
            skt_buf_add_text(&joined, i == 0 ? "" : "+");
            skt_buf_add(&joined, codes[i]);
        }
    }
    skt_str key;
    const bool done =
        !joined.failed && skt_arena_str(&key, r->arena, skt_buf_str(&joined)) == SKT_OK;
    skt_buf_dispose(&joined);
    if (done) {
        take(r->out, SKT_ROW_SET, key, SKT_STR_NONE);
    }
    return done;
}

size_t skt_asked_read(skt_asked *out, const char *const *words, size_t n_words,
                      const skt_gazetteer *gazetteer, skt_arena *arena, skt_buf *complaint)
{
    *out = (skt_asked){.from = SKT_NO_DAY, .to = SKT_NO_DAY};
    reading r = {out, gazetteer, arena, complaint};
    if (n_words == 0) {
        skt_buf_add_text(complaint, "no area is given");
        return 0;
    }
    const skt_str area = skt_str_trim(skt_str_from(words[0]));
    const bool set = skt_str_find(area, SKT_LIT("+"), 0) != SIZE_MAX;
    if (set ? !read_set(&r, area) : !read_area(&r, area)) {
        return 0;
    }
    size_t n = 1;
    bool days = false;
    for (; n < n_words; n++) {
        const skt_str word = skt_str_from(words[n]);
        if (!days && read_days(out, word)) {
            days = true;
        } else if (out->outcomes != 0 || !read_outcomes(&out->outcomes, word)) {
            break;
        }
    }
    return n;
}
