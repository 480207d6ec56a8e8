/* What the coded values of the outputs stand for. The words themselves are those of
 * core/terms.c, and a test holds the two together. */
#include "export/field_table.h"

const skt_code skt_outcome_codes[SKT_OUTCOMES] = {
    {"launched", "sent against the place, whatever became of them"},
    {"intercepted", "shot down, destroyed, jammed, trapped or forced to land"},
    {"lost", "gone from radar, failed with no stated cause, or flew on into another country"},
    {"impacted", "hit, crashed, fell or exploded at a place, or its debris did damage"},
    {"sighted", "seen, heard, detected or entered airspace, and nothing more is said"},
};

const skt_code skt_method_codes[6] = {
    {"unstated", "the report does not say how, or the outcome is another one"},
    {"kinetic", "shot down or destroyed"},
    {"electronic", "jammed or suppressed by electronic warfare"},
    {"trapped", "caught in a net or another trap"},
    {"merged", "one figure for shot down and suppressed"},
    {"mixed", "the sum of parts that differ in method"},
};

const skt_code skt_bound_codes[5] = {
    {"exact", "the number as it stands: 46"},
    {"at_least", "a lower bound: at least 30, more than 100"},
    {"at_most", "an upper bound: up to 20"},
    {"about", "a round number: some 50, nearly 500, a dozen"},
    {"vague", "words without a number: several, dozens, drones"},
};

const skt_code skt_period_codes[3] = {
    {"event", "one attack or a time of 48 hours at most; alone in the tallies"},
    {"cumulative", "a sum over a longer time: a week, a month, the war"},
    {"background", "an earlier event recalled"},
};

const skt_code skt_role_codes[3] = {
    {"single", "a figure by itself"},
    {"total", "a figure of which others in the text are parts"},
    {"part", "a part of another figure: part_of"},
};

const skt_code skt_level_codes[8] = {
    {"country", "a country"},
    {"region", "a first-level unit: oblast, province, governorate"},
    {"district", "a second-level unit, or a quarter of a city"},
    {"city", "any settlement, down to a hamlet"},
    {"facility", "an airfield, refinery, power station, port, bridge or other site"},
    {"sea", "a sea or a part of one"},
    {"unknown", "no place is told, or none was found for the name"},
    {"set", "several areas under one number"},
};

const skt_code skt_place_role_codes[3] = {
    {"origin", "the drones came from there"},
    {"destination", "they were on the way there"},
    {"border", "they crossed it, or came near to it"},
};

const skt_code skt_time_precision_codes[7] = {
    {"minute", "the window is told to the minute"},
    {"hour", "to the hour"},
    {"night", "a night, by its stated hours or the default ones"},
    {"day", "a calendar day, or a part of one"},
    {"week", "a week"},
    {"month", "a month"},
    {"none", "no window is known"},
};

const skt_code skt_geo_precision_codes[5] = {
    {"1", "a facility or settlement: its own coordinates"},
    {"2", "near a settlement, or its district or community: that one's coordinates"},
    {"3", "a first-level region: no point"},
    {"4", "a country: no point"},
    {"5", "a sea or a border: no point"},
};

const skt_code skt_row_level_codes[5] = {
    {"region", "a first-level unit, or a region of your own"},
    {"sea", "a sea"},
    {"set", "several areas under one number, in no other row"},
    {"country", "a country: a subtotal, never to be added to other rows"},
    {"total", "regions, seas, sets and what is not placed, each drone once"},
};

const skt_code skt_date_origin_codes[8] = {
    {"metadata", "a tag of the page"},
    {"json-ld", "JSON-LD in the page"},
    {"feed", "the item of the feed"},
    {"field", "a column of the table, a key of the object"},
    {"date line", "the line `date YYYY-MM-DD` before the text"},
    {"dateline", "a dateline in the text: KYIV, Sept. 1"},
    {"text", "a date elsewhere in the text"},
    {"option", "given by whoever called the library"},
};

const skt_code skt_link_type_codes[8] = {
    {"replica_of", "the same words or report again"},
    {"supersedes", "replaces that figure of the same issuer"},
    {"contained_in", "lies inside the area or window of that figure"},
    {"breakdown_of", "is a part of that total"},
    {"overlaps", "shares drones with that figure and is not nested in it"},
    {"same_event", "tells of the same, and that figure was chosen"},
    {"contradicts", "tells another number of the same"},
    {"recalled", "recalls that earlier event"},
};
