import type { EbxmlNode, EbxmlNodeAttribute } from './ebxml-node.ts';
import type { EbxmlDefect } from './ebxml-style.ts';

/** Puts the wanted defects into an envelope that is still a tree. Pure; see `EbxmlDefect`. */
export function disfigure(root: EbxmlNode, defects: readonly EbxmlDefect[]): EbxmlNode {
  return defects.reduce((node, defect) => apply(node, defect)[0] ?? node, root);
}

/** The elements that take the place of this one: none, it, or it twice. */
function apply(node: EbxmlNode, defect: EbxmlDefect): readonly EbxmlNode[] {
  if (defect.kind === 'undeclared-prefix') return [withoutDeclaration(node, defect.prefix)];
  const here = defect.element === undefined || defect.element === node.path;
  if (here && defect.kind === 'omit') return [];
  const content =
    typeof node.content === 'string'
      ? node.content
      : node.content.flatMap((child) => apply(child, defect));
  const below: EbxmlNode = { ...node, content };
  if (!here) return [below];
  switch (defect.kind) {
    case 'repeat':
      return [below, below];
    case 'empty':
      return [{ ...below, content: '' }];
    case 'placeholder':
      return [{ ...below, content: `__${node.name.toUpperCase()}__` }];
    case 'omit-attribute':
      return [{ ...below, attributes: node.attributes.filter((a) => a.name !== defect.attribute) }];
    case 'set-attribute':
      return [{ ...below, attributes: node.attributes.map((a) => replaced(a, defect)) }];
    default:
      return [{ ...below, attributes: node.attributes.map(unprefixed) }];
  }
}

function withoutDeclaration(node: EbxmlNode, prefix: string): EbxmlNode {
  const attributes = node.attributes.filter((a) => a.prefix !== 'xmlns' || a.name !== prefix);
  return { ...node, attributes };
}

function replaced(
  attribute: EbxmlNodeAttribute,
  wanted: { readonly attribute: string; readonly value: string },
): EbxmlNodeAttribute {
  return attribute.name === wanted.attribute ? { ...attribute, value: wanted.value } : attribute;
}

// Declarations and xml:lang keep their prefix: without it they would mean something else entirely.
function unprefixed(attribute: EbxmlNodeAttribute): EbxmlNodeAttribute {
  const kept = attribute.prefix === 'xmlns' || attribute.prefix === 'xml';
  return kept ? attribute : { ...attribute, prefix: '' };
}
