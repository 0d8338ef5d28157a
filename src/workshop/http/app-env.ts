import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Seat } from './seat-services.ts';

/** What handlers know of a request. */
export interface AppEnv {
  Bindings: HttpBindings;
  /** There for everything below /api. */
  Variables: { seat: Seat };
}

export type App = Hono<AppEnv>;
