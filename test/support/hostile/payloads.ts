/** A text that an API may send in place of any other, and that must stay a text wherever it goes. */
export interface Payload {
  readonly name: string;
  readonly text: string;
  /** What it would do if it took effect. */
  readonly harm: string;
  /** How it is to be seen on one line; without it, as it is written. */
  readonly shown?: string;
}

/** How a payload is to be seen where so many characters are kept. */
export function shownOf({ text, shown = text }: Payload, longest: number): string {
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** The host that the addresses in the texts lead to: nothing may ever ask for it. */
export const EVIL_HOST = 'evil.example';

const COMMAND = 'command:workbench.action.openSettings';
const HUGE = 2_000_000;

const MARKUP: readonly Payload[] = [
  { name: 'script', text: '<script>alert(1)</script>', harm: 'run script' },
  { name: 'image that fails', text: '<img src=x onerror=alert(1)>', harm: 'run script' },
  { name: 'drawing that loads', text: '<svg/onload=alert(1)>', harm: 'run script' },
  { name: 'frame', text: '<iframe src="https://evil.example/"></iframe>', harm: 'show another page' },
  { name: 'style', text: '<style>*{display:none}</style>', harm: 'hide the window' },
  {
    name: 'head of a page',
    text: '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/">',
    harm: 'lead elsewhere',
  },
  {
    name: 'way out of any element',
    text: '</title></script></style></textarea>--><details open ontoggle=alert(1)>',
    harm: 'run script',
  },
  { name: 'way out of an attribute', text: `"' autofocus onfocus="alert(1)" x='`, harm: 'run script' },
  {
    name: 'entities',
    text: '&lt;img src=x onerror=alert(1)&gt; &#36;(flame) &lbrack;x&rbrack;&lpar;command:a&rpar;',
    harm: 'be markup once decoded',
  },
  { name: 'link in HTML', text: `<a href="${COMMAND}">x</a>`, harm: 'run a command' },
];

const LINKS: readonly Payload[] = [
  { name: 'command link', text: `[Show](${COMMAND})`, harm: 'run a command' },
  { name: 'command link with a title', text: `[Show](${COMMAND} "Open")`, harm: 'run a command' },
  { name: 'command link in angle brackets', text: `[Show](<${COMMAND}>)`, harm: 'run a command' },
  {
    name: 'command link with arguments',
    text: '[Show](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%0D%22%7D)',
    harm: 'type into a terminal',
  },
  {
    name: 'reference link',
    text: `[Show][1]\n\n[1]: ${COMMAND}\n`,
    harm: 'run a command',
    shown: `[Show][1] [1]: ${COMMAND} `,
  },
  { name: 'nested links', text: `[[x](${COMMAND})](https://evil.example/)`, harm: 'run a command' },
  { name: 'link after escapes', text: `\\[x\\](${COMMAND}) [x\\](${COMMAND})`, harm: 'run a command' },
  {
    name: 'script links',
    text: '[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>)',
    harm: 'run script',
  },
  {
    name: 'links to this machine',
    text: '[x](vscode://evil.example/install) [y](file:///etc/passwd)',
    harm: 'call another extension, or open a file',
  },
  { name: 'web link', text: '[Sign in](https://evil.example/login)', harm: 'lead elsewhere' },
  { name: 'autolinks', text: `<${COMMAND}> <https://evil.example/>`, harm: 'lead elsewhere' },
  {
    name: 'bare addresses',
    text: 'https://evil.example/?q=1 www.evil.example user@evil.example',
    harm: 'lead elsewhere',
  },
  { name: 'picture', text: '![x](https://evil.example/x.png)', harm: 'tell who looks at it' },
  {
    name: 'picture in a link',
    text: `[![x](https://evil.example/x.png)](${COMMAND})`,
    harm: 'run a command',
  },
  {
    name: 'address with a credential',
    text: 'https://api.cloudflare.com:443@evil.example/',
    harm: 'look like another host',
  },
];

const FORMATS: readonly Payload[] = [
  {
    name: 'blocks',
    text: '# big\n\n- item\n\n> quote\n\n| a | b |\n|---|---|\n',
    harm: 'lay out a page of its own',
    shown: '# big - item > quote | a | b | |---|---| ',
  },
  { name: 'emphasis', text: '**bold** _slanted_ `code` ~~gone~~ ```js', harm: 'hide characters' },
  { name: 'icons', text: '$(flame) $(sync~spin) $($(trash))', harm: 'draw an icon of its own' },
  { name: 'escaped icons', text: '\\$(flame) \\\\$(flame)', harm: 'draw an icon of its own' },
  { name: 'placeholders', text: `{0} {1} %s %d \${1} \${HOME} %(x)s`, harm: 'show another value' },
  { name: 'way out of JSON', text: '"}],"success":true,"result":[{"id":"', harm: 'add a value' },
  { name: 'formula', text: '=HYPERLINK("https://evil.example/";"x")', harm: 'lead elsewhere' },
  { name: 'path', text: '../../user/tokens?x=#', harm: 'ask for another resource' },
  { name: 'shell', text: '\'; rm -rf ~ # `id` $(id) "$(id)"', harm: 'run in a shell' },
];

const CONTROLS: readonly Payload[] = [
  {
    name: 'command on a line of its own',
    text: 'ns1.example\nrm -rf ~\n',
    harm: 'run when it is pasted into a shell',
    shown: 'ns1.example rm -rf ~ ',
  },
  {
    name: 'every end of a line',
    text: 'a\nb\r\nc\vd\fe\u0085f\u2028g\u2029h',
    harm: 'make two lines of one',
    shown: 'a b c d e f g h',
  },
  { name: 'overwritten line', text: 'refused\rgranted', harm: 'cover a word', shown: 'refused granted' },
  {
    name: 'line of a log',
    text: 'x\n2026-01-01 00:00:00.000 [error] Signed out: the token was revoked',
    harm: 'forge an entry',
    shown: 'x 2026-01-01 00:00:00.000 [error] Signed out: the token was revoked',
  },
  {
    name: 'colours and moves of a terminal',
    text: '\x1b[31mred\x1b[0m\x1b[2J\x1b[H',
    harm: 'clear the screen',
    shown: '\ufffd[31mred\ufffd[0m\ufffd[2J\ufffd[H',
  },
  {
    name: 'link and title of a terminal',
    text: '\x1b]8;;https://evil.example/\x07x\x1b]8;;\x07\x9b31m\x9d0;title\x9c',
    harm: 'lead elsewhere',
    shown: '\ufffd]8;;https://evil.example/\ufffdx\ufffd]8;;\ufffd\ufffd31m\ufffd0;title\ufffd',
  },
  {
    name: 'NUL, bell, backspace and delete',
    text: 'a\0b\x07c\x08d\x7fe',
    harm: 'end or change a text',
    shown: 'a\ufffdb\ufffdc\ufffdd\ufffde',
  },
  {
    name: 'turned direction',
    text: 'invoice\u202egnp.exe \u2066a\u2067b\u2068c\u2069 \u202ad\u202be\u202cf\u202d g\u200eh\u200fi\u061cj',
    harm: 'read backwards',
    shown:
      'invoice\ufffdgnp.exe \ufffda\ufffdb\ufffdc\ufffd \ufffdd\ufffde\ufffdf\ufffd g\ufffdh\ufffdi\ufffdj',
  },
  {
    name: 'characters that are not seen',
    text: '\ufeffa\u200bb\u2060c\u00add\u{e0041}\ufff9e\u3164',
    harm: 'look like another name',
    shown: '\ufffda\ufffdb\ufffdc\ufffdd\ufffd\ufffde\ufffd',
  },
  {
    name: 'halves of characters',
    text: 'a\ud800b\udc00c',
    harm: 'break an encoder',
    shown: 'a\ufffdb\ufffdc',
  },
  { name: 'stack of accents', text: `Z${'\u0301'.repeat(100)}`, harm: 'cover the rows above' },
];

const OBJECTS: readonly Payload[] = ['__proto__', 'constructor', 'hasOwnProperty'].map((text) => ({
  name: text,
  text,
  harm: 'change every object',
}));

const SIZES: readonly Payload[] = [
  { name: '2 MB of a letter', text: 'x'.repeat(HUGE), harm: 'hold up the window' },
  { name: '2 MB of brackets', text: '[**('.repeat(HUGE / 4), harm: 'hold up a parser' },
];

/** Fifty texts, each with another way to come alive. */
export const PAYLOADS: readonly Payload[] = [
  ...MARKUP,
  ...LINKS,
  ...FORMATS,
  ...CONTROLS,
  ...OBJECTS,
  ...SIZES,
];
