#include "addresses.h"

#include <arpa/inet.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdio.h>

#include "attributes.h"
#include "json.h"
#include "links.h"

void print_address_message(const struct nlmsghdr *message)
{
    const struct ifaddrmsg *info = NLMSG_DATA(message);
    /* IFA_LOCAL is this end also of a point-to-point link, where IFA_ADDRESS is the other one. */
    const struct rtattr *local = find_attribute(IFA_RTA(info), IFA_PAYLOAD(message), IFA_LOCAL);
    if (info->ifa_family != AF_INET || local == NULL)
        return;

    char address[INET_ADDRSTRLEN], text[sizeof address + sizeof "/32"];
    inet_ntop(AF_INET, RTA_DATA(local), address, sizeof address);
    snprintf(text, sizeof text, "%s/%u", address, info->ifa_prefixlen);

    json_begin_line("address");
    json_text("interface", link_name(info->ifa_index));
    json_text("address", text);
    json_flag("present", message->nlmsg_type == RTM_NEWADDR);
    json_end_line();
}
