/** The people a case is about; each opens the person's own file. */
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { relationTitle } from '../household/relations.ts'
import { Listing } from '../list/listing.tsx'
import { registerOf, useCatalogue } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import type { CaseView, Member } from './view.ts'

export function SubjectPanel({ view }: { view: CaseView }) {
  const members = view.subject.members ?? []
  if (!members.length) return null
  const isHousehold = view.subject.kind === 'household'
  if (members.every(m => m.kind === 'organisation' || m.kind === 'place'))
    return <Bodies members={members} view={view} />
  return (
    <Panel
      folds="closed"
      title={isHousehold ? `家庭成员（${members.length} 人）` : '当事人'}
      extra={isHousehold && <Link to={`/households/${view.subject.id}`}>一户一档</Link>}
      flush
    >
      <Members members={members} />
    </Panel>
  )
}

/** An organisation or a place has no age and no family: its name opens its file. */
function Bodies({ members, view }: { members: readonly Member[]; view: CaseView }) {
  return (
    <Panel title={members[0]?.kind === 'place' ? '场所' : '社会组织'} extra={<Settled view={view} />}>
      {members.map(m => (
        <Link key={m.id} to={`/${files[m.kind ?? 'person']}/${m.id}`} className="strong">
          {m.name}
        </Link>
      ))}
    </Panel>
  )
}

/** What a statement adds up opens as the list of its lines. */
function Settled({ view }: { view: CaseView }) {
  const c = useCatalogue()
  const benefit = c.businesses.flatMap(b => b.benefits).find(b => b.settledBy === view.procedure)
  const lines = benefit?.register && registerOf(c, benefit.register)
  const month = Object.values(view.fields).find(v => typeof v === 'string' && /^\d{4}-\d{2}$/.test(v)) as string
  if (!lines || !benefit.provider || !month) return null
  const search = { [benefit.provider]: view.subject.id, since: `${month}-01`, until: lastOf(month) }
  return (
    <Link to={`/registers/${lines.id}`} search={search as never}>
      {month} 的{lines.title}
    </Link>
  )
}
const lastOf = (month: string) => dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD')

/** Where each kind of subject has its file. */
const files = { person: 'people', organisation: 'organisations', place: 'places' } as const

export function Members(p: { members: readonly Member[] }) {
  return (
    <Listing
      rows={p.members}
      keyOf={m => m.id}
      linkTo={m => `/${files[m.kind ?? 'person']}/${m.id}`}
      label="成员"
      columns={[
        { id: 'name', title: '姓名', isName: true, show: m => m.name },
        { id: 'relation', title: '关系', show: m => (m.isHead ? '户主' : relationTitle(m.relation)) },
        { id: 'sex', title: '性别', show: m => m.sex ?? '—' },
        {
          id: 'age',
          title: '年龄',
          isNumber: true,
          show: m => (m.age === undefined || m.age === null ? '—' : `${m.age}`),
        },
        { id: 'born', title: '出生日期', show: m => <span className="num">{m.born ?? '—'}</span>, deskOnly: true },
        { id: 'idNumber', title: '身份证号', show: m => <span className="num">{m.idNumberMasked ?? '—'}</span> },
        {
          id: 'tags',
          title: '情况',
          show: m =>
            m.tags?.length ? (
              <span className="row tight">
                {m.tags.map(t => (
                  <span key={t} className="mark">
                    {t}
                  </span>
                ))}
              </span>
            ) : (
              '—'
            ),
        },
      ]}
    />
  )
}
