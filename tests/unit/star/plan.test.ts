import { describe, expect, it } from '@jest/globals';
import { epochsOver, stepsOver } from '../../../recipes/training.ts';
import { plan } from '../../../recipes/star/plan.ts';
import { trainingAmount, trainingSchedule } from '../../../recipes/star/training-schedule.ts';
import { training } from '../../../recipes/star/training.ts';
import { optionsOf } from './scenario.ts';

const namesOf = (round: number, more: object = {}): readonly string[] =>
  plan.stages(round, optionsOf({ dataset: 'gsm8k', ...more })).map(({ name }) => name);
const amounts = (schedule: object, iterations: readonly number[]): readonly number[] =>
  iterations.map((iteration) => trainingAmount(trainingSchedule.parse(schedule), iteration).amount);

describe('the stages of an iteration', () => {
  it('begin with the base on dev in the first one', () => {
    const loop = ['generate', 'rationalize', 'select', 'train', 'serve', 'evaluate', 'assess', 'release'];
    expect(namesOf(1)).toEqual(['baseline', ...loop]);
    expect(namesOf(2)).toEqual(loop);
  });

  it('lack rationalization where it is switched off, and training where nobody trains', () => {
    expect(namesOf(2, { rationalize: false })).not.toContain('rationalize');
    expect(namesOf(1, { trainer: 'none' })).toEqual(['generate', 'rationalize', 'select']);
    expect(namesOf(1, { serve: 'none', keepNegatives: true })).toEqual([
      'generate',
      'rationalize',
      'negatives',
      'select',
      'train',
    ]);
  });

  it('are one iteration where no model comes of it, else as many as the options say', () => {
    expect(plan.rounds(optionsOf({ dataset: 'gsm8k', iterations: 5 }))).toBe(5);
    expect(plan.rounds(optionsOf({ dataset: 'gsm8k', iterations: 5, serve: 'none' }))).toBe(1);
    expect(plan.dataset(3, optionsOf({ dataset: 'gsm8k' }))).toEqual([{ round: 3, stage: 'release' }]);
    expect(plan.dataset(1, optionsOf({ dataset: 'gsm8k', trainer: 'none' }))).toEqual([{ round: 1, stage: 'select' }]);
  });

  it('rationalize exactly what the attempts of the same iteration dropped', () => {
    const stage = plan.stages(3, optionsOf({ dataset: 'gsm8k' })).find(({ name }) => name === 'rationalize');
    expect(stage?.inputs).toEqual({ items: { round: 3, stage: 'generate', take: 'dropped' } });
  });
});

describe('a schedule', () => {
  it('grows as the paper has it, and stays at the level of the iteration it is frozen at', () => {
    expect(amounts({ kind: 'grow' }, [1, 2, 3, 4, 5, 6])).toEqual([40, 48, 57, 69, 82, 99]);
    expect(amounts({ kind: 'grow' }, [30, 31, 40])).toEqual([7912, 7912, 7912]);
    expect(amounts({ kind: 'steady' }, [1, 2, 5])).toEqual([40, 60, 120]);
    expect(amounts({ kind: 'arithmetic' }, [1, 2, 16])).toEqual([300, 320, 600]);
    expect(amounts({ kind: 'epochs' }, [1, 2, 4])).toEqual([1, 1.2, 1.6]);
  });

  it('counts in what the trainer counts in', () => {
    expect(stepsOver({ unit: 'epochs', amount: 1.2 }, 100, 8)).toBe(15);
    expect(stepsOver({ unit: 'steps', amount: 40 }, 3, 8)).toBe(40);
    expect(epochsOver({ unit: 'steps', amount: 40 }, 100, 8)).toBe(3);
    expect(epochsOver({ unit: 'steps', amount: 1 }, 1000, 8)).toBe(1);
  });
});

describe('a training', () => {
  it('starts from the base in every iteration, from the last model only where the options say so', () => {
    const facts = { previous: { model: 'M1' } };
    expect(training.plan(2, optionsOf({ dataset: 'gsm8k' }), facts)).toEqual({
      amount: { unit: 'steps', amount: 48 },
      from: undefined,
    });
    expect(training.plan(2, optionsOf({ dataset: 'gsm8k', startFrom: 'previous' }), facts).from).toBe('M1');
  });
});
