#include "claims/rules.h"

static const struct {
    const char *name, *text;
    bool has_draft;
} rules[RULES] = {
    [RULE_NONE] = {"none", "", false},
    [RULE_VERB_OBJECT] = {"verb-object", "what was done to them", false},
    [RULE_VERB_SUBJECT] = {"verb-subject", "what they did, or what befell them", false},
    [RULE_VERB_TOLD] = {"verb-told", "told before in the sentence", false},
    [RULE_VERB_CARRIED] = {"verb-carried", "no verb of its own: carried from", true},
    [RULE_VERB_LED] = {"verb-led", "told before the list that it stands in", false},
    [RULE_ATTACK] = {"attack", "an attack, its drones not counted", false},
    [RULE_ATTACK_DAMAGE] = {"attack-damage", "the damage behind an attack shows a hit", false},
    [RULE_DAMAGE] = {"damage", "the damage shows a hit", false},
    [RULE_DEBRIS] = {"debris", "what debris did", false},
    [RULE_SITES] = {"sites", "places hit are counted, not drones", false},
    [RULE_PRONOUN] = {"pronoun", "what then became of them", false},
    [RULE_WHOLE] = {"whole", "all of them had been launched", false},
    [RULE_SAID] = {"said", "spoken of, and no more", false},
    [RULE_SUM] = {"sum", "the parts are the whole attack", false},
    [RULE_TOTAL] = {"total", "counted as stopped, by its parts or by a ministry", false},
    [RULE_PLACE_RIGHT] = {"place-behind", "named behind the number", false},
    [RULE_PLACE_LEFT] = {"place-before", "named before the number", false},
    [RULE_PLACE_SHARE] = {"place-share", "the one in the row of places", false},
    [RULE_PLACE_HERE] = {"place-pointed", "a word that points to it", false},
    [RULE_PLACE_UNNAMED] = {"place-unnamed", "areas counted and not named: what lies around",
                            false},
    [RULE_PLACE_WHOLE] = {"place-whole", "that of its whole", true},
    [RULE_PLACE_REPORTED] = {"place-reported", "the one that the speaker speaks for", false},
    [RULE_PLACE_ATTACK] = {"place-attack", "that of the attack told before", true},
    [RULE_PLACE_CARRIED] = {"place-carried", "no place of its own: carried from", true},
    [RULE_PLACE_TARGET] = {"place-target", "the country attacked", false},
    [RULE_PLACE_DEFENDER] = {"place-defender", "the country whose forces did it", false},
    [RULE_PLACE_SPEAKER] = {"place-speaker", "the one that the speaker speaks for", false},
    [RULE_PLACE_BEFORE] = {"place-last", "that of what was told last", true},
    [RULE_PLACE_SCENE] = {"place-scene", "where the text is", false},
    [RULE_PLACE_WHOLE_AREA] = {"place-all", "all that is counted", false},
    [RULE_PLACE_ARTICLE] = {"place-article", "the country that the text is about", false},
    [RULE_PART_SAID] = {"part-said", "the text says so: part of", true},
    [RULE_PART_SUM] = {"part-sum", "one of the parts of", true},
    [RULE_PART_AREA] = {"part-area", "lies inside the area of", true},
    [RULE_PART_FATE] = {"part-fate", "what became of", true},
    [RULE_DAY_SAID] = {"day-said", "told in the sentence", false},
    [RULE_DAY_BEFORE] = {"day-before", "told shortly before", false},
    [RULE_DAY_CARRIED] = {"day-carried", "that of", true},
    [RULE_DAY_ARTICLE] = {"day-article", "the day that the text is about", false},
    [RULE_HEADLINE] = {"headline", "a headline; the body tells it:", true},
    [RULE_REPEAT] = {"repeat", "says again", true},
    [RULE_RESTATED] = {"restated", "says with no number what is counted in", true},
    [RULE_ALOFT] = {"aloft", "still in the air, beside the figures of", true},
    [RULE_NO_PLACE] = {"no-place", "no place is known", false},
    [RULE_ZERO] = {"zero", "none is no claim", false},
    [RULE_OTHER_NOUN] = {"other-noun", "the number may count something else", false},
    [RULE_DEFINITE] = {"definite", "drones already told of", false},
    [RULE_UNREAL] = {"unreal", "a possibility, a plan or a forecast", false},
    [RULE_NEGATED] = {"negated", "it did not happen", false},
    [RULE_NO_OUTCOME] = {"no-outcome", "no verb tells what became of them", false},
    [RULE_MENTION] = {"mention", "without number, and verb or place of its own", false},
    [RULE_BARE] = {"bare", "a bare number without verb and place of its own", false},
    [RULE_UNSAID] = {"unsaid", "seen, but nobody says by whom or where", false},
    [RULE_MANNER] = {"manner", "only tells how something else came about", false},
    [RULE_NO_HARM] = {"no-harm", "debris, and no harm told", false},
};

const char *rule_name(rule which)
{
    return rules[which].name;
}

const char *rule_text(rule which)
{
    return rules[which].text;
}

bool rule_has_draft(rule which)
{
    return rules[which].has_draft;
}
