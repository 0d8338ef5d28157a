import { deferred } from '../base/deferred.ts';
import { probePort } from '../experiment/probes/probe.ts';
import type { TrafficDirection } from '../experiment/traffic/traffic.ts';
import type { Lab } from '../lab/lab.ts';
import type { DirectionName } from '../topology/direction.ts';
import { hostsOf } from '../topology/find.ts';
import { type CapturedPacket, parseCapture } from './pcap.ts';

/** The packets that the receivers' kernels saw: a second instrument, which shares nothing with the probes. */
export type Captures = Readonly<Record<DirectionName, readonly CapturedPacket[]>>;

/** A capture that runs at both receivers. */
export interface RunningCapture {
  /** Ends the capture, and reads it. */
  stop(): Promise<Captures>;
}

/** Enough for the headers of Ethernet, IPv4 and UDP. */
const capturedBytes = 64;
const file = '/run/capture.pcap';

/** Starts to capture every arriving packet of the flows; returns when both captures run. */
export async function startCapture(
  lab: Lab,
  directions: readonly TrafficDirection[],
): Promise<RunningCapture> {
  const captures = await Promise.all(directions.map((direction) => captureAt(lab, direction)));
  return {
    async stop() {
      const stopped = await Promise.all(captures.map(({ stop }) => stop()));
      const of = (name: DirectionName) => stopped[directions.findIndex((one) => one.name === name)] ?? [];
      return { outward: of('outward'), return: of('return') };
    },
  };
}

async function captureAt(lab: Lab, { receiver, senderAddress }: TrafficDirection) {
  const { container } = lab.node(receiver);
  const port = hostsOf(lab.topology).find(({ name }) => name === receiver)?.interfaces[0]?.name ?? 'any';
  const said: string[] = [];
  const { promise: listening, resolve: onListening } = deferred<void>();
  const tcpdump = await container.execStreaming(
    [
      ...['tcpdump', '-i', port, '-n', '-w', file, '-Q', 'in', '-Z', 'root'],
      ...['-s', String(capturedBytes), '--time-stamp-precision=nano'],
      `src host ${senderAddress} and udp dst port ${probePort}`,
    ],
    (_, line) => {
      said.push(line);
      if (line.includes('listening on')) onListening();
    },
  );
  const ending = tcpdump.done.then(({ exitCode }) => exitCode);
  const early = await Promise.race([listening, ending]);
  if (early !== undefined) throw failed(early);
  return {
    async stop() {
      await tcpdump.signal('INT');
      const exitCode = await ending;
      if (exitCode !== 0) throw failed(exitCode);
      return parseCapture(await container.readFile(file));
    },
  };

  function failed(exitCode: number): Error {
    return new Error(`tcpdump in ${receiver} ended with ${exitCode}: ${said.join(' ')}`);
  }
}
