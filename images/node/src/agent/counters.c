#include "counters.h"

#include <err.h>
#include <inttypes.h>
#include <linux/if.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "attributes.h"
#include "common/clock.h"
#include "event_loop.h"
#include "keepalive.h"
#include "line.h"
#include "link_request.h"

static const struct itimerspec every_second = {.it_interval.tv_sec = 1, .it_value.tv_sec = 1};

/* The status of a node reads it (src/nodes/scripts/status-script.ts). */
#define ARRIVALS_FILE "/run/switchover-arrivals"

struct counted_link {
    int index;
    uint64_t received;
    uint64_t sent;
    int64_t arrival; /* when `received` was last seen to grow; 0: never */
};

static struct counted_link *counted_links;
static size_t counted_link_count;
static const char *counted_prefix;
/* Of the links so far, in the answer that is being read. */
static FILE *arrivals;
/* Not the socket of netlink.c, which would take these answers for changes of the links. */
static int link_socket;
static int timer;

static void ask(void *context)
{
    (void)context;
    uint64_t expirations;
    if (read(timer, &expirations, sizeof expirations) != sizeof expirations)
        err(1, "timerfd");
    request_all_links(link_socket);
}

static struct counted_link *counted_link(int index)
{
    for (size_t i = 0; i < counted_link_count; i++)
        if (counted_links[i].index == index)
            return &counted_links[i];
    counted_links = realloc(counted_links, (counted_link_count + 1) * sizeof *counted_links);
    if (counted_links == NULL)
        err(1, "no memory for %zu links", counted_link_count + 1);
    counted_links[counted_link_count] = (struct counted_link){.index = index};
    return &counted_links[counted_link_count++];
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

static void print_link(const struct nlmsghdr *message)
{
    const struct ifinfomsg *info = NLMSG_DATA(message);
    if (message->nlmsg_type != RTM_NEWLINK)
        return;
    const struct rtattr *name = find_attribute(IFLA_RTA(info), IFLA_PAYLOAD(message), IFLA_IFNAME);
    const struct rtattr *stats = find_attribute(IFLA_RTA(info), IFLA_PAYLOAD(message), IFLA_STATS64);
    if (name == NULL || stats == NULL || strncmp(RTA_DATA(name), counted_prefix, strlen(counted_prefix)) != 0)
        return;

    struct rtnl_link_stats64 counted;
    memcpy(&counted, RTA_DATA(stats), sizeof counted);
    struct counted_link *link = counted_link(info->ifi_index);
    int64_t now = monotonic_nanoseconds();
    bool is_idle = counted.tx_packets == link->sent;
    if (counted.rx_packets != link->received)
        link->arrival = now;
    link->received = counted.rx_packets;
    link->sent = counted.tx_packets;

    struct json_line *line = begin_line("counters");
    json_text(line, "interface", RTA_DATA(name));
    json_number(line, "in", counted.rx_packets);
    json_number(line, "out", counted.tx_packets);
    if (link->arrival != 0)
        json_number(line, "quiet", now - link->arrival);
    end_line(line);
    if (link->arrival != 0)
        note_arrival(RTA_DATA(name), link->arrival);
    if (is_idle && keepalive_send(RTA_DATA(name)))
        link->sent++; /* A keepalive is not traffic that would make the next one superfluous. */
}

static void read_answers(void *context)
{
    (void)context;
    static _Alignas(struct nlmsghdr) char buffer[32 << 10];
    for (ssize_t received; (received = recv(link_socket, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;) {
        size_t left = received;
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            print_link(message);
            if (message->nlmsg_type == NLMSG_DONE)
                publish_arrivals();
        }
    }
}

void counters_follow(const char *prefix)
{
    static struct watch timer_watch = {.readable = ask}, answer_watch = {.readable = read_answers};
    counted_prefix = prefix;
    link_socket = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (link_socket < 0 || timer < 0 || timerfd_settime(timer, 0, &every_second, NULL) < 0)
        err(1, "counters");
    loop_watch(link_socket, &answer_watch);
    loop_watch(timer, &timer_watch);
}
