#include "live_lines.h"

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"

#define INTERVAL_NANOSECONDS 100000000

/* Of the nice value: the hot threads go first. */
#define LOWER_PRIORITY 10

/* A pipe that can be written to has room for PIPE_BUF bytes (pipe(7)), so that this write does not block. */
void print_line(const char *line, size_t length, int timeout_milliseconds)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (poll(&out, 1, timeout_milliseconds) == 1 && out.revents == POLLOUT)
        (void)!write(STDOUT_FILENO, line, length);
}

static void print_progress(const struct sender *sender, const struct receiver *receiver)
{
    /* The longest flow, "[18446744073709551615,4294967295],", never comes up: room is bounded by the records. */
    char line[PIPE_BUF];
    size_t length = snprintf(line, sizeof line, "{\"t\":%" PRId64 ",\"sent\":%zu,\"flows\":", monotonic_nanoseconds(),
                             (size_t)sender->stamps.count);
    for (uint32_t flow = 0; flow < receiver->flows; flow++) {
        const struct flow_progress *progress = &receiver->progress[flow];
        length += snprintf(line + length, sizeof line - length, "%c[%" PRIu64 ",%" PRIu32 "]", flow == 0 ? '[' : ',',
                           progress->received, progress->last_sequence);
    }
    length += snprintf(line + length, sizeof line - length, "]}\n");
    print_line(line, length, 0);
}

static void *print_until_stopped(void *context)
{
    struct live_lines *lines = context;
    struct timespec interval = {.tv_nsec = INTERVAL_NANOSECONDS};
    setpriority(PRIO_PROCESS, gettid(), LOWER_PRIORITY);
    while (!lines->stop) {
        nanosleep(&interval, NULL);
        print_progress(lines->sender, lines->receiver);
    }
    return NULL;
}

void start_live_lines(struct live_lines *lines, const struct sender *sender, const struct receiver *receiver)
{
    lines->sender = sender;
    lines->receiver = receiver;
    if ((errno = pthread_create(&lines->thread, NULL, print_until_stopped, lines)) != 0)
        err(1, "cannot start the live lines");
}

void stop_live_lines(struct live_lines *lines)
{
    lines->stop = true;
    pthread_join(lines->thread, NULL);
}
