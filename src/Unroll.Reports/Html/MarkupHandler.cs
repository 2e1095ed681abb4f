using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Unroll.Reports.Html;

/// <summary>
/// Builds HTML from an interpolated string: every value is escaped, so that no text of a run can become an element or a script.
/// </summary>
/// <param name="literalLength">Characters in the literal parts.</param>
/// <param name="formattedCount">Values.</param>
[InterpolatedStringHandler]
public readonly ref struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + (16 * formattedCount));

    /// <summary>Adds HTML as it is written in the source.</summary>
    /// <param name="html">The HTML.</param>
    public void AppendLiteral(string html) => _html.Append(html);

    /// <summary>Adds HTML made before.</summary>
    /// <param name="html">The HTML.</param>
    public void AppendFormatted(Markup html) => _html.Append(html.Text);

    /// <summary>Adds pieces of HTML made before.</summary>
    /// <param name="pieces">The pieces.</param>
    public void AppendFormatted(IEnumerable<Markup> pieces) => _html.Append(Markup.Join(pieces).Text);

    /// <summary>Adds text, escaped.</summary>
    /// <param name="text">The text; null for nothing.</param>
    public void AppendFormatted(string? text) => _html.Append(Markup.Escape(text).Text);

    /// <summary>Adds a number or another value in invariant form, escaped.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">Its format; null for the customary one.</param>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable
        => _html.Append(Markup.Escape(value.ToString(format, CultureInfo.InvariantCulture)).Text);

    /// <summary>The HTML.</summary>
    public override string ToString() => _html.ToString();
}
