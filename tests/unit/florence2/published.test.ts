import { describe, expect, it } from '@jest/globals';
import { publishedClasses } from '../../../recipes/florence2/fld5b.ts';

const of = (kind: string) => publishedClasses.filter((row) => row.class === kind);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('FLD-5B as published, in millions', () => {
  it('adds up to 5.4 billion annotations', () => {
    const texts = sum(of('text').map(({ annotations }) => annotations));
    const regions = sum(of('region_text').map(({ regions: count = 0 }) => count));
    const phrases = sum(of('text_phrase_region').map(({ regions: count = 0 }) => count));
    expect([texts, regions, phrases, texts + regions + phrases]).toEqual([487, 1362, 3574, 5423]);
  });
});
