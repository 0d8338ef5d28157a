/* switchover-enter: runs a command in the namespaces of a container, with no more rights than the container has. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/numbers.h"
#include "enter/rights.h"

/* Seconds between SIGTERM and SIGKILL, for a command that takes too long. */
enum { GRACE = 5, REPORT = 3 };

/* The mount namespace is the last: it hides the files of the others. */
static const char *const namespaces[] = { "ns/uts", "ns/ipc", "ns/net", "ns/pid", "ns/mnt" };
enum { NAMESPACES = sizeof namespaces / sizeof *namespaces };

/* Opens the folder of a process. It stands for this process alone, even if the PID is given away later. */
static int open_process(const char *pid, const char *program)
{
    char path[32], running[4096];
    snprintf(path, sizeof path, "/proc/%s", pid);
    int process = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ssize_t length = process < 0 ? -1 : readlinkat(process, "exe", running, sizeof running - 1);
    if (length < 0 || strlen(program) != (size_t)length || memcmp(running, program, length) != 0) {
        fputs("it has ended\n", stderr);
        exit(1);
    }
    return process;
}

static void enter(int process)
{
    int files[NAMESPACES];
    for (int i = 0; i < NAMESPACES; i++)
        if ((files[i] = openat(process, namespaces[i], O_RDONLY | O_CLOEXEC)) < 0)
            err(1, "%s", namespaces[i]);
    for (int i = 0; i < NAMESPACES; i++)
        if (setns(files[i], 0))
            err(1, "cannot enter %s", namespaces[i]);
}

/* Waits for SIGCHLD. Returns whether it came. */
static int ends_within(const sigset_t *ends, long long milliseconds)
{
    struct timespec limit = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
    int signal;
    do
        signal = sigtimedwait(ends, NULL, &limit);
    while (signal < 0 && errno == EINTR);
    return signal >= 0;
}

int main(int argc, char **argv)
{
    if (argc < 5)
        errx(2, "usage: switchover-enter PID PROGRAM MILLISECONDS COMMAND [ARG]...");
    parse_number("PID", argv[1], 1, 1 << 22);
    long long limit = parse_number("MILLISECONDS", argv[3], 1, 1000000000);
    int process = open_process(argv[1], argv[2]);
    uint64_t rights = rights_of(process);
    /* Nothing in the container may see the file behind descriptor 3, or this program: its processes see the child. */
    fcntl(REPORT, F_SETFD, FD_CLOEXEC);
    enter(process);
    keep_only(rights);
    if (prctl(PR_SET_DUMPABLE, 0))
        err(1, "PR_SET_DUMPABLE");

    sigset_t ends, before;
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ends, &before);
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        setpgid(0, 0);
        sigprocmask(SIG_SETMASK, &before, NULL);
        execvp(argv[4], argv + 4);
        warn("%s", argv[4]);
        _exit(errno == ENOENT ? 127 : 126);
    }
    setpgid(child, child);
    if (!ends_within(&ends, limit)) {
        kill(-child, SIGTERM);
        if (!ends_within(&ends, GRACE * 1000))
            kill(-child, SIGKILL);
        dprintf(REPORT, "late\n");
        return 124;
    }
    int status;
    if (waitpid(child, &status, 0) != child)
        err(1, "waitpid");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    dprintf(REPORT, "%d\n", code);
    return code;
}
