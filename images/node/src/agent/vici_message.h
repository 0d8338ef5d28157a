/* Reads messages of strongSwan's VICI protocol, which are trees of sections, keys and lists, element by element. */
#ifndef SWITCHOVER_VICI_MESSAGE_H
#define SWITCHOVER_VICI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Not terminated. */
struct vici_text {
    const char *bytes;
    size_t length;
};

enum vici_element_type {
    VICI_SECTION_START = 1,
    VICI_SECTION_END = 2,
    VICI_KEY_VALUE = 3,
    VICI_LIST_START = 4,
    VICI_LIST_ITEM = 5,
    VICI_LIST_END = 6,
};

struct vici_element {
    enum vici_element_type type;
    struct vici_text name;  /* of a section, key or list */
    struct vici_text value; /* of a key or list item */
};

struct vici_reader {
    const uint8_t *at;
    const uint8_t *end;
};

/* Takes the next element. False at the end of the message, or if it is malformed there. */
bool vici_next_element(struct vici_reader *reader, struct vici_element *element);

/* Takes a text that follows its length in one byte, as all names do. */
bool vici_take_name(struct vici_reader *reader, struct vici_text *name);

bool vici_text_is(struct vici_text text, const char *expected);

#endif
