#include "addresses.h"

#include <arpa/inet.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdio.h>

#include "attributes.h"
#include "first_packets.h"
#include "line.h"
#include "links.h"

void print_address_message(const struct nlmsghdr *message)
{
    const struct ifaddrmsg *info = NLMSG_DATA(message);
    /* On a point-to-point link, IFA_ADDRESS is the address of the other end. IFA_LOCAL is always ours. */
    const struct rtattr *local = find_attribute(IFA_RTA(info), IFA_PAYLOAD(message), IFA_LOCAL);
    if (info->ifa_family != AF_INET || local == NULL)
        return;

    char address[INET_ADDRSTRLEN], text[sizeof address + sizeof "/32"];
    inet_ntop(AF_INET, RTA_DATA(local), address, sizeof address);
    snprintf(text, sizeof text, "%s/%u", address, info->ifa_prefixlen);

    struct json_line *line = begin_line("address");
    json_text(line, "interface", link_name(info->ifa_index));
    json_text(line, "address", text);
    json_flag(line, "present", message->nlmsg_type == RTM_NEWADDR);
    end_line(line);
    /* A tunnel has its address while it is up. */
    if (message->nlmsg_type == RTM_NEWADDR)
        await_first_packet(info->ifa_index);
}
