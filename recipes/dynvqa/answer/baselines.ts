import { ItemFailure } from '../../outcome.ts';
import type { RetrievalQuery } from '../../retrieval.ts';
import type { Services } from '../../services.ts';
import type { EpisodeSettings } from '../agent/run-episode.ts';
import type { ShownHit, StepRecord } from '../agent/step-record.ts';
import type { AskedQuestion } from './asked-question.ts';
import { captionOf, readAll, type Answered, type Baseline } from './baseline-answer.ts';
import { searched, withFinding } from './baseline-search.ts';

/**
 * The fixed recipes the agent is compared with: B0 `closed_book`, B1 `image_search`, B2 `text_search`, B3 `image_then_text`,
 * B4 `caption_then_text`, and `golden`, the bound with the query that names what the picture shows. Section 5 of the specification.
 */
export async function runBaseline(
  method: Baseline,
  question: AskedQuestion,
  settings: EpisodeSettings,
  services: Services,
): Promise<Answered> {
  const { language, image } = question;
  const steps: StepRecord[] = [];
  const picture = (): string => {
    if (image === undefined) throw new ItemFailure('no_picture', `${method} searches by the picture`);
    return image.sha256;
  };
  const look = async (search: RetrievalQuery): Promise<readonly ShownHit[]> => {
    const step = await searched(steps.length + 1, question, search, settings, services);
    steps.push(step);
    return step.hits;
  };
  const about = { language, ...(settings.asOf === undefined ? {} : { asOf: settings.asOf }) };
  const text = (query: string): Promise<readonly ShownHit[]> =>
    look({ tool: 'search_text', query, topK: settings.topK.text, ...about });
  const byImage = (): Promise<readonly ShownHit[]> =>
    look({ tool: 'search_by_image', image: picture(), topK: settings.topK.images, ...about });

  let hits: readonly ShownHit[] = [];
  switch (method) {
    case 'closed_book':
      break;
    case 'image_search':
      hits = await byImage();
      break;
    case 'text_search':
      hits = await text(question.question);
      break;
    case 'image_then_text': {
      const [first] = await byImage();
      hits = await text(first === undefined ? question.question : `${question.question} ${first.title || first.text}`);
      break;
    }
    case 'caption_then_text':
      hits = await text(`${question.question} ${await captionOf(picture(), question, services)}`);
      break;
    case 'golden':
      hits = await text(question.golden_query ?? question.question);
      break;
  }
  return {
    ...(await readAll(method, question, hits, settings, services)),
    steps: withFinding(steps, question, settings),
  };
}
