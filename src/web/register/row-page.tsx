/** A row of a register: as it stands today, how it came to be, what it is worth and what was paid. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { SheetPanel } from '../case/sheet.tsx'
import { PartValues } from '../field/part-values.tsx'
import { PeopleToChoose } from '../field/person-choice.ts'
import { isPart } from '../field/place-of.ts'
import { FieldValue } from '../field/show.tsx'
import { CasesPanel } from '../household/file-panels.tsx'
import { get } from '../server/call.ts'
import { procedureOf, registerOf, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { Lost } from '../shell/lost.tsx'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { held } from '../style/words.ts'
import { Begin } from './begin.tsx'
import { HeldMark } from './held-mark.tsx'
import { KeepActs } from './keep-acts.tsx'
import type { RowFile } from './row.ts'
import { CoveredPanel, PaidPanel } from './row-panels.tsx'
import { StatesPanel } from './states.tsx'
import { filesOf } from './subjects.ts'
import '../case/case.css'
import '../field/field.css'

export function RowPage() {
  const { register: id, row } = useParams({ strict: false }) as { register: string; row: string }
  const register = registerOf(useCatalogue(), id)
  const file = useQuery({ queryKey: ['row', id, row], queryFn: () => get<RowFile>(`/registers/${id}/${row}`) })
  if (!register) return <Lost />
  return (
    <Loaded asPage of={file}>
      {f => <Row f={f} register={register} />}
    </Loaded>
  )
}

function Row({ f, register }: { f: RowFile; register: ShownRegister }) {
  const { begin } = useSearch({ strict: false }) as { begin?: string }
  const c = useCatalogue()
  const name = f.subject.headName ?? f.subject.name ?? ''
  const people = [...new Map((f.people ?? []).map(p => [p.personId, { id: p.personId, name: p.name }])).values()]
  const isOfDay = register.over === 'day'
  const isOver = !!f.until && f.until <= c.today
  // What happened on a day is often paid in one sum with others: nothing is missing where no line is its own.
  const isPaid = c.businesses.some(b => b.benefits.some(x => x.register === register.id))
  return (
    <PeopleToChoose value={people}>
      <Page
        name={`${name} ${register.title}`}
        title={
          <span className="row">
            {name}
            <span className="case-title">{register.title}</span>
            <HeldMark of={f} over={register.over} />
          </span>
        }
        under={
          <>
            <span>{[f.division?.town, f.division?.name].filter(Boolean).join(' ')}</span>
            <span className="num">{isOfDay ? f.from : held(f.from, f.until)}</span>
            {filesOf(register, f.subjects ?? [{ ...f.subject, role: f.subject.kind }]).map(s => (
              <Link key={s.to} to={s.to}>
                {s.title}
              </Link>
            ))}
          </>
        }
        acts={
          <>
            {(isOver ? [] : (f.may ?? [])).map(id => {
              const p = procedureOf(c, id)
              return p && <Begin key={id} procedure={p} rowId={f.id} isMeant={begin === id} />
            })}
            {register.entry === 'place' && register.can?.includes('import') && !isOver && (
              <KeepActs f={f} register={register} name={name} />
            )}
          </>
        }
      >
        <div className={isOfDay && !(isPaid && f.payments?.length) && !f.people?.length ? 'stack' : 'columns-2'}>
          <div className="stack">
            <SheetPanel lines={f.sheet ?? []} title="本月核算" />
            <Content f={f} register={register} />
            <CasesPanel cases={f.cases ?? []} />
          </div>
          <aside className="stack" aria-label="变动、人员和发放">
            {!isOfDay && <StatesPanel states={f.states ?? []} register={register} row={f.id} />}
            {isPaid && (!isOfDay || !!f.payments?.length) && <PaidPanel payments={f.payments ?? []} />}
            <CoveredPanel people={f.people ?? []} register={register} />
          </aside>
        </div>
      </Page>
    </PeopleToChoose>
  )
}

/** What may be missing and is, is not shown as a dash. */
const isSaid = (v: unknown) => v !== undefined && v !== null && v !== ''
function Content({ f, register }: { f: RowFile; register: ShownRegister }) {
  const told = [...register.fields, ...register.parts]
  return (
    <>
      <Panel title="登记内容">
        <dl className="facts">
          {told.map(
            a =>
              !isPart(a) &&
              (!a.mayBeMissing || isSaid(f.fields[a.id])) && (
                <div key={a.id}>
                  <dt>{a.title}</dt>
                  <dd>
                    <FieldValue field={a} value={f.fields[a.id]} withUnit />
                  </dd>
                </div>
              ),
          )}
          {register.measures.map(m => (
            <div key={m.id}>
              <dt>{m.title}</dt>
              <dd>
                <FieldValue
                  field={{ ...m, type: m.type === 'people' ? 'count' : (m.type as never) }}
                  value={f.measures?.[m.id]}
                  withUnit
                />
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      {told.filter(isPart).map(
        a =>
          !!f.parts?.[a.id]?.length && (
            <Panel key={a.id} title={a.title} flush>
              <PartValues part={a} rows={f.parts[a.id] ?? []} />
            </Panel>
          ),
      )}
    </>
  )
}
