import { opensString, readString, type StringPlace } from './strings.ts';

export type Normalised =
  | { readonly ok: true; readonly text: string; readonly repairs: string[] }
  | { readonly ok: false; readonly reason: 'truncated' | 'parse_error' };

/** A value that has swallowed the next field: its closing quote was taken for text. */
const swallowed = /["'“”]\s*,?\s*["'“](?:image_position|objects|skills|format|question|steps|answer)["'”]\s*:/;

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*/y;

function placeOf(stack: readonly string[], expectsKey: boolean): StringPlace {
  if (stack.at(-1) === '[') return 'element';
  return expectsKey ? 'key' : 'value';
}

/**
 * Rewrites malformed JSON from its first bracket to the one that closes it, with every string in proper form and comments gone;
 * objects that follow each other without a list become one. What other slips are left (commas, None, bare keys) is jsonrepair's.
 * An answer whose brackets don't close is `truncated`, never closed silently.
 */
export function normaliseJson(text: string): Normalised {
  const repairs = new Set<string>();
  const stack: string[] = [];
  let out = '';
  let expectsKey = false;
  let roots = 0;
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    if (opensString(character)) {
      const place = placeOf(stack, expectsKey);
      const read = readString(text, at, place);
      if (!read) return { ok: false, reason: 'truncated' };
      if (swallowed.test(read.value)) return { ok: false, reason: 'parse_error' };
      for (const repair of read.repairs) repairs.add(repair);
      out += JSON.stringify(read.value);
      at = read.end;
      expectsKey = place === 'value';
      continue;
    }
    comment.lastIndex = at;
    const remark = comment.exec(text);
    if (remark) {
      repairs.add('comment');
      at += remark[0].length;
      continue;
    }
    at += 1;
    out += character;
    if (character === '{' || character === '[') stack.push(character);
    else if (character === '}' || character === ']') {
      if (stack.pop() !== (character === '}' ? '{' : '[')) return { ok: false, reason: 'parse_error' };
      if (stack.length === 0) {
        roots += 1;
        const next = /^\s*,?\s*(?=\{)/.exec(text.slice(at));
        if (!next) break;
        out += ',';
        at += next[0].length;
      }
    }
    if ('{}],'.includes(character)) expectsKey = stack.at(-1) === '{';
    else if (character === ':') expectsKey = false;
  }
  if (stack.length > 0) return { ok: false, reason: 'truncated' };
  if (roots > 1) repairs.add('wrapped_sequence');
  return { ok: true, text: roots > 1 ? `[${out}]` : out, repairs: [...repairs] };
}
