/** The errors as a table that Excel opens: the byte order mark tells it the encoding, and no cell is taken for a formula. */

export interface ImportFault {
  readonly row: number
  readonly column?: string
  readonly why: string
}
export const errorFile = (errors: readonly ImportFault[], name = '导入') => {
  const cell = (v: unknown) =>
    `"${String(v ?? '')
      .replace(/^[=+\-@\t]/, "'$&")
      .replaceAll('"', '""')}"`
  const lines = [['行', '列', '错误'], ...errors.map(e => [e.row, e.column, e.why])].map(l => l.map(cell).join(','))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([`\ufeff${lines.join('\r\n')}`], { type: 'text/csv' }))
  link.download = `${name.replace(/\.\w+$/, '')}-错误清单.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
