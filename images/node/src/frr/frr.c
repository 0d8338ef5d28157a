/*
 * switchover-frr: starts a daemon of FRR in a container that does not have CAP_SYS_ADMIN.
 *
 * FRR's daemons demand that capability at their start and end without it (zprivs_caps_init in lib/privs.c), although they
 * use it for nothing but other network namespaces. So each starts here as the user that it would become, with the
 * capabilities that it does use already in effect, and its own wish for capabilities (capset) is answered with success
 * and changes nothing.
 */
#include <err.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/user.h"

static const uint64_t used = RIGHT(CAP_NET_ADMIN) | RIGHT(CAP_NET_RAW) | RIGHT(CAP_NET_BIND_SERVICE);

/* It protects nothing, so it does not have to know the numbers of other architectures' system calls. */
static void ignore_capset(void)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_capset, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = { .len = sizeof steps / sizeof *steps, .filter = steps };
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter))
        err(1, "PR_SET_SECCOMP");
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: switchover-frr DAEMON [ARG]...\n", stderr);
        return 2;
    }
    char path[256];
    if ((size_t)snprintf(path, sizeof path, "/usr/lib/frr/%s", argv[1]) >= sizeof path)
        errx(2, "the name of the daemon is too long: %s", argv[1]);
    become("frr", used);
    ignore_capset();
    execv(path, argv + 1);
    err(1, "%s", path);
}
