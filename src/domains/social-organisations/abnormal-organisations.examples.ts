/** 活动异常名录判例: whom no letter reaches, twice and far enough apart; who was penalised stands in the register of penalties. */
import { casebook, Organisation } from '#define'
import { listing } from './abnormal-organisations.ts'

const of = { organisation: new Organisation({ registered: '2015-01-01', form: 'association' }) }
const unreachable = { cause: 'address', facts: '专用信函两次无人签收', firstMail: '2024-05-01' } as const
const fined = { cause: 'penalty', facts: '违规收费', penalisedOn: '2024-05-20' } as const
const asked = { of, on: '2024-06-03' } as const
const noPenalty = '受处罚的，处罚台账中有该日及以前三年内的警告或者五万元以下罚款'
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
  处罚台账中有警告: { ...asked, row: fined, past: { penalties: 1 }, refused: undefined },
  处罚台账中没有: { ...asked, row: fined, past: { penalties: 0 }, refused: noPenalty },
  没有写处罚日期的在台账中数不到: { ...asked, row: { ...fined, penalisedOn: undefined }, refused: noPenalty },
})
