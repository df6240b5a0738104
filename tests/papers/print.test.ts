/** Both printers: the same words, rare characters shown, and data that stays data. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printDocx } from '#core/documents/docx'
import { canShow } from '#core/documents/fonts'
import type { Letter } from '#core/documents/letter'
import { printPdf } from '#core/documents/pdf'
import { docxText, pdfText, unzip } from './reading.ts'
import { everyPaper } from './samples.ts'

const letter = (t: string): Letter => ({
  title: ['通知书', t],
  number: t,
  to: t,
  paragraphs: [
    { kind: 'text', text: t },
    { kind: 'heading', text: t },
    { kind: 'list', items: [t, t] },
    {
      kind: 'table',
      columns: [
        { title: t, share: 1 },
        { title: '二', share: 2, align: 'right' },
      ],
      rows: [[t, t]],
    },
  ],
  attachments: [t, t],
  signature: { office: t, date: '2024-06-20' },
  receipt: true,
})
const dense = (t: string) => t.replace(/\s+/g, '')

describe.each(Object.entries(everyPaper))('%s', (_, paper) => {
  test('PDF and docx say the same', async () => {
    const cells = paper.paragraphs.flatMap(p =>
      p.kind === 'table' ? [...p.columns.map(c => c.title), ...p.rows.flat()] : p.kind === 'list' ? p.items : [p.text],
    )
    const pdf = dense(pdfText(printPdf(paper)))
    const docx = dense(docxText(await printDocx(paper)))
    for (const t of [...paper.title, ...cells, paper.signature.office].map(dense).filter(Boolean)) {
      expect(docx).toContain(t)
      // A paragraph may run over the foot of a page.
      expect(pdf.replace(/—\d+—/g, '')).toContain(t)
    }
  })
})

test('rare characters of names show in the PDF', () => {
  const rare = '张𫖯王䶮㛃𬱖𣲗龘〇'
  expect(pdfText(printPdf(letter(rare)))).toContain(rare)
})
test('a character that no font has is marked and named, never dropped', () => {
  expect(canShow('𠮷')).toBe(false)
  const said = pdfText(printPdf(letter('张𠮷')))
  expect(said).toContain('张〓')
  expect(said).toContain('U+20BB7')
})
test('the same letter gives the same PDF', () =>
  expect(printPdf(letter('甲')).equals(printPdf(letter('甲')))).toBe(true))

describe('data is shown, not run', () => {
  test.each([
    '#panic("x")',
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    '#sys.inputs',
    ']#{1+1}[',
    '*b* _i_ $x^2$ @ref <label> `raw` // /* */ \\',
    '"); #eval("1',
    '\\u{41}',
    '= 标题',
    '<w:p>&amp;</w:p>',
    "';--<script>alert(1)</script>",
    '${1+1} {{1+1}} %s',
  ])('%s', async t => {
    expect(dense(pdfText(printPdf(letter(t))))).toContain(dense(t))
    expect(docxText(await printDocx(letter(t)))).toContain(t)
  })
  test('whatever the text, both can be made and the docx is well formed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async t => {
        expect(printPdf(letter(t)).subarray(0, 5).toString()).toBe('%PDF-')
        const xml = unzip(await printDocx(letter(t)))
          .get('word/document.xml')!
          .toString('utf8')
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u)
      }),
      { numRuns: 40 },
    )
  })
})

test('the Word page is A4 with the margins of GB/T 9704, 28.95 pt lines, and page numbers outside', async () => {
  const parts = unzip(await printDocx(everyPaper.refusal))
  const xml = parts.get('word/document.xml')!.toString('utf8')
  expect(xml).toMatch(/<w:pgSz w:w="1190\d" w:h="1683\d"/)
  expect(xml).toMatch(/w:top="209\d" w:right="147\d" w:bottom="198\d" w:left="158\d"/)
  expect(xml).toContain('w:line="579" w:lineRule="exact"')
  expect(xml).toContain('w:eastAsia="仿宋"')
  expect(parts.get('word/settings.xml')!.toString()).toContain('evenAndOddHeaders')
})
