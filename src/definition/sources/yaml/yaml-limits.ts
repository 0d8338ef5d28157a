import { Lexer } from 'yaml';
import { largestFile } from '../largest-file.ts';

/**
 * These limits protect the YAML parser from hostile files: its time and memory grow faster than the file (100,000 nested
 * list items crash the process). No real lab reaches them: three sites with 4001 prefixes each, which their local network
 * gateways repeat, have 75,000 words and signs.
 */
const deepestNesting = 16;
const mostTokens = 100_000;

export interface LimitExceeded {
  readonly rule: 'file-too-large' | 'nested-too-deeply';
  readonly offset: number;
  readonly message: string;
}

/** Looks at the text without parsing it, in linear time. */
export function exceededLimit(text: string): LimitExceeded | undefined {
  if (Buffer.byteLength(text) > largestFile) {
    const message = `The file has more than ${largestFile} bytes; a lab file is much smaller.`;
    return { rule: 'file-too-large', offset: 0, message };
  }
  return tokenLimit(text);
}

function tokenLimit(text: string): LimitExceeded | undefined {
  let offset = 0;
  let tokens = 0;
  let flowDepth = 0;
  let indicatorsInLine = 0;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > mostTokens) {
      const message = `The file has more than ${mostTokens} words and signs; a lab file is much smaller.`;
      return { rule: 'file-too-large', offset, message };
    }
    if (token === '[' || token === '{') flowDepth++;
    if (token === ']' || token === '}') flowDepth = Math.max(0, flowDepth - 1);
    if (flowDepth === 0 && (token === '-' || token === '?' || token === ':')) indicatorsInLine++;
    const isNewline = token === '\n' || token === '\r\n';
    if (isNewline) indicatorsInLine = 0;
    const indent = token.trim() === '' && !isNewline ? token.length : 0;
    const tooDeep =
      flowDepth > deepestNesting ||
      indicatorsInLine > deepestNesting ||
      indent > deepestNesting * widestIndent;
    if (tooDeep)
      return { rule: 'nested-too-deeply', offset, message: 'Lists or properties are nested too deeply.' };
    if (!isMark(token)) offset += token.length;
  }
  return undefined;
}

/** Columns for each level of nesting; a block is indented by at least one. */
const widestIndent = 8;

/** Marks that the lexer puts between the pieces of the text: byte order, document, flow error, scalar. */
const isMark = (token: string) => ['\u0002', '\u0018', '\u001f'].includes(token);
