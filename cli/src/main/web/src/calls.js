// For which nodes a process is called.

/**
 * Whether a call is for a node, where the same process is called in several places: our processes call for the first
 * control plane, for the other ones, for all of them, or for the nodes that are none. Nothing is said of a call that is made otherwise.
 *
 * @param call the call activity
 * @param nodes of the cluster, the first control plane before the others
 * @returns {(node: string) => boolean}
 */
export function isFor(call, nodes) {
  const controlPlanes = nodes.filter((node) => node.role === "control-plane").map((node) => node.name);
  const given = call.extensionElements?.values.find((one) => one.$type === "camunda:in" && one.target === "node");
  if (given?.source === "controlPlane") {
    return (node) => node === controlPlanes[0];
  }
  const collection = call.loopCharacteristics?.$attrs["camunda:collection"] ?? "";
  if (collection.includes("'controlPlanes'")) {
    return (node) => controlPlanes.includes(node);
  }
  if (collection.includes("'otherControlPlanes'")) {
    return (node) => controlPlanes.indexOf(node) > 0;
  }
  if (collection.includes("'nodes'")) {
    return (node) => nodes.some((one) => one.name === node && one.role !== "control-plane");
  }
  return () => false;
}
