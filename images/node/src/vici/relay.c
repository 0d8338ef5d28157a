#include "vici/relay.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

/* From "Transport protocol" and "Packet layer" in strongSwan's src/libcharon/plugins/vici/README.md. */
enum { LENGTH_BYTES = 4, LONGEST_PACKET = 512 << 10 };
enum packet_type { CMD_REQUEST = 0, EVENT_REGISTER = 3, EVENT_UNREGISTER = 4 };

/* All that swanctl has for looking ("Client-initiated commands" there), and what is done to SAs of loaded connections. */
static const char *const passed_on[] = {
    "version", "stats", "list-sas", "list-policies", "list-conns", "list-certs", "list-authorities", "get-algorithms",
    "get-authorities", "get-conns", "get-counters", "get-pools", "initiate", "terminate", "rekey",
};

/* The answer CMD_RESPONSE with the keys "success" and "errmsg". */
static const char refusal[] = "\0\0\0\x43\x01"
                              "\x03\x07success\0\x02no"
                              "\x03\x06" "errmsg\0\x2bonly root may change what charon has loaded";

struct packet {
    uint32_t length;
    uint8_t bytes[LENGTH_BYTES + LONGEST_PACKET];
};

static bool receive(int from, struct packet *packet)
{
    uint32_t length;
    if (recv(from, packet->bytes, LENGTH_BYTES, MSG_WAITALL) != LENGTH_BYTES)
        return false;
    memcpy(&length, packet->bytes, LENGTH_BYTES);
    packet->length = ntohl(length);
    if (packet->length == 0 || packet->length > LONGEST_PACKET)
        return false;
    return recv(from, packet->bytes + LENGTH_BYTES, packet->length, MSG_WAITALL) == (ssize_t)packet->length;
}

static bool send_all(int to, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    while (length > 0) {
        ssize_t sent = send(to, at, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
        length -= sent;
    }
    return true;
}

static bool may_pass(const struct packet *packet)
{
    const uint8_t *content = packet->bytes + LENGTH_BYTES;
    if (content[0] == EVENT_REGISTER || content[0] == EVENT_UNREGISTER)
        return true;
    if (content[0] != CMD_REQUEST || packet->length < 2 || packet->length < 2u + content[1])
        return false;
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++)
        if (strlen(passed_on[i]) == content[1] && memcmp(passed_on[i], content + 2, content[1]) == 0)
            return true;
    return false;
}

void relay(int client, int charon)
{
    static struct packet packet;
    struct timeval patience = { .tv_sec = 10 };
    struct pollfd ends[] = { { .fd = client, .events = POLLIN }, { .fd = charon, .events = POLLIN } };
    for (int i = 0; i < 2; i++) {
        setsockopt(ends[i].fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(ends[i].fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    }
    while (poll(ends, 2, -1) > 0) {
        if (ends[1].revents && !(receive(charon, &packet) && send_all(client, packet.bytes, LENGTH_BYTES + packet.length)))
            return;
        if (!ends[0].revents)
            continue;
        if (!receive(client, &packet))
            return;
        bool sent = may_pass(&packet) ? send_all(charon, packet.bytes, LENGTH_BYTES + packet.length)
                                      : send_all(client, refusal, sizeof refusal - 1);
        if (!sent)
            return;
    }
}
