import { odtFace } from './fhir/odt-face.ts';
import type { OdsFace, OdsParts } from './ods-parts.ts';
import { ordFace } from './ord/ord-face.ts';
import { stu3Face } from './stu3/stu3-face.ts';

/** The faces that the world has switched on. */
export function odsFaces(parts: OdsParts): readonly OdsFace[] {
  const { ord, fhir, stu3 } = parts.world.current().ods;
  return [
    ...(ord.enabled ? [ordFace(parts)] : []),
    ...(fhir.enabled ? [odtFace(parts)] : []),
    ...(stu3.enabled ? [stu3Face(parts)] : []),
  ];
}
