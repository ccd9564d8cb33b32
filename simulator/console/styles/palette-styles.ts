/** Colours, for light and dark. Text on its ground has a contrast of 4.5 at least, edges of controls 3. */
export const PALETTE_STYLES = `
:root {
  color-scheme: light dark;
  --bg: #f4f6f8; --card: #ffffff; --ink: #1a2027; --soft: #525c68; --line: #d6dce3; --edge: #76818d;
  --link: #0a55b8; --code: #eef1f5; --hover: #f2f6fb; --shade: rgb(20 30 40 / 7%);
  --good: #17703a; --goodbg: #e8f5ec; --bad: #b0211b; --badbg: #fdeeed; --odd: #805000; --oddbg: #fdf3df;
  --note: #5443a8; --notebg: #f0eefb; --primary: #0a55b8; --onprimary: #ffffff; --mark: #ffe08a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0e1217; --card: #161b22; --ink: #e3e8ee; --soft: #a0abb8; --line: #2d3640; --edge: #76818d;
    --link: #82b4ff; --code: #212830; --hover: #1c232c; --shade: rgb(0 0 0 / 35%);
    --good: #63cd7d; --goodbg: #14271b; --bad: #ff928a; --badbg: #311a1b; --odd: #f0b75f; --oddbg: #2d2415;
    --note: #bbb0ff; --notebg: #221f36; --primary: #82b4ff; --onprimary: #0b1420; --mark: #6b5200;
  }
}
`;
