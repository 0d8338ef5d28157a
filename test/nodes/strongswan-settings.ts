/** A section of a strongSwan configuration: its values by key, its sections by name, and the files that it includes. */
export interface Section {
  readonly values: ReadonlyMap<string, string>;
  readonly sections: ReadonlyMap<string, Section>;
  readonly includes: readonly string[];
}

type Token = { readonly kind: 'word' | 'quoted' | 'sign' | 'end'; readonly text: string };

/**
 * Reads a strongSwan configuration as strongSwan's own parser does (libstrongswan's settings_lexer): `#` begins a
 * comment, except in quotes, where a backslash escapes the next character.
 *
 * @throws {Error} when strongSwan would report a syntax error, or a key or section occurs twice
 */
export function parseSettings(text: string): Section {
  const tokens = tokenize(text);
  let position = 0;
  const peek = (): Token => tokens[position] ?? { kind: 'end', text: '' };
  const section = (closing: '}' | ''): Section => {
    const values = new Map<string, string>();
    const sections = new Map<string, Section>();
    const includes: string[] = [];
    for (;;) {
      const { kind, text: name } = peek();
      position++;
      if (kind === 'end' && name === '\n') continue;
      if (kind === 'end' ? closing === '' : kind === 'sign' && name === closing) break;
      if (kind !== 'word') throw new Error(`unexpected ${JSON.stringify(name)}`);
      const next = peek();
      position++;
      if (name === 'include' && next.kind === 'word') {
        includes.push(next.text);
      } else if (values.has(name) || sections.has(name)) {
        throw new Error(`${name} is there twice`);
      } else if (!/^[^.,:{}="#\s]+$/.test(name)) {
        throw new Error(`${JSON.stringify(name)} is not a name`);
      } else if (next.kind === 'sign' && next.text === '{') {
        sections.set(name, section('}'));
      } else if (next.kind === 'sign' && next.text === '=') {
        const words: string[] = [];
        for (; peek().kind === 'word' || peek().kind === 'quoted'; position++) words.push(peek().text);
        values.set(name, words.join(' '));
        if (peek().kind !== 'end') throw new Error(`unexpected ${JSON.stringify(peek().text)} after ${name}`);
      } else {
        throw new Error(`unexpected ${JSON.stringify(next.text)} after ${name}`);
      }
    }
    return { values, sections, includes };
  };
  return section('');
}

function tokenize(text: string): Token[] {
  const pattern = /#[^\n]*|"((?:\\[\s\S]|[^"\\])*)"|([{}=])|(\n)|([^\s#"{}=]+)|[^\S\n]+|(")/g;
  return [...text.matchAll(pattern)].flatMap(([, quoted, sign, newline, word, unclosed]): Token[] => {
    if (unclosed !== undefined) throw new Error('an unclosed quote');
    if (quoted !== undefined) return [{ kind: 'quoted', text: quoted.replaceAll(/\\([\s\S])/g, '$1') }];
    if (sign !== undefined) return [{ kind: 'sign', text: sign }];
    if (newline !== undefined) return [{ kind: 'end', text: newline }];
    return word === undefined ? [] : [{ kind: 'word', text: word }];
  });
}

/** A secret as swanctl passes it to charon (load_secret in load_creds.c). */
export function decodedSecret(value: string): Buffer {
  if (/^0x/i.test(value)) return Buffer.from(value.slice(2), 'hex');
  if (/^0s/i.test(value)) return Buffer.from(value.slice(2), 'base64');
  return Buffer.from(value);
}
