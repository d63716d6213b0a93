export { drawJpegQuality, jpegQualities, type TileReading } from './jpeg-augmentation.ts';
export { packBoundaries, positionIds } from './packing/boundaries.ts';
export { lossReductions, lossWeight, packLoss, type LossReduction } from './packing/loss-weights.ts';
export { packable, type Pack, type PackLimits, type Sample } from './packing/pack.ts';
export { packOnline, type OnlineLimits } from './packing/pack-online.ts';
export { fewestPacks, packSequences } from './packing/pack-sequences.ts';
export { ngramRepetition, repeatedNgramShare } from './rules/ngram-repetition.ts';
export { chooseTileGrid, imageTokenCount, tilesPerImage, tokensPerTile, type TileGrid } from './tiling.ts';
export { majorityVote, type Vote } from './voting/majority-vote.ts';
