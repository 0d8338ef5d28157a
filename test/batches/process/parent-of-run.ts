import { LabProcess } from '../../../src/batches/process/lab-process.ts';
import { request } from './request.ts';

/** A process that starts the process of a run, and can be killed. */
const [, , file = '', runs = ''] = process.argv;
const signal = new AbortController().signal;
await new LabProcess(signal, file).run(request('leaves-notes', runs), {
  limitMs: 60_000,
  more: false,
  onStep: () => {},
});
