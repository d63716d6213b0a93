const whole = new Intl.NumberFormat('en-GB');

/** 12,345 */
export const count = (n: number): string => whole.format(n);

/** 61 %; – where nothing was counted. */
export function percent(ratio: number | null): string {
  if (ratio === null) return '–';
  const value = ratio * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)}\u202f%`;
}

/** One or two digits behind the point; – where nothing was counted. */
export const mean = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));

/** 1.2 M, 34.5 k, 987 */
export function short(n: number): string {
  if (n >= 1e6) return `${(n / 1e6).toFixed(1)}\u202fM`;
  return n >= 10_000 ? `${(n / 1e3).toFixed(1)}\u202fk` : count(n);
}

/** 23 November 2026, 05:47 UTC */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
