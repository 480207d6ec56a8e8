"""What a command costs, and which of two costs less: the one place where benchmarks take time.

Whatever is compared runs in turns, first one way round, then the other, and the best of several
runs counts: who disturbs the machine disturbs all of them alike. Memory is the most that the
process held at once, the gazetteer that it maps with it. The system hands a child the peak of the
process that started it, so whoever measures must stay small: what makes inputs runs as a child."""
import os, subprocess, sys, tempfile, time
from typing import NamedTuple


class Cost(NamedTuple):
    wall: float  # seconds by the clock
    cpu: float  # seconds of processors, of its children too
    peak_mb: float
    lines: int  # that were printed; 0 where they went to a file
    out: bytes = b''  # what was printed, where it was asked for


def drain(pipe, keep):
    """Reads a pipe to its end; the lines in it, and their bytes where they are wanted."""
    lines, kept = 0, []
    while data := os.read(pipe.fileno(), 1 << 20):
        lines += data.count(b'\n')
        if keep:
            kept.append(data)
    return lines, b''.join(kept)


def finish(process, command, good, told):
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        told.seek(0)
        sys.exit(f'exit {process.returncode}: {" ".join(map(str, command))[:500]}\n{told.read().decode()[-2000:]}')
    return usage


def cost_of(command, keep=False, to=None, feed=None, good=(0,)):
    """Runs `command`; ends with its name if it fails. What it prints goes through a pipe to
    nowhere (`grep` would stop at its first line if it saw that nobody reads), or to the file
    `to`. `feed` is called with its standard input, a pipe, while the output goes to a file."""
    sink = open(to, 'wb') if to else subprocess.PIPE
    with tempfile.TemporaryFile() as told:
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.PIPE if feed else subprocess.DEVNULL, stdout=sink,
                                   stderr=told)
        if feed:
            try:
                with process.stdin as pipe:
                    feed(pipe)
            except BrokenPipeError:
                good = ()  # it did not want all of it
        lines, out = drain(process.stdout, keep) if not to else (0, b'')
        usage = finish(process, command, good, told)
        took = time.monotonic() - began
    (sink if to else process.stdout).close()
    return Cost(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e3, lines, out)


def side_by_side(commands, to):
    """Several commands at once, the output of each in a file `to`-N: the cost until all are done."""
    running = []
    with tempfile.TemporaryFile() as told:
        began = time.monotonic()
        for number, command in enumerate(commands):
            with open(f'{to}-{number}', 'wb') as sink:
                running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=told))
        usages = [finish(process, command, (0, 1), told) for process, command in zip(running, commands)]
    return Cost(time.monotonic() - began, sum(u.ru_utime + u.ru_stime for u in usages),
                sum(u.ru_maxrss for u in usages) / 1e3, 0)


def in_turns(rounds, key, **rivals):
    """The best cost of each rival, a function that gives a Cost, after `rounds` in turns."""
    best = {}
    names = list(rivals)
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            cost = rivals[name]()
            if name not in best or getattr(cost, key) < getattr(best[name], key):
                best[name] = cost
    return best
