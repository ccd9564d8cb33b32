/** The style sheet of the console: light and dark, narrow and wide, nothing from elsewhere. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d5dae1;--link:#0b57c2;
--code:#eef1f5;--good:#1a7f37;--bad:#b3261e;--odd:#8a4b00;--note:#5b4bb3;--badbg:#fdf0ef;--oddbg:#fdf5e8;--notebg:#f3f1fc;--goodbg:#edf7ef}
@media(prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#171b21;--ink:#e4e8ee;--soft:#9aa5b1;--line:#303842;--link:#82b4ff;
--code:#222831;--good:#57c46f;--bad:#ff8a80;--odd:#eeb45c;--note:#b3a6ff;--badbg:#2a1a1b;--oddbg:#292117;--notebg:#201e2f;--goodbg:#16251a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:2}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:center;padding:.6rem 1rem;background:var(--card);border-bottom:1px solid var(--line)}
.top ul{display:flex;flex-wrap:wrap;gap:.2rem;list-style:none;margin:0;padding:0}
.top nav a{display:block;padding:.3rem .7rem;border-radius:.4rem;text-decoration:none;color:inherit}
.top nav a[aria-current]{background:var(--code);font-weight:600}
.brand{font-weight:700;text-decoration:none;color:inherit}.brand small{font-weight:400;color:var(--soft)}
.live{margin-left:auto;color:var(--good);font-size:.85rem}.live.off{color:var(--bad)}
main{max-width:84rem;margin:0 auto;padding:1rem}
.head{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline;justify-content:space-between}
h1{font-size:1.6rem;line-height:1.2;margin:.4rem 0 .8rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:1.6rem 0 .5rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;margin:.6rem 0}
.soft{color:var(--soft)}
input,select,button,textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.4rem;padding:.3rem .6rem}
button{cursor:pointer}
`;
