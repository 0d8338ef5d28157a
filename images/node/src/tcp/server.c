#include "server.h"

#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

#include "message.h"
#include "timeout.h"

/* 0 when TCP does not say. */
static uint32_t timeout_of(int socket)
{
    struct tcp_info info = {0};
    socklen_t length = sizeof info;
    return getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) < 0 ? 0 : first_timeout_microseconds(&info);
}

static uint32_t request_bytes;

static bool receive_request(int socket)
{
    char part[1 << 14];
    ssize_t count;
    for (size_t left = request_bytes; left > 0; left -= count) {
        count = recv(socket, part, left < sizeof part ? left : sizeof part, 0);
        if (count < 0 && errno == EINTR)
            count = 0;
        else if (count <= 0)
            return false;
    }
    return true;
}

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
    while (receive_request(socket)) {
        struct message answer = {.timeout_microseconds = htonl(timeout_of(socket))};
        if (!send_all(socket, (const char *)&answer, sizeof answer))
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

void start_server(const struct options *options)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(options->listen_port)};
    const int yes = 1;
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    if (listening < 0 || setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
        bind(listening, (struct sockaddr *)&any, sizeof any) < 0 || listen(listening, SOMAXCONN) < 0)
        err(1, "port %u", options->listen_port);
    request_bytes = options->request_bytes;
    start_thread(accept_all, listening);
}
