import { createRequire } from 'node:module';
import headless, { type ITerminalAddon } from '@xterm/headless';
import type { TerminalSize } from '../../engine/containers/attached-exec.ts';

interface Serializer extends ITerminalAddon {
  readonly serialize: () => string;
}

/** Not by `import`: its types bring those of a browser to all code of the server, where they clash with Node's. */
const { SerializeAddon }: { readonly SerializeAddon: new () => Serializer } = createRequire(import.meta.url)(
  '@xterm/addon-serialize',
);

/** Lines that are kept of what has scrolled away, so that a session stays below some 2 MB. */
const scrollback = 1000;

/** What a terminal shows, kept on the server for whoever looks at it later. */
export class Screen {
  readonly #terminal;
  readonly #serializer = new SerializeAddon();

  constructor({ columns, rows }: TerminalSize) {
    this.#terminal = new headless.Terminal({ cols: columns, rows, scrollback, allowProposedApi: true });
    this.#terminal.loadAddon(this.#serializer);
  }

  get size(): TerminalSize {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** @param then called when it is on the screen, in the order of the calls */
  write(text: string, then: () => void): void {
    this.#terminal.write(text, then);
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#terminal.resize(columns, rows);
  }

  /** What a new terminal of the same size has to be written to show the same, lines that have scrolled away included. */
  content(): string {
    return this.#serializer.serialize();
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}
