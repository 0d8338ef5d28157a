/* The other host on the command line: ADDRESS:PORT. */
#ifndef SWITCHOVER_PEERS_H
#define SWITCHOVER_PEERS_H

#include <netinet/in.h>

/* An IPv4 address and a port. Ends the program with exit code 2 if the text is anything else; `name` tells the user
 * which option that was ("--send"). */
struct sockaddr_in parse_peer(const char *name, const char *text);

#endif
