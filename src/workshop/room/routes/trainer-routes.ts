import type { Context } from 'hono';
import type { z } from 'zod';
import type { App, AppEnv, Reach } from '../../http/app-env.ts';
import { bodyOf } from '../../http/bodies.ts';
import type { PageFiles } from '../../http/files.ts';
import { Refusal } from '../../http/refusal.ts';
import { streamed } from '../../http/routes/stream.ts';
import type { Seat } from '../../http/seat-services.ts';
import { notice, shell } from '../../http/shell.ts';
import { paths } from '../../protocol/paths.ts';
import { startLessonRequest, taskRequest } from '../../protocol/requests.ts';
import { trainerPaths } from '../../protocol/trainer.ts';
import { breakAllRequest, messageRequest, pauseRequest } from '../../protocol/trainer-requests.ts';
import { resultsCsv } from '../results-csv.ts';
import type { Room } from '../room.ts';
import { RoomFeed } from '../room-feed.ts';
import type { RoomSeats } from '../room-seats.ts';
import { TrainerActions } from '../trainer-actions.ts';

export interface TrainerOptions {
  readonly room: Room;
  readonly seats: RoomSeats;
  readonly page: PageFiles;
  readonly joinLink: () => string;
  /** Ends the server and removes the labs and the room. */
  readonly close: () => void;
}

/** The trainer's page, and what it asks for. Nothing of it answers to the cookie of a seat. */
export function trainerRoutes(
  app: App,
  { tokenOf, setToken, limits, streams }: Reach,
  { room, seats, page, joinLink, close }: TrainerOptions,
): void {
  const actions = new TrainerActions(room, seats);
  const feed = new RoomFeed(room, seats, joinLink);
  const isTrainer = (context: Context<AppEnv>) => {
    const token = tokenOf('trainer', context);
    return token !== undefined && seats.isTrainer(token);
  };

  app.get(paths.trainerLink, (context) => {
    const token = context.req.param('token');
    if (!seats.isTrainer(token)) {
      return context.html(notice('This link is not valid', 'The terminal of the workshop shows it.'), 404);
    }
    setToken('trainer', context, token);
    // Not a redirect: a browser would follow it without a cookie that is SameSite=Strict.
    return context.html(notice('Welcome', 'The room is ready.', paths.trainer));
  });
  app.get(paths.trainer, (context) =>
    isTrainer(context)
      ? context.html(shell(page, 'trainer'))
      : context.html(notice('This page needs its link', 'The terminal of the workshop shows it.'), 401),
  );

  app.use('/api/trainer/*', async (context, next) => {
    if (!isTrainer(context)) throw new Refusal(401, 'Open the link of the trainer again.');
    await next();
  });
  app.get(trainerPaths.stream, (context) =>
    streamed(context, { id: 'trainer', streams, subscribe: (listener) => feed.subscribe(listener) }),
  );
  app.get(trainerPaths.look, (context) => {
    const number = seatIn(context);
    const [seat, company] = [seats.inner(number), seats.company(number)];
    if (!seat || !company) throw new Refusal(404, 'The room has no such seat.');
    const subscribe: Seat['subscribe'] = (listener) => {
      const ends = [company.look(), seat.subscribe(listener)];
      return () => {
        for (const end of ends) end();
      };
    };
    return streamed(context, { id: 'trainer', streams, subscribe });
  });
  app.get(trainerPaths.results, (context) => {
    context.header('content-type', 'text/csv; charset=utf-8');
    context.header('content-disposition', `attachment; filename="${room.state.id}.csv"`);
    // Spreadsheets take it for UTF-8 only with this mark.
    return context.body(`\uFEFF${resultsCsv(room.state)}`);
  });

  const order = (path: string, act: (context: Context<AppEnv>) => Promise<void>) =>
    app.post(path, async (context) => {
      await act(context);
      return context.json({});
    });
  const action = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    act: (request: z.output<Schema>, context: Context<AppEnv>) => Promise<void>,
  ) => order(path, async (context) => act(await bodyOf(context.req.raw, schema, limits.bodyBytes), context));

  action(trainerPaths.tell, messageRequest, ({ message }, context) => actions.tell(seatIn(context), message));
  action(trainerPaths.tellAll, messageRequest, ({ message }) => actions.tellAll(message));
  action(trainerPaths.pause, pauseRequest, ({ isPaused }) => actions.pause(isPaused));
  action(trainerPaths.breakAll, breakAllRequest, (request) => actions.breakAll(request));
  action(trainerPaths.openLesson, startLessonRequest, (request) => actions.openLesson(request));
  action(trainerPaths.openStep, taskRequest, (request) => actions.openStep(request));
  order(trainerPaths.healAll, () => actions.healAll());
  order(trainerPaths.lowerHand, (context) => actions.lowerHand(seatIn(context)));
  order(trainerPaths.offerHelp, (context) => actions.offerHelp(seatIn(context)));
  order(trainerPaths.endHelp, (context) => actions.endHelp(seatIn(context)));
  order(trainerPaths.reset, (context) => actions.reset(seatIn(context)));
  order(trainerPaths.solve, (context) => actions.solve(seatIn(context)));
  order(trainerPaths.free, (context) => actions.free(seatIn(context)));
  order(trainerPaths.close, async () => close());
}

/** @throws Refusal (404) */
function seatIn(context: Context<AppEnv>): number {
  const text = context.req.param('seat') ?? '';
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Refusal(404, 'The room has no such seat.');
  return Number(text);
}
