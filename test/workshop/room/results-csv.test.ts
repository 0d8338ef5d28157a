import test from 'ava';
import type { TaskView } from '../../../src/workshop/protocol/lesson.ts';
import { resultsCsv } from '../../../src/workshop/room/results-csv.ts';
import { after, at, joined, lesson, ofSeat, room, task } from './support.ts';

const seen = (seat: number, minute: number, ...tasks: readonly TaskView[]) =>
  ofSeat(seat, { kind: 'lesson', view: lesson(...tasks), at: at(minute) });

test('a line for each task that somebody has seen', (t) => {
  const state = after(
    room(3),
    joined(1, 'Ada'),
    seen(1, 2, task('look', 'open'), task('break', 'locked')),
    seen(1, 9, task('look', 'passed'), task('break', 'open')),
    joined(2, 'Kim'),
    seen(2, 4, task('look', 'passed', { solvedBy: 'program' }), task('break', 'open')),
  );
  t.deepEqual(resultsCsv(state).split('\r\n'), [
    'seat,name,lesson,task,state,first try,hints,minutes,solved by',
    '1,Ada,dual-redundancy/first-look,look,passed,,0,7,learner',
    '1,Ada,dual-redundancy/first-look,break,open,,0,,',
    '2,Kim,dual-redundancy/first-look,look,passed,,0,0,program',
    '2,Kim,dual-redundancy/first-look,break,open,,0,,',
    '',
  ]);
});

test('no name becomes a formula, a new cell or a new line', (t) => {
  for (const [name, cell] of [
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['Ada, Countess', '"Ada, Countess"'],
    ['a;b', '"a;b"'],
    ['a\r\nb', '"a\r\nb"'],
    ['a"b', '"a""b"'],
  ] as const) {
    const state = after(room(), joined(1, name), seen(1, 2, task('look', 'open')));
    t.true(resultsCsv(state).includes(`\r\n1,${cell},dual-redundancy/first-look,`), name);
  }
});
