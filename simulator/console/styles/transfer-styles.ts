/** The list of transfers, and the sequence diagram of one. */
export const TRANSFER_STYLES = `
.dia{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:.8rem 0;padding:0 0 .4rem}
.dia svg{display:block;width:100%;height:auto}
.dia-heads{position:sticky;top:0;z-index:1;background:var(--card);border-bottom:1px solid var(--line);border-radius:.6rem .6rem 0 0;padding-top:.2rem}
.dia text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
.dia .hop,.dia .line,.dia .title,.dia .status{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.dia .time{font-size:11.5px;fill:var(--soft);font-variant-numeric:tabular-nums}
.dia .who{font-weight:650;font-size:14px}.dia .what{font-size:11.5px;fill:var(--soft)}
.dia .head-practice rect{fill:var(--notebg);stroke:var(--note);stroke-opacity:.45}
.dia .head-hub rect{fill:var(--code);stroke:var(--soft);stroke-opacity:.6}
.dia .head-service rect{fill:var(--card);stroke:var(--line)}
.dia .lane{stroke:var(--line);stroke-width:1.5}.dia .lane.hub{stroke:var(--soft);stroke-opacity:.45;stroke-width:2}
.dia .lane.service{stroke-dasharray:3 4}.dia .axis{stroke:var(--line)}
.dia .hit{fill:transparent;stroke:none}
.dia a{text-decoration:none;cursor:pointer}
.dia a:hover>.hit{fill:var(--ink);fill-opacity:.045}
.dia a:focus-visible{outline:none}.dia a:focus-visible>.hit,.dia a:focus-visible>.bundle,.chip:focus-visible rect{stroke:var(--link);stroke-width:2}
.dia .way line{stroke:currentColor;stroke-width:2.2}.dia .way polygon{fill:currentColor}
.dia .way.thin line{stroke-width:1.4}
.dia .ask{color:var(--link)}.dia .give{color:var(--note)}.dia .yes{color:var(--good)}.dia .no{color:var(--bad)}
.dia .signal,.dia .other{color:var(--soft)}.dia .way.signal line{stroke-width:1.3;stroke-dasharray:5 4}
.dia .way.broken line{stroke-dasharray:7 5}.dia .way.pending{color:var(--soft);opacity:.55}.dia .way.pending line{stroke-width:1.4;stroke-dasharray:2 5}
.dia .from{fill:currentColor;stroke:none}
.dia .node{fill:var(--card);stroke:currentColor;stroke-width:2.2}
.dia .ack line{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}.dia .ack polygon{fill:var(--soft)}
.dia .ack.broken line{stroke:var(--bad)}.dia .ack.broken polygon{fill:var(--bad)}
.dia .status{font-size:10.5px;fill:var(--soft)}.dia .status.broken{fill:var(--bad);font-weight:600}
.dia .title{font-weight:600}.dia .size{font-weight:400;font-size:11.5px;fill:var(--soft)}.dia .more{font-weight:400;font-size:11.5px;fill:var(--link);text-decoration:underline}
.dia .hop{font-size:11.5px;fill:var(--soft)}
.dia .line{font-size:12.5px}.dia .line.bad{fill:var(--bad)}.dia .line.odd{fill:var(--odd)}.dia .line.note{fill:var(--note)}.dia .line.soft{fill:var(--soft)}
.dia .x{stroke:var(--bad);stroke-width:2.6;stroke-linecap:round;fill:none}
.dia .bolt circle{fill:var(--notebg);stroke:var(--note);stroke-width:1.4}.dia .bolt path{fill:var(--note)}
.dia .mark circle{fill:var(--badbg);stroke:var(--bad);stroke-width:1.6}.dia .mark path{stroke:var(--bad);stroke-width:2;stroke-linecap:round}
.dia .mark.odd circle{fill:var(--oddbg);stroke:var(--odd)}.dia .mark.odd path{stroke:var(--odd)}
.dia .bundle{fill:var(--notebg);stroke:var(--note);stroke-opacity:.35}
.chip rect{fill:var(--oddbg);stroke:var(--odd)}.dia .chip text{font-size:12px;font-weight:650;fill:var(--odd)}
.dia .look .thin{color:var(--soft)}.dia .look .thin line{stroke:currentColor;stroke-width:1.1}.dia .look .thin polygon{fill:currentColor}
.dia .look .thin.broken{color:var(--bad)}.dia .look.broken .hop{fill:var(--bad)}
.dia .state rect{fill:var(--code);stroke:var(--line)}.dia .state text{font-size:11.5px;fill:var(--soft)}
.dia .state.end rect{stroke:var(--soft)}.dia .state.end text{fill:var(--ink);font-weight:600}
.dia .state.bad rect{fill:var(--badbg);stroke:var(--bad)}.dia .state.bad text{fill:var(--bad);font-weight:600}
.dia .gap{stroke:var(--line);stroke-width:1.5;stroke-dasharray:2 7;stroke-linecap:round}
.dia .later rect{fill:var(--bg);stroke:var(--line)}.dia .later text{font-size:11.5px;fill:var(--soft)}
.dia .timer{color:var(--note)}.dia .timer line,.dia .timer path{stroke:currentColor;stroke-width:1.6;fill:none}
.dia .timer circle{fill:var(--card);stroke:currentColor;stroke-width:1.3}.dia .timer text{font-size:9.5px;font-weight:650;fill:currentColor}
.dia .timer.expired{color:var(--bad)}.dia .timer.running line{stroke-dasharray:4 4}
.verdict{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;align-items:center;border-left:.35rem solid var(--soft)}
.verdict.is-good{border-left-color:var(--good)}.verdict.is-bad{border-left-color:var(--bad)}.verdict.is-odd{border-left-color:var(--odd)}.verdict.is-note{border-left-color:var(--note)}
.verdict p{margin:0;flex:1 1 100%}.verdict .said a{color:inherit;text-decoration-thickness:1px;text-underline-offset:.2em}.verdict .said{font-size:1.12rem;font-weight:600}
.verdict dl{display:flex;flex-wrap:wrap;gap:.2rem 1.3rem;margin:0}.verdict dl div{display:flex;gap:.35rem}.verdict dt{color:var(--soft)}.verdict dd{margin:0;font-variant-numeric:tabular-nums}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;color:var(--soft);font-size:.85rem;margin:.2rem 0 .6rem;padding:0;list-style:none}
.told{list-style:none;margin:.8rem 0;padding:0}.told li{display:grid;grid-template-columns:7rem 1fr;gap:.2rem .8rem;padding:.45rem .2rem;border-bottom:1px solid var(--line)}
.told li.gap{color:var(--soft);font-style:italic}.told .line{display:block;font-size:.9rem;overflow-wrap:anywhere}
.told .when{color:var(--soft);font-variant-numeric:tabular-nums;font-size:.88rem}
.told .line.bad{color:var(--bad)}.told .line.odd{color:var(--odd)}.told .line.note{color:var(--note)}.told .line.soft{color:var(--soft)}
.view-diagram .told{display:none}.view-list .dia{display:none}
.who-with{display:flex;flex-wrap:wrap;gap:0 .4rem;align-items:baseline}
.words{font-weight:400}.whole{white-space:nowrap}
.spans{margin:.2rem 0 .8rem;padding-left:1.6rem;font-size:.9rem}
progress{accent-color:var(--link);width:6.5rem;height:.6rem;vertical-align:middle}
.states{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;padding:0;margin:.4rem 0}
@media(max-width:60rem){.view-diagram .told{display:block}.dia,.view-tabs,.legend{display:none}}
@media(max-width:30rem){.whole{white-space:normal;overflow-wrap:anywhere}.who-with{min-width:11.5rem}.words{white-space:normal}form.filters>.field{flex:1 1 9rem}form.filters>.field :is(input,select){width:100%}.told li{grid-template-columns:1fr}}
`;
