/** How a wrapper is written where senders differ. */
export interface WrapperStyle {
  /** Indented by this much per level; minified when not given, for TPP fails on white space (D6). */
  readonly indent?: string;
  readonly declaration?: boolean;
  /** GP2GP suppliers write `inverted`, Spine a bare `value`, one captured answer `direct` (mhs 3.11). */
  readonly qualifier?: 'inverted' | 'value' | 'direct';
  /** EMIS puts `type="Message"` and its like on every class; the schema allows it. */
  readonly types?: boolean;
}

/** The fixed `type` attribute of a class, when the style writes them. */
export type TypeOf = (type: string) => string | undefined;
