import { Parser } from 'htmlparser2';
import type { PageText } from './page-text.ts';
import { isHidden, never } from './hidden-element.ts';
import { statedAbout } from './stated-about.ts';

export interface VisiblePage extends PageText {
  /** The page's body with the same text and nothing hidden. */
  readonly cleaned: string;
  /** Deepest nesting. */
  readonly depth: number;
  readonly elements: number;
}

/** Elements that end a line. */
const block =
  /^(?:address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)$/u;
const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/u;
const outer = /^(?:html|body)$/u;
/** Attributes that the article reader goes by. */
const kept = ['class', 'id', 'role'];

/** Reads a page as a stream of tags, however deep they are nested. */
export function readVisibleText(html: string): VisiblePage {
  const cleaned: string[] = [];
  const text: string[] = [];
  const about = statedAbout();
  let depth = 0;
  let deepest = 0;
  let elements = 0;
  /** Nesting at which something hidden began; 0 where nothing is hidden. */
  let hiddenAt = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        elements += 1;
        depth += 1;
        deepest = Math.max(deepest, depth);
        about.open(name, attributes);
        if (hiddenAt === 0 && (never.has(name) || isHidden(attributes))) hiddenAt = depth;
        if (hiddenAt > 0) return;
        if (block.test(name)) text.push('\n');
        if (!outer.test(name))
          cleaned.push(`<${name}${kept.flatMap((key) => attribute(key, attributes[key])).join('')}>`);
      },
      ontext(piece) {
        about.text(piece);
        if (hiddenAt > 0) return;
        text.push(piece);
        cleaned.push(escaped(piece));
      },
      onclosetag(name) {
        about.close(name);
        if (hiddenAt === 0) {
          if (block.test(name)) text.push('\n');
          if (!empty.test(name) && !outer.test(name)) cleaned.push(`</${name}>`);
        } else if (hiddenAt === depth) hiddenAt = 0;
        depth -= 1;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  return { ...about.stated(), text: lines(text.join('')), cleaned: cleaned.join(''), depth: deepest, elements };
}

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const attribute = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`];
