/** What spreadsheet programs would run if it stood bare in a text file. */
const calls = [
  '1+1',
  'SUM(A1:A9)',
  'HYPERLINK("http://example.invalid","x")',
  "cmd|' /C calc'!A0",
  'DDE("a","b","c")',
  'IMPORTXML("x","y")',
]
export const FORMULAS = [
  ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t=', '\r=', '\n=', ' =', '　=', '==', '=-', '+@'].flatMap(start =>
    calls.map(c => start + c),
  ),
  '-5',
  '+8613800000000',
  '@张三',
]
