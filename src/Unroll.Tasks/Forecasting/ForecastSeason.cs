using Unroll.Analysis.Characteristics;
using Unroll.Analysis.Periodicity;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>The season of a forecast: of the recipe, customary for the interval of the rows, or found in rows that are numbered.</summary>
/// <param name="Period">Rows of a season; 1 for none.</param>
/// <param name="Note">
/// The sentence that tells of a season that was found in the values, or that the training part is too short for; null for others.
/// </param>
internal readonly record struct ForecastSeason(int Period, string? Note)
{
    private const int Longest = 336;

    /// <summary>The season of a recipe on its data.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="prepared">The series.</param>
    /// <param name="rows">Their parts; a season is looked for in the training part alone.</param>
    public static ForecastSeason Of(Recipe recipe, PreparedSet prepared, IReadOnlyList<SeriesParts> rows)
    {
        if (recipe.Section(ForecastTask.Season) is { } given)
        {
            int most = rows.SelectMany(part => part.Training).Select(run => run.Count).DefaultIfEmpty(0).Max();
            return new(given, given < most ? null
                : $"The season of {CountFormatter.Format(given, "rows")} (season) takes more than as many in the training part, of which "
                    + $"at most {CountFormatter.Format(most, "rows")} follow on each other: MASE and the seasonal-naive forecast may be "
                    + "missing, or come from later rows.");
        }

        TimeIndex time = prepared.Items.MaxBy(item => item.Frame.RowCount)!.Frame.Time;
        if (!time.IsNumbered)
        {
            return new(SeasonalPeriod.Of(time), null);
        }

        string target = recipe.Data.Target;
        SeriesItem[] training = [.. prepared.Items.Zip(rows).SelectMany(pair => pair.Second.Training.Where(run => run.Count > 0)
            .Select((run, part) => new SeriesItem($"{pair.First.Id}/{part}", Column(pair.First.Raw, target).Slice(run.Start, run.Count))))];
        int found = training.Length == 0 ? 0 : Shortest(InTraining(new SeriesSet(training), target));
        return new(Math.Max(found, 1), found <= 1 ? null
            : $"Rows are numbered, so that no interval tells their season: one of {CountFormatter.Format(found, "rows")} was found in the "
                + $"training part (season: {found} says the same, season: 1 that there is none).");
    }

    /// <summary>The shortest of some seasons that a window may hold; 0 for none.</summary>
    /// <param name="seasons">The seasons.</param>
    public static int Shortest(IEnumerable<FoundSeason> seasons) =>
        seasons.Select(season => season.Period).Where(period => period <= Longest).DefaultIfEmpty(0).Min();

    private static Frame Column(Frame frame, string name) => new(frame.Time, [name], [frame.Column(name).ToArray()]);

    private static IReadOnlyList<FoundSeason> InTraining(SeriesSet set, string target)
    {
        SeriesProfile profile = SeriesProfile.Of(set);
        return SeriesCharacteristics.Of(set, profile).Of(profile.Columns[0]).Seasons;
    }
}
