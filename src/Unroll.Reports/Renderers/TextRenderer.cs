using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Texts whose tokens have colours, with what was expected in their place below them.</summary>
internal static class TextRenderer
{
    private const int MaxTokens = 20_000;

    /// <summary>The text.</summary>
    public static Markup Render(ColoredTextSection section)
    {
        bool hasBelow = section.Tokens.Any(token => token.Below.Count > 0);
        Markup rest = section.Tokens.Count <= MaxTokens ? Markup.Empty
            : Markup.Of($"<p class=\"note\">The first {Figures.Count(MaxTokens)} of {Figures.Count(section.Tokens.Count)} tokens.</p>");
        IEnumerable<Markup> tokens = section.Tokens.Take(MaxTokens).Select(token => hasBelow ? Column(token) : Flowing(token));
        return Markup.Of($"""
            <div class="coloured {(hasBelow ? "guesses" : section.AreWords ? "words" : "characters")}">{tokens}</div>
            {rest}
            """);
    }

    private static Markup Flowing(ColoredToken token)
    {
        bool isEnd = token.Token.Contains('\n', StringComparison.Ordinal);
        Markup content = isEnd ? new Markup("↵<br>") : Markup.Escape(token.Token);
        return Markup.Of($"<span{Style(token)}{Hint(token)}>{content}</span>");
    }

    private static Markup Column(ColoredToken token)
    {
        IEnumerable<Markup> below = token.Below.Select(guess => Markup.Of($"<i{Style(guess)}{Hint(guess)}>{Visible(guess.Token)}</i>"));
        return Markup.Of($"<span class=\"guess\"><b{Style(token)}{Hint(token)}>{Visible(token.Token)}</b>{below}</span>");
    }

    // What has no shape of its own is given one.
    private static string Visible(string token) => token switch
    {
        "\n" => "↵",
        "\t" => "⇥",
        " " => "␣",
        _ => token,
    };

    private static Markup Style(ColoredToken token)
    {
        if (!double.IsFinite(token.Color) || token.Color == 0)
        {
            return Markup.Empty;
        }

        string strength = Math.Min(80, 80 * Math.Abs(token.Color)).ToString("0", CultureInfo.InvariantCulture);
        string colour = token.Color < 0 ? "own" : "good";
        return Markup.Of($" style=\"background:color-mix(in srgb, var(--{colour}) {strength}%, transparent)\"");
    }

    private static Markup Hint(ColoredToken token) => token.Hint is null ? Markup.Empty : Markup.Of($" title=\"{token.Hint}\"");
}
