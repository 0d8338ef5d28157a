import { commandLine } from '../../base/command-line.ts';
import { counted } from '../../base/counted.ts';
import { formatProblems } from '../../definition/problems/format-problems.ts';
import type { TrialStep } from '../../experiment/trial-step.ts';
import type { PreparationStep, RunStep } from '../steps.ts';
import { type Line, type Saying, textOf } from './line.ts';

/** A step of a run for people; undefined: there is nothing to show. */
export function runLine(step: RunStep): Line | undefined {
  switch (step.step) {
    case 'warnings':
      return { kind: 'remark', text: formatProblems(step.problems) };
    case 'preparing':
      return { kind: 'begin', title: 'Preparing the engine' };
    case 'setting-up':
      return { kind: 'say', text: step.text, detail: step.kind === 'detail' };
    case 'prepared':
      return { kind: 'end', title: preparedTitle(step) };
    case 'begun':
      return undefined;
    case 'taking-over':
      return { kind: 'begin', title: 'Looking whether the lab of the run before is whole' };
    case 'taken-over':
      return { kind: 'end', title: `Lab of the run before found whole in ${inSeconds(step.milliseconds)}` };
    case 'not-as-new':
      return { kind: 'remark', text: `A new lab comes up: ${step.reason}` };
    case 'bringing-up':
      return { kind: 'begin', title: `Bringing up ${counted(step.nodes, 'node')}` };
    case 'stages':
      return {
        kind: 'say',
        text: step.over.map(({ stage, milliseconds }) => `${stage} ${inSeconds(milliseconds)}`).join(', '),
      };
    case 'up':
      return {
        kind: 'end',
        title: `${counted(step.nodes, 'node')}, ${counted(step.tunnels, 'tunnel')}, ${counted(step.sessions, 'BGP session')} up in ${inSeconds(step.milliseconds)}`,
      };
    case 'trial':
      return { kind: 'begin', title: `${step.fault} of ${step.target}` };
    case 'in-trial':
      return trialLine(step.now);
    case 'not-repaired':
      return { kind: 'remark', text: `${step.target} was not repaired: ${step.message}` };
    case 'left-out':
      return {
        kind: 'remark',
        text: `Redundancy was not restored, so ${step.fault} of ${step.target} and all further trials are left out.`,
      };
    case 'calibrating':
      return { kind: 'begin', title: 'Calibrating' };
    case 'in-calibration':
      return { kind: 'say', text: step.text };
    case 'trial-over':
    case 'calibrated':
      return { kind: 'end' };
    case 'kept':
      return {
        kind: 'remark',
        text: `The lab stays up; ${commandLine(`down ${step.id}`)} removes it.`,
      };
    case 'tearing-down':
      return { kind: 'begin', title: 'Tearing the lab down' };
    case 'torn-down':
      return { kind: 'end', title: `Lab gone in ${inSeconds(step.milliseconds)}` };
    case 'ending-failed':
      return { kind: 'remark', text: step.message };
    case 'saved':
      return { kind: 'remark', text: `Results: ${step.path}` };
  }
}

/** The same in words, where nothing is drawn. */
export function runText(step: RunStep): string | undefined {
  const line = runLine(step);
  return line && textOf(line);
}

function preparedTitle({ removed, stubborn }: Extract<PreparationStep, { step: 'prepared' }>): string {
  const counts = Object.entries(removed).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
  return [
    'Engine ready',
    ...(counts.length > 0 ? [`removed ${counts.join(' and ')} that a killed run had left`] : []),
    ...(stubborn > 0 ? [`${stubborn} more could not be removed, see ${commandLine('gc')}`] : []),
  ].join('; ');
}

function trialLine(now: TrialStep): Saying {
  switch (now.step) {
    case 'traffic': {
      const again = now.attempt > 1 ? `, attempt ${now.attempt}` : '';
      return { kind: 'say', text: `starting flows over every tunnel${again}` };
    }
    case 'settling':
      return {
        kind: 'say',
        text: 'all flows steady, waiting for a random moment',
        seconds: Math.ceil(now.seconds),
      };
    case 'fault':
      return { kind: 'say', text: `${now.name} of ${now.target}` };
    case 'watching': {
      const silent = now.silent
        .filter(({ flows }) => flows > 0)
        .map(({ flows, from, to }) => `${counted(flows, 'flow')} ${from} to ${to}`);
      const flows = silent.length > 0 ? `silent: ${silent.join(', ')}` : 'all flows back';
      const redundancy = now.missing.length > 0 ? 'redundancy not yet restored' : 'redundancy restored';
      return { kind: 'say', text: `${flows}, ${redundancy}`, seconds: Math.floor(now.seconds) };
    }
    case 'collecting':
      return { kind: 'say', text: 'collecting what was recorded' };
  }
}

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
