import type { RuleSettings } from './settings.ts';
import type { Measured } from './verdict.ts';

interface Repeats {
  /** Parts that repeat an earlier part, as a share of all, and their characters as a share of all characters. */
  readonly share: number;
  readonly characters: number;
  readonly parts: number;
}

function repeatsOf(parts: readonly string[]): Repeats {
  const seen = new Set<string>();
  let [repeated, repeatedCharacters, characters] = [0, 0, 0];
  for (const part of parts) {
    characters += part.length;
    if (seen.has(part)) {
      repeated += 1;
      repeatedCharacters += part.length;
    }
    seen.add(part);
  }
  return {
    share: parts.length === 0 ? 0 : repeated / parts.length,
    characters: characters === 0 ? 0 : repeatedCharacters / characters,
    parts: parts.length,
  };
}

/** Below these lines R2 to R4 say nothing: short answers repeat by nature (spec §a.2). */
const fewestLines = 5;

const splitText = (text: string, at: RegExp): readonly string[] => text.split(at).flatMap((part) => part.trim() || []);

/** R2 to R4: lines and paragraphs that repeat earlier ones; nothing of a text of fewer than 5 lines. */
export function lineMeasures(text: string, settings: RuleSettings): readonly Measured[] {
  const lines = repeatsOf(splitText(text, /\n/u));
  if (lines.parts < fewestLines) return [];
  const paragraphs = repeatsOf(splitText(text, /\n\s*\n/u));
  return [
    { rule: 'R2_duplicate_lines', value: lines.share, threshold: settings.duplicateLines },
    { rule: 'R3_duplicate_line_characters', value: lines.characters, threshold: settings.duplicateLineCharacters },
    { rule: 'R4_duplicate_paragraphs', value: paragraphs.share, threshold: settings.duplicateParagraphs },
    {
      rule: 'R4_duplicate_paragraphs',
      form: 'characters',
      value: paragraphs.characters,
      threshold: settings.duplicateParagraphCharacters,
    },
  ];
}
