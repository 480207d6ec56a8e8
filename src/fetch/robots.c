#include "fetch/robots.h"

#include "core/buf.h"

enum { MOST_RULES = 5000, LONGEST_DELAY_S = 86400 };

/* ------------------------------------------------------------------- escapes */

/* RFC 3986, 2.3: what is the same escaped or not. */
static bool is_unreserved(char c)
{
    return skt_ascii_letter(c) || skt_ascii_digit(c) || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

static void add_escape(skt_buf *out, unsigned c)
{
    static const char digits[] = "0123456789ABCDEF";
    skt_buf_add_char(out, '%');
    skt_buf_add_char(out, digits[c >> 4]);
    skt_buf_add_char(out, digits[c & 15]);
}

/* Appends a path or pattern in one spelling (RFC 9309, 2.2.2): bytes beyond ASCII escaped, escapes
 * of unreserved characters undone, the others in capitals. In a path "*" and "$" are no signs, nor
 * is "$" inside of a pattern: they are escaped, and match what a pattern has as %2A and %24. */
static void add_spelling(skt_buf *out, skt_str text, bool pattern)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const bool sign = pattern && (c == '*' || (c == '$' && i + 1 == text.len));
        int high = -1;
        int low = -1;
        if (c == '%' && i + 2 < text.len) {
            high = skt_ascii_hex(text.ptr[i + 1]);
            low = skt_ascii_hex(text.ptr[i + 2]);
        }
        if (high >= 0 && low >= 0) {
            const int value = high * 16 + low;
            if (is_unreserved((char)value)) {
                skt_buf_add_char(out, (char)value);
            } else {
                add_escape(out, (unsigned)value);
            }
            i += 2;
        } else if (c <= 0x20 || c >= 0x7F || (!sign && (c == '*' || c == '$'))) {
            add_escape(out, c);
        } else {
            skt_buf_add_char(out, (char)c);
        }
    }
}

/* ------------------------------------------------------------------- reading */

typedef struct reading {
    skt_robots *out;
    skt_str product;
    skt_buf spelling;
    bool named;         /* a group for the product was seen: those for "*" do not count */
    bool in_head;       /* the line before named a program as well: the group has several */
    bool ours, for_all; /* the group is */
    bool no_memory;
} reading;

/* The product token that a line begins with: letters, "_" and "-" (2.2.1). */
static skt_str token_of(skt_str value)
{
    size_t n = 0;
    while (n < value.len &&
           (value.ptr[n] == '_' || value.ptr[n] == '-' || skt_ascii_letter(value.ptr[n]))) {
        n++;
    }
    return skt_str_sub(value, 0, n);
}

static void take_agent(reading *r, skt_str value)
{
    if (!r->in_head) {
        r->ours = r->for_all = false;
    }
    r->in_head = true;
    if (skt_str_starts(value, SKT_LIT("*"))) {
        r->for_all = true;
    } else if (skt_str_alike(token_of(value), r->product)) {
        r->ours = true;
        if (!r->named) { /* what stood in groups for all does not count */
            r->named = true;
            skt_vec_clear(&r->out->rules);
            r->out->delay_ms = -1;
        }
    }
}

static bool counts(const reading *r)
{
    return r->named ? r->ours : r->for_all;
}

static void take_rule(reading *r, skt_str value, bool allow)
{
    if (value.len == 0 || (value.ptr[0] != '/' && value.ptr[0] != '*') ||
        r->out->rules.count >= MOST_RULES) {
        return; /* "Disallow:" with nothing behind it forbids nothing */
    }
    skt_buf_clear(&r->spelling);
    add_spelling(&r->spelling, value, true);
    skt_robots_rule rule = {SKT_STR_NONE, allow};
    r->no_memory =
        r->no_memory || r->spelling.failed ||
        skt_arena_str(&rule.pattern, &r->out->arena, skt_buf_str(&r->spelling)) != SKT_OK ||
        !skt_vec_push(&r->out->rules, rule);
}

/* Seconds with a fraction, perhaps. */
static void take_delay(reading *r, skt_str value)
{
    int64_t ms = 0;
    int64_t unit = 1000;
    bool fraction = false;
    for (size_t i = 0; i < value.len; i++) {
        const char c = value.ptr[i];
        if (c == '.' && !fraction && i > 0) {
            fraction = true;
        } else if (c < '0' || c > '9') {
            return;
        } else if (fraction) {
            unit /= 10;
            ms += unit * (c - '0');
        } else if (ms < (int64_t)LONGEST_DELAY_S * 1000) {
            ms = ms * 10 + (int64_t)(c - '0') * 1000;
        }
    }
    if (value.len > 0) {
        r->out->delay_ms =
            ms < (int64_t)LONGEST_DELAY_S * 1000 ? ms : (int64_t)LONGEST_DELAY_S * 1000;
    }
}

static void take_line(reading *r, skt_str line)
{
    const size_t hash = skt_str_find(line, SKT_LIT("#"), 0);
    line = hash == SIZE_MAX ? line : skt_str_sub(line, 0, hash);
    const size_t colon = skt_str_find(line, SKT_LIT(":"), 0);
    if (colon == SIZE_MAX) {
        return;
    }
    const skt_str name = skt_str_trim(skt_str_sub(line, 0, colon));
    const skt_str value = skt_str_trim(skt_str_sub(line, colon + 1, line.len - colon - 1));
    if (skt_str_is_alike(name, "user-agent")) {
        take_agent(r, value);
        return;
    }
    const bool allow = skt_str_is_alike(name, "allow");
    const bool delay = skt_str_is_alike(name, "crawl-delay");
    if (!allow && !delay && !skt_str_is_alike(name, "disallow")) {
        return; /* "Sitemap:" and the like end no group (2.2.4) */
    }
    r->in_head = false;
    if (counts(r) && delay) {
        take_delay(r, value);
    } else if (counts(r)) {
        take_rule(r, value, allow);
    }
}

skt_status skt_robots_parse(skt_robots *out, skt_str text, skt_str product)
{
    *out = (skt_robots){.delay_ms = -1};
    if (text.len > SKT_ROBOTS_MOST_BYTES) {
        text.len = SKT_ROBOTS_MOST_BYTES;
    }
    if (skt_str_starts(text, SKT_LIT("\xEF\xBB\xBF"))) {
        text = skt_str_sub(text, 3, text.len - 3);
    }
    reading r = {.out = out, .product = product, .spelling = SKT_BUF_INIT};
    size_t from = 0;
    for (size_t i = 0; i <= text.len && !r.no_memory; i++) {
        if (i == text.len || text.ptr[i] == '\n' || text.ptr[i] == '\r') {
            take_line(&r, skt_str_sub(text, from, i - from));
            from = i + 1;
        }
    }
    skt_buf_dispose(&r.spelling);
    return r.no_memory ? SKT_E_NOMEM : SKT_OK;
}

void skt_robots_dispose(skt_robots *robots)
{
    skt_vec_dispose(&robots->rules);
    skt_arena_dispose(&robots->arena);
}

/* ------------------------------------------------------------------ matching */

/* Whether `pattern` matches the beginning of `path`: "*" stands for anything, "$" at the end
 * for the end. Where it goes wrong only the last star is tried anew, as what matched before it
 * need not change: time is the product of the lengths at worst. */
static bool matches(skt_str pattern, skt_str path)
{
    const bool to_end = skt_str_ends(pattern, SKT_LIT("$"));
    const size_t n = pattern.len - to_end;
    size_t p = 0;
    size_t at = 0;
    size_t star = SIZE_MAX;
    size_t star_at = 0;
    while (p < n || (to_end && at < path.len)) {
        if (p < n && pattern.ptr[p] == '*') {
            star = ++p;
            star_at = at;
        } else if (p < n && at < path.len && pattern.ptr[p] == path.ptr[at]) {
            p++;
            at++;
        } else if (star != SIZE_MAX && star_at < path.len) {
            p = star;
            at = ++star_at;
        } else {
            return false;
        }
    }
    return true;
}

/* The longest rule that matches holds; of two alike the one that allows (2.2.2). */
bool skt_robots_allow(const skt_robots *robots, skt_str path)
{
    if (skt_str_is(path, "/robots.txt")) {
        return true;
    }
    skt_buf spelling = SKT_BUF_INIT;
    add_spelling(&spelling, path, false);
    bool allow = true;
    size_t longest = 0;
    for (size_t i = 0; i < robots->rules.count && !spelling.failed; i++) {
        const skt_robots_rule *rule = &robots->rules.items[i];
        if ((rule->pattern.len > longest || (rule->pattern.len == longest && rule->allow)) &&
            matches(rule->pattern, skt_buf_str(&spelling))) {
            longest = rule->pattern.len;
            allow = rule->allow;
        }
    }
    allow = allow && !spelling.failed;
    skt_buf_dispose(&spelling);
    return allow;
}
