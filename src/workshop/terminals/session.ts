import { StringDecoder } from 'node:string_decoder';
import { deferred } from '../../base/deferred.ts';
import type { TerminalSize } from '../../engine/containers/attached-exec.ts';
import type { LookUp, TerminalEnd, ToTerminalPage } from '../protocol/terminal.ts';
import { Screen } from './screen.ts';
import type { Shell } from './shell.ts';

/** Takes what happens in a terminal, beginning with its present screen. */
export type Viewer = (message: ToTerminalPage) => void;

/** Bytes a second that a shell may print; a program that prints without end would take the whole server. */
const mostBytesPerSecond = 2 ** 20;

/** One shell in a node, with any number of viewers. It goes on without them. */
export class TerminalSession {
  readonly id: string;
  readonly node: string;
  readonly #screen: Screen;
  readonly #decoder = new StringDecoder('utf8');
  readonly #viewers = new Set<Viewer>();
  #shell: Shell | undefined;
  readonly #over = deferred<void>();
  #ended: TerminalEnd | undefined;

  constructor(id: string, node: string, size: TerminalSize) {
    this.id = id;
    this.node = node;
    this.#screen = new Screen(size);
  }

  /** What people look up in its node. */
  get commands(): readonly LookUp[] {
    return this.#shell?.commands ?? [];
  }

  get ended(): TerminalEnd | undefined {
    return this.#ended;
  }

  /** Resolves when it has ended. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Takes output of the shell. `taken` is called when the next may come. */
  readonly show = (bytes: Buffer, taken: () => void): void => {
    // A character of several bytes may come in two parts.
    const data = this.#decoder.write(bytes);
    this.#screen.write(data, () => {
      this.#tell({ kind: 'output', data });
      setTimeout(taken, (bytes.length / mostBytesPerSecond) * 1000);
    });
  };

  /** The shell runs now. */
  connect(shell: Shell): void {
    this.#shell = shell;
    void shell.done.then((reason) => this.#end(reason));
  }

  /** Types something. */
  type(text: string): void {
    if (!this.#ended) this.#shell?.type(text);
  }

  /** For all viewers: there is one shell, and it has one size. */
  async resize(size: TerminalSize): Promise<void> {
    const { columns, rows } = this.#screen.size;
    if (this.#ended || (size.columns === columns && size.rows === rows)) return;
    this.#screen.resize(size);
    this.#tell({ kind: 'size', columns: size.columns, rows: size.rows });
    await this.#shell?.resize(size);
  }

  /**
   * Tells a viewer the present screen, and then everything that happens.
   *
   * @returns ends that
   */
  watch(viewer: Viewer): () => void {
    let wanted = true;
    // After the output that is on its way to the screen.
    this.#screen.write('', () => {
      if (!wanted) return;
      viewer({ kind: 'screen', data: this.#screen.content(), ...this.#screen.size });
      if (this.#ended) viewer({ kind: 'ended', reason: this.#ended });
      else this.#viewers.add(viewer);
    });
    return () => {
      wanted = false;
      this.#viewers.delete(viewer);
    };
  }

  /** Ends the shell, and tells its viewers why. */
  async close(reason: TerminalEnd): Promise<void> {
    if (this.#ended) return;
    this.#end(reason);
    await this.#shell?.end();
  }

  #end(reason: TerminalEnd): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#over.resolve();
    // After the last output.
    this.#screen.write('', () => {
      this.#tell({ kind: 'ended', reason });
      this.#viewers.clear();
    });
  }

  #tell(message: ToTerminalPage): void {
    for (const viewer of this.#viewers) viewer(message);
  }
}
