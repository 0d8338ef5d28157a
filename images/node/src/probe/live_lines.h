/* Prints how far the flows have come, one line every 100 ms, so that the lab can see when traffic flows again. */
#ifndef SWITCHOVER_LIVE_LINES_H
#define SWITCHOVER_LIVE_LINES_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "common/json.h"
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

/* Prints a line of at most PIPE_BUF bytes as soon as there is room for it, or drops it after the timeout: a reader that
 * is slow or gone must not delay the measurement. */
void print_if_room(const struct json_line *line, int timeout_milliseconds);

#endif
