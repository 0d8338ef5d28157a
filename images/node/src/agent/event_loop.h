/* Everything that the agent waits for, in one epoll set. */
#ifndef SWITCHOVER_EVENT_LOOP_H
#define SWITCHOVER_EVENT_LOOP_H

/* What to call when a descriptor can be read. It must stay where it is for as long as it is watched. */
struct watch {
    void (*readable)(void *context);
    void *context;
};

void loop_watch(int descriptor, struct watch *watch);

/* Runs for ever: the agent ends by exit(). Closing a descriptor ends its watch. */
_Noreturn void loop_run(void);

#endif
