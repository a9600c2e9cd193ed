/** The gap list (缺口清单) as Chinese sentences made from the data: why, and what closes it. */
import type { Action, Gap } from "jinguo";
import { number } from "./exact";
import type { Titles } from "./titles";
import { ACTION, REASON } from "./words";

/** Why, in one phrase: the reason, with the number found and the number needed. */
export function reason(titles: Titles, gap: Gap): string {
  const { code, found, needed, facts = [] } = gap.reason;
  if (found !== undefined && needed !== undefined && facts.length && facts.every((fact) => titles.isMeasure(fact))) {
    const missing = facts.map((fact) => titles.fact(fact)).join("、");
    return `应完成 ${number(needed)} 项，已完成 ${number(found)} 项，还缺：${missing}`;
  }
  let text = REASON[code];
  if (code === "not_found") {
    const wanted = gap.closes.map((action) => things(titles, action)).filter((word) => word !== "");
    if (wanted.length) text = `没有${wanted.join("、")}的记录`;
  }
  // “已有 0，需要 1” says nothing that the words before it do not say.
  if (!(found === "0" && needed === "1")) {
    if (found !== undefined && needed !== undefined) text += `（已有 ${number(found)}，需要 ${number(needed)}）`;
    else if (needed !== undefined && code !== "not_found") text += `（需要 ${number(needed)}）`;
  }
  if (facts.length && code !== "not_found") text += `：${facts.map((fact) => titles.fact(fact)).join("、")}`;
  return text;
}

/** What closes it, in one phrase. */
export function closes(titles: Titles, gap: Gap): string {
  return gap.closes.length ? gap.closes.map((action) => sentence(titles, action)).join("；") : "需要核定";
}

function sentence(titles: Titles, action: Action): string {
  const what = `${ACTION[action.kind]}：${things(titles, action)}`;
  switch (action.kind) {
    case "participate": case "host": return `${what} ${number(action.count)} 次`;
    case "cover": return `${what} ${number(action.count)} 个`;
    case "confirm": return `${what} ${number(action.count)} 场`;
    case "strengthen": case "reach": return `${what} 还差 ${number(action.count)}`;
    case "supply": case "remove": case "change": return what;
  }
}

/** The kinds and topics that would do, by their titles. */
function things(titles: Titles, action: Action): string {
  const of = titles.words(action.of ?? []);
  const topics = titles.words(action.topics ?? []);
  return topics ? `“${topics}”${of}` : of;
}
