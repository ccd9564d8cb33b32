import type { OdsFace, OdsParts } from './ods-parts.ts';
import { ordFace } from './ord/ord-face.ts';

/** The faces that the world has switched on. */
export function odsFaces(parts: OdsParts): readonly OdsFace[] {
  const { ord } = parts.world.current().ods;
  return [...(ord.enabled ? [ordFace(parts)] : [])];
}
