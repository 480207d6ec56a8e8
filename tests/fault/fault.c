/* A shared object for LD_PRELOAD that lets memory or the system fail at one moment, also where a
 * library asks: the n-th allocation (malloc and its kin, maps of files) or the n-th call that
 * writes (write, fsync, rename, opening for writing and so on), once or from then on. Writes are
 * caught as the kernel's calls (seccomp, SIGSYS), so that those of the C library's own streams
 * count.
 *
 * Before main() it waits for orders on descriptor ORDERS, forks for each, and tells how the child
 * ended: so a run costs no start. A shared file, descriptor SHARED, takes what was counted. Its
 * driver is tests/fault/fault.py. Linux on x86-64 and AArch64. */
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
enum { MEMORY, WRITES, N_KINDS };
enum { MAX_SITES = 4 << 20, DEPTH = 40 };

/* What the driver asks for. */
typedef struct order {
    int64_t fails;   /* the call that fails, counted from 1; 0: none */
    int32_t kind;    /* MEMORY or WRITES */
    int32_t from_on; /* whether all later ones fail too */
    int32_t sites;   /* whether the stack of each call is noted */
    int32_t timeout_ms;
} order;

/* What both sides see: counts of the last run, and for each call the hash of its stack. */
typedef struct shared {
    _Atomic int64_t asked[N_KINDS];
    _Atomic int64_t failed; /* calls that were made to fail */
    uint64_t sites[N_KINDS][MAX_SITES];
} shared;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static shared *seen;
static order plan;
static bool is_armed;
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

static bool is_refused(int kind)
{
    if (!is_armed || is_inside) {
        return false;
    }
    is_inside = true;
    const int64_t number = atomic_fetch_add(&seen->asked[kind], 1) + 1;
    if (plan.sites != 0 && number <= MAX_SITES) {
        seen->sites[kind][number - 1] = stack_hash();
    }
    const bool refused = kind == plan.kind && plan.fails > 0 &&
                         (plan.from_on != 0 ? number >= plan.fails : number == plan.fails);
    if (refused) {
        if (atomic_fetch_add(&seen->failed, 1) == 0) { /* whence, for whoever looks into it */
            void *frames[DEPTH];
            backtrace_symbols_fd(frames, backtrace(frames, DEPTH), STACK);
        }
    }
    is_inside = false;
    return refused;
}

static bool is_out_of_memory(void)
{
    const bool refused = is_refused(MEMORY);
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

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (is_out_of_memory()) {
        return MAP_FAILED;
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset);
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    return mmap(address, length, protection, flags, fd, offset);
}

/* --------------------------------------------------------------------- writes */

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

/* Whether a caught call is one that can change files; of opening only for writing. */
static bool is_write(long number, const long *arguments)
{
    const long flags = number == SYS_openat ? arguments[2] : 0;
#ifdef SYS_open
    if (number == SYS_open && (arguments[1] & (O_WRONLY | O_RDWR | O_CREAT)) == 0) {
        return false;
    }
#endif
    return number != SYS_openat || (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
}

/* What the kernel says of a full or broken disk; a close that fails has closed all the same. */
static long refusal(long number, const long *arguments)
{
    if (number == SYS_close) {
        (void)fault_raw(number, arguments);
        return -EIO;
    }
    return number == SYS_fsync || number == SYS_fdatasync ? -EIO : -ENOSPC;
}

/* Only closing what can be written to counts. */
static bool is_for_reading(long number, const long *arguments)
{
    if (number != SYS_close) {
        return false;
    }
    const int mode = fcntl((int)arguments[0], F_GETFL);
    return mode < 0 || (mode & O_ACCMODE) == O_RDONLY;
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
    const bool refused =
        is_write(number, arguments) && !is_for_reading(number, arguments) && is_refused(WRITES);
    const long result = refused ? refusal(number, arguments) : fault_raw(number, arguments);
#if defined __x86_64__
    context->uc_mcontext.gregs[REG_RAX] = result;
#else
    context->uc_mcontext.regs[0] = (uint64_t)result;
#endif
    errno = kept;
}

static const int caught[] = {
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
enum { N_CAUGHT = sizeof caught / sizeof caught[0] };

/* Traps the calls of `caught` unless they come from fault_raw(). The program is put together
 * backwards from its end: TRAP, then ALLOW. */
static int install_filter(void)
{
    const uintptr_t from = (uintptr_t)fault_raw, to = (uintptr_t)fault_raw_end;
    if (from >> 32 != to >> 32) {
        return -1;
    }
    struct sock_filter code[N_CAUGHT + 12];
    unsigned short n = 0;
    const unsigned ip = offsetof(struct seccomp_data, instruction_pointer);
    code[n++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < N_CAUGHT; i++) { /* to the look at where it comes from */
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)caught[i],
                                                 (unsigned char)(N_CAUGHT - i), 0);
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

/* In the child: on to main(). */
static void begin(const order *given)
{
    redirect(0, "FAULT_IN", O_RDONLY);
    redirect(1, "FAULT_OUT", O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, "FAULT_ERR", O_WRONLY | O_CREAT | O_TRUNC);
    (void)close(ORDERS);
    (void)close(ANSWERS);
    (void)close(SHARED);
    plan = *given;
    atomic_store(&seen->asked[MEMORY], 0);
    atomic_store(&seen->asked[WRITES], 0);
    atomic_store(&seen->failed, 0);
    /* Only where writes fail are they caught: it costs some. */
    if ((given->kind == WRITES || given->sites != 0) && install_filter() != 0) {
        _exit(98);
    }
    is_armed = true;
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
    if (seen == MAP_FAILED) {
        _exit(97);
    }
    void *frames[4];
    (void)backtrace(frames, 4); /* loads what it needs */
    order given;
    while (read(ORDERS, &given, sizeof given) == (ssize_t)sizeof given) {
        const pid_t child = fork();
        if (child == 0) {
            begin(&given);
            return;
        }
        const int32_t ended = child < 0 ? -2 : outcome(child, given.timeout_ms);
        if (write(ANSWERS, &ended, sizeof ended) != (ssize_t)sizeof ended) {
            break;
        }
    }
    _exit(0);
}
