/** 活动异常名录判例: whom no letter reaches, twice and far enough apart; whom a small fine brings here and a large one does not. */
import { casebook, Organisation } from '#define'
import { yuan } from '#define/money'
import { listing } from './abnormal-organisations.ts'

const of = { organisation: new Organisation({ registered: '2015-01-01', form: 'association' }) }
const unreachable = { cause: 'address', facts: '专用信函两次无人签收', firstMail: '2024-05-01' } as const
const fined = { cause: 'penalty', facts: '违规收费', penalisedOn: '2024-05-20' } as const
const asked = { of, on: '2024-06-03' } as const
const apart = '两次寄送相隔的日数符合规定'

export default casebook(listing).cases({
  未报年度工作报告的不问信函: { ...asked, row: { cause: 'report', facts: '未报送' }, refused: undefined },
  只寄过一次: { ...asked, row: unreachable, refused: '无法联系的，向登记的住所先后两次寄送专用信函均无人签收' },
  第二次还没有寄: {
    ...{ ...asked, row: { ...unreachable, secondMail: '2024-06-04' } },
    refused: '无法联系的，向登记的住所先后两次寄送专用信函均无人签收',
  },
  相隔十四日: { ...asked, row: { ...unreachable, secondMail: '2024-05-15' }, refused: apart },
  相隔十五日: { ...asked, row: { ...unreachable, secondMail: '2024-05-16' }, refused: undefined },
  相隔三十日: { ...asked, row: { ...unreachable, secondMail: '2024-05-31' }, refused: undefined },
  相隔三十一日: { ...asked, row: { ...unreachable, secondMail: '2024-06-01' }, refused: apart },
  '当地定为二十日至六十日，十九日不够': {
    ...{ ...asked, row: { ...unreachable, secondMail: '2024-05-20' } },
    ...{ standards: { mailsFrom: '20', mailsTo: '60' }, refused: apart },
  },
  警告: { ...asked, row: fined, refused: undefined },
  没有写处罚日期: {
    ...{ ...asked, row: { ...fined, penalisedOn: undefined } },
    refused: '受处罚的，写明处罚决定日期',
  },
  罚款四万九千九百九十九元: { ...asked, row: { ...fined, fine: yuan(49_999) }, refused: undefined },
  罚款五万元的列入另一名单: {
    ...{ ...asked, row: { ...fined, fine: yuan(50_000) }, refused: '五万元以上罚款列入严重违法失信名单' },
  },
})
