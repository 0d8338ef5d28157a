#include "counted_links.h"

#include <err.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "attributes.h"
#include "common/clock.h"
#include "line.h"

static struct counted_link *counted_links;
static size_t counted_link_count;
static const char *counted_prefix;

void count_links_named(const char *prefix)
{
    counted_prefix = prefix;
}

bool is_counted(const char *name)
{
    return counted_prefix != NULL && strncmp(name, counted_prefix, strlen(counted_prefix)) == 0;
}

struct counted_link *counted_link(int index)
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

bool is_any_link_awaited(void)
{
    for (size_t i = 0; i < counted_link_count; i++)
        if (counted_links[i].is_awaited)
            return true;
    return false;
}

static void read_link(const struct nlmsghdr *message,
                      void (*use)(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *now))
{
    const struct ifinfomsg *info = NLMSG_DATA(message);
    if (message->nlmsg_type != RTM_NEWLINK)
        return;
    const struct rtattr *name = find_attribute(IFLA_RTA(info), IFLA_PAYLOAD(message), IFLA_IFNAME);
    const struct rtattr *stats = find_attribute(IFLA_RTA(info), IFLA_PAYLOAD(message), IFLA_STATS64);
    if (name == NULL || stats == NULL || !is_counted(RTA_DATA(name)))
        return;
    struct rtnl_link_stats64 now;
    memcpy(&now, RTA_DATA(stats), sizeof now);
    use(counted_link(info->ifi_index), RTA_DATA(name), &now);
}

bool read_counted_links(int answering,
                        void (*use)(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *now))
{
    static _Alignas(struct nlmsghdr) char buffer[32 << 10];
    bool is_complete = false;
    for (ssize_t received; (received = recv(answering, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;) {
        size_t left = received;
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            read_link(message, use);
            is_complete |= message->nlmsg_type == NLMSG_DONE;
        }
    }
    return is_complete;
}

void print_counters(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *counted)
{
    int64_t now = monotonic_nanoseconds();
    if (counted->rx_packets != link->received) {
        link->received = counted->rx_packets;
        link->arrival = now;
        link->is_awaited = false;
    }
    struct json_line *line = begin_line("counters");
    json_text(line, "interface", name);
    json_number(line, "in", counted->rx_packets);
    json_number(line, "out", counted->tx_packets);
    if (link->arrival != 0)
        json_number(line, "quiet", now - link->arrival);
    end_line(line);
}

int open_link_socket(void)
{
    int opened = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (opened < 0)
        err(1, "link socket");
    return opened;
}
