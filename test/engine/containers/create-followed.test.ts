import test from 'ava';
import { createFollowed } from '../../../src/engine/containers/create-followed.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';

const lostDisk = new EngineError(
  'attach to node',
  new Error(
    'preparing container 6297 for attach: mounting storage for container 6297: lstat /var/lib/containers/storage/' +
      'overlay/c83f/merged: no such file or directory',
  ),
);
const refused = new EngineError('attach to node', new Error('connect ECONNREFUSED'));

test('a container whose disk Podman has lost is replaced by a new one', async (t) => {
  const { create, removed } = containers([lostDisk, lostDisk, undefined]);
  const { container } = await createFollowed(create, () => {});
  t.is(container.number, 3);
  t.deepEqual(removed, [1, 2]);
});

test('three lost disks in a row are an error', async (t) => {
  const { create, removed } = containers([lostDisk, lostDisk, lostDisk, undefined]);
  t.is(await t.throwsAsync(createFollowed(create, () => {})), lostDisk);
  t.deepEqual(removed, [1, 2]);
});

test('any other failure is an error at once', async (t) => {
  const { create, removed } = containers([refused, undefined]);
  t.is(await t.throwsAsync(createFollowed(create, () => {})), refused);
  t.deepEqual(removed, []);
});

/** Creates containers: each fails to be followed for its own reason, or can be followed. */
function containers(reasons: readonly (EngineError | undefined)[]) {
  const removed: number[] = [];
  let made = 0;
  const create = async () => {
    const number = ++made;
    return {
      number,
      follow: async () => {
        const reason = reasons[number - 1];
        if (reason) throw reason;
        return { done: Promise.resolve(), stop: () => {} };
      },
      remove: async () => {
        removed.push(number);
      },
    };
  };
  return { create, removed };
}
