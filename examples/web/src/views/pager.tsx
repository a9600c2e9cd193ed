/** Pages of a list. The words tell which rows are on screen, the buttons lead on from the page that was asked for last. */
import { count } from "../words/number";

export function Pager({ shown, asked, limit, total, go }: { shown: number; asked: number; limit: number; total: number; go(offset: number): void }) {
  if (total <= limit) return null;
  const last = Math.floor((total - 1) / limit) * limit;
  const page = (text: string, to: number) => (
    <button type="button" disabled={to === asked || to < 0 || to > last} onClick={() => go(to)}>{text}</button>
  );
  return (
    <nav class="pager" aria-label="分页">
      {page("第一页", 0)}
      {page("上一页", asked - limit)}
      <span>第 {count(shown + 1)}–{count(Math.min(shown + limit, total))} 条，共 {count(total)} 条</span>
      {page("下一页", asked + limit)}
      {page("最后一页", last)}
    </nav>
  );
}
