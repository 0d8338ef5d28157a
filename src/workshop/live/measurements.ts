import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunResult } from '../../analysis/run-result.ts';
import { writePrivately } from '../../base/files/private-file.ts';
import { jsonOrNone } from '../../base/json-or-none.ts';
import { resultFormat } from '../../run/folder/formats.ts';
import { trialRequest } from '../protocol/requests.ts';
import type { Measurement } from '../protocol/updates.ts';
import { type Expected, measurementOf } from './measurement.ts';

/** What the workshop adds to the folder of a run. */
const noteSchema = z.object({
  /** Id of the lab in which the trial took place. */
  lab: z.string(),
  expected: trialRequest.shape.predicted,
  /** `begun` stays behind when the server is killed. */
  state: z.enum(['begun', 'over']),
});

type Note = z.output<typeof noteSchema>;

interface Known {
  readonly result: RunResult;
  readonly measurement: Measurement;
}

const noteFile = 'workshop.json';

/** The runs of one lab in a folder of runs. */
export class Measurements {
  readonly #runs: string;
  readonly #lab: { readonly id: string; readonly name: string };
  /** Null: of another lab. */
  readonly #known = new Map<string, Known | null>();

  constructor(runs: string, lab: { readonly id: string; readonly name: string }) {
    this.#runs = runs;
    this.#lab = lab;
  }

  /** All results of trials in this lab, the oldest first, by whichever process. */
  async all(): Promise<{ readonly results: RunResult[]; readonly list: Measurement[] }> {
    const found = await Promise.all((await this.#ids()).map((id) => this.#one(id)));
    const known = found.flatMap((one) => one ?? []);
    known.sort((a, b) => a.measurement.at.localeCompare(b.measurement.at));
    return {
      results: known.map(({ result }) => result),
      list: known.map(({ measurement }) => measurement),
    };
  }

  /** Notes that a trial begins, before it breaks anything. */
  begin(id: string, expected: Expected): Promise<void> {
    return this.#write(id, { lab: this.#lab.id, expected, state: 'begun' });
  }

  /** Notes that nothing is broken by a trial any more. */
  async end(id: string): Promise<void> {
    const note = await this.#note(id);
    if (note) await this.#write(id, { ...note, state: 'over' });
  }

  /** Trials in this lab that were interrupted by the end of their process. */
  async interrupted(): Promise<string[]> {
    const ids = await this.#ids();
    const notes = await Promise.all(ids.map(async (id) => ({ id, note: await this.#note(id) })));
    return notes.flatMap(({ id, note }) => (note?.state === 'begun' ? [id] : []));
  }

  /** Path of a file of a run of this lab; undefined: it is no run of this lab. */
  async fileOf(id: string, name: string): Promise<string | undefined> {
    if (!(await this.#ids()).includes(id) || !(await this.#one(id))) return undefined;
    return join(this.#runs, id, name);
  }

  /** Ids begin with the name of the lab; those of other labs need not be read. */
  async #ids(): Promise<string[]> {
    const entries = await readdir(this.#runs).catch(() => []);
    return entries.filter((name) => name.startsWith(`${this.#lab.name}-`));
  }

  /** A result does not change, so that each is read once: a room has hundreds of other seats' runs in its folder. */
  async #one(id: string): Promise<Known | undefined> {
    const known = this.#known.get(id);
    if (known !== undefined) return known ?? undefined;
    const note = await this.#anyNote(id);
    if (note && note.lab !== this.#lab.id) {
      this.#known.set(id, null);
      return undefined;
    }
    try {
      const result = await resultFormat.readFile(join(this.#runs, id, 'result.json'));
      const isHere = result.run.id === this.#lab.id || result.run.broughtUpBy === this.#lab.id;
      const measurement = isHere ? measurementOf(result, note?.expected) : undefined;
      const found = measurement ? { result, measurement } : null;
      this.#known.set(id, found);
      return found ?? undefined;
    } catch {
      // Without a result as yet, or by another version: nothing that could be shown.
      return undefined;
    }
  }

  async #note(id: string): Promise<Note | undefined> {
    const note = await this.#anyNote(id);
    return note?.lab === this.#lab.id ? note : undefined;
  }

  async #anyNote(id: string): Promise<Note | undefined> {
    const text = await readFile(join(this.#runs, id, noteFile), 'utf8').catch(() => '');
    return noteSchema.safeParse(jsonOrNone(text)).data;
  }

  #write(id: string, note: Note): Promise<void> {
    return writePrivately(join(this.#runs, id, noteFile), `${JSON.stringify(note, null, 2)}\n`);
  }
}
