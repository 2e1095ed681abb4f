using System.Globalization;
using Unroll.Reports.Html;

namespace Unroll.Reports.Sections;

/// <summary>The network's main figure as a bar, beside those of what it has to beat.</summary>
internal static class Bars
{
    /// <summary>The bars, the network's own first.</summary>
    /// <param name="bars">What they show; a value that is not finite has no bar.</param>
    /// <param name="full">The value of a bar over the whole width.</param>
    public static Markup Of(IEnumerable<VerdictBar> bars, double full) => Markup.Join(bars.Select((bar, i) =>
    {
        double share = full > 0 && double.IsFinite(bar.Value) ? 100 * bar.Value / full : 0;
        string width = share.ToString("0.##", CultureInfo.InvariantCulture);
        return Markup.Of($"""
            <div class="bar{(i == 0 ? " own" : "")}">
              <span class="name">{bar.Name}</span><span class="track"><span class="fill" style="width:{width}%"></span></span><span class="value">{bar.Text}</span>
            </div>

            """);
    }));
}
