(function () {
  "use strict";
  var form = document.querySelector(".filters");
  var field = function (name) { return document.getElementById("f-" + name); };
  var count = field("count");
  function apply() {
    var device = field("device").value, party = field("party").value, verdict = field("verdict").value;
    var text = field("text").value.trim().toLowerCase();
    var shown = 0, all = 0;
    document.querySelectorAll("section.device").forEach(function (section) {
      var here = 0, rows = section.querySelectorAll(".matrix tbody tr");
      rows.forEach(function (row) {
        var match = (!party || row.dataset.party === party)
          && (!verdict || row.dataset.verdicts.split(" ").indexOf(verdict) >= 0)
          && (!text || row.cells[0].textContent.toLowerCase().indexOf(text) >= 0);
        row.hidden = !match;
        here += match ? 1 : 0;
      });
      var fits = (!device || section.dataset.device === device) && (here > 0 || !(party || verdict || text));
      section.hidden = !fits;
      all += rows.length;
      shown += fits ? here : 0;
    });
    count.textContent = shown + " of " + all + " destinations";
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { at.open = true; }
      if (at.tagName === "SECTION" && at.hidden) { form.reset(); }
    }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (details) { details.open = true; });
  });
  apply();
  if (location.hash) { reveal(); }
})();
