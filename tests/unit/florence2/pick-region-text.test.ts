import { describe, expect, it } from '@jest/globals';
import { pickRegionText } from '../../../recipes/florence2/index.ts';

describe('the text of a region', () => {
  it('is the one closest to the crop', () => {
    const candidates = [
      { text: 'dog', similarity: 0.21 },
      { text: 'A brown dog chases a ball.', similarity: 0.27 },
      { text: 'a brown dog', similarity: 0.29 },
    ];
    expect(pickRegionText(candidates)).toBe('a brown dog');
  });

  it('is the first of equals, and none where there is none', () => {
    expect(
      pickRegionText([
        { text: 'a', similarity: 0.5 },
        { text: 'b', similarity: 0.5 },
      ]),
    ).toBe('a');
    expect(pickRegionText([])).toBeUndefined();
  });
});
