/** An error of the Organisation Data Terminology API (sds-ods 3.3). */
export interface OdtError {
  readonly status: number;
  /** Issue code: `processing` unless given. */
  readonly code?: string;
  readonly text: string;
}

/** An OperationOutcome with its narrative, as the server behind the API writes it. */
export function hapiOutcome({ code = 'processing', text }: OdtError): object {
  const shown = text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
  return {
    resourceType: 'OperationOutcome',
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml"><h1>Operation Outcome</h1><table border="0"><tr><td style="font-weight: bold;">ERROR</td><td>[]</td><td>${shown}</td></tr></table></div>`,
    },
    issue: [{ severity: 'error', code, diagnostics: text }],
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export function notKnown(resource: string): OdtError {
  return { status: 404, text: `HAPI-2001: Resource ${resource} is not known` };
}
