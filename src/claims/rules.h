/* The rules of the grammar by name: each decision that makes a claim, or lets one go,
 * leaves its rule in the draft, so that `extract --trace` can show it and `--unread`
 * can tell why a report gave nothing. Inside the claims module. */
#ifndef SKT_CLAIMS_RULES_H
#define SKT_CLAIMS_RULES_H

#include <stdbool.h>
#include <stdint.h>

typedef enum rule {
    RULE_NONE,
    /* what became of the drones */
    RULE_VERB_OBJECT,
    RULE_VERB_SUBJECT,
    RULE_VERB_TOLD,
    RULE_VERB_CARRIED,
    RULE_VERB_LED,
    RULE_ATTACK,
    RULE_ATTACK_DAMAGE,
    RULE_DAMAGE,
    RULE_DEBRIS,
    RULE_SITES,
    RULE_PRONOUN,
    RULE_WHOLE,
    RULE_SAID,
    RULE_SUM,
    RULE_TOTAL,
    /* where */
    RULE_PLACE_RIGHT,
    RULE_PLACE_LEFT,
    RULE_PLACE_SHARE,
    RULE_PLACE_HERE,
    RULE_PLACE_UNNAMED,
    RULE_PLACE_WHOLE,
    RULE_PLACE_REPORTED,
    RULE_PLACE_ATTACK,
    RULE_PLACE_CARRIED,
    RULE_PLACE_TARGET,
    RULE_PLACE_DEFENDER,
    RULE_PLACE_SPEAKER,
    RULE_PLACE_BEFORE,
    RULE_PLACE_SCENE,
    RULE_PLACE_WHOLE_AREA,
    RULE_PLACE_ARTICLE,
    /* what it is a part of */
    RULE_PART_SAID,
    RULE_PART_SUM,
    RULE_PART_AREA,
    RULE_PART_FATE,
    /* when */
    RULE_DAY_SAID,
    RULE_DAY_BEFORE,
    RULE_DAY_CARRIED,
    RULE_DAY_ARTICLE,
    /* a draft is no claim */
    RULE_HEADLINE,
    RULE_REPEAT,
    RULE_RESTATED,
    RULE_ALOFT,
    RULE_NO_PLACE,
    /* a number, a mention or a text gives no draft */
    RULE_ZERO,
    RULE_OTHER_NOUN,
    RULE_DEFINITE,
    RULE_UNREAL,
    RULE_NEGATED,
    RULE_NO_OUTCOME,
    RULE_MENTION,
    RULE_BARE,
    RULE_UNSAID,
    RULE_MANNER,
    RULE_NO_HARM,
    RULES
} rule;

/* A decision: its rule, and the draft that it looked at, where the rule has one. */
typedef struct reason {
    uint8_t rule;
    int32_t draft;
} reason;

/* The name of `which` in the output of --trace; docs/method.md lists them. */
const char *rule_name(rule which);
/* What it says, in a few words. */
const char *rule_text(rule which);
/* Whether a reason with this rule names a draft. */
bool rule_has_draft(rule which);

#endif
