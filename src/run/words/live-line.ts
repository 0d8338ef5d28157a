import { commandLine } from '../../base/command-line.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { faultText } from '../../report/words/fault-text.ts';
import type { LiveStep } from '../steps.ts';
import type { Line } from './line.ts';

/** What happened to a lab that is up, for people. */
export const liveLine = (step: LiveStep): Line => ({ kind: 'remark', text: liveText(step) });

/** The same in words. */
export function liveText(step: LiveStep): string {
  switch (step.step) {
    case 'applied':
      return faultText({ ...step, parameters: parametersText(step.parameters) });
    case 'undone':
      return `${step.fault} of ${step.target} is undone`;
    case 'stays':
      return `${healCommand(step.lab)} undoes it.`;
    case 'stayed-away':
      return `${step.nodes.join(' and ')} stayed away. ${healCommand(step.lab)} brings back what is missing.`;
    case 'tunnel-reset':
      return `The tunnel ${step.tunnel} was closed and opened again, and is back after ${seconds(step.milliseconds)}.`;
    case 'session-reset':
      return `The session of ${step.of} with ${step.with} was reset, and is back after ${seconds(step.milliseconds)}.`;
    case 'tunnel-down':
      return `The tunnel ${step.tunnel} is down. It gets the new timers when it comes up.`;
    case 'timers-unchanged':
      return 'These timers are there already.';
    case 'timers-note':
      return step.text;
    case 'restarted':
      return `${step.node} was restarted, and is ready after ${seconds(step.milliseconds)}.`;
    case 'nothing-broken':
      return 'No fault is active.';
    case 'whole':
      return 'Fully redundant.';
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const healCommand = (lab: string): string => commandLine(`heal ${lab}`);
