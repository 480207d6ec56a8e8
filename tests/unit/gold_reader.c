#include "gold_reader.h"

#include <math.h>
#include <stdio.h>

#include "claim_maker.h"
#include "core/str.h"

enum { MAX_PLACES = 16 };

static skt_str text_of(const json_t *object, const char *key)
{
    return skt_str_from(json_string_value(json_object_get(object, key)));
}

static int word_of(skt_str word, const char *(*name)(int), int count)
{
    for (int i = 0; i < count; i++) {
        if (skt_str_is(word, name(i))) {
            return i;
        }
    }
    return 0;
}

static const char *outcome(int i)
{
    return skt_outcome_name((skt_outcome)i);
}

static const char *bound(int i)
{
    return skt_bound_name((skt_bound)i);
}

static const char *period(int i)
{
    return skt_period_name((skt_period)i);
}

static const char *role(int i)
{
    return skt_role_name((skt_role)i);
}

static const char *level(int i)
{
    return skt_level_name((skt_level)i);
}

static bool has_one(skt_str text, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (skt_str_find(text, skt_str_from(words[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static bool is_approach(skt_str evidence)
{
    static const char *const words[] = {"way to",      "flying at",      "flying towards",
                                        "approaching", "летевш",         "на підступах",
                                        "heading for", "it had reached", NULL};
    return has_one(evidence, words);
}

static skt_method method_of(skt_str evidence)
{
    static const char *const electronic[] = {"jam", "electronic", "suppressed by",
                                             "РЭБ", "РЕБ",        NULL};
    static const char *const kinetic[] = {"shot down", "сбит",    "збит",      "уничтож",
                                          "знищ",      "gunfire", "destroyed", NULL};
    return has_one(evidence, electronic) ? SKT_METHOD_ELECTRONIC
           : has_one(evidence, kinetic)  ? SKT_METHOD_KINETIC
                                         : SKT_METHOD_UNSTATED;
}

static skt_place place_of(const json_t *json)
{
    skt_place place = {.name = text_of(json, "name"),
                       .country = text_of(json, "country"),
                       .admin1 = text_of(json, "admin1"),
                       .node = SKT_NO_NODE,
                       .lat = (double)NAN,
                       .lon = (double)NAN};
    place.level = (skt_level)word_of(text_of(json, "level"), level, SKT_LEVEL_SEA + 1);
    if (json_is_number(json_object_get(json, "lat"))) {
        place.lat = json_number_value(json_object_get(json, "lat"));
        place.lon = json_number_value(json_object_get(json, "lon"));
    }
    return place;
}

static bool add_claim(skt_claim_set *claims, const json_t *json, const json_t *gold, size_t number)
{
    char id[128];
    char report[512];
    skt_place places[MAX_PLACES];
    skt_place ways[MAX_PLACES];
    const skt_str doc = text_of(gold, "id");
    const skt_str item = text_of(json, "item");
    (void)snprintf(report, sizeof report, "%.*s%.*s", SKT_FMT(doc), SKT_FMT(item));
    (void)snprintf(id, sizeof id, "%.*s:%zu", SKT_FMT(doc), number);
    skt_claim claim = {.id = skt_str_from(id),
                       .doc = doc,
                       .item = item,
                       .report = skt_str_from(report),
                       .published = skt_day_parse(text_of(gold, "published")),
                       .value = SKT_NULL,
                       .sites = SKT_NULL,
                       .places = places,
                       .other_places = ways,
                       .date = skt_day_parse(text_of(json, "date")),
                       .window = {SKT_NO_TIME, SKT_NO_TIME, 0, SKT_TIME_NONE, false},
                       .source = text_of(json, "source"),
                       .evidence = text_of(json, "evidence"),
                       .offset = number};
    claim.outcome = (skt_outcome)word_of(text_of(json, "outcome"), outcome, SKT_OUTCOMES);
    claim.bound = (skt_bound)word_of(text_of(json, "bound"), bound, SKT_VAGUE + 1);
    claim.period = (skt_period)word_of(text_of(json, "period"), period, SKT_BACKGROUND + 1);
    claim.role = (skt_role)word_of(text_of(json, "role"), role, SKT_PART + 1);
    claim.method =
        claim.outcome == SKT_INTERCEPTED ? method_of(claim.evidence) : SKT_METHOD_UNSTATED;
    const json_t *value = json_object_get(json, "value");
    if (json_is_integer(value)) {
        claim.value = json_integer_value(value);
    }
    claim.estimate = estimate_made(claim.value, claim.bound);
    size_t i;
    const json_t *place;
    json_array_foreach(json_object_get(json, "places"), i, place)
    {
        if (claim.n_places < MAX_PLACES) {
            places[claim.n_places] = place_of(place);
            ways[claim.n_places] = places[claim.n_places];
            ways[claim.n_places++].role = SKT_PLACE_DESTINATION;
        }
    }
    claim.n_other_places = is_approach(claim.evidence) ? claim.n_places : 0;
    return skt_claim_set_add(claims, &claim) == SKT_OK;
}

bool gold_read(json_t **gold, skt_claim_set *claims, const char *path)
{
    *gold = json_load_file(path, 0, NULL);
    size_t i;
    const json_t *claim;
    bool done = *gold != NULL;
    json_array_foreach(json_object_get(*gold, "claims"), i, claim)
    {
        done = done && add_claim(claims, claim, *gold, i);
    }
    return done;
}
