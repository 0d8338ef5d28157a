import { z } from 'zod';
import type { Container } from '../../engine/containers/container.ts';
import { requestIntervalMs } from '../../observations/connection.ts';
import { startProgram } from './program.ts';

/** TCP connections from one host to another. Each carries requests on a fixed schedule, small ones if not said otherwise. */
export interface ConnectionSettings {
  readonly connections: number;
  readonly peerAddress: string;
  /** On which both hosts answer. */
  readonly port: number;
  /** TCP_USER_TIMEOUT in ms: how long a connection may go without an acknowledgement; 0: the kernel's limits. */
  readonly userTimeoutMs: number;
  /** How often a request is sent, and its size; an answer is small. */
  readonly requests?: { readonly intervalMs: number; readonly bytes: number };
}

/** The hosts of the first pair answer requests on this port, those of each further one two ports higher. */
export const connectionPort = 7001;

/** What became of one connection. Times are nanoseconds of CLOCK_MONOTONIC. */
export interface ConnectionRecord {
  readonly state: 'open' | 'closed' | 'reset' | 'timed-out' | 'failed';
  /** Absent while the connection is open. */
  readonly endedAt?: bigint;
  /** Segments that TCP had to send again. */
  readonly retransmits: number;
  /** Times between two answers, if 200 ms or longer; without an end while the stall lasts. */
  readonly stalls: readonly StallRecord[];
}

export interface StallRecord {
  readonly from: bigint;
  readonly to?: bigint;
  /** TCP's retransmission timeout when the stall began, in milliseconds: of a request, and of an answer. */
  readonly retransmissionTimeoutMs: number;
  readonly answerTimeoutMs: number;
}

export interface RunningConnections {
  /** Ends the connections and fetches the record of each. */
  stop(): Promise<ConnectionRecord[]>;
  /** Ends the connections without their records. It may be called after they have ended. */
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
      stalls: z.array(z.tuple([moment, moment, z.number(), z.number()])),
    }),
  ),
});
const establishedLine = z.object({ established: z.literal(true) });

/**
 * Opens connections from a host, and answers those of its peer. It does not wait until they are established.
 *
 * @param onEstablished called once for each connection
 * @param onFailure the program ended without being told to
 */
export async function startConnections(
  host: Container,
  { connections, peerAddress, port, userTimeoutMs, requests }: ConnectionSettings,
  { onEstablished, onFailure }: { onEstablished: () => void; onFailure: (error: Error) => void },
): Promise<RunningConnections> {
  let records: ConnectionRecord[] | undefined;
  const command = [
    'switchover-tcp',
    ...['--listen', String(port), '--connect', `${peerAddress}:${port}`],
    ...[
      '--connections',
      String(connections),
      '--interval-ms',
      String(requests?.intervalMs ?? requestIntervalMs),
    ],
    ...['--user-timeout-ms', String(userTimeoutMs)],
    ...(requests ? ['--request-bytes', String(requests.bytes)] : []),
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

/** Reads the last line of switchover-tcp; undefined for any other line. */
export function parseConnections(value: unknown): ConnectionRecord[] | undefined {
  return lastLine.safeParse(value).data?.connections.map(({ state, endedAt, retransmits, stalls }) => ({
    state,
    ...(endedAt > 0n && { endedAt }),
    retransmits,
    stalls: stalls.map(([from, to, timeoutUs, answerTimeoutUs]) => ({
      from,
      ...(to > 0n && { to }),
      retransmissionTimeoutMs: timeoutUs / 1000,
      answerTimeoutMs: answerTimeoutUs / 1000,
    })),
  }));
}
