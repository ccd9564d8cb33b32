/** `X` exact, `X*` begins, `*X*` contains, each turned round by `!` before it (mesh-nhais 1.4.2). */
export function workflowFilter(text: string | undefined): (workflowId: string) => boolean {
  const asked = text?.trim() ?? '';
  if (asked === '') return () => true;
  const turned = asked.startsWith('!');
  const pattern = turned ? asked.slice(1) : asked;
  const holds = matcher(pattern);
  return (workflowId) => holds(workflowId) !== turned;
}

function matcher(pattern: string): (workflowId: string) => boolean {
  if (pattern.startsWith('*')) {
    const inside = pattern.replace(/^\*|\*$/g, '');
    return (workflowId) => workflowId.includes(inside);
  }
  if (!pattern.endsWith('*')) return (workflowId) => workflowId === pattern;
  const start = pattern.slice(0, -1);
  return (workflowId) => workflowId.startsWith(start);
}
