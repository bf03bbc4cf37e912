// What comes before what, read from the processes themselves.

import { BpmnModdle } from "bpmn-moddle";

/** The order of the steps of several processes that call each other. */
export class Flows {
  #processes = new Map();

  /** @param xml of one process; what calls it and what it calls may be added before or after it */
  async add(xml) {
    const { rootElement } = await new BpmnModdle().fromXML(xml);
    const process = rootElement.rootElements.find((one) => one.$type === "bpmn:Process");
    const all = within(process);
    const elements = new Map(all.map((one) => [one.id, one]));
    const calls = all.filter((one) => one.$type === "bpmn:CallActivity");
    this.#processes.set(process.id, { elements, calls });
  }

  has(process) {
    return this.#processes.has(process);
  }

  /**
   * The steps that must have ended before a step begins: those right before it or, where it is the first of its process,
   * before the calls of that process. A call stands for all steps of what it calls.
   *
   * @returns {{process: string, step: string | null}[]} a step of null stands for all steps of the process
   */
  before(process, step) {
    const known = this.#processes.get(process);
    const element = known?.elements.get(step);
    if (!element) {
      return [];
    }
    return this.#ends(process, element);
  }

  #ends(process, element) {
    return this.#before(element, new Set()).flatMap((one) =>
      one.$type === "bpmn:StartEvent" ? this.#beforeCalls(process) : [asStep(process, one)],
    );
  }

  #beforeCalls(process) {
    return [...this.#processes].flatMap(([caller, { calls }]) =>
      calls
        .filter((call) => call.calledElement === process)
        .flatMap((call) => this.#ends(caller, call)),
    );
  }

  /** The steps before, and the start of the process: through gateways and events, which take no time, and out of subprocesses. */
  #before(element, seen) {
    if (seen.has(element.id)) {
      return [];
    }
    seen.add(element.id);
    if (element.$type === "bpmn:BoundaryEvent") {
      return steps(element.attachedToRef);
    }
    const sources = (element.incoming ?? []).map((flow) => flow.sourceRef);
    if (sources.length === 0 && element.$parent.$type === SUB_PROCESS) {
      return this.#before(element.$parent, seen);
    }
    if (sources.length === 0) {
      return element.$type === "bpmn:StartEvent" ? [element] : [];
    }
    return sources.flatMap((source) =>
      steps(source).length > 0 ? steps(source) : this.#before(source, seen),
    );
  }
}

const SUB_PROCESS = "bpmn:SubProcess";

/** All elements, also those in subprocesses. */
const within = (container) =>
  container.flowElements.flatMap((one) => (one.$type === SUB_PROCESS ? [one, ...within(one)] : [one]));

/** The steps that an element stands for: none for what takes no time. */
const steps = (element) =>
  element.$type === SUB_PROCESS
    ? within(element).flatMap((one) => (one.$type === SUB_PROCESS ? [] : steps(one)))
    : /Task$|^bpmn:CallActivity$/.test(element.$type)
      ? [element]
      : [];

const asStep = (process, element) =>
  element.$type === "bpmn:CallActivity"
    ? { process: element.calledElement, step: null }
    : { process, step: element.id };
