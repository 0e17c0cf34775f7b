/**
 * Gives each item to one of the workers, as many at a time as there are workers, in order. Results are in the order of
 * the items.
 */
export async function pooled<W, I, R>(
  workers: readonly W[],
  items: readonly I[],
  work: (worker: W, item: I, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  await Promise.all(
    workers.map(async (worker) => {
      for (const [index, item] of queue) results[index] = await work(worker, item, index);
    }),
  );
  return results;
}
