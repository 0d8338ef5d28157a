import test from 'ava';
import { type FillableHub, fillLabs } from '../../../src/workshop/room/fill-labs.ts';
import { after, ofSeat, room } from './support.ts';

/** Hubs that note what they are asked for. */
function filled(refuses: readonly string[] = []) {
  const asked: string[] = [];
  const problems: number[] = [];
  const state = after(
    room(4),
    ofSeat(2, { kind: 'lab', id: 'left' }),
    ofSeat(3, { kind: 'lab', id: 'gone' }),
  );
  const hub = (seat: number): FillableHub => {
    const note = async (what: string) => {
      asked.push(`${seat} ${what}`);
      if (refuses.includes(`${seat} ${what}`)) throw new Error('no');
    };
    return {
      resume: (id) => note(`resumes ${id}`),
      open: ({ lab, profile }) => note(`opens ${lab} ${profile}`),
    };
  };
  const work = fillLabs(
    state.seats.map((seat) => ({ seat, hub: hub(seat.number) })),
    {
      ...{ lab: 'dual-redundancy', profile: 'fast', up: new Set(['left', 'of-somebody-else']) },
      onProblem: (seat) => problems.push(seat),
    },
  );
  return { asked, problems, work };
}

test('labs that were left are joined first, and every other seat gets a new one in its turn', async (t) => {
  const { asked, work } = filled();
  await work;
  t.deepEqual(asked, [
    '2 resumes left',
    '1 opens dual-redundancy fast',
    '3 opens dual-redundancy fast',
    '4 opens dual-redundancy fast',
  ]);
});

test('a seat whose lab cannot be had does not keep the others from theirs', async (t) => {
  const { asked, problems, work } = filled(['2 resumes left', '1 opens dual-redundancy fast']);
  await work;
  t.is(asked.length, 4);
  t.deepEqual(problems, [2, 1]);
});
