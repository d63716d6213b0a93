import type { QaItem } from '../qa-item.ts';
import { objectKey, skillKey } from '../skill-names.ts';

/** Entries of `child` that `parent` lacks, each once. */
function added(parent: readonly string[], child: readonly string[], key: (text: string) => string): string[] {
  const old = new Set(parent.map(key));
  return [...new Set(child.map(key))].filter((entry) => entry !== '' && !old.has(entry));
}

export function newObjects(parent: QaItem, child: QaItem): string[] {
  return added(parent.objects, child.objects, objectKey);
}

export function newSkills(parent: QaItem, child: QaItem): string[] {
  return added(parent.skills, child.skills, skillKey);
}

/** Most seeds come without objects, skills and steps: their lengths say nothing then. */
export function isAnnotated({ objects, skills, steps }: QaItem): boolean {
  return objects.length + skills.length + steps.length > 0;
}
