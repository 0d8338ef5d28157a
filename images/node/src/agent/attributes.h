/* Finds attributes of an rtnetlink message by their type. */
#ifndef SWITCHOVER_ATTRIBUTES_H
#define SWITCHOVER_ATTRIBUTES_H

#include <linux/rtnetlink.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The attribute of that type, or NULL. `first` and `length` come from IFLA_RTA and IFLA_PAYLOAD, or the same macros for
 * other messages. */
static inline const struct rtattr *find_attribute(const struct rtattr *first, size_t length, unsigned short type)
{
    for (const struct rtattr *attribute = first; RTA_OK(attribute, length); attribute = RTA_NEXT(attribute, length))
        if ((attribute->rta_type & NLA_TYPE_MASK) == type)
            return attribute;
    return NULL;
}

static inline uint32_t attribute_u32(const struct rtattr *attribute)
{
    uint32_t value;
    memcpy(&value, RTA_DATA(attribute), sizeof value);
    return value;
}

#endif
