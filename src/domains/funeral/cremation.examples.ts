/** 火化判例: no certificate, no fire; and who took the certificate does not light it. */
import { casebook, Person } from '#define'
import { cremation } from './cremation.ts'

const deceased = new Person({ born: '1940-03-01', isLocal: true })
const stranger = new Person({ born: '1960-01-01', isLocal: false })
const row = { proofKind: 'medical', proof: '演示死证1', died: '2024-06-01', kin: '某某', zone: 'cremation' } as const
const done = { apply: '2024-06-01', collect: '2024-06-01' } as const

export default casebook(cremation).cases({
  没有死亡证明: {
    on: '2024-06-06',
    of: { deceased },
    row: { ...row, proof: ' ' },
    refused: '有公安机关或者医疗机构出具的死亡证明',
  },
  新条例施行以后也要死亡证明: {
    on: '2026-03-30',
    of: { deceased },
    row: { ...row, died: '2026-03-29', proof: '' },
    refused: '有公安机关或者医疗机构出具的死亡证明',
  },
  死亡当日可以火化: { on: '2024-06-01', of: { deceased }, row, refused: undefined },
  死亡日期在火化之后: { on: '2024-05-31', of: { deceased }, row, refused: '死亡日期不晚于火化之日' },
  出生当日死亡: {
    on: '2024-06-01',
    of: { deceased: new Person({ born: '2024-06-01' }) },
    row,
    refused: undefined,
  },
  死亡日期在出生以前: {
    on: '2024-06-01',
    of: { deceased: new Person({ born: '2024-06-02' }) },
    row,
    refused: '死亡日期不早于出生',
  },
  无名遗体没有承办人: {
    on: '2024-06-06',
    of: { deceased: stranger },
    row: { ...row, proofKind: 'unidentified', kin: undefined, zone: 'elsewhere' },
    refused: undefined,
  },
  有名的要有承办人: { on: '2024-06-06', of: { deceased }, row: { ...row, kin: '' }, refused: '无名遗体以外写明承办人' },
  县外户籍登记为火化区: {
    on: '2024-06-06',
    of: { deceased: stranger },
    row,
    refused: '县外户籍的登记为县外',
  },
  县外户籍: { on: '2024-06-06', of: { deceased: stranger }, row: { ...row, zone: 'elsewhere' }, refused: undefined },
  接运以前不能存放: {
    on: '2024-06-01',
    of: { deceased },
    row,
    done: { apply: '2024-06-01' },
    may: ['collect'],
    due: '2024-06-03',
  },
  存放以后才能火化: {
    on: '2024-06-04',
    of: { deceased },
    row,
    done: { ...done, store: '2024-06-01' },
    may: ['cremate'],
  },
})
