#include "shell/own_user.h"

#include <err.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Namespaces are numbered from here on (PROC_DYNAMIC_FIRST in the kernel's fs/proc/generic.c), and numbers used again. */
static const uint32_t first_namespace = 0xf0000000;

/* Above the users of Debian, and below 65536, where a container of a user namespace has no more. */
enum { FIRST = 20000, MOST = 40000 };

/* A node has a network namespace of its own. With more than 40000 namespaces two nodes may share a number. */
static uid_t own_number(void)
{
    struct stat network;
    if (stat("/proc/self/ns/net", &network))
        err(1, "/proc/self/ns/net");
    return FIRST + ((uint32_t)network.st_ino - first_namespace) % MOST;
}

static void write_users(const char *path, const char *name, uid_t number)
{
    FILE *users = fopen(path, "we");
    if (!users)
        err(1, "%s", path);
    setpwent();
    for (struct passwd *user; (user = getpwent());) {
        if (strcmp(user->pw_name, name) == 0)
            user->pw_uid = number;
        putpwent(user, users);
    }
    endpwent();
    if (fclose(users))
        err(1, "%s", path);
}

void give_own_number(const char *name)
{
    uid_t number = own_number();
    const struct passwd *user = getpwnam(name);
    if (user && user->pw_uid == number)
        return;
    /* Two terminals may be opened at once. */
    char path[64];
    snprintf(path, sizeof path, "/etc/passwd.%d", getpid());
    write_users(path, name, number);
    if (rename(path, "/etc/passwd"))
        err(1, "/etc/passwd");
}
