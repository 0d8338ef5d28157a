import type { Extension } from '../../http/app-env.ts';
import { type JoinOptions, joinRoutes } from './join-routes.ts';
import { type TrainerOptions, trainerRoutes } from './trainer-routes.ts';

/** What a server with a room answers besides the rest. */
export const roomRoutes =
  (options: JoinOptions & TrainerOptions): Extension =>
  (app, reach) => {
    joinRoutes(app, reach, options);
    trainerRoutes(app, reach, options);
  };
