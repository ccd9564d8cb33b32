/** An answer of the hooks that is not what was asked for. */
export interface HookRefusal {
  readonly status: number;
  readonly body: { readonly error: string; readonly message: string; readonly remedy: string };
}

export function refusal(
  status: number,
  error: string,
  message: string,
  remedy: string,
): HookRefusal {
  return { status, body: { error, message, remedy } };
}
