/** The calculations of a text in order, without white space: `<<48/2=24>>`, or else whatever stands around an equals sign. */
export function equationsOf(text: string): readonly string[] {
  const plain = (equation: string | undefined): string => (equation ?? '').replace(/[\s$,]+/g, '');
  const marked = [...text.matchAll(/<<([^<>]*)>>/g)].map(([, equation]) => plain(equation));
  if (marked.length > 0) return marked;
  return [...text.matchAll(/[\d.)(][\d\s.,$+*/x×÷%()-]*=\s*\$?-?[\d.,]*\d/g)].map(([equation]) => plain(equation));
}

/** Whether both sides of an equation (all, of a chain) come to the same, to half a unit of the last decimal written. */
export function holds(equation: string): boolean {
  const sides = equation.split('=');
  const values = sides.map(valueOf);
  const [first] = values;
  if (sides.length < 2 || first === undefined) return false;
  return values.every((value, at) => value !== undefined && Math.abs(value - first) <= toleranceOf(sides, at));
}

/** Binary fractions leave dust. */
const dust = 1e-9;

function toleranceOf(sides: readonly string[], at: number): number {
  const decimals = (side: string | undefined): number => /^-?\d*\.(\d+)%?$/.exec(side ?? '')?.[1]?.length ?? 0;
  const written = Math.max(decimals(sides[0]), decimals(sides[at]));
  return written === 0 ? dust : 0.5 * 10 ** -written + dust;
}

/** Value of an expression of numbers, `+ - * / %` and brackets; `x`, `×` and `÷` as they are meant. Undefined where it is none. */
export function valueOf(expression: string): number | undefined {
  const tokens = expression.match(/\d+(?:\.\d+)?|\.\d+|[-+*/%()x×÷]|\S/g) ?? [];
  let at = 0;
  const taken = (...wanted: readonly string[]): string | undefined => {
    const token = tokens[at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    at += 1;
    return token;
  };
  const sum = (): number => {
    let value = product();
    for (let sign = taken('+', '-'); sign; sign = taken('+', '-')) value += sign === '+' ? product() : -product();
    return value;
  };
  const product = (): number => {
    let value = factor();
    for (let sign = taken('*', 'x', '×', '/', '÷'); sign; sign = taken('*', 'x', '×', '/', '÷'))
      value = sign === '/' || sign === '÷' ? value / factor() : value * factor();
    return value;
  };
  const factor = (): number => {
    if (taken('-')) return -factor();
    let value = Number.NaN;
    if (taken('(')) {
      value = sum();
      if (!taken(')')) return Number.NaN;
    } else if (/^[\d.]/.test(tokens[at] ?? '')) {
      value = Number(tokens[at]);
      at += 1;
    }
    return taken('%') ? value / 100 : value;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
