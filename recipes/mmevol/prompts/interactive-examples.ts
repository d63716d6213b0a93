import { example } from './example-item.ts';

/** Six worked items of the interactive operator: a definite answer, mostly short. */
export const interactiveExamples = [
  example(
    'multi_choice',
    ['clock'],
    ['OCR'],
    'What does the clock show?\nA. Six\nB. Nine\nC. Noon\nD. Three',
    [['OCR_1(clock)->txt_1', 'The clock at [0.446, 0.051, 0.519, 0.148] has its short hand at nine.']],
    'B',
  ),
  example(
    'region_selection',
    ['dog', 'bench'],
    ['Grounding'],
    'Which of these regions holds an animal? A. [0.021, 0.612, 0.262, 0.938] B. [0.268, 0.702, 0.389, 0.912] C. [0.571, 0.082, 0.861, 0.307]',
    [['Referring_1([0.268, 0.702, 0.389, 0.912])->tgt_1', 'The second region holds the dog.']],
    'B',
  ),
  example(
    'fill_in_the_blank',
    ['bread', 'basket'],
    ['Referencing'],
    'Fill in the blank: "Two loaves of ____ stick out of the basket of the bicycle."',
    [['Referring_1([0.402, 0.451, 0.488, 0.560])->tgt_1', 'The basket holds long loaves.']],
    'bread',
  ),
  example(
    'text_image_matching',
    ['umbrella', 'person'],
    ['Existence'],
    'Does the sentence match the image? "Someone waits under an open umbrella." Answer yes or no.',
    [['Grounding_1(umbrella)->bbx_1', 'The umbrella at [0.571, 0.082, 0.861, 0.307] is open above a person.']],
    'Yes',
  ),
  example(
    'depth_order',
    ['dog', 'clock', 'bicycle'],
    ['Relationship Description'],
    'Order from nearest to farthest: clock, dog, bicycle.',
    [['None', 'The dog stands in front of the bicycle; the clock hangs far behind both.']],
    'dog, bicycle, clock',
  ),
  example(
    'creative_content_generation',
    ['dog', 'bread'],
    ['Context Understanding', 'Knowledge Integration'],
    'Write a poem of two lines from the view of the animal beside the bicycle.',
    [['Grounding_1(dog)->bbx_1', 'The animal is a dog at [0.268, 0.702, 0.389, 0.912], its nose towards the bread.']],
    'Warm bread above me, out of reach,\nI practise patience on a leash.',
  ),
];
