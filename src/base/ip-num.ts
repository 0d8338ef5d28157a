import { createRequire } from 'node:module';

type IpNum = typeof import('ip-num');

const require: (name: 'ip-num') => IpNum = createRequire(import.meta.url);

let loaded: IpNum | undefined;

/**
 * The library ip-num, loaded when it is used first: it computes with IPv6 while it loads, 0.08 s of a core, and what only
 * prints help or a version needs no address.
 */
export function ipNum(): IpNum {
  loaded ??= require('ip-num');
  return loaded;
}
