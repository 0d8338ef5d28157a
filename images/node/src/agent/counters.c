#include "counters.h"

#include <err.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "attributes.h"
#include "event_loop.h"
#include "line.h"
#include "link_request.h"

static const struct itimerspec every_second = {.it_interval.tv_sec = 1, .it_value.tv_sec = 1};

static const char *counted_prefix;
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
    struct json_line *line = begin_line("counters");
    json_text(line, "interface", RTA_DATA(name));
    json_number(line, "in", counted.rx_packets);
    json_number(line, "out", counted.tx_packets);
    end_line(line);
}

static void read_answers(void *context)
{
    (void)context;
    static _Alignas(struct nlmsghdr) char buffer[32 << 10];
    for (ssize_t received; (received = recv(link_socket, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;) {
        size_t left = received;
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left))
            print_link(message);
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
