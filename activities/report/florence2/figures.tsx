import type { VNode } from 'preact';
import { publishedClasses, publishedRichness } from '../../../recipes/florence2/fld5b.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import { ShareBar } from '../frame/bars.tsx';
import { count, mean, percent } from '../frame/numbers.ts';
import { Audits } from './audits.tsx';
import { richnessNames, type ClassTally, type LevelRichness, type RichnessName } from './tally.ts';

/** A round with the facts of its evaluation and how it was settled. */
export interface RoundFacts {
  readonly round: number;
  readonly evaluate: StageFacts;
  readonly settle: StageFacts;
}

const share = (facts: StageFacts, name: string): number | null => {
  const value = facts[name];
  return typeof value === 'number' ? value : null;
};

function RoundRow({ round, evaluate, settle }: RoundFacts): VNode {
  const judged = Number(evaluate['goldPictures'] ?? 0) > 0;
  const gold = (name: string): string => (judged ? mean(share(evaluate, name), 3) : '–');
  return (
    <tr>
      <th scope="row">{`Round ${round}`}</th>
      <td>
        {settle['accepted'] === undefined ? 'not settled' : settle['accepted'] === true ? 'accepted' : 'rejected'}
      </td>
      <td class="n">{gold('map')}</td>
      <td class="n">{gold('map50')}</td>
      <td class="n">
        {gold('recallAtOne')}
        {judged ? <small>{` ${gold('recallAtOneLow')}–${gold('recallAtOneHigh')}`}</small> : null}
      </td>
      <td class="n">
        {gold('regionTextAccuracy')}
        {judged ? <small>{` ${gold('regionTextAccuracyLow')}–${gold('regionTextAccuracyHigh')}`}</small> : null}
      </td>
      <td class="n">{gold('wordF1')}</td>
      <td class="n">{round === 1 ? '–' : percent(share(evaluate, 'churn'))}</td>
      <td class="n">{percent(share(evaluate, 'coverage'))}</td>
      <td class="n">{mean(share(evaluate, 'labelEntropy'))}</td>
      <td>{String(settle['reason'] ?? '')}</td>
    </tr>
  );
}

function Rounds({ rounds }: { readonly rounds: readonly RoundFacts[] }): VNode {
  const [last] = rounds.slice(-1);
  const gold = Number(last?.evaluate['goldPictures'] ?? 0);
  const names = ['mAP .50–.95', 'mAP .50', 'R@1 .50', 'region-text', 'words F1', 'churn', 'coverage', 'entropy'];
  return (
    <div class="figures">
      <h3>Quality by round</h3>
      <p class="lead">
        {gold === 0
          ? 'No gold set was given, so nothing of this is measured against people’s labels.'
          : `Against the gold set: ${count(gold)} pictures, ${count(Number(last?.evaluate['goldBoxes'] ?? 0))} boxes, ${count(Number(last?.evaluate['goldPhrases'] ?? 0))} phrases, ${count(Number(last?.evaluate['goldLines'] ?? 0))} lines of text. R@1 and region-text accuracy (places found and named rightly) with their 95 % intervals. Coverage: pictures with all three classes. Entropy of labels in bits.`}
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Round</th>
              <th scope="col">Decision</th>
              {names.map((name) => (
                <th scope="col" class="n">
                  {name}
                </th>
              ))}
              <th scope="col">Because</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((round) => (
              <RoundRow {...round} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const titles: Readonly<Record<RichnessName, string>> = {
  tokens: 'tokens',
  objects: 'objects',
  attributes: 'attributes',
  actions: 'actions',
  properNouns: 'proper nouns',
  objectComplexity: 'object complexity',
  actionComplexity: 'action complexity',
};

const publishedTokens = { brief: 7.95, detailed: 31.65, more_detailed: 70.53 } as const;

function Richness({
  levels,
  parser,
}: {
  readonly levels: readonly LevelRichness[];
  readonly parser: string;
}): VNode | null {
  if (levels.length === 0) return null;
  return (
    <div class="figures">
      <h3>Richness of the texts</h3>
      <p class="lead">{`Means of a text, beside FLD-5B’s as published. Parsed by ${parser}.`}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Level</th>
              <th scope="col" class="n">
                texts
              </th>
              {richnessNames.map((name) => (
                <th scope="col" class="n">
                  {titles[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {levels.map(({ level, texts, means }) => (
              <>
                <tr>
                  <th scope="row">{level.replace('_', ' ')}</th>
                  <td class="n">{count(texts)}</td>
                  {richnessNames.map((name) => (
                    <td class="n">{mean(means[name])}</td>
                  ))}
                </tr>
                <tr class="published">
                  <th scope="row">
                    <small>FLD-5B</small>
                  </th>
                  <td />
                  {richnessNames.map((name) => (
                    <td class="n">
                      {mean(name === 'tokens' ? publishedTokens[level] : publishedRichness[level][name])}
                    </td>
                  ))}
                </tr>
              </>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const classNames = { text: 'Text', region_text: 'Region-text', text_phrase_region: 'Text-phrase-region' } as const;

/** Mean of the same class in FLD-5B, where the paper gives it. */
function inFld5b({ class: kind, granularity }: ClassTally): string {
  const published = publishedClasses.find((row) => row.class === kind && row.granularity === granularity);
  return published?.regionsEach === undefined ? '' : `, FLD-5B ${mean(published.regionsEach)}`;
}

function Classes({
  classes,
  pictures,
}: {
  readonly classes: readonly ClassTally[];
  readonly pictures: number;
}): VNode | null {
  if (classes.length === 0) return null;
  const most = Math.max(1, ...classes.map((one) => one.count));
  return (
    <div class="figures">
      <h3>Annotations by class and source</h3>
      <ol class="reasons">
        {classes.map((one) => (
          <li>
            <div class="reason">
              <span>
                {`${classNames[one.class]}, ${one.granularity.replace('_', ' ')} `}
                <code>{one.source}</code>
              </span>
              <span class="n">{`${count(one.count)} · ${mean(one.count / Math.max(1, pictures))} a picture${inFld5b(one)}`}</span>
            </div>
            <ShareBar share={one.count / most} tone="kept" label={count(one.count)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

export function Figures(props: {
  readonly rounds: readonly RoundFacts[];
  readonly levels: readonly LevelRichness[];
  readonly classes: readonly ClassTally[];
  readonly pictures: number;
  readonly parser: string;
}): VNode {
  return (
    <section>
      <h2>What was made of the pictures</h2>
      <Rounds rounds={props.rounds} />
      <Audits rounds={props.rounds} />
      <Classes classes={props.classes} pictures={props.pictures} />
      <Richness levels={props.levels} parser={props.parser} />
    </section>
  );
}
