import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const campaignAttribute = defineSearchAttributeKey('MmsynthCampaign', SearchAttributeType.KEYWORD);
export const recipeAttribute = defineSearchAttributeKey('MmsynthRecipe', SearchAttributeType.KEYWORD);
/** The round that is not yet sealed. */
export const roundAttribute = defineSearchAttributeKey('MmsynthRound', SearchAttributeType.INT);
export const stateAttribute = defineSearchAttributeKey('MmsynthState', SearchAttributeType.KEYWORD);
