/** `npm test`: everything, step by step; the first step that fails says what to do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build, install, mustHaveNode, node } from './steps.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'minzheng-results-'))
const results = join(scratch, 'vitest.json')

const steps = [
  ['安装', () => install(), ''],
  ['浏览器', () => ensureBrowser(), ''],
  ['类型检查（tsc）', () => node(['node_modules/typescript/bin/tsc', '-p', '.']), '改正上面的类型错误。'],
  ['格式与导入（biome）', () => node(['node_modules/@biomejs/biome/bin/biome', 'check', '--log-level=warn']), '运行 npx biome check --write，再看改动。'],
  ['网页', () => build(), ''],
  [
    '测试（vitest）',
    () => node(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...process.argv.slice(2)]),
    '单独重跑出错的文件：npx vitest run 文件名。',
  ],
]

mustHaveNode()
let failed = false
for (const [name, run, advice] of steps) {
  const begun = performance.now()
  console.log(`\n▶ ${name}`)
  if (await run()) {
    console.log(`✗ ${name}：${advice}`)
    failed = true
    break
  }
  console.log(`✓ ${name} ${((performance.now() - begun) / 1000).toFixed(1)} 秒`)
}
console.log(`\n${tally()}`)
rmSync(scratch, { recursive: true, force: true })
process.exitCode = failed ? 1 : 0

/** A step that failed before the tests ran is one failure. */
function tally() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(results, 'utf8'))
    return `${numPassedTests} passed, ${numFailedTests || (failed ? Math.max(1, numFailedTestSuites) : 0)} failed`
  } catch {
    return `0 passed, ${failed ? 1 : 0} failed`
  }
}
