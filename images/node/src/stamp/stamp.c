/*
 * switchover-stamp: runs a command and tells between which two instants it did its work.
 *
 * A fault is applied by such a command (an nftables rule, for instance), and T0 lies between the two stamps.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

static _Noreturn void become(char *const command[])
{
    /* stdout is for the stamps alone; stdin stays as it is, for commands like "nft -f -". */
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execvp(command[0], command);
    warn("%s", command[0]);
    _exit(127); /* as a shell says that a command was not found */
}

int main(int argc, char *argv[])
{
    char **command = argv + 1;
    if (argc > 1 && strcmp(*command, "--") == 0)
        command++;
    if (*command == NULL) {
        fputs("usage: switchover-stamp -- COMMAND ARG...\n", stderr);
        return 2;
    }

    int wait_status;
    int64_t before = monotonic_nanoseconds();
    pid_t pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid == 0)
        become(command);
    waitpid(pid, &wait_status, 0);
    int64_t after = monotonic_nanoseconds();

    /* 128 and more for a signal, as a shell has it. */
    int status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
    printf("{\"before\":%" PRId64 ",\"after\":%" PRId64 ",\"status\":%d}\n", before, after, status);
    return status;
}
