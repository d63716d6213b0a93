import type { QaItem } from '../qa-item.ts';
import { isAnnotated } from '../rules/new-parts.ts';
import type { RuleSettings } from '../rules/operator-rules.ts';
import { endsWithCue } from '../rules/wording.ts';
import { objectKey, skillKey } from '../skill-names.ts';
import { mentioned, mentions } from './mentions.ts';
import { skillsOf } from './skills-of.ts';
import type { CompactTask } from './task.ts';

/** What the model wrote. */
export interface CompactAnswer {
  readonly object: string | null;
  readonly question: string;
  readonly steps: readonly string[];
  readonly answer: string;
}

const cue = 'Explain step by step.';

function manipulation(description: string, labels: readonly string[], number: number): string {
  const [label] = mentioned(description, labels);
  if (/\b(?:read|text|written|letters?)\b/i.test(description))
    return `OCR_${number}(${label ?? 'text'})->txt_${number}`;
  if (/\b(?:count|number of|how many)\b/i.test(description)) return `Calculate(${label ?? 'objects'})->res_${number}`;
  return label ? `Grounding_${number}(${label})->bbx_${number}` : 'None';
}

/** Entries with the new ones first for perception, the parent's first otherwise; at most `most`, of them `mostNew` new. */
function within(
  entries: readonly string[],
  old: ReadonlySet<string>,
  key: (text: string) => string,
  most: number,
  mostNew: number,
): string[] {
  const fresh = entries.filter((entry) => !old.has(key(entry))).slice(0, mostNew);
  return [...fresh, ...entries.filter((entry) => old.has(key(entry)))].slice(0, most);
}

/**
 * The item of a compact answer, with what code fills: objects are the labels (and the thing the model names) that the text
 * mentions, skills come from the question's wording, functions from the steps' wording, position from the parent, format from
 * the task, the reasoning cue where it is missing. Lists keep to the rules' bounds on length; the rules judge the rest.
 */
export function completeItem(task: CompactTask, written: CompactAnswer, rules: RuleSettings): QaItem {
  const { operator, parent, record } = task;
  const question =
    operator === 'cognitive' && !endsWithCue(written.question)
      ? `${written.question.trim()} ${cue}`
      : written.question.trim();
  const answer = written.answer.trim();
  const text = `${written.question}\n${written.steps.join('\n')}\n${answer}`;
  const labels = record.det.map(({ label }) => label);
  const named = written.object !== null && mentions(text, written.object) ? [written.object] : [];
  const things = mentioned(text, [...named, ...labels, ...parent.objects]);
  const wanted = skillsOf(written.question);

  const bounded = isAnnotated(parent);
  const most = (length: number) =>
    operator === 'perceptual' && bounded ? Math.max(1, length + rules.lengthTolerance) : Infinity;
  const mostNew = operator === 'cognitive' ? rules.newParts.max : Infinity;
  const oldObjects = new Set(parent.objects.map(objectKey));
  const oldSkills = new Set(parent.skills.map(skillKey));
  const objects = within(things, oldObjects, objectKey, most(parent.objects.length), mostNew);
  const added = objects.filter((object) => !oldObjects.has(objectKey(object))).length;
  const skills = within(wanted, oldSkills, skillKey, most(parent.skills.length), mostNew - added);

  return {
    image_position: parent.image_position,
    objects: objects.length > 0 || operator === 'perceptual' ? objects : parent.objects,
    skills: skills.length > 0 ? skills : parent.skills,
    format: task.form ?? (operator === 'cognitive' ? 'Complex Reasoning' : 'Norm'),
    question,
    steps: written.steps.map((description, index) => ({
      manipulation: manipulation(description, labels, index + 1),
      description: description.trim(),
    })),
    answer,
  };
}
