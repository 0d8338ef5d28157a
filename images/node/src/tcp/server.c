#include "server.h"

#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

static bool send_all(int socket, const char *bytes, ssize_t count)
{
    while (count > 0) {
        ssize_t sent = send(socket, bytes, count, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        if (sent > 0) {
            bytes += sent;
            count -= sent;
        }
    }
    return true;
}

/* Ends with the connection. Why it ended is reported by the client. */
static void *answer(void *argument)
{
    int socket = (int)(intptr_t)argument;
    char bytes[4096];
    for (;;) {
        ssize_t count = recv(socket, bytes, sizeof bytes, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0 || !send_all(socket, bytes, count))
            break;
    }
    close(socket);
    return NULL;
}

static void start_thread(void *(*work)(void *), int socket)
{
    pthread_t thread;
    if ((errno = pthread_create(&thread, NULL, work, (void *)(intptr_t)socket)) != 0)
        err(1, "thread");
    pthread_detach(thread);
}

static void *accept_all(void *argument)
{
    int listening = (int)(intptr_t)argument;
    for (;;) {
        int socket = accept(listening, NULL, NULL);
        if (socket >= 0)
            start_thread(answer, socket);
        else if (errno != EINTR && errno != ECONNABORTED)
            err(1, "accept");
    }
}

void start_server(uint16_t port)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(port)};
    const int yes = 1;
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    if (listening < 0 || setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
        bind(listening, (struct sockaddr *)&any, sizeof any) < 0 || listen(listening, SOMAXCONN) < 0)
        err(1, "port %u", port);
    start_thread(accept_all, listening);
}
