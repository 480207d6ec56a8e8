/* Which outcome a drone or drones meet: ordinary sentences in our own words, each with the
 * claims that a careful reader notes. All were published on 2025-06-24, a Tuesday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/buf.h"
#include "skytally.h"

/* The claims: "outcome value bound area[,area] [period]; ...", sorted; value null where the
 * text has none; a period only where it is no event. */
static const struct {
    const char *text, *expected;
} cases[] = {
    /* hit and strike */
    {"Four strike UAVs hit at three locations in Kharkiv, the mayor said.",
     "impacted 4 exact UA.07"},
    {"Four drones have hit the city of Kharkiv so far, the mayor said.", "impacted 4 exact UA.07"},
    {"Two drones struck overnight in Sumy, the governor said.", "impacted 2 exact UA.21"},
    {"Five drones hit in the Odesa region; there are no casualties.", "impacted 5 exact UA.17"},
    {"Three drones were hit over the Bryansk region.", "intercepted 3 exact RU.10"},
    {"A drone rammed a bus in Nikopol, wounding the driver.", "impacted 1 exact UA.04"},
    {"One drone flew into a residential tower in Moscow, the mayor said.",
     "impacted 1 exact RU.48"},
    {"A drone ploughed into a school in Zaporizhzhia before dawn.", "impacted 1 exact UA.26"},
    {"Two drones slammed into a hotel in Kramatorsk.", "impacted 2 exact UA.05"},
    {"A drone exploded next to the fire station in Kupiansk.", "impacted 1 exact UA.07"},
    {"A drone detonated above a petrol station in Kherson, setting two cars on fire.",
     "impacted 1 exact UA.08"},
    {"A Shahed came down in a field near Uman and did not explode.", "impacted 1 exact UA.01"},
    {"A drone ended up in a swimming pool in Belgorod, the governor said.",
     "impacted 1 exact RU.09"},
    {"In Kherson a drone killed a woman of 62 at a bus stop.", "impacted 1 exact UA.08"},
    {"A drone tore through the roof of a warehouse in Voronezh.", "impacted 1 exact RU.86"},
    {"Three drones got through and exploded on the territory of a refinery in Ryazan.",
     "impacted 3 exact RU.62"},
    {"Two of the drones reached their targets in Poltava.", "impacted 2 exact UA.18"},
    {"In Merowe a drone hit the power station on Monday, witnesses said.",
     "impacted 1 exact SD.43"},
    {"Drones hit fuel tanks in Feodosia overnight.", "impacted null vague UA.11"},
    {"A drone attacked a car in Nikopol; the driver was killed.", "launched 1 exact UA.04"},
    /* dropped munitions */
    {"In the village of Nekhoteyevka in the Belgorod region an explosive device was dropped from a "
     "drone.",
     "launched null vague RU.09"},
    {"In the Shebekino district of the Belgorod region explosive devices were dropped from drones "
     "three times.",
     "launched null vague RU.09"},
    {"Drones dropped home-made bombs on houses in Apatzingan on Monday.",
     "launched null vague MX.16"},
    {"A Russian drone dropped a grenade on a car in Kherson.", "launched null vague UA.08"},
    {"In Kherson the Russians dropped explosives from a drone on a woman of 70.",
     "launched null vague UA.08"},
    {"A bomb dropped from a drone killed two people in Mir Ali on Monday.",
     "launched null vague PK.03"},
    {"Two grenades were dropped by a drone on the yard of a house in Beryslav.",
     "launched null vague UA.08"},
    {"An army drone dropped two bombs on a monastery in Sagaing on Saturday.",
     "launched null vague MM.10"},
    /* debris */
    {"A fragment of a UAV went through the roof of a garage in Sevastopol.",
     "impacted null vague UA.20"},
    {"In Krasnogorsk fragments of a drone broke the glazing of a balcony.",
     "impacted null vague RU.47"},
    {"Pieces of a drone fell on a kindergarten in Odesa.", "impacted null vague UA.17"},
    {"Parts of a downed UAV landed in the yard of a hospital in Dnipro.",
     "impacted null vague UA.04"},
    {"A wing of a drone fell on a roof in Voronezh.", "impacted null vague RU.86"},
    {"The wreckage of an unmanned aerial vehicle fell on a car park in Rostov-on-Don.",
     "impacted null vague RU.61"},
    {"Falling fragments damaged two houses in Engels, the governor said. Six drones were shot down "
     "over the Saratov region.",
     "impacted null vague RU.67; intercepted 6 exact RU.67"},
    {"Six drones were shot down over Murom in the Belgorod region. Two houses were damaged by "
     "shell fragments.",
     "intercepted 6 exact RU.09"},
    {"A grass fire in Poltava, caused by the fragments of a drone, was put out.",
     "impacted null vague UA.18"},
    {"Debris from a drone scratched the paintwork of a tram in Kursk.",
     "impacted null vague RU.41"},
    {"The debris of a destroyed drone caused a short circuit at a substation in Oryol.",
     "impacted null vague RU.56"},
    {"Five drones were downed over the Tula region. No damage was caused by the wreckage.",
     "intercepted 5 exact RU.76"},
    {"The engine of a drone smashed through the window of a flat in Bucha.",
     "impacted null vague UA.13"},
    /* wrecks and duds found */
    {"A farmer found a drone that had not exploded near Vulcanesti.", "impacted 1 exact MD.51"},
    {"A mushroom picker came upon a drone in a forest near Rezekne on Monday.",
     "impacted 1 exact LV.23"},
    {"The wreck of a drone was found in a field near the village of Grindu in Tulcea county.",
     "impacted 1 exact RO.37"},
    {"Border guards discovered the remains of a drone near Svencionys on Monday.",
     "impacted 1 exact LT.65"},
    {"Police found two crashed drones near Lublin on Tuesday.", "impacted 2 exact PL.75"},
    {"An unexploded Shahed was found on a beach near Burgas.", "impacted 1 exact BG.39"},
    {"Sappers defused a drone that was lying in a garden in Izmail.", "impacted 1 exact UA.17"},
    {"Soldiers brought down two quadcopters over Abhar in Iran's Zanjan province with a jamming "
     "rifle. Both were recovered undamaged.",
     "intercepted 2 exact IR.36"},
    /* lost */
    {"The militants sent four drones at a base at Damboa in Borno State; two were shot down, one "
     "exploded and one turned back towards the forest.",
     "impacted 1 exact NG.27; intercepted 2 exact NG.27; launched 4 exact NG.27; lost 1 exact "
     "NG.27"},
    {"Of 12 drones sent against Monywa, eleven were downed. Contact was lost with the remaining "
     "one.",
     "intercepted 11 exact MM.10; launched 12 exact MM.10; lost 1 exact MM.10"},
    {"One drone crossed from Russia into Estonia and disappeared from radar near Narva.",
     "lost 1 exact EE.02"},
    {"Two drones vanished from radar screens over the Mykolaiv region.", "lost 2 exact UA.16"},
    {"Of ten drones, eight were shot down over the Sumy region and two did not reach their "
     "targets.",
     "intercepted 8 exact UA.21; launched 10 exact UA.21; lost 2 exact UA.21"},
    {"A drone was tracked over Narva before it flew back into Russia.", "lost 1 exact RU"},
    {"Three drones flew off to Belarus, the Ukrainian air force said.", "lost 3 exact BY"},
    /* sighted */
    {"Two drones were seen over Leeuwarden air base on Friday night.", "sighted 2 exact NL.02"},
    {"Six drones were noticed in the districts of Poonch and Kathua between 6 pm and 8 pm.",
     "sighted 6 exact IN.12"},
    {"The pilot of an airliner reported a drone at 900 metres near Hanover airport.",
     "sighted 1 exact DE.06"},
    {"The minister speaks of seven drones over the airport of Eindhoven.", "sighted 7 exact NL.06"},
    {"Munich airport closed for two hours because of drones near its runways.",
     "sighted null vague DE.02"},
    {"Police officers filmed three drones above the harbour of Kiel.", "sighted 3 exact DE.10"},
    {"A drone also passed through the airspace of Moldova.", "sighted 1 exact MD"},
    {"A drone violated Romanian airspace on Saturday, the ministry said.", "sighted 1 exact RO"},
    {"Radar picked up one drone over Tulcea county at midnight.", "sighted 1 exact RO.37"},
    {"Residents of Bahai in Chad heard a drone on Tuesday night.", "sighted 1 exact TD.27"},
    {"Guards at the Volkel air base fired at a drone above the fence.", "sighted 1 exact NL.06"},
    {"Aalborg airport was shut for three hours after drones were spotted near it.",
     "sighted null vague DK.17"},
    {"Several drones circled over the naval base in Karlskrona on Sunday night.",
     "sighted null vague SE.02"},
    /* launched */
    {"Six drones were aimed at the dam in Merowe.", "launched 6 exact SD.43"},
    {"Qatar came under attack by five drones this afternoon, its defence ministry says.",
     "launched 5 exact QA"},
    {"The city of Kharkiv was targeted with 12 drones overnight.", "launched 12 exact UA.07"},
    {"Three drones were flown at an army post near Timbuktu.", "launched 3 exact ML.08"},
    {"Insurgents directed four drones at a base in Damboa, Borno State.", "launched 4 exact NG.27"},
    {"Russia used 21 Geran-2 drones against Kharkiv, the prosecutors said.",
     "launched 21 exact UA.07"},
    {"The port of Izmail came under fire from 20 drones.", "launched 20 exact UA.17"},
    {"The rebels tried to hit the airport of Port Sudan with eleven drones.",
     "launched 11 exact SD.36"},
    {"Seven drones took part in the raid on Engels.", "launched 7 exact RU.67"},
    {"Hezbollah said it had sent a squadron of drones at a barracks near Acre.",
     "launched null vague IL.03"},
    /* intercepted, in all registers */
    {"Soldiers in Karelia had one drone down near Segezha.", "intercepted 1 exact RU.28"},
    {"Fourteen drones fell to the defenders of the Odesa region.", "intercepted 14 exact UA.17"},
    {"Mobile groups accounted for nine drones in the Cherkasy region.",
     "intercepted 9 exact UA.01"},
    {"In the Kirovohrad region seven drones were dealt with.", "intercepted 7 exact UA.10"},
    {"Gunners got three drones over Mykolaiv.", "intercepted 3 exact UA.16"},
    {"Eight drones were stopped over Sevastopol.", "intercepted 8 exact UA.20"},
    {"Five drones were blasted out of the sky over Tula.", "intercepted 5 exact RU.76"},
    {"Two quadcopters were forced down over Zanjan.", "intercepted 2 exact IR.36"},
    {"Three drones were put down by electronic warfare in the Kursk region.",
     "intercepted 3 exact RU.41"},
    {"Two drones ended in the nets over a road near Kherson.", "intercepted 2 exact UA.08"},
    {"Units of the Azerbaijani army have neutralised four quadcopters of the Armenian armed "
     "forces.",
     "intercepted 4 exact AZ"},
    {"Border guards knocked a drone out of the sky near Kupiansk.", "intercepted 1 exact UA.07"},
    {"Air defence made short work of six drones over Bryansk.", "intercepted 6 exact RU.10"},
    {"Helicopters picked off four drones over the Odesa region.", "intercepted 4 exact UA.17"},
    {"A soldier brought a drone down with his rifle near Pokrovsk.", "intercepted 1 exact UA.05"},
    {"One drone was taken care of by fighter jets over the Latakia coast.",
     "intercepted 1 exact SY.02"},
    {"Two more drones were prevented from reaching Riyadh.", "intercepted 2 exact SA.10"},
    {"U.S. forces destroyed two drones that were being prepared for launch near Hodeidah.",
     "intercepted 2 exact YE.08"},
    {"Ten drones were destroyed on the ground at an airfield near Hodeidah.",
     "intercepted 10 exact YE.08"},
    {"A drone was shot out of the sky over Dnipro and fell on a garage.",
     "intercepted 1 exact UA.04"},
    {"Ukraine's defenders claimed 30 of the 45 drones.",
     "intercepted 30 exact UA; launched 45 exact UA"},
    /* two fates */
    {"A drone hit a roof in Sumy and another was shot down over the suburbs.",
     "impacted 1 exact UA.21; intercepted 1 exact UA.21"},
    {"Three drones attacked Taganrog: two were shot down, one hit a warehouse.",
     "impacted 1 exact RU.61; intercepted 2 exact RU.61; launched 3 exact RU.61"},
    /* irrealis, denial and what is no event */
    {"A drone that enters a closed zone may be shot down without warning.", ""},
    {"If a drone enters the airspace of Lithuania, the army can shoot it down.", ""},
    {"If you see a drone over Poltava, call 112.", ""},
    {"You see a drone, you go to the cellar, the governor of Poltava said.", ""},
    {"The law lets the army of Romania shoot down drones over its soil.", ""},
    {"The governor of Tula denied that a drone had hit the power station.", ""},
    {"No drone was seen over Copenhagen airport on Monday.", ""},
    {"Reports that drones had struck Novorossiysk are false, the mayor said.", ""},
    {"Drones could attack the port of Salalah again, analysts warned.", ""},
    {"Poland will shoot down drones that enter its airspace, the minister said.", ""},
    {"Kyiv residents are told what to do when a drone falls on their house.", ""},
    {"The army of Sweden plans to buy 500 interceptors able to shoot down drones over Stockholm.",
     ""},
    {"The drill assumed that ten drones had attacked the port of Gdansk.", ""},
    {"Pilots raced their drones round the stadium in Seoul; two crashed into the net.", ""},
    {"At the trial in Wales, the laser shot down nine of ten target drones.", ""},
    {"A delivery drone crashed into a tree in Dublin on Monday.", ""},
    {"Three drones collided during a light show in Dubai and fell into the water.", ""},
    {"In the exercise near Adazi reservists shot down six drones.", ""},
    {"A farmer's spraying drone crashed near Lleida.", ""},
    {"Rescuers in Asheville launched a drone to look for survivors.", ""},
};

enum { CLAIMS_MAX = 16, LINE_BYTES = 160 };

static skt_gazetteer *gazetteer;
static skt_lexicon *lexicon;

static int open_data(void **state)
{
    (void)state;
    return skt_gazetteer_open(&gazetteer, SKYTALLY_BUILD_DIR "/data/skytally.gaz", NULL) ==
                       SKT_OK &&
                   skt_lexicon_open(&lexicon, SKYTALLY_SOURCE_DIR "/gazetteer/lexicon", NULL) ==
                       SKT_OK
               ? 0
               : -1;
}

static int close_data(void **state)
{
    (void)state;
    skt_lexicon_close(lexicon);
    skt_gazetteer_close(gazetteer);
    return 0;
}

/* A region's code, a country's where there is none, a sea's name. */
static skt_str area_of(const skt_place *place)
{
    if (place->level == SKT_LEVEL_SEA) {
        return place->label;
    }
    return place->admin1.len > 0 ? place->admin1 : place->country;
}

static void render(char *line, const skt_claim *claim)
{
    skt_buf out = SKT_BUF_INIT;
    skt_buf_format(&out, "%s ", skt_outcome_name(claim->outcome));
    if (claim->value == SKT_NULL) {
        skt_buf_add_text(&out, "null");
    } else {
        skt_buf_format(&out, "%lld", (long long)claim->value);
    }
    skt_buf_format(&out, " %s ", skt_bound_name(claim->bound));
    for (size_t i = 0; i < claim->n_places; i++) {
        const skt_str area = area_of(&claim->places[i]);
        skt_buf_format(&out, "%s%.*s", i > 0 ? "," : "", SKT_FMT(area));
    }
    if (claim->period != SKT_EVENT) {
        skt_buf_format(&out, " %s", skt_period_name(claim->period));
    }
    assert_true(out.len < LINE_BYTES);
    memcpy(line, out.ptr, out.len + 1);
    skt_buf_dispose(&out);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void read_case(skt_buf *out, const char *text)
{
    static char lines[CLAIMS_MAX][LINE_BYTES];
    const skt_report report = {.doc = SKT_LIT("case"),
                               .id = SKT_LIT("case"),
                               .lang = SKT_LIT("en"),
                               .published = skt_day_parse(SKT_LIT("2025-06-24")),
                               .text = {text, strlen(text)}};
    skt_claim_set *claims;
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(skt_extract(claims, &report, gazetteer, lexicon, NULL, NULL), SKT_OK);
    const size_t count = skt_claim_set_count(claims);
    assert_true(count <= CLAIMS_MAX);
    for (size_t i = 0; i < count; i++) {
        render(lines[i], skt_claim_set_at(claims, i));
    }
    qsort(lines, count, sizeof lines[0], by_text);
    for (size_t i = 0; i < count; i++) {
        skt_buf_format(out, "%s%s", i > 0 ? "; " : "", lines[i]);
    }
    skt_claim_set_free(claims);
}

static void test_sentences(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        skt_buf got = SKT_BUF_INIT;
        skt_buf_add_text(&got, "");
        read_case(&got, cases[i].text);
        if (strcmp(got.ptr == NULL ? "" : got.ptr, cases[i].expected) != 0) {
            print_error("%s\n  expected %s\n  got      %s\n", cases[i].text, cases[i].expected,
                        got.ptr == NULL ? "" : got.ptr);
            wrong++;
        }
        skt_buf_dispose(&got);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences)};
    return cmocka_run_group_tests(tests, open_data, close_data);
}
