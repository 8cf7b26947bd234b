package article_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

// The articles that furniture is put around in these tests.
const (
	frenchTitle = "Le lac de la vallée est rendu aux pêcheurs"
	frenchBody  = "Le lac est rendu aux pêcheurs depuis lundi. La mairie l’avait fermé au printemps.\n\n" +
		"Les pêcheurs sont venus en nombre, dit le gardien, et personne n’a manqué de place."
	englishTitle = "The valley gets its lake back"
	englishBody  = "The lake is open again since Monday. The town had closed it in the spring.\n\n" +
		"The anglers came in numbers, says the keeper, and there was room for all of them."
)

// Every line of these stands around a French or an English article and is
// left out, and the article stays whole; in Markdown as well.
func TestFurniture(t *testing.T) {
	for _, c := range []struct{ name, above, below string }{
		{"breadcrumb", "Accueil » Nature » Lacs » " + frenchTitle, ""},
		{"breadcrumb with dashes", "Accueil - Nature - " + frenchTitle, ""},
		{"breadcrumb without a home", "Nature > Lacs > " + frenchTitle, ""},
		{"breadcrumb without the title", "Vous êtes ici : Accueil › Nature", ""},
		{"title again", frenchTitle, ""},
		{"title with a byline", frenchTitle + "   Gazette", ""},
		{"title with a byline after a bar", frenchTitle + " | La Gazette", ""},
		{"date", "octobre 18, 2024", ""},
		{"date and name", "Publié le 18 octobre 2024 à 10h30 par Anne Roche", ""},
		{"place and date", "Morteau, le 18 octobre 2024", ""},
		{"name", "Par Anne Roche", ""},
		{"name and reading time", "Par Anne Roche\nTemps de lecture : 5 minutes", ""},
		{"buttons", "Partager\nTweeter\nImprimer", ""},
		{"share prompts", "", "Partager:\nPartagez cet article sur Facebook et LinkedIn"},
		{"comment prompts", "", "Laisser un commentaire\n3 commentaires\nVotre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *"},
		{"reader’s opinion", "", "Et vous, qu’en pensez-vous ?"},
		{"search", "", "Rechercher"},
		{"tag cloud", "", "Étiquettes\n\n" + strings.Repeat("lac pêche vallée tourisme eau douce permis ", 6)},
		{"tags on lines", "", "Mots-clés\nlac\npêche\neau douce\nvallée"},
		{"tags after a colon", "", "Étiquettes : lac, pêche, vallée"},
		{"hashtags", "", "#lac #pêche #vallée"},
		{"read also", "", "À lire aussi : Le pont de la vallée fermé"},
		{"read also and what follows", "", "À lire également\n\nLe pont de la vallée fermé\nUn été sans pluie"},
		{"author box", "", "author avatar\nGazette.fr"},
		{"about the author", "", "À propos de l’auteur\nAnne Roche"},
		{"counters", "", "instagram\n12K+\nInstagram followers\nFollow Us\nfacebook\n3,2 k\nAbonnés"},
		{"networks", "", "Facebook Twitter LinkedIn WhatsApp"},
		{"follow", "", "Suivez-nous sur Instagram et TikTok"},
		{"newsletter", "", "Inscrivez-vous à notre newsletter pour ne rien manquer !"},
		{"cookies", "Nous utilisons des cookies pour améliorer votre visite de ce site.", ""},
		{"copyright", "", "© 2024 La Gazette du lac. Tous droits réservés."},
		{"placeholder Latin", "", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor."},
		{"other placeholder Latin", "", "Ius ad nostrum perpetua, vel te quando fabulas, nec cu vidit detracto. Eos ut habemus tincidunt, an sit purto officiis."},
		{"another language after a prompt", "", "Partager :\n\nTravel and food blogger\n\nSee my pictures on every channel"},
		{"photo credit", "Crédit photo : Anne Roche", ""},
		{"image", "![Le lac](lac.jpg)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkFurniture(t, frenchTitle, frenchBody, c.above, c.below)
		})
	}
	for _, c := range []struct{ name, above, below string }{
		{"breadcrumb", "Home / Nature / " + englishTitle, ""},
		{"byline", "By Ann Reed | October 18, 2024 | 5 min read", ""},
		{"buttons", "Share\nTweet", ""},
		{"prompts", "", "Share this article\nLeave a comment\nWhat do you think?"},
		{"related", "", "Related Articles\n\nThe bridge is closed\nA summer without rain"},
		{"follow", "", "Follow us on Facebook"},
		{"newsletter", "", "Subscribe to our newsletter and never miss a story."},
		{"cookies", "", "This website uses cookies to improve your visit."},
		{"copyright", "", "Copyright © 2024 The Valley News. All rights reserved."},
		{"tags", "", "Filed under: lakes, fishing"},
	} {
		t.Run("English "+c.name, func(t *testing.T) {
			checkFurniture(t, englishTitle, englishBody, c.above, c.below)
		})
	}
}

// checkFurniture fails the test unless body is all that is kept, and every
// line above and below it is left out.
func checkFurniture(t *testing.T, title, body, above, below string) {
	t.Helper()
	for _, name := range []string{"a.txt", "a.md"} {
		if name == "a.md" {
			above, below = strings.ReplaceAll(above, "\n", "\n\n"), strings.ReplaceAll(below, "\n", "\n\n")
		}
		a := parse(t, name, title+"\n\n"+above+"\n\n"+body+"\n\n"+below+"\n")
		var kept []string
		for _, p := range a.Passages {
			kept = append(kept, a.Slice(p.Span))
		}
		if diff := cmp.Diff(strings.Split(body, "\n\n"), kept); diff != "" {
			t.Errorf("%s: kept: -want +got\n%s", name, diff)
		}
		if a.Title != title {
			t.Errorf("%s: title %q", name, a.Title)
		}
		for line := range strings.FieldsFuncSeq(above+"\n"+below, func(r rune) bool { return r == '\n' }) {
			if !slices.ContainsFunc(a.LeftOut, func(l article.LeftOut) bool {
				return strings.Contains(a.Slice(l.Span), strings.TrimSpace(line))
			}) {
				t.Errorf("%s: not left out: %q of %v", name, line, a.LeftOut)
			}
		}
	}
}

// What these say belongs to the article, though it looks like furniture.
func TestNoFurniture(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"short sentences", "Il pleut.\n\nOn rentre.\n\nPartager, c’est aimer.\n\nTout est dit !"},
		{"words of furniture in prose", "Partager cet article sur Facebook n’est pas partager le pain. Les cookies sont cuits. Suivez-nous au four, dit-il."},
		{"a prompt in the last paragraph", frenchBody + " Et vous, qu’en pensez-vous ?"},
		{"list of names", "Trois pays en sont :\n\n- Facebook\n- Twitter\n- YouTube"},
		{"lines after a lead", "On les trouve sur :\nFacebook\nTwitter\n5000 abonnés"},
		{"headline at the end of a list", frenchBody + "\n\n- La pêche reprend\n- Le gardien revient\n- Le permis augmente"},
		{"list after a heading that may be a label", frenchBody + "\n\nRecherche\n\n- laboratoire du lac\n- station de la vallée"},
		{"notes", "Réunion du lac\nPrésents : Anne, Paul\nLancement : 18 octobre 2024\nCrédit : 3 000 euros\nPublicité\nCatégorie : adultes"},
		{"an event with its date", "Fondée le 11 décembre 2015\nFermée le 3 mai 2020"},
		{"a sentence that is a date", "Née le 3 mai 2020."},
		{"dates of a chronicle", "Une année au lac et ses trois jours.\n\n3 mai 2020\n\nLe lac ouvre au public.\n\n4 juin 2020\n\nLe lac ferme au public.\n\n5 août 2020\n\nLe lac gèle en été."},
		{"verse", "La lune sur l’eau\nLe vent dans les saules\nEt plus rien\nQu’un chien qui aboie"},
		{"species", frenchBody + "\n\nSalmo trutta, Esox lucius, Perca fluviatilis, Cyprinus carpio, Rutilus rutilus"},
		{"Latin that is quoted", frenchBody + "\n\n« Fluctuat nec mergitur, sed vis in aqua est et non in terra. »"},
		{"Latin in a sentence", "La devise « Ad augusta per angusta et non sine labore » est au fronton."},
		{"arrows and dashes in prose", "Le lac – la forêt – le pré : tout est à vendre. Accueil des visiteurs › à l’entrée."},
		{"enumeration in letters", "(c) les clauses du bail sont nulles."},
		{"long row of names with commas", "Anne, Paul, Jean, " + strings.Repeat("Marie, Louis, ", 15) + "Luc"},
		{"a colon after a credit", "Sources : le cadastre et la mairie."},
		{"sentences that begin like prompts", "À lire également : le rapport que la mairie a publié en mai.\n\nNo comment.\n\nAucun commentaire.\n\n" +
			"Automattic a créé Akismet en 2005.\n\nS’abonner à la newsletter coûte cinq euros.\n\nNous utilisons les cookies pour compter, dit-elle."},
		{"a name that is a label elsewhere", frenchBody + "\n\nTrois films :\n\nAvatar\nHome\nTitanic"},
		{"a line that ends with a short title", "Lac\n\n" + frenchBody + "\n\nPré – Forêt – Lac"},
		{"a line that ends with the title’s words", frenchTitle + "\n\n" + frenchBody + "\n\nOn l’a dit : " + frenchTitle},
		{"list after a share button above the article", "Partager\n\n- le lac bleu\n- la forêt noire\n- le pré vert\n- le vieux pont"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := parse(t, "a.txt", c.text)
			for _, l := range a.LeftOut {
				if !strings.HasPrefix(c.name, "list after a share button") {
					t.Errorf("left out as %s: %q", l.Reason, a.Slice(l.Span))
				} else if a.Slice(l.Span) != "Partager" {
					t.Errorf("left out as %s: %q", l.Reason, a.Slice(l.Span))
				}
			}
		})
	}
}

// Headings that are also labels of pages are headings when prose follows.
func TestLabelAsHeading(t *testing.T) {
	for _, label := range []string{"Recherche", "Publicité", "Commentaires", "Newsletter"} {
		a := parse(t, "a.txt", frenchTitle+"\n\n"+frenchBody+"\n\n"+label+"\n\nElle occupe trois personnes au bord du lac.\n")
		if got := a.Passages[len(a.Passages)-1].Heading; got != label {
			t.Errorf("heading %q, want %q", got, label)
		}
	}
}

// A tail that was glued to the article's last sentence is cut off.
func TestRunOn(t *testing.T) {
	for _, c := range []struct{ name, text, tail string }{
		{"sources and a question", "Le lac est ouvert, dit le gardien.Sources : Gazette du lac Quel est votre avis sur le sujet ?", "Sources : Gazette du lac Quel est votre avis sur le sujet ?"},
		{"a question", "Le lac est ouvert, dit le gardien.Et vous, qu’en pensez-vous ?", "Et vous, qu’en pensez-vous ?"},
		{"English", "The lake is open, says the keeper.What do you think?", "What do you think?"},
		{"no prompt", "Le lac est ouvert, dit le gardien.Sources diverses selon la mairie.", ""},
		{"not glued", "Le lac est ouvert, dit le gardien. Qu’en pensez-vous ?", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := parse(t, "a.txt", c.text)
			var got string
			if len(a.LeftOut) > 0 {
				got = a.Slice(a.LeftOut[0].Span)
			}
			if got != c.tail {
				t.Errorf("left out %q, want %q", got, c.tail)
			}
		})
	}
}

// The pages of the press lose their furniture and none of their sentences.
func TestSharedFurniture(t *testing.T) {
	corpus := readShared(t, "articles")
	reasons := make(map[string]int)
	for _, a := range corpus.Articles {
		for _, l := range a.LeftOut {
			reasons[l.Reason]++
			// Nothing that is left out reads like a sentence of a French article.
			text := a.Slice(l.Span)
			if strings.HasSuffix(text, ".") && article.DetectLang(text, "") == "fr" {
				t.Errorf("%s: left out as %s: %q", a.Name, l.Reason, text)
			}
		}
	}
	want := map[string]int{
		"breadcrumb": 2, "title said again": 3, "date or byline": 1, "share prompt": 1, "comment prompt": 1,
		"search label": 1, "tags": 1, "tag cloud": 1, "placeholder Latin": 1, "social media widget": 1,
		"prompt to the reader": 1, "author box": 1, "read-also prompt": 1, "after the end of the article": 2,
	}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
