import { describe, expect, it } from '@jest/globals';
import { grammarSchema } from '../../../infra/dev/model/schema.ts';

const property = (schema: object) =>
  (grammarSchema({ type: 'object', properties: { a: schema } })['properties'] as { a: object }).a;

describe('grammarSchema', () => {
  it('bounds strings and lists that have no bound, and closes objects', () => {
    const { additionalProperties } = grammarSchema({ type: 'object', properties: {} });
    expect(additionalProperties).toBe(false);
    expect(property({ type: 'string' })).toEqual({ type: 'string', maxLength: 400 });
    expect(property({ type: 'array', items: { type: 'integer' } })).toEqual({
      type: 'array',
      items: { type: 'integer' },
      maxItems: 8,
    });
  });

  it.each([
    { type: 'string', maxLength: 5 },
    { type: 'string', enum: ['a', 'b'] },
    { type: 'string', pattern: '^a+$' },
    { type: 'string', format: 'date' },
    { type: 'object', properties: {}, additionalProperties: true },
    { type: 'array', items: { type: 'integer' }, maxItems: 2 },
  ])('leaves what is bounded as it is: %j', (schema) => {
    expect(property(schema)).toEqual(schema);
  });

  it('never asks for more than a lower bound allows', () => {
    expect(property({ type: 'string', minLength: 900 })).toEqual({ type: 'string', minLength: 900, maxLength: 900 });
    expect(property({ type: 'array', minItems: 20 })).toEqual({ type: 'array', minItems: 20, maxItems: 20 });
  });

  it('reaches every nested schema', () => {
    const bounded = { type: 'string', maxLength: 400 };
    const string = { type: 'string' };
    expect(property({ anyOf: [string, { type: 'null' }] })).toEqual({ anyOf: [bounded, { type: 'null' }] });
    expect(property({ type: 'array', maxItems: 1, items: string })).toMatchObject({ items: bounded });
    expect(grammarSchema({ $ref: '#/$defs/a', $defs: { a: string } })['$defs']).toEqual({ a: bounded });
  });

  it('keeps a property that is called like a keyword', () => {
    const schema = { type: 'object', properties: { not: { type: 'integer' }, format: { type: 'integer' } } };
    expect(grammarSchema(schema)['properties']).toEqual(schema.properties);
  });

  it('drops what only loosens the grammar a little', () => {
    expect(property({ type: 'array', maxItems: 2, uniqueItems: true })).toEqual({ type: 'array', maxItems: 2 });
    expect(property({ type: 'integer', format: 'int64' })).toEqual({ type: 'integer' });
  });

  it.each(['not', 'if', 'contains', 'dependentRequired'])('refuses "%s" by its place', (keyword) => {
    expect(() => property({ [keyword]: {} })).toThrow(
      expect.objectContaining({ status: 400, param: 'response_format.json_schema.schema.properties.a' }),
    );
  });
});
