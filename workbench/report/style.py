"""How the HTML form of a comparison looks, and its few switches."""

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--card:#f7f7f9;--ink:#1c1c1e;--quiet:#5c5c66;--line:#d9d9e0;
--new:#d7f0dc;--newink:#0b4a1c;--gone:#8a2b22;--warn:#8a4b00}
@media(prefers-color-scheme:dark){:root{--paper:#17171a;--card:#202025;--ink:#ececf0;--quiet:#a5a5b0;--line:#3a3a42;
--new:#173d22;--newink:#bdf0c8;--gone:#ff9d92;--warn:#ffbf66}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:82rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .6rem}h3{font-size:1rem}
h4{font-size:.85rem;margin:0 0 .4rem;color:var(--quiet);overflow-wrap:anywhere}
.texts{margin:0;padding-left:1.2rem}.failure{border-left:4px solid var(--gone);padding-left:.7rem}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .7rem;text-align:right;border-top:1px solid var(--line);white-space:nowrap}
thead th{border-top:0;color:var(--quiet);font-weight:600}
th:first-child{text-align:left;position:sticky;left:0;background:var(--paper);white-space:normal;min-width:8rem;
overflow-wrap:anywhere}
.reason{margin:.4rem 0 0;font-size:.85rem;color:var(--quiet)}
details{color:var(--quiet);font-size:.85rem;margin-top:.4rem}details p{margin:.4rem 0;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));gap:.8rem}
.summary,.sentence{min-width:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem}
.summary p{margin:.3rem 0}.reference{margin-bottom:.8rem}
.sentence{margin:0 0 .8rem}.sentence[hidden]{display:none}
.where{margin:0 0 .4rem;font-size:.8rem;color:var(--quiet)}
dl{margin:0}.row{display:grid;grid-template-columns:minmax(7rem,11rem) minmax(0,1fr);gap:.9rem;padding:.25rem 0}
.source dd{font-weight:600}dt{color:var(--quiet);font-size:.85rem;padding-top:.1rem;overflow-wrap:anywhere}
dd{margin:0;overflow-wrap:anywhere}
ins{background:var(--new);color:var(--newink);text-decoration:underline;text-decoration-thickness:1px;
border-radius:3px;padding:0 .1em}
del{color:var(--gone);font-size:.85em}
small{color:var(--quiet)}.doubt{margin:.15rem 0 0;color:var(--warn);font-size:.85rem}.doubt::before{content:"⚠ "}
.verdict{margin:.5rem 0 0;padding-left:.8rem;border-left:3px solid var(--line);font-size:.88rem}
.tools{display:flex;flex-wrap:wrap;gap:.6rem 1.4rem;align-items:center;margin-bottom:.8rem;font-size:.9rem}
select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.2rem}
footer{margin-top:2rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.8rem;overflow-wrap:anywhere}
@media(max-width:640px){body{padding:1rem}.row{grid-template-columns:minmax(0,1fr);gap:0}dt{font-weight:600}}
@media print{.tools,script{display:none}.sentence{break-inside:avoid}}
"""

SCRIPT = """
const list=document.getElementById("sentences"),order=document.getElementById("order");
const only={differs:document.getElementById("differing"),doubted:document.getElementById("doubted")};
function show(){
 const by=name=>(a,b)=>a.dataset[name]-b.dataset[name];
 const all=[...list.children].sort(by("place")).sort(by(order.value));
 for(const s of all)s.hidden=Object.entries(only).some(([name,box])=>box.checked&&!(name in s.dataset));
 list.replaceChildren(...all)}
document.querySelector(".tools").addEventListener("change",show);show();
"""
