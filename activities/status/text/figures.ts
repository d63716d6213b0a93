const units = ['', 'k', 'M', 'G', 'T'] as const;

/** `1,234` up to 9,999, then `12.3k`, `4.5M`. */
export function count(n: number): string {
  if (Math.abs(n) < 10_000) return Math.round(n).toLocaleString('en-US');
  let scaled = n;
  let unit = 0;
  while (Math.abs(scaled) >= 1000 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${scaled.toFixed(scaled < 100 ? 1 : 0)}${units[unit]}`;
}

/** Bytes in binary units: `640 B`, `1.2 MiB`. */
export function bytes(n: number): string {
  let scaled = n;
  let unit = 0;
  const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
  while (scaled >= 1024 && unit < names.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? scaled : scaled.toFixed(1)} ${names[unit]}`;
}

/** The two largest parts of a duration: `840 ms`, `12.3 s`, `4 m 5 s`, `3 h 20 m`, `2 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const [d, h, m, s] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  if (d > 0) return `${d} d ${h} h`;
  if (h > 0) return `${h} h ${m} m`;
  return `${m} m ${s} s`;
}

/** An amount in the campaign's currency: `1,234.50`, and two figures that count below 0.1: `0.0042`. */
export function money(amount: number): string {
  if (amount === 0 || amount >= 0.1)
    return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return amount.toLocaleString('en-US', { maximumSignificantDigits: 2 });
}

/** A rate with two figures that count: `0.42`, `3.1`, `240`. */
export function rate(perSecond: number): string {
  if (perSecond >= 100) return count(perSecond);
  return perSecond.toFixed(perSecond < 1 ? 2 : 1);
}

export function percent(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  return `${share > 0 && share < 1 ? share.toFixed(1) : Math.floor(share)} %`;
}

/** `2026-03-01 12:00:05` in UTC, or a dash. */
export function moment(iso: string | null | undefined): string {
  return iso ? iso.slice(0, 19).replace('T', ' ') : '–';
}
