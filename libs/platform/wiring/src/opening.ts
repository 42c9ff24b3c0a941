type Closable = Readonly<{ close(): Promise<void> }>;
/** Notes what was opened, so that it can be closed with the others. */
export type Open = <T extends Closable>(opening: Promise<T>) => Promise<T>;

/**
 * Opens things that belong together. When one of them cannot be opened those before it are closed, and its fault is thrown.
 * `close` closes them all, the last first.
 */
export async function openTogether<T>(work: (open: Open, close: () => Promise<void>) => Promise<T>): Promise<T> {
  const opened: Closable[] = [];
  const open: Open = async (opening) => {
    const part = await opening;
    opened.push(part);
    return part;
  };
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    return await work(open, close);
  } catch (error) {
    await close();
    throw error;
  }
}
