import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Lab } from '../lab/lab.ts';
import { userspaceDataplane } from '../nodes/ipsec/userspace/userspace-dataplane.ts';
import { instancesOf, tunnelsAt } from '../topology/find.ts';

/** When packets were held back: from a moment between the first two stamps to a moment between the last two. */
export interface Held {
  /** The tunnel; both of its directions were held. */
  readonly tunnel: string;
  readonly seconds: number;
  /** Nanoseconds of CLOCK_MONOTONIC. */
  readonly stamps: readonly [bigint, bigint, bigint, bigint];
}

/** Freezes the process that has the line $1 in its environment, for $2 seconds. */
const freezeScript = `
for process in /proc/[0-9]*; do
  if tr '\\0' '\\n' 2>/dev/null < "$process/environ" | grep -qxF "$1"; then pid=\${process#/proc/}; fi
done
switchover-stamp && kill -STOP "$pid" && switchover-stamp
sleep "$2"
switchover-stamp && kill -CONT "$pid" && switchover-stamp
`;

/**
 * Holds packets of one tunnel back without losing any: it freezes the charon that carries them, and the kernel queues
 * them. Works only on the userspace dataplane, where charon carries the packets.
 *
 * @throws SwitchoverError (nothing-measured) when charon could not be frozen
 */
export async function holdTunnel(lab: Lab, tunnel: string, seconds: number): Promise<Held> {
  const [place] = instancesOf(lab.topology).flatMap(({ name }) =>
    userspaceDataplane
      .charons(tunnelsAt(lab.topology, name))
      .filter((charon) =>
        charon.tunnels.some((own) => own.tunnel.name === tunnel && own.local.nodes.includes(name)),
      )
      .map(({ strongswanConf }) => ({ node: name, strongswanConf })),
  );
  if (!place) throw new Error(`No instance carries ${tunnel}.`);
  const { exitCode, stdout, stderr } = await lab
    .node(place.node)
    .container.exec([
      'sh',
      '-euc',
      freezeScript,
      'hold',
      `STRONGSWAN_CONF=${place.strongswanConf}`,
      String(seconds),
    ]);
  const [frozenAfter, frozenBefore, thawedAfter, thawedBefore] = stdout.match(/\d+/g)?.map(BigInt) ?? [];
  if (
    exitCode !== 0 ||
    frozenAfter === undefined ||
    frozenBefore === undefined ||
    thawedAfter === undefined ||
    thawedBefore === undefined
  ) {
    throw new SwitchoverError(
      'nothing-measured',
      `The charon of ${tunnel} on ${place.node} could not be frozen: ${stderr.trim()}.`,
    );
  }
  return { tunnel, seconds, stamps: [frozenAfter, frozenBefore, thawedAfter, thawedBefore] };
}
