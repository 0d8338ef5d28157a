/* Follows one charon through its VICI socket, for as long as the agent lives: the socket may come later, and
 * a charon that was restarted is found again. */
#ifndef SWITCHOVER_VICI_H
#define SWITCHOVER_VICI_H

/* Both texts must stay where they are. */
void vici_follow(const char *name, const char *socket_path);

#endif
