import Ocr from '@gutenye/ocr-node';
import { rounded, tidyBox, unit } from './box.ts';
import { modelFile, TEXT_ALPHABET, TEXT_FINDER, TEXT_READER } from './model-files.ts';
import type { Picture } from './picture.ts';
import type { ProposedText } from './sound-text.ts';

/** Longest side given to the text finder, in pixels; larger costs time by its square. */
const LONGEST = 960;

/** The text finder takes sides that are multiples of this. */
const STEP = 32;

/** Below it there is hardly ever writing. */
const LEAST_PROPOSED = 0.5;

/** The package's own types do not resolve. `box` holds the four corners in pixels of the page. */
interface Line {
  readonly text: string;
  readonly mean: number;
  readonly box?: readonly (readonly number[])[];
}

export type TextReader = (picture: Picture) => Promise<ProposedText[]>;

/** Loads PP-OCRv4 (Chinese and English). Lines come top to bottom, unsifted. */
export async function loadTextReader(): Promise<TextReader> {
  const [finder, reader, alphabet] = [
    await modelFile(TEXT_FINDER),
    await modelFile(TEXT_READER),
    await modelFile(TEXT_ALPHABET),
  ];
  const ocr = await Ocr.create({
    models: { detectionPath: finder.path, recognitionPath: reader.path, dictionaryPath: alphabet.path },
    onnxOptions: { intraOpNumThreads: 1, logSeverityLevel: 3 },
  });
  return async (picture) => {
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    // Padded here, at the right and the bottom, because the package would centre the picture and shift the boxes.
    const page = await picture
      .pixels()
      .resize(width, height, { fit: 'fill' })
      .extend({ right: missing(width), bottom: missing(height), background: '#000000' })
      .png({ compressionLevel: 1 })
      .toBuffer();
    // The package hands what it gets to sharp, which takes bytes as well as the path its type asks for.
    const lines: readonly Line[] = await ocr.detect(page as unknown as string);
    return lines.flatMap(({ text, mean, box = [] }) => {
      const xs = box.map(([x = 0]) => x / width);
      const ys = box.map(([, y = 0]) => y / height);
      const bbox = tidyBox([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
      const quad = box.flatMap(([x = 0, y = 0]) => [unit(x / width), unit(y / height)]);
      const words = text.trim();
      return mean >= LEAST_PROPOSED && words && quad.length === 8
        ? [{ text: words, bbox, quad, score: rounded(mean) }]
        : [];
    });
  };
}

function missing(side: number): number {
  return (STEP - (side % STEP)) % STEP;
}
