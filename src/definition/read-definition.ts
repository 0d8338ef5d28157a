import type { Definition } from './definition.ts';
import { checkForm, type FormFault, mostFaults } from './form/check-form.ts';
import { type LabForm, labForm } from './form/lab-form.ts';
import type { WrittenDefinition } from './form/written.ts';
import type { KnownFault } from './known-fault.ts';
import { DefinitionError } from './problems/definition-error.ts';
import type { Problem, Severity } from './problems/problem.ts';
import { resolveDefinition } from './resolve.ts';
import type { Finding } from './rules/rule.ts';
import { checkRules } from './rules/rules.ts';
import { isWithin, type Path } from './sources/path.ts';
import { type Position, readYaml } from './sources/yaml-source.ts';

/** What came out of reading a lab file. */
export type Examination =
  | { readonly ok: true; readonly definition: Definition; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The definition that a lab file holds.
 *
 * @param text the whole file.
 * @param fileName how the problems name the file.
 * @param faults those that the file may name.
 * @throws DefinitionError with everything that is wrong with the file. Nothing else is ever thrown.
 */
export function readDefinition(text: string, fileName: string, faults: readonly KnownFault[]): Definition {
  const examination = examineDefinition(text, fileName, faults);
  if (!examination.ok) throw new DefinitionError(examination.problems);
  return examination.definition;
}

/** The same without an exception, and with the warnings about what is legal but doubtful. */
export function examineDefinition(
  text: string,
  fileName: string,
  knownFaults: readonly KnownFault[],
): Examination {
  const labFileForm = labForm(knownFaults);
  const source = readYaml(text);
  const problem = (
    severity: Severity,
    position: Position,
    about: { rule: string; message: string; advice: string },
  ): Problem => ({
    file: fileName,
    ...position,
    severity,
    rule: about.rule,
    message: about.message,
    advice: about.advice,
  });
  const syntax = source.faults.map((fault) => problem('error', fault.position, fault));
  if (!source.usable) return { ok: false, problems: inOrder(syntax) };

  const faults = checkForm(source.data, labFileForm);
  const form = faults.map((fault) =>
    problem('error', fault.atKey ? source.positionOfKey(fault.path) : source.positionOf(fault.path), fault),
  );
  const written = faults.length < mostFaults ? understood(source.data, faults, labFileForm) : undefined;
  const definition = written && resolveDefinition(written);
  const obscured = faults.flatMap((fault) => fault.obscures);
  const rules = (definition ? checkRules(definition, knownFaults) : [])
    .filter((finding) => !obscured.some((place) => restsOn(finding, place)))
    .map((finding) => problem(finding.severity, source.positionOf(finding.path), finding));

  const problems = inOrder([...syntax, ...form, ...rules]);
  if (!definition || problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  return { ok: true, definition, warnings: problems };
}

/** Whether the finding would say something about a value that is not known. */
function restsOn({ path, basis = [] }: Finding, obscured: Path): boolean {
  return (
    isWithin(path, obscured) || basis.some((place) => isWithin(place, obscured) || isWithin(obscured, place))
  );
}

/** What can be understood of a file with faults, so that the rules have their say about the rest of it. */
function understood(
  data: unknown,
  faults: readonly FormFault[],
  { written, salvaged }: LabForm,
): WrittenDefinition | undefined {
  if (faults.length === 0) return written.safeParse(data).data;
  const known = withoutProperties(
    data,
    faults.filter((fault) => fault.atKey).map((fault) => fault.path),
  );
  return salvaged.safeParse(known).data;
}

function withoutProperties(data: unknown, unwanted: readonly Path[]): unknown {
  if (unwanted.length === 0 || typeof data !== 'object' || data === null) return data;
  const names = new Set(unwanted.filter((path) => path.length === 1).map(([name]) => String(name)));
  const inner = (key: string) =>
    unwanted.filter((path) => path.length > 1 && String(path[0]) === key).map((path) => path.slice(1));
  if (Array.isArray(data)) return data.map((item, index) => withoutProperties(item, inner(String(index))));
  const kept = Object.entries(data).filter(([key]) => !names.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProperties(value, inner(key))]));
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
