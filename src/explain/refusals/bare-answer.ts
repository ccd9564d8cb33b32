import { SPINE_PATHS } from '../../domain/spine-path.ts';
import type { Entry } from '../../journal/entry.ts';
import { nearest } from '../../platform/nearest.ts';
import { noteOfStatus } from '../codes/look-up.ts';
import { short } from '../place/excerpt.ts';
import { withoutNumbers } from '../place/mask.ts';
import type { SideView } from '../place/side-view.ts';
import type { Refused } from './refused.ts';

/** An answer that has nothing but its status. */
export function bareAnswer(
  entry: Entry,
  request: SideView,
  response: SideView,
  status: number,
): Refused {
  const { method = '', path = '' } = request.http;
  const asked = withoutNumbers(`${method} ${path.split('?')[0]}`);
  const [first = ''] = (response.body?.toString('utf8', 0, 300) ?? '').split(/\. |\n/);
  const said = short(withoutNumbers(first), 120);
  const allow = response.header('Allow');
  const ofSpine = entry.service.startsWith('spine');
  const near =
    status === 404 && ofSpine
      ? nearest(path, SPINE_PATHS)
      : status === 405
        ? allow && `${allow.split(',')[0]} ${path.split('?')[0]}`
        : undefined;
  return {
    rule: `HTTP-${status}`,
    note: noteOfStatus(status),
    answer: `HTTP ${status}`,
    reason:
      said && !said.startsWith('<')
        ? `${asked}: ${said}`
        : `${asked} is answered with ${status} and no reason`,
    where: { side: 'request', at: 'request line', excerpt: short(asked) },
    nearest: near,
    causes: 'any',
  };
}
