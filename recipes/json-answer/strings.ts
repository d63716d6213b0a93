/** Keys the answers use; only these may stand without quotes inside running text. */
const knownKeys =
  'image_position|objects|skills|format|question|steps|answers?|manipulation|description|improved|score|reason|items|verdicts';
const key = `(?:["'“”‘’][^"'“”\\n]{1,40}["'“”‘’]|(?:${knownKeys}))\\s*:`;
const blank = String.raw`(?:\s|//[^\n]*\n|/\*[\s\S]*?\*/)*`;

/** What may follow the quote that closes a string, by where the string stands. */
const after = {
  key: new RegExp(`^${blank}:`),
  value: new RegExp(`^${blank}(?:$|[}\\]]|,${blank}(?:$|[}\\]]|${key})|${key})`),
  element: new RegExp(String.raw`^${blank}(?:$|[\]}]|,${blank}(?:$|["'“‘\[{\]\d-]|null|true|false|None|True|False))`),
} as const;
export type StringPlace = keyof typeof after;

const closers: Readonly<Record<string, string>> = {
  '"': '"”',
  "'": "'’",
  '“': '”"“',
  '”': '”"“',
  '‘': "’'‘",
  '’': "’'‘",
  '`': '`',
};

export interface ReadString {
  readonly value: string;
  /** Index after the closing quote. */
  readonly end: number;
  readonly repairs: readonly string[];
}

/** Whether a quote of any kind stands there. */
export function opensString(character: string): boolean {
  return character in closers;
}

function unescape(raw: string): string {
  return raw.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) => {
    const plain: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
    return code.length === 5 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (plain[code] ?? code);
  });
}

/**
 * Reads one string of malformed JSON: any kind of quotes, triple quotes, raw newlines, quotes within. A quote closes the string
 * only where JSON can go on after it, so `'What's that?'` stays whole. Null where no quote closes it.
 */
export function readString(text: string, start: number, place: StringPlace): ReadString | null {
  const open = text.charAt(start);
  const triple = open.repeat(3);
  if (text.startsWith(triple, start) && (place === 'key' || !after[place].test(text.slice(start + 2)))) {
    const end = text.indexOf(triple, start + 3);
    if (end < 0) return null;
    return { value: unescape(text.slice(start + 3, end)), end: end + 3, repairs: ['triple_quotes'] };
  }
  const closing = closers[open] ?? open;
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (closing.includes(character) && after[place].test(text.slice(at + 1, at + 2000))) {
      const raw = text.slice(start + 1, at);
      const repairs = new Set<string>();
      if (open === "'" || open === '`') repairs.add('single_quotes');
      else if (open !== '"' || character !== '"') repairs.add('curly_quotes');
      if (/[\n\r\t]/.test(raw)) repairs.add('raw_newline');
      if (open === '"' && /(?<!\\)(?:\\\\)*"/.test(raw)) repairs.add('inner_quotes');
      return { value: unescape(raw), end: at + 1, repairs: [...repairs] };
    }
  }
  return null;
}
