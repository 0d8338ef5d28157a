import { runInProcess } from '../../../src/batches/process/run-in-process.ts';
import { request } from './request.ts';

/** A process that starts the process of a run, and can be killed. */
const [, , file = '', runs = ''] = process.argv;
const signal = new AbortController().signal;
await runInProcess(request('leaves-notes', runs), { file, signal, limitMs: 60_000, onStep: () => {} });
