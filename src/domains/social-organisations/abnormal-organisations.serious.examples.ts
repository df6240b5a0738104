/** 严重违法失信名单判例: two full years on the other list; what the register of penalties says, as it is counted and not as somebody writes it. */
import { casebook, Organisation } from '#define'
import type { Day } from '#define/time'
import { seriousListing } from './abnormal-organisations.serious.ts'

const of = society('2022-06-10')
const asked = { of, on: '2024-06-10' } as const
const twice = { cause: 'twice', facts: '两次受罚', penalisedOn: '2024-06-03' } as const
const once = '该日及以前三年内，处罚台账中有两次以上警告或者五万元以下罚款'
const twoYears = { cause: 'twoYears', facts: '仍未移出' } as const

export default casebook(seriousListing).cases({
  列入异常名录满二年当日: { ...asked, row: twoYears, refused: undefined },
  差一日满二年: { ...asked, on: '2024-06-09', row: twoYears, refused: '列入活动异常名录已满二年' },
  '又有新的事由，从新的决定起算': {
    ...asked,
    of: society('2023-01-05'),
    row: twoYears,
    refused: '列入活动异常名录已满二年',
  },
  已经移出的: { ...asked, of: society(), row: twoYears, refused: '列入活动异常名录已满二年' },
  台账中有五万元以上罚款: {
    ...asked,
    row: { cause: 'fined', facts: '私分资产' },
    past: { largePenalties: 1 },
    refused: undefined,
  },
  台账中没有五万元以上罚款: {
    ...{ ...asked, row: { cause: 'fined', facts: '私分资产' }, past: { smallPenalties: 1 } },
    refused: '处罚台账中该日及以前有五万元以上罚款',
  },
  台账中有限期停止活动: {
    ...asked,
    row: { cause: 'stopped', facts: '停业' },
    past: { suspensions: 1 },
    refused: undefined,
  },
  台账中没有限期停止活动: {
    ...{ ...asked, row: { cause: 'stopped', facts: '停业' } },
    refused: '处罚台账中该日及以前有限期停止活动的处罚',
  },
  三年内两次: { ...asked, row: twice, past: { smallPenalties: 2 }, refused: undefined },
  三年内只有一次: { ...asked, row: twice, past: { smallPenalties: 1 }, refused: once },
})

function society(abnormalSince?: Day) {
  const facts = { registered: '2015-01-01', form: 'association', ...(abnormalSince && { abnormalSince }) } as const
  return { organisation: new Organisation(facts) }
}
