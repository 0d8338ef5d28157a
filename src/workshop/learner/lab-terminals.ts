import type { Engine } from '../../engine/engine.ts';
import { Refusal } from '../http/refusal.ts';
import type { SeatTerminals } from '../http/seat-services.ts';
import type { LabState, PageUpdate } from '../protocol/updates.ts';
import { seatTerminals } from '../terminals/seat-terminals.ts';
import { shellsOf, Terminals } from '../terminals/terminals.ts';

/** The terminals of the lab that a seat has open. They end with it. */
export class LabTerminals implements SeatTerminals {
  readonly #engine: Engine;
  readonly #listeners = new Set<(update: PageUpdate) => void>();
  #open: { readonly lab: string; readonly terminals: Terminals } | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Has to be told what becomes of the lab. */
  hear(state: LabState): void {
    const lab = state.state === 'up' ? state.id : undefined;
    if (lab === this.#open?.lab) return;
    const before = this.#open;
    this.#open =
      lab === undefined
        ? undefined
        : { lab, terminals: new Terminals(shellsOf(this.#engine, lab), () => this.#tell()) };
    this.#tell();
    // What cannot be ended has ended with its node.
    void before?.terminals.closeAll().catch(() => {});
  }

  /** Tells which are open, now and whenever that changes. Returns how to end it. */
  subscribe(listener: (update: PageUpdate) => void): () => void {
    listener(this.#now());
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly open: SeatTerminals['open'] = async (request) => {
    if (!this.#open) throw new Refusal(409, 'No lab is up.');
    return seatTerminals(this.#open.terminals).open(request);
  };

  readonly find: SeatTerminals['find'] = (id) => this.#open && seatTerminals(this.#open.terminals).find(id);

  readonly close: SeatTerminals['close'] = async (id) => {
    await this.#open?.terminals.close(id);
  };

  #now(): PageUpdate {
    const terminals = this.#open?.terminals.list() ?? [];
    return { kind: 'terminals', terminals: terminals.map(({ id, node }) => ({ id, node })) };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#now());
  }
}
