package texts

import (
	"fmt"
	"strings"
	"time"
)

var english = Texts{
	NoAnswer: "The articles do not answer this question.",
	Unknown: func(words []string) string {
		words = quoteAll(words, "“", "”")
		if len(words) == 1 {
			return "The word " + words[0] + " appears in no article."
		}
		return "These words appear in no article: " + list(words, "and", func(n int) string {
			if n == 1 {
				return "one other"
			}
			return fmt.Sprintf("%d others", n)
		}) + "."
	},
	AskAgain: "To ask in other words, reply to this message or use `/ask`.",

	Differ:      "The sources do not give the same figure.",
	Differences: "The articles disagree on what is in bold.",
	Source: func(file string, line int) string {
		return fmt.Sprintf("%s, line\u00a0%d", file, line)
	},
	Date: func(iso string) string {
		return date(iso,
			func(t time.Time) string { return t.Format("January 2, 2006") },
			func(t time.Time) string { return t.Format("January 2006") })
	},
	Quoted: "Quoted word for word; what matches your question is in bold.",

	WhoIs:  func(name string) string { return "Who is " + name + "?" },
	WhatIs: func(name string) string { return "What is " + name + "?" },
	HowMuch: func(who, did, into string) string {
		has, done, _ := strings.Cut(did, " ")
		return "How much " + has + " " + who + " " + done + into + "?"
	},

	NoQuestion: "Ask me a question in one sentence, with `/ask`, by mentioning me or in a direct message: I look for the answer in the articles and quote it word for word.",
	TooLong: func(length, longest int) string {
		return fmt.Sprintf("Your question has %s characters and I read no more than %s. Please ask it in a sentence or two.",
			grouped(length, ","), grouped(longest, ","))
	},
	Failed:     "Sorry, something went wrong while I was looking for the answer. Please try again in a moment.",
	Unreadable: "Discord does not show me that message. Open its menu, then Apps, and choose “Look it up in the articles”.",
	Muted: func(channel string) string {
		return "I may not write in " + channel + ", so I can’t answer you there. Whoever runs the server can let me send messages and embed links in that channel; until then, ask me here."
	},
	Wait: func(seconds int) string {
		if seconds == 1 {
			return "Please wait one more second before the next question."
		}
		return fmt.Sprintf("Please wait %d more seconds before the next question.", seconds)
	},
	Busy: "Too many questions came at once. Please ask yours again in a moment.",

	Ask: Label{
		"ask",
		"Ask a question: the answer is quoted word for word from the articles",
	},
	AskQuestion: Label{"question", "Your question, in English or in French"},
	AskPrivate:  Label{"private", "Show the answer to you alone"},
	LookUp:      Label{Name: "Look it up in the articles"},

	Sources:  Label{"sources", "Show the articles, and open the one you choose"},
	Timeline: Label{"timeline", "Show the dated facts of the articles, in order"},
	From:     Label{"from", "From when: 2019, March 2023, 2023-03-14…"},
	To:       Label{"to", "Until when: 2019, March 2023, 2023-03-14…"},
	Compare:  Label{"compare", "Show what each article says of a topic"},
	Topic:    Label{"topic", "The topic, in a few words"},
	Help:     Label{"help", "Explain how to ask, with examples"},
	About:    Label{"about", "Say what this bot is, what it has read and what it keeps"},

	SourcesTitle: func(articles int) string { return "The articles (" + grouped(articles, ",") + ")" },
	Passages:     func(n int) string { return grouped(n, ",") + "\u00a0" + plural(n != 1, "passage") },
	NoSources:    "There are no articles yet.",
	OpenSource:   "Open an article",
	SourceGone:   "This article is not there any more. Use `/sources` to see the list as it is now.",
	TooLarge:     "The file is too large to be attached.",
	InArticle:    "In this article",
	Verbatim:     "Quoted word for word.",

	TimelineTitle: func(from, to string) string { return timelineTitle("Timeline", from, to) },
	DatesBold:     "Quoted word for word; dates are in bold.",
	NoDate: func(typed string) string {
		return "I can read no date in “" + typed + "”. Write it like 2019, March 2023 or 2023-03-14."
	},
	NoFacts:  "The articles give no dated fact from that time.",
	Compared: "Quoted word for word, one quote from each article.",
	Undated:  "undated",
	NoTopic:  "Give me a topic in a few words, with `/compare`: I show what each article says of it.",

	Page: func(number, of int) string { return fmt.Sprintf("Page %d of %d", number, of) },

	HelpTitle: "How to ask",
	HowTo: "Ask your question in one sentence: I look for the answer in the articles and quote it word for word, with the name of the file. Where the articles do not say, I tell you so.\n\n" +
		"- `/ask`, or mention me in a channel, or write me a direct message\n" +
		"- reply to one of my messages to go on from there: “and in total?”\n" +
		"- in the menu of a message, *Apps*, then *Look it up in the articles*\n\n" +
		"`/sources` shows the articles, `/timeline` their dated facts, and `/compare` what each of them says of a topic.",
	Examples:   "Try one of these:",
	AboutTitle: "About",
	Purpose:    "I answer questions with exact quotes from articles. I write nothing of my own: where the articles do not say, I tell you so.",
	Read: func(articles, passages int, newest string) string {
		s := fmt.Sprintf("**I have read** %s %s, %s %s in all.",
			grouped(articles, ","), plural(articles != 1, "article"), grouped(passages, ","), plural(passages != 1, "passage"))
		if newest != "" {
			s += " Date of the newest: " + newest + "."
		}
		return s
	},
	Privacy:   "**About you I keep nothing**: no name, no ID, no server.",
	Noted:     "Questions and votes are noted to complete the articles, without anything that says whom they come from.",
	CodeAt:    func(where string) string { return "**My code**: " + where },
	VersionIs: func(version string) string { return "-# Version " + version },

	Context:      "Context",
	InContext:    "What was quoted is in bold.",
	Further:      "More quotes",
	Previous:     "Previous",
	Next:         "Next",
	NoFurther:    "There are no further quotes.",
	Changed:      "The article has changed since this answer. To see what it says now, ask again with `/ask`.",
	QuestionGone: "I can’t find the question of this answer any more. Please ask it again with `/ask`.",
	Voted:        "Thank you, your vote counts. You can change it at any time.",
	Why:          "What is wrong with the answer?",
	WhyField:     "Your remark (optional)",
	WhyExample:   "For example: the figure is of another year",
	Outdated:     "This button comes from an older version of me. Please ask again with `/ask`.",

	Welcome: "Ask a question, or leave with Ctrl-D.",
	Prompt:  "Question: ",
}
