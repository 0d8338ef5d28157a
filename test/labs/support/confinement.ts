import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ExecutionContext } from 'ava';
import type { TopologyNode } from '../../../src/topology/topology-node.ts';
import { capabilityMask, capabilityTable } from '../../nodes/capability-table.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { nodeOf } from './containers.ts';
import { type HostState, hostState } from './host-state.ts';
import { inNode } from './in-node.ts';

/**
 * Every node of a lab that is up has only its documented capabilities, and reaches nothing outside the lab.
 *
 * @param before the machine before the lab came up
 */
export async function labIsConfined(
  t: ExecutionContext,
  { id, lab, before }: { readonly id: string; readonly lab: string; readonly before: HostState },
): Promise<void> {
  const machine = await listeningMachine(t);
  for (const node of labTopology(lab).nodes) {
    await assertConfined(t, id, node);
    await assertRefused(t, machine, id, node.name);
  }
  // A reset could also come from the machine itself, so the machine says that no connection reached it.
  t.is(machine.visitors(), 0);
  t.deepEqual(await hostState(), before);
}

async function assertConfined(t: ExecutionContext, id: string, { name, role }: TopologyNode): Promise<void> {
  const mask = capabilityMask(capabilityTable().get(role) ?? []);
  const status = new Map(
    (await inNode(id, name, 'cat', '/proc/1/status')).split('\n').map((line) => {
      const [key = '', value = ''] = line.split(/:\s+/);
      return [key, value];
    }),
  );
  for (const set of ['CapBnd', 'CapEff', 'CapPrm']) t.is(status.get(set), mask, `${name}: ${set}`);
  t.is(status.get('CapAmb'), capabilityMask([]), name);
  t.is(status.get('NoNewPrivs'), '1', name);
  // 2: system calls are filtered.
  t.is(status.get('Seccomp'), '2', name);
}

/** Prints a line for each attempt: the target, the microseconds that it took, the exit code, and the error message. */
const attempts = `
attempt() {
  case $1 in
  tcp) exec 3<>"/dev/tcp/$2/$3" ;;
  udp)
    # The error for a datagram comes back with a later one.
    exec 3<>"/dev/udp/$2/$3" && for ((sent = 0; sent < 500; sent++)); do printf x >&3 || return 1; sleep 0.01; done
    ;;
  icmp) ping -n -q -c 1 -W 5 "$2" >/dev/null ;;
  esac
}
export -f attempt
while read -r protocol address port; do
  begun=$EPOCHREALTIME
  words=$(timeout 6 bash -c 'attempt "$@"' bash "$protocol" "$address" "$port" 2>&1 </dev/null)
  code=$?
  ended=$EPOCHREALTIME
  echo "$protocol to $address: $((\${ended/./} - \${begun/./})) $code $words" | tr '\\n' ' '
  echo
done`;

/** Microseconds. */
const atOnce = 1_000_000;

/**
 * An address reserved for benchmarks (RFC 2544) and a public name server. No lab has them. More addresses would need
 * more refusals than the six that a kernel sends to one node without a pause (icmp_ratelimit).
 */
const elsewhere = ['198.19.255.1', '8.8.8.8'];

async function assertRefused(t: ExecutionContext, machine: Machine, id: string, node: string): Promise<void> {
  const targets = [
    ...machine.addresses.map((address) => `tcp ${address} ${machine.port}`),
    ...elsewhere.flatMap((address) => [`tcp ${address} 53`, `udp ${address} 53`]),
    `icmp ${elsewhere[0]} 0`,
  ];
  const input = targets.map((target) => `${target}\n`).join('');
  const { stdout } = await (await nodeOf(id, node)).exec(['bash', '-c', attempts], { input });
  const lines = stdout.trim().split('\n');
  t.is(lines.length, targets.length, stdout);
  for (const line of lines) {
    const [, microseconds, code] = line.match(/: (\d+) (\d+)\b/) ?? [];
    t.true(Number(microseconds) < atOnce, `${node}, ${line}`);
    // 124 would be a timeout.
    t.true(code === '1' || code === '2', `${node}, ${line}`);
  }
}

/** The machine that the lab runs on, with a server that counts its visitors. */
interface Machine {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly visitors: () => number;
}

async function listeningMachine(t: ExecutionContext): Promise<Machine> {
  let visitors = 0;
  const server = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  });
  server.listen(0);
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const addresses = Object.values(networkInterfaces())
    .flat()
    .flatMap((own) => (own && own.family === 'IPv4' && !own.internal ? [own.address] : []));
  t.true(addresses.length > 0);
  return {
    addresses,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    visitors: () => visitors,
  };
}
