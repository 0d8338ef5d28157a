/*
 * switchover-probe: the flows between two hosts, one of these in each.
 *
 * Sends its own flows, receives those of the other host, and stamps all packets by the clock that both share.
 * Lines and files are described in images/node/README.md.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "clock.h"
#include "lateness.h"
#include "live_lines.h"
#include "options.h"
#include "receiver.h"
#include "records.h"
#include "sender.h"
#include "stop_signals.h"

/* A packet that comes later than this is lost: the default Forwarding Delay Threshold of RFC 2544, section 26. */
#define DRAIN_SECONDS 2

/* How long the last line waits for a reader that is busy. */
#define LAST_LINE_MILLISECONDS 2000

static void wait_until_told_to_stop(const sigset_t *signals, uint32_t max_seconds)
{
    struct timespec longest = {.tv_sec = max_seconds};
    while (sigtimedwait(signals, NULL, &longest) < 0 && errno == EINTR)
        ;
}

static void drain(void)
{
    struct timespec time = {.tv_sec = DRAIN_SECONDS};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL);
}

static void print_result(const struct sender *sender, const struct receiver *receiver)
{
    struct lateness late = measure_lateness(sender);
    char line[512];
    int length = snprintf(line, sizeof line,
                          "{\"t\":%" PRId64 ",\"done\":true,\"sent\":%zu,\"received\":%zu,\"sendErrors\":%" PRIu64
                          ",\"lateUs\":{\"p50\":%" PRId64 ",\"p99\":%" PRId64 ",\"p999\":%" PRId64 ",\"max\":%" PRId64
                          "}}\n",
                          monotonic_nanoseconds(), (size_t)sender->stamps.count, (size_t)receiver->arrivals.count,
                          sender->errors, late.p50, late.p99, late.p999, late.max);
    print_line(line, length, LAST_LINE_MILLISECONDS);
}

int main(int argc, char *argv[])
{
    static struct sender sender;
    static struct receiver receiver;
    static struct live_lines live_lines;
    struct options options = read_options(argc, argv);
    sigset_t stop_signals = block_stop_signals();

    /* Whoever reads the live lines may go away; the measurement goes on. */
    signal(SIGPIPE, SIG_IGN);
    if (mkdir(options.records_directory, 0755) < 0 && errno != EEXIST)
        err(1, "%s", options.records_directory);

    prepare_receiver(&receiver, &options);
    prepare_sender(&sender, &options);
    start_receiver(&receiver);
    start_sender(&sender);
    start_live_lines(&live_lines, &sender, &receiver);

    wait_until_told_to_stop(&stop_signals, options.max_seconds);

    stop_sender(&sender);
    drain();
    stop_receiver(&receiver);
    stop_live_lines(&live_lines);

    write_records(&sender.stamps, SENT_RECORDS, &options, sender.start);
    write_records(&receiver.arrivals, RECEIVED_RECORDS, &options, sender.start);
    print_result(&sender, &receiver);
    return 0;
}
