/** The style sheet of every page of the reports: no font, image or rule from elsewhere; light, dark and print. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d5dae1;--link:#0b57c2;
--code:#eef1f5;--pass:#1a7f37;--fail:#b3261e;--error:#8a4b00;--report:#5b4bb3;--skip:#57606a;--onv:#fff;
--failbg:#fdf0ef;--errorbg:#fdf5e8;--reportbg:#f3f1fc}
@media(prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#171b21;--ink:#e4e8ee;--soft:#9aa5b1;--line:#303842;
--link:#82b4ff;--code:#222831;--pass:#57c46f;--fail:#ff8a80;--error:#eeb45c;--report:#b3a6ff;--skip:#9aa5b1;--onv:#0f1216;
--failbg:#2a1a1b;--errorbg:#292117;--reportbg:#201e2f}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
body>*{max-width:72rem;margin-inline:auto;padding-inline:1rem}
.sk{position:absolute;left:-99rem}.sk:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:2}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .6rem}h2{font-size:1.3rem;margin:2.2rem 0 .6rem}
h3{font-size:1rem;margin:1.2rem 0 .4rem}h4{font-size:.8rem;letter-spacing:.04em;text-transform:uppercase;color:var(--soft);margin:1.2rem 0 .35rem}
p{margin:.4rem 0}a{color:var(--link)}code,pre,.n,small{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.86em}
h1,h2,h3,h4,p,li,dd,code{overflow-wrap:anywhere}
.q{color:var(--soft);font-size:.88rem}.zero{color:var(--soft)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
header{padding-block:2rem .5rem}.k{color:var(--soft);text-transform:uppercase;letter-spacing:.08em;font-size:.8rem;margin:0}
.vd{display:inline-block;font-weight:600;font-size:1.05rem;padding:.45rem .9rem;border-radius:.5rem;border:1px solid;border-left-width:.4rem;background:var(--card)}
.vd.bad{color:var(--fail)}.vd.odd{color:var(--error)}.vd.good{color:var(--pass)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(21rem,100%),1fr));gap:.5rem 1.5rem;margin:1rem 0}
dt{color:var(--soft);font-size:.8rem}dd{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding-block:.6rem;border-block:1px solid var(--line)}
.ti{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.7rem;list-style:none;padding:0;margin:.5rem 0}
.ti li{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.7rem .9rem}
.ti strong{font-size:1.7rem;line-height:1.1;margin-right:.6rem;font-variant-numeric:tabular-nums}.ti .b{vertical-align:.3rem}
.ti small{display:block;color:var(--soft);font-family:inherit;font-size:.8rem;line-height:1.35;margin-top:.3rem}
.b{display:inline-block;white-space:nowrap;border-radius:1rem;padding:0 .6rem;font-size:.8rem;font-weight:600;line-height:1.6;color:var(--onv);background:var(--skip)}
.v-pass{background:var(--pass)}.v-fail{background:var(--fail)}.v-error{background:var(--error)}.v-report{background:var(--report)}
.v-notApplicable,.un{background:none;color:var(--soft);box-shadow:inset 0 0 0 1px var(--soft)}
.sx{overflow-x:auto}
table{border-collapse:collapse;background:var(--card);border:1px solid var(--line);min-width:34rem}
th,td{padding:.35rem .7rem;border-bottom:1px solid var(--line);text-align:left}
.ct td,.ct thead th+th{text-align:right;font-variant-numeric:tabular-nums}tfoot{font-weight:600}
th{font-weight:600}.n-fail{color:var(--fail);font-weight:700}.n-error{color:var(--error);font-weight:700}
.mx summary{cursor:pointer;margin:.6rem 0}
.mr{list-style:none;padding:0;margin:0;background:var(--card);border:1px solid var(--line);border-radius:.6rem}
.mr>li{display:grid;grid-template-columns:6.5rem 1fr;gap:.6rem;padding:.45rem .8rem;border-bottom:1px solid var(--line)}.mr>li:last-child{border:0}
.rs{font-size:.85rem;line-height:1.7}.rs a{text-decoration:none;white-space:nowrap;margin-right:.5rem}.rs a:hover{text-decoration:underline}
.l-pass{color:var(--pass)}.l-fail{color:var(--fail);font-weight:600}.l-error{color:var(--error);font-weight:600}.l-report{color:var(--report)}.l-skip,.l-notApplicable{color:var(--soft)}
form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.6rem 0 1rem}form[hidden]{display:none}
label{font-size:.8rem;color:var(--soft);display:grid;gap:.15rem}
input,select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--skip);border-radius:.4rem;padding:.3rem .6rem}
input[type=search]{min-width:min(20rem,80vw)}button{cursor:pointer}output{color:var(--soft);padding:.3rem 0}
.sc{background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--skip);border-radius:.5rem;margin:.5rem 0}
.e-pass{border-left-color:var(--pass)}.e-fail{border-left-color:var(--fail)}.e-error{border-left-color:var(--error)}.e-report{border-left-color:var(--report)}
.sc>summary{cursor:pointer;padding:.55rem .9rem;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem .7rem;align-items:baseline}
.sc>summary::-webkit-details-marker{display:none}.sc>summary::after{content:"\\25b8";margin-left:auto;color:var(--soft)}.sc[open]>summary::after{content:"\\25be"}
.sc h3{display:inline;font-weight:500;margin:0}.sc h3 code{font-weight:700}.re{flex-basis:100%;order:9;margin:.1rem 0 .2rem}
.e-fail .re{color:var(--fail)}.e-error .re{color:var(--error)}.e-report .re{color:var(--report)}
.sc:target{outline:2px solid var(--link)}
.in{padding:0 .9rem .9rem;border-top:1px solid var(--line)}
.sp{list-style:none;padding:0;margin:0}.sp>li{display:grid;grid-template-columns:1.3rem 1fr;padding:.15rem .3rem;border-radius:.3rem}
.sp ul{grid-column:2;margin:0;padding-left:1rem;color:var(--soft);font-size:.9rem}.m{font-weight:700}
.x-passed .m{color:var(--pass)}.x-failed{background:var(--failbg)}.x-failed .m{color:var(--fail)}.x-skipped,.x-not-reached{color:var(--soft)}
.e-report .x-failed{background:var(--reportbg)}.e-error .x-failed{background:var(--errorbg)}
.cv{list-style:none;padding:0;margin:.2rem 0;font-size:.85rem;color:var(--soft)}
.tl ol{list-style:none;margin:0;padding:0}
.lh{display:flex;justify-content:space-between;width:12rem;margin-left:5rem;font-size:.75rem;color:var(--soft)}
.tl li{display:grid;grid-template-columns:4.5rem 11rem 1fr;gap:0 1rem;align-items:stretch}
.tl li>div{padding:.2rem 0;border-bottom:1px dotted var(--line);min-width:0;overflow-wrap:anywhere}
.t{color:var(--soft);font-size:.82rem;text-align:right;padding-top:.25rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.d{position:relative;min-height:1.9rem;background:linear-gradient(var(--line),var(--line)) 0 0/1.5px 100% no-repeat,linear-gradient(var(--line),var(--line)) 50% 0/1.5px 100% no-repeat,linear-gradient(var(--line),var(--line)) 100% 0/1.5px 100% no-repeat}
.d::before,.d::after{position:absolute;top:.95rem}
.lr::before,.rl::before,.lm::before,.rm::before,.ml::before{content:"";height:0;border-top:2px solid var(--link);left:0;right:0}
.rl::before,.rm::before{border-color:var(--report)}.lm::before,.ml::before{right:50%}.rm::before{left:50%}
.lm::before,.rm::before{border-color:var(--fail)}.st::before{border-top-style:dashed}
.lr::after,.rl::after,.ml::after{content:"";border:5px solid transparent;top:calc(.95rem - 4px)}
.lr::after{right:0;border-left-color:var(--link);border-right:0}.rl::after,.ml::after{left:0;border-right-color:var(--report);border-left:0}
.lm::after,.rm::after{content:"\\2715";color:var(--fail);left:calc(50% - .4em);top:.2rem;font-weight:700;background:var(--card);line-height:1.4rem}
.c{font-size:.8rem;font-weight:700;color:var(--error)}.tl .n{color:var(--soft)}.tl small{display:block;color:var(--soft);line-height:1.35}
.tl em{display:block;font-style:normal;font-size:.85rem;color:var(--error)}.fo>div{color:var(--soft);font-style:italic}
.fi{list-style:none;padding:0;margin:0}.fi>li{border-left:3px solid var(--skip);padding:.1rem 0 .1rem .7rem;margin:.4rem 0}
.sv{font-size:.78rem;font-weight:700;text-transform:uppercase}.s-must{border-color:var(--fail)!important}.s-must .sv{color:var(--fail)}.s-should{border-color:var(--error)!important}.s-should .sv{color:var(--error)}
pre{margin:.4rem 0;background:var(--code);border-radius:.4rem;padding:.5rem .8rem;overflow-x:auto}
.rpw{display:flex;gap:.5rem;align-items:center}.rpw pre{flex:1;min-width:0}
.wr{white-space:pre-wrap;overflow-wrap:anywhere}
footer{padding-block:1.5rem 3rem;margin-top:2rem;border-top:1px solid var(--line)}
[hidden]{display:none!important}
@media(max-width:40rem){table{min-width:0;width:100%;font-size:.85rem}th,td{padding:.3rem .35rem}h1{font-size:1.5rem}.tl li{grid-template-columns:4.2rem 1fr;gap:0 .7rem}.tl li>div{grid-column:1/-1;padding:.1rem 0 .5rem}
.lh{margin-left:4.9rem;width:auto}.fo .d{display:none}.mr>li{grid-template-columns:1fr;gap:.1rem}.in{padding-inline:.6rem}.rpw{display:block}}
@media print{:root{--bg:#fff;--card:#fff;--ink:#000;--line:#bbb}body{font-size:10pt}form,nav,.sk,button{display:none!important}.sc,.tl li,.mr>li{break-inside:avoid}
.sc[open]{break-inside:auto}.b{print-color-adjust:exact}}
`;
