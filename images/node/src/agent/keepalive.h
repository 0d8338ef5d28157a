/* Keeps a packet a second in tunnels that carry nothing else, so that their counters show whether packets pass. */
#ifndef SWITCHOVER_KEEPALIVE_H
#define SWITCHOVER_KEEPALIVE_H

#include <stdbool.h>

/* Sends one ICMP echo request through that link to the other end of the tunnel. False: it could not be sent. While the
 * tunnel is down, the link has no address with a peer to send it to. */
bool keepalive_send(const char *link);

/* The same through a link whose address has no peer, to that host. Both texts must stay in their place in memory. */
void keepalive_to(const char *link, const char *host);

#endif
