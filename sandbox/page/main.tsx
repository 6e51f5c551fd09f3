import { render } from "preact";
import { followArchiveLinks } from "./frame/archive-links.ts";
import { followTitle } from "./frame/document-title.ts";
import { Frame } from "./frame/frame.tsx";
import { followPanes } from "./frame/panes.ts";
import { followAddress } from "./frame/place.ts";
import { followTheme } from "./frame/theme.tsx";
import { settle } from "./frame/where.ts";
import { followWorkspace } from "./live/stream.ts";

followTheme();
followAddress();
followPanes();
settle();
followTitle();
followArchiveLinks();
followWorkspace();
render(<Frame />, document.body);
