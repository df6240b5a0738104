/** 线索核查判例: the person is heard first, and only what the rule lists may be found. */
import { casebook } from '#define'
import { verification } from './clues.ts'

const clue = { warning: '死亡后仍在发放或者仍在册', said: '信息来源 死亡医学证明', happened: '2024-07-12' } as const
const heard = { ...clue, explanation: '家属称七月十二日病故' }

const shared = { warning: '多人共用一个银行账户', said: '同一账户人数 3', happened: '2024-07-01' } as const
const missed = { warning: '新增重度残疾而没有纳入救助', said: '残疾等级 1', happened: '2024-07-01' } as const

export default casebook(verification).cases({
  属实: { on: '2024-08-05', row: { ...heard, finding: '属实' }, to: 'found' },
  同名误报: { on: '2024-08-05', row: { ...heard, finding: '同名误报' }, to: 'not found' },
  没有听取说明: {
    on: '2024-08-05',
    row: { ...clue, explanation: '', finding: '属实' },
    to: 'found',
    refused: '已听取本人或者家属说明',
  },
  这条规则没有这个结果: {
    on: '2024-08-05',
    row: { ...heard, finding: '符合豁免' },
    to: 'not found',
    refused: '核查结果是这条规则所列的',
  },
  误报的不能认定属实: {
    on: '2024-08-05',
    row: { ...heard, finding: '同名误报' },
    to: 'found',
    refused: '核查结果改变待遇',
  },
  一卡多人由监护人代领: {
    on: '2024-08-05',
    row: { ...shared, explanation: '三个孩子由祖母代领', finding: '监护人、受托人代领' },
    to: 'not found',
  },
  一卡多人冒名领取: {
    on: '2024-08-05',
    row: { ...shared, explanation: '本人未收到', finding: '冒名领取' },
    to: 'found',
  },
  一卡多人没有这个结果: {
    on: '2024-08-05',
    row: { ...shared, explanation: '本人未收到', finding: '正在换证' },
    to: 'not found',
    refused: '核查结果是这条规则所列的',
  },
  漏保线索只告知不改变待遇: {
    on: '2024-08-05',
    row: { ...missed, explanation: '愿意申请', finding: '已告知并协助申请' },
    to: 'not found',
  },
  漏保线索不能认定属实: {
    on: '2024-08-05',
    row: { ...missed, explanation: '愿意申请', finding: '已告知并协助申请' },
    to: 'found',
    refused: '核查结果改变待遇',
  },
})
