import { printable } from './printable.ts';

export interface Column {
  readonly title: string;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/** Aligned lines under a line of titles; the last column is cut so that no line is wider than `width`. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  return lines.map((line) => {
    const cells = columns.map(({ align }, at) => {
      const text = line[at] ?? '';
      return align === 'right' ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
    });
    return clip(cells.join(gap).trimEnd(), width);
  });
}

/** One line of at most `width` columns. */
export function clip(line: string, width: number): string {
  const text = printable(line).replaceAll('\n', ' ');
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Text broken at blanks into lines of at most `width` columns, each after `indent`; its own line breaks stay. */
export function wrap(text: string, width: number, indent: string): string[] {
  const room = Math.max(20, width - indent.length);
  return printable(text)
    .split('\n')
    .flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > room) {
          lines.push(indent + line);
          line = word;
        } else line = line === '' ? word : `${line} ${word}`;
      }
      return [...lines, indent + line];
    });
}
