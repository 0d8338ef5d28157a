import test from 'ava';
import { spread } from '../../../src/workshop/client/topology/spread.ts';
import type { DrawnBox, DrawnLayout } from '../../../src/workshop/protocol/drawing.ts';

const box = (name: string, x: number, y: number): DrawnBox => ({
  part: `node:${name}`,
  role: 'device',
  ...{ x, y, width: 100, height: 60 },
  name: [name],
  what: [],
});

const across: DrawnLayout = {
  width: 500,
  height: 60,
  boxes: [box('a', 0, 0), box('b', 150, 0), box('c', 300, 0)],
  lines: [
    { kind: 'tunnel', ends: ['a', 'b'], x1: 100, y1: 30, x2: 150, y2: 30 },
    // Drawn from its second end.
    { kind: 'wire', ends: ['c', 'b'], x1: 250, y1: 30, x2: 300, y2: 30 },
  ],
};

test('boxes are moved apart where a tunnel has no room for its text, and their lines with them', (t) => {
  const { width, boxes, lines } = spread(across, 'across');
  t.is(width, 630);
  t.deepEqual(
    boxes.map(({ x }) => x),
    [0, 280, 430],
  );
  t.deepEqual(
    lines.map(({ x1, x2 }) => [x1, x2]),
    [
      [100, 280],
      [380, 430],
    ],
  );
});

test('from top to bottom the same, with less room', (t) => {
  const down: DrawnLayout = {
    width: 100,
    height: 300,
    boxes: [box('a', 0, 0), box('b', 0, 100)],
    lines: [{ kind: 'tunnel', ends: ['a', 'b'], x1: 50, y1: 60, x2: 50, y2: 100 }],
  };
  const { height, boxes, lines } = spread(down, 'down');
  t.deepEqual([height, boxes[1]?.y, lines[0]?.y2], [370, 170, 170]);
});

test('where there is room enough nothing moves', (t) => {
  const wide: DrawnLayout = {
    ...across,
    boxes: [box('a', 0, 0), box('b', 300, 0)],
    lines: [{ kind: 'tunnel', ends: ['a', 'b'], x1: 100, y1: 30, x2: 300, y2: 30 }],
  };
  t.deepEqual(spread(wide, 'across'), wide);
});
