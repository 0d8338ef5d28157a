import test from 'ava';
import { deferred } from '../../../src/base/deferred.ts';
import type { Shell } from '../../../src/workshop/terminals/shell.ts';
import { Terminals } from '../../../src/workshop/terminals/terminals.ts';

/** Terminals whose shells are played, and how many were open at each change. */
function played() {
  const ends: string[] = [];
  const told: number[] = [];
  const terminals: Terminals = new Terminals(
    async (node): Promise<Shell> => {
      const done = deferred<'shell' | 'node'>();
      return {
        commands: [],
        type: () => {},
        resize: async () => {},
        end: async () => {
          ends.push(node);
          done.resolve('shell');
        },
        done: done.promise,
      };
    },
    () => told.push(terminals.list().length),
  );
  return { terminals, ends, told };
}

test('a seat has four terminals; closing one ends its shell, and there is place for another', async (t) => {
  const { terminals, ends, told } = played();
  const [first] = await Promise.all(['device1', 'device2', 'vm', 'host'].map((node) => terminals.open(node)));
  await t.throwsAsync(terminals.open('vm'), { message: /There are 4 terminals already/ });
  await terminals.close(first?.id ?? '');
  t.deepEqual(ends, ['device1']);
  t.is(terminals.find(first?.id ?? ''), undefined);
  await terminals.open('vm');
  t.deepEqual(
    terminals.list().map(({ node }) => node),
    ['device2', 'vm', 'host', 'vm'],
  );
  t.is(told.at(-1), 4);
  t.true(told.includes(3));
  await terminals.close('nothing');
});
