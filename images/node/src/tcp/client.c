#include "client.h"

#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/json.h"
#include "message.h"
#include "timeout.h"

/* The default of Linux, Windows and macOS. Set here so that the results do not depend on the settings of the engine's
 * host. */
static const char congestion_control[] = "cubic";
/* Also the longest time that stop_client() may wait for an attempt. */
static const struct timeval attempt_limit = {.tv_sec = 1};
static const struct timespec next_attempt = {.tv_nsec = 20 * 1000 * 1000};

static int connected_socket(const struct options *options)
{
    const int yes = 1;
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0)
        err(1, "socket");
    if (setsockopt(descriptor, IPPROTO_TCP, TCP_CONGESTION, congestion_control, strlen(congestion_control)) < 0)
        err(1, "%s", congestion_control);
    if (setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) < 0 ||
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &attempt_limit, sizeof attempt_limit) < 0 ||
        setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &options->user_timeout_milliseconds,
                   sizeof options->user_timeout_milliseconds) < 0)
        err(1, "setsockopt");
    if (connect(descriptor, (const struct sockaddr *)&options->peer, sizeof options->peer) < 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static void ask_tcp(struct client *client)
{
    struct tcp_info info = {0};
    socklen_t length = sizeof info;
    if (getsockopt(client->socket, IPPROTO_TCP, TCP_INFO, &info, &length) < 0)
        return;
    client->retransmits = info.tcpi_total_retrans;
    client->timeout_microseconds = first_timeout_microseconds(&info);
}

static void begin_stall(struct client *client, int64_t from, int64_t to)
{
    client->stalls = realloc(client->stalls, (client->stall_count + 1) * sizeof *client->stalls);
    if (client->stalls == NULL)
        err(1, "memory");
    client->stalls[client->stall_count++] = (struct stall){
        .from = from,
        .to = to,
        .timeout_microseconds = client->timeout_microseconds,
        .server_timeout_microseconds = client->server_timeout_microseconds,
    };
}

static void end_connection(struct client *client, int error)
{
    client->ended_at = monotonic_nanoseconds();
    client->error = error;
}

/* Takes one answer, or what has come of it. */
static void take_answer(struct client *client)
{
    size_t begun = client->bytes_answered % sizeof client->answer;
    char *rest = (char *)&client->answer + begun;
    ssize_t count = recv(client->socket, rest, sizeof client->answer - begun, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        end_connection(client, count == 0 ? 0 : errno);
        return;
    }
    int64_t now = monotonic_nanoseconds();
    if (now - client->last_answer >= SHORTEST_STALL_NANOSECONDS)
        begin_stall(client, client->last_answer, now);
    client->last_answer = now;
    client->bytes_answered += count;
    if (client->bytes_answered % sizeof client->answer == 0)
        client->server_timeout_microseconds = ntohl(client->answer.timeout_microseconds);
    ask_tcp(client);
}

/* Bytes that the kernel does not take now are sent with the next request. */
static void send_requests(struct client *client)
{
    static const char zeros[1 << 16];
    while (client->bytes_sent < client->bytes_due) {
        uint64_t left = client->bytes_due - client->bytes_sent;
        ssize_t count =
            send(client->socket, zeros, left < sizeof zeros ? left : sizeof zeros, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0) {
            if (errno != EAGAIN && errno != EINTR)
                end_connection(client, errno);
            return;
        }
        client->bytes_sent += count;
    }
}

/* Whoever sends much waits while the kernel takes no more. */
static bool is_behind(const struct client *client)
{
    uint64_t bytes = client->options->request_bytes;
    return bytes > sizeof(struct message) && client->bytes_due - client->bytes_sent >= bytes;
}

/* The schedule is absolute: small requests become due at the same rate while the connection stalls. */
static void converse(struct client *client)
{
    const int64_t interval = client->options->interval_milliseconds * INT64_C(1000000);
    int64_t due = client->last_answer = monotonic_nanoseconds();
    while (!client->stop && client->ended_at == 0) {
        int64_t left = due - monotonic_nanoseconds();
        if (left <= 0) {
            if (!is_behind(client))
                client->bytes_due += client->options->request_bytes;
            due += interval;
            send_requests(client);
            continue;
        }
        struct pollfd answers = {.fd = client->socket, .events = POLLIN};
        struct timespec wait = timespec_of(left);
        if (ppoll(&answers, 1, &wait, NULL) > 0)
            take_answer(client);
    }
    if (client->ended_at == 0 && monotonic_nanoseconds() - client->last_answer >= SHORTEST_STALL_NANOSECONDS)
        begin_stall(client, client->last_answer, 0);
    ask_tcp(client);
}

static void print_established(void)
{
    struct json_line line = {0};
    json_begin_line(&line);
    json_number(&line, "t", monotonic_nanoseconds());
    json_flag(&line, "established", true);
    json_end_line(&line);
    json_print(&line);
    json_free(&line);
}

static void *run(void *argument)
{
    struct client *client = argument;
    while (!client->stop && (client->socket = connected_socket(client->options)) < 0)
        clock_nanosleep(CLOCK_MONOTONIC, 0, &next_attempt, NULL);
    if (client->stop)
        return NULL;
    client->established = true;
    print_established();
    converse(client);
    return NULL;
}

void start_client(struct client *client, const struct options *options)
{
    client->options = options;
    if ((errno = pthread_create(&client->thread, NULL, run, client)) != 0)
        err(1, "thread");
}

void stop_client(struct client *client)
{
    client->stop = true;
    pthread_join(client->thread, NULL);
}
