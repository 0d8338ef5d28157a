import { LiveRound } from '../../../src/cli/showing/live-round.ts';
import { ending } from '../../batches/suite/ending.ts';

/** Draws a round whose cases do not begin in the order in which they were given, and of which one does not begin. */
const round = new LiveRound(
  { step: 'round', cases: ['first', 'second', 'third', 'fourth'], jobs: 2 },
  {
    title: (one) => one,
    line: (one, { attempt }) => `${one}: ${attempt.outcome}`,
    passed: ({ attempt }) => attempt.outcome === 'passed',
  },
);
const drawn = round.draw();
round.begin('fourth');
round.begin('second');
round.end('second', ending('failed'));
round.begin('first');
round.end('fourth', ending('passed'));
round.end('first', ending('passed'));
round.over();
await drawn;
