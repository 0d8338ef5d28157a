#include "enter/rights.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

uint64_t rights_of(int process)
{
    int file = openat(process, "status", O_RDONLY | O_CLOEXEC);
    FILE *status = file < 0 ? NULL : fdopen(file, "r");
    if (!status)
        err(1, "the status of the process");
    char line[256];
    uint64_t rights;
    int found = 0;
    while (!found && fgets(line, sizeof line, status))
        found = sscanf(line, "CapBnd: %" SCNx64, &rights) == 1;
    if (!found)
        errx(1, "the process does not say what it may do");
    fclose(status);
    return rights;
}

void keep_only(uint64_t kept)
{
    for (unsigned capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++)
        if (!(kept >> capability & 1) && prctl(PR_CAPBSET_DROP, capability))
            err(1, "cannot give up capability %u", capability);

    struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct sets[2];
    if (syscall(SYS_capget, &header, sets))
        err(1, "capget");
    for (int half = 0; half < 2; half++) {
        sets[half].permitted &= (uint32_t)(kept >> 32 * half);
        sets[half].effective = sets[half].permitted;
        sets[half].inheritable = 0;
    }
    if (syscall(SYS_capset, &header, sets) || prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        err(1, "cannot give up rights");
}
