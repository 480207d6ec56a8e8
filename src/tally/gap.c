#include "tally/gap.h"

typedef struct gap_info {
    const char *name;
    int rule;
    const char *text;
} gap_info;

static const gap_info infos[SKT_GAPS] = {
    [SKT_GAP_ABSORBED] = {"absorbed", 5, "counted in the figure of another area"},
    [SKT_GAP_SET] = {"set", 6, "one number for several areas: it has a row of its own"},
    [SKT_GAP_COUNTRY] = {"country", 5,
                         "a figure for the whole country: what it has beyond its "
                         "regions is not placed"},
    [SKT_GAP_SIDE] = {"other_side", 9,
                      "inside the borders of this country and sent against "
                      "another: it is in the row of its region and in the "
                      "figure of the other country"},
    [SKT_GAP_CUT] = {"cut", 8, "left out by the country or attacker that was asked for"},
    [SKT_GAP_UNDATED] = {"undated", 8, "without a date: in no tally by days"},
    [SKT_GAP_COPY] = {"copy", 1, "the same claim again"},
    [SKT_GAP_DISPUTED] = {"disputed", 3,
                          "another fate of the same drones, told by a party that "
                          "is no state: the state's word is counted"},
    [SKT_GAP_CUMULATIVE] = {"cumulative", 8, "a sum over more than two days: never tallied"},
    [SKT_GAP_BACKGROUND] = {"background", 8,
                            "an earlier event recalled: not tallied for the "
                            "day of the report"},
    [SKT_GAP_OTHER_DAY] = {"other_day", 8, "told of other days"},
    [SKT_GAP_OTHER_FATE] = {"other_outcome", 8, "another outcome is told"},
    [SKT_GAP_SILENCE] = {"no_report", 8, "No report that was read tells of this"},
};

const char *skt_gap_name(skt_gap_kind kind)
{
    return infos[kind].name;
}

int skt_gap_rule(skt_gap_kind kind)
{
    return infos[kind].rule;
}

const char *skt_gap_text(skt_gap_kind kind)
{
    return infos[kind].text;
}
