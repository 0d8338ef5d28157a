import type { z } from 'zod';
import { paths } from '../../protocol/paths.ts';
import {
  answerRequest,
  breakRequest,
  handRequest,
  healRequest,
  helpRequest,
  openLabRequest,
  startLessonRequest,
  startOverRequest,
  taskRequest,
  terminalRequest,
  timerRequest,
  trialRequest,
} from '../../protocol/requests.ts';
import type { App } from '../app-env.ts';
import { bodyOf } from '../bodies.ts';
import type { Limits } from '../limits.ts';
import type { Seat } from '../seat-services.ts';

/** What a seat can do. An answer says that it has begun; how it goes on comes by the stream. */
export function actionRoutes(app: App, { bodyBytes }: Limits): void {
  const action = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    act: (seat: Seat, request: z.output<Schema>) => Promise<void>,
  ) =>
    app.post(path, async (context) => {
      const request = await bodyOf(context.req.raw, schema, bodyBytes);
      await act(context.get('seat'), request);
      return context.json({});
    });
  const order = (path: string, act: (seat: Seat) => Promise<void>) =>
    app.post(path, async (context) => {
      await act(context.get('seat'));
      return context.json({});
    });

  action(paths.openLab, openLabRequest, ({ lab }, request) => lab.open(request));
  order(paths.closeLab, ({ lab }) => lab.close());
  action(paths.break, breakRequest, ({ lab }, request) => lab.break(request));
  action(paths.heal, healRequest, ({ lab }, request) => lab.heal(request));
  action(paths.startOver, startOverRequest, ({ lab }, request) => lab.startOver(request));
  action(paths.trial, trialRequest, ({ lab }, request) => lab.trial(request));
  action(paths.timer, timerRequest, ({ lab }, request) => lab.changeTimer(request));
  order(paths.stop, ({ lab }) => lab.stop());
  action(paths.startLesson, startLessonRequest, ({ lessons }, request) => lessons.start(request));
  order(paths.leaveLesson, ({ lessons }) => lessons.leave());
  action(paths.answer, answerRequest, ({ lessons }, request) => lessons.answer(request));
  action(paths.hint, taskRequest, ({ lessons }, request) => lessons.hint(request));
  action(paths.hand, handRequest, async ({ raiseHand }, { isRaised }) => raiseHand?.(isRaised));
  action(paths.help, helpRequest, async ({ answerHelp }, { isAgreed }) => answerHelp?.(isAgreed));
  action(paths.solve, taskRequest, ({ lessons }, request) => lessons.solve(request));
  app.post(paths.terminals, async (context) => {
    const request = await bodyOf(context.req.raw, terminalRequest, bodyBytes);
    return context.json(await context.get('seat').terminals.open(request));
  });
  app.post(paths.closeTerminal, async (context) => {
    await context.get('seat').terminals.close(context.req.param('id'));
    return context.json({});
  });
}
