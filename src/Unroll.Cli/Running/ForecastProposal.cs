using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Running;

/// <summary>The recipe of a forecast, below its name.</summary>
internal static class ForecastProposal
{
    private const int LongestWindow = 336;
    private const int PlainWindow = 32;
    private const int WindowsOfASeries = 6;
    private const int DaysOfTwoYears = 730;
    private const int InputsNamed = 8;
    private const long RowsTried = 2_000_000;
    private const int FewestWindows = 5;
    private const int MostSkipped = 3;

    /// <summary>Writes it.</summary>
    /// <param name="head">What comes before: the name.</param>
    /// <param name="file">The file.</param>
    /// <param name="target">The column that is forecast.</param>
    /// <param name="folder">The folder that the recipe will be in.</param>
    internal static string Text(string head, InspectedFile file, ColumnProfile target, string folder)
    {
        int length = WindowLength(target, file.Profile.ShortestLength);
        bool isLarge = file.Profile.Rows > RowsTried;
        string text = "";
        foreach (PreparationProposal preparation in PreparationProposal.ForForecast(file, target, length))
        {
            YamlWriter yaml = new();
            Write(yaml, file, target, preparation, folder);
            text = head + yaml;
            if (!preparation.LeavesOut || (!isLarge && LeavesEnough(text, file.Set)))
            {
                break;
            }
        }

        return text;
    }

    /// <summary>Whether a recipe that leaves windows out leaves some in each part, and a good share of them.</summary>
    private static bool LeavesEnough(string recipe, SeriesSet set)
    {
        try
        {
            return ForecastPlan.Of(RecipeReader.Parse(recipe, "recipe"), set).All(
                plan => plan.Windows.All(part => part.Value.Count >= FewestWindows && part.Value.SkippedCount <= MostSkipped * part.Value.Count));
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static void Write(YamlWriter yaml, InspectedFile file, ColumnProfile target, PreparationProposal preparation, string folder)
    {
        yaml.Line("task: forecast");
        yaml.Line("data:");
        RecipeProposal.WriteSource(yaml, file, folder);
        yaml.Pair("  target", target.Name);
        string[] others = [.. file.Profile.Columns.Where(column => column != target && !column.IsStatic && RecipeProposal.IsInput(column)).Select(column => YamlWriter.Scalar(column.Name))];
        if (others.Length > 0)
        {
            string more = others.Length > InputsNamed ? ", …" : "";
            yaml.Line($"  # columns: [{string.Join(", ", others.Take(InputsNamed))}{more}]   # whose past may help; forecasts then end at the horizon");
        }

        preparation.Write(yaml);
        string[] calendar = [.. Calendar(file.Profile.Time)];
        if (calendar.Length > 0)
        {
            yaml.Line("  calendar:");
            foreach (string feature in calendar)
            {
                yaml.Line($"    - {feature}");
            }
        }

        string leftOut = (preparation.SkipsMissing ? ", missing: skip" : "") + (preparation.MaxGap is { } gap ? $", max-gap: {gap}" : "");
        yaml.Line($"window: {{length: {WindowLength(target, file.Profile.ShortestLength)}, horizon: 1{leftOut}}}");
        yaml.Line("split: {train: 0.7, validation: 0.15, test: 0.15}");
        yaml.Line("model:");
        yaml.Line("  - lstm: 32");
        yaml.Line("  - dense: 1");
        yaml.Line("train:");
        yaml.Line("  loss: mean-absolute-error");
        yaml.Line("  optimizer: adam");
        yaml.Line("  learning-rate: 0.003");
        yaml.Line("  batch: 32");
        yaml.Line("  epochs: 40");
        yaml.Line("  clip-norm: 1");
        yaml.Line("  early-stopping: {patience: 8}");
        yaml.Line("  seed: 1");
    }

    /// <summary>
    /// Rows that the network sees: the shortest season several times over, so that it sees it come back (what is longer, the calendar tells),
    /// and so few that the parts of the series hold some windows each.
    /// </summary>
    internal static int WindowLength(ColumnProfile target, int rows)
    {
        int season = target.Seasons.Where(candidate => candidate.Period <= LongestWindow).Select(candidate => candidate.Period).DefaultIfEmpty(0).Min();
        int wanted = season == 0 ? PlainWindow : season < 8 ? 4 * season : season <= 24 ? 2 * season : season;
        return Math.Clamp(wanted, 1, Math.Max(2, Math.Min(LongestWindow, rows / WindowsOfASeries)));
    }

    /// <summary>What the calendar can tell of rows at this step, where the file is long enough for it to be learned.</summary>
    private static IEnumerable<string> Calendar(TimeProfile time)
    {
        if (time is not { Step: { } step, First: { } first, Last: { } last })
        {
            yield break;
        }

        double days = (last - first).TotalDays;
        double stepDays = step.Span.TotalDays;
        if (step.Months == 0 && stepDays < 1 && days >= 3)
        {
            yield return "{feature: hour, encoding: cyclic, harmonics: 2}";
        }

        if (step.Months == 0 && stepDays <= 1 && days >= 28)
        {
            yield return "{feature: day-of-week, encoding: one-hot}";
        }

        if (step.Months == 0 && stepDays < 28 && days >= DaysOfTwoYears)
        {
            yield return "{feature: day-of-year, encoding: cyclic, harmonics: 2}";
        }

        if ((step.Months is > 0 and < 12 || (step.Months == 0 && stepDays >= 28)) && days >= DaysOfTwoYears)
        {
            yield return "{feature: month, encoding: cyclic, harmonics: 2}";
        }
    }
}
