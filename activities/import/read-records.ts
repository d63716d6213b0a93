import { createReadStream } from 'node:fs';
import { MmsynthError } from '../errors.ts';

/** A record as it stands in the file, or the text that is not JSON. */
export type RawRecord =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly text: string };

const parse = (text: string): RawRecord => {
  try {
    return { ok: true, value: JSON.parse(text) as unknown, text };
  } catch {
    return { ok: false, text };
  }
};

/** Streams the records of a seed file: JSON lines, or the elements of one JSON array (LLaVA's form), or one object. */
export async function* readRecords(path: string): AsyncGenerator<RawRecord> {
  const chunks = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let split: (((chunk: string) => string[]) & { readonly rest: () => string }) | undefined;
  try {
    for await (const chunk of chunks as AsyncIterable<string>) {
      const text = split ? chunk : chunk.replace(/^\uFEFF?\s*/, '');
      if (!split && text === '') continue;
      split ??= text.startsWith('[') ? arrayElements() : lines();
      for (const record of split(text)) yield parse(record);
    }
  } catch (error) {
    throw new MmsynthError(
      'file_missing',
      `${path}: the seed file cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).`,
    );
  }
  const rest = split?.rest().trim() ?? '';
  if (rest !== '') yield parse(rest);
}

function lines(): ((chunk: string) => string[]) & { readonly rest: () => string } {
  let open = '';
  const split = (chunk: string): string[] => {
    const parts = (open + chunk).split('\n');
    open = parts.pop() ?? '';
    return parts.filter((part) => part.trim() !== '');
  };
  return Object.assign(split, { rest: () => open });
}

/** Cuts a JSON array at its top-level commas without parsing the whole of it. */
function arrayElements(): ((chunk: string) => string[]) & { readonly rest: () => string } {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let open = '';
  const split = (chunk: string): string[] => {
    const found: string[] = [];
    let from = 0;
    const cut = (to: number): void => {
      const element = (open + chunk.slice(from, to)).trim();
      if (element !== '') found.push(element);
      open = '';
      from = to + 1;
    };
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk[i];
      if (escaped) escaped = false;
      else if (inString) {
        if (c === '\\') escaped = true;
        else if (c === '"') inString = false;
      } else if (c === '"') inString = true;
      else if (c === '[' || c === '{') {
        depth += 1;
        if (depth === 1) from = i + 1;
      } else if (c === ']' || c === '}') {
        depth -= 1;
        if (depth === 0) cut(i);
      } else if (c === ',' && depth === 1) cut(i);
    }
    open += depth > 0 ? chunk.slice(from) : '';
    return found;
  };
  return Object.assign(split, { rest: () => open });
}
