package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
)

// The limits of commands, from Discord's documentation of application
// commands. Lengths are in Unicode code points.
const (
	maxSlashCommands  = 100
	maxMenuCommands   = 15 // about users, and as many about messages
	maxCommandName    = 32
	maxCommandText    = 100 // descriptions; names and values of choices
	maxCommandOptions = 25
	maxChoices        = 25
	maxCommandTotal   = 8000 // names, descriptions and values of one command
	maxStringOption   = 6000 // what a member can enter
)

// commandName is what the name of a slash command or of an option can be;
// besides, it is in lower case.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are the languages that a command can be translated into.
var locales = strings.Fields(`ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl
	pt-BR ro ru sv-SE th tr uk vi zh-CN zh-TW`)

// A named is what commands, options and choices have in common.
type named struct {
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations"`
}

// A command is what the bot registers.
type command struct {
	named
	Type             discordgo.ApplicationCommandType       `json:"type"` // 0 stands for a slash command
	Options          []option                               `json:"options"`
	Contexts         []discordgo.InteractionContextType     `json:"contexts"`
	IntegrationTypes []discordgo.ApplicationIntegrationType `json:"integration_types"`
}

// An option is one of a command, or a subcommand with options of its own.
type option struct {
	named
	Required     bool     `json:"required"`
	Autocomplete bool     `json:"autocomplete"`
	MinLength    int      `json:"min_length"`
	MaxLength    int      `json:"max_length"`
	Choices      []choice `json:"choices"`
	Options      []option `json:"options"`
}

// A choice is one of those that an option offers.
type choice struct {
	named
	Value any `json:"value"`
}

// commands checks a set of commands that is to replace the one before.
func (c *checker) commands(set []command) {
	names := map[string]bool{}
	menus, slashes := 0, 0
	for i, cmd := range set {
		path := fmt.Sprint(i)
		if key := fmt.Sprint(cmd.kind(), cmd.Name); names[key] {
			c.add(path+".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		} else {
			names[key] = true
		}
		if cmd.kind() != discordgo.ChatApplicationCommand {
			menus++
			c.length(path+".name", cmd.Name, 1, maxCommandName)
			c.length(path+".description", cmd.Description, 0, 0)
			continue
		}
		slashes++
		if total := c.named(path, cmd.named) + c.options(path+".options", cmd.Options); total > maxCommandTotal {
			c.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d)", maxCommandTotal)
		}
	}
	if slashes > maxSlashCommands || menus > 2*maxMenuCommands {
		c.add("", "BASE_TYPE_BAD_LENGTH", "Maximum number of application commands reached (%d, and %d of each menu).", maxSlashCommands, maxMenuCommands)
	}
}

// kind returns the type of a command, which a slash command need not give.
func (cmd *command) kind() discordgo.ApplicationCommandType {
	return max(cmd.Type, discordgo.ChatApplicationCommand)
}

// failsWhereShown reports whether a command can be picked in the bot's direct
// messages but not used there.
func (cmd *command) failsWhereShown() bool {
	return slices.Contains(cmd.Contexts, discordgo.InteractionContextBotDM) &&
		!slices.Contains(cmd.IntegrationTypes, discordgo.ApplicationIntegrationUserInstall)
}

// named checks the name and the description of a command or option, and
// returns how much they count towards the total of the command: of each, the
// longest translation.
func (c *checker) named(path string, n named) (total int) {
	name := func(path, name string) {
		if !commandName.MatchString(name) || strings.ToLower(name) != name {
			c.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
		}
	}
	description := func(path, text string) { c.length(path, text, 1, maxCommandText) }
	return c.translated(path+".name", n.Name, n.Names, name) +
		c.translated(path+".description", n.Description, n.Descriptions, description)
}

// translated checks a text and its translations, and returns the length of the
// longest.
func (c *checker) translated(path, text string, translations map[string]string, check func(path, text string)) int {
	check(path, text)
	longest := utf8.RuneCountInString(text)
	for locale, text := range translations {
		path := path + "_localizations." + locale
		if !slices.Contains(locales, locale) {
			c.add(path, "BASE_TYPE_CHOICES", "Not one of Discord's locales.")
		}
		check(path, text)
		longest = max(longest, utf8.RuneCountInString(text))
	}
	return longest
}

// options checks the options of a command, and returns how much they count
// towards its total.
func (c *checker) options(path string, options []option) (total int) {
	c.count(path, len(options), 0, maxCommandOptions)
	names := map[string]bool{}
	optional := false
	for i, o := range options {
		path := fmt.Sprintf("%s.%d", path, i)
		total += c.named(path, o.named) + c.choices(path+".choices", o.Choices) + c.options(path+".options", o.Options)
		if names[o.Name] {
			c.add(path+".name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
		}
		names[o.Name] = true
		if o.Required && optional {
			c.add(path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		if min(o.MinLength, o.MaxLength) < 0 || max(o.MinLength, o.MaxLength) > maxStringOption {
			c.add(path+".max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to %d.", maxStringOption)
		}
		if o.Autocomplete && len(o.Choices) > 0 {
			c.add(path+".choices", "BASE_TYPE_BAD_LENGTH", "An option that is completed has no choices.")
		}
	}
	return total
}

// choices checks the choices of an option, and returns how much they count
// towards the total of the command.
func (c *checker) choices(path string, choices []choice) (total int) {
	c.count(path, len(choices), 0, maxChoices)
	for i, ch := range choices {
		path := fmt.Sprintf("%s.%d", path, i)
		text := func(path, text string) { c.length(path, text, 1, maxCommandText) }
		total += c.translated(path+".name", ch.Name, ch.Names, text)
		if value, ok := ch.Value.(string); ok {
			text(path+".value", value)
			total += utf8.RuneCountInString(value)
		}
	}
	return total
}
