/* Keys of names: folding, skeletons; and the kinds of facilities. */
#include <math.h>

#include "gazetteer/file.h"

static const skt_str kinds[] = {
    SKT_WORD("other"),    SKT_WORD("refinery"), SKT_WORD("depot"),    SKT_WORD("power"),
    SKT_WORD("nuclear"),  SKT_WORD("dam"),      SKT_WORD("port"),     SKT_WORD("base"),
    SKT_WORD("airfield"), SKT_WORD("bridge"),   SKT_WORD("factory"),  SKT_WORD("spaceport"),
    SKT_WORD("range"),    SKT_WORD("field"),    SKT_WORD("terminal"), SKT_WORD("government"),
    SKT_WORD("station"),  SKT_WORD("village"),  SKT_WORD("community")};

const char *skt_gaz_kind_name(unsigned kind)
{
    return kind < sizeof kinds / sizeof *kinds ? kinds[kind].ptr : NULL;
}

unsigned skt_gaz_kind_index(skt_str name)
{
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (skt_str_eq(name, kinds[i])) {
            return i;
        }
    }
    return 0;
}

static bool is_sign(unsigned char c)
{
    return c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
           !(c >= 'A' && c <= 'Z');
}

void skt_gaz_fold_name(skt_buf *out, skt_str name)
{
    const size_t start = out->len;
    skt_fold(out, name);
    if (out->failed) {
        return;
    }
    size_t to = start;
    bool gap = false;
    size_t run = 0; /* letters since the last sign */
    for (size_t at = start; at < out->len; at++) {
        if (is_sign((unsigned char)out->ptr[at])) {
            /* The full stop inside an abbreviation, which a text has as one word: "U.S." */
            const bool inner = out->ptr[at] == '.' && run == 1 && at + 1 < out->len &&
                               !is_sign((unsigned char)out->ptr[at + 1]);
            gap |= !inner;
            run = 0;
            continue;
        }
        run++;
        if (gap && to > start) {
            out->ptr[to++] = ' ';
        }
        gap = false;
        out->ptr[to++] = out->ptr[at];
    }
    out->len = to;
    if (out->ptr != NULL) {
        out->ptr[to] = '\0';
    }
}

/* Letters and groups that transliterations write in several ways, longest first.
 * The order of the rows is the order of trial. */
static const struct {
    char from[5], to[3];
} groups[] = {
    {"shch", "s"}, {"iya", "a"}, {"iye", "e"}, {"iyo", "o"}, {"iyu", "u"}, {"iia", "a"},
    {"iie", "e"},  {"sch", "s"}, {"tch", "c"}, {"dzh", "j"}, {"kh", "h"},  {"gh", "g"},
    {"zh", "j"},   {"sh", "s"},  {"ch", "c"},  {"ts", "c"},  {"tz", "c"},  {"ph", "f"},
    {"ck", "k"},   {"ou", "u"},  {"oo", "u"},  {"ee", "i"},  {"ei", "e"},  {"ye", "e"},
    {"yo", "o"},   {"yu", "u"},  {"ya", "a"},  {"ia", "a"},  {"iu", "u"},  {"ie", "e"},
    {"io", "o"},   {"q", "k"},   {"w", "v"},   {"x", "ks"},  {"y", "i"},   {"dj", "j"},
    {"c", "k"},
};

/* Endings that one transliteration has and the other not. */
static const skt_str endings[] = {
    SKT_WORD("skiy"), SKT_WORD("skyi"), SKT_WORD("skij"), SKT_WORD("ski"), SKT_WORD("sky"),
    SKT_WORD("iya"),  SKT_WORD("ija"),  SKT_WORD("iia"),  SKT_WORD("yah"), SKT_WORD("eh"),
    SKT_WORD("ah"),   SKT_WORD("ia"),   SKT_WORD("ya"),   SKT_WORD("yy"),  SKT_WORD("iy"),
    SKT_WORD("ii"),   SKT_WORD("yi"),   SKT_WORD("ij"),   SKT_WORD("oe"),  SKT_WORD("oye"),
    SKT_WORD("aya")};

static skt_str without_article(skt_str key)
{
    static const skt_str articles[] = {SKT_WORD("al "), SKT_WORD("el "), SKT_WORD("ash "),
                                       SKT_WORD("as "), SKT_WORD("ar "), SKT_WORD("an "),
                                       SKT_WORD("at "), SKT_WORD("az ")};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        const skt_str article = articles[i];
        if (key.len > 0 && key.ptr[0] == article.ptr[0] && skt_str_starts(key, article) &&
            key.len > article.len + 3) {
            return skt_str_sub(key, article.len, key.len - article.len);
        }
    }
    return key;
}

static skt_str without_ending(skt_str key, bool *adjective)
{
    *adjective = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const skt_str ending = endings[i];
        if (key.len > ending.len + 2 && key.ptr[key.len - 1] == ending.ptr[ending.len - 1] &&
            skt_str_ends(key, ending)) {
            *adjective = ending.ptr[0] == 's';
            return skt_str_sub(key, 0, key.len - ending.len);
        }
    }
    return key;
}

/* Letters that groups begin with, a bit for each from 'a'. */
static bool begins_group(char c)
{
    static const char letters[] = "istdkgzcpoeyqwx";
    uint32_t bits = 0;
    for (size_t i = 0; letters[i] != '\0'; i++) { /* a constant once compiled */
        bits |= UINT32_C(1) << (letters[i] - 'a');
    }
    return c >= 'a' && c <= 'z' && (bits >> (c - 'a') & 1) != 0;
}

static size_t add_group(skt_buf *out, size_t start, skt_str rest)
{
    size_t used = 1;
    skt_str to = skt_str_sub(rest, 0, 1);
    const size_t n = begins_group(rest.ptr[0]) ? sizeof groups / sizeof *groups : 0;
    for (size_t i = 0; i < n; i++) {
        if (groups[i].from[0] == rest.ptr[0] &&
            skt_str_starts(rest, skt_str_from(groups[i].from))) {
            used = strlen(groups[i].from);
            to = skt_str_from(groups[i].to);
            break;
        }
    }
    for (size_t i = 0; i < to.len; i++) {
        /* A doubled letter counts once. */
        if (out->len == start || out->ptr[out->len - 1] != to.ptr[i]) {
            skt_buf_add_char(out, to.ptr[i]);
        }
    }
    return used;
}

void skt_gaz_skeleton_of(skt_buf *out, skt_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        if ((unsigned char)key.ptr[i] >= 0x80) {
            return;
        }
    }
    bool adjective;
    skt_str rest = without_ending(without_article(key), &adjective);
    const size_t start = out->len;
    while (rest.len > 0 && !out->failed) {
        if (rest.ptr[0] == ' ') {
            rest = skt_str_sub(rest, 1, rest.len - 1);
            continue;
        }
        const size_t used = add_group(out, start, rest);
        rest = skt_str_sub(rest, used, rest.len - used);
    }
    if (adjective) {
        skt_buf_add_char(out, 's');
    }
}

double skt_gaz_distance_km(double lat1, double lon1, double lat2, double lon2)
{
    const double rad = 3.14159265358979323846 / 180.0;
    const double a = sin((lat2 - lat1) * rad / 2);
    const double b = sin((lon2 - lon1) * rad / 2);
    const double h = a * a + cos(lat1 * rad) * cos(lat2 * rad) * b * b;
    return 2 * 6371.0 * asin(sqrt(h < 1 ? h : 1));
}
