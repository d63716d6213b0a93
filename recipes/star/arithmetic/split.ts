/** Whom a sum belongs to, so that base model, training pool and dev share none: 40, 30 and 30 %. */
export const splits = ['base', 'pool', 'dev'] as const;
export type Split = (typeof splits)[number];

export interface Sum {
  readonly a: number;
  readonly b: number;
}

const splitOfTen: readonly Split[] = [
  ...Array<Split>(4).fill('base'),
  ...Array<Split>(3).fill('pool'),
  ...Array<Split>(3).fill('dev'),
];

/** 32-bit FNV-1a of ASCII text: simple enough to be the same in the trainer's Python. */
function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}

const rank = ({ a, b }: Sum): number => fnv1a(`${Math.min(a, b)}+${Math.max(a, b)}`);

/** The hundred one-digit sums, a sum and its mirror on the same side. */
const oneDigit: ReadonlyMap<string, Split> = (() => {
  const byRank = (sums: readonly Sum[]): readonly Sum[] =>
    [...sums].sort((x, y) => rank(x) - rank(y) || x.a - y.a || x.b - y.b);
  const ten = Array.from({ length: 10 }, (_, a) => a);
  const mirrored = byRank(ten.flatMap((a) => ten.slice(0, a).map((b) => ({ a, b }))));
  const doubles = byRank(ten.map((a) => ({ a, b: a })));
  const parts: readonly (readonly [Split, readonly Sum[]])[] = [
    ['base', [...mirrored.slice(0, 18), ...doubles.slice(0, 4)]],
    ['pool', [...mirrored.slice(18, 31), ...doubles.slice(4, 8)]],
    ['dev', [...mirrored.slice(31), ...doubles.slice(8)]],
  ];
  return new Map(
    parts.flatMap(([split, sums]) =>
      sums.flatMap(({ a, b }) => [[`${a}+${b}`, split] as const, [`${b}+${a}`, split] as const]),
    ),
  );
})();

/** The same for `a + b` and `b + a`; the embedded trainer's base model was made from the `base` part by the same rule. */
export function splitOf(sum: Sum): Split {
  return oneDigit.get(`${sum.a}+${sum.b}`) ?? (splitOfTen[rank(sum) % 10] as Split);
}
