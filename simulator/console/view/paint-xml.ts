import type { Piece } from './view-line.ts';
import { type XmlToken, xmlTokens } from './xml-tokens.ts';

/** Names, values and what is between them, of a tag behind its name. */
const INSIDE = /(\s+|=|\/?>)|("[^"]*"|'[^']*')|([^\s="'/>]+|.)/gs;

/** A stretch of XML in pieces; together they are the stretch. */
export function paintXml(text: string): readonly Piece[] {
  return [...xmlTokens(text)].flatMap((token) => pieces(text, token));
}

function pieces(text: string, { kind, start, end, name }: XmlToken): readonly Piece[] {
  const whole = text.slice(start, end);
  if (kind === 'text' || kind === 'cdata') return [{ kind: 'plain', text: whole }];
  if (kind === 'comment' || kind === 'instruction') return [{ kind: 'aside', text: whole }];
  if (kind === 'broken') return [{ kind: 'broken', text: whole }];
  const opening = kind === 'close' ? '</' : '<';
  const painted: Piece[] = [
    { kind: 'punctuation', text: opening },
    { kind: 'name', text: name },
  ];
  const rest = whole.slice(opening.length + name.length);
  for (const [all, between, value] of rest.matchAll(INSIDE)) {
    const piece =
      between !== undefined ? 'punctuation' : value !== undefined ? 'value' : 'attribute';
    painted.push({ kind: piece, text: all });
  }
  return painted;
}
