import { APPLICATION_ACKNOWLEDGEMENT, EHR_REQUEST, LARGE_MESSAGE } from '../domain/interaction.ts';
import type { DocumentToWrite } from '../gp2gp/document-to-write.ts';
import { writeEhrRequest } from '../gp2gp/ehr-request.ts';
import { hl7Time } from '../gp2gp/hl7-time.ts';
import { writeContinue } from '../gp2gp/large/write-continue.ts';
import { type FragmentForm, writeFragment } from '../gp2gp/large/write-fragment.ts';
import { responseText } from '../gp2gp/response-codes.ts';
import {
  type AcknowledgementForm,
  acknowledgementStyle,
  buildApplicationAcknowledgement,
} from '../wire/hl7/build-application-acknowledgement.ts';
import { GP2GP_REASON_SYSTEM } from '../wire/hl7/names.ts';
import { type WrapperStyle, writeWrapper } from '../wire/hl7/write-wrapper.ts';
import type { Went } from './play-state.ts';
import type { AcknowledgeAction } from './step-shape.ts';
import { contentsOf, type WirePart } from './wire-part.ts';

/** Who sends, and to whom. */
export interface Ends {
  readonly from: Actor;
  readonly to: Actor;
}

export interface Actor {
  readonly odsCode: string;
  readonly partyKey: string;
  readonly asid: string;
}

/** A message before it is put together. */
export interface Draft {
  readonly kind: Went['kind'];
  readonly label: string;
  readonly action: string;
  readonly messageId: string;
  readonly hl7Id: string;
  /** `EhrRequest/id`, `EhrExtract/id`. */
  readonly contentId: string | undefined;
  readonly payload: Buffer;
  readonly documents: readonly DocumentToWrite[];
}

export interface DraftIds {
  readonly messageId: string;
  readonly hl7Id: string;
}

export type Layout = 'minified' | 'pretty' | 'typed';

export function styleOf(layout: Layout): WrapperStyle {
  if (layout === 'minified') return {};
  return layout === 'pretty' ? { indent: '  ' } : { indent: '  ', types: true };
}

function frame({ from, to }: Ends, { hl7Id }: DraftIds, time: Date) {
  return { hl7Id, time, senderAsid: from.asid, receiverAsid: to.asid };
}

/** Nobody has these numbers. */
const USER = { roleProfile: '999000000101', user: '999000000102', jobRole: 'R8000' };

export function draftRequest(
  ends: Ends,
  ids: DraftIds,
  facts: { readonly requestId: string; readonly nhsNumber: string; readonly time: Date },
  { layout, user }: { readonly layout: Layout; readonly user: boolean },
): Draft {
  const { requestId: id, nhsNumber, time } = facts;
  const request = {
    ...{ id, nhsNumber },
    requesterOds: ends.from.odsCode,
    senderOds: ends.to.odsCode,
  };
  const wrapper = { ...frame(ends, ids, time), ...(user && { author: USER }) };
  return {
    ...{ kind: 'request', label: 'request', action: EHR_REQUEST, ...ids, contentId: id },
    payload: Buffer.from(writeEhrRequest(request, wrapper, styleOf(layout))),
    documents: [],
  };
}

export function draftContinue(
  ends: Ends,
  ids: DraftIds,
  { refTo, time }: { readonly refTo: string; readonly time: Date },
): Draft {
  const facts = {
    ...frame(ends, ids, time),
    ...{ fromOds: ends.from.odsCode, toOds: ends.to.odsCode, refTo },
  };
  return {
    ...{ kind: 'continue', label: 'continue', action: LARGE_MESSAGE, ...ids, contentId: undefined },
    payload: Buffer.from(writeContinue(facts)),
    documents: [],
  };
}

const FORMS = {
  national: 'national',
  snd: 'snd',
  vision: 'vision',
  '2013': '2013-without-class-codes',
} as const satisfies Readonly<Record<string, FragmentForm>>;

export function draftPart(
  ends: Ends,
  part: WirePart,
  time: Date,
  form: keyof typeof FORMS,
  empty: boolean,
): Draft {
  const { messageId, hl7Id, fileName, bodyId, label, kind } = part;
  const ids = { messageId, hl7Id };
  const facts = {
    ...frame(ends, ids, time),
    ...{ fromOds: ends.from.odsCode, toOds: ends.to.odsCode, fileName, bodyId },
  };
  return {
    ...ids,
    kind: kind === 'index' ? 'index' : 'fragment',
    label,
    action: LARGE_MESSAGE,
    contentId: undefined,
    payload: Buffer.from(writeFragment(facts, FORMS[form])),
    documents: empty ? [] : contentsOf(part),
  };
}

export interface AcknowledgementFacts {
  readonly kind: Went['kind'];
  readonly label: string;
  readonly messageRef: string;
  readonly time: Date;
  readonly form: AcknowledgementForm;
}

export function draftAcknowledgement(
  { from, to }: Ends,
  ids: DraftIds,
  { kind, label, messageRef, time, form: usual }: AcknowledgementFacts,
  { code, form = usual, typeCode, codeIn, layout }: AcknowledgeAction,
): Draft {
  const built = buildApplicationAcknowledgement(form, {
    id: ids.hl7Id,
    creationTime: hl7Time(time),
    messageRef,
    fromAsid: from.asid,
    toAsid: to.asid,
    refusal: code === undefined ? undefined : { code, display: responseText(code) },
  });
  const acknowledgement = built.acknowledgement && {
    ...built.acknowledgement,
    ...(typeCode && { typeCode }),
  };
  const detail = code !== undefined && {
    ...{ code, codeSystem: GP2GP_REASON_SYSTEM, displayName: responseText(code) },
    typeCode: typeCode ?? acknowledgement?.typeCode,
  };
  const placed =
    codeIn === undefined || !acknowledgement
      ? { ...built, acknowledgement }
      : {
          ...built,
          acknowledgement: {
            ...acknowledgement,
            details: detail && (codeIn === 'detail' || codeIn === 'both') ? [detail] : [],
          },
          reasons: codeIn === 'reason' || codeIn === 'both' ? built.reasons : [],
        };
  const style = layoutOf(acknowledgementStyle(form), layout);
  return {
    ...{ kind, label, action: APPLICATION_ACKNOWLEDGEMENT, ...ids, contentId: undefined },
    payload: Buffer.from(writeWrapper(placed, undefined, style)),
    documents: [],
  };
}

/** A layout as asked for, whatever the form's own is; the form's way with codes stays. */
function layoutOf(style: WrapperStyle, layout: Layout | undefined): WrapperStyle {
  if (layout === undefined) return style;
  const { qualifier } = style;
  return { ...(qualifier && { qualifier }), ...styleOf(layout) };
}
