import type { PageText } from './page.ts';

type Attributes = Readonly<Record<string, string>>;

export interface StatedAbout {
  open(name: string, attributes: Attributes): void;
  text(piece: string): void;
  close(name: string): void;
  stated(): Omit<PageText, 'text'>;
}

/** Names of meta tags that hold the day of publication, the surest first. */
const dates = ['article:published_time', 'datepublished', 'date', 'dc.date', 'dcterms.date', 'pubdate', 'publish-date'];

/** Collects what a page states about itself: title, day, address. */
export function statedAbout(): StatedAbout {
  const meta = new Map<string, string>();
  let canonical: string | undefined;
  let time: string | undefined;
  let title = '';
  let heading = '';
  let within: 'title' | 'h1' | undefined;
  return {
    open(name, attributes) {
      if (name === 'title' && title === '') within = 'title';
      else if (name === 'h1' && heading === '') within = 'h1';
      else if (name === 'meta') {
        const key = (attributes['property'] ?? attributes['name'] ?? attributes['itemprop'])?.toLowerCase();
        if (key !== undefined && attributes['content'] && !meta.has(key)) meta.set(key, attributes['content']);
      } else if (name === 'link' && attributes['rel']?.toLowerCase() === 'canonical') canonical ??= attributes['href'];
      else if (name === 'time') time ??= attributes['datetime'];
    },
    text(piece) {
      if (within === 'title') title += piece;
      else if (within === 'h1') heading += piece;
    },
    close(name) {
      if (name === within) within = undefined;
    },
    stated() {
      const day = [...dates.map((name) => meta.get(name)), time].map(dayOf).find((found) => found !== undefined);
      const named = [meta.get('og:title'), title, heading].map((one) => one?.replace(/\s+/gu, ' ').trim());
      return {
        title: named.find((one) => one !== undefined && one !== '') ?? '',
        ...(day === undefined ? {} : { publishedAt: day }),
        ...(canonical === undefined ? {} : { canonical }),
      };
    },
  };
}

/** `2026-03-01` where a stated time begins with a day that there is. */
function dayOf(time: string | undefined): string | undefined {
  const day = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/u.exec(time ?? '')?.[1];
  return day === undefined || Number.isNaN(Date.parse(day)) ? undefined : day;
}
