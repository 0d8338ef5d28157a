import test from 'ava';
import { CaseQueue } from '../../src/batches/case-queue.ts';

interface Case {
  readonly name: string;
  readonly seconds: number;
  readonly lab: object | undefined;
}

const [large, small, third] = [{}, {}, {}];
const one = (name: string, seconds: number, lab?: object): Case => ({ name, seconds, lab });
const queueOf = (...cases: readonly Case[]) =>
  new CaseQueue(cases, { labOf: ({ lab }) => lab, seconds: ({ seconds }) => seconds });

test('a worker begins with the lab whose cases take longest together, and with its longest case', (t) => {
  const queue = queueOf(one('s', 30, small), one('l1', 20, large), one('l2', 25, large));
  const [first, second] = [queue.next(undefined), queue.next(undefined)];
  t.is(first?.name, 'l2');
  t.true(first && queue.hasMore(first));
  t.is(second?.name, 's');
  t.false(second && queue.hasMore(second));
});

test('a worker stays with its lab, and then takes one that no other worker has', (t) => {
  const queue = queueOf(
    ...[one('l1', 25, large), one('l2', 20, large)],
    ...[one('s1', 20, small), one('s2', 15, small), one('t', 1, third)],
  );
  const first = queue.next(undefined);
  t.is(queue.next(undefined)?.name, 's1');
  const second = queue.next(first);
  t.is(second?.name, 'l2');
  t.is(queue.next(second)?.name, 't');
});

test('no worker is idle while cases are left: it helps with the lab of another one', (t) => {
  const queue = queueOf(
    ...[one('l1', 4, large), one('l2', 3, large), one('l3', 2, large)],
    ...[one('s1', 2, small), one('s2', 2, small)],
  );
  const [first, second] = [queue.next(undefined), queue.next(undefined)];
  t.deepEqual([first?.name, second?.name], ['l1', 's1']);
  const helping = queue.next(undefined);
  t.is(helping?.name, 'l2');
  t.is(queue.next(undefined)?.name, 's2', 'two workers have the large lab');
  t.is(queue.next(helping)?.name, 'l3');
  for (const last of [first, second, undefined]) t.is(queue.next(last), undefined);
});

test('a lab that a worker has left is taken before one that another has', (t) => {
  const queue = queueOf(one('l1', 4, large), one('l2', 3, large), one('s1', 1, small), one('s2', 1, small));
  queue.next(undefined);
  const left = queue.next(undefined);
  if (left) queue.leave(left);
  t.is(queue.next(undefined)?.name, 's2');
});

test('cases without a lab in common, and as long as each other, keep their order', (t) => {
  const queue = queueOf(one('a', 1), one('b', 1), one('c', 1));
  const names: (string | undefined)[] = [];
  for (let last = queue.next(undefined); last; last = queue.next(last)) names.push(last.name);
  t.deepEqual(names, ['a', 'b', 'c']);
});
