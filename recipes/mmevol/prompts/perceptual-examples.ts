import { example } from './example-item.ts';

/** Six worked items of fine-grained perception: small or neglected things of the sample scene. */
export const perceptualExamples = [
  example(
    'Norm',
    ['clock', 'lamp post'],
    ['OCR', 'Grounding'],
    'What time does the clock above the square show?',
    [
      ['Grounding_1(clock)->bbx_1', 'Find the clock, at [0.446, 0.051, 0.519, 0.148], on a lamp post.'],
      ['OCR_1(bbx_1)->txt_1', 'Read the hands: the short one is at nine, the long one at twelve.'],
    ],
    "It shows nine o'clock.",
  ),
  example(
    'Norm',
    ['basket', 'bicycle', 'bread'],
    ['Referencing', 'Existence'],
    'What sticks out of the basket at the front of the bicycle?',
    [['Referring_1([0.402, 0.451, 0.488, 0.560])->tgt_1', 'Zoom in on the basket: two long loaves lean over its rim.']],
    'Two long loaves of bread stick out of the basket.',
  ),
  example(
    'Norm',
    ['dog', 'collar'],
    ['Grounding', 'Existence'],
    'Does the dog beside the bench wear anything around its neck, and if so, of which colour?',
    [['Grounding_1(dog)->bbx_1', 'The dog stands at [0.268, 0.702, 0.389, 0.912]; a band runs around its neck.']],
    'Yes, the dog wears a red collar.',
  ),
  example(
    'Norm',
    ['umbrella', 'fringe'],
    ['Referencing', 'Context Understanding'],
    'What decorates the rim of the large umbrella?',
    [
      [
        'Referring_1([0.571, 0.082, 0.861, 0.307])->tgt_1',
        'Look at the edge of the umbrella: short white threads hang down.',
      ],
    ],
    'A short white fringe runs along its rim.',
  ),
  example(
    'Norm',
    ['bench', 'newspaper'],
    ['Existence', 'Grounding'],
    'What has been left lying on the bench?',
    [
      ['Grounding_1(bench)->bbx_1', 'The bench is at [0.021, 0.612, 0.262, 0.938].'],
      ['Referring_1(bbx_1)->tgt_1', 'A folded newspaper lies on its seat.'],
    ],
    'A folded newspaper has been left on the bench.',
  ),
  example(
    'Norm',
    ['person', 'glove'],
    ['Referencing', 'Relationship Description'],
    'What does the person under the umbrella wear on the hand that holds the pole?',
    [
      [
        'Referring_1([0.642, 0.231, 0.803, 0.880])->tgt_1',
        'The raised hand at the pole is covered by a knitted glove.',
      ],
    ],
    'A grey knitted glove without fingertips.',
  ),
];
