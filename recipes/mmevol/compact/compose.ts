import type { RuleSettings } from '../rules/operator-rules.ts';
import { objectKey } from '../skill-names.ts';
import { cognitive } from './compose-cognitive.ts';
import { labelsOf, stepOf, type Composed } from './composed.ts';
import { formedPair } from './forms.ts';
import { mentioned } from './mentions.ts';
import { skillsOf } from './skills-of.ts';
import type { CompactTask } from './task.ts';

type PerceptualTask = Extract<CompactTask, { operator: 'perceptual' }>;

/** A question the model wrote about a fact; the fact is the answer. */
function perceptual(task: PerceptualTask, question: string, { lengthTolerance }: RuleSettings): Composed {
  const { parent, fact } = task;
  const old = new Set(parent.objects.map(objectKey));
  const things = [...fact.things.filter((thing) => !old.has(thing)), ...fact.things.filter((thing) => old.has(thing))];
  const [thing = ''] = things;
  const steps = [...(parent.steps.length - lengthTolerance > 1 ? [`Look for the ${thing}.`] : []), fact.sentence];
  const most = Math.max(1, parent.objects.length + lengthTolerance);
  return {
    item: {
      image_position: parent.image_position,
      objects: things.slice(0, most),
      skills: skillsOf(question).slice(0, Math.max(1, parent.skills.length + lengthTolerance)),
      format: 'Norm',
      question,
      steps: steps.map((step, at) => stepOf(step, labelsOf(task), at + 1)),
      answer: fact.sentence,
    },
    note: {
      plain: { question, answer: fact.sentence },
      fact: { sentence: fact.sentence, source: fact.source },
      byModel: ['question'],
      byCode: ['answer', 'steps', 'objects', 'skills', 'format'],
    },
  };
}

/** A task form made of the statement the model wrote; null where no form can be made of it. */
function interactive(task: Extract<CompactTask, { operator: 'interactive' }>, statement: string): Composed | null {
  const { parent, plain } = task;
  const formed = formedPair(statement, task);
  return (
    formed && {
      item: {
        image_position: parent.image_position,
        objects: parent.objects.length > 0 ? parent.objects : mentioned(statement, labelsOf(task)),
        skills: parent.skills.length > 0 ? parent.skills : skillsOf(plain.question),
        ...formed,
        steps: [stepOf(statement, labelsOf(task), 1)],
      },
      note: {
        plain,
        byModel: formed.format === 'multi_choice' ? ['steps'] : ['question', 'steps'],
        byCode: [...(formed.format === 'multi_choice' ? ['question'] : []), 'answer', 'objects', 'skills', 'format'],
      },
    }
  );
}

/**
 * The item of a text the model wrote, with what code makes of the record: answer, steps, things and skills, so that an item tells
 * nothing the record does not. The operator's rules and the judge are still to pass. Null where no task form fits.
 */
export function composeItem(task: CompactTask, written: string, rules: RuleSettings): Composed | null {
  if (task.operator === 'interactive') return interactive(task, written);
  return task.operator === 'perceptual' ? perceptual(task, written, rules) : cognitive(task, written, rules);
}
