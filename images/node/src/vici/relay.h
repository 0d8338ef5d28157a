/* Passes packets between a client and charon, but for commands of the client that change more than the SAs. */
#ifndef SWITCHOVER_RELAY_H
#define SWITCHOVER_RELAY_H

/* Returns when either of them has gone, or has kept the other one waiting for 10 s in the middle of a packet. */
void relay(int client, int charon);

#endif
