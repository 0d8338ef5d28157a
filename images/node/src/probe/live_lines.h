/* A line on stdout every 100 ms that tells how far the flows have come, for whoever waits for them to flow again. */
#ifndef SWITCHOVER_LIVE_LINES_H
#define SWITCHOVER_LIVE_LINES_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "receiver.h"
#include "sender.h"

struct live_lines {
    const struct sender *sender;
    const struct receiver *receiver;
    _Atomic bool stop;
    pthread_t thread;
};

void start_live_lines(struct live_lines *lines, const struct sender *sender, const struct receiver *receiver);
void stop_live_lines(struct live_lines *lines);

/* Writes a line of at most PIPE_BUF bytes if there is room for it within the time; otherwise the line is lost, for
 * a reader that sleeps, or is gone, must not hold up the measurement. */
void print_line(const char *line, size_t length, int timeout_milliseconds);

#endif
