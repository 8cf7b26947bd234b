// Package texts holds everything that Entente says to people, in French and
// in English. What it says to developers (errors, logs) stays where it arises.
package texts

// Texts are the words of one language. Functions take what the words are
// about and take care of plurals and numbers.
//
// What is said in Discord alone is in Discord's markdown; everything else is
// plain text.
type Texts struct {
	// Silence.
	NoAnswer string                      // the articles do not say
	Unknown  func(words []string) string // words that no article uses, at least one
	AskAgain string                      // Discord: how to ask again

	// What goes with quotes.
	Differ      string                             // that the first two give different figures
	Differences string                             // that what the articles say of a topic differs in places
	Source      func(file string, line int) string // where it stands
	Date        func(iso string) string            // see the fields of article.Article; anything else is returned as it is
	Quoted      string                             // Discord: that the quotes are exact, and what is bold

	// Questions to choose from, of names.
	WhoIs  func(name string) string
	WhatIs func(name string) string // with its article, if it has one
	// HowMuch asks for a sum of money, with an auxiliary and its participle, and
	// with what it went into, if that is known, after a space.
	HowMuch func(who, did, into string) string

	// What is said instead of an answer.
	NoQuestion string                           // Discord: how to ask
	TooLong    func(length, longest int) string // both in characters
	Failed     string                           // an apology
	Unreadable string                           // Discord: that the bot is not shown the message replied to
	Muted      func(channel string) string      // Discord: that the bot may not write in a channel
	Wait       func(seconds int) string         // that the next question may come then
	Busy       string                           // that too many questions came at once

	// What members can pick in Discord.
	Ask         Label // the slash command that answers a question
	AskQuestion Label // its option that is the question
	AskPrivate  Label // its option that shows the answer to the asker alone
	LookUp      Label // in the menu of a message
	Sources     Label
	Timeline    Label
	From, To    Label // its options, that bound it
	Compare     Label
	Topic       Label // its option
	Help        Label
	About       Label

	// The articles, in Discord.
	SourcesTitle func(articles int) string
	Passages     func(n int) string
	NoSources    string
	OpenSource   string // of a menu
	SourceGone   string // it was there when the menu was made
	TooLarge     string // a file that can't be attached
	InArticle    string // above the topics of an article
	Verbatim     string // that a quote is exact

	// Their dated facts and what they say of a topic, in Discord. Dates are as
	// Date writes them, and may be empty.
	TimelineTitle func(from, to string) string
	DatesBold     string                    // that the quotes are exact, and what is bold
	NoDate        func(typed string) string // it can't be read
	NoFacts       string
	Compared      string // that the quotes are exact, and one from each article
	Undated       string // instead of the date of an article
	NoTopic       string

	// A list in pages, in Discord.
	Page func(number, of int) string

	// About the bot, in Discord.
	HelpTitle  string
	HowTo      string
	Examples   string // above buttons that are questions
	AboutTitle string
	Purpose    string
	Read       func(articles, passages int, newest string) string // the date of the newest may be empty
	Privacy    string
	Noted      string // what the journal keeps
	CodeAt     func(where string) string
	VersionIs  func(version string) string

	// Under an answer in Discord: what stands on buttons, and what comes of them.
	Context      string // the button
	InContext    string // what is bold there
	Further      string // the button for further quotes
	Previous     string // the button for those before
	Next         string // the button for those after
	NoFurther    string // that there are none
	Changed      string // that the article has changed since the answer
	QuestionGone string // that the question was deleted
	Voted        string // that the vote is counted
	Why          string // the title of the form that asks for the reason
	WhyField     string // its only field
	WhyExample   string // what stands in it while it is empty
	Outdated     string // that a button is of an older version of the bot

	// The terminal.
	Welcome string // said once, before the first prompt
	Prompt  string // with the space after it
}

// A Label is what Discord shows of a command or of one of its options. The names
// of slash commands and of options follow Discord's rules: lower case, no
// spaces. A command in a menu has no description.
type Label struct{ Name, Description string }

// In returns the texts of a language, "fr" or "en"; French for any other.
func In(lang string) *Texts {
	if lang == "en" {
		return &english
	}
	return &french
}
