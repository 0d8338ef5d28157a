/*
 * switchover-tcp: TCP connections between two hosts, one of these programs in each.
 *
 * Opens connections to the other host, sends small requests over each on a fixed schedule, and tells when answers did
 * not come, and what became of the connection. Lines are described in images/node/README.md.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#include "client.h"
#include "clock.h"
#include "options.h"
#include "server.h"
#include "stop_signals.h"

static const char *state_of(const struct client *client)
{
    if (client->ended_at == 0)
        return client->established ? "open" : "connecting";
    switch (client->error) {
    case 0:
        return "closed";
    case ECONNRESET:
    case EPIPE:
        return "reset";
    case ETIMEDOUT:
        return "timed-out";
    default:
        return "failed";
    }
}

static void print_client(const struct client *client)
{
    printf("{\"state\":\"%s\",\"endedAt\":%" PRId64 ",\"answered\":%" PRIu64 ",\"retransmits\":%u,\"stalls\":[",
           state_of(client), client->ended_at, client->bytes_answered, client->retransmits);
    for (int i = 0; i < client->stall_count; i++)
        printf("%s[%" PRId64 ",%" PRId64 ",%u]", i == 0 ? "" : ",", client->stalls[i].from, client->stalls[i].to,
               client->stalls[i].timeout_microseconds);
    printf("]}");
}

int main(int argc, char *argv[])
{
    static struct client clients[MOST_CONNECTIONS];
    struct options options = read_options(argc, argv);
    sigset_t stop_signals = block_stop_signals();

    start_server(options.listen_port);
    for (uint32_t i = 0; i < options.connections; i++)
        start_client(&clients[i], &options);

    int signal;
    sigwait(&stop_signals, &signal);

    for (uint32_t i = 0; i < options.connections; i++)
        stop_client(&clients[i]);
    printf("{\"t\":%" PRId64 ",\"done\":true,\"connections\":[", monotonic_nanoseconds());
    for (uint32_t i = 0; i < options.connections; i++) {
        if (i > 0)
            putchar(',');
        print_client(&clients[i]);
    }
    puts("]}");
    return 0;
}
