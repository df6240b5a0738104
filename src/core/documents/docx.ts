/** Letter → .docx, laid out as GB/T 9704—2012 asks: A4, 22 lines of 28 characters, title 2号, body 3号. */
import {
  AlignmentType,
  Document,
  Footer,
  type IParagraphOptions,
  type ITableCellOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  Paragraph as WordParagraph,
} from 'docx'
import { type Letter, type Paragraph, printable, type TableColumn } from './letter.ts'
import { dayWords } from './wording.ts'

const MILLIMETRE = 1440 / 25.4
const POINT = 20
const PAGE = { width: 210 * MILLIMETRE, height: 297 * MILLIMETRE }
const MARGIN = { top: 37 * MILLIMETRE, bottom: 35 * MILLIMETRE, left: 28 * MILLIMETRE, right: 26 * MILLIMETRE }
const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
/** docx counts type in half points: 2号 is 22 pt, 3号 16 pt, 4号 14 pt, 小4号 12 pt. */
const SIZE = { title: 44, body: 32, page: 28, cell: 24 }
const CHARACTER = 16 * POINT
/** Fonts every Chinese office machine has; where one is missing the word processor takes its own Song or Fangsong. */
const FONT = { title: '宋体', body: '仿宋', heading: '黑体' }
const LINE = { line: Math.round(28.95 * POINT), lineRule: LineRuleType.EXACT }

export async function printDocx(letter: Letter): Promise<Buffer> {
  const document = new Document({
    title: printable(letter.title.join('')),
    creator: printable(letter.signature.office),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: font('body'), size: SIZE.body, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { ...MARGIN, footer: 28 * MILLIMETRE } } },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [
          ...head(letter),
          ...letter.paragraphs.flatMap((p, i, all) => block(p, i === all.length - 1)),
          ...foot(letter),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function head(letter: Letter) {
  const centred = { alignment: AlignmentType.CENTER }
  return [
    ...letter.title.map(t =>
      paragraph([run(t, { font: 'title', size: SIZE.title, bold: true })], {
        ...centred,
        keepNext: true,
        spacing: { line: 36 * POINT, lineRule: LineRuleType.EXACT },
      }),
    ),
    ...(letter.number
      ? [paragraph([run(letter.number)], { ...centred, spacing: { ...LINE, before: 6 * POINT } })]
      : []),
    paragraph([]),
    ...(letter.to ? [paragraph([run(`${letter.to}：`)])] : []),
  ]
}

/** The last paragraph stays with the signature: a page that holds nothing but a signature could be put under any text. */
function block(p: Paragraph, isLast: boolean): (WordParagraph | Table)[] {
  if (p.kind === 'text') return [indented(p.text, { keepNext: isLast, keepLines: isLast })]
  if (p.kind === 'heading')
    return [paragraph([run(p.text, { font: 'heading' })], { indent: { firstLine: 2 * CHARACTER }, keepNext: true })]
  if (p.kind === 'list') return p.items.map((item, i) => indented(`${i + 1}．${item}`))
  return [grid(p.columns, p.rows), paragraph([], { spacing: { line: 8 * POINT, lineRule: LineRuleType.EXACT } })]
}

function foot({ attachments, signature, receipt }: Letter) {
  const together = { keepNext: true }
  const toTheRight = (t: string, characters: number, keepNext: boolean) =>
    paragraph([run(t)], { alignment: AlignmentType.RIGHT, indent: { right: characters * CHARACTER }, keepNext })
  return [
    ...(attachments?.length
      ? [
          paragraph([], together),
          ...attachments.map((a, i) => indented(attachment(a, i, attachments.length), together)),
        ]
      : []),
    paragraph([], together),
    paragraph([], together),
    toTheRight(signature.office, 2, true),
    toTheRight(dayWords(signature.date), 4, receipt === true),
    ...(receipt
      ? [paragraph([], together), paragraph([run('受送达人（签名）：　　　　　　　　　年　　月　　日')])]
      : []),
  ]
}

const attachment = (t: string, i: number, count: number) =>
  `${i === 0 ? '附件：' : '　　　'}${count > 1 ? `${i + 1}．` : ''}${t}`

function grid(columns: readonly TableColumn[], rows: readonly (readonly string[])[]) {
  const whole = columns.reduce((sum, c) => sum + c.share, 0)
  const widths = columns.map(c => Math.floor((TEXT_WIDTH * c.share) / whole))
  const cells = (texts: readonly string[], isHeader: boolean) =>
    texts.map((t, i) => cell(t, widths[i]!, isHeader ? 'center' : (columns[i]!.align ?? 'left'), isHeader))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: cells(
          columns.map(c => c.title),
          true,
        ),
      }),
      ...rows.map(r => new TableRow({ cantSplit: true, children: cells(r, false) })),
    ],
  })
}

const cell = (t: string, width: number, align: NonNullable<TableColumn['align']>, isHeader: boolean) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    children: [
      paragraph([run(t, { size: SIZE.cell, font: isHeader ? 'heading' : 'body' })], {
        alignment: align,
        spacing: { line: 18 * POINT, lineRule: LineRuleType.AT_LEAST },
      }),
    ],
  } satisfies ITableCellOptions)

const indented = (t: string, how: Partial<IParagraphOptions> = {}) =>
  paragraph([run(t)], { indent: { firstLine: 2 * CHARACTER }, alignment: AlignmentType.BOTH, ...how })

const paragraph = (children: TextRun[], how: Partial<IParagraphOptions> = {}) =>
  new WordParagraph({ spacing: LINE, ...how, children })

function font(use: keyof typeof FONT) {
  const name = FONT[use]
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' }
}
const run = (t: string, how: { font?: keyof typeof FONT; size?: number; bold?: boolean } = {}) =>
  new TextRun({ text: printable(t), font: font(how.font ?? 'body'), size: how.size ?? SIZE.body, bold: how.bold })

/** — 1 —, one character in from the outer edge. */
const pageNumber = (side: 'right' | 'left') =>
  new Footer({
    children: [
      new WordParagraph({
        alignment: side,
        indent: { [side]: 14 * POINT },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: font('title'), size: SIZE.page })],
      }),
    ],
  })
