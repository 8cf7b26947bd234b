package discordtest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
)

// The limits of a message, from Discord's documentation of messages, embeds
// and components. Lengths are in Unicode code points, because that is what
// Discord's API counts, according to its maintainers.
const (
	maxContent = 2000
	maxNonce   = 25

	maxEmbeds      = 10
	maxEmbedsTotal = 6000 // all embeds of a message together
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxAuthor      = 256
	maxEmbedURL    = 2048

	maxRows       = 5
	maxInRow      = 5
	maxLabel      = 80
	maxCustomID   = 100
	maxButtonURL  = 512
	maxOptions    = 25
	maxOptionText = 100 // label, value, description

	maxFormTitle   = 45
	maxFormRows    = 5
	maxFieldLabel  = 45
	maxFieldText   = 4000
	maxPlaceholder = 100
)

// A fault is one thing that is wrong with a payload. The path leads to the
// field, as in "embeds.0.title".
type fault struct{ path, code, message string }

// A checker collects the faults of a payload.
type checker struct{ faults []fault }

func (c *checker) add(path, code, format string, args ...any) {
	c.faults = append(c.faults, fault{path, code, fmt.Sprintf(format, args...)})
}

// length checks the length of a text, in code points.
func (c *checker) length(path, text string, least, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && least > 0:
		c.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n > most && least == 0:
		c.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	case n > most || n < least:
		c.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

// count checks the number of elements of a list.
func (c *checker) count(path string, n, least, most int) {
	if n < least || n > most {
		c.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

// link checks an address, which may be missing.
func (c *checker) link(path, link string, most int) {
	if link == "" {
		return
	}
	c.length(path, link, 0, most)
	if u, err := url.Parse(link); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		c.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
}

// A messagePayload is what the bot sends to make a message or to change one.
type messagePayload struct {
	Content         string                            `json:"content"`
	Embeds          []embed                           `json:"embeds"`
	Components      []component                       `json:"components"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           int                               `json:"flags"`
	Nonce           json.RawMessage                   `json:"nonce"` // a string or a number
	EnforceNonce    bool                              `json:"enforce_nonce"`
	Reference       *discordgo.MessageReference       `json:"message_reference"`
}

type embed struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	Footer      struct {
		Text string `json:"text"`
	} `json:"footer"`
	Author struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	} `json:"author"`
	Fields []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
	Image     json.RawMessage `json:"image"`
	Thumbnail json.RawMessage `json:"thumbnail"`
}

// A component is a row, a button or a select menu.
type component struct {
	Type       discordgo.ComponentType   `json:"type"`
	Components []component               `json:"components"`
	CustomID   string                    `json:"custom_id"`
	Label      string                    `json:"label"`
	Style      discordgo.ButtonStyle     `json:"style"`
	URL        string                    `json:"url"`
	Emoji      *discordgo.ComponentEmoji `json:"emoji"`
	Disabled   bool                      `json:"disabled"`
	MinValues  *int                      `json:"min_values"`
	MaxValues  int                       `json:"max_values"`
	Options    []struct {
		Label       string `json:"label"`
		Value       string `json:"value"`
		Description string `json:"description"`
	} `json:"options"`
}

// empty reports whether there is nothing to show.
func (p *messagePayload) empty() bool {
	return p.Content == "" && len(p.Embeds) == 0 && len(p.Components) == 0
}

// mayPing reports whether the message could mention somebody: without
// allowed_mentions, everyone whom it names.
func (p *messagePayload) mayPing() bool {
	a := p.AllowedMentions
	return a == nil || len(a.Parse) > 0 || len(a.Users) > 0 || len(a.Roles) > 0 || a.RepliedUser
}

// message checks a message. The prefix names where it stands in the body of
// the request, and flags are those that it may have.
func (c *checker) message(prefix string, p *messagePayload, flags int) {
	c.length(prefix+"content", p.Content, 0, maxContent)
	c.length(prefix+"nonce", strings.Trim(string(p.Nonce), `"`), 0, maxNonce)
	if wrong := p.Flags &^ flags; wrong != 0 {
		c.add(prefix+"flags", "MESSAGE_FLAGS_INVALID", "Flags %d are not allowed here.", wrong)
	}
	c.embeds(prefix+"embeds", p.Embeds)
	c.rows(prefix+"components", p.Components)
}

func (c *checker) embeds(path string, embeds []embed) {
	c.count(path, len(embeds), 0, maxEmbeds)
	total := 0
	for i, e := range embeds {
		path := fmt.Sprintf("%s.%d.", path, i)
		before := total
		text := func(name, s string, least, most int) {
			c.length(path+name, s, least, most)
			total += utf8.RuneCountInString(s)
		}
		text("title", e.Title, 0, maxTitle)
		text("description", e.Description, 0, maxDescription)
		text("footer.text", e.Footer.Text, 0, maxFooter)
		text("author.name", e.Author.Name, 0, maxAuthor)
		c.link(path+"url", e.URL, maxEmbedURL)
		c.link(path+"author.url", e.Author.URL, maxEmbedURL)
		c.count(path+"fields", len(e.Fields), 0, maxFields)
		for j, f := range e.Fields {
			text(fmt.Sprintf("fields.%d.name", j), f.Name, 1, maxFieldName)
			text(fmt.Sprintf("fields.%d.value", j), f.Value, 1, maxFieldValue)
		}
		if total == before && len(e.Image) == 0 && len(e.Thumbnail) == 0 {
			c.add(path+"description", "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
	if total > maxEmbedsTotal {
		c.add(path, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", maxEmbedsTotal)
	}
}

func (c *checker) rows(path string, rows []component) {
	c.count(path, len(rows), 0, maxRows)
	ids := map[string]bool{}
	for i, row := range rows {
		path := fmt.Sprintf("%s.%d", path, i)
		if row.Type != discordgo.ActionsRowComponent {
			c.add(path+".type", "UNION_TYPE_CHOICES", "Only rows can stand here.")
			continue
		}
		c.count(path+".components", len(row.Components), 1, maxInRow)
		for j, e := range row.Components {
			path := fmt.Sprintf("%s.components.%d", path, j)
			if e.Type == discordgo.ButtonComponent {
				c.button(path, e)
			} else {
				c.menu(path, e)
				if len(row.Components) > 1 {
					c.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select menu fills a row.")
				}
			}
			if ids[e.CustomID] {
				c.add(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
			}
			ids[e.CustomID] = e.CustomID != ""
		}
	}
}

func (c *checker) button(path string, b component) {
	c.length(path+".label", b.Label, 0, maxLabel)
	if b.Label == "" && b.Emoji == nil {
		c.add(path+".label", "BASE_TYPE_REQUIRED", "A button has a label or an emoji.")
	}
	switch {
	case b.Style < discordgo.PrimaryButton || b.Style > discordgo.LinkButton:
		c.add(path+".style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5}.")
	case b.Style != discordgo.LinkButton && b.URL != "":
		c.add(path+".url", "BUTTON_COMPONENT_URL", "Only a link button has a URL.")
	case b.Style != discordgo.LinkButton:
		c.length(path+".custom_id", b.CustomID, 1, maxCustomID)
	case b.CustomID != "":
		c.add(path+".custom_id", "BUTTON_COMPONENT_CUSTOM_ID", "A link button has no custom id.")
	default:
		c.length(path+".url", b.URL, 1, maxButtonURL)
		c.link(path+".url", b.URL, maxButtonURL)
	}
}

func (c *checker) menu(path string, m component) {
	switch m.Type {
	case discordgo.SelectMenuComponent:
		c.count(path+".options", len(m.Options), 1, maxOptions)
		for i, o := range m.Options {
			path := fmt.Sprintf("%s.options.%d", path, i)
			c.length(path+".label", o.Label, 1, maxOptionText)
			c.length(path+".value", o.Value, 1, maxOptionText)
			c.length(path+".description", o.Description, 0, maxOptionText)
		}
	case discordgo.UserSelectMenuComponent, discordgo.RoleSelectMenuComponent,
		discordgo.MentionableSelectMenuComponent, discordgo.ChannelSelectMenuComponent:
	default:
		c.add(path+".type", "UNION_TYPE_CHOICES", "Only buttons and select menus can stand in a row.")
		return
	}
	c.length(path+".custom_id", m.CustomID, 1, maxCustomID)
}

// A formPayload is what the bot sends to open a form.
type formPayload struct {
	CustomID string `json:"custom_id"`
	Title    string `json:"title"`
	Rows     []struct {
		Type       discordgo.ComponentType `json:"type"`
		Components []field                 `json:"components"`
	} `json:"components"`
}

// A field is one of a form.
type field struct {
	Type discordgo.ComponentType `json:"type"`
	discordgo.TextInput
}

// form checks a form: one field stands in each of its rows.
func (c *checker) form(prefix string, f *formPayload) {
	c.length(prefix+"title", f.Title, 1, maxFormTitle)
	c.length(prefix+"custom_id", f.CustomID, 1, maxCustomID)
	c.count(prefix+"components", len(f.Rows), 1, maxFormRows)
	ids := map[string]bool{}
	for i, row := range f.Rows {
		path := fmt.Sprintf("%scomponents.%d.components", prefix, i)
		if row.Type != discordgo.ActionsRowComponent || len(row.Components) != 1 || row.Components[0].Type != discordgo.TextInputComponent {
			c.add(path, "UNION_TYPE_CHOICES", "A row of a form holds one field for text.")
			continue
		}
		e := row.Components[0]
		path += ".0"
		c.length(path+".custom_id", e.CustomID, 1, maxCustomID)
		c.length(path+".label", e.Label, 1, maxFieldLabel)
		c.length(path+".placeholder", e.Placeholder, 0, maxPlaceholder)
		c.length(path+".value", e.Value, 0, maxFieldText)
		if e.Style != discordgo.TextInputShort && e.Style != discordgo.TextInputParagraph {
			c.add(path+".style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
		}
		if min(e.MinLength, e.MaxLength) < 0 || max(e.MinLength, e.MaxLength) > maxFieldText {
			c.add(path+".max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to %d.", maxFieldText)
		}
		if ids[e.CustomID] {
			c.add(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		ids[e.CustomID] = true
	}
}
