// Elements without a framework. Text is always set as text, never as markup.

/** What each element listens to: kept apart, so that an element that stays can be given what its successor would do. */
const listeners = new WeakMap();

/**
 * An element. Attributes with a function are listeners ("onclick"), those that are null or false are left out; children
 * are elements, texts, or lists of both.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  return fill(element, attributes, children);
}

/** The same of a drawing. */
export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** A listener that does what a click would where the keyboard presses something that is no button of the browser's. */
export const pressed = (work) => (event) => {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    work();
  }
};

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      listen(element, key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value != null && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...flat(children));
  return element;
}

function listen(element, kind, heard) {
  const all = listeners.get(element) ?? {};
  if (!all[kind]) {
    element.addEventListener(kind, (event) => listeners.get(element)[kind]?.(event));
  }
  listeners.set(element, { ...all, [kind]: heard });
}

const flat = (children) => children.flat(3).filter((child) => child != null && child !== false);

/**
 * Has an element show these children. What is there already stays and is only changed where it differs, so that the
 * keyboard, a click that has begun, a selection and what is scrolled or unfolded are not lost. Elements with a data-key
 * are the same only as those of the same key.
 */
export function show(element, ...children) {
  const keyed = new Map([...element.children].filter((old) => old.dataset.key).map((old) => [old.dataset.key, old]));
  let next = element.firstChild;
  for (const wanted of flat(children)) {
    const node = wanted instanceof Node ? wanted : document.createTextNode(wanted);
    const key = node.dataset?.key;
    const old = key ? keyed.get(key) : next;
    if (old && old.nodeName === node.nodeName && old.dataset?.key === key) {
      change(old, node);
      if (old === next) {
        next = next.nextSibling;
      } else {
        element.insertBefore(old, next);
      }
    } else {
      element.insertBefore(node, next);
    }
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

/** Whether something is unfolded is up to who looks at it. */
const THEIRS = ["open"];

function change(old, node) {
  if (!(node instanceof Element)) {
    if (old.data !== node.data) {
      old.data = node.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!node.hasAttribute(name) && !THEIRS.includes(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of node.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const [kind, heard] of Object.entries(listeners.get(node) ?? {})) {
    listen(old, kind, heard);
  }
  for (const kind of Object.keys(listeners.get(old) ?? {})) {
    if (!listeners.get(node)?.[kind]) {
      delete listeners.get(old)[kind];
    }
  }
  show(old, ...node.childNodes);
}
