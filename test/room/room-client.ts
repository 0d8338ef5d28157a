import type { LabUpdate } from '../../src/lab/snapshot/lab-update.ts';
import { paths } from '../../src/workshop/protocol/paths.ts';
import type { RoomView, TrainerUpdate } from '../../src/workshop/protocol/trainer.ts';
import { trainerPaths } from '../../src/workshop/protocol/trainer.ts';
import type { PageUpdate } from '../../src/workshop/protocol/updates.ts';

/** Something that a page was told, and when; `performance.now()`. */
export interface Told<Update> {
  readonly atMs: number;
  readonly update: Update;
}

/** What a browser does, without a browser: a cookie, one stream, and requests. */
export class RoomClient<Update> {
  readonly told: Told<Update>[] = [];
  /** Why the stream ended; undefined: it goes on. */
  ended: string | undefined;
  readonly #origin: string;
  readonly #cookie: string;
  readonly #stop = new AbortController();

  private constructor(origin: string, cookie: string) {
    this.#origin = origin;
    this.#cookie = cookie;
  }

  /** Opens a link with a token, and follows the stream of that page. */
  static async open<Update>(link: string, stream: string): Promise<RoomClient<Update>> {
    const answer = await fetch(link, { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (cookie === undefined) throw new Error(`${link} gave no cookie: ${answer.status}`);
    const client = new RoomClient<Update>(new URL(link).origin, cookie);
    void client.#follow(stream).catch((error: unknown) => {
      client.ended ??= String(error);
    });
    return client;
  }

  /** @returns the time until the answer, in ms */
  async post(path: string, body: unknown): Promise<number> {
    const began = performance.now();
    const answer = await fetch(`${this.#origin}${path}`, {
      method: 'POST',
      headers: { cookie: this.#cookie, origin: this.#origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return performance.now() - began;
  }

  close(): void {
    this.ended ??= 'closed';
    this.#stop.abort();
  }

  async #follow(stream: string): Promise<void> {
    const answer = await fetch(`${this.#origin}${stream}`, {
      headers: { cookie: this.#cookie },
      signal: this.#stop.signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`${stream}: ${answer.status}`);
    let rest = '';
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const atMs = performance.now();
      const messages = `${rest}${chunk}`.split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: ?(.*)$/m.exec(message)?.[1];
        if (data !== undefined) this.told.push({ atMs, update: JSON.parse(data) });
      }
    }
    this.ended ??= 'the server ended it';
  }
}

export type Learner = RoomClient<PageUpdate>;
export type Trainer = RoomClient<TrainerUpdate>;

/** Takes the next free seat, as the join page does. */
export async function join(origin: string, name: string): Promise<Learner> {
  const answer = await fetch(`${origin}${paths.join}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name }),
  });
  const link = answer.headers.get('location');
  if (link === null) throw new Error(`${name} got no seat: ${answer.status}`);
  return RoomClient.open(new URL(link, origin).href, paths.stream);
}

export const openTrainer = (link: string): Promise<Trainer> => RoomClient.open(link, trainerPaths.stream);

/** The room as its trainer sees it now. */
export const roomNow = ({ told }: Trainer): RoomView | undefined =>
  told.flatMap(({ update }) => (update.kind === 'room' ? [update.room] : [])).at(-1);

/** What a page was told of its live lab since a moment. */
export const liveSince = ({ told }: Learner, sinceMs: number): Told<LabUpdate>[] =>
  told.flatMap(({ atMs, update }) =>
    atMs >= sinceMs && update.kind === 'live' ? [{ atMs, update: update.update }] : [],
  );
