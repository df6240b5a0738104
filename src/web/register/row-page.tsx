/** A row of a register: as it stands today, how it came to be, what it is worth and what was paid. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { SheetPanel } from '../case/sheet.tsx'
import { PartValues } from '../field/part-values.tsx'
import { PeopleToChoose } from '../field/person-choice.ts'
import { isPart } from '../field/place-of.ts'
import { FieldValue } from '../field/show.tsx'
import { CasesPanel } from '../household/file-panels.tsx'
import { Listing } from '../list/listing.tsx'
import { stateMark } from '../payment/batch.ts'
import { get } from '../server/call.ts'
import { procedureOf, registerOf, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { Lost } from '../shell/lost.tsx'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { held, yuan } from '../style/words.ts'
import { Begin } from './begin.tsx'
import { HeldMark } from './held-mark.tsx'
import type { RowFile } from './row.ts'
import { StatesPanel } from './states.tsx'
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
  const c = useCatalogue()
  const name = f.subject.headName ?? f.subject.name ?? ''
  const people = [...new Map((f.people ?? []).map(p => [p.personId, { id: p.personId, name: p.name }])).values()]
  const told = [...register.fields, ...register.parts]
  return (
    <PeopleToChoose value={people}>
      <Page
        name={`${name} ${register.title}`}
        title={
          <span className="row">
            {name}
            <span className="case-title">{register.title}</span>
            <HeldMark of={f} />
          </span>
        }
        under={
          <>
            <span>{[f.division?.town, f.division?.name].filter(Boolean).join(' ')}</span>
            <span className="num">{held(f.from, f.until)}</span>
            <Link to={f.subject.kind === 'person' ? `/people/${f.subject.id}` : `/households/${f.subject.id}`}>
              {f.subject.kind === 'person' ? '一人一档' : '一户一档'}
            </Link>
          </>
        }
        acts={(f.until && f.until <= c.today ? [] : (f.may ?? [])).map(id => {
          const p = procedureOf(c, id)
          return p && <Begin key={id} procedure={p} rowId={f.id} />
        })}
      >
        <div className="columns-2">
          <div className="stack">
            <SheetPanel lines={f.sheet ?? []} title="本月核算" />
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
            <CasesPanel cases={f.cases ?? []} />
          </div>
          <aside className="stack" aria-label="变动、人员和发放">
            <StatesPanel states={f.states ?? []} register={register} row={f.id} />
            <Panel title="发放" flush>
              <Listing
                rows={f.payments ?? []}
                keyOf={(p, i) => `${p.month}${i}`}
                empty="还没有发放。"
                columns={[
                  { id: 'month', title: '月份', isName: true, show: p => <span className="num">{p.month}</span> },
                  { id: 'amount', title: '金额（元）', isNumber: true, show: p => yuan(p.amount) },
                  {
                    id: 'state',
                    title: '状态',
                    show: p => {
                      const mark = <span className={`mark ${stateMark(p.state)}`}>{p.stateTitle ?? p.state}</span>
                      return p.batchId ? <Link to={`/payments/${p.batchId}`}>{mark}</Link> : mark
                    },
                  },
                ]}
              />
            </Panel>
            {!!f.people?.length && (
              <Panel title="计入人员" flush>
                <Listing
                  rows={f.people}
                  keyOf={(p, i) => `${p.personId}${p.measure}${i}`}
                  linkTo={p => `/people/${p.personId}`}
                  columns={[
                    { id: 'name', title: '姓名', isName: true, show: p => p.name },
                    {
                      id: 'title',
                      title: '计入',
                      show: p => p.title ?? register.measures.find(m => m.id === p.measure)?.title ?? p.measure,
                    },
                    {
                      id: 'held',
                      title: '起止',
                      show: p => <span className="num small">{held(p.from, p.until)}</span>,
                    },
                  ]}
                />
              </Panel>
            )}
          </aside>
        </div>
      </Page>
    </PeopleToChoose>
  )
}
/** What may be missing and is, is not shown as a dash. */
const isSaid = (v: unknown) => v !== undefined && v !== null && v !== ''
