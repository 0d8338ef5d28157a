import test from 'ava';
import { LabOrigin } from '../../../src/workshop/learner/lab-origin.ts';
import type { LabState } from '../../../src/workshop/protocol/updates.ts';

const up = (id: string): LabState => ({
  state: 'up',
  ...{ id, lab: 'x', profile: 'fast' },
  drawing: {
    parts: [],
    layouts: {
      across: { width: 0, height: 0, boxes: [], lines: [] },
      down: { width: 0, height: 0, boxes: [], lines: [] },
    },
    faults: {},
  },
});

test('a lab that was there is not ours, and one that came up for the workshop is', (t) => {
  const origin = new LabOrigin();
  t.is(origin.open, undefined);
  origin.opening(['old']);
  origin.hear(up('old'));
  t.deepEqual(origin.open, { id: 'old', lab: 'x', isOurs: false });
  origin.hear({ state: 'none' });
  origin.opening(['old']);
  origin.hear({ state: 'coming-up', lab: 'x', step: '', waiting: 0 });
  t.is(origin.open, undefined);
  origin.hear(up('new'));
  t.deepEqual(origin.open, { id: 'new', lab: 'x', isOurs: true });
});

test('a lab that somebody else removed is none', (t) => {
  const origin = new LabOrigin();
  origin.hear(up('new'));
  origin.hear({ state: 'failed', lab: 'x', message: 'It was removed.' });
  t.is(origin.open, undefined);
});
