/** Pages of a list. */
import { count } from "../words/number";

export function Pager({ offset, limit, total, go }: { offset: number; limit: number; total: number; go(offset: number): void }) {
  if (total <= limit) return null;
  const last = Math.floor((total - 1) / limit) * limit;
  const page = (text: string, to: number) => (
    <button type="button" disabled={to === offset || to < 0 || to > last} onClick={() => go(to)}>{text}</button>
  );
  return (
    <nav class="pager" aria-label="分页">
      {page("第一页", 0)}
      {page("上一页", offset - limit)}
      <span>第 {count(offset + 1)}–{count(Math.min(offset + limit, total))} 条，共 {count(total)} 条</span>
      {page("下一页", offset + limit)}
      {page("最后一页", last)}
    </nav>
  );
}
