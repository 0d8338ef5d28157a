import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Limits, Places } from './limits.ts';
import type { Seat } from './seat-services.ts';

/** What handlers know of a request. */
export interface AppEnv {
  Bindings: HttpBindings;
  /** There for everything below /api. */
  Variables: { seat: Seat };
}

export type App = Hono<AppEnv>;

/** Adds routes to the server's own. */
export type Extension = (app: App, reach: Reach) => void;

/** What the routes of an extension share with those of the server. */
export interface Reach {
  readonly limits: Limits;
  readonly streams: Places;
  /** The token of a cookie that came with a request; undefined: it has none. */
  readonly tokenOf: (who: 'seat' | 'trainer', context: Context<AppEnv>) => string | undefined;
  /** Answers with a cookie. */
  readonly setToken: (who: 'seat' | 'trainer', context: Context<AppEnv>, token: string) => void;
}
