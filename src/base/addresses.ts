import { ipNum } from './ip-num.ts';

/**
 * IPv4 addresses (`10.0.0.4`) and prefixes (`10.0.0.0/16`) as text, in the one notation that a lab accepts: no
 * leading zeros, no host bits. Every function throws a RangeError for text in any other notation; ask
 * {@link isAddress} and {@link isPrefix} first where it comes from outside.
 *
 * ip-num reads and writes addresses and knows the size of a prefix. Ranges are compared as plain numbers, because in a
 * lab file at its limits the rules compare two million pairs of prefixes: with ip-num 1.6's `IPv4CidrRange` a pair
 * takes 75 us (numbers: 0.02 us), and the first and last address of a prefix take 13 us (here: 2 us), on Node 20. The
 * notation is a regular expression because the JSON Schema of a lab file needs one.
 */

/** Whether the text is an IPv4 address. */
export function isAddress(text: string): boolean {
  return addressNotation.test(text);
}

/** Whether the text is an IPv4 prefix whose host bits are all zero. */
export function isPrefix(text: string): boolean {
  if (!prefixNotation.test(text)) return false;
  const { address, size } = partsOf(text);
  return address % size === 0;
}

/** The prefix that was meant by one with host bits: `10.1.2.3/16` -> `10.1.0.0/16`. Undefined for other text. */
export function withoutHostBits(text: string): string | undefined {
  if (!prefixNotation.test(text)) return undefined;
  const { address, size, length } = partsOf(text);
  return `${addressOf(address - (address % size))}/${length}`;
}

/** The addresses of a prefix as numbers: the first one, the last one, and how many. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
  readonly size: number;
}

/** The addresses of a prefix as numbers, for comparing many of them. */
export function addressRange(prefix: string): AddressRange {
  const { address: first, size } = properPartsOf(prefix);
  return { first, last: first + size - 1, size };
}

/** Number of network bits: 16 for `10.1.0.0/16`. */
export function prefixLength(prefix: string): number {
  return properPartsOf(prefix).length;
}

/** Number of addresses, the first and the last one included: 65536 for `10.1.0.0/16`. */
export function prefixSize(prefix: string): number {
  return addressRange(prefix).size;
}

/** The last address, where a subnet has its broadcast address: `10.1.255.255` for `10.1.0.0/16`. */
export function lastAddress(prefix: string): string {
  return addressAt(prefix, prefixSize(prefix) - 1);
}

/** The last address that a node may have: `10.1.255.254` for `10.1.0.0/16`. */
export function lastUsableAddress(prefix: string): string {
  return addressAt(prefix, prefixSize(prefix) - 2);
}

/**
 * The address `index` places after the first one.
 *
 * @throws RangeError if the prefix has no such address.
 */
export function addressAt(prefix: string, index: number): string {
  const { first, size } = addressRange(prefix);
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`${prefix} has no address number ${index}.`);
  }
  return addressOf(first + index);
}

/** The place of an address in a prefix, the inverse of {@link addressAt}; negative or too large if it is outside. */
export function addressIndex(prefix: string, address: string): number {
  return addressNumber(address) - addressRange(prefix).first;
}

/** Whether the address is one of the prefix's, its first and last one included. */
export function prefixContains(prefix: string, address: string): boolean {
  const { first, last } = addressRange(prefix);
  const value = addressNumber(address);
  return first <= value && value <= last;
}

/** Whether the address is `first`, `last` or one between them. */
export function isBetween(address: string, first: string, last: string): boolean {
  const value = addressNumber(address);
  return addressNumber(first) <= value && value <= addressNumber(last);
}

/** Whether every address of `inner` is one of `outer`; a prefix covers itself. */
export function prefixCovers(outer: string, inner: string): boolean {
  return rangeCovers(addressRange(outer), addressRange(inner));
}

/** As {@link prefixCovers}, for comparing many of them. */
export function rangeCovers(
  outer: Pick<AddressRange, 'first' | 'last'>,
  inner: Pick<AddressRange, 'first' | 'last'>,
): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/**
 * A prefix and those of the same length that follow it: `10.64.0.0/24`, `10.64.1.0/24`, ...
 *
 * @throws RangeError if there are not so many before 255.255.255.255; see {@link roomFrom}
 */
export function prefixesFrom(prefix: string, count: number): string[] {
  const { address, size, length } = properPartsOf(prefix);
  if (count > roomFrom(prefix)) throw new RangeError(`No ${count} prefixes begin at ${prefix}.`);
  return Array.from({ length: count }, (_, index) => `${addressOf(address + index * size)}/${length}`);
}

/** How many prefixes of this length there are from this one to 255.255.255.255. */
export function roomFrom(prefix: string): number {
  const { address, size } = properPartsOf(prefix);
  return (2 ** 32 - address) / size;
}

/** The prefixes that contain this one, without itself, from the longest to 0.0.0.0/0. */
export function ancestorsOf(prefix: string): string[] {
  const { address, length } = properPartsOf(prefix);
  return Array.from({ length }, (_, index) => {
    const size = 2 ** (32 - length + index + 1);
    return `${addressOf(address - (address % size))}/${length - index - 1}`;
  });
}

/** The longest of the prefixes that contain an address, by which routers choose; undefined: none does. */
export function longestPrefix(prefixes: readonly string[], address: string): string | undefined {
  const containing = prefixes.filter((prefix) => prefixContains(prefix, address));
  return containing.sort((a, b) => prefixLength(b) - prefixLength(a))[0];
}

/** An address as a number, for sorting and counting. */
export function addressNumber(address: string): number {
  if (!isAddress(address)) throw new RangeError(`${address} is not an IPv4 address.`);
  return Number(new (ipNum().IPv4)(address).getValue());
}

/** The inverse of {@link addressNumber}. */
export function addressOf(number: number): string {
  return ipNum().IPv4.fromNumber(BigInt(number)).toString();
}

interface PrefixParts {
  readonly address: number;
  readonly size: number;
  readonly length: number;
}

function properPartsOf(prefix: string): PrefixParts {
  const parts = partsOf(prefix);
  if (parts.address % parts.size !== 0) throw new RangeError(`${prefix} is not an IPv4 prefix.`);
  return parts;
}

/** What a prefix says, host bits or not. */
function partsOf(prefix: string): PrefixParts {
  if (!prefixNotation.test(prefix)) throw new RangeError(`${prefix} is not an IPv4 prefix.`);
  const slash = prefix.indexOf('/');
  const length = Number(prefix.slice(slash + 1));
  const size = Number(ipNum().IPv4Prefix.fromNumber(BigInt(length)).toRangeSize());
  return { address: addressNumber(prefix.slice(0, slash)), size, length };
}

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const addressText = `${octet}(?:\\.${octet}){3}`;

/** Regular expressions, without flags, for the JSON Schema. */
export const addressPattern = `^${addressText}$`;
export const prefixPattern = `^${addressText}/(?:3[0-2]|[12]?[0-9])$`;

const addressNotation = new RegExp(addressPattern);
const prefixNotation = new RegExp(prefixPattern);
