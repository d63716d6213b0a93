import { example } from './example-item.ts';

/** Six worked items of cognitive reasoning: several chained steps, a cue at the end, the whole reasoning in the answer. */
export const cognitiveExamples = [
  example(
    'Complex Reasoning',
    ['clock', 'shadow', 'umbrella'],
    ['OCR', 'Context Understanding', 'Knowledge Integration'],
    'The umbrella is open although no rain falls. Judging by the clock and the shadows, what is it there for? Explain your reasoning step by step.',
    [
      ['OCR_1(clock)->txt_1', 'The clock at [0.446, 0.051, 0.519, 0.148] shows nine.'],
      ['Grounding_1(umbrella)->bbx_1', 'The umbrella at [0.571, 0.082, 0.861, 0.307] is open over the stall.'],
      ['None', 'Sharp, long shadows mean a low, clear sun.'],
    ],
    'The clock [0.446, 0.051, 0.519, 0.148] shows nine, and the sharp shadows reach far across the ground, so the morning sun is low and the sky clear. Nothing is wet. The open umbrella [0.571, 0.082, 0.861, 0.307] therefore cannot be meant against rain: it keeps the sun off the goods and the person below.',
  ),
  example(
    'Complex Reasoning',
    ['bicycle', 'basket', 'bread', 'person'],
    ['Grounding', 'Relationship Description', 'Behavior Prediction'],
    'Which of the two people is likely to ride off on the bicycle, and with what? Think it through step by step.',
    [
      ['Grounding_1(bicycle)->bbx_1', 'The bicycle stands at [0.389, 0.470, 0.655, 0.921].'],
      ['Referring_1([0.402, 0.451, 0.488, 0.560])->tgt_1', 'Its basket holds fresh bread.'],
      [
        'Grounding_2(person)->bbx_2',
        'One person at [0.642, 0.231, 0.803, 0.880] touches the saddle, the other is on the bench side.',
      ],
    ],
    'The bicycle [0.389, 0.470, 0.655, 0.921] carries a basket [0.402, 0.451, 0.488, 0.560] with two loaves, so its owner has already shopped. The person at [0.642, 0.231, 0.803, 0.880] rests a hand on its saddle, while the one at [0.112, 0.204, 0.318, 0.897] holds the leash of the dog and faces away. The person by the saddle will most likely ride off, taking the bread along.',
  ),
  example(
    'Complex Reasoning',
    ['dog', 'person', 'leash'],
    ['Grounding', 'Calculating', 'Relationship Description'],
    'Is the dog nearer to its holder or to the bicycle, and why does that matter for the leash? Give your reasoning step by step.',
    [
      ['Grounding_1(dog)->bbx_1', 'Dog at [0.268, 0.702, 0.389, 0.912].'],
      ['Grounding_2(person)->bbx_2', 'Holder at [0.112, 0.204, 0.318, 0.897].'],
      ['Calculate(overlap of bbx_1 and bbx_2)->res_1', 'The boxes overlap between 0.268 and 0.318.'],
    ],
    'The dog [0.268, 0.702, 0.389, 0.912] and its holder [0.112, 0.204, 0.318, 0.897] overlap, while its right edge only just reaches the bicycle [0.389, 0.470, 0.655, 0.921]. It is nearer to the holder. The leash hangs slack as a result; were the dog at the far side of the bicycle, it would be tight across the front wheel.',
  ),
  example(
    'Complex Reasoning',
    ['bench', 'newspaper', 'person'],
    ['Existence', 'Context Understanding', 'Behavior Prediction'],
    'Has the reader of the newspaper gone for good, or only for a moment? Justify your answer step by step.',
    [
      ['Referring_1([0.021, 0.612, 0.262, 0.938])->tgt_1', 'On the bench lie a newspaper and a pair of glasses.'],
      ['None', 'Nobody sits there; glasses are not left behind on purpose.'],
      ['Grounding_1(person)->bbx_1', 'The nearest person stands at [0.112, 0.204, 0.318, 0.897].'],
    ],
    'On the bench [0.021, 0.612, 0.262, 0.938] a folded newspaper lies with a pair of glasses on top, and no one sits there. A paper alone could be litter, but nobody leaves glasses on purpose. The person at [0.112, 0.204, 0.318, 0.897] stands within two steps of it. The reader is thus only gone for a moment, and is probably the one standing there with the dog.',
  ),
  example(
    'Complex Reasoning',
    ['umbrella', 'stall', 'wind'],
    ['Referencing', 'Knowledge Integration', 'Behavior Prediction'],
    'If a strong wind came up, what would have to be secured first? Walk me through your thinking step by step.',
    [
      ['Grounding_1(umbrella)->bbx_1', 'The umbrella covers [0.571, 0.082, 0.861, 0.307].'],
      ['Referring_1(bbx_1)->tgt_1', 'It is wide, and its pole is held by a hand alone.'],
      ['None', 'A wide open surface catches the most wind.'],
    ],
    'The largest open surface of the scene is the umbrella [0.571, 0.082, 0.861, 0.307]; the bench and the bicycle offer little to the wind. Its pole has no foot, it is only steadied by the hand of the person at [0.642, 0.231, 0.803, 0.880]. A gust would lift it before anything else moves, so the umbrella would have to be closed or tied down first.',
  ),
  example(
    'Complex Reasoning',
    ['bicycle', 'kickstand', 'paving'],
    ['Referencing', 'Relationship Description', 'Context Understanding'],
    'Nobody holds the bicycle. What keeps it upright, and is that safe on this ground? Reason it out step by step.',
    [
      ['Referring_1([0.389, 0.470, 0.655, 0.921])->tgt_1', 'A kickstand is folded out behind the pedals.'],
      ['None', 'The ground consists of uneven paving stones.'],
      ['Referring_2([0.402, 0.451, 0.488, 0.560])->tgt_2', 'The load sits high and in front, in the basket.'],
    ],
    'The bicycle [0.389, 0.470, 0.655, 0.921] leans on a kickstand that is folded out behind its pedals. The paving is uneven, so the stand touches the ground at one small point, and the loaded basket [0.402, 0.451, 0.488, 0.560] puts weight high above the front wheel. It stands, but not safely: a nudge by the dog would be enough to tip it over.',
  ),
];
