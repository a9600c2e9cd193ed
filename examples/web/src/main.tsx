import { render } from "preact";
import { App } from "./views/app";
import "./style/page.css";
import "./style/table.css";
import "./style/print.css";

const page = document.getElementById("page");
if (page) render(<App />, page);
