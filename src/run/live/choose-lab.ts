import { commandLine } from '../../base/command-line.ts';
import { counted } from '../../base/counted.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { RunningLab } from '../../lab/running-labs.ts';

/** What tells labs apart. */
export type NamedLab = Pick<RunningLab, 'id' | 'name' | 'kept'>;

export interface LabChoice {
  readonly nameOrId: string;
  /** A lab that belongs to a run in progress is found only by its id. */
  readonly keptOnly: boolean;
  /** Names of the labs that come with the program. */
  readonly known: readonly string[];
}

/**
 * The lab with this name or id.
 *
 * @throws SwitchoverError (wrong-input) when there is none, or several of that name
 */
export function chooseLab<Lab extends NamedLab>(labs: readonly Lab[], choice: LabChoice): Lab {
  const { nameOrId, keptOnly } = choice;
  const [first, ...others] = labs.filter(
    ({ id, name, kept }) => id === nameOrId || (name === nameOrId && (kept || !keptOnly)),
  );
  if (!first) throw refusal(notUp(labs, choice), nameOrId);
  if (others.length === 0) return first;
  const ids = idsOf([first, ...others]);
  throw refusal(`Several labs with the name ${nameOrId} are up. Say which one: ${ids}.`, nameOrId);
}

/**
 * The lab that was left up, when it is the only one.
 *
 * @throws SwitchoverError (wrong-input) when there is none, or more than one
 */
export function chooseOnlyLab<Lab extends NamedLab>(labs: readonly Lab[]): Lab {
  const kept = labs.filter((lab) => lab.kept);
  const [first, ...others] = kept;
  if (!first && labs.length > 0) {
    throw refusal(`No lab was left up. ${belongToRuns(labs)} To work on one of them, give its id.`);
  }
  if (!first) throw refusal(`No lab is up; ${commandLine('up dual-redundancy')} brings one up.`);
  if (others.length === 0) return first;
  throw refusal(`Several labs are up. Say which one: ${idsOf(kept)}.`);
}

/** What a person types for a lab that was left up: its name, or its id if another lab has the same name. */
export function shortestName({ id, name }: Omit<NamedLab, 'kept'>, labs: readonly NamedLab[]): string {
  const isTaken = labs.some((other) => other.kept && other.name === name && other.id !== id);
  return isTaken ? id : name;
}

/** A sentence about labs that were not left up. */
export const belongToRuns = (labs: readonly NamedLab[]): string =>
  `${counted(labs.length, 'lab')} ${labs.length === 1 ? 'belongs to a run that goes' : 'belong to runs that go'} on: ${idsOf(labs)}.`;

function notUp(labs: readonly NamedLab[], { nameOrId, known }: LabChoice): string {
  const ofRuns = labs.filter(({ name, kept }) => name === nameOrId && !kept);
  if (ofRuns.length > 0) {
    return `No lab with the name ${nameOrId} was left up. ${belongToRuns(ofRuns)} To change such a lab, give its id.`;
  }
  return [
    `The lab "${nameOrId}" is not up.`,
    labs.length === 0 ? 'No lab is up.' : `Up: ${idsOf(labs)}.`,
    ...(known.includes(nameOrId) ? [`${commandLine(`up ${nameOrId}`)} brings it up.`] : []),
  ].join(' ');
}

const idsOf = (labs: readonly NamedLab[]): string => labs.map(({ id }) => id).join(', ');

const refusal = (message: string, lab?: string) =>
  new SwitchoverError('wrong-input', message, lab === undefined ? {} : { lab });
