#!/usr/bin/env python3
"""Pages, feeds, objects and tables through the real command: what is read of the corpus,
what becomes of hostile inputs, and that memory does not grow with the input."""
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

PROGRAM = os.environ["SKYTALLY"]
SOURCE = os.environ["SKYTALLY_SOURCE_DIR"]
CORPUS = os.environ.get("SKYTALLY_CORPUS_DIR", os.path.join(SOURCE, "tests", "corpus"))
SANITIZED = os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF")
FORMATS = (".html", ".xml", ".ndjson", ".csv")
failures = []


def fail(message):
    failures.append(message)
    print("FAILED:", message)


def run(*args, data=None, code=0):
    """Standard output, errors, and the most memory of any command so far in kB."""
    done = subprocess.run([PROGRAM, *args], input=data, capture_output=True, timeout=300,
                          check=False)
    if code is not None and done.returncode != code:
        fail(f"{args[:4]}: exit {done.returncode}, not {code}: {done.stderr[-400:]!r}")
    return done.stdout, done.stderr.decode("utf-8", "replace")


def spaces(text):
    return re.sub(r"\s+", " ", text)


def lines(output):
    return [json.loads(line) for line in output.splitlines()]


# ------------------------------------------------------------------------ corpus
def corpus():
    """Every file of the corpus that is no plain text, with its gold."""
    for name in sorted(os.listdir(CORPUS)):
        stem, ending = os.path.splitext(name)
        if ending in FORMATS:
            with open(os.path.join(CORPUS, stem + ".json"), encoding="utf-8") as file:
                yield os.path.join(CORPUS, name), json.load(file)


def check_text(path, gold):
    text = run("extract", "--text", path)[0].decode("utf-8")
    for claim in gold["claims"]:
        if spaces(claim["evidence"]) not in spaces(text):
            fail(f"{path}: not in its text: {claim['evidence']}")
    return text


def check_claims(path, gold, text):
    claims = [c for c in lines(run("extract", path)[0]) if "kind" not in c]
    items = {c.get("item") for c in gold["claims"]}
    many = items - {None}
    for claim in claims:
        evidence = claim["evidence"].encode("utf-8")
        if claim["doc"] != path:
            fail(f"{path}: doc is {claim['doc']}")
        if many and claim["item"] not in items:
            fail(f"{path}: no such item in the gold: {claim['item']}")
        if evidence.decode("utf-8") not in text:
            fail(f"{path}: evidence is not in the text: {claim['evidence']}")
        at = claim["offset"]
        if not many and text.encode("utf-8")[at:at + len(evidence)] != evidence:
            fail(f"{path}: evidence is not at offset {at}")
        if not many and claim["published"] != gold["published"]:
            fail(f"{path}: published {claim['published']}, not {gold['published']}")
    return claims


def check_origin(path, claims):
    """Where the day was found, by the order of trust."""
    expected = {"dev-161": "metadata", "dev-163": "json-ld", "dev-164": "feed",
                "dev-168": "field", "dev-170": "dateline"}
    origin = expected.get(os.path.splitext(os.path.basename(path))[0])
    for claim in claims:
        if origin is not None and claim["published_from"] != origin:
            fail(f"{path}: the day is from {claim['published_from']}, not {origin}")


def check_table(path, gold, claims):
    """A table of incidents loses nothing: each row is its claim."""
    def key(claim):
        place = claim["places"][0]
        return (claim.get("item"), claim["outcome"], claim["value"], claim["bound"],
                claim["date"], place["admin1"] or place["country"], claim["source"],
                claim["evidence"])
    missing = {key(c) for c in gold["claims"]} ^ {key(c) for c in claims}
    if missing:
        fail(f"{path}: rows and claims differ: {sorted(map(str, missing))}")


def reads_the_corpus():
    seen = 0
    for path, gold in corpus():
        claims = check_claims(path, gold, check_text(path, gold))
        check_origin(path, claims)
        if path.endswith(".csv"):
            check_table(path, gold, claims)
        with open(path, "rb") as file:
            piped = lines(run("extract", "-", data=file.read())[0])
        for claim in piped:
            claim["doc"] = path
        if piped != claims:
            fail(f"{path}: another result from standard input")
        seen += 1
    if seen < 10:
        fail(f"only {seen} files of other formats in the corpus")


# --------------------------------------------------------------------- incidents
ROWS = """\
date\toblast\tcountry\tplace\toutcome\tdrones\tbound\tclaimed by\tlink
03.09.2025\tKursk\tRU\t\tintercepted\t>10\t\tgovernor\thttps://x.example/1
2025-09-03\t\tUA\tLviv\tunclear\t3\t\t\t
2025-09-03\tRU.12\t\t\tсбито\t1,200\t\t\t
2025-09-03\t\tUkraine\tOdesa\tjammed\t2-4\t\tair force\t
2025-09-03\t\tUkraine\tOdesa\tlost from radar\tseveral\t\t\t
2025-09-03\t\tUkraine\tOdesa\tlost\t0\t\t\t
09/03/2025\t\tUkraine\tOdesa\thit\ta dozen\tat_most\t\t
2025-09-03\t\tAtlantis\t\thit\t1\t\t\t
2025-09-03\tKursk region\tRussia\tNo Such Hamlet\tdebris\t\t\t\t
"""


def reads_tables_of_incidents():
    output, errors = run("extract", "-", data=ROWS.encode("utf-8"))
    got = [(c["item"], c["outcome"], c["method"], c["value"], c["bound"], c["low"], c["high"],
            c["date"], c["places"][0]["admin1"], c["url"]) for c in lines(output)]
    day = "2025-09-03"
    expected = [
        ("row 1", "intercepted", "unstated", 10, "at_least", 10, None, day, "RU.41",
         "https://x.example/1"),
        ("row 3", "intercepted", "kinetic", 1200, "exact", 1200, 1200, day, "RU.12", None),
        ("row 4", "intercepted", "electronic", 3, "about", 2, 4, day, "UA.17", None),
        ("row 5", "lost", "unstated", None, "vague", 3, None, day, "UA.17", None),
        ("row 7", "impacted", "unstated", 12, "at_most", 0, 12, None, "UA.17", None),
        ("row 9", "impacted", "unstated", None, "vague", None, None, day, "RU.41", None),
    ]
    for row in expected:
        if row not in got:
            fail(f"not read so: {row}; got {[g for g in got if g[0] == row[0]]}")
    if len(got) != len(expected):
        fail(f"{len(got)} claims of {len(expected)}: {[g[0] for g in got]}")
    for said in ("row 2: the outcome is not understood", "may be two days",
                 "row 8: no place of the row is in the gazetteer",
                 "row 9: the place is not in the gazetteer"):
        if said not in errors:
            fail(f"\"{said}\" is not said: {errors}")


def reads_claims_beside_reports():
    """Lines of claims and articles, both in JSON, are told apart by what they hold."""
    article = json.dumps({"text": "Nine drones were shot down over the Kursk region.",
                          "date": "2024-09-01"}) + "\n"
    claims = run("extract", "-", data=article.encode())[0]
    if lines(claims)[0]["published_from"] != "field":
        fail("the day of an article is not from its field")
    first = run("tally", "--format", "csv", "-", data=article.encode())[0]
    second = run("tally", "--format", "csv", "-", data=claims)[0]
    if first != second or b"RU.41" not in first:
        fail("an article and its own claims give other tallies")
    if "is lines of claims" not in run("extract", "-", data=claims, code=3)[1]:
        fail("lines of claims are not refused by extract")


# ----------------------------------------------------------------------- hostile
GOOD = {"text": "Nine drones were shot down over the Kursk region overnight.",
        "date": "2024-09-01"}


def bomb():
    entities = "".join(f'<!ENTITY l{i} "{("&l%d;" % (i - 1)) * 10}">' for i in range(1, 12))
    return ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + entities +
            '<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&l11;&f;</title>'
            "<description>Nine drones were shot down over the Kursk region.</description>"
            "</item></channel></rss>")


def hostile():
    """Name, bytes, what is to be said or None, how many claims."""
    good = (json.dumps(GOOD) + "\n").encode()
    n = 100000 if SANITIZED else 1000000
    return [
        ("bomb.xml", bomb().encode(), None, 1),
        ("open.xml", b"<rss><channel>" + b'<a ="' * n, "holds no article", 0),
        ("decl.xml", b"<rss><channel>" + b"<!x" * n, "holds no article", 0),
        ("items.xml", b"<rss><channel>" + b"<item>" * n, "more of the kind were met", 0),
        ("cdata.xml", b"<rss><item><description><![CDATA[" + b"x" * (17 << 20), "16 MB", 0),
        ("amp.xml", b"<rss><item><description>" + b"&" * n, "in the middle of the item", 0),
        ("deep.html", b"<html><p>Nine drones were shot down over the Kursk region.</p>" +
         b"<div>" * n, "the rest of it is not read", 1),
        ("bold.html", b"<html><body>" + b"<b>" * n + b"</i>" * n, "the rest of it is not read", 0),
        ("many.html", b"<html><body>" + b"<br>" * n, None, 0),
        ("heads.html", b"<html><body>" + b"<h2>x</h2><h3>y</h3>" * (n // 10), None, None),
        ("attributes.html", b"<html><p " + b" ".join(b"a%d=1" % i for i in range(n)) +
         b">Nine drones were shot down over the Kursk region.</p>", None, 1),
        ("nul.html", b"<html><p>Nine drones\0 were shot down over the Kursk region.</p>" +
         b"<p>No one was hurt, the governor said in a statement, and nothing else.</p>" * 3,
         "1 byte that is no text", None),
        ("deep.ndjson", b'{"text":' * n + b"\n" + good, "deep.ndjson:1: ", 1),
        ("wide.ndjson", b'{"text":[' + b"1," * n + b"1]}\n" + good, "more than 100000 values", 1),
        ("long.ndjson", b'{"text":"' + b"x" * (17 << 20) + b'"}\n' + good, "16 MB", 1),
        ("bad.ndjson", b'{"text": x}\n' * n + good, "more of the kind were met", 1),
        ("quotes.csv", b"date,text\n" + b'2024-09-01,"Rain \n' * (n // 100), "is not closed", 0),
        ("long.csv", b"date,text\n2024-09-01," + b"x" * (17 << 20) + b"\n2024-09-01," +
         GOOD["text"].encode() + b"\n", "16 MB", 1),
        ("columns.csv", b"date,text" + b",x" * n + b"\n2024-09-01,x\n", None, 0),
        ("brackets.json", b"[" * n, None, 0),
        ("bytes.txt", bytes(range(256)) * 300, "is not text", 0),
        ("numbers.txt", b"12 drones, " * (n // 10), None, None),
    ]


def survives_hostile_inputs(folder):
    for name, data, said, count in hostile():
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data)
        output, errors = run("extract", path, code=None)
        if said is not None and said not in errors:
            fail(f"{name}: \"{said}\" is not said: {errors[-300:]}")
        got = output.count(b'"outcome"')
        if count is not None and got != count:
            fail(f"{name}: {got} claims, not {count}")
        if len(errors) > 20000:
            fail(f"{name}: {len(errors)} bytes of complaints")
        os.remove(path)


def memory_kb(path):
    """The peak of a process that reads `path` and nothing else."""
    code = ("import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    done = subprocess.run([sys.executable, "-c", code, PROGRAM, "extract", "--text", path],
                          capture_output=True, check=False)
    return int(done.stdout or 0)


def reads_streams_in_bounded_memory(folder):
    rain = "Rain fell over the valley, and farmers were glad of it. " * 30
    big = 64 << 20
    writers = {
        "big.ndjson": ("", json.dumps({"text": rain}) + "\n", ""),
        "big.json": ('{"articles": [{"text": "first"}', ", " + json.dumps({"text": rain}), "]}"),
        "big.csv": ("date,text\n", f'2024-09-01,"{rain}"\n', ""),
        "big.xml": ("<rss><channel>", f"<item><title>R</title><description>{rain}"
                    "</description></item>\n", "</channel></rss>"),
    }
    for name, (head, piece, tail) in writers.items():
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(head + piece * (big // len(piece)) + tail)
        kb = memory_kb(path)
        if not 0 < kb < 60000:
            fail(f"{name}: {kb} kB for {big >> 20} MB")
        os.remove(path)


def main():
    if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY and not SANITIZED:
        limit = 2 << 30
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with tempfile.TemporaryDirectory() as folder:
        reads_the_corpus()
        reads_tables_of_incidents()
        reads_claims_beside_reports()
        survives_hostile_inputs(folder)
        if not SANITIZED:
            reads_streams_in_bounded_memory(folder)
    print("all good" if not failures else f"{len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
