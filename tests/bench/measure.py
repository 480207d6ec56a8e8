"""What a command costs, and which of two costs less: the one place where benchmarks take time.

Whatever is compared runs in turns, first one way round, then the other, and the best of several
runs counts: who disturbs the machine disturbs all of them alike. Memory is the most that the
process held at once, the gazetteer that it maps with it, as the system tells while it runs: what it
tells at the end (`ru_maxrss`) has the peak of the process that started it in it."""
import os, subprocess, sys, tempfile, threading, time
from typing import NamedTuple


class Cost(NamedTuple):
    wall: float  # seconds by the clock
    cpu: float  # seconds of processors, of its children too
    peak_mb: float  # of one process, where it was watched
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


class Watch(threading.Thread):
    """Looks at the peak of a process's memory until it is gone."""
    PAUSE_S = 0.01

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.kb = process, 0

    def run(self):
        while (kb := self.now()) is not None:
            self.kb = max(self.kb, kb)
            time.sleep(self.PAUSE_S)

    def now(self):
        """None once it has ended, or been waited for."""
        try:
            with open(f'/proc/{self.process.pid}/status', encoding='utf-8', errors='replace') as lines:
                return next((int(line.split()[1]) for line in lines if line.startswith('VmHWM')), None)
        except OSError:
            return None


def cost_of(command, keep=False, to=None, feed=None, good=(0,), watch=False):
    """Runs `command`; ends with its name if it fails. What it prints goes through a pipe to
    nowhere (`grep` would stop at its first line if it saw that nobody reads), or to the file
    `to`. `feed` is called with its standard input, a pipe, while the output goes to a file. Its memory is
    measured if it is to be watched."""
    sink = open(to, 'wb') if to else subprocess.PIPE
    with tempfile.TemporaryFile() as told:
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.PIPE if feed else subprocess.DEVNULL, stdout=sink,
                                   stderr=told)
        watcher = Watch(process) if watch else None
        if watcher:
            watcher.start()
        if feed:
            try:
                with process.stdin as pipe:
                    feed(pipe)
            except BrokenPipeError:
                good = ()  # it did not want all of it
        lines, out = drain(process.stdout, keep) if not to else (0, b'')
        usage = finish(process, command, good, told)
        took = time.monotonic() - began
        if watcher:
            watcher.join()
    (sink if to else process.stdout).close()
    return Cost(took, usage.ru_utime + usage.ru_stime, watcher.kb / 1e3 if watcher else 0, lines, out)


def side_by_side(commands, to):
    """Several commands at once, the output of each in a file `to`-N: the cost until all are done."""
    running = []
    with tempfile.TemporaryFile() as told:
        began = time.monotonic()
        for number, command in enumerate(commands):
            with open(f'{to}-{number}', 'wb') as sink:
                running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=told))
        usages = [finish(process, command, (0, 1), told) for process, command in zip(running, commands)]
    return Cost(time.monotonic() - began, sum(u.ru_utime + u.ru_stime for u in usages), 0, 0)


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
