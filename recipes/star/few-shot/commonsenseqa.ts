import type { Choice } from '../dataset.ts';
import type { WorkedExample } from './worked-example.ts';

function worked(question: string, texts: readonly string[], gold: string, reasons: string): WorkedExample {
  const choices = texts.map((text, at): Choice => ({ label: 'ABCDE'[at] ?? '', text }));
  const right = choices.find(({ label }) => label === gold);
  return {
    problem: { dataset: 'commonsenseqa', question, choices, answer: gold },
    rationale: `${reasons} Therefore the answer is ${right?.text ?? ''} (${gold.toLowerCase()}).`,
  };
}

/** Our own questions in the form of the data set; as many as the official file has. */
export const commonsenseExamples: readonly WorkedExample[] = [
  worked(
    'Where would you keep milk so that it stays fresh for some days?',
    ['cupboard', 'refrigerator', 'window sill', 'oven', 'bookshelf'],
    'B',
    'Milk spoils when it is warm, so it needs a cold place. Of these places only a refrigerator is cold.',
  ),
  worked(
    'The bus had left without her, so what did Nora most likely do to get to work on time?',
    ['slept', 'called a taxi', 'watched a film', 'planted a tree', 'wrote a poem'],
    'B',
    'She still had to get to work and had lost her means of travel. A taxi takes a person where the bus would have gone.',
  ),
  worked(
    'What do people usually feel when someone thanks them for their help?',
    ['hunger', 'fear', 'boredom', 'pride', 'cold'],
    'D',
    'Thanks tell a person that what was done was worth something. To know that makes one feel good about oneself.',
  ),
  worked(
    'Where is a stapler most often found?',
    ['desk drawer', 'garden', 'swimming pool', 'river', 'bathroom'],
    'A',
    'A stapler joins sheets of paper, and papers are handled at a desk. Small tools of a desk lie in its drawer.',
  ),
  worked(
    'What is a likely result of heavy rain that goes on for a week?',
    ['drought', 'sunburn', 'flood', 'silence', 'dust'],
    'C',
    'Much rain brings more water than ground and rivers can take in. Water that has nowhere to go covers the land.',
  ),
  worked(
    'The violinist practised the same bars again and again; what did she want to achieve?',
    ['to be louder', 'to play without mistakes', 'to sell the violin', 'to grow taller', 'to fall asleep'],
    'B',
    'One repeats a passage that does not go well yet. Practice makes mistakes rare.',
  ),
  worked(
    'If you are thirsty on a hike, what should you have packed?',
    ['umbrella', 'novel', 'candle', 'water bottle', 'blanket'],
    'D',
    'Thirst is the need to drink. Only one of these things holds something to drink.',
  ),
];
