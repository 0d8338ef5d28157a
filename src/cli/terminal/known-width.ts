import { terminalWidth } from '../../base/terminal-width.ts';

/** Gives a terminal that does not know its width a usual one. What draws on it would otherwise break each letter. */
export function assumeWidth(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.isTTY) continue;
    const assume = () => {
      if (stream.columns === 0) stream.columns = terminalWidth(stream);
    };
    assume();
    stream.on('resize', assume);
  }
}
