// Elements without a framework. Text is always set as text, never as markup.

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

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value != null && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(3).filter((child) => child != null && child !== false));
  return element;
}

/**
 * Puts new content into an element and leaves the keyboard where it was: at the element of the same data-key.
 */
export function show(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const scrolled = [...element.querySelectorAll("[data-scroll]")].map((one) => [
    one.dataset.scroll,
    one.scrollLeft,
    one.scrollTop,
  ]);
  element.replaceChildren(...children.flat(3).filter((child) => child != null && child !== false));
  if (key) {
    element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
  for (const [name, left, top] of scrolled) {
    const one = element.querySelector(`[data-scroll="${CSS.escape(name)}"]`);
    if (one) {
      one.scrollLeft = left;
      one.scrollTop = top;
    }
  }
}
