/* The kernel counts the processes of a user (RLIMIT_NPROC) over all containers of a machine. */
#ifndef SWITCHOVER_OWN_USER_H
#define SWITCHOVER_OWN_USER_H

/* Gives a user a number that no other node of this machine has, unless it has that already. Ends the program if it cannot. */
void give_own_number(const char *name);

#endif
