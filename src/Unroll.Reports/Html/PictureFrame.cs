using System.Text;
using static Unroll.Reports.Html.Svg;

namespace Unroll.Reports.Html;

/// <summary>The frame of a chart that is a file by itself: title, legend, and the colours that a page would give it.</summary>
/// <param name="title">The title.</param>
/// <param name="width">Width of the chart.</param>
internal sealed class PictureFrame(string title, double width)
{
    private const double TitleHeight = 26;
    private const double LegendLine = 17;
    private const double Margin = 16;

    // Half a line of text more than letters are wide on average.
    private const double LetterWidth = 6.3;
    private const double SampleWidth = 30;

    private const string Style = """
        text{fill:#566273}.title{fill:#17202c;font-size:13px;font-weight:600}.grid{stroke:#e9edf1}
        .line{fill:none;stroke:#1d5fd0;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
        .second{stroke:#b4530a;stroke-dasharray:5 3}.third{stroke:#7a8594}.faint{stroke-width:1;opacity:.55}
        .hue{stroke:hsl(var(--hue) 65% 42%);stroke-dasharray:none}.dashed{stroke-dasharray:5 3}
        .dots{fill:none;stroke:#1d5fd0;stroke-width:4;stroke-linecap:round;opacity:.5}.bin{fill:#1d5fd0}
        .mark{stroke:#08734d}text.mark{stroke:none;fill:#08734d}.chance{fill:none;stroke:#7a8594;stroke-dasharray:3 3}
        """;

    private readonly StringBuilder _legend = new();
    private double _across = Margin;
    private double _down = TitleHeight + 4;

    /// <summary>Adds a line of the legend; lines that do not fit beside each other go below.</summary>
    /// <param name="sample">What it looks like, 24 wide and 10 high.</param>
    /// <param name="name">Its name.</param>
    public void AddLegend(Markup sample, string name)
    {
        double needed = SampleWidth + (LetterWidth * name.Length) + Margin;
        if (_legend.Length == 0 || _across + needed > width)
        {
            (_across, _down) = (Margin, _legend.Length == 0 ? _down : _down + LegendLine);
        }

        _legend.Append(Markup.Of($"""
            <g transform="translate({Show(_across)} {Show(_down)})">{sample}<text x="{Show(SampleWidth)}" y="9">{name}</text></g>

            """).Text);
        _across += needed;
    }

    /// <summary>The file.</summary>
    /// <param name="drawing">The chart.</param>
    /// <param name="height">Its height.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    public string Around(Markup drawing, double height, string label)
    {
        double top = _legend.Length == 0 ? TitleHeight : _down + LegendLine, all = top + height;
        return Markup.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Show(width)} {Show(all)}" width="{Show(width * 1.4)}"
             font-family="Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="11" role="img" aria-label="{label}">
            <style>{new Markup(Style)}</style>
            <rect width="{Show(width)}" height="{Show(all)}" rx="6" fill="#fff"/>
            <text class="title" x="{Show(Margin)}" y="19">{title}</text>
            {new Markup(_legend.ToString())}<g transform="translate(0 {Show(top)})">
            {drawing}</g>
            </svg>

            """).Text;
    }
}
