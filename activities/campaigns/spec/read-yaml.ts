import { isMap, LineCounter, parseDocument, visit } from 'yaml';
import { MmsynthError } from '../../errors.ts';

/** A YAML mapping, and where in the file its parts stand. */
export interface YamlFile {
  readonly value: Readonly<Record<string, unknown>>;
  /** `:line:column` of the deepest part of the path that stands in the file; '' where none does. */
  readonly locate: (path: readonly (string | number)[]) => string;
}

/** Reads one YAML mapping. Throws `spec_invalid`, one sentence with the place. */
export function readYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const at = (offset: number | undefined): string => {
    if (offset === undefined) return '';
    const { line, col } = lines.linePos(offset);
    return `:${line}:${col}`;
  };
  const wrong = (offset: number | undefined, what: string): MmsynthError =>
    new MmsynthError('spec_invalid', `${path}${at(offset)}: ${what}.`);

  const [broken] = document.errors;
  if (broken?.code === 'MULTIPLE_DOCS') throw wrong(broken.pos[0], 'the spec must be one YAML document');
  if (broken) throw wrong(broken.pos[0], broken.message.replace(/ at line \d[^]*$/, ''));
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document))
        throw wrong(alias.range?.[0], `no anchor '${alias.source}' stands before this alias`);
    },
  });
  if (!isMap(document.contents))
    throw wrong(document.contents?.range?.[0], 'the spec must be a mapping with campaign, recipe, input and models');
  return {
    value: valueOf(
      () => document.toJS() as Record<string, unknown>,
      (what) => wrong(undefined, what),
    ),
    locate: (parts) => {
      for (let depth = parts.length; depth > 0; depth--) {
        const node = document.getIn(parts.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return at(node.range[0]);
      }
      return '';
    },
  };
}

/** Aliases that grow without bound are found only here. */
function valueOf<T>(read: () => T, wrong: (what: string) => MmsynthError): T {
  try {
    return read();
  } catch (error) {
    throw wrong((error as Error).message);
  }
}
