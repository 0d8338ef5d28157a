#include "routes.h"

#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <stdio.h>

#include "attributes.h"
#include "line.h"
#include "links.h"

static void add_hop(struct json_line *line, const struct rtattr *gateway, int interface)
{
    json_begin_object(line, NULL);
    if (gateway != NULL) {
        char text[INET_ADDRSTRLEN];
        inet_ntop(AF_INET, RTA_DATA(gateway), text, sizeof text);
        json_text(line, "gateway", text);
    }
    json_text(line, "interface", link_name(interface));
    json_end_object(line);
}

static void add_multipath(struct json_line *line, const struct rtattr *multipath)
{
    const struct rtnexthop *hop = RTA_DATA(multipath);
    int left = RTA_PAYLOAD(multipath);
    while (left >= (int)sizeof *hop && RTNH_OK(hop, left)) {
        size_t attributes_length = hop->rtnh_len - RTNH_LENGTH(0);
        if (!(hop->rtnh_flags & RTNH_F_DEAD))
            add_hop(line, find_attribute(RTNH_DATA(hop), attributes_length, RTA_GATEWAY), hop->rtnh_ifindex);
        left -= RTNH_ALIGN(hop->rtnh_len);
        hop = RTNH_NEXT(hop);
    }
}

static void add_hops(struct json_line *line, const struct rtattr *attributes, size_t length)
{
    const struct rtattr *multipath = find_attribute(attributes, length, RTA_MULTIPATH);
    const struct rtattr *interface = find_attribute(attributes, length, RTA_OIF);
    if (multipath != NULL)
        add_multipath(line, multipath);
    else if (interface != NULL)
        add_hop(line, find_attribute(attributes, length, RTA_GATEWAY), attribute_u32(interface));
}

void print_route_message(const struct nlmsghdr *message)
{
    const struct rtmsg *route = NLMSG_DATA(message);
    const struct rtattr *attributes = RTM_RTA(route);
    size_t length = RTM_PAYLOAD(message);
    if (route->rtm_family != AF_INET || route->rtm_table != RT_TABLE_MAIN)
        return;

    /* The default route has no RTA_DST. */
    const struct rtattr *destination = find_attribute(attributes, length, RTA_DST);
    char network[INET_ADDRSTRLEN] = "0.0.0.0", prefix[sizeof network + sizeof "/32"];
    if (destination != NULL)
        inet_ntop(AF_INET, RTA_DATA(destination), network, sizeof network);
    snprintf(prefix, sizeof prefix, "%s/%u", network, route->rtm_dst_len);

    struct json_line *line = begin_line("route");
    json_text(line, "prefix", prefix);
    json_begin_array(line, "hops");
    /* A blackhole leads nowhere, just like a route that was deleted. */
    if (message->nlmsg_type == RTM_NEWROUTE && route->rtm_type == RTN_UNICAST)
        add_hops(line, attributes, length);
    json_end_array(line);
    end_line(line);
}
