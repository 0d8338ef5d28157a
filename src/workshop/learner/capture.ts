import { PassThrough, Readable, Writable } from 'node:stream';
import type { Engine } from '../../engine/engine.ts';
import type { RunningLab } from '../../lab/running-labs.ts';
import { captureCommand } from '../../run/live/capture-command.ts';
import { capturePoint } from '../../run/live/capture-point.ts';
import type { CaptureRequest } from '../protocol/requests.ts';

/**
 * Packets of a node as a file for Wireshark, while they pass.
 *
 * @param gone aborts when nobody reads them any more
 * @throws SwitchoverError (wrong-input) when the lab has no such node, or it does not run
 */
export async function captureIn(
  engine: Engine,
  lab: RunningLab,
  { node, interface: device, seconds }: CaptureRequest,
  gone: AbortSignal,
): Promise<Readable> {
  const found = await capturePoint(engine, lab, node, undefined);
  const point = device === undefined ? found : { ...found, interface: device };
  const packets = new PassThrough();
  const running = await point.container.execAttached(
    captureCommand(point, { words: [], binary: true, seconds }),
    { input: Readable.from([]), outputs: { stdout: packets, stderr: nowhere() } },
  );
  const stop = () => void running.signal('INT').catch(() => {});
  gone.addEventListener('abort', stop);
  if (gone.aborted) stop();
  // A node that dies ends its capture.
  const end = () => packets.end();
  void running.done.then(end, end);
  return packets;
}

/** tcpdump says there how many packets it has seen. */
const nowhere = () =>
  new Writable({
    write: (_chunk, _encoding, done) => done(),
  });
