/** 严重违法失信名单判例: a fine of fifty thousand and more, or two smaller ones within three years. */
import { casebook, Organisation } from '#define'
import { yuan } from '#define/money'
import { seriousListing } from './abnormal-organisations.serious.ts'

const of = { organisation: new Organisation({ registered: '2015-01-01', form: 'association' }) }
const asked = { of, on: '2024-06-10' } as const
const twice = { cause: 'twice', facts: '两次受罚', earlierOn: '2021-06-03' } as const
const late = '两次处罚在三年之内'

export default casebook(seriousListing).cases({
  列入异常名录满二年: { ...asked, row: { cause: 'twoYears', facts: '仍未移出' }, refused: undefined },
  罚款五万元: { ...asked, row: { cause: 'fined', facts: '私分资产', fine: yuan(50_000) }, refused: undefined },
  罚款不到五万元: {
    ...{ ...asked, row: { cause: 'fined', facts: '私分资产', fine: yuan(49_999) }, refused: '罚款在五万元以上' },
  },
  满三年当日再次受罚: { ...asked, row: { ...twice, penalisedOn: '2024-06-03' }, refused: undefined },
  满三年次日再次受罚: { ...asked, row: { ...twice, penalisedOn: '2024-06-04' }, refused: late },
  只写了一次: { ...asked, row: { ...twice, penalisedOn: undefined }, refused: late },
})
