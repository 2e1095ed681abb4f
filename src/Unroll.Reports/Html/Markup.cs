using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Unroll.Reports.Html;

/// <summary>Text that is HTML already. Only what is of this type enters a page unescaped.</summary>
/// <param name="Text">The HTML.</param>
public readonly record struct Markup(string Text)
{
    // Escapes what has a meaning in HTML, and leaves letters of all languages readable.
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static Markup Empty => new("");

    /// <summary>
    /// HTML from an interpolated string whose literal parts are HTML and whose values are escaped, unless they are <see cref="Markup"/>.
    /// </summary>
    /// <param name="html">The interpolated string.</param>
    public static Markup Of(MarkupHandler html) => new(html.ToString());

    /// <summary>Escapes text for the content of an element or for a quoted attribute.</summary>
    /// <param name="text">The text; null for nothing.</param>
    public static Markup Escape(string? text) => new(string.IsNullOrEmpty(text) ? "" : _encoder.Encode(text));

    /// <summary>Pieces of HTML one after another.</summary>
    /// <param name="pieces">The pieces.</param>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
