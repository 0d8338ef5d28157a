#include "counters.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "counted_links.h"
#include "event_loop.h"
#include "keepalive.h"
#include "line.h"
#include "link_request.h"
#include "timer.h"

/* The status of a node reads it (src/nodes/scripts/status-script.ts). */
#define ARRIVALS_FILE "/run/switchover-arrivals"

/* Of the links so far, in the answers that are being read. */
static FILE *arrivals;
static int link_socket;
static int timer;

static void ask(void *context)
{
    (void)context;
    read_timer(timer);
    request_all_links(link_socket);
}

static void note_arrival(const char *name, int64_t time)
{
    if (arrivals == NULL)
        arrivals = fopen(ARRIVALS_FILE ".new", "we");
    if (arrivals != NULL)
        fprintf(arrivals, "%s %" PRId64 "\n", name, time);
}

/* Renamed when it is complete, so that a reader never sees half of it. */
static void publish_arrivals(void)
{
    if (arrivals == NULL)
        return;
    fclose(arrivals);
    arrivals = NULL;
    rename(ARRIVALS_FILE ".new", ARRIVALS_FILE);
}

static void report(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *now)
{
    bool is_idle = now->tx_packets == link->sent;
    link->sent = now->tx_packets;
    print_counters(link, name, now);
    if (link->arrival != 0)
        note_arrival(name, link->arrival);
    if (is_idle && keepalive_send(name))
        link->sent++; /* A keepalive is not traffic that would make the next one superfluous. */
}

static void read_answers(void *context)
{
    (void)context;
    /* The engine handles each write by itself, and 100 tunnels have 200 lines every second. */
    hold_lines();
    bool is_complete = read_counted_links(link_socket, report);
    release_lines();
    if (is_complete)
        publish_arrivals();
}

void counters_follow(const char *prefix)
{
    static struct watch times = {.readable = ask}, answers = {.readable = read_answers};
    count_links_named(prefix);
    link_socket = open_link_socket();
    loop_watch(link_socket, &answers);
    timer = open_timer(&times);
    set_timer(timer, 1000);
}
