/** A Chromium for the browser journeys: the one that is there, else Debian's; and a font with Chinese. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './steps.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name =>
    process.env[name] ? [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  ),
]

/** The tests take the same one: CHROMIUM names it for them. 0: there is one. */
export const ensureBrowser = () => {
  let found = findBrowser()
  if (!found && existsSync(join(root, 'node_modules', '@sparticuz', 'chromium'))) return 0 // unpacked by the tests themselves
  if (!found && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log('安装 Chromium 和中文字体（apt-get）……')
    const apt = args => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    apt(['update', '-q'])
    apt(['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
    found = findBrowser()
  }
  if (!found) {
    console.log('没有找到 Chromium：请安装（Debian：sudo apt-get install -y chromium fonts-noto-cjk），或用 CHROMIUM=路径 指定一个。')
    return 1
  }
  process.env.CHROMIUM = found
  return 0
}

const findBrowser = () => {
  const given = process.env.CHROMIUM
  if (given) return existsSync(given) ? given : undefined
  return names.map(onPath).find(Boolean) ?? places.find(existsSync)
}

const onPath = name => {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const ending of endings) {
      const file = join(folder, name + ending)
      try {
        accessSync(file, constants.X_OK)
        return file
      } catch {}
    }
}
