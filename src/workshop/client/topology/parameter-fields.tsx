import type { ParameterField } from '../../protocol/drawing.ts';

/** The parameters of a fault as fields, with their defaults and limits. */
export function ParameterFields({
  id,
  fields,
}: {
  /** Different for each form of the page. */
  readonly id: string;
  readonly fields: readonly ParameterField[];
}) {
  return (
    <>
      {fields.map((field) => {
        const own = `${id}-${field.name}`;
        return (
          <div class="field" key={field.name}>
            <label for={own}>{field.name}</label>
            <FieldInput id={own} field={field} />
            <p class="remark" id={`${own}-what`}>
              {field.description}
              {limitsText(field)}
              {field.refusal === undefined ? '' : `. Not here: ${field.refusal}`}
            </p>
          </div>
        );
      })}
    </>
  );
}

function FieldInput({ id, field }: { readonly id: string; readonly field: ParameterField }) {
  const common = {
    id,
    name: `with-${field.name}`,
    disabled: field.refusal !== undefined,
    'aria-describedby': `${id}-what`,
  };
  switch (field.kind) {
    case 'number':
      return (
        <input
          {...common}
          type="number"
          step={field.whole ? 1 : 'any'}
          defaultValue={field.default === undefined ? '' : String(field.default)}
          {...(field.least === undefined ? {} : { min: field.least })}
          {...(field.most === undefined ? {} : { max: field.most })}
        />
      );
    case 'choice':
      return (
        <select {...common}>
          {field.default === undefined ? <option value="">as it comes</option> : null}
          {field.choices.map((choice) => (
            <option key={choice} value={choice} selected={choice === field.default}>
              {choice}
            </option>
          ))}
        </select>
      );
    case 'switch':
      return <input {...common} type="checkbox" defaultChecked={field.default ?? false} />;
    case 'text':
      return <input {...common} type="text" defaultValue={field.default ?? ''} />;
  }
}

function limitsText(field: ParameterField): string {
  if (field.kind !== 'number') return '';
  const { least, most } = field;
  if (least !== undefined && most !== undefined) return ` (${least} to ${most})`;
  if (least !== undefined) return ` (at least ${least})`;
  return most === undefined ? '' : ` (at most ${most})`;
}

/** What was filled in. Defaults are left out, as on the command line: a fault is named by what differs. */
export function valuesIn(
  data: FormData,
  fields: readonly ParameterField[],
): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | number | boolean][] => {
      const written = data.get(`with-${field.name}`);
      const value = valueIn(field, typeof written === 'string' ? written : null);
      const usual = field.kind === 'switch' ? (field.default ?? false) : field.default;
      return value === undefined || value === usual ? [] : [[field.name, value]];
    }),
  );
}

function valueIn(field: ParameterField, written: string | null): string | number | boolean | undefined {
  if (field.refusal !== undefined) return undefined;
  if (field.kind === 'switch') return written !== null;
  if (written === null || written === '') return undefined;
  return field.kind === 'number' ? Number(written) : written;
}
