/** Receives what the process writes to its standard outputs, while somebody listens. */
type Receiver = (stream: 'stdout' | 'stderr', text: string) => void;

let receiver: Receiver | undefined;

/**
 * Has to be loaded before the program: listr2 keeps the function by which it writes. Returns what ends the listening.
 */
export function catchOutput(to: Receiver): () => void {
  receiver = to;
  return () => {
    receiver = undefined;
  };
}

for (const stream of ['stdout', 'stderr'] as const) {
  const write = process[stream].write.bind(process[stream]);
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (receiver === undefined) return Reflect.apply(write, undefined, [chunk, ...rest]);
    receiver(stream, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
}
