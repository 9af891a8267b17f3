/** One thing that happened, as `GET /v1/stream` tells it. */
export interface StreamItem {
  id: string;
  event: string;
  data: string;
}

/** Reads server-sent events piece by piece: give it text as it arrives, get whole events. */
export function eventReader() {
  let rest = '';
  let item: StreamItem = { id: '', event: '', data: '' };
  return (text: string): StreamItem[] => {
    const found: StreamItem[] = [];
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (item.data) found.push(item);
        item = { id: item.id, event: '', data: '' };
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') item.data += item.data ? `\n${value}` : value;
      else if (field === 'event') item.event = value;
      else if (field === 'id') item.id = value;
    }
    return found;
  };
}

export interface WatchOptions {
  topics: string[];
  token: string;
  signal: AbortSignal;
  onItem: (item: StreamItem) => void;
  /** Called when the stream is open (again): something may have happened meanwhile. */
  onOpen?: () => void;
  fetch?: typeof fetch;
  /** Milliseconds before the first new try; each further one waits twice as long, up to half a minute. */
  pause?: number;
}

/** Watches what happens until it is told to stop; begins anew where it was when the connection breaks. */
export async function watch(options: WatchOptions): Promise<void> {
  const send = options.fetch ?? fetch;
  const first = options.pause ?? 1_000;
  let last = '';
  let wait = first;
  while (!options.signal.aborted) {
    try {
      const headers: Record<string, string> = { Authorization: `Bearer ${options.token}`, Accept: 'text/event-stream' };
      if (last) headers['Last-Event-ID'] = last;
      const url = `/v1/stream?topics=${encodeURIComponent(options.topics.join(','))}`;
      const response = await send(url, { headers, signal: options.signal });
      // Refused for good: the session is over, or these topics are not ours to watch.
      if (response.status >= 400 && response.status < 500 && response.status !== 429) return;
      if (response.ok && response.body) {
        wait = first;
        options.onOpen?.();
        const read = eventReader();
        const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (;;) {
          const { done, value } = await text.read();
          if (done) break;
          for (const item of read(value)) {
            last = item.id || last;
            options.onItem(item);
          }
        }
      }
    } catch {
      // The connection broke: the next try tells.
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, 30_000);
  }
}
