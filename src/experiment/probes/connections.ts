import { z } from 'zod';
import type { Container } from '../../engine/containers/container.ts';
import { requestIntervalMs } from '../../observations/connection.ts';
import { startProgram } from './program.ts';

/** TCP connections of one host to another, with small requests on a fixed schedule over each. */
export interface ConnectionSettings {
  readonly connections: number;
  readonly peerAddress: string;
  /** TCP_USER_TIMEOUT in ms: a connection that gets no acknowledgement for so long is given up; 0: the kernel's limits. */
  readonly userTimeoutMs: number;
}

/** Port at which every host answers requests. */
export const connectionPort = 7001;

/** What became of one connection. Times are nanoseconds of CLOCK_MONOTONIC. */
export interface ConnectionRecord {
  readonly state: 'open' | 'closed' | 'reset' | 'timed-out' | 'failed';
  /** Absent while it is open. */
  readonly endedAt?: bigint;
  /** Segments that TCP had to send again. */
  readonly retransmits: number;
  /** Times without an answer, from the last one to the next; no end while it lasts. Those below 200 ms are left out. */
  readonly stalls: readonly StallRecord[];
}

export interface StallRecord {
  readonly from: bigint;
  readonly to?: bigint;
  /** Until the first retransmission, as TCP had it when the stall began; milliseconds. */
  readonly retransmissionTimeoutMs: number;
}

export interface RunningConnections {
  /** Fetches what became of every connection, and ends them. */
  stop(): Promise<ConnectionRecord[]>;
  /** Ends them; nobody wants to know. Fine when they have ended already. */
  abandon(): Promise<void>;
}

const moment = z.int().transform(BigInt);
const lastLine = z.object({
  done: z.literal(true),
  connections: z.array(
    z.object({
      state: z.enum(['open', 'closed', 'reset', 'timed-out', 'failed']),
      endedAt: moment,
      retransmits: z.int(),
      stalls: z.array(z.tuple([moment, moment, z.number()])),
    }),
  ),
});
const establishedLine = z.object({ established: z.literal(true) });

/**
 * Opens connections from a host, and answers those of its peer; returns at once.
 *
 * @param onEstablished called once for each connection
 * @param onFailure the program ended, and nobody had told it to
 */
export async function startConnections(
  host: Container,
  { connections, peerAddress, userTimeoutMs }: ConnectionSettings,
  { onEstablished, onFailure }: { onEstablished: () => void; onFailure: (error: Error) => void },
): Promise<RunningConnections> {
  let records: ConnectionRecord[] | undefined;
  const command = [
    'switchover-tcp',
    ...['--listen', String(connectionPort), '--connect', `${peerAddress}:${connectionPort}`],
    ...['--connections', String(connections), '--interval-ms', String(requestIntervalMs)],
    ...['--user-timeout-ms', String(userTimeoutMs)],
  ];
  const program = await startProgram(host, 'The program with the TCP connections', command, {
    onLine: (value) => {
      if (establishedLine.safeParse(value).success) onEstablished();
      else records = parseConnections(value) ?? records;
    },
    onFailure,
  });
  return {
    async stop() {
      await program.end();
      if (records === undefined) throw new Error(`${host.name} did not tell what became of its connections.`);
      return records;
    },
    abandon: program.abandon,
  };
}

/** Reads the last line of switchover-tcp; undefined when it is another one. */
export function parseConnections(value: unknown): ConnectionRecord[] | undefined {
  return lastLine.safeParse(value).data?.connections.map(({ state, endedAt, retransmits, stalls }) => ({
    state,
    ...(endedAt > 0n && { endedAt }),
    retransmits,
    stalls: stalls.map(([from, to, timeoutUs]) => ({
      from,
      ...(to > 0n && { to }),
      retransmissionTimeoutMs: timeoutUs / 1000,
    })),
  }));
}
