#!/usr/bin/env python3
"""The claims of a text as lines of NDJSON, through the shared library and ctypes alone.

    claims.py [YYYY-MM-DD] < report.txt
"""
import ctypes as c
import json
import sys

ABI = 0  # SKT_ABI of the header that this was written by


class Str(c.Structure):  # skt_str
    _fields_ = [("ptr", c.c_char_p), ("len", c.c_size_t)]


class Body(c.Structure):  # skt_body
    _fields_ = [("size", c.c_size_t), ("bytes", Str), ("address", c.c_char_p),
                ("url", c.c_char_p), ("charset", c.c_char_p), ("kind", c.c_int),
                ("lang", c.c_char_p), ("publisher", c.c_char_p), ("zone", c.c_char_p),
                ("party", c.c_char_p), ("title", c.c_char_p), ("published", c.c_int32),
                ("served", c.c_bool)]


WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, Str)
LIBRARY = c.CDLL(f"libskytally.so.{ABI}")
LIBRARY.skt_status_text.restype = c.c_char_p
LIBRARY.skt_day_parse.argtypes = [Str]
LIBRARY.skt_day_parse.restype = c.c_int32
LIBRARY.skt_claim_set_at.argtypes = [c.c_void_p, c.c_size_t]
LIBRARY.skt_claim_set_at.restype = c.c_void_p
LIBRARY.skt_claim_set_count.restype = c.c_size_t
LIBRARY.skt_claim_write.argtypes = [WRITE, c.c_void_p, c.c_void_p]


def call(function, *arguments):
    status = function(*arguments)
    if status != 0:
        raise RuntimeError(LIBRARY.skt_status_text(status).decode())


def new(function, *arguments):
    """An object that `function` makes."""
    made = c.c_void_p()
    call(function, c.byref(made), *arguments)
    return made


def claims_of(text, published):
    """The claims of the articles in `text`, as dictionaries."""
    gazetteer = new(LIBRARY.skt_gazetteer_open, None, None)
    lexicon = new(LIBRARY.skt_lexicon_open, None, None)
    issuers = new(LIBRARY.skt_issuers_open, None, None)
    claims = new(LIBRARY.skt_claim_set_new)
    ingest = new(LIBRARY.skt_ingest_new, None, c.c_size_t(0), None, None)
    day = published.encode()
    body = Body(size=c.sizeof(Body), bytes=Str(text, len(text)), address=b"-",
                published=LIBRARY.skt_day_parse(Str(day, len(day))))
    call(LIBRARY.skt_ingest_give, ingest, c.byref(body))
    while report := new(LIBRARY.skt_ingest_next, ingest):
        call(LIBRARY.skt_extract, claims, report, gazetteer, lexicon, issuers, None)
    lines = []

    @WRITE
    def take(_, line):
        lines.append(json.loads(c.string_at(line.ptr, line.len)))
        return 0

    for i in range(LIBRARY.skt_claim_set_count(claims)):
        call(LIBRARY.skt_claim_write, take, None, LIBRARY.skt_claim_set_at(claims, i))
    LIBRARY.skt_ingest_free(ingest)
    LIBRARY.skt_claim_set_free(claims)
    LIBRARY.skt_issuers_close(issuers)
    LIBRARY.skt_lexicon_close(lexicon)
    LIBRARY.skt_gazetteer_close(gazetteer)
    return lines


def main():
    if LIBRARY.skt_abi() != ABI:
        sys.exit(f"libskytally has another binary interface than {ABI}")
    for claim in claims_of(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else ""):
        print(json.dumps(claim, ensure_ascii=False))


if __name__ == "__main__":
    main()
