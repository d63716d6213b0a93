import type { VNode } from 'preact';
import { voteRow, voteStatistics, type VoteOptions, type VoteRow } from '../../../recipes/vote/index.ts';
import { count, percent } from '../frame/numbers.ts';
import { spreadSample } from '../spread-sample.ts';
import type { RecipeReport } from '../section.ts';
import { card } from './card.tsx';
import { Figures } from './figures.tsx';

const reasons: Readonly<Record<string, string>> = {
  no_readable_answer: 'no answer could be read, the direct one included',
  low_agreement: 'the answers agree too little',
  empty_answer: 'the model said nothing',
  bad_score: 'the scorer gave no score',
};

/** Votes: agreement, accuracy where gold answers are known, and questions with all their answers. */
export const voteReport: RecipeReport = {
  parts: 'answers',
  explain: (reason) => reasons[reason],
  example: ({ detail }) => (typeof detail?.['message'] === 'string' ? detail['message'] : undefined),
  open({ identity }, cards) {
    const sample = spreadSample<VoteRow>(cards);
    const statistics = voteStatistics(identity.options as VoteOptions);
    return {
      add({ imported, stages }) {
        const rows = stages.flatMap((stage) => stage.rows);
        const votes = rows.map((row) => voteRow.parse(row));
        statistics.add(imported.rows, votes);
        for (const [index, row] of rows.entries()) {
          const vote = votes[index];
          if (vote) sample.offer(vote.pseudoLabel ? 'agreed' : 'split', row.id, vote);
        }
      },
      figures: () => JSON.parse(JSON.stringify(statistics.finish())) as Record<string, never>,
      headline() {
        const { pseudoLabels, rows, accuracy, graded, pairs } = statistics.finish();
        return [
          { label: 'pseudo-labels', value: count(pseudoLabels), note: `of ${count(rows)} questions answered` },
          ...(graded === 0 ? [] : [{ label: 'right', value: percent(accuracy.elected), note: `of ${count(graded)}` }]),
          ...(pairs === 0 ? [] : [{ label: 'preference pairs', value: count(pairs) }]),
        ];
      },
      warning: () =>
        statistics.finish().rows === 0 ? 'No question was answered. The reasons stand below.' : undefined,
      renderFigures: () => <Figures statistics={statistics.finish()} />,
      async renderSamples(thumbnail) {
        const chosen = sample.chosen();
        const drawn: VNode[] = [];
        for (const row of chosen) drawn.push(await card(row, thumbnail));
        return (
          <section>
            <h2>Questions</h2>
            <p class="lead">{`${count(chosen.length)} of ${count(statistics.finish().rows)} shown.`}</p>
            <div class="cards">{drawn}</div>
          </section>
        );
      },
    };
  },
};
