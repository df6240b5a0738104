/** 高龄津贴判例: the day before, the day itself, and the month it begins (rulebook 21, example 25). */
import { casebook, Person } from '#define'
import { fen } from '#define/money'
import { allowance, application } from './old-age-allowance.ts'

export default casebook(application, allowance).cases({
  八十岁生日当天: { on: '2024-06-15', of: elder('1944-06-15'), pays: fen(30), first: { month: '2024-06' } },
  '八十岁生日当天，县里定生日次月起发': {
    on: '2024-06-15',
    of: elder('1944-06-15'),
    standards: { first: 'month after birthday' },
    first: { month: '2024-07' },
  },
  '八月申请，申请当月起发': {
    on: '2024-08-01',
    of: elder('1944-06-15'),
    standards: { first: 'month of application' },
    first: { month: '2024-08' },
  },
  '八月申请，生日当月起发，补发六月、七月': { on: '2024-08-01', of: elder('1944-06-15'), first: { month: '2024-06' } },
  '八月申请，县里定不补发': {
    on: '2024-08-01',
    of: elder('1944-06-15'),
    standards: { backTo: '0' },
    first: { month: '2024-08' },
  },
  '八月申请，至多补一个月': {
    on: '2024-08-31',
    of: elder('1944-06-15'),
    standards: { backTo: '1' },
    first: { month: '2024-07' },
  },
  '生日次月起发，次月才申请，不多补': {
    on: '2024-07-01',
    of: elder('1944-06-15'),
    standards: { first: 'month after birthday', backTo: '0' },
    first: { month: '2024-07' },
  },
  '早已过八十的，只补十二个月': { on: '2024-06-15', of: elder('1940-01-01'), first: { month: '2023-06' } },
  生日前一天: { on: '2024-06-14', of: elder('1944-06-15'), refused: '年满八十周岁' },
  '闰日出生，平年二月末还不满九十': { on: '2034-02-28', of: elder('1944-02-29'), pays: fen(30) },
  '闰日出生，平年三月一日满九十': { on: '2034-03-01', of: elder('1944-02-29'), pays: fen(60) },
  '闰日出生，差一天': { on: '2024-02-28', of: elder('1944-02-29'), refused: '年满八十周岁' },
  '闰日出生，闰日当天': { on: '2024-02-29', of: elder('1944-02-29'), pays: fen(30), first: { month: '2024-02' } },
  九十岁生日的前一个月: { on: '2024-05-31', of: elder('1934-06-15'), pays: fen(30) },
  '九十岁生日当月第一天，生日当月进档': { on: '2024-06-01', of: elder('1934-06-15'), pays: fen(60) },
  '九十岁生日前一天，生日次月进档': {
    on: '2024-06-14',
    of: elder('1934-06-15'),
    standards: { nextBand: 'after' },
    pays: fen(30),
  },
  '九十岁生日次月第一天，生日次月进档': {
    on: '2024-07-01',
    of: elder('1934-06-15'),
    standards: { nextBand: 'after' },
    pays: fen(60),
  },
  满一百的上个月: { on: '2024-05-31', of: elder('1924-06-15'), pays: fen(60) },
  满一百: { on: '2024-06-15', of: elder('1924-06-15'), pays: fen(300) },
  外县户籍: {
    on: '2024-06-15',
    of: { person: new Person({ born: '1940-01-01', isLocal: false }) },
    refused: '本县户籍',
  },
  已经去世: {
    on: '2024-06-15',
    of: { person: new Person({ born: '1940-01-01', died: '2024-06-15' }) },
    refused: '健在',
  },
  '村里收材料，五个工作日': {
    on: '2024-06-17',
    of: elder('1944-06-15'),
    done: { apply: '2024-06-17' },
    may: ['accept by village'],
    due: '2024-06-24',
  },
})

function elder(born: `${number}-${number}-${number}`) {
  return { person: new Person({ born }) }
}
