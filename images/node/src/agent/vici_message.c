#include "vici_message.h"

#include <string.h>

/* Takes a text that follows its length, a big-endian number of `length_bytes` bytes. */
static bool take_text(struct vici_reader *reader, int length_bytes, struct vici_text *text)
{
    size_t length = 0;
    if (reader->end - reader->at < length_bytes)
        return false;
    while (length_bytes-- > 0)
        length = length << 8 | *reader->at++;
    if ((size_t)(reader->end - reader->at) < length)
        return false;
    *text = (struct vici_text){(const char *)reader->at, length};
    reader->at += length;
    return true;
}

bool vici_take_name(struct vici_reader *reader, struct vici_text *name)
{
    return take_text(reader, 1, name);
}

static bool take_value(struct vici_reader *reader, struct vici_text *value)
{
    return take_text(reader, 2, value);
}

bool vici_next_element(struct vici_reader *reader, struct vici_element *element)
{
    if (reader->at == reader->end)
        return false;
    *element = (struct vici_element){.type = *reader->at++};
    switch (element->type) {
    case VICI_SECTION_START:
    case VICI_LIST_START:
        return vici_take_name(reader, &element->name);
    case VICI_KEY_VALUE:
        return vici_take_name(reader, &element->name) && take_value(reader, &element->value);
    case VICI_LIST_ITEM:
        return take_value(reader, &element->value);
    case VICI_SECTION_END:
    case VICI_LIST_END:
        return true;
    }
    return false;
}

bool vici_text_is(struct vici_text text, const char *expected)
{
    return text.length == strlen(expected) && memcmp(text.bytes, expected, text.length) == 0;
}
