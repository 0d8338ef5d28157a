/* Follows one charon through its VICI socket for as long as the agent runs. Waits for the socket if it does not exist
 * yet, and connects again when charon was restarted. */
#ifndef SWITCHOVER_VICI_H
#define SWITCHOVER_VICI_H

/* Both texts must stay in their place in memory. */
void vici_follow(const char *name, const char *socket_path);

#endif
