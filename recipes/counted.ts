const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  knife: 'knives',
  mouse: 'mice',
  sheep: 'sheep',
  skis: 'skis',
  scissors: 'scissors',
};

/** The plural of an English noun; of several words the last is changed. */
export function plural(kind: string): string {
  const known = irregular[kind];
  if (known) return known;
  return /(s|x|ch|sh)$/.test(kind) ? `${kind}es` : `${kind}s`;
}

/** `1 dog`, `2 wine glasses`, `3 people`. */
export function counted(kind: string, count: number): string {
  return `${count} ${count === 1 ? kind : plural(kind)}`;
}
