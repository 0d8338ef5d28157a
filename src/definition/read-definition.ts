import type { Definition } from './definition.ts';
import { checkForm, type FormFault, mostFaults } from './form/check-form.ts';
import { labForm } from './form/lab-form.ts';
import { understood } from './form/understood.ts';
import type { KnownFault } from './known-fault.ts';
import type { Problem } from './problems/problem.ts';
import { resolveDefinition } from './resolve/resolve-definition.ts';
import type { Finding } from './rules/rule.ts';
import { checkRules } from './rules/rules.ts';
import { isWithin, type Path } from './sources/path.ts';
import type { Source } from './sources/source.ts';

/** The outcome of reading a source. */
export type Examination =
  | { readonly ok: true; readonly definition: Definition; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the definition of a source, with warnings about legal but doubtful values, or all its problems.
 *
 * @param knownFaults the faults that it may name
 */
export function examineDefinition(source: Source, knownFaults: readonly KnownFault[]): Examination {
  if (source.value === undefined) return { ok: false, problems: inOrder(source.problems) };
  const form = labForm(knownFaults);
  const faults = checkForm(source.value, form);
  const written = faults.length < mostFaults ? understood(source.value, faults, form) : undefined;
  const definition = written && resolveDefinition(written);
  const obscured = faults.flatMap((fault) => fault.obscures);
  const findings = (definition ? checkRules(definition, knownFaults) : []).filter(
    (finding) => !obscured.some((place) => restsOn(finding, place)),
  );
  const problems = inOrder([
    ...source.problems,
    ...faults.map((fault) => problemOfForm(fault, source)),
    ...findings.map((finding) => problemOfRule(finding, source)),
  ]);
  if (!definition || problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  return { ok: true, definition, warnings: problems };
}

function problemOfForm({ path, atKey, rule, message, advice }: FormFault, source: Source): Problem {
  const position = source.positionOf(path, atKey ? 'name' : 'value');
  return { ...position, severity: 'error', rule, message, advice };
}

/** A finding with its place in the file. */
export function problemOfRule({ path, severity, rule, message, advice }: Finding, source: Source): Problem {
  return { ...source.positionOf(path, 'value'), severity, rule, message, advice };
}

/** Whether the finding depends on a value that could not be read. */
function restsOn({ path, basis = [] }: Finding, obscured: Path): boolean {
  return (
    isWithin(path, obscured) || basis.some((place) => isWithin(place, obscured) || isWithin(obscured, place))
  );
}

/** Sorts problems by their place in the file; those of several files one file after the other. */
function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
