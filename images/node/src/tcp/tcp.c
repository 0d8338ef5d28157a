/*
 * switchover-tcp: TCP connections between two hosts. One of these programs runs in each.
 *
 * Opens connections to the other host and sends small requests over each, on a fixed schedule. Reports when answers did
 * not come, and how each connection ended. images/node/README.md describes the lines.
 */
#include <errno.h>
#include <signal.h>

#include "client.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/stop_signals.h"
#include "options.h"
#include "server.h"

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

static void add_stall(struct json_line *line, const struct stall *stall)
{
    json_begin_array(line, NULL);
    json_number(line, NULL, stall->from);
    json_number(line, NULL, stall->to);
    json_number(line, NULL, stall->timeout_microseconds);
    json_number(line, NULL, stall->server_timeout_microseconds);
    json_end_array(line);
}

static void add_client(struct json_line *line, const struct client *client)
{
    json_begin_object(line, NULL);
    json_text(line, "state", state_of(client));
    json_number(line, "endedAt", client->ended_at);
    json_number(line, "answered", client->bytes_answered);
    json_number(line, "retransmits", client->retransmits);
    json_begin_array(line, "stalls");
    for (int i = 0; i < client->stall_count; i++)
        add_stall(line, &client->stalls[i]);
    json_end_array(line);
    json_end_object(line);
}

static void print_clients(const struct client *clients, uint32_t count)
{
    struct json_line line = {0};
    json_begin_line(&line);
    json_number(&line, "t", monotonic_nanoseconds());
    json_flag(&line, "done", true);
    json_begin_array(&line, "connections");
    for (uint32_t i = 0; i < count; i++)
        add_client(&line, &clients[i]);
    json_end_array(&line);
    json_end_line(&line);
    json_print(&line);
    json_free(&line);
}

int main(int argc, char *argv[])
{
    static struct client clients[MOST_CONNECTIONS];
    struct options options = read_options(argc, argv);
    sigset_t stop_signals = block_stop_signals();

    start_server(&options);
    for (uint32_t i = 0; i < options.connections; i++)
        start_client(&clients[i], &options);

    int signal;
    sigwait(&stop_signals, &signal);

    for (uint32_t i = 0; i < options.connections; i++)
        stop_client(&clients[i]);
    print_clients(clients, options.connections);
    return 0;
}
