// Draws messages of the bot as Discord shows them:
//
//	npm ci && node picture.mjs ../answer.json ../answer.png
//
// The first file is an array of {"author": {"name": …}, "question": …, "reply": …},
// where reply is the body of the bot's request to Discord. Needs Debian's
// chromium; nothing is fetched from the network.

import { readFile } from 'node:fs/promises';
import markdown from 'discord-markdown-parser';
import { chromium } from 'playwright-core';

const [input, output] = process.argv.slice(2);
const exchanges = JSON.parse(await readFile(input, 'utf8'));

// Where the page finds the modules that its components import.
const imports = {
	'@skyra/discord-components-core': '/@skyra/discord-components-core/dist/index.js',
	'@lit/context': '/@lit/context/index.js',
	'@lit/reactive-element': '/@lit/reactive-element/reactive-element.js',
	'@lit/reactive-element/': '/@lit/reactive-element/',
	'lit': '/lit/index.js',
	'lit/': '/lit/',
	'lit-element/': '/lit-element/',
	'lit-html': '/lit-html/lit-html.js',
	'lit-html/': '/lit-html/',
};

const css = await readFile('page.css', 'utf8');
const html = `<!doctype html>
<meta charset="utf-8">
<script type="importmap">${JSON.stringify({ imports })}</script>
<style>${css}</style>`;

const browser = await chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
try {
	const page = await browser.newPage({ viewport: { width: 760, height: 100 }, deviceScaleFactor: 2 });
	await page.route('**', (route) => {
		const { pathname } = new URL(route.request().url());
		return pathname === '/'
			? route.fulfill({ contentType: 'text/html', body: html })
			: route.fulfill({ path: `node_modules${pathname}` });
	});
	await page.goto('http://picture/');
	await page.evaluate(async ({ css, messages }) => {
		await import('@skyra/discord-components-core');
		const inside = new CSSStyleSheet();
		inside.replaceSync(css);
		for (const name of ['discord-embed', 'discord-message', 'discord-quote']) {
			customElements.get(name).elementStyles.push(inside);
		}
		document.body.innerHTML = messages;
		await document.fonts.ready;
	}, { css, messages: `<discord-messages>${exchanges.map(exchange).join('')}</discord-messages>` });
	await page.locator('discord-messages').screenshot({ path: output });
} finally {
	await browser.close();
}

// exchange draws a question and the reply to it.
function exchange({ author, question, reply }, i) {
	const colours = ['#7a5af5', '#c2410c', '#0e7490'];
	const member = `author="${escape(author.name)}" avatar="${avatar(author.name[0], colours[i % colours.length])}"`;
	const asked = draw(markdown.parse(question));
	return `
<discord-message ${member} timestamp="10:42">${asked}</discord-message>
<discord-message author="Entente" avatar="${avatar('«\u202f»', '#2a7f62')}" bot timestamp="10:42">
	<discord-reply slot="reply" ${member}>${asked}</discord-reply>
	${reply.embeds.map(embed).join('')}
</discord-message>`;
}

function embed({ title = '', description, color, footer }) {
	return `
<discord-embed slot="embeds" embed-title="${escape(title)}" color="#${color.toString(16).padStart(6, '0')}">
	<discord-embed-description slot="description">${body(description)}</discord-embed-description>
	${footer ? `<discord-embed-footer slot="footer">${escape(footer.text)}</discord-embed-footer>` : ''}
</discord-embed>`;
}

// body draws a description. The parser sees small print only at the very start,
// so those lines are drawn here.
function body(description) {
	return description.split(/^-# (.*\n?)/m).map((part, i) => i % 2
		? `<div class="small">${draw(markdown.parse(part.trimEnd()))}</div>`
		: draw(markdown.parse(part.replace(/^\n|\n$/g, ''), 'extended'))).join('');
}

// draw makes HTML of parsed markdown.
function draw(nodes) {
	return nodes.map(({ type, content }) => {
		switch (type) {
			case 'text': return escape(content);
			case 'br': return '<br>';
			case 'strong': return `<strong>${draw(content)}</strong>`;
			case 'inlineCode': return `<discord-code embed>${escape(content)}</discord-code>`;
			case 'blockQuote': return `<discord-quote>${draw(content)}</discord-quote>`;
			case 'user': return '<discord-mention>Entente</discord-mention>';
			default: throw new Error(`no drawing of ${type}`);
		}
	}).join('');
}

// avatar draws some letters on a colour.
function avatar(letters, colour) {
	return 'data:image/svg+xml,' + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
<rect width="40" height="40" fill="${colour}"/>
<text x="20" y="27" text-anchor="middle" font-family="sans-serif" font-size="20" font-weight="bold" fill="#fff">${escape(letters)}</text>
</svg>`);
}

function escape(text) {
	return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
