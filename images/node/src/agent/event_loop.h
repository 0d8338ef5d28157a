/* Waits for everything that the agent reacts to, in one epoll set. */
#ifndef SWITCHOVER_EVENT_LOOP_H
#define SWITCHOVER_EVENT_LOOP_H

/* Called when a descriptor can be read. Must stay in its place in memory while the descriptor is watched. */
struct watch {
    void (*readable)(void *context);
    void *context;
};

void loop_watch(int descriptor, struct watch *watch);

/* Never returns: the agent ends with exit(). Closing a descriptor ends its watch. */
_Noreturn void loop_run(void);

#endif
