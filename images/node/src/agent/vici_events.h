/* Prints charon's events about its security associations as lines of kind "ike" and "child". */
#ifndef SWITCHOVER_VICI_EVENTS_H
#define SWITCHOVER_VICI_EVENTS_H

#include <stdbool.h>

#include "vici_message.h"

/* `vici` is the name that the option --vici gave to this charon. Returns whether a child SA went down. */
bool print_vici_event(const char *vici, struct vici_text event, struct vici_reader message);

#endif
