import { startRoomServer } from './room-server.ts';
import { lesson, task } from './support.ts';

/** A server with a room in a process of its own, to be killed. It tells its port and the trainer's token in one line. */
const [folder = ''] = process.argv.slice(2);
const { port, trainer, seats, fakes, room } = await startRoomServer(folder);
const drawing = {
  parts: [],
  layouts: {
    across: { width: 0, height: 0, boxes: [], lines: [] },
    down: { width: 0, height: 0, boxes: [], lines: [] },
  },
  faults: {},
};
// What hubs would tell: each seat that is taken has a lab, and is at the second task.
const done = new Set<string>();
seats.subscribe(() => {
  room.state.seats.forEach(({ name }, index) => {
    if (name === null || done.has(name)) return;
    done.add(name);
    const id = `lab-of-${name}`;
    fakes[index]?.tell({
      kind: 'lab',
      lab: { state: 'up', lab: 'dual-redundancy', id, profile: 'fast', drawing },
    });
    fakes[index]?.tell({ kind: 'lesson', lesson: lesson(task('look', 'passed'), task('break', 'open')) });
  });
});
console.log(JSON.stringify({ port, trainer }));
