/* Sends all flows, round robin, on a schedule that is fixed at the start. */
#ifndef SWITCHOVER_SENDER_H
#define SWITCHOVER_SENDER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "options.h"
#include "records.h"

struct sender {
    const struct options *options;
    int sockets[MOST_FLOWS];
    int64_t start; /* when packet 0 is due */
    struct records stamps;
    uint64_t errors; /* packets that the kernel refused; they count as sent and lost */
    _Atomic bool stop;
    pthread_t thread;
};

/* Binds the source ports. Sends nothing yet. */
void prepare_sender(struct sender *sender, const struct options *options);

void start_sender(struct sender *sender);

/* Returns when the last packet has been sent. */
void stop_sender(struct sender *sender);

/* When packet k is due. It belongs to flow k % flows, and has the sequence number k / flows there. */
int64_t packet_due(const struct sender *sender, uint64_t k);

#endif
