import test from 'ava';
import { type OwnerState, ownerLabel } from '../../../src/base/ownership/owner.js';
import { isLeftover, keptRuns } from '../../../src/engine/ownership/collect-garbage.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';

const owner = { pid: 7, startTime: '100', bootId: 'boot', hostname: 'box' };

const container = (extra: Record<string, string> = {}, state = 'running') => ({
  labels: { [labels.owner]: ownerLabel(owner), ...extra },
  state,
});
const be = (state: OwnerState) => () => state;

const none = new Set<string>();

test('only containers of dead owners that are not kept may be removed', (t) => {
  const ofRun = container({ [labels.run]: 'lab-1' });
  const marker = container({ [labels.run]: 'lab-1', [labels.kept]: 'true' }, 'created');
  t.true(isLeftover(ofRun, none, be('dead')));
  t.false(isLeftover(ofRun, none, be('alive')));
  t.false(isLeftover(ofRun, none, be('elsewhere')));
  t.false(isLeftover(ofRun, keptRuns([ofRun, marker]), be('dead')));
  t.true(isLeftover(container({ [labels.run]: 'lab-2' }), keptRuns([ofRun, marker]), be('dead')));
  t.false(isLeftover({ labels: {}, state: 'exited' }, none, be('dead')));
  t.false(isLeftover({ labels: { [labels.owner]: 'unreadable' }, state: 'exited' }, none, be('dead')));
});

test('containers from before a reboot may be removed, unless they run', (t) => {
  t.true(isLeftover(container({}, 'exited'), none, be('rebooted')));
  t.false(isLeftover(container({}, 'running'), none, be('rebooted')));
});
