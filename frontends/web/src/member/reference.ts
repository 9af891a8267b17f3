/** The activity that a line of a statement refers to, if it is one. */
export function referenceOf(reference: unknown): number | undefined {
  if (typeof reference !== 'object' || reference === null) return undefined;
  const { activity, attendance } = reference as { activity?: { activity?: unknown }; attendance?: { activity?: unknown } };
  const id = activity?.activity ?? attendance?.activity;
  return typeof id === 'number' ? id : undefined;
}
