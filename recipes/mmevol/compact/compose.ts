import type { CompactNote } from '../image-record.ts';
import type { QaItem } from '../qa-item.ts';
import type { RuleSettings } from '../rules/operator-rules.ts';
import { objectKey, skillKey } from '../skill-names.ts';
import type { Skill } from '../vocabulary.ts';
import type { Fact } from './facts.ts';
import { formedPair } from './forms.ts';
import { mentioned } from './mentions.ts';
import { skillsOf } from './skills-of.ts';
import type { CompactTask } from './task.ts';

/** An item and which of its parts the model wrote. */
export interface Composed {
  readonly item: QaItem;
  readonly note: CompactNote;
}

const cue = 'Explain step by step.';

type FactTask = Extract<CompactTask, { fact: Fact }>;

const labelsOf = ({ record }: CompactTask) => record.det.map(({ label }) => label);

function stepOf(description: string, labels: readonly string[], number: number): QaItem['steps'][number] {
  const [label] = mentioned(description, labels);
  return { manipulation: label ? `Grounding_${number}(${label})->bbx_${number}` : 'None', description };
}

const sourceOf = ({ sentence, source }: Fact) => ({ sentence, source });

/** A question the model wrote about a fact; the fact is the answer. */
function perceptual(task: FactTask, question: string, { lengthTolerance }: RuleSettings): Composed {
  const { parent, fact } = task;
  const [thing = ''] = fact.things;
  const steps = [...(parent.steps.length - lengthTolerance > 1 ? [`Look for the ${thing}.`] : []), fact.sentence];
  const most = Math.max(1, parent.objects.length + lengthTolerance);
  return {
    item: {
      image_position: parent.image_position,
      objects: fact.things.slice(0, most),
      skills: skillsOf(question).slice(0, Math.max(1, parent.skills.length + lengthTolerance)),
      format: 'Norm',
      question,
      steps: steps.map((step, at) => stepOf(step, labelsOf(task), at + 1)),
      answer: fact.sentence,
    },
    note: {
      plain: { question, answer: fact.sentence },
      fact: sourceOf(fact),
      byModel: ['question'],
      byCode: ['answer', 'steps', 'objects', 'skills', 'format'],
    },
  };
}

/** The parent's question and one the model wrote about a fact, to be answered in steps. */
function cognitive(task: FactTask, written: string, { newParts }: RuleSettings): Composed {
  const { parent, plain, fact } = task;
  const second = written.charAt(0).toLowerCase() + written.slice(1);
  const question = `${plain.question.replace(/[.?!\s]+$/, '')}, and ${second}`;
  const answer = `${plain.answer} ${fact.sentence}`;
  const before = parent.steps.length > 0 ? parent.steps : [stepOf(plain.answer, labelsOf(task), 1)];
  const known = new Set(parent.objects.map(objectKey));
  const own =
    parent.objects.length > 0 ? parent.objects : mentioned(`${plain.question} ${plain.answer}`, labelsOf(task));
  const added = fact.things.filter((thing) => !known.has(thing)).slice(0, 1);
  const skills: readonly Skill[] = skillsOf(written).filter(
    (skill) => !parent.skills.some((old) => skillKey(old) === skill),
  );
  return {
    item: {
      image_position: parent.image_position,
      objects: [...own, ...added],
      skills: [...parent.skills, ...skills.slice(0, Math.max(0, newParts.max - added.length))],
      format: 'Complex Reasoning',
      question: `${question} ${cue}`,
      steps: [...before, stepOf(fact.sentence, labelsOf(task), before.length + 1)],
      answer,
    },
    note: {
      plain: { question, answer },
      fact: sourceOf(fact),
      byModel: ['second question'],
      byCode: ['first question', 'answer', 'steps', 'objects', 'skills', 'format'],
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
