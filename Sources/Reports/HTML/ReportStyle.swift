/// The style of a report: system fonts, two sets of colours, one column on telephones, paper.
enum ReportStyle {
  static let css: Markup = """
    :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#52606f;\
    --rule:#d9dee5;--grid:#e7ebf0;--blue:#0b62b5;--orange:#c2500a;--green:#0b7a55;--grey:#8592a0;\
    --red:#b3261e;--tint:#eef4fb}
    @media (prefers-color-scheme:dark){:root{--page:#10151b;--card:#18202a;--ink:#e8edf3;\
    --soft:#a3b1c0;--rule:#344150;--grid:#26313d;--blue:#6bb3ff;--orange:#ff9d5c;--green:#4fd1a1;\
    --grey:#8b99a8;--red:#ff8a80;--tint:#1d2a38}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
    main,header,footer{max-width:1160px;margin:0 auto;padding:0 20px}
    header{padding-top:28px}
    h1{font-size:28px;line-height:1.2;margin:0 0 4px;unicode-bidi:isolate}
    h2{font-size:20px;margin:0 0 4px;line-height:1.3}
    h3{font-size:16px;margin:22px 0 6px;unicode-bidi:isolate}
    p{margin:6px 0 10px;max-width:76ch}
    .soft,header p,footer,caption{color:var(--soft)}
    section{background:var(--card);border:1px solid var(--rule);border-radius:10px;\
    padding:20px 22px;margin:18px 0}
    nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:10px;font-size:14px}
    a{color:var(--blue)}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:14px;\
    margin:14px 0 6px}
    .tile{border-left:3px solid var(--rule);padding:2px 0 2px 12px}
    .tile b{display:block;font-size:24px;white-space:nowrap;line-height:1.25;font-variant-numeric:tabular-nums;\
    font-weight:650}
    .tile.main{border-color:var(--blue)}
    .tile.over{border-color:var(--red)}
    .tile.under{border-color:var(--green)}
    .tile span{color:var(--soft);font-size:13px;display:block;line-height:1.35}
    .grid{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:18px 24px}
    .pair{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:20px 30px;\
    align-items:start}
    figure{margin:8px 0;min-width:0}
    figcaption{font-size:13px;color:var(--soft);margin-bottom:4px;min-height:2.9em}
    figcaption b{color:var(--ink);font-size:14px;display:block;unicode-bidi:isolate}
    .wide figcaption{min-height:0}
    .key{white-space:nowrap;margin-right:8px}
    .key i{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:5px;\
    vertical-align:-1px}
    i.blue{background:var(--blue)}i.orange{background:var(--orange)}i.green{background:\
    var(--green)}i.grey{background:var(--grey)}i.red{background:var(--red)}
    svg{display:block;width:100%;height:auto;overflow:visible;font-size:10.5px;\
    font-family:inherit;fill:var(--ink)}
    svg text{unicode-bidi:isolate;font-variant-numeric:tabular-nums}
    .grid path.grid,path.grid{display:inline;stroke:var(--grid);fill:none}
    path.tick{stroke:var(--grey);fill:none}
    path.line{fill:none;stroke-width:1.2;stroke-linejoin:round}
    path.area{opacity:.35;stroke:none}
    path.bars{fill:none}
    path.limit{stroke:var(--red);stroke-dasharray:5 3;fill:none}
    path.whisker{stroke:var(--ink);stroke-width:1.4;fill:none}
    .line.blue,.bars.blue{stroke:var(--blue)}.line.orange,.bars.orange{stroke:var(--orange)}\
    .line.green,.bars.green{stroke:var(--green)}.line.grey,.bars.grey{stroke:var(--grey)}\
    .line.red,.bars.red{stroke:var(--red)}
    .area.blue,.fill.blue{fill:var(--blue)}.area.orange,.fill.orange{fill:var(--orange)}\
    .area.green,.fill.green{fill:var(--green)}.area.grey,.fill.grey{fill:var(--grey)}\
    .fill.red{fill:var(--red)}
    text.mark,text.limit-text{fill:var(--soft);paint-order:stroke;stroke:var(--card);\
    stroke-width:3px;stroke-linejoin:round}
    text.limit-text{fill:var(--red)}
    text.label{font-size:11.5px}
    text.value{font-size:11px;fill:var(--soft)}
    .scroll{overflow-x:auto;max-width:100%;background:\
    linear-gradient(90deg,var(--card) 30%,transparent) 0 0/40px 100% no-repeat local,\
    linear-gradient(270deg,var(--card) 30%,transparent) 100% 0/40px 100% no-repeat local,\
    linear-gradient(90deg,var(--rule),transparent) 0 0/12px 100% no-repeat scroll,\
    linear-gradient(270deg,var(--rule),transparent) 100% 0/12px 100% no-repeat scroll}
    .scroll:focus-visible{outline:2px solid var(--blue)}
    details .scroll{max-height:420px;overflow-y:auto}
    table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-size:13px;padding:2px 0 6px}
    th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--rule);\
    vertical-align:top;unicode-bidi:isolate;font-weight:400}
    thead th{color:var(--soft);font-size:12.5px;border-bottom-color:var(--grey);\
    vertical-align:bottom}
    details thead th{background:var(--card);position:sticky;top:0}
    tbody th{min-width:7.5em}tbody td:not(.n){min-width:8em}
    .n{text-align:right;white-space:nowrap;padding-left:8px}
    tr>:last-child{padding-right:0}
    tr.total>*{font-weight:650;border-top:1px solid var(--grey);border-bottom:0}
    .bad{color:var(--red)}.good{color:var(--green)}
    details{margin:6px 0;font-size:14px}
    summary{cursor:pointer;color:var(--blue);padding:4px 0}
    dl{margin:8px 0}dt{font-weight:650;margin-top:10px}dd{margin:2px 0 0;max-width:76ch}
    .note{background:var(--tint);border-radius:6px;padding:8px 12px;max-width:none}
    footer{padding-bottom:40px;font-size:13px}
    @media (max-width:900px){.grid{grid-template-columns:repeat(2,minmax(0,1fr))}\
    .pair{grid-template-columns:minmax(0,1fr)}}
    @media (max-width:600px){main,header,footer{padding-left:12px;padding-right:12px}\
    section{padding:16px 14px;border-radius:8px}.grid{grid-template-columns:minmax(0,1fr)}\
    h1{font-size:23px}.tiles{gap:12px 8px;grid-template-columns:repeat(2,minmax(0,1fr))}\
    .tile b{font-size:18px}table{font-size:13px}th,td{padding-right:8px}.n{padding-left:4px}\
    figcaption{min-height:0}}
    @media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;\
    --rule:#bbb;--grid:#ddd;--blue:#0b62b5;--orange:#c2500a;--green:#0b7a55;--grey:#777;\
    --red:#b3261e;--tint:#fff}body{font-size:11px}section{border:0;padding:0;margin:14px 0}\
    nav,details:not([open]){display:none}figure,tr,dt,dd,.tile{break-inside:avoid}\
    h2,h3{break-after:avoid}.scroll{overflow:visible;max-height:none}details thead th{position:static}\
    .grid{grid-template-columns:repeat(3,minmax(0,1fr))}\
    .pair{grid-template-columns:minmax(0,1fr) minmax(0,2fr)}\
    table{font-size:10px}th,td{padding-right:6px}.n{padding-left:3px}.tile b{font-size:15px}}
    """
}
