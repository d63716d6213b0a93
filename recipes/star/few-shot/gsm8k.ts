import type { WorkedExample } from './worked-example.ts';

const worked = (question: string, ...lines: readonly string[]): WorkedExample => ({
  problem: { dataset: 'gsm8k', question, answer: lines.at(-1) ?? '' },
  rationale: lines.join('\n'),
});

/** Our own problems in the form of the data set; as many as the official prompt has. */
export const gsmExamples: readonly WorkedExample[] = [
  worked(
    'A baker fills 6 trays with 12 rolls each and sells 45 of them. How many rolls are left?',
    'The baker makes 6*12 = <<6*12=72>>72 rolls.',
    'After the sale 72-45 = <<72-45=27>>27 rolls are left.',
    '#### 27',
  ),
  worked(
    'Tickets cost $8 for adults and half as much for children. What do 2 adults and 3 children pay together?',
    'A child pays 8/2 = $<<8/2=4>>4.',
    'The adults pay 2*8 = $<<2*8=16>>16 and the children 3*4 = $<<3*4=12>>12.',
    'Together they pay 16+12 = $<<16+12=28>>28.',
    '#### 28',
  ),
  worked(
    'Ines reads 15 pages a day on weekdays and 25 a day on the weekend. How many pages does she read in 2 weeks?',
    'On weekdays she reads 5*15 = <<5*15=75>>75 pages a week.',
    'On the weekend she reads 2*25 = <<2*25=50>>50 pages.',
    'That is 75+50 = <<75+50=125>>125 a week and 125*2 = <<125*2=250>>250 in 2 weeks.',
    '#### 250',
  ),
  worked(
    'A tank holds 240 liters and is three quarters full. A pump takes out 30 liters a minute. After how many minutes is it empty?',
    'There are 240*3/4 = <<240*3/4=180>>180 liters in the tank.',
    'The pump needs 180/30 = <<180/30=6>>6 minutes.',
    '#### 6',
  ),
  worked(
    'Omar earns $14 an hour. He works 7 hours on Monday and 2 hours less on Tuesday. How much does he earn on both days?',
    'On Tuesday he works 7-2 = <<7-2=5>>5 hours.',
    'He works 7+5 = <<7+5=12>>12 hours in all and earns 12*14 = $<<12*14=168>>168.',
    '#### 168',
  ),
  worked(
    'A shelf has 5 rows of 18 books. A third of all books are novels. How many books are not novels?',
    'There are 5*18 = <<5*18=90>>90 books.',
    'Of these 90/3 = <<90/3=30>>30 are novels.',
    'So 90-30 = <<90-30=60>>60 books are not novels.',
    '#### 60',
  ),
];
