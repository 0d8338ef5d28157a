/* One long-lived connection that carries small requests on a fixed schedule, and what happens to it. */
#ifndef SWITCHOVER_TCP_CLIENT_H
#define SWITCHOVER_TCP_CLIENT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "message.h"
#include "options.h"

/* A time without answers, though requests were due. */
struct stall {
    int64_t from, to; /* `to` is 0 while the stall lasts */
    /* Until the first retransmission, as TCP had it when the stall began: of a request, and of an answer. */
    uint32_t timeout_microseconds, server_timeout_microseconds;
};

struct client {
    const struct options *options;
    pthread_t thread;
    _Atomic bool established, stop;
    int socket;
    int64_t last_answer;
    uint64_t bytes_due, bytes_sent, bytes_answered;
    struct stall *stalls;
    int stall_count;
    int64_t ended_at; /* 0 while it is open */
    int error; /* why it ended; 0 when the peer closed it */
    uint32_t retransmits;
    uint32_t timeout_microseconds, server_timeout_microseconds; /* as of the last answer */
    struct message answer; /* the latest, perhaps not all of it yet */
};

/* A shorter pause between two answers does not count as a stall. */
#define SHORTEST_STALL_NANOSECONDS (INT64_C(200) * 1000 * 1000)

/* Tries to connect until the peer listens, then sends requests. */
void start_client(struct client *client, const struct options *options);

/* Stops sending, but leaves the connection open, so that its state is still the one before the stop. */
void stop_client(struct client *client);

#endif
