export interface DetailsHtml {
  /** The webview's own `cspSource`. */
  readonly cspSource: string;
  /** Random, new for each page: it lets our one script run and no other. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** A BCP 47 tag. */
  readonly lang: string;
  readonly title: string;
}

/** The document of the details page: it holds no data and no inline script or style. */
export function detailsHtml({ cspSource, nonce, scriptUri, styleUri, lang, title }: DetailsHtml): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(styleUri)}">
</head>
<body>
<main id="page"></main>
<script nonce="${escaped(nonce)}" src="${escaped(scriptUri)}"></script>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
