import protobuf from 'protobufjs/minimal.js';

/** What a node is told besides its inputs. A number is an ONNX float where the name is in `floats`, else an int. */
export type Attributes = Readonly<Record<string, number | readonly number[]>>;

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Attributes;
}

export type ElementType = 'float32' | 'int64';

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Little-endian values. */
  readonly bytes: Uint8Array;
}

export interface OnnxInput {
  readonly name: string;
  readonly type: ElementType;
  /** A dimension's length, or a name where it varies. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxInput[];
  readonly outputs: readonly OnnxInput[];
}

/** Numbers of ONNX's protobuf schema (onnx.proto3). */
const elementTypes: Readonly<Record<ElementType, number>> = { float32: 1, int64: 7 };
const attributeTypes = { float: 1, int: 2, ints: 7 } as const;
const irVersion = 9;
/** The first that has Gelu as one operator. */
const operatorSet = 20;
/** Attributes that are floats even where their value is whole. */
const floats: readonly string[] = ['epsilon'];

type Writer = protobuf.Writer;
type Write = (writer: Writer) => void;

/** A message field: its number, and 2 for "length-delimited". */
const tag = (field: number): number => field * 8 + 2;
const varint = (field: number): number => field * 8;

const message = (writer: Writer, field: number, write: Write): void => {
  writer.uint32(tag(field)).fork();
  write(writer);
  writer.ldelim();
};

/** The bytes of an ONNX model with this graph. */
export function encodeOnnxModel({ nodes, constants, inputs, outputs }: OnnxGraph): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(varint(1)).int64(irVersion);
  message(writer, 7, (graph) => {
    for (const node of nodes) message(graph, 1, writeNode(node));
    graph.uint32(tag(2)).string('graph');
    for (const constant of constants) message(graph, 5, writeTensor(constant));
    for (const input of inputs) message(graph, 11, writeValue(input));
    for (const output of outputs) message(graph, 12, writeValue(output));
  });
  message(writer, 8, (set) => set.uint32(varint(2)).int64(operatorSet));
  return writer.finish();
}

const writeNode =
  ({ operator, inputs, output, attributes = {} }: OnnxNode): Write =>
  (node) => {
    for (const input of inputs) node.uint32(tag(1)).string(input);
    node.uint32(tag(2)).string(output);
    node.uint32(tag(4)).string(operator);
    for (const [name, value] of Object.entries(attributes)) message(node, 5, writeAttribute(name, value));
  };

const writeAttribute =
  (name: string, value: number | readonly number[]): Write =>
  (attribute) => {
    attribute.uint32(tag(1)).string(name);
    const type = typeof value !== 'number' ? 'ints' : floats.includes(name) ? 'float' : 'int';
    if (typeof value !== 'number') for (const one of value) attribute.uint32(varint(8)).int64(one);
    else if (type === 'float') attribute.uint32(2 * 8 + 5).float(value);
    else attribute.uint32(varint(3)).int64(value);
    attribute.uint32(varint(20)).int32(attributeTypes[type]);
  };

const writeTensor =
  ({ name, type, shape, bytes }: OnnxTensor): Write =>
  (tensor) => {
    for (const length of shape) tensor.uint32(varint(1)).int64(length);
    tensor.uint32(varint(2)).int32(elementTypes[type]);
    tensor.uint32(tag(8)).string(name);
    tensor.uint32(tag(9)).bytes(bytes);
  };

const writeValue =
  ({ name, type, shape }: OnnxInput): Write =>
  (value) => {
    value.uint32(tag(1)).string(name);
    message(value, 2, (kind) =>
      message(kind, 1, (tensor) => {
        tensor.uint32(varint(1)).int32(elementTypes[type]);
        message(tensor, 2, (dimensions) => {
          for (const length of shape)
            message(dimensions, 1, (dimension) => {
              if (typeof length === 'string') dimension.uint32(tag(2)).string(length);
              else dimension.uint32(varint(1)).int64(length);
            });
        });
      }),
    );
  };
