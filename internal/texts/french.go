package texts

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// No-break spaces are escaped so that one can see them: \u202f (narrow)
// before ; ! ? and inside « », \u00a0 before a colon.
var french = Texts{
	NoAnswer: "Les articles ne répondent pas à cette question.",
	Unknown: func(words []string) string {
		words = quoteAll(words, "«\u202f", "\u202f»")
		if len(words) == 1 {
			return "Le mot " + words[0] + " ne figure dans aucun article."
		}
		return "Ces mots ne figurent dans aucun article\u00a0: " + list(words, "et", func(n int) string {
			if n == 1 {
				return "un autre"
			}
			return strconv.Itoa(n) + " autres"
		}) + "."
	},
	AskAgain: "Pour reformuler votre question, répondez à ce message ou utilisez `/demander`.",

	Differ:      "Les sources ne donnent pas le même chiffre.",
	Differences: "Les articles ne s’accordent pas sur ce qui est en gras.",
	Source: func(file string, line int) string {
		return fmt.Sprintf("%s, ligne\u00a0%d", file, line)
	},
	Date: func(iso string) string {
		return date(iso, func(t time.Time) string {
			day := strconv.Itoa(t.Day())
			if t.Day() == 1 {
				day = "1er"
			}
			return day + "\u00a0" + frenchMonth(t)
		}, frenchMonth)
	},
	Quoted: "Cité mot pour mot\u202f; en gras, ce qui correspond à votre question.",

	WhoIs:  func(name string) string { return "Qui est " + name + "\u202f?" },
	WhatIs: func(name string) string { return "Qu’est-ce " + que(name) + "\u202f?" },
	HowMuch: func(who, did, into string) string {
		return "Combien est-ce " + que(who) + " " + did + into + "\u202f?"
	},

	NoQuestion: "Posez-moi une question en une phrase, avec `/demander`, en me mentionnant ou par message privé\u00a0: je cherche la réponse dans les articles et je la cite mot pour mot.",
	TooLong: func(length, longest int) string {
		return fmt.Sprintf("Votre question compte %s\u00a0caractères et je n’en lis pas plus de %s. Posez-la en une phrase ou deux.",
			grouped(length, "\u202f"), grouped(longest, "\u202f"))
	},
	Failed:     "Désolé, la recherche de la réponse a échoué. Réessayez dans un instant.",
	Unreadable: "Discord ne me montre pas ce message. Ouvrez son menu, puis Applications, et choisissez «\u202fChercher dans les articles\u202f».",
	Muted: func(channel string) string {
		return "Je n’ai pas le droit d’écrire dans " + channel + " et ne peux donc pas vous y répondre. Les responsables du serveur peuvent m’autoriser à y envoyer des messages et à y intégrer des liens\u202f; en attendant, posez-moi vos questions ici."
	},
	Wait: func(seconds int) string {
		if seconds == 1 {
			return "Patientez encore une seconde avant votre prochaine question."
		}
		return fmt.Sprintf("Patientez encore %d\u00a0secondes avant votre prochaine question.", seconds)
	},
	Busy: "Trop de questions arrivent en même temps. Reposez la vôtre dans un instant.",

	Ask: Label{
		"demander",
		"Pose une question\u00a0: la réponse est tirée mot pour mot des articles",
	},
	AskQuestion: Label{"question", "Votre question, en français ou en anglais"},
	AskPrivate:  Label{"privé", "N’affiche la réponse que pour vous"},
	LookUp:      Label{Name: "Chercher dans les articles"},

	Sources:  Label{"sources", "Montre les articles et ouvre celui que vous choisissez"},
	Timeline: Label{"chronologie", "Montre les faits datés des articles, dans l’ordre"},
	From:     Label{"début", "À partir de quand\u00a0: 2019, mars 2023, 2023-03-14…"},
	To:       Label{"fin", "Jusqu’à quand\u00a0: 2019, mars 2023, 2023-03-14…"},
	Compare:  Label{"comparer", "Montre ce que chaque article dit d’un sujet"},
	Topic:    Label{"sujet", "Le sujet, en quelques mots"},
	Help:     Label{"aide", "Explique comment poser une question, avec des exemples"},
	About:    Label{"à-propos", "Présente le bot, ce qu’il a lu et ce qu’il garde"},

	SourcesTitle: func(articles int) string { return "Les articles (" + grouped(articles, "\u202f") + ")" },
	Passages:     func(n int) string { return grouped(n, "\u202f") + "\u00a0" + plural(n > 1, "passage") },
	NoSources:    "Il n’y a encore aucun article.",
	OpenSource:   "Ouvrir un article",
	SourceGone:   "Cet article n’est plus là. Utilisez `/sources` pour voir la liste à jour.",
	TooLarge:     "Le fichier est trop gros pour être joint.",
	InArticle:    "Dans cet article",
	Verbatim:     "Cité mot pour mot.",

	TimelineTitle: func(from, to string) string { return timelineTitle("Chronologie", from, to) },
	DatesBold:     "Cité mot pour mot\u202f; les dates sont en gras.",
	NoDate: func(typed string) string {
		return "Je ne reconnais pas de date dans «\u202f" + typed + "\u202f». Écrivez par exemple 2019, mars 2023 ou 2023-03-14."
	},
	NoFacts:  "Les articles ne donnent aucun fait daté pour cette période.",
	Compared: "Cité mot pour mot, un extrait par article.",
	Undated:  "sans date",
	NoTopic:  "Donnez-moi un sujet en quelques mots, avec `/comparer`\u00a0: je montre ce que chaque article en dit.",

	Page: func(number, of int) string { return fmt.Sprintf("Page %d sur %d", number, of) },

	HelpTitle: "Comment poser une question",
	HowTo: "Posez votre question en une phrase\u00a0: je cherche la réponse dans les articles et je la cite mot pour mot, avec le nom du fichier. Si les articles ne répondent pas, je le dis.\n\n" +
		"- `/demander`, ou une mention dans un salon, ou un message privé\n" +
		"- une réponse à l’un de mes messages, pour continuer\u00a0: «\u202fet au total\u202f?\u202f»\n" +
		"- dans le menu d’un message, *Applications*, puis *Chercher dans les articles*\n\n" +
		"`/sources` montre les articles, `/chronologie` leurs faits datés, et `/comparer` ce que chacun dit d’un sujet.",
	Examples:   "Essayez par exemple\u00a0:",
	AboutTitle: "À propos",
	Purpose:    "Je réponds aux questions par des citations exactes d’articles. Je n’écris rien de moi-même\u00a0: quand les articles ne répondent pas, je le dis.",
	Read: func(articles, passages int, newest string) string {
		s := fmt.Sprintf("**J’ai lu** %s\u00a0%s, soit %s\u00a0%s.",
			grouped(articles, "\u202f"), plural(articles > 1, "article"), grouped(passages, "\u202f"), plural(passages > 1, "passage"))
		if newest != "" {
			s += " Date du plus récent\u00a0: " + newest + "."
		}
		return s
	},
	Privacy:   "**Je ne garde rien sur vous**\u00a0: ni nom, ni identifiant, ni serveur.",
	Noted:     "Les questions et les votes sont notés pour compléter les articles, sans rien qui dise de qui ils viennent.",
	CodeAt:    func(where string) string { return "**Mon code**\u00a0: " + where },
	VersionIs: func(version string) string { return "-# Version " + version },

	Context:      "Contexte",
	InContext:    "Le passage cité est en gras.",
	Further:      "Autres extraits",
	Previous:     "Précédents",
	Next:         "Suivants",
	NoFurther:    "Il n’y a pas d’autres extraits.",
	Changed:      "L’article a changé depuis cette réponse. Pour savoir ce qu’il dit maintenant, posez de nouveau votre question avec `/demander`.",
	QuestionGone: "Je ne retrouve plus la question à laquelle je répondais. Reposez-la avec `/demander`.",
	Voted:        "Merci, votre vote est pris en compte. Vous pouvez en changer à tout moment.",
	Why:          "Qu’est-ce qui ne va pas dans la réponse\u202f?",
	WhyField:     "Votre remarque (facultative)",
	WhyExample:   "Par exemple\u00a0: le chiffre est celui d’une autre année",
	Outdated:     "Ce bouton date d’une ancienne version. Posez de nouveau votre question avec `/demander`.",

	Welcome: "Posez une question, ou quittez avec Ctrl-D.",
	Prompt:  "Question\u00a0: ",
}

// frenchMonth writes the month and the year of t.
func frenchMonth(t time.Time) string {
	months := [...]string{
		"janvier", "février", "mars", "avril", "mai", "juin",
		"juillet", "août", "septembre", "octobre", "novembre", "décembre",
	}
	return fmt.Sprintf("%s %d", months[t.Month()-1], t.Year())
}

// que puts que before a name.
func que(name string) string {
	if strings.ContainsAny(name[:1], "AEIOUaeiou") || strings.HasPrefix(name, "É") {
		return "qu’" + name
	}
	return "que " + name
}
