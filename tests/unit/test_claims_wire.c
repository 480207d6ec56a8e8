/* Ordinary sentences of news agencies, in our own words: each with the claims that a careful
 * reader notes. All were published on 2025-06-24, a Tuesday. */
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
    /* the defender and the attacker */
    {"The Ukrainian Air Force said it shot down 44 of 70 drones launched by Russia overnight, "
     "with another 19 failing to reach their targets.",
     "intercepted 44 exact UA; launched 70 exact UA; lost 19 exact UA"},
    {"Ukraine's air force said on Tuesday that it had downed 51 of the 63 attack drones that "
     "Russia launched overnight.",
     "intercepted 51 exact UA; launched 63 exact UA"},
    {"Russia launched 93 drones at Ukraine overnight, the Ukrainian air force said, adding that "
     "71 of them were shot down.",
     "intercepted 71 exact UA; launched 93 exact UA"},
    {"Russian forces attacked Ukraine with 128 drones overnight, of which 96 were shot down and "
     "20 were lost, the Air Force reported.",
     "intercepted 96 exact UA; launched 128 exact UA; lost 20 exact UA"},
    {"Ukrainian air defences destroyed 38 out of 46 Russian drones overnight, the military said.",
     "intercepted 38 exact UA; launched 46 exact UA"},
    {"Kyiv's military said it had shot down 27 of 34 Russian drones overnight.",
     "intercepted 27 exact UA; launched 34 exact UA"},
    {"Russia's Defence Ministry said its air defences destroyed 61 Ukrainian drones overnight.",
     "intercepted 61 exact RU"},
    {"Russian air defence units intercepted and destroyed 47 Ukrainian drones during the night, "
     "the Defence Ministry in Moscow said on Tuesday.",
     "intercepted 47 exact RU"},
    {"Russia said its air defence systems had destroyed 105 Ukrainian drones overnight, "
     "including 35 over the Moscow region.",
     "intercepted 105 exact RU; intercepted 35 exact RU.47"},
    {"The Russian military said it downed 26 drones launched by Ukraine.",
     "intercepted 26 exact RU"},
    {"Moscow said it had intercepted 88 Ukrainian drones overnight.", "intercepted 88 exact RU"},
    {"The Russian Defence Ministry said that during the past night 55 Ukrainian drones were "
     "intercepted over the Bryansk, Kursk and Belgorod regions.",
     "intercepted 55 exact RU.10,RU.41,RU.09"},
    {"Overnight, Ukraine sent 40 drones at Russia, the ministry said; all of them were "
     "destroyed.",
     "intercepted 40 exact RU; launched 40 exact RU"},
    {"Israel's military said it had intercepted a drone launched from Yemen.",
     "intercepted 1 exact IL"},
    {"The Israeli air force shot down three drones that crossed into Israel from Lebanon, the "
     "military said.",
     "intercepted 3 exact IL"},
    {"The Sudanese army said it shot down seven drones launched by the Rapid Support Forces at "
     "Merowe.",
     "intercepted 7 exact SD.43"},
    {"Poland shot down four Russian drones after they entered its airspace.",
     "intercepted 4 exact PL"},
    {"Saudi air defences intercepted and destroyed two drones fired by the Houthis, state media "
     "said.",
     "intercepted 2 exact SA"},
    {"The UAE defence ministry said it intercepted three hostile drones that entered the "
     "country's airspace.",
     "intercepted 3 exact AE"},
    {"India's army said its air defences shot down 12 Pakistani drones over Rajasthan.",
     "intercepted 12 exact IN.24"},
    /* the whole number again */
    {"At least 18 drones targeted Odesa; all were shot down, the city's military administration "
     "said.",
     "intercepted 18 at_least UA.17; launched 18 at_least UA.17"},
    {"The Kursk region was attacked by nine drones, all of which were destroyed.",
     "intercepted 9 exact RU.41; launched 9 exact RU.41"},
    {"Russia launched 16 drones against Ukraine; all 16 were destroyed, the air force said.",
     "intercepted 16 exact UA; launched 16 exact UA"},
    {"Six drones attacked Sevastopol. All of them were shot down.",
     "intercepted 6 exact UA.20; launched 6 exact UA.20"},
    {"Ukraine's air force said all 22 drones launched by Russia overnight had been shot down.",
     "intercepted 22 exact UA; launched 22 exact UA"},
    {"Ukraine's air force said it destroyed all 13 drones launched overnight.",
     "intercepted 13 exact UA; launched 13 exact UA"},
    {"Two drones attacked an oil depot in the Rostov region; both were shot down.",
     "intercepted 2 exact RU.61; launched 2 exact RU.61"},
    {"Militants attacked the Harir air base with two drones; one was shot down and the other "
     "crashed.",
     "impacted 1 exact IQ.11; intercepted 1 exact IQ.11; launched 2 exact IQ.11"},
    {"Three drones attacked the Victoria base near Baghdad airport; two were shot down and the "
     "third hit a warehouse.",
     "impacted 1 exact IQ.07; intercepted 2 exact IQ.07; launched 3 exact IQ.07"},
    /* places */
    {"Explosions rocked Sumy as drones attacked the city; five people were hurt.",
     "launched null vague UA.21"},
    {"Russia repelled a drone attack on Crimea, destroying 24 drones.",
     "intercepted 24 exact UA.11"},
    {"Air defences repelled an attack on Sevastopol, shooting down five drones, Razvozhayev "
     "said.",
     "intercepted 5 exact UA.20"},
    {"A drone from Belarus entered Latvian airspace and crashed near Rezekne.",
     "impacted 1 exact LV.23"},
    {"A drone violated Romanian airspace and came down near Tulcea.", "impacted 1 exact RO.37"},
    {"A Shahed hit a twelve-storey building in Kharkiv, leaving three people dead.",
     "impacted 1 exact UA.07"},
    {"A drone struck a five-story apartment block in Zaporizhzhia, killing a child.",
     "impacted 1 exact UA.26"},
    {"Governor Alexander Gusev said more than 20 drones had been destroyed over six districts "
     "and the city of Voronezh.",
     "intercepted 20 at_least RU.86"},
    {"Governor Pavel Malkov said nine drones were shot down over the Ryazan region overnight.",
     "intercepted 9 exact RU.62"},
    {"Two drones were shot down before reaching Erbil airport, officials said.",
     "intercepted 2 exact IQ.11"},
    {"Three drones were intercepted before they could reach the capital Riyadh.",
     "intercepted 3 exact SA.10"},
    {"The attack, which involved about 25 drones, lasted four hours, the mayor of Kharkiv said.",
     "launched 25 about UA.07"},
    {"The mayor of Odesa said the attack involved more than 10 drones.",
     "launched 10 at_least UA.17"},
    {"Kharkiv was attacked by 14 drones overnight, Mayor Ihor Terekhov said.",
     "launched 14 exact UA.07"},
    {"Russian drones struck Kharkiv's Kyivskyi district, the mayor said.",
     "impacted null vague UA.07"},
    {"In Odesa, drones hit an apartment building and set several cars on fire.",
     "impacted null vague UA.17"},
    {"In Poltava region, a drone hit an energy facility.", "impacted 1 exact UA.18"},
    {"Three drones were destroyed over the Tver region and two over the Pskov region.",
     "intercepted 2 exact RU.60; intercepted 3 exact RU.77"},
    {"Twelve drones were shot down over the Belgorod region, seven over the Kursk region, three "
     "over Crimea and one over the Black Sea.",
     "intercepted 1 exact Black Sea; intercepted 12 exact RU.09; intercepted 3 exact UA.11; "
     "intercepted 7 exact RU.41"},
    {"Air defences destroyed 12 drones over the Rostov region, 8 over Crimea, and 5 over the Sea "
     "of Azov.",
     "intercepted 12 exact RU.61; intercepted 5 exact Sea of Azov; intercepted 8 exact UA.11"},
    {"Nine drones were downed in the Dnipropetrovsk region, Governor Serhiy Lysak said.",
     "intercepted 9 exact UA.04"},
    {"Air defence shot down 11 drones over Mykolaiv and Kherson regions.",
     "intercepted 11 exact UA.16,UA.08"},
    {"Two drones were shot down over the Gulf of Aden, the US military said.",
     "intercepted 2 exact Gulf of Aden"},
    {"The US military said it destroyed four Houthi drones over the Red Sea.",
     "intercepted 4 exact Red Sea"},
    {"A drone fell on the roof of a house in the village of Urazovo in the Belgorod region.",
     "impacted 1 exact RU.09"},
    {"Four drones were downed on approach to Moscow, Mayor Sergei Sobyanin said.",
     "intercepted 4 exact RU.48"},
    {"Sobyanin said five drones heading for Moscow had been shot down.",
     "intercepted 5 exact RU.48"},
    {"Air defences shot down a drone flying towards Moscow in the Podolsk district.",
     "intercepted 1 exact RU.47"},
    {"One drone was destroyed over the territory of the Kaluga region.",
     "intercepted 1 exact RU.25"},
    /* damage and fire */
    {"A fire broke out at an oil refinery in Volgograd after a drone attack, the governor said.",
     "impacted null vague RU.84"},
    {"The port of Chornomorsk was damaged in an overnight drone attack.",
     "impacted null vague UA.17"},
    {"A kindergarten in Sumy was damaged in a drone attack, officials said.",
     "impacted null vague UA.21"},
    {"A warehouse in Odesa caught fire as a result of a drone strike.",
     "impacted null vague UA.17"},
    {"Falling debris sparked a fire at an oil depot in Sochi, the governor said.",
     "impacted null vague RU.38"},
    {"Drone debris fell on the grounds of a refinery in Slavyansk-on-Kuban, causing a fire.",
     "impacted null vague RU.38"},
    {"The wreckage of a drone damaged several houses in Taganrog.", "impacted null vague RU.61"},
    {"Wreckage from a downed drone set fire to grass in the Tula region.",
     "impacted null vague RU.76"},
    {"The Afipsky refinery halted processing after it was hit by three drones.",
     "impacted 3 exact RU.38"},
    {"The plant in Izhevsk was hit by drones for the second time this year.",
     "impacted null vague RU.80"},
    {"A drone attack sparked a fire at a chemical plant in Nevinnomyssk.",
     "impacted null vague RU.70"},
    {"Drones hit the Ryazan oil refinery for the third time this month.",
     "impacted null vague RU.62"},
    {"Ukraine's SBU hit the Tuapse refinery in an overnight drone operation, a source said.",
     "impacted null vague RU.38"},
    {"Ukraine's military said it struck the Saratov refinery with drones.",
     "impacted null vague RU.67"},
    {"Ukrainian drones hit a gunpowder plant in Tambov, causing a large blaze.",
     "impacted null vague RU.72"},
    {"Ukrainian long-range drones struck an oil pumping station in the Vladimir region.",
     "impacted null vague RU.83"},
    {"Drones set an oil terminal in Feodosia on fire.", "impacted null vague UA.11"},
    {"A drone strike on a hospital in El Fasher killed nine people.", "impacted null vague SD.55"},
    {"A paramilitary drone strike on a market in Nyala killed 14 civilians, a rights group said.",
     "impacted null vague SD.49"},
    {"An army drone struck a bus near El Obeid, killing eight passengers.",
     "impacted 1 exact SD.56"},
    {"Power was cut in Port Sudan after drones hit a substation.", "impacted null vague SD.36"},
    {"Drones struck the airport and a fuel depot in Port Sudan, witnesses said.",
     "impacted null vague SD.36"},
    {"Explosions and fires were reported in Port Sudan following drone strikes.",
     "impacted null vague SD.36"},
    {"Two people were killed when a drone hit their car in the Kherson region.",
     "impacted 1 exact UA.08"},
    {"A man was killed in Kherson when a Russian drone dropped explosives on him.",
     "launched null vague UA.08"},
    {"A woman was wounded in a drone strike on the village of Shebekino in the Belgorod region.",
     "impacted null vague RU.09"},
    {"One person was killed and six injured in a drone attack on Nikopol.",
     "launched null vague UA.04"},
    {"A Ukrainian drone hit a high-rise in Saratov, injuring four.", "impacted 1 exact RU.67"},
    {"Energy facilities in the Odesa region came under drone attack.", "launched null vague UA.17"},
    {"A drone crashed into an apartment building in Ryazan, the governor said.",
     "impacted 1 exact RU.62"},
    {"Two drones exploded on the grounds of a factory in Alabuga, Tatarstan.",
     "impacted 2 exact RU.73"},
    {"A drone slammed into the upper floors of a high-rise in Kazan.", "impacted 1 exact RU.73"},
    {"Emergency services found fragments of a drone in a field in Chernihiv region.",
     "impacted null vague UA.02"},
    {"A drone carrying explosives fell in the courtyard of a house in Voronezh but did not "
     "detonate.",
     "impacted 1 exact RU.86"},
    {"Fragments of drones fell on a school in Kyiv's Sviatoshynskyi district, causing no "
     "casualties.",
     "impacted null vague UA.12"},
    {"Three drones hit the Kirovsky Zavod plant in St Petersburg.", "impacted 3 exact RU.66"},
    /* sighted */
    {"Oslo airport was closed for three hours after drone sightings.", "sighted null vague NO.01"},
    {"A drone forced a temporary shutdown of Aalborg airport.", "sighted 1 exact DK.19"},
    {"Drones were seen over Copenhagen airport on Monday night, police said.",
     "sighted null vague DK.17"},
    {"Two large drones were spotted over Brussels airport on Monday evening, forcing it to "
     "suspend flights.",
     "sighted 2 exact BE.VLG"},
    {"Munich airport shut its runways late on Monday after several drones were sighted nearby.",
     "sighted null vague DE.02"},
    {"Unidentified drones were observed over the Ramstein air base, German media reported.",
     "sighted null vague DE.08"},
    {"Three Russian drones entered Romanian airspace, the defence ministry in Bucharest said.",
     "sighted 3 exact RO"},
    {"A Russian drone violated Romania's airspace during an attack on Ukrainian ports, the "
     "ministry said.",
     "sighted 1 exact RO"},
    {"A drone of unknown origin entered Estonia's airspace from Russia.", "sighted 1 exact EE"},
    {"Poland said 19 Russian drones had entered its airspace overnight.", "sighted 19 exact PL"},
    {"About 20 drones were detected over Poland, the prime minister said, and four were shot "
     "down.",
     "intercepted 4 exact PL; sighted 20 about PL"},
    {"Flights at Vilnius airport were suspended after a drone was spotted.",
     "sighted 1 exact LT.65"},
    {"Drones flew over a naval base in Kiel, police said.", "sighted null vague DE.10"},
    {"Witnesses saw drones flying over Omdurman.", "sighted null vague SD.29"},
    {"Lithuania's army said two drones had crossed into the country from Belarus.",
     "sighted 2 exact LT"},
    /* launched */
    {"Russia attacked Kyiv with more than 60 drones overnight, Klitschko said.",
     "launched 60 at_least UA.12"},
    {"Russia fired nearly 500 drones at Ukraine overnight, President Volodymyr Zelenskiy said.",
     "launched 500 about UA"},
    {"Iran launched more than 100 drones towards Israel, the Israeli military said.",
     "launched 100 at_least IL"},
    {"The Houthis said they fired two drones at Ben Gurion airport.", "launched 2 exact IL.02"},
    {"The Iran-aligned Houthis said they had targeted Tel Aviv with three drones.",
     "launched 3 exact IL.05"},
    {"Hezbollah said it launched a swarm of drones at a military base near Haifa.",
     "launched null vague IL.04"},
    {"The Islamic Resistance in Iraq claimed a drone attack on Eilat.",
     "launched null vague IL.01"},
    {"Ukrainian drones attacked the Engels air base in the Saratov region.",
     "launched null vague RU.67"},
    {"Ukraine launched a drone attack on Moscow on Tuesday, Russian officials said.",
     "launched null vague RU.48"},
    {"The RSF launched drones at Khartoum airport, a military source said.",
     "launched null vague SD.29"},
    {"Up to 40 drones took part in the attack on Bryansk, officials said.",
     "launched 40 at_most RU.10"},
    {"Some 30 drones attacked the Zaporizhzhia region overnight, Governor Ivan Fedorov said.",
     "launched 30 about UA.26"},
    {"The enemy attacked Sumy region with 17 Shahed-type drones, the regional administration "
     "said.",
     "launched 17 exact UA.21"},
    {"Ukraine attacked the Belgorod region with 20 drones over the past day, Governor Vyacheslav "
     "Gladkov said.",
     "launched 20 exact RU.09"},
    {"The Ukrainian armed forces tried to strike the Novovoronezh nuclear plant with a drone.",
     "launched 1 exact RU.86"},
    {"Ukraine attempted to attack facilities in Crimea with 11 drones, the ministry said.",
     "launched 11 exact UA.11"},
    /* foiled */
    {"A drone attack was foiled in Feodosia, with four drones destroyed.",
     "intercepted 4 exact UA.11"},
    {"An attempted drone attack on Moscow was thwarted, Sobyanin said. Three drones were downed.",
     "intercepted 3 exact RU.48"},
    {"Air defences foiled an attack by four drones on the Kursk nuclear power plant.",
     "launched 4 exact RU.41"},
    {"An attack of seven UAVs was repelled in the Tula region.",
     "intercepted 7 exact RU.76; launched 7 exact RU.76"},
    {"Air defences repelled an attack by 13 drones on Sevastopol, Governor Mikhail Razvozhayev "
     "said.",
     "intercepted 13 exact UA.20; launched 13 exact UA.20"},
    {"The attack was repelled; three UAVs were destroyed over the Oryol region.",
     "intercepted 3 exact RU.56"},
    {"A night attack on the Lipetsk region was repelled, with five drones shot down.",
     "intercepted 5 exact RU.43"},
    /* jammed, lost */
    {"Eight drones were suppressed by electronic warfare in the Kursk region.",
     "intercepted 8 exact RU.41"},
    {"Another 12 drones disappeared from radar and two flew off to Belarus, Ukraine's air force "
     "said.",
     "lost 12 exact UA; lost 2 exact BY"},
    {"Ukraine's air force downed 39 of the 52 drones. The rest did not reach their targets.",
     "intercepted 39 exact UA; launched 52 exact UA; lost null vague UA"},
    {"Of the 77 drones launched at Ukraine, 50 were shot down and 18 were lost; nine hit targets "
     "at five locations.",
     "impacted 9 exact UA; intercepted 50 exact UA; launched 77 exact UA; lost 18 exact UA"},
    {"Twenty-three drones were lost to electronic jamming, Ukraine's air force said.",
     "lost 23 exact UA"},
    {"Ukraine's military said 31 drones were shot down and 29 decoys failed to reach their "
     "targets.",
     "intercepted 31 exact UA; lost 29 exact UA"},
    {"Two drones were jammed by electronic warfare and crashed in the Bryansk region without "
     "causing damage.",
     "intercepted 2 exact RU.10"},
    {"One drone was forced down by electronic warfare near Tula.", "intercepted 1 exact RU.76"},
    /* not drones */
    {"Russia fired 14 missiles and 60 drones at Ukraine, the air force said.",
     "launched 60 exact UA"},
    {"Air defences shot down nine cruise missiles and 33 drones over Ukraine overnight.",
     "intercepted 33 exact UA"},
    {"Ukraine's air force said 41 drones and two missiles had been destroyed.",
     "intercepted 41 exact UA"},
    {"Russian forces shelled Kherson 25 times, wounding three people.", ""},
    {"Four missiles hit Kharkiv, killing two.", ""},
    {"No drones were shot down over Moscow on Monday, the mayor said.", ""},
    {"The governor denied reports that a drone had hit the refinery in Samara.", ""},
    {"Ukraine will receive 500 drones from Germany this year.", ""},
    {"Two sea drones attacked a tanker near Novorossiysk.", ""},
    {"Ukraine could launch more drones at Moscow, analysts say.", ""},
    {"Ukraine plans to produce a million drones this year.", ""},
    {"The army destroyed three tanks and downed two drones near Pokrovsk.",
     "intercepted 2 exact UA.05"},
    {"Twelve flights were diverted from Moscow airports because of drones.", ""},
    {"Ukraine destroyed two Pantsir systems in Crimea with drones.", "impacted null vague UA.11"},
    /* cumulative and earlier */
    {"Russia has launched more than 1,200 drones at Ukraine this week, Zelenskiy said.",
     "launched 1200 at_least UA cumulative"},
    {"Ukraine has shot down more than 9,000 drones since the start of the war.",
     "intercepted 9000 at_least UA cumulative"},
    {"In the past week 640 drones were destroyed over Russia, the ministry said.",
     "intercepted 640 exact RU cumulative"},
    {"In March, a drone struck the same refinery in Syzran.", "impacted 1 exact RU.65 background"},
    /* named types, numbers */
    {"Ukraine's air force shot down 24 Shahed drones and three reconnaissance drones over "
     "southern Ukraine.",
     "intercepted 24 exact UA; intercepted 3 exact UA"},
    {"The military shot down an MQ-9 Reaper drone over Marib province, the Houthis said.",
     "intercepted 1 exact YE.14"},
    {"Air defenders destroyed two Orlan-10 drones in the Mykolaiv region.",
     "intercepted 2 exact UA.16"},
    {"Pakistan said it had brought down 29 Israeli-made Harop drones.", "intercepted 29 exact PK"},
    {"More than two dozen drones were downed over the Bryansk region, the governor said.",
     "intercepted 24 at_least RU.10"},
    {"About a dozen drones struck the city of Dnipro.", "impacted 12 about UA.04"},
    {"Dozens of drones attacked Kyiv overnight.", "launched null vague UA.12"},
    {"Several drones were shot down over the Leningrad region, Governor Alexander Drozdenko "
     "said.",
     "intercepted null vague RU.42"},
    {"A single drone was shot down over the Pskov region.", "intercepted 1 exact RU.60"},
    {"At least one drone was shot down over Novorossiysk.", "intercepted 1 at_least RU.38"},
    {"As many as 50 drones were downed over the Rostov region.", "intercepted 50 at_most RU.61"},
    {"Fewer than 10 drones reached Kyiv region.", "sighted 10 at_most UA.13"},
    {"A pair of drones hit a bakery in Kostiantynivka.", "impacted 2 exact UA.05"},
    {"A total of 31 drones were destroyed over Russian regions overnight, 14 of them over the "
     "Rostov region.",
     "intercepted 14 exact RU.61; intercepted 31 exact RU"},
    {"Overnight, 45 UAVs were shot down: 20 over Bryansk region, 15 over Kursk region and 10 "
     "over Tula region.",
     "intercepted 10 exact RU.76; intercepted 15 exact RU.41; intercepted 20 exact RU.10; "
     "intercepted 45 exact RU"},
    {"One drone each was shot down over the Kaluga and Smolensk regions.",
     "intercepted 1 exact RU.25; intercepted 1 exact RU.69"},
    {"Six drones were destroyed over Samara region and the same number over Saratov region.",
     "intercepted 6 exact RU.65; intercepted 6 exact RU.67"},
    {"Air defences downed 17 drones over Crimea, while two others were destroyed over the "
     "Krasnodar region.",
     "intercepted 17 exact UA.11; intercepted 2 exact RU.38"},
    /* other wires */
    {"Lebanon's Hezbollah said it shot down an Israeli Hermes 450 drone over southern Lebanon.",
     "intercepted 1 exact LB"},
    {"Iraqi air defences shot down a drone near the Ain al-Asad base in Anbar, a security source "
     "said.",
     "intercepted 1 exact IQ.01"},
    {"An explosive-laden drone hit the Khor Mor gas field in northern Iraq.",
     "impacted 1 exact IQ.05"},
    {"Two drones struck an oil field in Duhok province, security officials said.",
     "impacted 2 exact IQ.08"},
    {"A drone launched from Iraq struck Eilat, Israel's military said.", "impacted 1 exact IL.01"},
    {"A Houthi drone crashed at Ramon airport in southern Israel, wounding two people.",
     "impacted 1 exact IL.01"},
    {"A drone launched by the Houthis hit a building in central Tel Aviv, killing one person.",
     "impacted 1 exact IL.05"},
    {"A Turkish drone struck a vehicle in Sulaymaniyah, killing two PKK members.",
     "impacted 1 exact IQ.05"},
    {"Turkish drones bombed a military post in Hasakah province.", "impacted null vague SY.01"},
    {"An Israeli drone struck a car in Tyre, Lebanese state media said.", "impacted 1 exact LB.06"},
    {"Rebels said their drones bombed an air base in Kachin state.", "impacted null vague MM.04"},
    {"The Malian army said it lost a drone near Tinzaouaten.", "lost 1 exact ML.10"},
    {"Mali's army said one of its drones crashed in Gao.", "impacted 1 exact ML.09"},
    {"Mali's junta said Algeria had shot down its drone near Tinzaouaten.",
     "intercepted 1 exact ML.10"},
    {"The Armenian defence ministry said it shot down two Azerbaijani drones.",
     "intercepted 2 exact AM"},
    {"Azerbaijan said it had intercepted an Armenian quadcopter over Kalbajar.",
     "intercepted 1 exact AZ.26"},
    {"Romanian F-16s tracked a drone that stayed in Romanian airspace for 50 minutes.",
     "sighted 1 exact RO"},
    {"Sudan's army said its air defences brought down drones over the city of Kosti.",
     "intercepted null vague SD.41"},
    {"Anti-aircraft fire brought down four drones over Atbara, residents told AFP.",
     "intercepted 4 exact SD.53"},
    {"The army said it intercepted drones targeting the Merowe dam.",
     "intercepted null vague SD.43"},
    {"RSF drones attacked a power station in Omdurman on Tuesday, causing a blackout in "
     "Khartoum.",
     "impacted null vague SD.29"},
    {"Drones targeted a military base in Kassala for the second day running.",
     "launched null vague SD.52"},
    {"Air defences shot down two drones over the presidential palace in Khartoum, an AFP "
     "correspondent said.",
     "intercepted 2 exact SD.29"},
    {"Oman said a drone hit a tanker off its coast.", "impacted 1 exact OM"},
    {"Kuwait's army said it had dealt with seven hostile drones in its airspace.",
     "intercepted 7 exact KW"},
    {"Bahrain said it shot down nine Iranian drones.", "intercepted 9 exact BH"},
    {"Qatar's defence ministry said it had intercepted two Iranian drones.",
     "intercepted 2 exact QA"},
    {"Moldova said two drones flew over its territory during a Russian attack on Ukraine.",
     "sighted 2 exact MD"},
    {"Finland said a drone crashed in Lapland.", "impacted 1 exact FI.19"},
    /* two sentences */
    {"Drones attacked an oil refinery in the Krasnodar region overnight. Eight were shot down, "
     "but one hit a processing unit.",
     "impacted 1 exact RU.38; intercepted 8 exact RU.38"},
    {"Ten drones were sent at the city of Dnipro. Seven were downed and three hit a factory.",
     "impacted 3 exact UA.04; intercepted 7 exact UA.04; launched 10 exact UA.04"},
    {"Governor Alexander Bogomaz said 14 drones had been destroyed over the region of Bryansk. "
     "There were no casualties or damage.",
     "intercepted 14 exact RU.10"},
    {"Overnight the region was attacked by drones, Governor Vladislav Shapsha of Kaluga said. "
     "Four were shot down.",
     "intercepted 4 exact RU.25"},
    {"A drone hit a bus in Kherson on Tuesday. Two passengers were killed and five were wounded.",
     "impacted 1 exact UA.08"},
    {"Russian drones hit Odesa overnight. A 35-year-old man was killed and 14 people were "
     "injured.",
     "impacted null vague UA.17"},
    {"Air raid sirens sounded in Kyiv for six hours. Air defences shot down 13 drones over the "
     "capital.",
     "intercepted 13 exact UA.12"},
    {"In Sumy region, the air force and mobile groups destroyed nine drones. Five more were "
     "lost.",
     "intercepted 9 exact UA.21; lost 5 exact UA.21"},
    {"Moscow's mayor said 32 drones had been downed on the way to the capital since midnight. "
     "Restrictions were imposed at Vnukovo airport.",
     "intercepted 32 exact RU.48"},
    {"Sixty-five drones were destroyed overnight. Of these, 26 were over the Voronezh region, 10 "
     "over the Rostov region and the rest elsewhere, Russia's defence ministry said.",
     "intercepted 10 exact RU.61; intercepted 26 exact RU.86; intercepted 65 exact RU"},
    {"Ukraine's air force said Russia launched 84 drones. It said 46 had been shot down and 30 "
     "had been jammed.",
     "intercepted 30 exact UA; intercepted 46 exact UA; launched 84 exact UA"},
    {"Two of the drones struck a warehouse in Lviv. The other five were shot down.",
     "impacted 2 exact UA.15; intercepted 5 exact UA.15; launched 7 exact UA.15"},
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
