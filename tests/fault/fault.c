/* A shared object for LD_PRELOAD that lets memory or the system fail at one moment, also where a
 * library asks: the n-th allocation (malloc and its kin, maps of files), the n-th call that
 * writes (write, fsync, rename, opening for writing and so on) or that reads (read, opening for
 * reading, listing a folder, asking for a file's size, mapping it), once or from then on. Reads and
 * writes are caught as the kernel's calls (seccomp, SIGSYS), so that those of the C library's own
 * streams count.
 *
 * Before main() it waits for orders on descriptor ORDERS, forks for each, and tells how the child
 * ended: so a run costs no start. A walker takes orders on the way: it runs to the call that is to
 * fail, forks there, and goes on from it to the next. A shared file, descriptor SHARED, takes what
 * was counted. Its driver is tests/fault/fault.py. Linux on x86-64 and AArch64. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

enum { ORDERS = 198, ANSWERS = 199, SHARED = 200, STACK = 201 };
enum { MEMORY, WRITES, READS, N_KINDS };
enum { MAX_SITES = 4 << 20, DEPTH = 40 };

/* What the driver asks for. */
typedef struct order {
    int64_t fails;   /* the call that fails, counted from 1; 0: none */
    int32_t kind;    /* MEMORY, WRITES or READS */
    int32_t from_on; /* whether all later ones fail too */
    int32_t sites;   /* whether the stack of each call is noted */
    int32_t timeout_ms;
    int32_t walks; /* BEGIN: a walker takes the next orders, of rising `fails`; END: it ends */
    int32_t unused;
} order;

enum { BEGIN = 1, END = 2, ENDED = 96 };

/* What both sides see: counts of the last run, and for each call the hash of its stack. */
typedef struct shared {
    _Atomic int64_t asked[N_KINDS];
    _Atomic int64_t failed; /* calls that were made to fail */
    _Atomic int64_t fd;     /* of the first of them, where it is a read or write of one; else -1 */
    _Atomic int64_t before; /* allocations before the first write; -1: none came yet */
    uint64_t sites[N_KINDS][MAX_SITES];
} shared;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static shared *seen;
static order plan;
static bool is_armed, is_walking;
static __attribute__((tls_model("initial-exec"))) _Thread_local bool is_inside;

/* ------------------------------------------------------------------- counting */

static uint64_t stack_hash(void)
{
    void *frames[DEPTH];
    const int n = backtrace(frames, DEPTH);
    uint64_t hash = 14695981039346656037u;
    for (int i = 2; i < n; i++) {
        hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211u;
    }
    return hash;
}

static void take_order(void)
{
    if (read(ORDERS, &plan, sizeof plan) != (ssize_t)sizeof plan || plan.walks == END) {
        _exit(ENDED);
    }
}

static void begin(void);
static int32_t outcome(pid_t child, int timeout_ms);

/* In the walker, at allocation `number`: forks for each order that has it fail. True in such a
 * child. What it read has moved offsets that it shares, and what it counted is not the walker's. */
static bool walk(int64_t number)
{
    enum { MOST = 64 };
    while (plan.fails == number) {
        off_t offsets[MOST];
        for (int fd = 3; fd < MOST; fd++) {
            offsets[fd] = lseek(fd, 0, SEEK_CUR);
        }
        /* Not by fork(): PROJ's handlers would wait for a lock that is held here, and SQLite's
         * locks know their holder by the number that the C library has for the thread. */
        const pid_t child = (pid_t)syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
        if (child == 0) {
            is_walking = false;
            begin();
            atomic_store(&seen->asked[MEMORY], number);
            return true;
        }
        const int32_t ended = child < 0 ? -2 : outcome(child, plan.timeout_ms);
        for (int fd = 3; fd < MOST; fd++) {
            (void)(offsets[fd] >= 0 && lseek(fd, offsets[fd], SEEK_SET) < 0);
        }
        if (write(ANSWERS, &ended, sizeof ended) != (ssize_t)sizeof ended) {
            _exit(ENDED);
        }
        take_order();
        atomic_store(&seen->asked[MEMORY], number);
    }
    return false;
}

/* Counts a call; `fd` as in `shared`. */
static bool is_refused(int kind, int fd)
{
    if (!is_armed || is_inside) {
        return false;
    }
    is_inside = true;
    const int64_t number = atomic_fetch_add(&seen->asked[kind], 1) + 1;
    if (plan.sites != 0 && number <= MAX_SITES) {
        seen->sites[kind][number - 1] = stack_hash();
    }
    int64_t none = -1;
    if (kind == WRITES) {
        (void)atomic_compare_exchange_strong(&seen->before, &none,
                                             atomic_load(&seen->asked[MEMORY]));
    }
    const bool refused =
        is_walking ? kind == MEMORY && walk(number)
                   : kind == plan.kind && plan.fails > 0 &&
                         (plan.from_on != 0 ? number >= plan.fails : number == plan.fails);
    if (refused) {
        if (atomic_fetch_add(&seen->failed, 1) == 0) { /* whence, for whoever looks into it */
            void *frames[DEPTH];
            atomic_store(&seen->fd, fd);
            backtrace_symbols_fd(frames, backtrace(frames, DEPTH), STACK);
        }
    }
    is_inside = false;
    return refused;
}

static bool is_out_of_memory(void)
{
    const bool refused = is_refused(MEMORY, -1);
    if (refused) {
        errno = ENOMEM;
    }
    return refused;
}

/* --------------------------------------------------------------------- memory */

void *malloc(size_t size)
{
    return is_out_of_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return is_out_of_memory() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return is_out_of_memory() ? NULL : __libc_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
    size_t whole;
    if (__builtin_mul_overflow(count, size, &whole)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, whole);
}

void *memalign(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size)
{
    return is_out_of_memory() ? NULL : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *block = memalign(alignment, size);
    if (block == NULL) {
        return ENOMEM;
    }
    *out = block;
    return 0;
}

/* A file without bytes: whoever looks into a map of it gets SIGBUS, as where a disk is broken. */
static int empty = -1;

/* A map of a file counts as two reads: it may not come about, or not be readable. */
void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (is_out_of_memory()) {
        return MAP_FAILED;
    }
    if (fd >= 0 && (flags & MAP_SHARED) == 0 && protection == PROT_READ) {
        if (is_refused(READS, fd)) {
            errno = ENODEV;
            return MAP_FAILED;
        }
        fd = is_refused(READS, fd) ? empty : fd;
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset);
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    return mmap(address, length, protection, flags, fd, offset);
}

/* One processor, and so no more threads than are asked for: calls come in one order, and a walker
 * can fork. */
long sysconf(int name)
{
    static long (*real)(int);
    if (name == _SC_NPROCESSORS_ONLN) {
        return 1;
    }
    if (real == NULL) {
        *(void **)&real = dlsym(RTLD_NEXT, "sysconf");
    }
    return real(name);
}

/* ------------------------------------------------------------ reads and writes */

/* The one place that the filter lets through: asks the kernel, gives a negative errno. */
long fault_raw(long number, const long *arguments);
extern const char fault_raw_end[];
#if defined __x86_64__
__asm__(".text\n.globl fault_raw\n.type fault_raw,@function\nfault_raw:\n"
        "mov %rdi,%rax\nmov %rsi,%r11\nmov (%r11),%rdi\nmov 8(%r11),%rsi\nmov 16(%r11),%rdx\n"
        "mov 24(%r11),%r10\nmov 32(%r11),%r8\nmov 40(%r11),%r9\nsyscall\nret\n"
        ".globl fault_raw_end\nfault_raw_end:\n");
enum { NUMBER = REG_RAX };
static const int arguments_at[6] = {REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9};
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
__asm__(
    ".text\n.globl fault_raw\n.type fault_raw,%function\nfault_raw:\n"
    "mov x8,x0\nmov x9,x1\nldp x0,x1,[x9]\nldp x2,x3,[x9,#16]\nldp x4,x5,[x9,#32]\nsvc #0\nret\n"
    ".globl fault_raw_end\nfault_raw_end:\n");
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "only x86-64 and AArch64 are known here"
#endif

/* Whether a call that opens a file means to write to it. */
static bool opens_to_write(long number, const long *arguments)
{
    const int more = O_WRONLY | O_RDWR | O_CREAT;
#ifdef SYS_open
    if (number == SYS_open) {
        return (arguments[1] & more) != 0;
    }
#endif
    return number == SYS_openat && (arguments[2] & more) != 0;
}

static bool opens(long number)
{
#ifdef SYS_open
    if (number == SYS_open) {
        return true;
    }
#endif
    return number == SYS_openat;
}

/* Only closing what can be written to counts. */
static bool closes_to_read(long number, const long *arguments)
{
    if (number != SYS_close) {
        return false;
    }
    const int mode = fcntl((int)arguments[0], F_GETFL);
    return mode < 0 || (mode & O_ACCMODE) == O_RDONLY;
}

static const int readers[] = {
    SYS_read,       SYS_pread64, SYS_readv, SYS_preadv,    SYS_getdents64, SYS_openat,
    SYS_newfstatat, SYS_fstat,   SYS_statx, SYS_faccessat, SYS_faccessat2,
#ifdef SYS_open
    SYS_open,       SYS_stat,    SYS_lstat, SYS_access,
#endif
};
static const int writers[] = {
    SYS_write,     SYS_pwrite64,  SYS_writev, SYS_pwritev,   SYS_fsync,
    SYS_fdatasync, SYS_ftruncate, SYS_openat, SYS_renameat2, SYS_mkdirat,
    SYS_linkat,    SYS_fallocate, SYS_close,
#ifdef SYS_open
    SYS_open,
#endif
#ifdef SYS_rename
    SYS_rename,    SYS_mkdir,     SYS_link,
#endif
    SYS_renameat,
};
enum { N_READERS = sizeof readers / sizeof readers[0] };
enum { N_WRITERS = sizeof writers / sizeof writers[0], N_CAUGHT = N_READERS + N_WRITERS };

/* Which kind a caught call counts as. */
static int kind_of(long number, const long *arguments)
{
    for (int i = 0; i < N_READERS && !opens(number); i++) {
        if (readers[i] == number) {
            return READS;
        }
    }
    return opens(number) && !opens_to_write(number, arguments) ? READS : WRITES;
}

/* What the kernel says of a full or broken disk; a close that fails has closed all the same. */
static long refusal(int kind, long number, const long *arguments)
{
    if (number == SYS_close) {
        (void)fault_raw(number, arguments);
        return -EIO;
    }
    return kind == READS || number == SYS_fsync || number == SYS_fdatasync ? -EIO : -ENOSPC;
}

static void on_call(int sent, siginfo_t *info, void *where)
{
    (void)sent;
    (void)info;
    const int kept = errno;
    ucontext_t *context = where;
    long arguments[6];
#if defined __x86_64__
    const long number = (long)context->uc_mcontext.gregs[NUMBER];
    for (int i = 0; i < 6; i++) {
        arguments[i] = (long)context->uc_mcontext.gregs[arguments_at[i]];
    }
#else
    const long number = (long)context->uc_mcontext.regs[8];
    for (int i = 0; i < 6; i++) {
        arguments[i] = (long)context->uc_mcontext.regs[i];
    }
#endif
    const int kind = kind_of(number, arguments);
    const int fd = number == SYS_write || number == SYS_read ? (int)arguments[0] : -1;
    const bool refused = !closes_to_read(number, arguments) && is_refused(kind, fd);
    const long result = refused ? refusal(kind, number, arguments) : fault_raw(number, arguments);
#if defined __x86_64__
    context->uc_mcontext.gregs[REG_RAX] = result;
#else
    context->uc_mcontext.regs[0] = (uint64_t)result;
#endif
    errno = kept;
}

/* Traps the calls of a kind, or of both, unless they come from fault_raw(). */
static int install_filter(bool reads, bool writes)
{
    int caught[N_CAUGHT];
    int n_caught = 0;
    for (int i = 0; i < N_READERS && reads; i++) {
        caught[n_caught++] = readers[i];
    }
    for (int i = 0; i < N_WRITERS && writes; i++) {
        caught[n_caught++] = writers[i];
    }
    const uintptr_t from = (uintptr_t)fault_raw, to = (uintptr_t)fault_raw_end;
    if (from >> 32 != to >> 32) {
        return -1;
    }
    struct sock_filter code[N_CAUGHT + 12];
    unsigned short n = 0;
    const unsigned ip = offsetof(struct seccomp_data, instruction_pointer);
    code[n++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < n_caught; i++) { /* to the look at where it comes from */
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)caught[i],
                                                 (unsigned char)(n_caught - i), 0);
    }
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ip + 4);
    code[n++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(from >> 32), 0, 4);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ip);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)from, 0, 2);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (unsigned)to, 1, 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    const struct sock_fprog program = {n, code};
    const struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
    return sigaction(SIGSYS, &action, NULL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                   prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0
               ? 0
               : -1;
}

/* --------------------------------------------------------------------- the server */

static void redirect(int to, const char *name, int flags)
{
    const char *path = getenv(name);
    const int fd = path != NULL ? open(path, flags | O_CLOEXEC, 0666) : -1;
    if (fd < 0 || dup2(fd, to) < 0) {
        _exit(99);
    }
    (void)close(fd);
}

/* In a child that carries `plan` out: what it reads and writes is its own. */
static void begin(void)
{
    redirect(0, "FAULT_IN", O_RDONLY);
    redirect(1, "FAULT_OUT", O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, "FAULT_ERR", O_WRONLY | O_CREAT | O_TRUNC);
    for (int i = 0; i < N_KINDS; i++) {
        atomic_store(&seen->asked[i], 0);
    }
    atomic_store(&seen->failed, 0);
    atomic_store(&seen->fd, -1);
    atomic_store(&seen->before, -1);
    if (is_walking) {
        take_order();
        return;
    }
    (void)close(ORDERS);
    (void)close(ANSWERS);
    (void)close(SHARED);
    /* Only where they are to fail are reads or writes caught: it costs some. */
    const bool reads = plan.kind == READS || plan.sites != 0;
    const bool writes = plan.kind == WRITES || plan.sites != 0;
    if ((reads || writes) && install_filter(reads, writes) != 0) {
        _exit(98);
    }
}

/* How `child` ended, as wait() says; -1: it had to be killed. */
static int32_t outcome(pid_t child, int timeout_ms)
{
    int fd = (int)syscall(SYS_pidfd_open, child, 0);
    struct pollfd wait = {fd, POLLIN, 0};
    const int ready = poll(&wait, 1, timeout_ms);
    (void)close(fd);
    int status = 0;
    if (ready <= 0) {
        (void)kill(child, SIGKILL);
    }
    (void)waitpid(child, &status, 0);
    return ready <= 0 ? -1 : status;
}

__attribute__((constructor)) static void serve(void)
{
    if (getenv("FAULT_OUT") == NULL) {
        return;
    }
    seen = (shared *)syscall(SYS_mmap, NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED,
                             SHARED, 0L);
    empty = memfd_create("empty", MFD_CLOEXEC);
    if (seen == MAP_FAILED || empty < 0) {
        _exit(97);
    }
    void *frames[4];
    (void)backtrace(frames, 4); /* loads what it needs */
    while (read(ORDERS, &plan, sizeof plan) == (ssize_t)sizeof plan) {
        is_walking = plan.walks == BEGIN;
        const pid_t child = fork();
        if (child == 0) {
            begin();
            is_armed = true;
            return;
        }
        const int forever = -1;
        const int32_t ended =
            child < 0 ? -2 : outcome(child, is_walking ? forever : plan.timeout_ms);
        const bool well = is_walking && WIFEXITED(ended) && WEXITSTATUS(ended) == ENDED;
        if (!well && write(ANSWERS, &ended, sizeof ended) != (ssize_t)sizeof ended) {
            break;
        }
    }
    _exit(0);
}
