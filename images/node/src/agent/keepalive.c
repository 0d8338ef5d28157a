#include "keepalive.h"

#include <arpa/inet.h>
#include <err.h>
#include <linux/icmp.h>
#include <linux/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Where the keepalives of the link without a peer go. */
static const char *lone_link;
static struct in_addr lone_host;

void keepalive_to(const char *link, const char *host)
{
    lone_link = link;
    if (inet_pton(AF_INET, host, &lone_host) != 1)
        errx(2, "%s is no IPv4 address", host);
}

static int open_socket(void)
{
    int opened = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_ICMP);
    /* The counters of the link tell of the answers. Without the filter, every one would stay in the socket. */
    struct icmp_filter all = {.data = UINT32_MAX};
    if (opened < 0 || setsockopt(opened, SOL_RAW, ICMP_FILTER, &all, sizeof all) < 0)
        err(1, "keepalive socket");
    return opened;
}

static bool ask_address(int asked, const char *link, unsigned long which, struct in_addr *address)
{
    struct ifreq request = {.ifr_addr.sa_family = AF_INET};
    struct sockaddr_in answer;
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", link);
    if (ioctl(asked, which, &request) < 0)
        return false;
    memcpy(&answer, &request.ifr_addr, sizeof answer);
    *address = answer.sin_addr;
    return true;
}

static bool find_other_end(int asked, const char *link, struct in_addr *other_end)
{
    struct in_addr own;
    if (lone_link != NULL && strcmp(link, lone_link) == 0) {
        *other_end = lone_host;
        return true;
    }
    return ask_address(asked, link, SIOCGIFADDR, &own) && ask_address(asked, link, SIOCGIFDSTADDR, other_end) &&
           other_end->s_addr != own.s_addr;
}

static uint16_t checksum_of(const struct icmphdr *header)
{
    uint16_t words[sizeof *header / 2];
    uint32_t sum = 0;
    memcpy(words, header, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        sum += words[i];
    return ~((sum & 0xffff) + (sum >> 16));
}

bool keepalive_send(const char *link)
{
    static int sender = -1;
    static uint16_t sequence;
    struct sockaddr_in to = {.sin_family = AF_INET};
    if (sender < 0)
        sender = open_socket();
    if (!find_other_end(sender, link, &to.sin_addr))
        return false;

    struct icmphdr echo = {.type = ICMP_ECHO, .un.echo = {.id = htons(1), .sequence = htons(++sequence)}};
    echo.checksum = checksum_of(&echo);
    /* Binding to the device keeps the packet in this tunnel, whatever the routes say. */
    if (setsockopt(sender, SOL_SOCKET, SO_BINDTODEVICE, link, strlen(link) + 1) < 0)
        return false;
    return sendto(sender, &echo, sizeof echo, 0, (struct sockaddr *)&to, sizeof to) > 0;
}
