/** Whom a line pays, where, and for which month: the same in a run and in its batch. */
import type { Column } from '../list/listing.tsx'
import type { Line } from './batch.ts'

export const lineColumns: readonly Column<Line>[] = [
  { id: 'name', title: '收款人', isName: true, show: l => l.name ?? '（未登记）' },
  { id: 'account', title: '账号', show: l => <span className="num">{l.account ?? '—'}</span> },
  { id: 'village', title: '所在地', show: l => l.village },
  { id: 'kind', title: '类别', show: l => l.kindTitle },
  { id: 'forMonth', title: '所属月份', show: l => <span className="num">{l.forMonth}</span> },
]
