/** The face starts here: language, theme, queries, pages. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createPages } from './pages.tsx'
import { Refused } from './server/call.ts'
import './style/base.css'
import './style/list.css'
import './style/page.css'
import './style/print.css'
import './style/said.css'
import { theme } from './style/theme.ts'

// A new version of the program has taken the place of the files that this page would load: it is loaded anew, once.
window.addEventListener('vite:preloadError', e => {
  const at = Number(sessionStorage.getItem('loaded-anew') ?? 0)
  if (Date.now() - at < 10_000) return
  sessionStorage.setItem('loaded-anew', String(Date.now()))
  e.preventDefault()
  location.reload()
})
dayjs.locale('zh-cn')
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (times, error) => times < 1 && (!(error instanceof Refused) || error.status === 0 || error.status >= 500),
    },
  },
})
const pages = createPages(client)
const locale = (zhCN as unknown as { default?: typeof zhCN }).default ?? zhCN

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <ConfigProvider locale={locale as never} theme={theme} button={{ autoInsertSpace: false }}>
      <App message={{ maxCount: 1 }}>
        <QueryClientProvider client={client}>
          <RouterProvider router={pages} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
)
