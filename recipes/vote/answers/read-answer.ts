import { lastBoxed, officialBoxed } from './boxed.ts';
import { canonicalMath, latexless } from './canonical-math.ts';
import { readChoice } from './choice.ts';
import { afterThought, finalPart, firstLine } from './final-part.ts';
import type { AnswerKind } from './kind.ts';
import { canonicalNumber, numbersIn } from './number.ts';
import { officialChoice } from './official-choice.ts';
import { readOpen } from './open.ts';

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
