using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Sections;

/// <summary>The network's main score as a bar, beside those of what it has to beat.</summary>
internal static class Bars
{
    // More than that are no picture; the table of scores has all.
    private const int MaximumBaselines = 6;

    /// <summary>The bars, the network's own first.</summary>
    /// <param name="verdict">What they show.</param>
    /// <param name="run">The run.</param>
    public static Markup Of(Verdict verdict, TrainingRun run)
    {
        string? unit = run.Recipe.Data.Unit;
        if (verdict.Score is not { } score || verdict.Baselines.Count == 0)
        {
            return Markup.Empty;
        }

        KeyValuePair<string, Score>[] bars = [new(Names.Own(run), score), .. verdict.Baselines.Take(MaximumBaselines)];
        double full = score.Format == ScoreFormat.Share ? 1 : bars.Max(bar => bar.Value.Value);
        string better = score.LowerIsBetter ? "shorter" : "longer";
        return Markup.Of($"""
            <div class="bars" role="group" aria-label="{score.Label} beside the baselines; {better} is better">
              {bars.Select((bar, i) => Bar(bar.Key, bar.Value, full, unit, own: i == 0))}
            </div>
            """);
    }

    private static Markup Bar(string name, Score score, double full, string? unit, bool own)
    {
        double share = full > 0 ? Math.Clamp(100 * score.Value / full, 0, 100) : 0;
        string width = share.ToString("0.##", CultureInfo.InvariantCulture);
        return Markup.Of($"""
            <div class="bar{(own ? " own" : "")}">
              <span class="name">{name}</span>
              <span class="track"><span class="fill" style="width:{width}%"></span></span>
              <span class="value">{Figures.Score(score, unit, 3)}</span>
            </div>

            """);
    }
}
