(function () {
  "use strict";
  var form = document.querySelector(".filters");
  var field = function (name) { return document.getElementById("f-" + name); };
  var count = field("count");
  var all = 0;
  var sections = Array.from(document.querySelectorAll("section.device"), function (section) {
    var rows = Array.from(section.querySelectorAll(".matrix tbody tr"), function (row) {
      return { row: row, text: row.cells[0].textContent.toLowerCase() + " " + row.cells[1].textContent.toLowerCase(), verdicts: row.dataset.verdicts.split(" ") };
    });
    all += rows.length;
    return { section: section, rows: rows };
  });
  function apply() {
    var device = field("device").value, party = field("party").value, verdict = field("verdict").value;
    var text = field("text").value.trim().toLowerCase();
    var shown = 0;
    sections.forEach(function (at) {
      var here = 0;
      at.rows.forEach(function (of) {
        var match = (!party || of.row.dataset.party === party)
          && (!verdict || of.verdicts.indexOf(verdict) >= 0)
          && (!text || of.text.indexOf(text) >= 0);
        if (of.row.hidden === match) { of.row.hidden = !match; }
        here += match ? 1 : 0;
      });
      var fits = (!device || at.section.dataset.device === device) && (here > 0 || !(party || verdict || text));
      if (at.section.hidden === fits) { at.section.hidden = !fits; }
      shown += fits ? here : 0;
    });
    count.textContent = shown + " of " + all + " destinations" + (shown === 0 && all > 0 ? ": nothing fits all filters" : "");
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });

  function rowsBelow(figure) { return Array.from(figure.parentElement.querySelectorAll("tbody tr")); }
  function width(plot, most) { return Math.min(most, plot.parentElement.clientWidth || most) + "px"; }
  function number(cell) { return parseFloat(cell.textContent); }
  function dns(plot, figure) {
    var points = rowsBelow(figure).map(function (row) {
      return { x: Math.log(+row.dataset.seconds), off: row.cells[0].textContent, names: number(row.cells[1]), queries: number(row.cells[2]) };
    });
    var first = points[0].x, last = points[points.length - 1].x, room = (last - first) / 7, ticks = [], labels = {};
    points.forEach(function (point) {
      if (!ticks.length || point.x - ticks[ticks.length - 1] >= room) { ticks.push(point.x); labels[point.x] = point.off; }
    });
    var series = function (name, className) {
      return { className: className, data: points.map(function (point) { return { x: point.x, y: point[name] }; }) };
    };
    var high = Math.max.apply(null, points.map(function (point) { return Math.max(point.names, point.queries); }));
    new Chartist.LineChart(plot, { series: [series("queries", "wide a"), series("names", "thin b")] }, {
      width: width(plot, 560), height: "200px", lineSmooth: false, fullWidth: true, chartPadding: { right: 56, top: 12 },
      axisX: { type: Chartist.FixedScaleAxis, ticks: ticks, low: first, high: last > first ? last : first + 1, labelInterpolationFnc: function (x) { return labels[x]; } },
      axisY: { type: Chartist.AutoScaleAxis, low: 0, high: Math.max(1, Math.ceil(high * 1.1)), onlyInteger: true }
    });
  }
  function traffic(plot, figure) {
    var most = 12, labels = [], shares = { power: [], interaction: [] };
    rowsBelow(figure).forEach(function (row) {
      var name = row.cells[0].textContent, at = labels.indexOf(name);
      if (at < 0) { at = labels.push(name) - 1; shares.power[at] = 0; shares.interaction[at] = 0; }
      shares[row.cells[1].textContent][at] += number(row.cells[5]);
    });
    var order = labels.map(function (name, at) { return at; }).sort(function (a, b) {
      return shares.power[b] + shares.interaction[b] - shares.power[a] - shares.interaction[a];
    });
    var others = order.splice(most);
    var sum = function (key, of) { return of.reduce(function (total, at) { return total + shares[key][at]; }, 0); };
    var values = function (key) {
      return order.map(function (at) { return shares[key][at]; }).concat(others.length ? [sum(key, others)] : []);
    };
    var shown = order.map(function (at) { return labels[at].length > 34 ? "…" + labels[at].slice(-33) : labels[at]; })
      .concat(others.length ? [others.length + " others"] : []);
    var wide = parseInt(width(plot, 640), 10);
    new Chartist.BarChart(plot, { labels: shown, series: [{ className: "a", data: values("power") }, { className: "b", data: values("interaction") }] }, {
      width: wide + "px", height: 40 + 30 * shown.length + "px", horizontalBars: true, reverseData: true, seriesBarDistance: 10, chartPadding: { right: 40 },
      axisX: { type: Chartist.FixedScaleAxis, ticks: [0, 25, 50, 75, 100], low: 0, high: 100, labelInterpolationFnc: function (value) { return value + " %"; } },
      axisY: { offset: Math.min(230, wide * 0.45) }
    });
  }
  function walk(cell) {
    var signs = cell.dataset.walk, worked = [{ x: 0, y: 0 }], failed = [{ x: 0, y: 0 }], w = 0, f = 0;
    for (var i = 0; i < signs.length; i++) {
      if (signs[i] === "+") { w++; } else { f++; }
      worked.push({ x: i + 1, y: w });
      failed.push({ x: i + 1, y: f });
    }
    var plot = document.createElement("div");
    plot.className = "plot";
    plot.setAttribute("aria-hidden", "true");
    cell.insertBefore(plot, cell.firstChild);
    new Chartist.LineChart(plot, { series: [{ className: "failed", data: failed }, { className: "worked", data: worked }] }, {
      width: "150px", height: "72px", lineSmooth: Chartist.Interpolation.step(), showPoint: false, chartPadding: { top: 14, right: 18, bottom: 4, left: 0 },
      axisX: { type: Chartist.FixedScaleAxis, ticks: [0, signs.length], low: 0, high: signs.length, offset: 16, showGrid: false },
      axisY: { type: Chartist.FixedScaleAxis, ticks: [0, Math.max(w, f)], low: 0, high: Math.max(w, f), offset: 22 }
    });
  }
  var plots = { dns: dns, traffic: traffic };
  function draw(within) {
    within.querySelectorAll("[data-plot]:not([data-drawn])").forEach(function (figure) {
      if (figure.getClientRects().length) {
        figure.dataset.drawn = "";
        plots[figure.dataset.plot](figure.querySelector(".plot"), figure);
      }
    });
    within.querySelectorAll("[data-walk]:not([data-drawn])").forEach(function (cell) {
      if (cell.dataset.walk && cell.getClientRects().length) { cell.dataset.drawn = ""; walk(cell); }
    });
  }
  function fill(details) {
    details.querySelectorAll("noscript").forEach(function (folded) {
      var template = document.createElement("template");
      template.innerHTML = folded.textContent;
      folded.replaceWith(template.content);
    });
  }
  document.addEventListener("toggle", function (event) {
    if (event.target.open) { fill(event.target); draw(event.target); }
  }, true);

  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), owner = document.getElementById(id.replace(/-\d+$/, ""));
    if (!document.getElementById(id) && owner) { fill(owner); }
    var target = document.getElementById(id);
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { at.open = true; }
      if (at.tagName === "SECTION" && at.hidden) { form.reset(); }
    }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details.p:not([open])"));
    opened.forEach(function (details) { details.open = true; fill(details); });
    draw(document);
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
  apply();
  if (location.hash) { reveal(); }
})();
