/*
 * switchover-window: an outage of which the length is known exactly, to measure the measurement with.
 *
 * For so long, from so many nanoseconds of CLOCK_MONOTONIC on, the kernel drops what passes through tunnel devices
 * towards a port, and counts it. The packet filter looks at the clock for every packet; no program has to wake up
 * in time.
 */
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "packet_filter.h"

enum { MOST_PASSAGES = 32 };
/* The two clocks are read one after the other; so much can lie between. */
static const int64_t clock_tolerance = 50 * 1000;
/* The packet filter is asked for its counters when nothing can be on its way through it any more. */
static const int64_t settling_time = 50 * 1000 * 1000;

_Noreturn static void explain_usage(void)
{
    fputs("usage: switchover-window --start NANOSECONDS --length NANOSECONDS --port PORT\n"
          "                         {--in DEVICE | --out DEVICE}...\n",
          stderr);
    exit(2);
}

static int64_t parse_number(const char *text, int64_t least, int64_t most)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || number < least || number > most)
        errx(2, "a number from %" PRId64 " to %" PRId64 " is needed, not \"%s\"", least, most, text);
    return number;
}

/* What CLOCK_REALTIME is ahead of CLOCK_MONOTONIC: the most certain of several readings. */
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
            offset = now.tv_sec * NANOSECONDS_PER_SECOND + now.tv_nsec - (before + least_uncertain / 2);
        }
    }
    return offset;
}

static void sleep_until(int64_t time)
{
    struct timespec until = {.tv_sec = time / NANOSECONDS_PER_SECOND, .tv_nsec = time % NANOSECONDS_PER_SECOND};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
        continue;
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
            start = parse_number(optarg, 1, INT64_MAX / 2);
        else if (name == 'l')
            length = parse_number(optarg, 1, 3600 * NANOSECONDS_PER_SECOND);
        else if (name == 'p')
            port = parse_number(optarg, 1, UINT16_MAX);
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
        errx(1, "the window had begun before the packet filter knew of it");

    sleep_until(start + length + settling_time);
    int64_t moved = clock_offset() - offset;
    if (moved > clock_tolerance || moved < -clock_tolerance)
        errx(1, "the time of day was changed by %" PRId64 " ns meanwhile, so the window is not what it should be", moved);

    uint64_t dropped[MOST_PASSAGES] = {0};
    read_counters(count, dropped);
    fputs("{\"dropped\":[", stdout);
    for (int i = 0; i < count; i++)
        printf("%s%" PRIu64, i == 0 ? "" : ",", dropped[i]);
    puts("]}");
    return 0;
}
