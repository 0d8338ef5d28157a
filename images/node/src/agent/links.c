#include "links.h"

#include <err.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "attributes.h"
#include "line.h"

struct link {
    int index;
    char name[IFNAMSIZ];
    bool has_carrier;
};

static struct link *links;
static size_t link_count;

static struct link *find_link(int index)
{
    for (size_t i = 0; i < link_count; i++)
        if (links[i].index == index)
            return &links[i];
    return NULL;
}

static struct link *add_link(int index)
{
    links = realloc(links, (link_count + 1) * sizeof *links);
    if (links == NULL)
        err(1, "no memory for %zu links", link_count + 1);
    /* A new link counts as down, so that a link which is up in its first message is reported, too. */
    links[link_count] = (struct link){.index = index};
    return &links[link_count++];
}

static void remove_link(struct link *link)
{
    *link = links[--link_count];
}

static void print_carrier(const struct link *link, bool gone)
{
    struct json_line *line = begin_line("carrier");
    json_text(line, "interface", link->name);
    json_flag(line, "up", link->has_carrier && !gone);
    if (gone)
        json_flag(line, "gone", true);
    end_line(line);
}

void print_link_message(const struct nlmsghdr *message)
{
    const struct ifinfomsg *info = NLMSG_DATA(message);
    /* A bridge reports its ports with the same messages, and "deletes" a port that only leaves the bridge. */
    if (info->ifi_family != AF_UNSPEC)
        return;

    struct link *link = find_link(info->ifi_index);
    if (message->nlmsg_type == RTM_DELLINK) {
        if (link != NULL) {
            print_carrier(link, true);
            remove_link(link);
        }
        return;
    }

    if (link == NULL)
        link = add_link(info->ifi_index);
    const struct rtattr *name = find_attribute(IFLA_RTA(info), IFLA_PAYLOAD(message), IFLA_IFNAME);
    if (name != NULL)
        snprintf(link->name, sizeof link->name, "%s", (const char *)RTA_DATA(name));
    bool has_carrier = info->ifi_flags & IFF_LOWER_UP;
    if (link->has_carrier != has_carrier) {
        link->has_carrier = has_carrier;
        print_carrier(link, false);
    }
}

bool link_exists(const char *name)
{
    for (size_t i = 0; i < link_count; i++)
        if (strcmp(links[i].name, name) == 0)
            return true;
    return false;
}

const char *link_name(int index)
{
    const struct link *link = find_link(index);
    return link != NULL ? link->name : "?";
}
