#include "routes.h"

#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <stdio.h>

#include "attributes.h"
#include "json.h"
#include "links.h"

static void print_hop(const struct rtattr *gateway, int interface)
{
    json_begin_object();
    if (gateway != NULL) {
        char text[INET_ADDRSTRLEN];
        inet_ntop(AF_INET, RTA_DATA(gateway), text, sizeof text);
        json_text("gateway", text);
    }
    json_text("interface", link_name(interface));
    json_end_object();
}

static void print_multipath(const struct rtattr *multipath)
{
    const struct rtnexthop *hop = RTA_DATA(multipath);
    int left = RTA_PAYLOAD(multipath);
    while (left >= (int)sizeof *hop && RTNH_OK(hop, left)) {
        size_t attributes_length = hop->rtnh_len - RTNH_LENGTH(0);
        if (!(hop->rtnh_flags & RTNH_F_DEAD))
            print_hop(find_attribute(RTNH_DATA(hop), attributes_length, RTA_GATEWAY), hop->rtnh_ifindex);
        left -= RTNH_ALIGN(hop->rtnh_len);
        hop = RTNH_NEXT(hop);
    }
}

static void print_hops(const struct rtattr *attributes, size_t length)
{
    const struct rtattr *multipath = find_attribute(attributes, length, RTA_MULTIPATH);
    const struct rtattr *interface = find_attribute(attributes, length, RTA_OIF);
    if (multipath != NULL)
        print_multipath(multipath);
    else if (interface != NULL)
        print_hop(find_attribute(attributes, length, RTA_GATEWAY), attribute_u32(interface));
}

void print_route_message(const struct nlmsghdr *message)
{
    const struct rtmsg *route = NLMSG_DATA(message);
    const struct rtattr *attributes = RTM_RTA(route);
    size_t length = RTM_PAYLOAD(message);
    if (route->rtm_family != AF_INET || route->rtm_table != RT_TABLE_MAIN)
        return;

    /* The default route has no destination at all. */
    const struct rtattr *destination = find_attribute(attributes, length, RTA_DST);
    char network[INET_ADDRSTRLEN] = "0.0.0.0", prefix[sizeof network + sizeof "/32"];
    if (destination != NULL)
        inet_ntop(AF_INET, RTA_DATA(destination), network, sizeof network);
    snprintf(prefix, sizeof prefix, "%s/%u", network, route->rtm_dst_len);

    json_begin_line("route");
    json_text("prefix", prefix);
    json_begin_array("hops");
    /* A blackhole leads nowhere, just like a route that was deleted. */
    if (message->nlmsg_type == RTM_NEWROUTE && route->rtm_type == RTN_UNICAST)
        print_hops(attributes, length);
    json_end_array();
    json_end_line();
}
