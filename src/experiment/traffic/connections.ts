import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Lab } from '../../lab/lab.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import {
  type ConnectionRecord,
  type ConnectionSettings,
  connectionPort,
  type RunningConnections,
  startConnections,
} from '../probes/connections.ts';
import type { Pulse } from '../pulse.ts';
import type { DirectionKey, Traffic } from './traffic.ts';

export interface TcpSettings {
  /** Number of connections in each direction; 0: none. */
  readonly connections: number;
  /** The application's own limit; 0: it waits as long as the kernel does, about 15 minutes. */
  readonly timeoutSeconds: number;
  /** Absent: small ones. */
  readonly requests?: ConnectionSettings['requests'];
  /** How far above the usual port they are answered. */
  readonly portsAbove?: number;
}

/** TCP connections that run beside the flows until they are stopped. */
export interface Connections extends AsyncDisposable {
  /** Ends the connections and returns their records, by the direction of the host that opened them. */
  stop(): Promise<ReadonlyMap<DirectionKey, readonly ConnectionRecord[]>>;
}

/** The port that answers the connections of a pair of hosts. */
export const portOfPair = (pairIndex: number): number => connectionPort + 2 * pairIndex;

const establishLimitMs = 30_000;

/**
 * Opens TCP connections between the hosts of the flows, from both sides, and waits until all are established.
 *
 * @throws SwitchoverError (nothing-measured) when they are not established within 30 s
 */
export async function openConnections(
  lab: Lab,
  { directions }: Traffic,
  { connections, timeoutSeconds, requests, portsAbove = 0 }: TcpSettings,
  pulse: Pulse,
): Promise<Connections> {
  let established = 0;
  const running: (readonly [DirectionKey, RunningConnections])[] = [];
  const abandon = async () => {
    await Promise.allSettled(running.map(([, own]) => own.abandon()));
  };
  try {
    for (const { key, pairIndex, sender, receiverAddress } of connections > 0 ? directions : []) {
      const own = await startConnections(
        lab.node(sender).container,
        {
          connections,
          peerAddress: receiverAddress,
          port: portOfPair(pairIndex) + portsAbove,
          userTimeoutMs: timeoutSeconds * 1000,
          ...(requests && { requests }),
        },
        {
          onEstablished: () => {
            established += 1;
            pulse.beat();
          },
          onFailure: (error) => pulse.fail(error),
        },
      );
      running.push([key, own]);
    }
    const isEstablished = () => established === connections * running.length;
    if (!(await pulse.until(isEstablished, establishLimitMs))) {
      throw new SwitchoverError(
        'nothing-measured',
        `Only ${established} of ${connections * directions.length} TCP connections were established within ${establishLimitMs / 1000} s.`,
      );
    }
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    [Symbol.asyncDispose]: abandon,
    async stop() {
      return new Map(await Promise.all(running.map(async ([key, own]) => [key, await own.stop()] as const)));
    },
  };
}

/** The records with their times counted from the epoch; the key is absent when no connections were opened. */
export function observedConnections(
  records: readonly ConnectionRecord[] | undefined,
  epoch: bigint,
): Pick<DirectionObservations, 'connections'> {
  const sinceEpoch = (time: bigint) => Number(time - epoch);
  if (!records) return {};
  return {
    connections: records.map(({ state, endedAt, retransmits, stalls }) => ({
      state,
      ...(endedAt !== undefined && { endedAt: sinceEpoch(endedAt) }),
      retransmits,
      stalls: stalls.map(({ from, to, retransmissionTimeoutMs, answerTimeoutMs }) => ({
        from: sinceEpoch(from),
        ...(to !== undefined && { to: sinceEpoch(to) }),
        retransmissionTimeoutMs,
        answerTimeoutMs,
      })),
    })),
  };
}
