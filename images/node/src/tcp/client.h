/* One long-lived connection with small requests on a fixed schedule, and what becomes of it. */
#ifndef SWITCHOVER_TCP_CLIENT_H
#define SWITCHOVER_TCP_CLIENT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "options.h"

/* No answer from the first moment to the second, though requests were due. */
struct stall {
    int64_t from, to; /* to: 0 while it lasts */
    uint32_t timeout_microseconds; /* until the first retransmission, as TCP had it when the stall began */
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
    int64_t ended_at; /* 0: open */
    int error; /* why it ended; 0 when the peer closed it */
    uint32_t retransmits;
    uint32_t timeout_microseconds; /* with the last answer */
};

/* Shorter pauses between answers are no stall. */
#define SHORTEST_STALL_NANOSECONDS (INT64_C(200) * 1000 * 1000)

/* Connects, again and again until the peer listens, then sends. */
void start_client(struct client *client, const struct options *options);

/* Sends no more, and closes nothing: what is told of the connection is how it was just now. */
void stop_client(struct client *client);

#endif
