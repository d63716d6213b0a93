import { canonicalJson } from '../../canonical-json.ts';
import { chatPrompt } from '../annotate/chat-prompt.ts';
import { boundsOf } from '../geometry/place.ts';
import type { Florence2Options } from '../options.ts';
import { pictureOf, type PictureRow } from '../picture-row.ts';
import { isOriginal } from './original.ts';
import type { TrainingRecord } from './training-record.ts';

type Chat = NonNullable<Florence2Options['chat']>;

/** What a chat model is trained to say of a picture: the JSON it is asked for, from the accepted annotations. */
export function chatRecord(row: PictureRow, chat: Chat): TrainingRecord {
  const picture = pictureOf(row);
  const { annotations, active, image } = row;
  const longest = Math.max(picture.width, picture.height);
  const pixels = chat.side === undefined ? 1 : Math.min(chat.side, longest) / longest;
  const box = (geometry: Parameters<typeof boundsOf>[0]): number[] =>
    boundsOf(geometry).map((value, at) => {
      const share = value / (at % 2 === 0 ? picture.width : picture.height);
      if (chat.coordinates === 'thousand') return Math.round(share * 1000);
      return chat.coordinates === 'unit' ? Math.round(share * 1000) / 1000 : Math.round(value * pixels);
    });
  const textOf = (level: 'brief' | 'detailed'): string =>
    annotations.find((one) => one.class === 'text' && one.id === active[level])?.text ?? '';
  const regions = annotations.flatMap((one) =>
    one.class === 'region_text' && one.granularity === 'phrase' ? [one] : [],
  );
  const answer = {
    brief: textOf('brief'),
    detailed: textOf('detailed'),
    objects: regions.flatMap(({ text, geometry }) =>
      geometry.type === 'box' ? [{ label: text, box: box(geometry) }] : [],
    ),
    text: regions.flatMap(({ text, geometry }) => (geometry.type === 'quad' ? [{ text, box: box(geometry) }] : [])),
  };
  const said = [
    ...regions,
    ...annotations.filter((one) => one.class === 'text' && Object.values(active).includes(one.id)),
  ];
  const original = isOriginal(said);
  return { image, task: 'chat', prompt: chatPrompt(chat, picture, []), answer: canonicalJson(answer), original };
}
