/** One way to show each kind of field, in facts, tables and letters on the screen alike. */
import type { ReactNode } from 'react'
import type { ShownField } from '../server/catalogue.ts'
import { instant, number, yuan } from '../style/words.ts'
import { useFileDesk } from './case-files.ts'
import { usePeopleToChoose } from './person-choice.ts'
import { useDivisionName } from './place-input.tsx'
import { Signed } from './signature-input.tsx'
import { SubjectName } from './subject-input.tsx'

type Kind = Pick<ShownField, 'type' | 'options' | 'unit' | 'title' | 'of'>

export function FieldValue(p: { field: Kind; value: unknown; withUnit?: boolean }): ReactNode {
  const people = usePeopleToChoose()
  const divisionName = useDivisionName()
  const desk = useFileDesk()
  const { field, value } = p
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className="soft">—</span>
  switch (field.type) {
    case 'choice':
    case 'rounding':
      return field.options?.[String(value)] ?? String(value)
    case 'yes-no':
      return value ? '是' : '否'
    case 'money':
      return (
        <span className="num">
          {yuan(value as string)}
          {p.withUnit && <span className="soft"> {field.unit ?? '元'}</span>}
        </span>
      )
    case 'count':
      return (
        <span className="num">
          {counted(value as number)}
          {p.withUnit && field.unit && <span className="soft"> {field.unit}</span>}
        </span>
      )
    case 'instant':
      return <span className="num">{instant(value as string)}</span>
    case 'person':
      return people.find(m => String(m.id) === String(value))?.name ?? `成员 ${value}`
    case 'place':
      return divisionName(String(value))
    case 'subject':
      return <SubjectName of={field.of ?? ''} value={String(value)} />
    case 'files':
      return (
        <>
          {(value as readonly string[]).map((f, i) => (
            <a key={f} className="file-link" href={`/api/attachments/${f}`} target="_blank" rel="noreferrer">
              {desk?.nameOf(f) ?? `附件 ${i + 1}`}
            </a>
          ))}
        </>
      )
    case 'signature':
      return <Signed value={String(value)} />
    default:
      return <span className={field.type === 'text' ? 'wrap' : 'num'}>{String(value)}</span>
  }
}

/** 2023 is a year as often as a number of things: thousands are set apart where there are tens of them. */
const counted = (n: number) => (Number.isInteger(Number(n)) && Math.abs(Number(n)) < 10_000 ? String(n) : number(n))
export const isNumeric = (type: string) => type === 'money' || type === 'count' || type === 'people'
