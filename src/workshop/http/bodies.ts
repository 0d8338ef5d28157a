import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/**
 * What a request has in its body, checked.
 *
 * @throws Refusal with the first thing that is wrong with it, in one sentence
 */
export async function bodyOf<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  mostBytes: number,
): Promise<z.output<Schema>> {
  const type = request.headers.get('content-type') ?? '';
  // A form of another page can send text/plain and the like without asking, but not this.
  if (!/^application\/json(?:\s*;|$)/i.test(type)) {
    throw new Refusal(415, 'The body of a request must be application/json.');
  }
  return checked(parsed(await textOf(request, mostBytes)), schema);
}

/** @throws Refusal (400) */
export function checked<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new Refusal(400, `The request is wrong: ${place}${issue?.message ?? 'it has another form'}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The body of the request is no JSON.');
  }
}

/** Ends as soon as it is too long, whatever length was announced. */
export async function textOf({ headers, body }: Request, mostBytes: number): Promise<string> {
  const tooLong = () => new Refusal(413, `The body of a request has at most ${mostBytes} bytes.`);
  if (Number(headers.get('content-length') ?? 0) > mostBytes) throw tooLong();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > mostBytes) {
      void reader.cancel().catch(() => {});
      throw tooLong();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
