import { objectKey } from '../skill-names.ts';

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Whether a text names a thing, in singular or plural. */
export function mentions(text: string, thing: string): boolean {
  const key = objectKey(thing);
  return (
    key !== '' && new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped(key)}(?:s|es)?(?![\p{L}\p{N}])`, 'iu').test(text)
  );
}

/** Those of `things` that a text names, each once, in the order given. */
export function mentioned(text: string, things: readonly string[]): string[] {
  return [...new Set(things.map(objectKey))].filter((thing) => mentions(text, thing));
}
