/** The mark of the console in the tab of a browser: two ends and what lies between them. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a55b8"/>' +
  '<path d="M8 7v18M24 7v18" stroke="#fff" stroke-width="3" stroke-linecap="round"/>' +
  '<path d="M8 12h13m-4-4 4 4-4 4M24 21H11m4-4-4 4 4 4" fill="none" stroke="#fff" stroke-width="2"/></svg>';
