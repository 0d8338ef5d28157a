#include "live_lines.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/clock.h"

#define INTERVAL_NANOSECONDS 100000000

/* Added to the nice value, so that the threads that send and receive run first. */
#define LOWER_PRIORITY 10

/* Does not block: a pipe that poll() calls writable has room for PIPE_BUF bytes (pipe(7)). */
void print_if_room(const struct json_line *line, int timeout_milliseconds)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (line->length <= PIPE_BUF && poll(&out, 1, timeout_milliseconds) == 1 && out.revents == POLLOUT)
        json_print(line);
}

static void print_progress(struct json_line *line, const struct sender *sender, const struct receiver *receiver)
{
    json_begin_line(line);
    json_number(line, "t", monotonic_nanoseconds());
    json_number(line, "sent", sender->stamps.count);
    json_begin_array(line, "flows");
    for (uint32_t flow = 0; flow < receiver->flows; flow++) {
        const struct flow_progress *progress = &receiver->progress[flow];
        json_begin_array(line, NULL);
        json_number(line, NULL, progress->received);
        json_number(line, NULL, progress->last_sequence);
        json_end_array(line);
    }
    json_end_array(line);
    json_end_line(line);
    print_if_room(line, 0);
}

static void *print_until_stopped(void *context)
{
    struct live_lines *lines = context;
    struct timespec interval = {.tv_nsec = INTERVAL_NANOSECONDS};
    struct json_line line = {0};
    setpriority(PRIO_PROCESS, gettid(), LOWER_PRIORITY);
    while (!lines->stop) {
        nanosleep(&interval, NULL);
        print_progress(&line, lines->sender, lines->receiver);
    }
    json_free(&line);
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
