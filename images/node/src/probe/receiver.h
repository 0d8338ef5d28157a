/* Receives the flows of the other host and stamps every packet. */
#ifndef SWITCHOVER_RECEIVER_H
#define SWITCHOVER_RECEIVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "options.h"
#include "records.h"

/* How far a flow has come. The thread that prints live lines reads it, too. */
struct flow_progress {
    _Atomic uint64_t received;
    _Atomic uint32_t last_sequence;
};

struct receiver {
    uint32_t flows;
    int socket;
    struct records arrivals;
    struct flow_progress progress[MOST_FLOWS];
    _Atomic bool stop;
    pthread_t thread;
};

/* From now on, the kernel keeps packets that arrive, even before the thread runs. */
void prepare_receiver(struct receiver *receiver, const struct options *options);

void start_receiver(struct receiver *receiver);

/* Returns when the thread has ended. */
void stop_receiver(struct receiver *receiver);

#endif
