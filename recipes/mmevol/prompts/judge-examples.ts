/** Ten graded pairs for the judge, score 1 to 10: what was asked, what it was rewritten to, and the verdict. */
export interface JudgeExample {
  readonly before: readonly [question: string, answer: string];
  readonly after: readonly [question: string, answer: string];
  readonly improved: 'yes' | 'no';
  readonly score: number;
  readonly reason: string;
}

function graded(
  score: number,
  improved: 'yes' | 'no',
  before: JudgeExample['before'],
  after: JudgeExample['after'],
  reason: string,
): JudgeExample {
  return { before, after, improved, score, reason };
}

export const judgeExamples: readonly JudgeExample[] = [
  graded(
    1,
    'no',
    ['What animal is shown?', 'A horse.'],
    ['Which animal is shown?', 'A horse.'],
    'Only one word changed; nothing new is asked.',
  ),
  graded(
    2,
    'no',
    ['What colour is the door?', 'Green.'],
    ['What is the colour of the front door?', 'It is green.'],
    'Longer, but the same look at the same object.',
  ),
  graded(
    3,
    'no',
    ['What is on the table?', 'A vase and two cups.'],
    ['Is there a vase on the table?', 'Yes.'],
    'The rewriting asks for less than before.',
  ),
  graded(
    4,
    'yes',
    ['What is the man doing?', 'He is cooking.'],
    ['What is the man holding over the pan while he cooks?', 'A pepper mill.'],
    'One more object and a finer look, still a single step.',
  ),
  graded(
    5,
    'yes',
    ['Where are the boats?', 'In the harbour.'],
    ['Which boat lies closest to the quay, and what is tied to its bow?', 'The white one; a tyre is tied to its bow.'],
    'Adds a spatial relation and a small part.',
  ),
  graded(
    6,
    'yes',
    ['What sport is played?', 'Tennis.'],
    [
      'Is the player about to serve or to return? Name what shows it.',
      'To serve: the ball is in the air above her and her racket is behind her back.',
    ],
    'Needs the pose and the ball together.',
  ),
  graded(
    7,
    'yes',
    ['Is it a busy street?', 'Yes, with many cars.'],
    [
      'Which direction of the street flows better, and which two signs of it can be seen?',
      'The left one: the gaps between its cars are wider, and no brake light is on.',
    ],
    'A comparison over several objects with evidence.',
  ),
  graded(
    8,
    'yes',
    ['What is in the kitchen?', 'A stove, a sink and a fridge.'],
    [
      'Someone left in a hurry. Which three things in the kitchen show it? Reason step by step.',
      'The tap still runs, the fridge door is ajar and a slice of bread stands in the toaster; each would be set right by someone with time.',
    ],
    'Three separate observations join into one conclusion.',
  ),
  graded(
    9,
    'yes',
    ['What does the sign say?', 'Stop.'],
    [
      'The driver did not obey the sign. Which traces on the road and on the hedge prove it, and in which order did they arise? Explain step by step.',
      'The tyre marks begin only behind the sign, so it was passed unbraked; they bend to the right and end at the broken hedge, so the marks came first and the hedge after.',
    ],
    'Reading, traces, order in time and cause are combined.',
  ),
  graded(
    10,
    'yes',
    ['How many people are at the table?', 'Four.'],
    [
      'From plates, chairs and the bill, work out how many guests have already left and what each of those who stay owes if the bill is shared by all who ate. Show your steps.',
      'Six plates are used but four people sit, and two chairs are pushed back, so two have left. The bill reads 90, shared by six who ate: each of the four owes 15.',
    ],
    'Counting, reading text and calculation over the whole scene; impossible without the image.',
  ),
];
