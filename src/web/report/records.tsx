/** The very records that a figure counts, each opening where it is kept. */
import { useQuery } from '@tanstack/react-query'
import { type Column, Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { held, number, yuan } from '../style/words.ts'
import type { FigureRecord, Records } from './figure.ts'

interface Props {
  readonly name: string
  readonly path: string
  readonly asked: Readonly<Record<string, string | undefined>>
}
export function RecordsPanel(p: Props) {
  const { search } = useAddress()
  const figure = useCatalogue()
    .businesses.flatMap(b => b.figures)
    .find(f => f.name === p.name)
  const records = useQuery({
    queryKey: ['records', p.name, p.asked, search.after],
    queryFn: () => get<Records>(`${p.path}/records${query({ ...p.asked, after: search.after })}`),
    placeholderData: old => old,
  })
  const addressOf = (r: FigureRecord) =>
    !r.opens
      ? undefined
      : figure?.opens === 'case'
        ? `/cases/${r.rowId}`
        : figure?.register
          ? `/registers/${figure.register}/${r.ofRow ?? r.rowId}`
          : undefined
  return (
    <Panel title="明细（计入的每一条）" flush>
      <Loaded of={records}>
        {r =>
          r.published ? (
            <Listing
              rows={r.published}
              keyOf={(_, i) => String(i)}
              columns={[
                { id: 'area', title: '地区', isName: true, show: x => x.area },
                { id: 'value', title: '数值', isNumber: true, show: x => number(x.value) },
                { id: 'held', title: '起止', show: x => <span className="num">{`${x.from} 至 ${x.to}`}</span> },
                { id: 'source', title: '来源', show: x => x.source },
              ]}
            />
          ) : (
            <>
              <Listing
                rows={r.rows}
                keyOf={(x, i) => `${x.rowId}${x.subjectId}${x.day}${i}`}
                linkTo={addressOf}
                label="明细"
                empty="没有计入的记录。"
                columns={columnsOf(r.rows)}
              />
              <Pages next={r.next} shown={r.rows.length} />
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}
/** Only what these records have. */
const columnsOf = (rows: readonly FigureRecord[]): Column<FigureRecord>[] => [
  { id: 'name', title: '姓名', isName: true, show: x => x.name ?? '（外辖区）' },
  { id: 'place', title: '所在地', show: x => [x.town, x.village].filter(Boolean).join(' ') || '—' },
  ...(rows.some(x => x.month)
    ? [{ id: 'month', title: '月份', show: (x: FigureRecord) => <span className="num">{x.month}</span> }]
    : []),
  ...(rows.some(x => x.from)
    ? [{ id: 'held', title: '起止', show: (x: FigureRecord) => <span className="num">{held(x.from, x.until)}</span> }]
    : []),
  { id: 'day', title: '统计日', show: x => <span className="num">{x.day}</span> },
  ...(rows.some(x => !x.opens)
    ? [{ id: 'opens', title: '现状', show: (x: FigureRecord) => (x.opens ? '' : '已迁出本辖区') }]
    : []),
  ...(rows.some(x => x.amount)
    ? [{ id: 'amount', title: '金额（元）', isNumber: true, show: (x: FigureRecord) => yuan(x.amount) }]
    : []),
]
