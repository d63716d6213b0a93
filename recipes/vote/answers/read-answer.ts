import { lastBoxed, officialBoxed } from './boxed.ts';
import { readChoice } from './choice.ts';
import { afterThought, finalPart, firstLine } from './final-part.ts';
import type { AnswerKind } from './kind.ts';
import { canonicalNumber, numbersIn } from './number.ts';
import { officialChoice } from './official-choice.ts';
import { canonicalWords, readOpen } from './open.ts';

export interface AnswerForm {
  readonly kind: AnswerKind;
  /** Texts of the options, of a multiple-choice question. */
  readonly options: readonly string[];
}

/** The canonical answer in a model's text, null where it cannot be read. */
export function readAnswer(text: string, { kind, options }: AnswerForm): string | null {
  switch (kind) {
    case 'choice':
      return readChoice(text, options);
    case 'open':
      return readOpen(text);
    case 'boxed': {
      const end = finalPart(afterThought(text));
      const part = lastBoxed(text) ?? (end === undefined ? undefined : firstLine(end));
      return part === undefined ? null : canonicalMath(part) || null;
    }
    case 'number': {
      const body = afterThought(text);
      const end = finalPart(body);
      const parts = [lastBoxed(body), end === undefined ? undefined : firstLine(end), body];
      const value = parts.flatMap((part) => (part === undefined ? [] : numbersIn(latexless(part)).slice(-1))).at(0);
      return value === undefined ? null : canonicalNumber(value);
    }
  }
}

/** Answer in the official scripts' reading; see `officialChoice` and `officialBoxed` for their quirks. */
export function readOfficially(text: string, form: AnswerForm, draw: () => number): string | null {
  if (form.kind === 'choice') return officialChoice(text, form.options, draw);
  return form.kind === 'boxed' ? officialBoxed(text).trim() || null : readAnswer(text, form);
}

/** Fractions, thin spaces and text marks of LaTeX as plain characters. */
function latexless(text: string): string {
  return text
    .replaceAll(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/gu, '$1/$2')
    .replaceAll(/\\(?:text|mathrm|mbox|textbf)\{([^{}]*)\}/gu, '$1')
    .replaceAll(/\\[,;!:% ]|\\left|\\right|\\\(|\\\)|\$|~/gu, ' ');
}

/** A formula as votes are counted by: no white space; a plain number in its plain form. */
function canonicalMath(text: string): string {
  const plain = latexless(text).trim();
  const value = /^[-+−]?[\d.,/\s]+$/u.test(plain) ? numbersIn(plain).at(-1) : undefined;
  return value === undefined ? canonicalWords(plain).replaceAll(' ', '') : canonicalNumber(value);
}
