// Makes the HTML of messages, for the components of @skyra/discord-components-core.

import markdown from 'discord-markdown-parser';

// draw draws what stands on one picture: exchanges between a member and the bot
// as TestGallery in cmd/bot keeps them, in a language.
export function draw(exchanges, lang) {
	return exchanges.map((e) => asked(e) + answered(e, lang)).join('');
}

// asked draws what was said before the bot answers.
function asked({ member, says, replies, on }) {
	if (on) return message(on.member, text(on.says));
	if (!says) return '';
	return message(member, (replies ? reply('Entente') : '') + text(says));
}

// answered draws what the bot answers, beneath what it answers to.
function answered({ member, says, uses, on, answer }, lang) {
	if (answer.form) return form(answer.form);
	let above = reply('Entente'); // whose button was clicked
	if (says) above = reply(member, text(says));
	if (uses) above = command(member, uses, on);
	return message('Entente', above
		+ body(answer.content ?? '')
		+ (answer.embeds ?? []).map(embed).join('')
		+ wrap('attachments', (answer.files ?? []).map((f) => attachment(f, lang)))
		+ wrap('components', (answer.components ?? []).map(row)), answer.private);
}

const colours = { Alice: '#7a5af5', Hugo: '#c2410c', Entente: '#2a7f62' };

// who gives the attributes of an author.
function who(name) {
	return `author="${name}" avatar="${face(name)}"`;
}

// face draws an avatar.
function face(name) {
	return 'data:image/svg+xml,' + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
<rect width="40" height="40" fill="${colours[name]}"/>
<text x="20" y="27" text-anchor="middle" font-family="sans-serif" font-size="20" font-weight="bold" fill="#fff">${name === 'Entente' ? '«\u202f»' : name[0]}</text>
</svg>`);
}

function message(author, inside, ephemeral) {
	const bot = author === 'Entente' ? 'bot' : '';
	return `<discord-message ${who(author)} ${bot} ${ephemeral ? 'ephemeral' : ''} timestamp="10:42">${inside}</discord-message>`;
}

// reply draws the line above a message that replies to another.
function reply(author, said) {
	const bot = author === 'Entente' ? 'bot attachment' : '';
	return `<discord-reply slot="reply" ${who(author)} ${bot}>${said ?? '<em class="unseen"></em>'}</discord-reply>`;
}

// command draws the line above a message that answers a command, perhaps one
// used on somebody's message.
function command(member, name, on) {
	const used = `<discord-command slot="reply" ${who(member)} command="${escape(name.replace('/', ''))}"`;
	if (!on) return `${used} type="slash_command"></discord-command>`;
	return `${used} type="message_command" context-user-name="${on.member}" context-user-image="${face(on.member)}"
		context-message-reply="${escape(on.says)}"></discord-command>`;
}

function embed({ title, description, color, footer }) {
	return `
<discord-embed slot="embeds" ${title ? `embed-title="${escape(unescaped(title))}"` : ''} color="#${color.toString(16).padStart(6, '0')}">
	<discord-embed-description slot="description">${body(description)}</discord-embed-description>
	${footer ? `<discord-embed-footer slot="footer">${escape(footer.text)}</discord-embed-footer>` : ''}
</discord-embed>`;
}

// unescaped takes Discord's escapes off a text without other markdown.
function unescaped(text) {
	return text.replace(/\\(\W)/g, '$1');
}

function attachment({ name, size }, lang) {
	return `<discord-file-attachment name="${escape(name)}" bytes="${Math.round(size / 1024)}" bytes-unit="${lang === 'fr' ? 'Ko' : 'KB'}"></discord-file-attachment>`;
}

// wrap puts what there is into the place of a message that is for it.
function wrap(place, parts) {
	return parts.length > 0 ? `<discord-attachments slot="${place}">${parts.join('')}</discord-attachments>` : '';
}

function row({ components }) {
	return `<discord-action-row>${components.map(component).join('')}</discord-action-row>`;
}

const types = { button: 2, menu: 3 };

function component({ type, label, emoji, disabled, placeholder }) {
	switch (type) {
		case types.button:
			return `<discord-button type="secondary" ${disabled ? 'disabled' : ''}>${escape(label || emoji.name)}</discord-button>`;
		case types.menu:
			return `<discord-string-select-menu placeholder="${escape(placeholder)}"></discord-string-select-menu>`;
		default:
			throw new Error(`no drawing of a component of type ${type}`);
	}
}

// form draws an open form.
function form({ Title, Fields }) {
	return `<discord-modal modal-id="form" modal-title="${escape(Title)}" ${who('Entente')}>
${Fields.map((f) => `<discord-input-text type="paragraph" label="${escape(f.label)}" placeholder="${escape(f.placeholder)}" max-length="${f.max_length}"></discord-input-text>`).join('')}
</discord-modal>`;
}

// body draws what has lines of small print and lists, which the parser does not
// see everywhere.
function body(content) {
	return content.split(/(^- .*\n?|\n?^-# .*\n{0,2})/m).map((part, i) => {
		if (i % 2 === 0) return nodes(markdown.parse(part, 'extended'));
		const [, mark, line] = part.trim().match(/^(-#?) (.*)$/);
		return `<div class="${mark === '-' ? 'item' : 'small'}">${text(line)}</div>`;
	}).join('');
}

function text(content) {
	return nodes(markdown.parse(content));
}

// nodes makes HTML of parsed markdown.
function nodes(list) {
	return list.map(({ type, content, name }) => {
		switch (type) {
			case 'text': return escape(content);
			case 'twemoji': return name;
			case 'br': return '<br>';
			case 'em': return `<em>${nodes(content)}</em>`;
			case 'strong': return `<strong>${nodes(content)}</strong>`;
			case 'inlineCode': return `<discord-code embed>${escape(content)}</discord-code>`;
			case 'blockQuote': return `<discord-quote>${nodes(content)}</discord-quote>`;
			default: throw new Error(`no drawing of ${type}`);
		}
	}).join('').replace('@Entente', '<discord-mention>Entente</discord-mention>');
}

function escape(text) {
	return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
