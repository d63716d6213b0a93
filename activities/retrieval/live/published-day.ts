/** `2026-03-01` of a date as services write it: an ISO time, or `Mar 1, 2026`. Undefined for `3 days ago` and the like. */
export function publishedDay(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const iso = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/u.exec(date.trim())?.[0];
  if (iso !== undefined) return Number.isNaN(Date.parse(iso)) ? undefined : iso;
  if (!/^[A-Z][a-z]+\.? \d{1,2}, \d{4}$/u.test(date.trim())) return undefined;
  const time = Date.parse(`${date.trim()} UTC`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}
