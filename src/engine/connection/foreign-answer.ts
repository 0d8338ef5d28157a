import { quote } from '../../base/quote.ts';

/**
 * An answer that no container engine gives, in words that follow "it sent": `HTTP 403 with a web page`. Undefined for the
 * answers of an engine, and for everything that is no answer. What listens there may be a proxy, or another web server.
 */
export function foreignAnswer(cause: unknown): string | undefined {
  if (cause instanceof ForeignAnswer) return cause.sent;
  if (!(cause instanceof Error)) return undefined;
  if (isRedirection(cause)) return 'a redirection to another place';
  if (isOfHttpParser(cause)) return 'something that is not HTTP';
  if (!('statusCode' in cause) || engineWords(cause) !== undefined) return undefined;
  return `HTTP ${cause.statusCode} with ${kindOf(bodyOf(cause))}`;
}

/** An answer with which a request counts as successful, and which is none of an engine. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer';
  readonly sent: string;

  /** @param body as docker-modem gives it: an object, or the bytes of what is not JSON */
  constructor(body: unknown) {
    const sent = kindOf(body);
    super(`it sent ${sent}, which no container engine does`);
    this.sent = sent;
  }
}

/** What the engine says of a refusal: `{"message": ...}`. Undefined if the answer is not an engine's. */
function engineWords(refusal: Error): string | undefined {
  const body = bodyOf(refusal);
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  return typeof body.message === 'string' ? body.message.trim() : undefined;
}

/** The body of a refusal. docker-modem puts it into the message when the request was for a stream. */
function bodyOf(refusal: Error): unknown {
  if ('json' in refusal && refusal.json !== null) return refusal.json;
  const text = refusal.message.replace(/^\(HTTP code \d+\) .*? - /s, '').trim();
  // The message of an engine was taken out of its JSON.
  return text === '' || text.startsWith('<') || text === '[object Object]' ? text : { message: text };
}

function kindOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && !Buffer.isBuffer(body)) return 'JSON of another kind';
  const text = String(body ?? '').trim();
  if (text === '') return 'nothing in it';
  if (/^<|<html/i.test(text)) return 'a web page';
  return `the text ${quote(text)}`;
}

const isOfHttpParser = (cause: Error) =>
  'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('HPE_');

/** docker-modem was told to follow none (clients.ts). */
const isRedirection = (error: Error): boolean => error.message.startsWith('Max redirects exceeded');
