// SPDX-License-Identifier: Apache-2.0
// The companion app: shows the screen that its device or cloud gives it, and sends taps there. What comes from
// there is text, never markup. While it waits for an answer it is aria-busy.
"use strict";

const BACKEND = (new URLSearchParams(location.search).get("backend") ?? "").replace(/\/+$/, "");
const POLL_MILLIS = 2_000;
const GLANCE_MILLIS = 8_000;
const TAP_MILLIS = 60_000;
const STATUS = "Status";
const SILENT = "The device does not answer";

const app = document.querySelector("main");
const canvas = document.querySelector("canvas");
let shown = { title: "", elements: [] };
let drawn = "";
let turn = new AbortController();

/** A screen as it may come from anywhere. */
function screenOf(json) {
  if (!Array.isArray(json?.elements)) {
    throw new TypeError("no screen");
  }
  return { title: String(json.title ?? ""), elements: json.elements.map(elementOf) };
}

function elementOf(json) {
  const kind = String(json?.kind ?? "").toUpperCase().replaceAll("-", "_");
  const label = String(json?.label ?? "");
  const level = Math.trunc(Number(json?.level ?? json?.value ?? 0)) || 0;
  return {
    kind: Object.hasOwn(LOOK.kinds, kind) ? kind : "TEXT",
    label,
    text: String(json?.text ?? label),
    on: json?.on === true,
    level: Math.min(100, Math.max(0, level)),
  };
}

async function ask(method, path, body, millis, signal) {
  const answer = await fetch(BACKEND + "/companion/" + path, {
    method,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
    signal: AbortSignal.any([AbortSignal.timeout(millis), signal]),
  });
  return answer.text();
}

/** The last screen, with the news that nobody answers. */
function silent() {
  const status = { kind: "TEXT", label: STATUS, text: SILENT, on: false, level: 0 };
  const others = shown.elements.filter((element) => element.label !== STATUS);
  return { title: shown.title, elements: [...others, status] };
}

function show(screen) {
  shown = screen;
  const places = draw(screen, canvas, new Date());
  const state = JSON.stringify(screen);
  if (state !== drawn) {
    drawn = state;
    document.querySelector("#elements").replaceChildren(...places.map(node));
  }
}

/** What a screen reader, and a test, sees of an element. */
function node({ element, x, y, width, height }) {
  const tappable = element.kind === "BUTTON" || element.kind === "TOGGLE";
  const node = document.createElement(tappable ? "button" : "div");
  const picture = element.kind === "LAMP" || element.kind === "LIVE_PICTURE";
  node.setAttribute("aria-label", element.label);
  node.setAttribute("aria-pressed", element.on);
  node.setAttribute("role", tappable ? "button" : picture ? "img" : "note");
  node.textContent = element.kind === "SLIDER" ? element.level + "%" : element.text;
  Object.assign(node.style, { left: x + "px", top: y + "px", width: width + "px", height: height + "px" });
  if (tappable) {
    node.addEventListener("click", () => during((signal) => tap(element.label, signal)));
  }
  return node;
}

async function start(signal) {
  await ask("POST", "start", null, GLANCE_MILLIS, signal);
  return ask("GET", "screen", null, GLANCE_MILLIS, signal);
}

function tap(label, signal) {
  return ask("POST", "tap", { label }, TAP_MILLIS, signal);
}

/** Does one thing at a time: what was asked for before is no longer waited for. */
async function during(action) {
  turn.abort();
  turn = new AbortController();
  const { signal } = turn;
  app.setAttribute("aria-busy", "true");
  await refresh(action, signal);
  if (!signal.aborted) {
    app.setAttribute("aria-busy", "false");
    setTimeout(poll, POLL_MILLIS, signal);
  }
}

async function refresh(action, signal) {
  let screen;
  try {
    screen = screenOf(JSON.parse(await action(signal)));
  } catch {
    screen = silent();
  }
  if (!signal.aborted) {
    show(screen);
  }
}

async function poll(signal) {
  if (!signal.aborted) {
    await refresh((same) => ask("GET", "screen", null, GLANCE_MILLIS, same), signal);
    setTimeout(poll, POLL_MILLIS, signal);
  }
}

during(start);
