#include "common/peers.h"

#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <string.h>

#include "common/numbers.h"

struct sockaddr_in parse_peer(const char *name, const char *text)
{
    struct sockaddr_in peer = {.sin_family = AF_INET};
    char address[INET_ADDRSTRLEN], port_name[64];
    const char *colon = strchr(text, ':');
    size_t length = colon == NULL ? sizeof address : (size_t)(colon - text);
    if (length >= sizeof address)
        errx(2, "%s must be ADDRESS:PORT, not \"%s\"", name, text);
    memcpy(address, text, length);
    address[length] = '\0';
    if (inet_pton(AF_INET, address, &peer.sin_addr) != 1)
        errx(2, "%s must begin with an IPv4 address, not \"%s\"", name, address);
    snprintf(port_name, sizeof port_name, "the port of %s", name);
    peer.sin_port = htons(parse_number(port_name, colon + 1, 1, UINT16_MAX));
    return peer;
}
