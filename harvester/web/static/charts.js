// Draws the charts of an agency from the data beside them. A year without a certain number breaks the line; a year
// without a report is shaded. Every point is a link to the cell that it comes from.
"use strict";
(function () {
  const COLORS = ["#2f6fb0", "#b85c00", "#2d7d46", "#8a3ffc", "#a4161a", "#5f6b76"];
  const SHAPES = ["circle", "square", "triangle", "diamond", "star", "wye"];

  function draw(host) {
    const data = JSON.parse(host.nextElementSibling.textContent);
    const width = Math.max(300, Math.min(640, host.clientWidth || 560));
    const first = data.years[0];
    const last = data.years[data.years.length - 1];
    const rows = data.lines.flatMap((line, index) => {
      const known = new Map(line.points.map((point) => [point.year, point]));
      return data.years.map((year) => ({ name: line.name, index, year, value: NaN, ...known.get(year) }));
    });
    const points = rows.filter((row) => !Number.isNaN(row.value));
    const color = (row) => COLORS[row.index % COLORS.length];
    const label = (row) => `${row.name} ${row.year}: ${row.value.toLocaleString("en")}`;
    const chart = Plot.plot({
      width, height: Math.round(width * 0.52), marginLeft: 52, marginRight: 16,
      style: { background: "none", color: "currentColor", fontSize: "12px", fontFamily: "inherit" },
      x: { type: "linear", domain: [first - 0.5, last + 0.5], ticks: ticks(data.years, width), tickFormat: "d", label: null },
      y: {
        grid: true, zero: true, nice: true, label: null, tickFormat: (value) => value.toLocaleString("en"),
        ticks: Math.max(1, Math.min(7, Math.max(...points.map((point) => point.value)))), // counts have no halves
      },
      marks: [
        Plot.rect(data.missing, {
          x1: (year) => year - 0.5, x2: (year) => year + 0.5, fill: "currentColor", fillOpacity: 0.08,
          title: (year) => `${year}: ${data.hole}`,
        }),
        Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
        Plot.lineY(rows, { x: "year", y: "value", z: "index", stroke: color, strokeWidth: 2 }),
        Plot.dot(points, {
          x: "year", y: "value", r: 4.5, fill: color, symbol: (row) => SHAPES[row.index % SHAPES.length],
          href: "href", title: label, ariaLabel: label,
        }),
      ],
      symbol: { type: "identity" },
    });
    chart.setAttribute("role", "group");
    chart.setAttribute("aria-label", host.dataset.title);
    chart.querySelectorAll("g[aria-label]").forEach((group) => group.setAttribute("role", "group"));
    chart.querySelectorAll("a").forEach((link) => {
      const words = link.querySelector("title");
      if (words) link.setAttribute("aria-label", words.textContent);
    });
    host.replaceChildren(key(data.lines), chart);
  }

  function ticks(years, width) {
    const step = Math.ceil(years.length / Math.floor(width / 48));
    return years.filter((_, at) => (years.length - 1 - at) % step === 0);
  }

  function key(lines) {
    const list = document.createElement("ul");
    list.className = "key";
    lines.forEach((line, index) => {
      const item = document.createElement("li");
      const mark = document.createElement("i");
      mark.style.background = COLORS[index % COLORS.length];
      item.append(mark, line.name);
      list.append(item);
    });
    return list;
  }

  document.querySelectorAll(".plot").forEach(draw);
})();
