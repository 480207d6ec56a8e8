#!/usr/bin/env python3
"""The outputs when things go wrong: a full disk, folders that cannot be written to, runs that are
killed at any moment, two runs at once, and what stands in the way."""
import fcntl
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["SKYTALLY"]
SOURCE = os.environ["SKYTALLY_SOURCE_DIR"]
CORPUS = os.environ.get("SKYTALLY_CORPUS_DIR", os.path.join(SOURCE, "tests", "corpus"))
SANITIZED = os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF")
KILLS = int(os.environ.get("SKYTALLY_KILLS", "10" if SANITIZED else "30"))
failures = []
claims_alone = []  # what runs leave that write nothing but claims, of each generation


def fail(message):
    failures.append(message)
    print("FAILED:", message)


def start(folder, claims, *args, **more):
    return subprocess.Popen([PROGRAM, "export", "-o", folder, *args, claims],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)


def export(folder, claims, *args, code=0, **more):
    """What the program says."""
    with start(folder, claims, *args, **more) as process:
        said = process.communicate(timeout=300)[1].decode("utf-8", "replace")
    if code is not None and process.returncode != code:
        fail(f"{args} to {folder}: exit {process.returncode}, not {code}: {said[-400:]}")
    return said


def refused(folder, claims, *words, **more):
    said = export(folder, claims, code=None, **more)
    for word in ("skytally: ", *words):
        if not any(form in said for form in word.split("|")):
            fail(f'"{word}" is not in what is said of {folder}: {said}')
    if said.count("old files stay") > 1:
        fail(f"told more than once: {said}")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def contents(folder):
    """The digest of every file; folders as such."""
    return {name: digest(os.path.join(folder, name)) if os.path.isfile(os.path.join(folder, name))
            else "folder" for name in os.listdir(folder)}


def visible(folder):
    return {name: what for name, what in contents(folder).items() if not name.startswith(".")}


def leftovers(folder):
    return [name for name in os.listdir(folder) if name.startswith(".skytally")]


def same(what, folder, expected):
    got = contents(folder)
    if got != expected:
        differing = sorted(name for name in got.keys() | expected.keys()
                           if got.get(name) != expected.get(name))
        fail(f"{what}: {differing}")


# ------------------------------------------------------------------- the cases

def wait_for_renames(folder, process, chance):
    """Until a new file is in place, and then a moment."""
    first = os.path.join(folder, min(visible(folder), key=lambda name: name != "incidents.shp"))
    old = os.stat(first).st_ino
    while process.poll() is None and os.stat(first).st_ino == old:
        pass
    until = time.perf_counter() + chance.uniform(0, 0.0003)
    while time.perf_counter() < until:
        pass


def check_kills(folder, sources, generations):
    """Kills runs that take turns in writing two generations. Each file is always whole, of one
    of the two; the next run leaves a whole folder and nothing else."""
    chance = random.Random(6)
    export(folder, sources[0])
    began = time.monotonic()
    export(folder, sources[1])
    lasts = time.monotonic() - began
    before, mixed, unfinished = 1, 0, 0
    for kill in range(KILLS):
        after = 1 - before
        with start(folder, sources[after]) as process:
            if kill % 3 == 0:
                time.sleep(lasts * chance.uniform(0, 1.1))
            else:
                wait_for_renames(folder, process, chance)
            process.kill()
            process.wait()
        now = visible(folder)
        if now.keys() != generations[0].keys():
            fail(f"kill {kill}: files are missing or too many: {sorted(now.keys() ^ generations[0].keys())}")
        of = {name: [g for g in (0, 1) if generations[g].get(name) == what] for name, what in now.items()}
        broken = [name for name, which in of.items() if not which]
        if broken:
            fail(f"kill {kill}: neither old nor new: {broken}")
        sure = {which[0] for which in of.values() if len(which) == 1}
        mixed += len(sure) > 1
        unfinished += bool(leftovers(folder))
        if sure == {after}:
            before = after
        elif len(sure) > 1:
            # What was begun is finished by a run that writes few of these files.
            export(folder, sources[before], "--format", "ndjson")
            now = visible(folder)
            expected = generations[after] | claims_alone[before]
            if now != expected:
                fail(f"kill {kill}: the next run did not finish what was begun")
            export(folder, sources[after])
            before = after
        if kill % 10 == 9 and leftovers(folder):
            export(folder, sources[before])
            if leftovers(folder):
                fail(f"kill {kill}: leftovers stay: {leftovers(folder)}")
    export(folder, sources[0])
    same("after the kills", folder, generations[0])
    print(f"{KILLS} kills, {unfinished} of them left something aside, {mixed} came between renames")
    if unfinished == 0:  # how many come between renames is chance: check_plan makes such folders
        fail("no kill came half-way")


def check_plan(folder, sources, generations):
    """A run that died between renames, as made by hand: the plan is followed, but a file that
    was changed since stays."""
    export(folder, sources[0])
    aside = os.path.join(folder, ".skytally-Abc123")
    shutil.copytree(os.path.join(folder, "..", "new"), aside)
    names = sorted(generations[1])
    done, theirs = names[:3], names[-1]
    with open(os.path.join(aside, ".plan"), "w", encoding="utf-8") as plan:
        plan.write("".join(f"={name}\n" for name in names))
    for name in done:
        os.rename(os.path.join(aside, name), os.path.join(folder, name))
    later = time.time() + 5
    with open(os.path.join(folder, theirs), "w", encoding="utf-8") as file:
        file.write("somebody's own")
    os.utime(os.path.join(folder, theirs), (later, later))
    own = digest(os.path.join(folder, theirs))
    export(folder, sources[1], "--format", "ndjson")
    expected = generations[1] | claims_alone[1] | {theirs: own}
    same("a plan is followed", folder, expected)
    # A plan that was being taken back.
    export(folder, sources[1])
    shutil.copytree(os.path.join(folder, "..", "new"), aside)
    for name in names:
        shutil.copy(os.path.join(folder, "..", "old", name), os.path.join(aside, name + ".old"))
    with open(os.path.join(aside, ".undo"), "w", encoding="utf-8") as plan:
        plan.write("".join(f"={name}\n" for name in names) + "+new.csv\n")
    with open(os.path.join(folder, "new.csv"), "w", encoding="utf-8") as file:
        file.write("of the run that failed")
    os.utime(os.path.join(folder, "new.csv"), (1e9, 1e9))
    export(folder, sources[0], "--format", "ndjson")
    same("a plan is taken back", folder, generations[0] | claims_alone[0])
    # Without a plan nothing had been renamed; what is not ours stays.
    os.makedirs(aside)
    with open(os.path.join(aside, "tallies.csv"), "w", encoding="utf-8") as file:
        file.write("half of a fi")
    os.makedirs(os.path.join(folder, ".skytally-longer-name"))
    export(folder, sources[0])
    same("half a run is swept", folder, dict(generations[0], **{".skytally-longer-name": "folder"}))
    os.rmdir(os.path.join(folder, ".skytally-longer-name"))


def check_live_folder(folder, sources, generations):
    """A folder aside whose run lives is nobody else's."""
    export(folder, sources[0])
    aside = os.path.join(folder, ".skytally-Alive1")
    os.makedirs(aside)
    held = os.open(aside, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    export(folder, sources[1])
    same("another run lives", folder, dict(generations[1], **{".skytally-Alive1": "folder"}))
    os.close(held)
    # A user's own lock of the folder stops nobody.
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    export(folder, sources[0])
    os.close(held)
    same("the folder is locked by its user", folder, generations[0])


def check_two_at_once(folder, sources, generations):
    for _ in range(2 if SANITIZED else 5):
        runs = [start(folder, sources[i % 2]) for i in range(4)]
        for process in runs:
            said = process.communicate(timeout=300)[1]
            if process.returncode != 0:
                fail(f"one of four runs at once: {said}")
        if contents(folder) not in generations:
            fail("runs at once leave a mixture")
            return


def check_full_disk(folder, sources, generations):
    export(folder, sources[0])
    for limit in (0, 1, 4096, 30000, 100000, 300000):
        def little(limit=limit):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        refused(folder, sources[1], "cannot be written", "old files stay", preexec_fn=little)
        same(f"no file beyond {limit} bytes", folder, generations[0])
    mount = os.path.join(os.path.dirname(folder), "small")
    os.makedirs(mount)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount], check=False,
                      stderr=subprocess.DEVNULL).returncode != 0:
        print("no file system can be mounted here: a full disk is played by limits of file sizes alone")
        return
    try:
        full = os.path.join(mount, "out")
        export(full, sources[0])
        size = sum(os.path.getsize(os.path.join(full, name)) for name in os.listdir(full))
        ballast = os.path.join(mount, "ballast")
        for room in (0, 4096, 65536, size // 4, size // 2, size - size // 10):
            with open(ballast, "wb") as file:
                status = os.statvfs(mount)
                file.write(b"\0" * max(status.f_bavail * status.f_frsize - room, 0))
            # SQLite does not hand on the system's own words.
            refused(full, sources[1], "cannot be written", "No space left|no room left")
            same(f"a full disk, {room} bytes left", full, generations[0])
            os.remove(ballast)
        export(full, sources[1])
        same("another file system", full, generations[1])
    finally:
        subprocess.run(["umount", mount], check=False)


def as_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def check_permission(folder, sources, generations):
    export(folder, sources[0])
    os.chmod(folder, 0o555)
    more = {"preexec_fn": as_nobody} if os.geteuid() == 0 else {}
    if more and not os.access("/usr/bin/true", os.X_OK):
        more = {}
    refused(folder, sources[1], "Permission denied", folder, **more)
    same("a folder that is read-only", folder, generations[0])
    os.chmod(folder, 0o755)
    if os.geteuid() != 0:
        print("not root: folders of others are not tried")
        return
    refused(folder, sources[1], "Permission denied", folder, **more)
    same("a folder of somebody else", folder, generations[0])
    # Others' files in a folder where only their owner may replace them: nothing is replaced.
    sticky = os.path.join(os.path.dirname(folder), "sticky")
    shutil.copytree(folder, sticky)
    os.chmod(sticky, 0o1777)
    refused(sticky, sources[1], "not permitted", **more)
    same("files of somebody else", sticky, generations[0])


def check_in_the_way(folder, sources, generations):
    for name in ("claims.ndjson", "incidents.shp", "tallies.geojson"):
        export(folder, sources[0])
        os.remove(os.path.join(folder, name))
        os.makedirs(os.path.join(folder, name))
        refused(folder, sources[1], name, "is a folder", "nothing was changed")
        same(f"a folder {name}", folder, dict(generations[0], **{name: "folder"}))
        os.rmdir(os.path.join(folder, name))
    place = os.path.join(os.path.dirname(folder), "a-file")
    with open(place, "w", encoding="utf-8") as file:
        file.write("x")
    refused(place, sources[0], "is not a folder")
    refused(os.path.join(place, "below"), sources[0], "cannot be made")


def check_links(folder, sources, generations):
    export(folder, sources[0])
    link = os.path.join(os.path.dirname(folder), "link")
    os.symlink(folder, link)
    export(link, sources[1])
    if not os.path.islink(link):
        fail("the link to the folder is gone")
    same("a link to the folder", folder, generations[1])
    # Who has the old file open goes on reading the old one.
    with open(os.path.join(folder, "incidents.geojson"), "rb") as file:
        head = file.read(100)
        export(folder, sources[0])
        if hashlib.sha256(head + file.read()).hexdigest() != generations[1]["incidents.geojson"]:
            fail("an open file changes under its reader")
    # A file that is a link is replaced; what it points to stays.
    other = os.path.join(os.path.dirname(folder), "other.csv")
    os.rename(os.path.join(folder, "tallies.csv"), other)
    os.symlink(other, os.path.join(folder, "tallies.csv"))
    kept = digest(other)
    export(folder, sources[1])
    same("a linked file", folder, generations[1])
    if digest(other) != kept or os.path.islink(os.path.join(folder, "tallies.csv")):
        fail("a link is written through")


def main():
    texts = sorted(os.path.join(CORPUS, name) for name in os.listdir(CORPUS)
                   if name.startswith("dev-0") and name.endswith(".txt"))
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # every file is flushed
    with tempfile.TemporaryDirectory(dir=memory) as sandbox:
        os.chmod(sandbox, 0o755)
        sources, generations = [], []
        for name, inputs in (("old", texts[:12]), ("new", texts[12:24])):
            sources.append(os.path.join(sandbox, name + ".ndjson"))
            with open(sources[-1], "wb") as lines:
                subprocess.run([PROGRAM, "extract", *inputs], check=True, stdout=lines,
                               stderr=subprocess.DEVNULL, timeout=300)
            export(os.path.join(sandbox, name), sources[-1])
            generations.append(contents(os.path.join(sandbox, name)))
            export(os.path.join(sandbox, name + "-claims"), sources[-1], "--format", "ndjson")
            claims_alone.append(contents(os.path.join(sandbox, name + "-claims")))
        if any(generations[0][name] == generations[1][name] for name in ("tallies.dbf", "claims.ndjson")):
            fail("the two generations do not differ")
        for check in (check_kills, check_plan, check_live_folder, check_two_at_once, check_full_disk,
                      check_permission, check_in_the_way, check_links):
            folder = os.path.join(sandbox, check.__name__, "out")
            os.makedirs(os.path.dirname(folder))
            for name in ("old", "new"):
                os.symlink(os.path.join(sandbox, name), os.path.join(os.path.dirname(folder), name))
            check(folder, sources, generations)
            if os.path.isdir(folder) and leftovers(folder):
                fail(f"{check.__name__} leaves {leftovers(folder)}")
    if failures:
        sys.exit(f"{len(failures)} failed")
    print("all good")


if __name__ == "__main__":
    main()
