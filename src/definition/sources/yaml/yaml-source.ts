import { LineCounter, parseDocument } from 'yaml';
import type { Position } from '../position.ts';
import type { Source } from '../source.ts';
import { exceededLimit } from './yaml-limits.ts';
import { type PositionAt, type YamlFault, YamlReader } from './yaml-reader.ts';
import { syntaxFaults } from './yaml-syntax.ts';

const mostFaults = 20;

/**
 * A lab file in YAML 1.2. Never throws: all faults of the text are among the problems.
 *
 * @param name of the file, for messages
 */
export function yamlSource(text: string, name: string): Source {
  const lines = new LineCounter();
  const positionAt: PositionAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const exceeded = exceededLimit(text);
  if (exceeded) {
    const { rule, offset, message } = exceeded;
    const before = text.slice(0, offset).split('\n');
    const position = { file: name, line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return unusable(name, [
      { rule, position, message, advice: 'Check that this is the file that you meant.' },
    ]);
  }

  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The reader below finds duplicates faster, and knows the property's name.
    uniqueKeys: false,
    logLevel: 'error',
    resolveKnownTags: false,
  });
  const faults = syntaxFaults([...document.errors, ...document.warnings], positionAt);
  if (faults.length > 0) return unusable(name, faults);
  const start = beginningOf(name);
  const reader = new YamlReader(document, positionAt, start);
  const value = reader.read(document.contents, []);
  const found = reader.faults.slice(0, mostFaults);
  if (!reader.usable) return unusable(name, found);
  return {
    name,
    value,
    problems: found.map(problemOf),
    positionOf: (path, part) =>
      (part === 'name' ? reader.nameAt(path) : undefined) ?? reader.closest(path) ?? reader.start ?? start,
  };
}

const problemOf = ({ position, rule, message, advice }: YamlFault) => ({
  ...position,
  severity: 'error' as const,
  rule,
  message,
  advice,
});

function unusable(name: string, faults: readonly YamlFault[]): Source {
  return { name, value: undefined, problems: faults.map(problemOf), positionOf: () => beginningOf(name) };
}

const beginningOf = (file: string): Position => ({ file, line: 1, column: 1 });
