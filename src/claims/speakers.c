/* Telling who speaks from the words of a source, and who attacks whom. */

#include "claims/issuers_table.h"
#include "core/buf.h"
#include "text/text.h"

enum {
    UNKNOWN_RANK = 6,
    OPEN_ENDED = 5,   /* bytes of a name that may have an ending behind it */
    ROUND_S = 15 * 60 /* of bodies that the table does not list */
};

static bool inside_word(skt_str text, size_t at)
{
    if (at >= text.len) {
        return false;
    }
    const char c = text.ptr[at];
    return (unsigned char)c >= 0x80 || skt_ascii_letter(c) || skt_ascii_digit(c);
}

/* Whether `name` stands in `text` at the start of a word, and, where it is
 * short, as a whole word. Both are folded. */
static bool names(skt_str text, skt_str name)
{
    size_t at = 0;
    while ((at = skt_str_find(text, name, at)) != SIZE_MAX) {
        const bool begins = at == 0 || !inside_word(text, at - 1) || !inside_word(text, at);
        if (begins && (name.len >= OPEN_ENDED || !inside_word(text, at + name.len))) {
            return true;
        }
        at++;
    }
    return false;
}

/* The row of the longest name that stands in `text`, or SIZE_MAX. */
static size_t find(const skt_issuer_names *list, skt_str text)
{
    size_t best = SIZE_MAX;
    size_t longest = 0;
    const uint64_t others = ~skt_letter_pairs(text);
    for (size_t i = 0; i < list->count; i++) {
        const skt_issuer_name *name = &list->items[i];
        if ((name->pairs & others) == 0 && name->folded.len > longest &&
            names(text, name->folded)) {
            best = name->row;
            longest = name->folded.len;
        }
    }
    return best;
}

/* The role of the longest name that stands in `text`, a weak one if there is any; or SIZE_MAX. */
static size_t find_role(const skt_issuers *issuers, skt_str text)
{
    size_t best[2] = {SIZE_MAX, SIZE_MAX}; /* by whether the role is weak */
    size_t longest[2] = {0, 0};
    const uint64_t others = ~skt_letter_pairs(text);
    for (size_t i = 0; i < issuers->role_names.count; i++) {
        const skt_issuer_name *name = &issuers->role_names.items[i];
        if ((name->pairs & others) != 0) {
            continue;
        }
        const bool weak = issuers->roles.items[name->row].scope == SKT_SCOPE_NONE;
        if (name->folded.len > longest[weak] && names(text, name->folded)) {
            best[weak] = name->row;
            longest[weak] = name->folded.len;
        }
    }
    return best[true] != SIZE_MAX ? best[true] : best[false];
}

static const skt_issuer_row *row_of(const skt_issuers *issuers, skt_str key)
{
    for (size_t i = 0; i < issuers->rows.count; i++) {
        if (skt_str_eq(issuers->rows.items[i].key, key)) {
            return &issuers->rows.items[i];
        }
    }
    return NULL;
}

static void take_kind(skt_speaker *out, const skt_issuers *issuers, size_t kind)
{
    memcpy(out->rank, issuers->kinds.items[kind].rank, sizeof out->rank);
    out->rebel = skt_str_is(issuers->kinds.items[kind].name, "party");
}

static void take_row(skt_speaker *out, const skt_issuers *issuers, const skt_issuer_row *row)
{
    out->key = row->key;
    out->country = row->country;
    out->adds_up = row->adds_up;
    out->round_s = row->round_s;
    out->merged_from = row->merged_from;
    out->named_country = true;
    out->listed = true;
    take_kind(out, issuers, row->kind);
    const size_t dot = skt_str_find(row->key, SKT_LIT("."), 0);
    out->role =
        dot == SIZE_MAX ? SKT_STR_NONE : skt_str_sub(row->key, dot + 1, row->key.len - dot - 1);
}

/* The key of a body that every country or region has: "ru.mod". */
static skt_status role_key(skt_speaker *out, skt_str of, skt_str role, skt_arena *arena)
{
    char *text = skt_arena_room(arena, of.len + 1 + role.len + 1, 1);
    out->listed = of.len > 0;
    if (text == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < of.len; i++) {
        text[i] = skt_ascii_small(of.ptr[i]);
    }
    text[of.len] = '.';
    skt_bytes_copy(text + of.len + 1, role.ptr, role.len);
    text[of.len + 1 + role.len] = '\0';
    out->key = (skt_str){text, of.len + 1 + role.len};
    return SKT_OK;
}

static skt_status by_role(skt_speaker *out, const skt_issuers *issuers, size_t at, skt_str text,
                          skt_str country, skt_str admin1, skt_arena *arena)
{
    const skt_issuer_role *role = &issuers->roles.items[at];
    take_kind(out, issuers, role->kind);
    out->role = role->name;
    out->national = role->scope == SKT_SCOPE_NATION;
    if (role->scope == SKT_SCOPE_NONE) {
        return skt_arena_format(&out->key, arena, "words:%.*s", SKT_FMT(text));
    }
    if (!out->named_country) {
        out->country = country;
    }
    const bool regional = role->scope == SKT_SCOPE_REGION && admin1.len > 0;
    const skt_status status = role_key(out, regional ? admin1 : out->country, role->name, arena);
    const skt_issuer_row *row = status == SKT_OK ? row_of(issuers, out->key) : NULL;
    if (row != NULL) {
        const bool named = out->named_country;
        take_row(out, issuers, row);
        out->named_country = named;
    }
    return status;
}

static skt_status by_words(skt_speaker *out, const skt_issuers *issuers, skt_str text,
                           skt_str country, skt_str admin1, skt_arena *arena)
{
    const size_t row = issuers == NULL ? SIZE_MAX : find(&issuers->row_names, text);
    const size_t role = issuers == NULL ? SIZE_MAX : find_role(issuers, text);
    if (row != SIZE_MAX && role == SIZE_MAX) {
        take_row(out, issuers, &issuers->rows.items[row]);
        return SKT_OK;
    }
    const bool weak = role != SIZE_MAX && issuers->roles.items[role].scope == SKT_SCOPE_NONE;
    if (row != SIZE_MAX && !weak) {
        take_row(out, issuers, &issuers->rows.items[row]);
        return SKT_OK;
    }
    const size_t named = issuers == NULL ? SIZE_MAX : find(&issuers->country_names, text);
    if (named != SIZE_MAX) {
        out->country = issuers->countries.items[named];
        out->named_country = true;
    }
    if (role != SIZE_MAX) {
        return by_role(out, issuers, role, text, country, admin1, arena);
    }
    if (named != SIZE_MAX) {
        for (size_t i = 0; i < issuers->kinds.count; i++) {
            if (skt_str_is(issuers->kinds.items[i].name, "government")) {
                take_kind(out, issuers, i);
            }
        }
        return role_key(out, out->country, SKT_LIT("state"), arena);
    }
    return skt_arena_format(&out->key, arena, "words:%.*s", SKT_FMT(text));
}

/* Nights begin at one hour for all bodies of a country: that of its first row. */
static void take_night(skt_speaker *out, const skt_issuers *issuers)
{
    for (size_t i = 0; issuers != NULL && i < issuers->rows.count; i++) {
        const skt_issuer_row *row = &issuers->rows.items[i];
        if (skt_str_eq(row->key, out->key) || (out->zone.len == 0 && out->country.len > 0 &&
                                               skt_str_eq(row->country, out->country))) {
            out->zone = row->zone;
            out->night_s = row->night_s;
        }
    }
}

skt_status skt_issuers_identify(skt_speaker *out, const skt_issuers *issuers, skt_str key,
                                skt_str source, skt_str country, skt_str admin1, skt_arena *arena)
{
    *out = (skt_speaker){.round_s = ROUND_S, .merged_from = SKT_NO_DAY};
    memset(out->rank, UNKNOWN_RANK, sizeof out->rank);
    const skt_issuer_row *row = issuers == NULL || key.len == 0 ? NULL : row_of(issuers, key);
    skt_status status = SKT_OK;
    if (row != NULL) {
        take_row(out, issuers, row);
    } else if (source.len == 0) {
        return key.len == 0 ? SKT_OK : skt_arena_str(&out->key, arena, key);
    } else {
        skt_buf folded = SKT_BUF_INIT;
        skt_fold(&folded, source);
        status = folded.failed
                     ? SKT_E_NOMEM
                     : by_words(out, issuers, skt_buf_str(&folded), country, admin1, arena);
        skt_buf_dispose(&folded);
    }
    take_night(out, issuers);
    return status;
}

static bool holds_on(const skt_party_pair *pair, skt_day day)
{
    return day == SKT_NO_DAY || ((pair->from == SKT_NO_DAY || day >= pair->from) &&
                                 (pair->to == SKT_NO_DAY || day <= pair->to));
}

skt_str skt_issuers_opponent(const skt_issuers *issuers, skt_str party, skt_day day)
{
    skt_str found = SKT_STR_NONE;
    for (size_t i = 0; issuers != NULL && i < issuers->pairs.count; i++) {
        const skt_party_pair *pair = &issuers->pairs.items[i];
        const bool is_a = skt_str_eq(pair->a, party);
        if ((!is_a && !skt_str_eq(pair->b, party)) || !holds_on(pair, day)) {
            continue;
        }
        if (found.len > 0) {
            return SKT_STR_NONE;
        }
        found = is_a ? pair->b : pair->a;
    }
    return found;
}

skt_str skt_issuers_holder(const skt_issuers *issuers, skt_str admin1, skt_day day)
{
    for (size_t i = 0; issuers != NULL && i < issuers->held.count; i++) {
        if (skt_str_eq(issuers->held.items[i].a, admin1) &&
            holds_on(&issuers->held.items[i], day)) {
            return issuers->held.items[i].b;
        }
    }
    return SKT_STR_NONE;
}

skt_str skt_issuers_party(const skt_issuers *issuers, skt_str name)
{
    skt_str found = SKT_STR_NONE;
    for (size_t i = 0; issuers != NULL && i < issuers->parties.count; i++) {
        if (skt_str_eq(issuers->parties.items[i].b, name)) {
            if (found.len > 0) {
                return name;
            }
            found = issuers->parties.items[i].a;
        }
    }
    return found.len > 0 ? found : name;
}

bool skt_issuers_same_party(const skt_issuers *issuers, skt_str a, skt_str b)
{
    for (size_t i = 0; issuers != NULL && i < issuers->parties.count; i++) {
        const skt_party_pair *party = &issuers->parties.items[i];
        if ((skt_str_eq(party->a, a) && skt_str_eq(party->b, b)) ||
            (skt_str_eq(party->a, b) && skt_str_eq(party->b, a))) {
            return true;
        }
    }
    return skt_str_eq(a, b);
}

skt_around skt_issuers_around(const skt_issuers *issuers, skt_str inner, skt_str outer)
{
    for (size_t i = 0; issuers != NULL && i < issuers->arounds.count; i++) {
        if (skt_str_eq(issuers->arounds.items[i].inner, inner) &&
            skt_str_eq(issuers->arounds.items[i].outer, outer)) {
            return issuers->arounds.items[i].how;
        }
    }
    return SKT_AROUND_NONE;
}

skt_str skt_issuers_outer(const skt_issuers *issuers, skt_str inner)
{
    for (size_t i = 0; issuers != NULL && i < issuers->arounds.count; i++) {
        if (skt_str_eq(issuers->arounds.items[i].inner, inner)) {
            return issuers->arounds.items[i].outer;
        }
    }
    return SKT_STR_NONE;
}
