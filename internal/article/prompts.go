package article

import "regexp"

// A prompt is a line that speaks to the reader of a page, or names a part of
// the page, and says nothing of the article's matter.
type prompt struct {
	reason string
	is     *regexp.Regexp // of normal text
	label  bool           // it may be a heading as well: see isLabel
}

// findPrompt returns the prompt that a normal text is, or nil.
func findPrompt(normal string) *prompt {
	if normal == "" {
		return nil
	}
	for i := range prompts {
		if prompts[i].is.MatchString(normal) {
			return &prompts[i]
		}
	}
	return nil
}

// A prompt is told by its words, from the first to the last. One that is a
// phrase has no full stop: with it, it may be a sentence of the article.
func phrase(re string) *regexp.Regexp   { return regexp.MustCompile(`^(?:` + re + `)$`) }
func sentence(re string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + re + `)\.?$`) }

const (
	anArticle = `(?: ?(?:this|the|cet|cette|ce|la|le|l'))? ?(?:article|page|post|story|billet|contenu|publication|actualité|news)`
	networks  = `(?:(?:facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|telegram|instagram|tiktok|youtube|bluesky|` +
		`mastodon|threads|messenger|snapchat|discord|twitch|flipboard|rss|e-?mail|(?:les )?réseaux sociaux|social media|et|and|ou|or)(?:[ ,/|·]+|\b))+`
	share = `(?:partage[rz]|share|tweete[rz]|épingle[rz]|pin)`
)

// Where two prompts match, the first counts.
var prompts = []prompt{
	{"share prompt", sentence(share + `(?:` + anArticle + `)?(?: (?:sur|on|via|par|by|to|avec|with)(?: (?:vos|your|les|the))?) ` + networks), false},
	{"share prompt", sentence(share + anArticle + `|share this|(?:partage[rz]|share) (?:avec vos amis|with your friends)`), false},
	{"share prompt", sentence(`cet article vous a (?:plu|intéressé|aidé)\b.{0,60}|(?:did you (?:like|enjoy)|enjoyed) this (?:article|post|story)\b.{0,60}`), false},
	{"share prompt", sentence(`n'hésitez pas à (?:le |la )?partager\b.{0,40}`), false},
	{"share prompt", phrase(`partage[rz]?|share|tweet|tweeter|copier le lien|copy link|[\d., ]+[km]?\+? ?(?:shares?|partages?|views?|vues?|likes?|j'aime)`), true},

	{"comment prompt", sentence(`(?:ajoute[rz]|laisse[rz]|poste[rz]|écri(?:re|vez)|publie[rz]) (?:une?|votre|vos) (?:commentaires?|réponse|avis)`), false},
	{"comment prompt", sentence(`(?:add|leave|post|write) (?:a|your) (?:comments?|reply)|join the (?:conversation|discussion)|réagir à cet article`), false},
	{"comment prompt", phrase(`annuler la réponse|cancel reply|(?:aucun|\d+) commentaires?|(?:no|\d+) comments|1 comment|(?:commentaires?|comments?) ?\(\d+`), false},
	{"comment prompt", sentence(`votre adresse (?:e-?mail|de messagerie) ne sera pas publiée.*|your email address will not be published.*`), false},
	{"comment prompt", sentence(`enregistrer mon nom, mon e-?mail.*|save my name, email.*|les champs obligatoires sont indiqués.*|required fields are marked.*`), false},
	{"comment prompt", sentence(`(?:ce site utilise|this site uses) akismet\b.*`), false},
	{"comment prompt", sentence(`(?:et vous,? )?(?:quel est votre avis|qu'en pensez-vous|donnez-nous votre avis|donnez votre avis|dites-(?:le-)?nous)(?: (?:sur le sujet|à ce sujet|(?:en|dans les) commentaires?|ci-dessous))*`), false},
	{"comment prompt", sentence(`(?:and you,? )?(?:what do you think|what is your opinion|let us know(?: what you think)?)(?: (?:about this|in the comments|below))*`), false},
	{"comment prompt", phrase(`commentaires?|comments?|réactions?|répondre|reply`), true},

	{"search label", phrase(`cherche[rz]?|rechercher|recherche|search`), true},

	{"tags", phrase(`(?:étiquettes|tags?|mots[- ]clés|catégories|classé sous|categories|filed under|posted in|tagged(?: with)?) ?: ?[^.?!]{1,200}`), false},
	{"tags", phrase(`étiquettes|tags|mots[- ]clés`), true},

	{"read-also prompt", phrase(`(?:(?:à |a )?lire (?:aussi|également)|read also|also read|read (?:more|next))(?: ?[:»>–-] ?[^.]{1,200})?|(?:(?:à |a )?voir (?:aussi|également)|see also) ?: ?[^.]{1,200}`), false},
	{"read-also prompt", phrase(`lire la suite|continue reading|sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|you (?:may|might) also (?:like|be interested in)`), false},
	{"read-also prompt", phrase(`vous aimerez (?:aussi|également)|cela (?:peut|pourrait) vous intéresser|ces articles (?:peuvent|pourraient|devraient) (?:aussi )?vous intéresser`), false},
	{"read-also prompt", phrase(`(?:related|recommended|similar|more) (?:articles|posts|stories|content|reading)|articles (?:similaires|liés|connexes|recommandés|récents)|(?:derniers|nos derniers) articles|plus d'articles`), false},
	{"read-also prompt", phrase(`recommended for you|recommandé pour vous|latest (?:posts|articles)|les plus lus|most read`), false},

	{"author box", phrase(`(?:author|auteur) avatar|avatar (?:de l'auteur|of the author)|photo de (?:profil|l'auteur)|(?:à|a) propos de l'auteure?|about the author`), false},
	{"author box", phrase(`(?:voir )?tous les articles de .{1,60}|(?:view )?all posts by .{1,60}`), false},
	{"author box", phrase(`auteurs?|author`), true},

	{"follow prompt", sentence(`(?:suivez|retrouvez|rejoignez)-nous(?: aussi)?(?: sur ` + networks + `)?(?: ?pour .{1,60})?|(?:follow|find|join) (?:us|me)(?: on ` + networks + `)?(?: ?for .{1,60})?`), false},

	{"newsletter prompt", sentence(`(?:abonnez-vous|inscrivez-vous) .{0,80}\b(?:newsletters?|infolettre|lettre d'information)(?: .{0,120})?`), false},
	{"newsletter prompt", sentence(`(?:subscribe|sign up) (?:to|for|now) .{0,80}\b(?:newsletters?|mailing list)(?: .{0,120})?`), false},
	{"newsletter prompt", phrase(`newsletters?|infolettre|abonnez-vous|s'abonner|inscrivez-vous|subscribe(?: now)?`), true},

	{"cookie notice", sentence(`(?:nous utilisons|ce site(?: web)? utilise|notre site utilise|en (?:poursuivant|continuant)) .{0,150}\bcookies\b.{0,200}\b(?:votre|vos|vous|ce site|notre site)\b.{0,200}`), false},
	{"cookie notice", sentence(`(?:we use|this (?:web)?site uses|our (?:web)?site uses|by continuing) .{0,150}\bcookies\b.{0,200}\b(?:your?|this site|our (?:web)?site)\b.{0,200}`), false},
	{"cookie notice", phrase(`(?:tout )?accepter(?: (?:tous )?les cookies)?|accept (?:all )?cookies|gérer les cookies|manage cookies|cookie settings`), false},

	{"copyright line", sentence(`(?:copyright )?© ?(?:\d{4}\b.{0,150}|\pL[^.]{0,80}(?:\..{0,60})?)|(?:copyright|\(?c\)|copyright \(c\)) ?\d{4}\b.{0,150}|(?:\pL[\pL.]* ){0,3}(?:tous droits réservés|all rights reserved)`), false},

	{"advertisement", phrase(`publicité|advertisement|annonces?|contenu sponsorisé|sponsored content`), true},
	{"photo credit", phrase(`(?:crédits? (?:photos?|images?)|(?:photo|image) credits?) ?: ?[^.]{1,80}`), false},
	{"reading time", phrase(`(?:temps de lecture|reading time) ?: ?(?:environ )?\d+ ?(?:min|mn|minutes?)|\d+ ?(?:min|mn|minutes?) (?:de lecture|read)`), false},

	{"navigation", phrase(`aller au contenu(?: principal)?|skip to (?:main )?content|(?:retour )?en haut(?: de (?:la )?page)?|back to top|(?:cliquez ici|click here)(?: .{0,80})?`), false},
	{"navigation", phrase(`articles? (?:précédents?|suivants?)|(?:previous|next|older|newer) (?:posts?|articles?)`), false},
	{"navigation", phrase(`menu|accueil|home|connexion|se connecter|log ?in|sign in|s'inscrire|register|précédent|suivant|previous|next|imprimer|print|voir plus|charger plus|show more|load more`), true},
}

// endReasons are those of the furniture that only stands after an article,
// once its last prose is over.
var endReasons = map[string]bool{
	"share prompt": true, "comment prompt": true, "search label": true, "tags": true, "read-also prompt": true,
	"author box": true, "follow prompt": true, "newsletter prompt": true, "copyright line": true,
	"social media widget": true,
}
