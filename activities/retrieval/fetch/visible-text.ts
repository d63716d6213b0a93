import { Parser } from 'htmlparser2';
import type { PageText } from './page.ts';
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

/** Nesting at which the parser begins afresh, as browsers flatten a tree: its cost grows with the square of the nesting. */
const deepestTree = 512;

/** Reads a page as a stream of tags, however deep they are nested. */
export function readVisibleText(html: string): VisiblePage {
  const page = new PageReading();
  for (let from = 0; from < html.length;) from = page.read(html, from);
  return page.result();
}

class PageReading {
  readonly #cleaned: string[] = [];
  readonly #text: string[] = [];
  readonly #about = statedAbout();
  #depth = 0;
  #deepest = 0;
  #elements = 0;
  /** Nesting at which something hidden began; 0 where nothing is hidden. */
  #hiddenAt = 0;

  /** Reads from a place on; returns the place to go on at. */
  read(html: string, from: number): number {
    const parser = new Parser({
      onopentag: (name, attributes) => {
        this.#open(name, attributes);
        if (this.#depth > deepestTree) parser.pause();
      },
      ontext: (piece) => this.#read(piece),
      onclosetag: (name) => this.#close(name),
    });
    parser.write(html.slice(from));
    if (this.#depth <= deepestTree) {
      parser.end();
      return html.length;
    }
    this.#depth = 0;
    // What follows would be in the hidden element too: its end cannot be told any more.
    return this.#hiddenAt > 0 ? html.length : from + parser.endIndex + 1;
  }

  result(): VisiblePage {
    const text = lines(this.#text.join(''));
    const cleaned = this.#cleaned.join('');
    return { ...this.#about.stated(), text, cleaned, depth: this.#deepest, elements: this.#elements };
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#elements += 1;
    this.#depth += 1;
    this.#deepest = Math.max(this.#deepest, this.#depth);
    this.#about.open(name, attributes);
    if (this.#hiddenAt === 0 && (never.has(name) || isHidden(attributes))) this.#hiddenAt = this.#depth;
    if (this.#hiddenAt > 0) return;
    if (block.test(name)) this.#text.push('\n');
    if (!outer.test(name))
      this.#cleaned.push(`<${name}${kept.flatMap((key) => attribute(key, attributes[key])).join('')}>`);
  }

  #read(piece: string): void {
    this.#about.text(piece);
    if (this.#hiddenAt > 0) return;
    this.#text.push(piece);
    this.#cleaned.push(escaped(piece));
  }

  #close(name: string): void {
    this.#about.close(name);
    if (this.#hiddenAt === 0) {
      if (block.test(name)) this.#text.push('\n');
      if (!empty.test(name) && !outer.test(name)) this.#cleaned.push(`</${name}>`);
    } else if (this.#hiddenAt === this.#depth) this.#hiddenAt = 0;
    this.#depth -= 1;
  }
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
