import type { CapturedPacket } from '../../src/calibration/pcap.ts';
import { parseCapture } from '../../src/calibration/pcap.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { probePort } from '../../src/experiment/probes/probe.ts';

const file = '/run/room.pcap';

/** Captures what arrives of the light traffic at a host; `stop` reads it. */
export async function captureAt(engine: Engine, lab: string, node: string) {
  const [summary] = await engine.containers({ [labels.run]: lab, [labels.node]: node });
  if (!summary) throw new Error(`${lab} has no ${node}.`);
  const container = engine.container(summary);
  const filter = `udp dst port ${probePort}`;
  const tcpdump = await container.execStreaming(
    [
      ...['tcpdump', '-i', 'eth0', '-n', '-Q', 'in', '-Z', 'root', '-s', '64', '-w', file],
      ...['--time-stamp-precision=nano', filter],
    ],
    () => {},
  );
  return {
    node,
    async stop(): Promise<readonly CapturedPacket[]> {
      await tcpdump.signal('INT');
      await tcpdump.done;
      return parseCapture(await container.readFile(file));
    },
  };
}
