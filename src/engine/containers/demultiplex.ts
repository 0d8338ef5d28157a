import type { OutputStream } from './streams.ts';

/** Stream type, three zero bytes, big-endian length: Docker Engine API, "Attach to a container", stream format. */
const headerLength = 8;
const stderrType = 2;

/**
 * Splits the engine's stream of frames into the two outputs of a process. Returns the function that takes the chunks.
 * docker-modem has one as well, but it copies the rest of a chunk for each frame: with an agent that prints many short
 * lines it copied megabytes for every 64 KiB.
 */
export function demultiplexer(
  onOutput: (stream: OutputStream, bytes: Buffer) => void,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let offset = 0;
    while (bytes.length - offset >= headerLength) {
      const end = offset + headerLength + bytes.readUInt32BE(offset + 4);
      if (end > bytes.length) break;
      const stream = bytes[offset] === stderrType ? 'stderr' : 'stdout';
      onOutput(stream, bytes.subarray(offset + headerLength, end));
      offset = end;
    }
    rest = bytes.subarray(offset);
  };
}
