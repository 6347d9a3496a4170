"use strict";
(async () => {
  const $ = (id) => document.getElementById(id);
  const packed = $("data").textContent;
  if (!packed || typeof DecompressionStream === "undefined") return; // the text for pages without a script stays

  // Open the packed columns.
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const all = await new Response(stream).json();
  const { rows, papers } = all;
  const total = rows.state.length;
  const artifacts = all.history.length; // the rows after them are papers without a link
  const deeds = Object.keys(all.deeds);
  const states = ["gone", "blocked", "empty", "placeholder", "reused", "restricted", "unknown", "available", "none"];
  const SVG = "http://www.w3.org/2000/svg";
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

  const number = (value) => value.toLocaleString("en");
  const date = (iso) => {
    const [year, month, day] = iso.split("-");
    return day ? `${Number(day)} ${months[month - 1]} ${year}` : iso;
  };
  const paper = (row, name) => (rows.paper[row] < 0 ? "" : papers[name][rows.paper[row]]);
  const urlOf = (row) => {
    const url = rows.url[row];
    if (!rows.kind[row]) return "";
    return url ? url.replace("*", () => rows.target[row]) : `https://${rows.target[row]}`;
  };
  const paperUrl = (id) => {
    if (/^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})$/.test(id)) return `https://arxiv.org/abs/${id}`;
    return id.startsWith("10.") ? `https://doi.org/${encodeURI(id)}` : "";
  };
  const yearOf = (row) => paper(row, "year");
  const wordOf = (row) => all.states[rows.state[row]];

  // Helpers that make elements; texts are never parsed as HTML.
  const make = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined && text !== "") made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const sign = (name) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", `sign ${name}`);
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `#s-${name}`);
    svg.append(use);
    return svg;
  };
  const link = (text, url) => (/^https?:/.test(url) ? make("a", text, { href: url, rel: "noreferrer noopener" }) : make("span", text));

  // The text that is searched: one string for each row, in lower case, made at the first search.
  const texts = [];
  const textOf = (row) => {
    texts[row] ??= [rows.target[row], rows.today[row], paper(row, "title"), paper(row, "id"), paper(row, "by")].join(" ").toLowerCase();
    return texts[row];
  };

  // The state of the table, in the address.
  const start = { q: "", status: [], do: "", kind: "", own: "", year: "", sort: "", size: 25, page: 0 };
  let state = { ...start };
  let shown = [];

  const readAddress = () => {
    const [place, query = ""] = location.hash.slice(1).split("?");
    if (place !== "all") return false;
    const given = new URLSearchParams(query);
    state = { ...start };
    for (const name of ["q", "do", "kind", "own", "year", "sort"]) state[name] = given.get(name) || "";
    state.status = (given.get("status") || "").split(",").filter((one) => states.includes(one));
    state.size = [25, 50, 100].includes(Number(given.get("size"))) ? Number(given.get("size")) : 25;
    state.page = Math.max(Math.floor(Number(given.get("page") || 1)) - 1 || 0, 0);
    return true;
  };
  const writeAddress = () => {
    const said = new URLSearchParams();
    for (const name of ["q", "do", "kind", "own", "year", "sort"]) if (state[name]) said.set(name, state[name]);
    if (state.status.length) said.set("status", state.status.join(","));
    if (state.size !== 25) said.set("size", state.size);
    if (state.page) said.set("page", state.page + 1);
    const text = said.toString();
    if (text || location.hash.startsWith("#all")) history.replaceState(null, "", text ? `#all?${text}` : "#all");
  };

  // Filter and sort.
  const fits = () => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    for (let row = 0; row < total; row += 1) {
      if (state.status.length && !state.status.includes(rows.state[row])) continue;
      if (state.do && rows.deed[row] !== state.do) continue;
      if (state.kind && rows.kind[row] !== state.kind) continue;
      if (state.own && rows.whose[row] !== state.own) continue;
      if (state.year && yearOf(row) !== state.year) continue;
      if (words.every((word) => textOf(row).includes(word))) found.push(row);
    }
    return found;
  };
  const keys = {
    status: (row) => states.indexOf(rows.state[row]),
    artifact: (row) => rows.target[row].toLowerCase(),
    paper: (row) => paper(row, "title").toLowerCase(),
    year: yearOf,
    kind: (row) => all.kinds[rows.kind[row]] || "",
    since: (row) => rows.since[row],
    deed: (row) => deeds.indexOf(rows.deed[row]),
  };
  const sorted = (found) => {
    const [name, down] = [state.sort.replace("-", ""), state.sort.startsWith("-")];
    if (!keys[name]) return found; // the order of the data: what needs attention first, the newest first
    const values = new Map(found.map((row) => [row, keys[name](row)]));
    const order = (one, other) => {
      const [a, b] = [values.get(one), values.get(other)];
      if (a === b) return one - other;
      if (a === "" || b === "") return a === "" ? 1 : -1; // empty values last
      return (a < b) === down ? 1 : -1;
    };
    return found.sort(order);
  };

  // One row, and its details when it is opened.
  const cell = (name, ...parts) => {
    const td = make("td", "", { class: name });
    td.append(...parts);
    return td;
  };
  const rowOf = (row) => {
    const tr = make("tr");
    const open = make("button", "", { class: "open", type: "button", "aria-expanded": "false", "aria-controls": `row-${row}` });
    open.append(sign(rows.state[row]), wordOf(row));
    open.addEventListener("click", () => toggle(row, tr, open));
    const name = make("span", "", { class: rows.kind[row] ? "name" : "muted" });
    name.append(rows.kind[row] ? link(rows.target[row], urlOf(row)) : rows.target[row]);
    const kind = [all.kinds[rows.kind[row]] || ""];
    if (rows.whose[row] === "third_party") kind.push(make("br"), make("small", "third party", { class: "muted" }));
    const more = rows.papers[row] > 1 ? ` and ${number(rows.papers[row] - 1)} more` : "";
    tr.append(cell("status", open), cell("artifact", name), cell("paper", paper(row, "title") + more), cell("year", yearOf(row)),
      cell("kind", ...kind), cell("since", rows.since[row] ? date(rows.since[row]) : ""), cell("deed", all.deeds[rows.deed[row]]));
    return tr;
  };
  const toggle = (row, tr, button) => {
    const next = tr.nextElementSibling;
    const isOpen = next && next.classList.contains("detail");
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) return next.remove();
    const more = make("tr", "", { class: "detail", id: `row-${row}` });
    const td = make("td", "", { colspan: "7" });
    const box = make("div", "", { class: "row" });
    box.append(saidOf(row), looksOf(row));
    td.append(box);
    more.append(td);
    tr.after(more);
  };
  const saidOf = (row) => {
    const box = make("div");
    if (row < artifacts) {
      const raw = all.raw[row] || urlOf(row);
      const around = all.around[row];
      const print = make("p", "", { class: "print" });
      const at = around.indexOf(raw);
      const mark = make("mark");
      mark.append(make("code", raw));
      if (at >= 0) print.append(`… ${around.slice(0, at)}`, mark, around.slice(at + raw.length));
      else print.append(mark);
      box.append(make("h3", "As the paper prints it"), print);
    }
    const list = make("dl");
    const tell = (label, ...parts) => {
      if (parts.some((one) => one !== "")) list.append(make("dt", label), one("dd", parts));
    };
    const one = (name, parts) => {
      const made = make(name);
      made.append(...parts);
      return made;
    };
    if (row < artifacts) {
      tell("Asked", make("code", all.asked[row] || all.raw[row] || urlOf(row)));
      const lost = ["gone", "blocked"].includes(rows.state[row]) && !rows.today[row];
      tell("Today", rows.today[row] ? link(rows.today[row], rows.today_url[row]) : lost ? "nothing at this address" : "the same name");
    }
    const id = paper(row, "id");
    const shownId = /^\d{4}\.\d{4,5}$/.test(id) ? `arXiv:${id}` : id.startsWith("title:") ? "" : id;
    const by = paper(row, "by");
    tell("Paper", ...(shownId ? [link(shownId, paperUrl(id)), by ? `, ${by}` : ""] : [paper(row, "title"), by ? `, ${by}` : ""]));
    if (row < artifacts) {
      tell("Link is", { own: "the paper’s own", third_party: "a third party’s", unclear: "not told whose" }[rows.whose[row]]);
      tell("Maintenance", rows.maintenance[row]);
      tell("Reason", make("code", rows.reason[row]));
      if (rows.state[row] === "gone") tell("Confirmed", rows.confirmed[row] ? "yes, by two looks" : "not yet: seen once");
      if (rows.copy[row]) {
        const [what, day] = rows.copy[row].split(", ");
        tell("Copy", link(day ? `${what}, ${date(day)}` : what, rows.copy_url[row]));
      }
    }
    box.append(list);
    return box;
  };
  const looksOf = (row) => {
    const box = make("div");
    if (row >= artifacts) return box;
    const letters = [...all.history[row]];
    const first = letters.findIndex((one) => one !== "-");
    const count = letters.filter((one) => one !== "-").length;
    const span = first >= 0 ? `, ${date(all.runs[first])} to ${date(all.runs[all.runs.length - 1])}` : "";
    box.append(make("h3", `${number(count)} ${count === 1 ? "run" : "runs"}${span}`));
    const looks = make("div", "", { class: "looks", role: "img" });
    const names = letters.map((one) => (one === "-" ? "not listed yet" : all.states[all.letters[one]]));
    looks.setAttribute("aria-label", names.join(", "));
    looks.append(...letters.map((one) => sign(one === "-" ? "none" : all.letters[one])));
    box.append(looks, make("p", "Each mark is one run, oldest first. A dash: not listed yet.", { class: "tiny muted" }));
    const said = all.said[row];
    if (!said.length) return box;
    box.append(make("h3", "Evidence: newest answers"));
    const table = make("table");
    const head = make("tr");
    for (const name of ["When", "Asked", "Answer", "Means"]) head.append(make("th", name, { scope: "col" }));
    const body = make("tbody");
    for (let place = 0; place < said.length; place += 2) {
      const [service, answer, means] = all.answers[said[place + 1]];
      const tr = make("tr");
      const meaning = make("td");
      meaning.append(sign({ there: "available", "nothing to see": "gone", blocked: "blocked" }[means] || "unknown"), means);
      const code = make("td");
      code.append(make("code", answer));
      tr.append(make("td", date(all.days[said[place]])), make("td", service), code, meaning);
      body.append(tr);
    }
    const thead = make("thead");
    thead.append(head);
    table.append(thead, body);
    box.append(table);
    return box;
  };

  // Draw one page of the matching rows.
  const draw = () => {
    shown = sorted(fits());
    const pages = Math.max(Math.ceil(shown.length / state.size), 1);
    state.page = Math.min(state.page, pages - 1);
    const from = state.page * state.size;
    $("rows").tBodies[0].replaceChildren(...shown.slice(from, from + state.size).map(rowOf));
    const whole = shown.length === total;
    const nouns = artifacts === total ? "artifacts" : "artifacts and papers without a link";
    $("count").textContent = whole ? `All ${number(total)} ${nouns}` : `${number(shown.length)} of ${number(total)} ${nouns}`;
    $("nothing").hidden = shown.length > 0;
    $("rows").hidden = !shown.length;
    $("at").textContent = shown.length ? `${number(from + 1)} to ${number(Math.min(from + state.size, shown.length))} of ${number(shown.length)}` : "";
    $("before").disabled = !state.page;
    $("next").disabled = state.page + 1 >= pages;
    for (const chip of $("chips").children) chip.setAttribute("aria-pressed", String(state.status.includes(chip.dataset.state)));
    for (const th of $("rows").tHead.rows[0].cells) {
      const name = th.dataset.key;
      const on = state.sort.replace("-", "") === name || (!state.sort && name === "deed");
      const down = state.sort.startsWith("-");
      if (on) th.setAttribute("aria-sort", down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
      th.firstChild.lastChild.textContent = on ? (down ? " ▼" : " ▲") : "";
    }
    for (const name of ["q", "do", "kind", "own", "year", "size"]) if ($(name).value !== String(state[name])) $(name).value = state[name];
    writeAddress();
  };
  const set = (change) => {
    state = { ...state, page: 0, ...change };
    draw();
  };

  // Controls.
  const options = (id, first, pairs) => {
    $(id).append(make("option", first, { value: "" }), ...pairs.map(([value, text]) => make("option", text, { value })));
    $(id).addEventListener("change", () => set({ [id]: $(id).value }));
  };
  const present = (values, order) => order.filter((one) => values.has(one));
  options("do", "Anything", present(new Set(rows.deed), deeds).map((one) => [one, all.deeds[one]]));
  options("kind", "All kinds", present(new Set(rows.kind), Object.keys(all.kinds)).map((one) => [one, all.kinds[one]]));
  options("own", "Own and others’", present(new Set(rows.whose), Object.keys(all.whose)).map((one) => [one, all.whose[one]]));
  const years = new Set(papers.year.filter(Boolean));
  options("year", "All years", [...years].sort().reverse().map((one) => [one, one]));
  $("size").addEventListener("change", () => set({ size: Number($("size").value) }));
  const counts = {};
  for (const one of rows.state) counts[one] = (counts[one] || 0) + 1;
  for (const name of states.filter((one) => counts[one])) {
    const chip = make("button", "", { type: "button", "aria-pressed": "false", "data-state": name });
    chip.append(sign(name), all.states[name], make("span", number(counts[name])));
    chip.addEventListener("click", () => {
      const others = state.status.filter((one) => one !== name);
      set({ status: others.length === state.status.length ? [...others, name] : others });
    });
    $("chips").append(chip);
  }
  const heads = [["status", "Status"], ["artifact", "Artifact"], ["paper", "Paper"], ["year", "Year"], ["kind", "Kind"], ["since", "Since"], ["deed", "What to do"]];
  for (const [name, text] of heads) {
    const th = make("th", "", { scope: "col", "data-key": name });
    const button = make("button", text, { type: "button" });
    button.append(make("span", "", { "aria-hidden": "true" }));
    button.addEventListener("click", () => set({ sort: state.sort === name || (!state.sort && name === "deed") ? `-${name}` : name }));
    th.append(button);
    $("rows").tHead.rows[0].append(th);
  }
  let waiting = 0;
  const typed = (value) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ q: value }), 80);
  };
  $("q").addEventListener("input", () => typed($("q").value));
  for (const id of ["controls", "jump"]) $(id).addEventListener("submit", (event) => event.preventDefault());
  $("find").addEventListener("input", () => typed($("find").value));
  $("find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    set({ q: $("find").value });
    $("all").scrollIntoView();
    $("q").focus({ preventScroll: true });
  });
  $("clear").addEventListener("click", () => {
    $("find").value = "";
    set({ ...start, size: state.size });
  });
  $("before").addEventListener("click", () => set({ page: state.page - 1 }));
  $("next").addEventListener("click", () => set({ page: state.page + 1 }));

  // The matching rows as a CSV file. A cell that a spreadsheet would take for a formula begins with an apostrophe.
  $("save").addEventListener("click", () => {
    const names = ["status", "artifact", "address", "paper_id", "title", "year", "kind", "whose", "since", "what_to_do", "today", "reason", "copy"];
    const quoted = (value) => `"${(/^[=+\-@\t\r＝＋－＠]/.test(value) ? "'" : "") + String(value).replaceAll('"', '""')}"`;
    const lines = shown.map((row) => [wordOf(row), rows.target[row], urlOf(row), paper(row, "id"), paper(row, "title"), yearOf(row),
      rows.kind[row], rows.whose[row], rows.since[row], all.deeds[rows.deed[row]], rows.today[row], rows.reason[row], rows.copy_url[row]].map(quoted).join(","));
    const file = new Blob([`\ufeff${[names.map(quoted).join(","), ...lines].join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
    const save = make("a", "", { href: URL.createObjectURL(file), download: "artifacts.csv" });
    document.body.append(save);
    save.click();
    save.remove();
    setTimeout(() => URL.revokeObjectURL(save.href), 10_000);
  });

  // For print: up to 200 matching rows; afterwards the page as before.
  addEventListener("beforeprint", () => {
    $("rows").tBodies[0].replaceChildren(...shown.slice(0, 200).map(rowOf));
    $("cut").textContent = shown.length > 200 ? `200 of ${number(shown.length)}; all of them: reprolinks report --format csv -o all.csv` : "";
  });
  addEventListener("afterprint", draw);
  addEventListener("hashchange", () => {
    if (readAddress()) {
      draw();
      $("all").scrollIntoView();
    }
  });

  readAddress();
  $("plain-table").hidden = true;
  $("table").hidden = false;
  for (const one of document.querySelectorAll(".needs-script")) one.hidden = false;
  draw();
  if (location.hash.startsWith("#all?")) $("all").scrollIntoView();
  performance.mark("table"); // the table can be used from now on
  document.documentElement.dataset.ready = "yes";
})();
