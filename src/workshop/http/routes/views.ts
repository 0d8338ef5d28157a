import { Readable } from 'node:stream';
import { paths } from '../../protocol/paths.ts';
import { captureRequest } from '../../protocol/requests.ts';
import type { App } from '../app-env.ts';
import { checked } from '../bodies.ts';
import { Refusal } from '../refusal.ts';
import { azureViews } from '../seat-services.ts';
import { reportPolicy } from '../security-headers.ts';

/** What a seat can look at besides its stream. */
export function viewRoutes(app: App): void {
  app.get(paths.azure, async (context) => {
    const view = azureViews.find((one) => one === context.req.param('view'));
    if (view === undefined) return context.notFound();
    return context.text(await context.get('seat').views.azure(view));
  });
  app.get(paths.report, async (context) => {
    const report = await context.get('seat').views.report(runId(context.req.param('id')));
    if (report === undefined) return context.notFound();
    context.header('content-security-policy', reportPolicy);
    return context.html(report);
  });
  app.get(paths.compare, async (context) => {
    const [first, second, ...others] = (context.req.query('ids') ?? '').split(',').map(runId);
    if (first === undefined || second === undefined || others.length > 0) {
      throw new Refusal(400, 'Two measurements are compared: ids=A,B.');
    }
    const text = await context.get('seat').views.compare([first, second]);
    return text === undefined ? context.notFound() : context.text(text);
  });
  app.get(paths.picture, async (context) => {
    const picture = await context.get('seat').lessons.picture(context.req.query('name') ?? '');
    if (!picture) return context.notFound();
    // A drawing may have a script inside, when it is opened as a page.
    context.header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    context.header('content-type', picture.type);
    return context.body(Uint8Array.from(picture.content));
  });
  app.get(paths.capture, async (context) => {
    const request = checked(context.req.query(), captureRequest);
    const gone = new AbortController();
    context.env.outgoing.on('close', () => gone.abort());
    const packets = await context.get('seat').views.capture(request, gone.signal);
    context.header('content-type', 'application/vnd.tcpdump.pcap');
    context.header('content-disposition', `attachment; filename="${fileName(request.node)}.pcap"`);
    return context.body(Readable.toWeb(packets));
  });
}

/** Ids of runs become names of folders: nothing that is no id goes further. */
function runId(text: string): string {
  if (!/^[a-z0-9][\w-]{0,99}$/i.test(text)) throw new Refusal(404, 'There is no such measurement.');
  return text;
}

const fileName = (node: string): string => node.replaceAll(/[^\w-]/g, '-').slice(0, 100);
