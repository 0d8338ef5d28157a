import type * as z from 'zod';
import { addressPattern, isAddress, isPrefix, prefixPattern, withoutHostBits } from '../../base/addresses.ts';
import { quote } from '../../base/quote.ts';

/** The notation that a piece of text must have. */
export interface Notation {
  /** For the JSON Schema: the part of the check that an editor can do. */
  readonly pattern: string;
  readonly check: (text: string) => Fault | undefined;
}

export interface Fault {
  readonly rule: string;
  /** The message without its subject, the property: `is "10.0.0", which is not an IPv4 address.` */
  readonly predicate: string;
  readonly advice: string;
}

export const address: Notation = {
  pattern: addressPattern,
  check: (text) =>
    isAddress(text)
      ? undefined
      : {
          rule: 'invalid-address',
          predicate: `is ${quote(text)}, which is not an IPv4 address.`,
          advice: 'Write four numbers from 0 to 255 with dots between them and no leading zeros: 10.0.0.4.',
        },
};

export const prefix: Notation = {
  pattern: prefixPattern,
  check: (text) => {
    if (isPrefix(text)) return undefined;
    const meant = withoutHostBits(text);
    return {
      rule: 'invalid-prefix',
      predicate: meant
        ? `is ${quote(text)}, which has host bits: its network begins at ${meant}.`
        : `is ${quote(text)}, which is not an IPv4 prefix.`,
      advice: meant
        ? `Write ${meant}, or a longer prefix.`
        : 'Write the first address of the network, a slash and the number of network bits: 10.0.0.0/16.',
    };
  },
};

/** The names that Azure allows for most network resources (Azure resource naming rules). */
export const azureName = nameNotation(
  '^[A-Za-z0-9](?:[A-Za-z0-9_.\\-]{0,78}[A-Za-z0-9_])?$',
  'Use 1 to 80 letters, digits, underscores, dots and hyphens, with a letter or digit first and no dot or hyphen last, as Azure does.',
);

/** Names that a person types and that become host names (RFC 1123). */
export const shortName = nameNotation(
  '^[a-z0-9](?:[a-z0-9\\-]{0,38}[a-z0-9])?$',
  'Use 1 to 40 lower-case letters, digits and hyphens, with a letter or digit first and last: it becomes a host name.',
);

/** A fully qualified domain name (RFC 1123), as Azure takes it for a device without a fixed address. */
export const domainName = nameNotation(
  '^(?=.{4,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?$',
  'Write a fully qualified domain name: branch.example.org.',
);

/**
 * The target of a fault: names of nodes, tunnels, connections and zones, in any case. A node may have one of its
 * interfaces added, and several are joined by +.
 */
export const faultTarget = nameNotation(
  '^[A-Za-z0-9][\\w.\\-]{0,120}(?::[A-Za-z0-9]{1,15})?(?:\\+[A-Za-z0-9][\\w.\\-]{0,120}){0,7}$',
  'Name a node (device1), an interface of a node (device1:wan0), a tunnel (vnet1gw-0--device1), a connection or a zone (zone1).',
);

/**
 * Azure accepts printable ASCII without space, hyphen and tilde (VPN Gateway FAQ) and up to 128 characters. Quotes and
 * the backslash are refused as well, because they have a meaning in the configuration files that contain the key.
 */
export const sharedKey: Notation = {
  pattern: '^[!#-&(-,.-\\[\\]-_a-}]{1,128}$',
  check: (text) => {
    if (new RegExp(sharedKey.pattern).test(text)) return undefined;
    const advice =
      'Use 1 to 128 printable ASCII characters, without space, hyphen and tilde (as in Azure), quotes and backslash.';
    const predicate =
      text.length < 1 || text.length > 128
        ? `has ${text.length} characters.`
        : 'has a character that is not allowed in a shared key.';
    return { rule: 'invalid-shared-key', predicate, advice };
  },
};

/** One line of ordinary text. */
export const line: Notation = {
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{0,200}$',
  check: (text) =>
    text.length <= 200 && !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|[\u202a-\u202e\u2066-\u2069]/u.test(text)
      ? undefined
      : {
          rule: 'invalid-text',
          predicate: 'is longer than 200 characters, or has line breaks or control characters.',
          advice: 'Write one line of ordinary text.',
        },
};

function nameNotation(pattern: string, advice: string): Notation {
  const notation = new RegExp(pattern);
  return {
    pattern,
    check: (text) =>
      notation.test(text)
        ? undefined
        : { rule: 'invalid-name', predicate: `is ${quote(text)}, which is not a valid name.`, advice },
  };
}

/** A check for zod that reports a {@link Fault} with its rule and advice. */
export function reports(notation: Notation) {
  return (text: string, context: z.RefinementCtx) => {
    const fault = notation.check(text);
    if (!fault) return;
    const { rule, predicate, advice } = fault;
    context.addIssue({ code: 'custom', message: predicate, params: { rule, advice } });
  };
}
