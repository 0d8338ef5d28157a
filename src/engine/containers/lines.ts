import { StringDecoder } from 'node:string_decoder';
import { demultiplexer } from './demultiplex.ts';
import type { OutputStream } from './streams.ts';

export type OnLine = (stream: OutputStream, line: string) => void;

/** Takes chunks, and is told when the last one has come. */
export interface Feed {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** Cuts text into lines, without their line ends. A last line without a line end is delivered at the end. */
export function lineSplitter(onLine: (line: string) => void): Feed {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    push: (chunk) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      const last = rest + decoder.end();
      rest = '';
      if (last !== '') onLine(last);
    },
  };
}

/** Cuts both outputs of a process, as the engine sends them, into lines. */
export function outputLines(onLine: OnLine): Feed {
  const stdout = lineSplitter((line) => onLine('stdout', line));
  const stderr = lineSplitter((line) => onLine('stderr', line));
  return {
    push: demultiplexer((stream, bytes) => (stream === 'stdout' ? stdout : stderr).push(bytes)),
    end: () => {
      stdout.end();
      stderr.end();
    },
  };
}
