/*
 * switchover-window: an outage whose length is known exactly, to check how well the lab measures outages.
 *
 * From a given moment on, and for a given time, the kernel drops and counts the packets to a port that pass through
 * tunnel devices. The packet filter compares the clock for every packet, so that no program has to wake up in time.
 */
#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/numbers.h"
#include "packet_filter.h"

enum { MOST_PASSAGES = 32 };
/* clock_offset() reads two clocks one after the other. Its error is well below this. */
static const int64_t clock_tolerance = 50 * 1000;
/* Time for the last packet to pass the packet filter before the counters are read. */
static const int64_t settling_time = 50 * 1000 * 1000;

_Noreturn static void explain_usage(void)
{
    fputs("usage: switchover-window --start NANOSECONDS --length NANOSECONDS --port PORT\n"
          "                         {--in DEVICE | --out DEVICE}...\n",
          stderr);
    exit(2);
}

/* How far CLOCK_REALTIME is ahead of CLOCK_MONOTONIC, from the reading that took the shortest time. */
static int64_t clock_offset(void)
{
    int64_t offset = 0, least_uncertain = INT64_MAX;
    for (int i = 0; i < 16; i++) {
        struct timespec now;
        int64_t before = monotonic_nanoseconds();
        clock_gettime(CLOCK_REALTIME, &now);
        int64_t after = monotonic_nanoseconds();
        if (after - before < least_uncertain) {
            least_uncertain = after - before;
            offset = nanoseconds_of(now) - (before + least_uncertain / 2);
        }
    }
    return offset;
}

static void print_dropped(const uint64_t *dropped, int count)
{
    struct json_line line = {0};
    json_begin_line(&line);
    json_begin_array(&line, "dropped");
    for (int i = 0; i < count; i++)
        json_number(&line, NULL, dropped[i]);
    json_end_array(&line);
    json_end_line(&line);
    json_print(&line);
    json_free(&line);
}

int main(int argc, char *argv[])
{
    static const struct option names[] = {
        {"start", required_argument, NULL, 's'},
        {"length", required_argument, NULL, 'l'},
        {"port", required_argument, NULL, 'p'},
        {"in", required_argument, NULL, 'i'},
        {"out", required_argument, NULL, 'o'},
        {0},
    };
    struct passage passages[MOST_PASSAGES];
    int count = 0;
    int64_t start = 0, length = 0, port = 0;
    for (int name; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (name == 's')
            start = parse_number("--start", optarg, 1, INT64_MAX / 2);
        else if (name == 'l')
            length = parse_number("--length", optarg, 1, 3600 * NANOSECONDS_PER_SECOND);
        else if (name == 'p')
            port = parse_number("--port", optarg, 1, UINT16_MAX);
        else if ((name == 'i' || name == 'o') && count < MOST_PASSAGES)
            passages[count++] = (struct passage){.outward = name == 'o', .device = optarg};
        else
            explain_usage();
    }
    if (start == 0 || length == 0 || port == 0 || count == 0 || optind != argc)
        explain_usage();

    int64_t offset = clock_offset();
    load_rules(passages, count, port, (struct window){.start = start + offset, .end = start + length + offset});
    if (monotonic_nanoseconds() >= start)
        errx(1, "the window began before the packet filter had its rules");

    sleep_until(start + length + settling_time);
    int64_t moved = clock_offset() - offset;
    if (moved > clock_tolerance || moved < -clock_tolerance)
        errx(1, "the time of day was changed by %" PRId64 " ns during the window, so its length is wrong", moved);

    uint64_t dropped[MOST_PASSAGES] = {0};
    read_counters(count, dropped);
    print_dropped(dropped, count);
    return 0;
}
