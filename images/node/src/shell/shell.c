/*
 * switchover-shell: a shell for somebody who learns, in a node that does not become his.
 *
 * It runs as the user learner, who can ask every daemon, capture packets, and change links, routes and packet filters, and
 * neither writes the files of the node nor reaches the processes of others.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/user.h"
#include "shell/own_user.h"

static const uint64_t granted = RIGHT(CAP_NET_ADMIN) | RIGHT(CAP_NET_RAW);

/* Steps of niceness: the daemons and probes of the node go first. */
enum { NICE = 5, LARGEST_FILE = 16 << 20 };

/* And threads, of all terminals in a node. One with tcpdump, or with vtysh and its pager, has three. */
enum { PROCESSES = 256 };

static void limit(int resource, rlim_t most)
{
    struct rlimit limits = { .rlim_cur = most, .rlim_max = most };
    if (setrlimit(resource, &limits))
        err(1, "setrlimit");
}

/* Nothing of the engine's environment, and nothing that would be kept on a disk. */
static void set_environment(void)
{
    const char *given = getenv("TERM");
    char *terminal = given ? strdup(given) : NULL;
    clearenv();
    setenv("TERM", terminal ? terminal : "dumb", 1);
    setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
    setenv("HOME", "/tmp", 1);
    setenv("USER", "learner", 1);
    setenv("LANG", "C.UTF-8", 1);
    setenv("PS1", "\\[\\e[1m\\]\\h\\[\\e[0m\\]$ ", 1);
    setenv("HISTFILE", "", 1);
    setenv("VTYSH_HISTFILE", "/dev/null", 1);
}

static void greet(void)
{
    char name[65] = "";
    gethostname(name, sizeof name - 1);
    printf("A shell in %s. Try: vtysh, swanctl, ip, tcpdump, ping, nft. Files and daemons belong to root.\n", name);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    set_environment();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, LARGEST_FILE);
    limit(RLIMIT_NPROC, PROCESSES);
    if (setpriority(PRIO_PROCESS, 0, NICE))
        err(1, "setpriority");
    give_own_number("learner");
    become("learner", granted);
    if (chdir("/tmp"))
        err(1, "/tmp");
    if (argc > 1) {
        execvp(argv[1], argv + 1);
        err(127, "%s", argv[1]);
    }
    greet();
    execl("/bin/bash", "bash", "--noprofile", "--norc", "-i", NULL);
    err(127, "bash");
}
