import { PassThrough, Readable, Writable } from 'node:stream';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Container } from '../../engine/containers/container.ts';
import { captureCommand } from '../../run/live/capture-command.ts';

export interface PacketsWanted {
  /** `any`, or the name of a link. */
  readonly interface: string;
  readonly seconds: number;
}

/** 32 MB at most. The headers are what people look at; behind them is ESP, or payload of zeros. */
const most = { packets: 60_000, bytesOfEach: 512 };

/**
 * Packets of a node as a pcap file, as they come: for some time, until there are many, or until nobody wants them any more.
 *
 * @throws SwitchoverError (wrong-input) when this is no name of a link
 * @throws EngineError when the capture cannot be started
 */
export async function packetsOf(
  container: Container,
  { interface: device, seconds }: PacketsWanted,
  signal: AbortSignal,
): Promise<Readable> {
  if (!/^[a-z][a-z0-9._-]{0,14}$/i.test(device)) {
    throw new SwitchoverError('wrong-input', `"${device}" is not the name of a link.`, { target: device });
  }
  const packets = new PassThrough();
  let words = '';
  const stderr = new Writable({
    write: (bytes: Buffer, _, done) => {
      words = (words + bytes).slice(-500);
      done();
    },
  });
  const command = captureCommand(
    { interface: device, filter: '' },
    { words: [], binary: true, seconds, most },
  );
  const running = await container.execAttached(['switchover-shell', ...command], {
    input: Readable.from([]),
    outputs: { stdout: packets, stderr },
  });
  const stop = () => {
    void running.signal('INT').catch(() => {});
    packets.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  running.done
    .then(({ exitCode }) => {
      if (exitCode === 0) packets.end();
      else packets.destroy(new SwitchoverError('lab-not-ready', `The capture ended early: ${words.trim()}`));
    })
    .catch((error) => packets.destroy(error))
    .finally(() => signal.removeEventListener('abort', stop));
  return packets;
}
