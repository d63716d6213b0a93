import { SearchAttributeType } from '@temporalio/common';
import * as attributes from '../../workflows/search-attributes.ts';

/** Names of the types as the temporal command takes them. */
const COMMAND_TYPES: Readonly<Record<SearchAttributeType, string>> = {
  [SearchAttributeType.TEXT]: 'Text',
  [SearchAttributeType.KEYWORD]: 'Keyword',
  [SearchAttributeType.INT]: 'Int',
  [SearchAttributeType.DOUBLE]: 'Double',
  [SearchAttributeType.BOOL]: 'Bool',
  [SearchAttributeType.DATETIME]: 'Datetime',
  [SearchAttributeType.KEYWORD_LIST]: 'KeywordList',
};

/** By what campaigns can be listed in Temporal: name to type. The workflows need them registered. */
export const SEARCH_ATTRIBUTES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(attributes).map(({ name, type }) => [name, COMMAND_TYPES[type]]),
);
