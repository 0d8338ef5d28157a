import { z } from 'zod';
import type { Container } from '../../engine/containers/container.ts';
import { type ProbeRecords, parseProbeRecords } from '../../observations/probe-records.ts';
import { startProgram } from './program.ts';

/** UDP flows from one host to another at a steady rate. Each has its own source port. */
export interface FlowSettings {
  /** Packets a second of each flow. */
  readonly rate: number;
  /** Source port of each flow; the other host has as many flows. */
  readonly sourcePorts: readonly number[];
  readonly peerAddress: string;
  /** On which both hosts listen. */
  readonly port: number;
  /** Payload of each packet in bytes. Absent: as small as possible. */
  readonly payloadBytes?: number;
  /** `false`: packets are only counted, for up to a day, and there is nothing to fetch. */
  readonly records?: boolean;
}

/**
 * How often the probe wakes up: several times between two packets of a flow, but not more often than necessary. Who only
 * counts needs no stamps, and twenty labs on one machine would wake up 40,000 times a second.
 */
const tickMicroseconds = (rate: number, isExact: boolean): number =>
  Math.min(isExact ? 1000 : 5000, Math.floor(1e6 / rate / 4));

/** The longest that a probe without records runs (s): a day. */
const longestSeconds = 86_400;

/** Flows that a probe can send and receive (images/node/README.md). */
export const mostFlows = 128;

/** The probes of the first pair of hosts listen on this port, those of each further one two ports higher. */
export const probePort = 7000;

/** A probe's report on the flows that it receives, ten times a second. */
export interface ProbeProgress {
  /** Nanoseconds of CLOCK_MONOTONIC. */
  readonly time: number;
  /** Packets that arrived so far, and the last sequence number, of each flow. */
  readonly flows: readonly { readonly received: number; readonly lastSequence: number }[];
}

const liveLine = z.object({
  t: z.number(),
  sent: z.number(),
  flows: z.array(z.tuple([z.number(), z.number()])),
});

/** A running probe; see {@link startProbe}. */
export interface Probe {
  /** Stops sending, waits for late packets, and fetches the records. */
  stop(): Promise<ProbeRecords & { readonly files: ReadonlyMap<string, Buffer> }>;
  /** Stops sending and drops the records. It may be called after the probe has ended. */
  abandon(): Promise<void>;
}

export interface ProbeListener {
  readonly onProgress: (progress: ProbeProgress) => void;
  /** The probe ended without being told to. */
  readonly onFailure: (error: Error) => void;
}

/** Starts to send from a host, and to record the packets that arrive there. */
export async function startProbe(
  host: Container,
  { rate, sourcePorts, peerAddress, port, payloadBytes, records: keepsRecords = true }: FlowSettings,
  { onProgress, onFailure }: ProbeListener,
): Promise<Probe> {
  const records = `/run/probe-${sourcePorts[0]}`;
  const command = [
    'switchover-probe',
    ...['--listen', String(port), '--send', `${peerAddress}:${port}`],
    ...['--rate', String(rate), '--source-ports', sourcePorts.join()],
    ...['--tick-us', String(tickMicroseconds(rate, keepsRecords))],
    ...(keepsRecords ? ['--records', records] : ['--max-seconds', String(longestSeconds)]),
    ...(payloadBytes === undefined ? [] : ['--payload-bytes', String(payloadBytes)]),
  ];
  const program = await startProgram(host, 'The probe', command, {
    onLine: (value) => {
      const progress = liveLine.safeParse(value);
      if (!progress.success) return;
      onProgress({
        time: progress.data.t,
        flows: progress.data.flows.map(([received, lastSequence]) => ({ received, lastSequence })),
      });
    },
    onFailure,
  });
  return {
    async stop() {
      await program.end();
      return fetchRecords(host, records);
    },
    abandon: program.abandon,
  };
}

async function fetchRecords(host: Container, directory: string) {
  const files = await host.readDirectory(directory);
  const [sent, received] = [files.get('sent.bin'), files.get('received.bin')];
  if (!sent || !received) throw new Error(`The probe in ${host.name} left no records in ${directory}.`);
  return { ...parseProbeRecords(sent, received), files };
}
