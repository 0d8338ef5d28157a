/*
 * switchover-vty: asks a daemon of FRR what vtysh would ask it.
 *
 * vtysh first builds the commands of all daemons, which takes 40 ms and more. That is too long for a script that charon
 * waits for.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

/* The end of an answer, from vtysh_read() in FRR's lib/vty.c: three bytes 0, and what became of the command. */
enum { END = 4 };

/* A daemon that was stopped answers nothing. */
static const struct timeval patience = {.tv_sec = 1};

static int connected_to(const char *daemon)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t room = sizeof address.sun_path;
    if ((size_t)snprintf(address.sun_path, room, "/run/frr/%s.vty", daemon) >= room)
        errx(2, "the name of the daemon is too long: %s", daemon);
    int vty = socket(AF_UNIX, SOCK_STREAM, 0);
    if (vty < 0 || setsockopt(vty, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) < 0)
        err(1, "socket");
    if (connect(vty, (struct sockaddr *)&address, sizeof address) < 0)
        err(1, "%s", address.sun_path);
    return vty;
}

int main(int argc, char *argv[])
{
    if (argc != 3) {
        fputs("usage: switchover-vty DAEMON COMMAND\n", stderr);
        return 2;
    }
    const char *daemon = argv[1], *command = argv[2];

    int vty = connected_to(daemon);
    if (send(vty, command, strlen(command) + 1, MSG_NOSIGNAL) < 0)
        err(1, "%s", daemon);

    int of_end = 0;
    for (;;) {
        char received[4096];
        ssize_t length = recv(vty, received, sizeof received, 0);
        if (length < 0)
            err(1, "%s", daemon);
        if (length == 0)
            errx(1, "%s closed the connection", daemon);
        for (ssize_t i = 0; i < length; i++)
            if (of_end == 0 && received[i] != 0)
                putchar(received[i]);
            else if (++of_end == END)
                return received[i] != 0;
    }
}
