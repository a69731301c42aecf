// Keeps an open page true: told that something changed, it reads itself anew and takes over what differs, in place, so that
// focus, typed text, folds and scrolling stay as they are. Without this script every page works; it is then reloaded by hand.
import { Idiomorph } from "./idiomorph.js";

const main = document.querySelector("#main");
const live = document.querySelector("#live");
/** How often a page with a running clock is read anew. Milliseconds. */
const CLOCK = 5_000;

let reading = false;
let again = false;
let source = null;

function isTyped(node) {
  return node instanceof HTMLElement && node.matches("textarea, select, input:not([type=hidden])");
}

function takeOver(fresh) {
  const tail = main.querySelector("[data-follow]");
  const follows = tail !== null && tail.scrollTop + tail.clientHeight >= tail.scrollHeight - 8;
  Idiomorph.morph(main, fresh, {
    restoreFocus: true,
    callbacks: {
      // What a person is typing or has chosen is theirs.
      beforeNodeMorphed: (node) => !isTyped(node),
      // So is what they folded, and where they may scroll.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node instanceof HTMLDetailsElement),
    },
  });
  if (follows) scrollToEnd();
}

function scrollToEnd() {
  const tail = main.querySelector("[data-follow]");
  if (tail) tail.scrollTop = tail.scrollHeight;
}

/** One reading at a time; what is asked for meanwhile is one more. */
function readAnew() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  again = false;
  void readOnce().finally(() => {
    reading = false;
    if (again) readAnew();
  });
}

async function readOnce() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.status === 401) return location.reload();
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#main");
      if (fresh) takeOver(fresh);
      document.title = page.title;
    }
  } catch {
    // The stream says that the connection is lost, and comes back by itself.
  }
}

function listen() {
  source = new EventSource("/events");
  source.addEventListener("hello", () => {
    live.textContent = "Live";
    readAnew();
  });
  source.addEventListener("changed", readAnew);
  source.addEventListener("output", () => {
    if (main.querySelector("[data-since]")) readAnew();
  });
  source.addEventListener("error", () => {
    live.textContent = "Connection lost; trying again. Is Signalbox still running?";
  });
}

/** Browsers open few connections to one address: a tab that nobody sees must not keep one. */
function listenWhileSeen() {
  if (document.visibilityState === "visible") {
    if (source === null) listen();
  } else {
    source?.close();
    source = null;
  }
}

if (main.hasAttribute("data-live")) {
  document.addEventListener("visibilitychange", listenWhileSeen);
  addEventListener("pagehide", () => {
    source?.close();
    source = null;
  });
  addEventListener("pageshow", listenWhileSeen);
  setInterval(() => {
    if (document.visibilityState === "visible" && main.querySelector("[data-since]")) readAnew();
  }, CLOCK);
  listenWhileSeen();
}
scrollToEnd();
