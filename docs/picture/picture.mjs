// Draws what the bot answers as Discord shows it:
//
//	npm ci && node picture.mjs ../gallery
//
// The folder holds fr.json and en.json, which TestGallery in cmd/bot writes: for
// each picture, by its name, the exchanges that stand on it. Needs Debian's
// chromium; nothing is fetched from the network.

import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { draw } from './draw.mjs';

const [folder] = process.argv.slice(2);

// How each picture is taken.
const looks = [
	{ name: 'dark', lang: 'fr', width: 680 },
	{ name: 'light', lang: 'en', width: 680, attribute: 'light-theme' },
	{ name: 'phone', lang: 'fr', width: 390 },
];

// What Discord itself says in French, where the components say it in English.
const french = {
	'used': 'a utilisé',
	'Only you can see this •': 'Toi seul(e) peux voir celui-ci •',
	'Dismiss message': 'Rejeter le message',
	'This form will be submitted to': 'Ce formulaire sera envoyé à',
	'. Do not share passwords or other sensitive information.': '. Ne communique ni mot de passe ni autre information sensible.',
	'Submit': 'Envoyer',
	'Cancel': 'Annuler',
};

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
	for (const look of looks) {
		const page = await browser.newPage({ viewport: { width: look.width, height: 480 }, deviceScaleFactor: 1.5 });
		await page.route('**', (route) => {
			const { pathname } = new URL(route.request().url());
			if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
			if (pathname.startsWith('/embed/')) return route.abort(); // Discord's avatars, until ours are set
			return route.fulfill({ path: `node_modules${pathname}` });
		});
		await page.goto('http://picture/');
		await page.evaluate(prepare, css);
		const pictures = JSON.parse(await readFile(`${folder}/${look.lang}.json`, 'utf8'));
		for (const [name, exchanges] of Object.entries(pictures)) {
			const messages = `<discord-messages lang="${look.lang}" ${look.attribute ?? ''}>${draw(exchanges, look.lang)}</discord-messages>`;
			await page.evaluate(show, { messages, words: look.lang === 'fr' ? french : {} });
			await sharp(await page.locator('discord-messages').screenshot())
				.png({ palette: true, colours: 256, dither: 0, effort: 10 })
				.toFile(`${folder}/${name}-${look.name}.png`);
		}
		await page.close();
	}
} finally {
	await browser.close();
}

// prepare, in the page, makes the components look as page.css says.
async function prepare(css) {
	const inside = new CSSStyleSheet();
	inside.replaceSync(css);
	for (const component of Object.values(await import('@skyra/discord-components-core'))) {
		component.elementStyles?.push(inside);
	}
}

// show, in the page, shows messages, with other words for what the components
// say themselves.
async function show({ messages, words }) {
	document.body.innerHTML = messages;
	document.querySelectorAll('discord-modal').forEach((form) => form.updateComplete.then(() => form.shadowRoot.querySelector('dialog').showModal()));
	await document.fonts.ready;
	await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
	const translate = (root) => {
		const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
		for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
			if (node.shadowRoot) translate(node.shadowRoot);
			if (node.nodeType !== Node.TEXT_NODE) continue;
			const said = node.data.trim();
			const word = words[said.replace(/\s+/g, ' ')];
			if (word) node.data = node.data.replace(said, word);
		}
	};
	translate(document);
	document.activeElement?.blur();
}
