import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { largestFile } from '../definition/sources/largest-file.ts';

/** Whether the path stands for standard input. */
export const isStandardInput = (path: string): boolean =>
  ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(path);

/**
 * The text of a file in UTF-8 or UTF-16, or of standard input. A file that is far too large for a lab file is cut off
 * behind the limit: that is enough to refuse it.
 *
 * @throws Error when it is not a file, or not such text; the message follows "cannot be read: " and has no full stop
 */
export async function textAt(path: string): Promise<string> {
  if (isStandardInput(path)) return decoded(await beginningOf(process.stdin));
  // What a shell hands over as `<(command)` is a pipe.
  const isPipe = /^\/(dev|proc\/self)\/fd\/\d+$/.test(path);
  // Without O_NONBLOCK, opening a FIFO waits until another process writes to it.
  const file = await open(path, constants.O_RDONLY | (isPipe ? 0 : constants.O_NONBLOCK));
  try {
    if (!isPipe && !(await file.stat()).isFile()) throw new Error('it is not a regular file');
    return decoded(await beginningOf(streamOf(file)));
  } finally {
    await file.close();
  }
}

/** UTF-16 has two bytes for most characters. */
const mostBytes = 2 * largestFile + 4;

const streamOf = (file: FileHandle) => file.createReadStream({ autoClose: false });

async function beginningOf(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > mostBytes) break;
  }
  return Buffer.concat(chunks);
}

/** PowerShell's `>` writes UTF-16; the bytes at the beginning of the file, its byte order mark, say so. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    // The last character may be cut off with the rest of a file that is too large.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: bytes.length > mostBytes });
  } catch {
    throw new Error(`it is not text in UTF-8${lineOfFault(bytes)}. Save it as UTF-8`);
  }
}

function lineOfFault(bytes: Buffer): string {
  const lines = bytes.toString('utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('\ufffd')) + 1;
  return line === 0 ? '' : ` (line ${line})`;
}
