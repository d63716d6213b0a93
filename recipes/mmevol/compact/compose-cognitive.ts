import type { RuleSettings } from '../rules/operator-rules.ts';
import { objectKey, skillKey } from '../skill-names.ts';
import { labelsOf, stepOf, type Composed } from './composed.ts';
import { mentioned } from './mentions.ts';
import { skillsOf } from './skills-of.ts';
import type { CompactTask } from './task.ts';

const cue = 'Explain step by step.';

type CognitiveTask = Extract<CompactTask, { operator: 'cognitive' }>;

/** What is asked and told beyond the parent, and which of both the model wrote. */
interface Second {
  readonly question: string;
  readonly sentence: string;
  readonly source: string;
  readonly things: readonly string[];
  readonly byModel: 'second question' | 'second step';
}

function secondOf(task: CognitiveTask, written: string): Second {
  if ('fact' in task) return { ...task.fact, question: written, byModel: 'second question' };
  const { joined, source } = task;
  const things = mentioned(written, labelsOf(task));
  return { question: joined.question, sentence: written, source, things, byModel: 'second step' };
}

/** The parent's question and a second one, to be answered in steps: more to find, and an answer that tells all of it. */
export function cognitive(task: CognitiveTask, written: string, { newParts }: RuleSettings): Composed {
  const { parent, plain } = task;
  const second = secondOf(task, written);
  const asked = second.question.charAt(0).toLowerCase() + second.question.slice(1);
  const question = `${plain.question.replace(/[.?!\s]+$/, '')}, and ${asked}`;
  const answer = `${plain.answer} ${second.sentence}`;
  const labels = labelsOf(task);
  const before = parent.steps.length > 0 ? parent.steps : [stepOf(plain.answer, labels, 1)];
  const own = parent.objects.length > 0 ? parent.objects : mentioned(`${plain.question} ${plain.answer}`, labels);
  const known = new Set(own.map(objectKey));
  const added = second.things.filter((thing) => !known.has(thing)).slice(0, 1);
  const old = new Set(parent.skills.map(skillKey));
  const skills = skillsOf(second.question).filter((skill) => !old.has(skill));
  return {
    item: {
      image_position: parent.image_position,
      objects: [...own, ...added],
      skills: [...parent.skills, ...skills.slice(0, Math.max(0, newParts.max - added.length))],
      format: 'Complex Reasoning',
      question: `${question} ${cue}`,
      steps: [...before, stepOf(second.sentence, labels, before.length + 1)],
      answer,
    },
    note: {
      plain: { question, answer },
      fact: { sentence: second.sentence, source: second.source },
      byModel: [second.byModel],
      byCode: ['question', 'answer', 'steps', 'objects', 'skills', 'format'],
    },
  };
}
