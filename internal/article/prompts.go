package article

import "regexp"

// A prompt is a line that speaks to the reader of a page, or names a part of
// the page, and says nothing of the article's matter.
type prompt struct {
	reason string
	line   *regexp.Regexp // of normal text, whole
	label  bool           // could be a heading as well: a prompt only where no prose follows
}

// endReasons are those of the prompts that only stand after an article, once
// its last prose is over.
var endReasons = map[string]bool{
	"share prompt": true, "comment prompt": true, "tags": true, "read-also prompt": true, "author box": true,
	"search label": true, "follow prompt": true, "newsletter prompt": true, "copyright line": true,
	"social media widget": true,
}

// findPrompt returns the prompt that a line is, or nil.
func findPrompt(normal string) *prompt {
	if normal == "" {
		return nil
	}
	for i := range prompts {
		if prompts[i].line.MatchString(normal) {
			return &prompts[i]
		}
	}
	return nil
}

func whole(re string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + re + `)$`) }

const (
	anArticle = `(?: ?(?:this|the|cet|cette|ce|la|le|l'))? ?(?:article|page|post|story|billet|contenu|publication|actualité|news)`
	networks  = `(?:(?:facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|telegram|instagram|tiktok|youtube|bluesky|` +
		`mastodon|threads|messenger|snapchat|discord|twitch|flipboard|rss|e-?mail|(?:les )?réseaux sociaux|social media|et|and|ou|or)(?:[ ,/|·]+|$))+`
	share = `(?:partage[rz]|share|tweete[rz]|épingle[rz]|pin)`
)

// prompts are told by their words: a line must be one of them from its first
// word to its last. Where two match, the first counts.
var prompts = []prompt{
	{"share prompt", whole(share + `(?:` + anArticle + `)?(?: (?:sur|on|via|par|by|to|avec|with)(?: (?:vos|your|les|the))?) ` + networks), false},
	{"share prompt", whole(share + anArticle + `|share this|(?:partage[rz]|share) (?:avec vos amis|with your friends)`), false},
	{"share prompt", whole(`partage[rz]?|share|tweeter|copier le lien|copy link`), true},

	{"comment prompt", whole(`(?:ajoute[rz]|laisse[rz]|poste[rz]|écri(?:re|vez)|publie[rz]) (?:une?|votre|vos) (?:commentaires?|réponse|avis)`), false},
	{"comment prompt", whole(`(?:add|leave|post|write) (?:a|your) (?:comments?|reply)|join the (?:conversation|discussion)|réagir à cet article|annuler la réponse|cancel reply`), false},
	{"comment prompt", whole(`(?:aucun|no|\d+) (?:commentaires?|comments?)|(?:commentaires?|comments?) ?\(?\d+`), false},
	{"comment prompt", whole(`votre adresse (?:e-?mail|de messagerie) ne sera pas publiée.*|your email address will not be published.*`), false},
	{"comment prompt", whole(`enregistrer mon nom, mon e-?mail.*|save my name, email.*|les champs obligatoires sont indiqués.*|required fields are marked.*`), false},
	{"comment prompt", whole(`(?:et vous,? )?(?:quel est votre avis|qu'en pensez-vous|donnez-nous votre avis|donnez votre avis|dites-(?:le-)?nous)(?: (?:sur le sujet|à ce sujet|(?:en|dans les) commentaires?|ci-dessous))*`), false},
	{"comment prompt", whole(`(?:and you,? )?(?:what do you think|what is your opinion|let us know(?: what you think)?)(?: (?:about this|in the comments|below))*`), false},
	{"comment prompt", whole(`commentaires?|comments?|réactions?|répondre|reply`), true},

	{"search label", whole(`cherche[rz]?|rechercher|recherche|search`), true},

	{"tags", whole(`(?:étiquettes?|tags?|mots[- ]clés|catégories?|classé sous|category|categories|filed under|posted in|tagged(?: with)?) ?: ?[^.?!]{1,200}`), false},
	{"tags", whole(`étiquettes?|tags?|mots[- ]clés|catégories?|category|categories`), true},

	{"read-also prompt", whole(`(?:(?:à|a) (?:lire|voir|découvrir) (?:aussi|également)|lire (?:aussi|également)|(?:read|see) also|also read|read (?:more|next))(?: ?[:»>–-] ?[^.]{1,200})?`), false},
	{"read-also prompt", whole(`lire la suite|continue reading|sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|you (?:may|might) also (?:like|be interested in)`), false},
	{"read-also prompt", whole(`vous aimerez (?:aussi|également)|cela (?:peut|pourrait) vous intéresser|ces articles (?:peuvent|pourraient|devraient) (?:aussi )?vous intéresser`), false},
	{"read-also prompt", whole(`(?:related|recommended|similar|more) (?:articles|posts|stories|content|reading)|articles (?:similaires|liés|connexes|recommandés|récents)|(?:derniers|nos derniers) articles|plus d'articles|recommended for you|recommandé pour vous|latest (?:posts|articles)|les plus lus|most read`), false},

	{"author box", whole(`(?:author|auteur) avatar|avatar|avatar (?:de l'auteur|of the author)|photo de (?:profil|l'auteur)`), false},
	{"author box", whole(`(?:à|a) propos de l'auteure?|about the author|(?:voir )?tous les articles de .{1,60}|(?:view )?all posts by .{1,60}`), false},
	{"author box", whole(`auteurs?|author`), true},

	{"follow prompt", whole(`(?:suivez|retrouvez|rejoignez)-nous(?: aussi)?(?: sur ` + networks + `)?|(?:follow|find|join) (?:us|me)(?: on ` + networks + `)?`), false},

	{"newsletter prompt", whole(`(?:abonnez-vous|inscrivez-vous|s'abonner|s'inscrire|je m'abonne|je m'inscris) .{0,80}\b(?:newsletters?|infolettre|lettre d'information)(?: .{0,120})?`), false},
	{"newsletter prompt", whole(`(?:subscribe|sign up) .{0,80}\b(?:newsletters?|mailing list|inbox)(?: .{0,120})?`), false},
	{"newsletter prompt", whole(`newsletters?|infolettre|abonnez-vous|s'abonner|inscrivez-vous|subscribe(?: now)?`), true},

	{"cookie notice", whole(`(?:nous utilisons|ce site(?: web)? utilise|notre site utilise|we use|this (?:web)?site uses|our (?:web)?site uses|en (?:poursuivant|continuant)|by continuing)\b.{0,200}\bcookies\b.{0,200}`), false},
	{"cookie notice", whole(`(?:tout )?accepter(?: (?:tous )?les cookies)?|accept (?:all )?cookies|gérer les cookies|manage cookies|cookie settings`), false},
	{"comment prompt", whole(`.{0,60}\bakismet\b.{0,140}`), false},

	{"copyright line", whole(`(?:copyright )?(?:©|\(?c\) |copyright )\W{0,3}(?:\d{4}|\pL).{0,100}[ .–-]?(?:tous droits réservés|all rights reserved)?`), false},
	{"copyright line", whole(`(?:\pL[\pL.]* ){0,3}(?:tous droits réservés|all rights reserved)`), false},

	{"advertisement", whole(`publicité|advertisement|annonces?|contenu sponsorisé|sponsored content`), true},
	{"photo credit", whole(`(?:crédits?(?: (?:photos?|images?))?|(?:photo|image) credits?) ?: ?[^.]{1,80}`), false},
	{"reading time", whole(`(?:temps de lecture|reading time|lecture) ?: ?(?:environ )?\d+ ?(?:min|mn|minutes?)|\d+ ?(?:min|mn|minutes?) (?:de lecture|read)`), false},

	{"navigation", whole(`aller au contenu(?: principal)?|skip to (?:main )?content|(?:retour )?en haut(?: de (?:la )?page)?|back to top|articles? (?:précédents?|suivants?)|(?:previous|next|older|newer) (?:posts?|articles?)`), false},
	{"navigation", whole(`menu|accueil|home|connexion|se connecter|log ?in|sign in|s'inscrire|register|précédent|suivant|previous|next|imprimer|print`), true},
}
