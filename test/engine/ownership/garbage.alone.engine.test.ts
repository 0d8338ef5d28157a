import test from 'ava';
import { ownerLabel, thisOwner } from '../../../src/base/ownership/owner.js';
import { collectGarbage, leftovers } from '../../../src/engine/ownership/collect-garbage.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { realEngine, testContainer } from '../real-engine.ts';

test('only containers of dead owners are removed: none that is kept, and none that is not ours', async (t) => {
  const { engine } = await realEngine();
  const dead = ownerLabel({ ...thisOwner(), startTime: '1' });
  const alive = ownerLabel(thisOwner());
  const left = await testContainer(t, 'sleep 60', { labels: { [labels.owner]: dead } });
  await left.start();
  const others = await Promise.all([
    testContainer(t, 'true', {
      labels: { [labels.owner]: dead, [labels.run]: 'kept-run', [labels.kept]: 'true' },
    }),
    testContainer(t, 'sleep 60', { labels: { [labels.owner]: dead, [labels.run]: 'kept-run' } }),
    testContainer(t, 'sleep 60', { labels: { [labels.owner]: alive } }),
    testContainer(t, 'sleep 60', { labels: {} }),
    testContainer(t, 'sleep 60', { labels: { [labels.owner]: 'not ours' } }),
  ]);
  const { removed, stubborn } = await collectGarbage(engine);
  t.deepEqual(stubborn, []);
  t.true(removed.some(({ id, name }) => id === left.id && name === left.name));
  t.deepEqual(
    others.filter(({ id }) => removed.some((container) => container.id === id)),
    [],
  );
  for (const container of others) t.is((await container.state()).status, 'created');
  t.false((await leftovers(engine)).some(({ id }) => id === left.id));
});
