/** 婚姻登记记录证明判例: what is in the archive is certified to whoever it is about; that nothing is there, to a notary alone. */
import { casebook, Person } from '#define'
import type { Day } from '#define/time'
import { proof } from './marriage.records.ts'

const of = { holder: new Person({ id: '1', born: '1990-01-01', sex: '女' }) }
const there = {
  kind: 'record',
  use: 'own',
  inArchive: true,
  registered: 'marriage',
  former: 'J340223-2015-000123',
  registeredOn: '2015-05-20' as Day,
} as const
const asked = { of, row: there, on: '2024-06-03' } as const
const none = { kind: 'none', use: 'taiwan', inArchive: false } as const

export default casebook(proof).cases({
  查到记录的: { ...asked, refused: undefined },
  登记当天来的: { ...asked, row: { ...there, registeredOn: '2024-06-03' }, refused: undefined },
  登记日期写成明天: { ...asked, row: { ...there, registeredOn: '2024-06-04' }, refused: '登记日期不在今天之后' },
  没有查到记录的: { ...asked, row: { ...there, inArchive: false }, refused: '证明有记录的，档案中查到了这一记录' },
  没有写字号的: { ...asked, row: { ...there, former: '' }, refused: '写明登记种类、登记字号和登记日期' },
  无记录用于涉台公证: { ...asked, row: none, refused: undefined },
  无记录用于清单所列国家公证: { ...asked, row: { ...none, use: 'listed' }, refused: undefined },
  无记录用于买房贷款: {
    ...asked,
    row: { ...none, use: 'other' },
    refused: '无婚姻登记记录只为涉台公证和清单所列国家的公证证明',
  },
  无记录由本人查询: {
    ...asked,
    row: { ...none, use: 'own' },
    refused: '无婚姻登记记录只为涉台公证和清单所列国家的公证证明',
  },
  '要证明无记录，档案中却有': { ...asked, row: { ...none, inArchive: true }, refused: '证明无记录的，档案中没有查到' },
  '要证明无记录，台账登记为已婚': {
    ...asked,
    of: { holder: new Person({ id: '1', born: '1990-01-01', sex: '女', isMarried: true }) },
    row: none,
    refused: '证明无记录的，台账中没有登记为已婚',
  },
})
