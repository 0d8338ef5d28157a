import { z } from 'zod';
import { understood } from '../understood.ts';

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As the engine names it: `created`, `running`, `exited`, `removing`, `dead`, ... */
  readonly state: string;
  /** Id of its image. */
  readonly image: string;
}

const listed = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()),
    Labels: z.record(z.string(), z.string()).nullish(),
    State: z.string(),
    ImageID: z.string().default(''),
  }),
);

/**
 * Reads the answer of the engine to `GET /containers/json`.
 *
 * @throws {Error} that says what is missing or wrong in it
 */
export const containerSummaries = (answer: unknown): ContainerSummary[] =>
  understood(listed, answer).map(({ Id, Names, Labels, State, ImageID }) => ({
    id: Id,
    // A container always has a name; the API lists its names, each with a slash before it.
    name: Names[0]?.replace(/^\//, '') ?? Id,
    labels: Labels ?? {},
    state: State,
    image: ImageID,
  }));
