#include "children.h"

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t start_child(char *const command[])
{
    pid_t pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid > 0)
        return pid;

    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execvp(command[0], command);
    warn("%s", command[0]);
    _exit(127); /* what a shell returns for a command that it did not find */
}

static void read_program_name(pid_t pid, char *name, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/comm", pid);
    snprintf(name, size, "?");

    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    if (fgets(name, size, file) != NULL)
        name[strcspn(name, "\n")] = '\0';
    fclose(file);
}

bool reap_children(void (*ended)(const struct ended_child *child))
{
    for (;;) {
        /* WNOWAIT keeps the zombie, because the name of a process can be read only until it is reaped. */
        siginfo_t info = {0};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0)
            return errno != ECHILD;
        if (info.si_pid == 0)
            return true;

        bool exited = info.si_code == CLD_EXITED;
        struct ended_child child = {.pid = info.si_pid, .succeeded = exited && info.si_status == 0};
        read_program_name(child.pid, child.program, sizeof child.program);
        snprintf(child.status, sizeof child.status, "%s %d", exited ? "exit" : "signal", info.si_status);
        waitpid(child.pid, NULL, 0);
        ended(&child);
    }
}
