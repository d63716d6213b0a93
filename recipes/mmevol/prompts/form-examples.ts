import type { Form } from '../vocabulary.ts';

/** One short example a form (two for multiple choice): the question's shape and what its answer looks like. */
export const formExamples: readonly (readonly [form: Form, question: string, answer: string])[] = [
  [
    'region_selection',
    'Which region shows something to sit on? A. [0.021, 0.612, 0.262, 0.938] B. [0.446, 0.051, 0.519, 0.148]',
    'A',
  ],
  ['missing_object_selection', 'Which of these is not in the image: bench, umbrella, bus, dog?', 'bus'],
  ['text_image_matching', 'Does "a dog sleeps on the bench" describe the image? Answer yes or no.', 'No'],
  [
    'object_region_matching',
    'Match the names dog and clock to [0.446, 0.051, 0.519, 0.148] and [0.268, 0.702, 0.389, 0.912].',
    'clock: [0.446, 0.051, 0.519, 0.148]; dog: [0.268, 0.702, 0.389, 0.912]',
  ],
  [
    'completeness_of_response',
    'Asked what is on the bench, someone says "a newspaper". Is that complete? Answer yes or no, then say what is missing.',
    'No, the glasses on top are missing.',
  ],
  ['fill_in_the_blank', 'The dog stands between the bench and the ____.', 'bicycle'],
  ['image_style_classification', 'Is this a photograph, a drawing, or a rendering?', 'a photograph'],
  [
    'art_type',
    'Had a painter made this scene outdoors and quickly, which school would it remind of: Impressionism, Cubism or Pop Art?',
    'Impressionism',
  ],
  [
    'rationales_generation',
    'The stall has just opened. Name two things in the image that speak for it.',
    'The clock shows nine, and the basket is the only one with bread sold.',
  ],
  ['text_detection', 'Which word stands on the board of the stall?', 'BAKERY'],
  ['text_translation', 'Translate the word on the board of the stall into French.', 'boulangerie'],
  [
    'coreference_resolution',
    '"The dog waits beside the bicycle because its basket smells of bread." What does "its" refer to?',
    'the bicycle',
  ],
  [
    'instruction_following',
    'Name the vehicle of the image in capitals, followed by three exclamation marks and nothing else.',
    'BICYCLE!!!',
  ],
  ['depth_order', 'Which is nearer to the camera, the dog or the clock?', 'the dog'],
  ['relative_distance', 'Is the dog closer to the bench or to the umbrella?', 'to the bench'],
  [
    'creative_content_generation',
    'Write a slogan of at most six words for the stall under the umbrella.',
    'Fresh bread, long before your coffee.',
  ],
  ['multi_choice', 'What covers the stall?\nA. A roof\nB. An umbrella\nC. A tent', 'B'],
  ['multi_choice', 'What is the person beside the dog holding?\nA. A leash\nB. A book\nC. A phone\nD. A cup', 'A'],
];
