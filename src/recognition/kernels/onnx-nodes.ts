/**
 * @file The graph of an ONNX file: which operator takes what, in the order in which they run.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import { PbfReader } from 'pbf';

export interface StoredNode {
  readonly operator: string;
  /** Names of values and of stored tensors. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Those that are a whole number or a list of them, by name. */
  readonly attributes: ReadonlyMap<string, readonly number[]>;
}

const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const NODE_INPUT = 1;
const NODE_OUTPUT = 2;
const NODE_OPERATOR = 4;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_NAME = 1;
const ATTRIBUTE_INTEGER = 3;
const ATTRIBUTE_INTEGERS = 8;

interface Node {
  operator: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: Map<string, readonly number[]>;
}

interface Attribute {
  name: string;
  readonly numbers: number[];
}

/** @throws when the file is no protocol buffer */
export function readOnnxNodes(file: Uint8Array): readonly StoredNode[] {
  return new PbfReader(file).readFields<Node[]>((field, nodes, reader) => {
    if (field === MODEL_GRAPH) reader.readMessage(readGraph, nodes);
  }, []);
}

function readGraph(field: number, nodes: Node[], reader: PbfReader): void {
  if (field !== GRAPH_NODE) return;
  nodes.push(reader.readMessage(readNode, { operator: '', inputs: [], outputs: [], attributes: new Map() }));
}

function readNode(field: number, node: Node, reader: PbfReader): void {
  if (field === NODE_INPUT) node.inputs.push(reader.readString());
  else if (field === NODE_OUTPUT) node.outputs.push(reader.readString());
  else if (field === NODE_OPERATOR) node.operator = reader.readString();
  else if (field === NODE_ATTRIBUTE) {
    const { name, numbers } = reader.readMessage(readAttribute, { name: '', numbers: [] });
    node.attributes.set(name, numbers);
  }
}

function readAttribute(field: number, attribute: Attribute, reader: PbfReader): void {
  if (field === ATTRIBUTE_NAME) attribute.name = reader.readString();
  else if (field === ATTRIBUTE_INTEGER) attribute.numbers.push(reader.readVarint(true));
  else if (field === ATTRIBUTE_INTEGERS) reader.readPackedVarint(attribute.numbers, true);
}
