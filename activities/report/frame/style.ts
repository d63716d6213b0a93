/** The page's one style sheet. Colours by role; dark by the reader's setting; on paper every detail stands open. */
export const style = `
:root {
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d1c1a; --soft: #6a665f; --line: #e5e1d8; --track: #eeebe3; --accent: #1f5c57;
  --kept: #2f8f63; --dropped: #d99a2b; --failed: #c4453c;
  --perceptual: #2a7f9e; --cognitive: #7a5bb5; --interactive: #cf6f3a; --other: #a8a297;
  --dropped-ink: #8a5d0c; --kept-wash: #e9f5ee; --dropped-wash: #fbf3e2; --failed-wash: #fbeae8;
  --serif: Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --card: #201f1c; --ink: #ece8df; --soft: #a39d91; --line: #35322d; --track: #2c2a26; --accent: #7cc4bb;
    --kept: #4fb384; --dropped: #dba54a; --failed: #e0685f;
    --perceptual: #55aecb; --cognitive: #a48be0; --interactive: #e08d5c; --other: #7b766c;
    --dropped-ink: #e3b25f; --kept-wash: #1c2b23; --dropped-wash: #2d2619; --failed-wash: #311f1d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 var(--sans); overflow-wrap: anywhere; }
main, footer { max-width: 1120px; margin: 0 auto; padding: 0 28px; }
header { padding: 52px 0 20px; }
h1 { font: 600 42px/1.12 var(--serif); letter-spacing: -0.01em; margin: 4px 0 20px; }
h2 { font: 600 25px/1.2 var(--serif); margin: 0 0 6px; }
h3 { font-size: 14px; font-weight: 650; margin: 0 0 10px; }
p { margin: 0; }
section { margin-top: 56px; }
.kicker { color: var(--soft); font-size: 13px; letter-spacing: .04em; }
.lead { color: var(--soft); max-width: 68ch; margin-bottom: 18px; }
.state { margin-left: 8px; padding: 2px 9px; border-radius: 20px; font-weight: 600; letter-spacing: 0; }
.state.sealed { color: var(--kept); background: var(--kept-wash); }
.state.unfinished { color: var(--dropped-ink); background: var(--dropped-wash); }
.facts { display: flex; flex-wrap: wrap; gap: 10px 34px; margin: 0; }
.facts dt, .tile span { color: var(--soft); font-size: 12.5px; }
.facts dd { margin: 0; font-weight: 550; }
.warning { margin-top: 12px; padding: 14px 18px; border-left: 4px solid var(--dropped); background: var(--dropped-wash); border-radius: 0 8px 8px 0; max-width: 80ch; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(158px, 1fr)); gap: 12px; margin-top: 20px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 18px; display: flex; flex-direction: column; }
.tile strong { font: 600 30px/1.15 var(--serif); font-variant-numeric: lining-nums; }
.tile small { color: var(--soft); font-size: 12px; margin-top: 4px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; }
thead th { color: var(--soft); font-size: 12.5px; font-weight: 500; }
th, td { padding: 8px 12px; border-bottom: 1px solid var(--line); vertical-align: middle; }
th:first-child { padding-left: 0; white-space: nowrap; }
th small { font-weight: 400; color: var(--soft); }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { width: 34%; min-width: 130px; }
.holds { color: var(--kept); font-weight: 700; }
.broken { color: var(--failed); font-weight: 700; }
.bar { display: block; width: 100%; height: 10px; border-radius: 5px; }
.track { fill: var(--track); }
.kept { fill: var(--kept); } .dropped { fill: var(--dropped); } .failed { fill: var(--failed); }
.perceptual { fill: var(--perceptual); } .cognitive { fill: var(--cognitive); } .interactive { fill: var(--interactive); } .other { fill: var(--other); }
svg.chart { display: block; width: 100%; max-width: 640px; height: auto; }
.chart text { fill: var(--soft); font: 11px var(--sans); } .chart .grid { stroke: var(--line); stroke-width: 1; }
.chart polyline { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
.s0 { stroke: #2a7f9e; fill: #2a7f9e; } .s1 { stroke: #cf6f3a; fill: #cf6f3a; } .s2 { stroke: #2f8f63; fill: #2f8f63; } .s3 { stroke: #7a5bb5; fill: #7a5bb5; }
.s4 { stroke: #b08a1e; fill: #b08a1e; } .s5 { stroke: #c4453c; fill: #c4453c; } .s6 { stroke: #6a665f; fill: #6a665f; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; padding: 0; margin: 12px 0 0; color: var(--soft); font-size: 13px; }
.legend li { display: flex; align-items: center; gap: 7px; }
.legend svg { width: 11px; height: 11px; }
.levels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 28px 48px; }
.reasons { list-style: none; padding: 0; margin: 0; display: grid; gap: 14px; }
.reason { display: flex; justify-content: space-between; gap: 16px; margin-bottom: 5px; }
.reasons .bar, .reasons svg { height: 8px; }
.reason .n { font-weight: 600; }
code { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--soft); }
.example { color: var(--soft); font-size: 13px; margin-top: 4px; padding-left: 10px; border-left: 2px solid var(--line); }
.more { color: var(--soft); font-size: 13px; margin-top: 12px; }
.figures { margin-bottom: 36px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 36px 48px; }
.share-row { display: grid; grid-template-columns: 76px 1fr; gap: 4px 14px; align-items: center; margin-bottom: 12px; }
.share-row .bar { height: 16px; border-radius: 6px; }
.share-row .share-text { grid-column: 2; color: var(--soft); font-size: 12.5px; font-variant-numeric: tabular-nums; }
.histogram { display: block; width: 100%; height: 72px; }
.after { margin-top: 44px; }
.ratio .n { width: 52px; }
.ratio td.cell { min-width: 96px; }
.ratio td.cell span { display: block; font-variant-numeric: tabular-nums; font-size: 13px; margin-bottom: 3px; }
.ratio td.cell span small { color: var(--soft); }
.cards { display: grid; gap: 26px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 16px; display: grid; grid-template-columns: 312px 1fr; }
.card > .source { padding: 20px; background: color-mix(in srgb, var(--track) 45%, transparent); border-radius: 15px 0 0 15px; }
.card > .story { padding: 20px 24px 24px; min-width: 0; }
.stay { position: sticky; top: 20px; }
.photo { position: relative; border-radius: 9px; overflow: hidden; background: var(--track); }
.photo img { display: block; width: 100%; height: auto; }
.photo svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.photo .absent { padding: 60px 12px; text-align: center; color: var(--soft); }
.photo rect { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.b0 { stroke: #ffcf4a; color: #b98a00; } .b1 { stroke: #5fd0ff; color: #1a88b5; } .b2 { stroke: #ff7a6b; color: #c9402f; } .b3 { stroke: #8df08a; color: #2f8f3a; } .b4 { stroke: #d9a1ff; color: #8a4dbf; }
.boxes { list-style: none; display: flex; flex-wrap: wrap; gap: 3px 10px; padding: 0; margin: 8px 0 0; font-size: 12px; color: var(--soft); }
.boxes li { display: flex; align-items: center; gap: 5px; }
.boxes svg { width: 10px; height: 10px; }
.boxes rect { fill: none; stroke-width: 3; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 22px; align-items: start; }
.picture { background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.picture .photo { border-radius: 0; }
.picture .about { padding: 4px 16px 16px; }
.picture mark { background: var(--kept-wash); color: inherit; border-radius: 3px; padding: 0 2px; }
.by { font: 11.5px var(--sans); color: var(--soft); white-space: nowrap; }
.overlay polygon { fill: none; stroke: currentColor; stroke-width: 2; vector-effect: non-scaling-stroke; }
.overlay .polygons polygon { fill: currentColor; fill-opacity: .28; }
.overlay .quad polygon { stroke-dasharray: 5 3; }
.line { stroke: #ff5fb8; color: #ff5fb8; }
.overlay .tag { stroke: none; }
.overlay .tag rect { fill: currentColor; stroke: none; }
.overlay .tag text { fill: #ffffff; font-family: var(--sans); font-weight: 600; }
.writing { font-size: 13px; margin-top: 8px; display: flex; flex-wrap: wrap; gap: 3px 8px; }
.writing q { border-left: 2px solid #ff5fb8; padding-left: 6px; }
.published td, .published th { color: var(--soft); font-size: 12.5px; padding-top: 2px; border-top: 0; }
.name { font-weight: 600; margin-top: 12px; }
.caption { font: italic 14.5px/1.45 var(--serif); margin-top: 4px; }
.none { color: var(--soft); font-size: 13px; margin-top: 4px; }
.label { color: var(--soft); font-size: 12px; margin: 16px 0 6px; }
.seed-list { margin: 0; padding: 0; list-style: none; display: grid; gap: 9px; font-size: 13.5px; }
.seed-list .q { font-weight: 600; }
.round { padding-top: 16px; margin-top: 18px; border-top: 1px solid var(--line); }
.round:first-child { padding-top: 0; margin-top: 0; border-top: 0; }
.round-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; margin-bottom: 10px; }
.round-head b { font-weight: 650; }
.operator { font-size: 12.5px; font-weight: 600; padding: 1px 9px; border-radius: 20px; border: 1.5px solid currentColor; }
.operator.perceptual { color: var(--perceptual); } .operator.cognitive { color: var(--cognitive); } .operator.interactive { color: var(--interactive); } .operator.other { color: var(--soft); }
.round-head .count { color: var(--soft); font-size: 13px; }
.reverted { color: var(--soft); font-size: 13.5px; margin-bottom: 10px; }
.pairing { display: grid; grid-template-columns: minmax(0, 5fr) 18px minmax(0, 8fr); gap: 4px 12px; padding: 10px 0; }
.pairing + .pairing { border-top: 1px dashed var(--line); }
.parent { color: var(--soft); font-size: 13.5px; }
.arrow { color: var(--soft); text-align: center; }
.child .q { font-weight: 600; }
.asked { white-space: pre-line; }
.child p.a { white-space: pre-line; }
.meta { display: flex; flex-wrap: wrap; gap: 3px 10px; font-size: 12.5px; color: var(--soft); margin-top: 5px; align-items: center; }
.pill { display: inline-block; padding: 0 8px; border-radius: 20px; font-weight: 600; }
.pill.good { color: var(--kept); background: var(--kept-wash); } .pill.no { color: var(--dropped-ink); background: var(--dropped-wash); } .pill.bad { color: var(--failed); background: var(--failed-wash); }
.judge { font: italic 13.5px/1.45 var(--serif); color: var(--soft); margin-top: 4px; }
.fallen .child { color: var(--soft); }
.fallen .child .q { font-weight: 500; }
details { margin-top: 6px; font-size: 13.5px; }
summary { cursor: pointer; color: var(--accent); }
details ol { margin: 6px 0 0; padding-left: 20px; display: grid; gap: 4px; }
details .fallen-list { margin-top: 2px; }
footer { color: var(--soft); font-size: 12.5px; padding-top: 64px; padding-bottom: 40px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 820px) {
  .card { grid-template-columns: 1fr; }
  .card > .source { border-radius: 15px 15px 0 0; }
  .photo { max-width: 420px; }
  .stay { position: static; }
}
@media (max-width: 560px) {
  main, footer { padding: 0 16px; }
  header { padding-top: 28px; }
  h1 { font-size: 32px; }
  .tiles { grid-template-columns: 1fr 1fr; }
  .tile { padding: 12px 14px; }
  .tile strong { font-size: 24px; }
  th, td { padding: 7px 8px; }
  .rounds .wide { display: none; }
  .tile:last-child:nth-child(odd) { grid-column: span 2; }
  .ratio td.cell { min-width: 72px; }
  .card > .source, .card > .story { padding: 16px; }
  .pairing { grid-template-columns: 1fr; }
  .arrow { display: none; }
  .share-row { grid-template-columns: 1fr; }
  .share-row .share-text { grid-column: 1; }
}
@media print {
  @page { margin: 14mm; }
  :root { --paper: #fff; --card: #fff; }
  body { font-size: 9.5pt; }
  main, footer { padding: 0; max-width: none; }
  header { padding-top: 0; }
  section { margin-top: 26px; }
  h2, h3, .lead, .round-head, .reverted { break-after: avoid; }
  .tile, .reasons li, .pairing, .share-row, .card > .source { break-inside: avoid; }
  .scroll { overflow: visible; }
  .tiles { grid-template-columns: repeat(5, 1fr); }
  .tile { padding: 9px 11px; }
  .tile strong { font-size: 20px; }
  th, td { padding: 5px 7px; }
  .card { display: block; border-radius: 0; }
  .stay { position: static; columns: 2; column-gap: 24px; }
  .photo { max-width: 100%; }
  .pairing { padding: 6px 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  svg, .state, .operator, .pill { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
