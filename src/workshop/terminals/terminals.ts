import { randomBytes } from 'node:crypto';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { recordOf } from '../../lab/running-labs.ts';
import { dataplaneNamed } from '../../nodes/ipsec/choose.ts';
import { runningNode } from '../../run/live/running-node.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { nodeNamed } from '../../topology/find.ts';
import { commonCommands } from './common-commands.ts';
import { TerminalSession } from './session.ts';
import { type StartShell, startShell } from './shell.ts';

/** Shells that one seat may have at once. Each has a process in a node, and up to 2 MB here. */
const mostSessions = 4;

/** Until the first page says how large it is. */
const firstSize = { columns: 80, rows: 24 };

/** The terminals of one seat: shells in the nodes of its lab. */
export class Terminals {
  readonly #sessions = new Map<string, TerminalSession>();
  readonly #start: StartShell;
  readonly #onChange: () => void;

  /** @param onChange is told when the list of those whose shell runs has changed */
  constructor(start: StartShell, onChange: () => void = () => {}) {
    this.#start = start;
    this.#onChange = onChange;
  }

  /**
   * Starts a shell in a node.
   *
   * @throws SwitchoverError (wrong-input) when there are too many, or the lab has no such node, or it does not run
   */
  async open(node: string): Promise<TerminalSession> {
    for (const { id, ended } of this.#sessions.values()) if (ended) this.#sessions.delete(id);
    if (this.#sessions.size >= mostSessions) {
      throw new SwitchoverError(
        'wrong-input',
        `There are ${mostSessions} terminals already. Close one of them first.`,
        { node },
      );
    }
    const session = new TerminalSession(randomBytes(8).toString('hex'), node, firstSize);
    this.#sessions.set(session.id, session);
    try {
      session.connect(await this.#start(node, firstSize, session.show));
      void session.over.then(this.#onChange);
      this.#onChange();
      return session;
    } catch (error) {
      this.#sessions.delete(session.id);
      throw error;
    }
  }

  /** A session that is there, or has ended not long ago. */
  find(id: string): TerminalSession | undefined {
    return this.#sessions.get(id);
  }

  /** Those whose shell runs, the oldest first. */
  list(): readonly TerminalSession[] {
    return [...this.#sessions.values()].filter(({ ended }) => ended === undefined);
  }

  /** Ends one, because its owner wants it. */
  async close(id: string): Promise<void> {
    await this.#sessions.get(id)?.close('closed');
    this.#sessions.delete(id);
  }

  /** Ends all of them, because their lab goes. */
  async closeAll(): Promise<void> {
    const all = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.allSettled(all.map((session) => session.close('lab')));
  }
}

/** Starts learners' shells in the nodes of a lab. */
export function shellsOf(engine: Engine, labId: string): StartShell {
  return async (node, size, onOutput) => {
    // Each time, because a node may have been replaced.
    const lab = await selectLab(engine, labId);
    const container = await runningNode(engine, lab, node);
    const { topology, dataplane } = await recordOf(engine, lab);
    const commands = commonCommands(topology, nodeNamed(topology, node), dataplaneNamed(dataplane));
    return startShell(container, size, onOutput, commands);
  };
}
