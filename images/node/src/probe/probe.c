/*
 * switchover-probe: UDP flows between two hosts. One probe runs in each.
 *
 * Sends its own flows, receives those of the other host, and stamps all packets by the clock that both hosts share.
 * images/node/README.md describes its lines and files.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/stop_signals.h"
#include "lateness.h"
#include "live_lines.h"
#include "options.h"
#include "receiver.h"
#include "records.h"
#include "sender.h"

/*
 * A packet that comes later counts as lost. Above 250 ms it is impaired all the same (docs/trust.md), so twice that is
 * enough for the last ones.
 */
#define DRAIN_MILLISECONDS 500

/* How long the last line waits for a slow reader. */
#define LAST_LINE_MILLISECONDS 2000

static void wait_until_told_to_stop(const sigset_t *signals, uint32_t max_seconds)
{
    struct timespec longest = {.tv_sec = max_seconds};
    while (sigtimedwait(signals, NULL, &longest) < 0 && errno == EINTR)
        ;
}

static void drain(void)
{
    struct timespec time = {.tv_nsec = DRAIN_MILLISECONDS * INT64_C(1000000)};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL);
}

static void print_result(const struct sender *sender, const struct receiver *receiver)
{
    struct json_line line = {0};
    json_begin_line(&line);
    json_number(&line, "t", monotonic_nanoseconds());
    json_flag(&line, "done", true);
    json_number(&line, "sent", sender->stamps.count);
    json_number(&line, "received", receiver->arrivals.count);
    json_number(&line, "sendErrors", sender->errors);
    if (sender->stamps.first != NULL) {
        struct lateness late = measure_lateness(sender);
        json_begin_object(&line, "lateUs");
        json_number(&line, "p50", late.p50);
        json_number(&line, "p99", late.p99);
        json_number(&line, "p999", late.p999);
        json_number(&line, "max", late.max);
        json_end_object(&line);
    }
    json_end_line(&line);
    print_if_room(&line, LAST_LINE_MILLISECONDS);
    json_free(&line);
}

int main(int argc, char *argv[])
{
    static struct sender sender;
    static struct receiver receiver;
    static struct live_lines live_lines;
    struct options options = read_options(argc, argv);
    sigset_t stop_signals = block_stop_signals();

    /* The measurement goes on even if the reader of the live lines is gone. */
    signal(SIGPIPE, SIG_IGN);
    if (options.records_directory != NULL && mkdir(options.records_directory, 0755) < 0 && errno != EEXIST)
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
