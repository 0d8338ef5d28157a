import { type Context, Hono } from 'hono';
import { paths } from '../protocol/paths.ts';
import { answerTo } from './answer.ts';
import type { App, AppEnv, Extension, Reach } from './app-env.ts';
import { cookieName, cookieOf, tokenIn } from './cookies.ts';
import { type PageFiles, ServedFiles } from './files.ts';
import type { Hosts } from './hosts.ts';
import { type Limits, type Places, RateLimit } from './limits.ts';
import { Refusal } from './refusal.ts';
import { actionRoutes } from './routes/actions.ts';
import { streamRoute } from './routes/stream.ts';
import { viewRoutes } from './routes/views.ts';
import type { SeatServices } from './seat-services.ts';
import { securityHeaders } from './security-headers.ts';
import { notice, shell } from './shell.ts';

export interface AppOptions {
  readonly services: SeatServices;
  readonly page: PageFiles;
  readonly hosts: Hosts;
  readonly port: number;
  readonly limits: Limits;
  readonly streams: Places;
  /** A defect of the program; the person at the page is not told what. */
  readonly onBug: (error: unknown) => void;
  /** Further routes, such as those of a room. They come first. */
  readonly extend?: Extension | undefined;
}

/** Everything that the server answers, once a request may pass the gate. */
export function workshopApp(options: AppOptions): App {
  const { services, page, hosts, port, limits, onBug, extend } = options;
  const app: App = new Hono<AppEnv>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!context.res.headers.has(name)) context.header(name, value);
    }
  });
  app.notFound((context) => context.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    const { status, message, isBug } = answerTo(error);
    if (isBug) onBug(error);
    return context.json({ error: message }, status);
  });
  const isSecure = (context: Context<AppEnv>) => hosts.secure.has(context.env.incoming.headers.host ?? '');
  const tokenOf: Reach['tokenOf'] = (who, context) =>
    tokenIn(context.req.header('cookie'), cookieName(who, port, isSecure(context)));
  const setToken: Reach['setToken'] = (who, context, token) => {
    const secure = isSecure(context);
    context.header('set-cookie', cookieOf(cookieName(who, port, secure), token, secure));
  };
  const seatAt = (context: Context<AppEnv>) => {
    const token = tokenOf('seat', context);
    return token === undefined ? undefined : services.seatOf(token);
  };
  extend?.(app, { limits, streams: options.streams, tokenOf, setToken });

  app.get(paths.page, (context) =>
    seatAt(context)
      ? context.html(shell(page, 'main'))
      : context.html(
          notice('This page needs its link', 'Open the link that the workshop printed when it started.'),
          401,
        ),
  );
  app.get(paths.seatLink, (context) => {
    const token = context.req.param('token');
    if (!services.seatOf(token)) {
      return context.html(
        notice('This link is not valid', 'The workshop prints a new link each time it starts.'),
        404,
      );
    }
    setToken('seat', context, token);
    // Not a redirect: after a click in a mail a browser would follow it without a cookie that is SameSite=Strict.
    return context.html(notice('Welcome', 'Your seat is ready.', paths.page));
  });

  const files = new ServedFiles(page.files);
  app.get(paths.assets, async (context) => {
    const file = await files.find(context.req.param('name'), context.req.header('accept-encoding') ?? '');
    if (!file) return context.notFound();
    context.header('content-type', file.type);
    context.header('cache-control', 'public, max-age=31536000, immutable');
    context.header('vary', 'accept-encoding');
    if (file.encoding !== undefined) context.header('content-encoding', file.encoding);
    return context.body(Uint8Array.from(file.content));
  });

  const requests = new RateLimit(limits.seatRequests);
  app.use('/api/*', async (context, next) => {
    const seat = seatAt(context);
    if (!seat) throw new Refusal(401, 'Open the link of your seat again.');
    if (!requests.admits(seat.id)) throw new Refusal(429, 'That was too much at once: wait a second.');
    context.set('seat', seat);
    await next();
  });
  streamRoute(app, options.streams);
  actionRoutes(app, limits);
  viewRoutes(app);
  return app;
}
