import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';

/** Everything that a lab could change in the network of its machine, to be compared as a whole. */
export type HostState = Readonly<Record<string, unknown>>;

/** Reads the machine's network: links, addresses, routes, rules, packet filters, settings. Needs `ip`. */
export async function hostState(): Promise<HostState> {
  const [links, addresses, routes, rules, namespaces, nft, iptables, settings] = await Promise.all([
    ip('link', linksSchema),
    ip('address', addressesSchema),
    text('ip', '-o', 'route', 'show', 'table', 'all'),
    text('ip', '-o', 'rule'),
    text('ip', 'netns', 'list'),
    text('nft', '--stateless', 'list', 'ruleset'),
    text('iptables-save'),
    networkSettings(),
  ]);
  return { links, addresses, routes, rules, namespaces, nft, iptables: withoutCounters(iptables), settings };
}

const linksSchema = z.array(
  z.object({
    ifname: z.string(),
    flags: z.array(z.string()),
    mtu: z.number(),
    master: z.string().optional(),
    address: z.string().optional(),
  }),
);

/** Leaves out the remaining lifetime of an address. */
const addressesSchema = z.array(
  z.object({
    ifname: z.string(),
    addr_info: z.array(z.object({ local: z.string(), prefixlen: z.number(), scope: z.string() })),
  }),
);

async function ip<T>(what: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await text('ip', '-j', what)));
}

/** What a command prints; empty if it is not installed. */
async function text(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa(program, args, { reject: false });
  return stdout ?? '';
}

function withoutCounters(rules: string): string {
  return rules
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/\[\d+:\d+\]/, ''))
    .join('\n');
}

/** The network settings that an administrator can change, such as net.ipv4.ip_forward, without counters. */
async function networkSettings(): Promise<Record<string, string>> {
  const root = '/proc/sys/net';
  const files = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/count|stat|nr_|tcp_mem|timer/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const values = await Promise.all(
    files.map(async (file) => [file, await readFile(file, 'utf8').catch(() => 'unreadable')] as const),
  );
  return Object.fromEntries(values);
}
