/** A register: filters in the address, columns as chosen, a page at a time, export of what is filtered. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Checkbox, Popover } from 'antd'
import { FieldValue, isNumeric } from '../field/show.tsx'
import { type Column, Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { registerOf, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Lost } from '../shell/lost.tsx'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import { offeredColumns, useColumns } from './columns.ts'
import { Export } from './export.tsx'
import { RegisterFilters } from './filters.tsx'
import { HeldMark } from './held-mark.tsx'
import type { ListedRow } from './row.ts'
import { titleOfSubjects } from './subjects.ts'

export function RegisterPage() {
  const { register: id } = useParams({ strict: false }) as { register: string }
  const register = registerOf(useCatalogue(), id)
  return register ? <Register key={id} register={register} /> : <Lost />
}

function Register({ register }: { register: ShownRegister }) {
  const me = useMe()
  const { search } = useAddress()
  const columns = useColumns(register)
  const list = useQuery({
    queryKey: ['register', register.id, search],
    queryFn: () =>
      get<{ rows: ListedRow[]; next?: string | null }>(`/registers/${register.id}${query({ limit: 50, ...search })}`),
    placeholderData: old => old,
  })
  const offered = offeredColumns(register)
  const mayDo = (what: 'import' | 'export') =>
    register.isExchangeable !== false && may(me, `registers.${what}`) && register.can?.includes(what) !== false
  return (
    <Page
      title={register.title}
      acts={
        <>
          <Popover
            trigger="click"
            placement="bottomRight"
            content={
              <Checkbox.Group
                className="column-choice"
                value={[...columns.ids]}
                onChange={ids => columns.set(ids)}
                options={offered.map(o => ({ value: o.id, label: o.title }))}
              />
            }
          >
            <Button>选择列</Button>
          </Popover>
          {register.entry && register.can?.includes('import') && (
            <Link to={`/registers/${register.id}/enter`} className="ant-btn-link-like">
              <Button type="primary">登记</Button>
            </Link>
          )}
          {register.source && mayDo('import') && (
            <Link to={`/registers/${register.id}/match`} className="ant-btn-link-like">
              <Button type="primary">比对文件</Button>
            </Link>
          )}
          {!register.source && mayDo('import') && (
            <Link to={`/registers/${register.id}/import`} className="ant-btn-link-like">
              <Button>导入</Button>
            </Link>
          )}
          {mayDo('export') && <Export register={register.id} search={search} />}
        </>
      }
    >
      <RegisterFilters register={register} />
      <Panel flush>
        <Loaded of={list}>
          {({ rows, next }) => (
            <>
              <Listing
                rows={rows}
                keyOf={r => r.id}
                linkTo={r => `/registers/${register.id}/${r.id}`}
                label={register.title}
                {...(isFiltered(search)
                  ? { empty: '没有符合条件的记录。', emptyNext: '放宽筛选条件，或换一个日期再看。' }
                  : { empty: register.over === 'period' ? '目前没有在册的记录。' : '还没有记录。' })}
                columns={[
                  {
                    id: 'subject',
                    title: titleOfSubjects(register),
                    isName: true,
                    show: r => r.subject,
                  },
                  ...(register.over === 'day' ? [fromColumn(register)] : []),
                  { id: 'place', title: '所在地', show: r => [r.town, r.division].filter(Boolean).join(' ') || '—' },
                  ...offered.filter(o => columns.ids.includes(o.id)).map(columnOf),
                  ...(rows.some(r => r.amount)
                    ? [
                        {
                          id: 'amount',
                          title: register.over === 'day' ? '金额（元）' : '每月（元）',
                          isNumber: true,
                          show: (r: ListedRow) => yuan(r.amount),
                        },
                      ]
                    : []),
                  ...(register.over === 'day' ? [] : [fromColumn(register)]),
                  ...(register.over === 'period' || rows.some(r => r.endReason)
                    ? [
                        {
                          id: 'stands',
                          title: '状态',
                          show: (r: ListedRow) => <HeldMark of={r} over={register.over} />,
                        },
                      ]
                    : []),
                ]}
              />
              <Pages next={next} shown={rows.length} />
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}

/** What happened is known by its day; what is in force, by whom it is about. */
const fromColumn = (register: ShownRegister): Column<ListedRow> => ({
  id: 'from',
  title: register.over === 'day' ? '日期' : '起始',
  show: r => <span className="num">{r.from ?? '—'}</span>,
})
const isFiltered = (search: object) => Object.keys(search).some(k => k !== 'after')
const columnOf = (o: ReturnType<typeof offeredColumns>[number]): Column<ListedRow> => ({
  id: o.id,
  title: o.type === 'money' ? `${o.title}（${o.unit ?? '元'}）` : o.title,
  isNumber: isNumeric(o.type),
  show: r => (
    <FieldValue field={{ ...o, type: o.type === 'people' ? 'count' : (o.type as never) }} value={r[o.from]?.[o.id]} />
  ),
})
