/*
 * switchover-vici: a door to charon for those who are not root.
 *
 * Whoever may give charon all of its commands is root in the node: a connection can name a script that charon runs as
 * root. So charon's own sockets are in a folder of root, and this program passes on what only looks, starts or ends.
 */
#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/user.h"
#include "vici/relay.h"

/* Each client takes a process. */
enum { MOST_CHARONS = 256, MOST_CLIENTS = 32 };

struct door {
    int listener;
    struct sockaddr_un charon; /* by way of a descriptor of its folder: the way to the folder is open to root alone */
};

static void set_path(struct sockaddr_un *address, const char *path)
{
    address->sun_family = AF_UNIX;
    if ((size_t)snprintf(address->sun_path, sizeof address->sun_path, "%s", path) >= sizeof address->sun_path)
        errx(2, "the path of the socket is too long: %s", path);
}

static int new_socket(int flags)
{
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (made < 0)
        err(1, "socket");
    return made;
}

static struct door open_door(char *charon, const char *path)
{
    struct door door = { .listener = new_socket(SOCK_NONBLOCK) };
    struct sockaddr_un address;
    set_path(&address, path);
    unlink(path);
    if (bind(door.listener, (struct sockaddr *)&address, sizeof address) || listen(door.listener, MOST_CLIENTS))
        err(1, "%s", path);
    char *name = strrchr(charon, '/');
    if (!name)
        errx(2, "not an absolute path: %s", charon);
    *name++ = '\0';
    int folder = open(charon, O_PATH | O_DIRECTORY);
    if (folder < 0)
        err(1, "%s", charon);
    char by_folder[sizeof door.charon.sun_path];
    snprintf(by_folder, sizeof by_folder, "/proc/self/fd/%d/%s", folder, name);
    set_path(&door.charon, by_folder);
    return door;
}

static void serve(const struct door *door, int client)
{
    int charon = new_socket(0);
    if (connect(charon, (const struct sockaddr *)&door->charon, sizeof door->charon) == 0)
        relay(client, charon);
    _exit(0);
}

static void let_in(const struct door *door, int *clients)
{
    int client = accept4(door->listener, NULL, NULL, SOCK_CLOEXEC);
    if (client < 0)
        return;
    if (*clients < MOST_CLIENTS) {
        pid_t child = fork();
        if (child == 0)
            serve(door, client);
        if (child > 0)
            ++*clients;
    }
    close(client);
}

static void interrupt(int signal)
{
    (void)signal;
}

static void go_to_the_background(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child > 0)
        _exit(0);
    int nothing = open("/dev/null", O_RDWR);
    for (int stream = 0; stream < 3; stream++)
        dup2(nothing, stream);
    setsid();
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > MOST_CHARONS) {
        fputs("usage: switchover-vici SOCKET-OF-CHARON=SOCKET...\n", stderr);
        return 2;
    }
    static struct door doors[MOST_CHARONS];
    static struct pollfd polled[MOST_CHARONS];
    size_t count = argc - 1;
    umask(0);
    for (size_t i = 0; i < count; i++) {
        char *path = strchr(argv[i + 1], '=');
        if (!path)
            errx(2, "not SOCKET-OF-CHARON=SOCKET: %s", argv[i + 1]);
        *path++ = '\0';
        doors[i] = open_door(argv[i + 1], path);
        polled[i] = (struct pollfd){ .fd = doors[i].listener, .events = POLLIN };
    }
    become("vici", 0);
    signal(SIGPIPE, SIG_IGN);
    /* Without SA_RESTART: a client that ends wakes poll. */
    sigaction(SIGCHLD, &(struct sigaction){ .sa_handler = interrupt }, NULL);
    go_to_the_background();
    for (int clients = 0;;) {
        int ready = poll(polled, count, -1);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            clients--;
        for (size_t i = 0; ready > 0 && i < count; i++)
            if (polled[i].revents)
                let_in(&doors[i], &clients);
    }
}
