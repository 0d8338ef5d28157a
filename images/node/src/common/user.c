#include "common/user.h"

#include <err.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void keep(uint64_t rights)
{
    struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct sets[2];
    for (int half = 0; half < 2; half++) {
        uint32_t kept = (uint32_t)(rights >> 32 * half);
        sets[half] = (struct __user_cap_data_struct){ .effective = kept, .permitted = kept, .inheritable = kept };
    }
    if (syscall(SYS_capset, &header, sets))
        err(1, "this container does not have the capabilities %#llx", (unsigned long long)rights);
    for (int capability = 0; capability < 64; capability++)
        if (rights >> capability & 1 && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))
            err(1, "cannot hand on capability %d", capability);
}

void become(const char *name, uint64_t rights)
{
    const struct passwd *user = getpwnam(name);
    if (!user)
        errx(1, "there is no user %s", name);
    /* Else the change of the user would take all capabilities away. */
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
        err(1, "PR_SET_KEEPCAPS");
    if (initgroups(name, user->pw_gid) || setresgid(user->pw_gid, user->pw_gid, user->pw_gid) ||
        setresuid(user->pw_uid, user->pw_uid, user->pw_uid))
        err(1, "cannot become %s", name);
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0))
        err(1, "PR_CAP_AMBIENT");
    keep(rights);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        err(1, "PR_SET_NO_NEW_PRIVS");
}
