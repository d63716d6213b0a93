import { exchange, type DirtyRecord } from './dirty-record.ts';
import type { Drawing } from './draw.ts';
import { chineseSentence } from './chinese-words.ts';
import { person, place, sentences, thing } from './words.ts';

type Made = Pick<DirtyRecord, 'conversations'>;

function story(draw: Drawing): Made {
  return {
    conversations: exchange(
      `Tell me what the ${person(draw)} did with the ${thing(draw)}.`,
      sentences(draw, 4 + draw.below(4)),
    ),
  };
}

function dialogue(draw: Drawing): Made {
  return {
    conversations: [
      ...exchange(`What happened near the ${place(draw)}?`, sentences(draw, 2)),
      ...exchange(`And why does the ${thing(draw)} matter?`, sentences(draw, 2)),
    ],
  };
}

function sum(draw: Drawing): Made {
  const [each, boxes, gone] = [2 + draw.below(90), 2 + draw.below(40), 1 + draw.below(50)];
  const total = each * boxes;
  return {
    conversations: exchange(
      `The ${person(draw)} packs ${boxes} crates with ${each} of a ${thing(draw)} in each, and ${gone} are lost near the ${place(draw)}. How many are left?`,
      `There are ${boxes} × ${each} = ${total} at first. ${gone} are lost, so ${total} - ${gone} = ${total - gone} are left. The answer is $$${total - gone}$$.`,
    ),
  };
}

function code(draw: Drawing): Made {
  const name = `${thing(draw).replace(' ', '_')}_${draw.below(1000)}`;
  const lines = Array.from(
    { length: 4 + draw.below(5) },
    (_, i) => `    if value == ${i}:\n        return "${place(draw)}"`,
  );
  return {
    conversations: exchange(
      `Write a Python function ${name} that maps a number to a place.`,
      `\`\`\`python\ndef ${name}(value):\n${lines.join('\n')}\n    return None\n\`\`\`\nIt compares the value with each number in turn.`,
    ),
  };
}

function table(draw: Drawing): Made {
  const rows = Array.from(
    { length: 5 + draw.below(6) },
    () => `| ${thing(draw)} | ${draw.below(900)} | ${place(draw)} |`,
  );
  return {
    conversations: exchange(
      `List what the ${person(draw)} keeps at the ${place(draw)} as a table.`,
      `| thing | count | place |\n|-------|-------|-------|\n${rows.join('\n')}`,
    ),
  };
}

function list(draw: Drawing): Made {
  const steps = Array.from({ length: 5 + draw.below(4) }, (_, i) => `${i + 1}. ${sentences(draw, 1)}`);
  return { conversations: exchange(`How does one bring a ${thing(draw)} to the ${place(draw)}?`, steps.join('\n')) };
}

const inChinese = (draw: Drawing): Made => ({
  conversations: exchange(
    `请讲讲${chineseSentence(draw)}`,
    Array.from({ length: 4 }, () => chineseSentence(draw)).join(''),
  ),
});

/** Numbers of up to 40 digits, a drawn line and a refrain: near the thresholds, and clean. */
function nearTheEdge(draw: Drawing): Made {
  const digits = Array.from({ length: 30 + draw.below(11) }, () => 1 + draw.below(9)).join('');
  const [first, second, third] = [sentences(draw, 1), sentences(draw, 1), sentences(draw, 1)];
  return {
    conversations: exchange(
      `What is written on the ${thing(draw)} at the ${place(draw)}?`,
      draw.pick([
        `The number ${digits} is written there. ${first}`,
        `${first}\n${'-'.repeat(40 + draw.below(60))}\n${second}`,
        `${first}\n${second}\nSo it went.\n${third}\n${sentences(draw, 1)}\nSo it went.`,
      ]),
    ),
  };
}

const textKinds = [story, story, story, dialogue, sum, code, table, list, inChinese, nearTheEdge] as const;

/** Clean text of many forms. */
export const cleanText = (draw: Drawing): Made => draw.pick(textKinds)(draw);

const short = ['Yes.', 'No.', 'Two', 'Blue', 'On the left', 'Three', 'A dog', 'Round'];

/** Clean questions about a picture: short answers that many pictures share, captions, and boxes. */
export function cleanAboutPicture(draw: Drawing): Made {
  const kind = draw.next();
  if (kind < 0.4)
    return {
      conversations: exchange(
        `<image>\n${draw.pick(['What colour is it?', 'How many are there?', 'Is it large?', 'Where is it?'])}`,
        draw.pick(short),
      ),
    };
  if (kind < 0.75)
    return { conversations: exchange('<image>\nDescribe the picture.', sentences(draw, 2 + draw.below(3))) };
  const boxes = Array.from({ length: 1 + draw.below(6) }, () => {
    const [x, y] = [draw.below(700), draw.below(700)];
    return `<ref>${thing(draw)}</ref><box>[[${x}, ${y}, ${x + 20 + draw.below(250)}, ${y + 20 + draw.below(250)}]]</box>`;
  });
  return { conversations: exchange(`<image>\nLocate everything near the ${place(draw)}.`, boxes.join('; ')) };
}
