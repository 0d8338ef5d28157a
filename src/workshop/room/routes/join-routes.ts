import type { Context } from 'hono';
import type { App, AppEnv, Reach } from '../../http/app-env.ts';
import { textOf } from '../../http/bodies.ts';
import { RateLimit } from '../../http/limits.ts';
import { Refusal } from '../../http/refusal.ts';
import { paths } from '../../protocol/paths.ts';
import { readCode } from '../codes.ts';
import type { Room } from '../room.ts';
import type { RoomSeats } from '../room-seats.ts';
import { type JoinPageOptions, joinPage } from './join-page.ts';

export interface JoinOptions {
  readonly room: Room;
  readonly seats: RoomSeats;
  readonly joinLink: () => string;
}

/** A name and what belongs around it, in the form of a form. */
const mostBytes = 1024;

/** How learners get a seat, and come back to it. */
export function joinRoutes(
  app: App,
  { tokenOf, limits }: Reach,
  { room, seats, joinLink }: JoinOptions,
): void {
  const joins = new RateLimit(limits.joins);
  const page = (context: Context<AppEnv>, more: Partial<JoinPageOptions> = {}) => {
    // With the server's own policy, no-referrer, browsers send forms with `Origin: null`.
    context.header('referrer-policy', 'same-origin');
    return joinPage({ room: room.state, joinLink: joinLink(), ...more });
  };

  app.get(paths.page, async (context, next) => {
    const token = tokenOf('seat', context);
    if (token !== undefined && seats.seatOf(token)) return next();
    return context.html(page(context));
  });

  const form = (
    path: string,
    kind: 'join' | 'come-back',
    field: string,
    tokenFor: (typed: string) => Promise<string>,
  ) =>
    app.post(path, async (context) => {
      const typed = (await formOf(context)).get(field) ?? '';
      try {
        if (!joins.admits(context.env.incoming.socket.remoteAddress ?? '')) {
          throw new Refusal(429, 'Too many people join at once: wait a second, and try again.');
        }
        const token = await tokenFor(typed);
        return context.redirect(paths.seatLink.replace(':token', token), 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const refusal = { form: kind, message: error.message };
        return context.html(page(context, { refusal, typed }), error.status);
      }
    });
  form(paths.join, 'join', 'name', (name) => seats.join(name));
  form(paths.comeBack, 'come-back', 'code', async (typed) => {
    const code = readCode(typed);
    if (code === undefined) throw new Refusal(400, 'A code has five characters, such as K7MQP.');
    return seats.open(code);
  });
}

/** Forms of other pages do not get so far: the server has looked at the Origin of the request. */
async function formOf(context: Context<AppEnv>): Promise<URLSearchParams> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded(?:\s*;|$)/i.test(type)) {
    throw new Refusal(415, 'This is not the form of the page.');
  }
  return new URLSearchParams(await textOf(context.req.raw, mostBytes));
}
