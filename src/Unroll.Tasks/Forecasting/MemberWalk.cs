using System.Globalization;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The forecasts of the members of an ensemble at the windows that all of them can forecast, and their average in the unit of the file.
/// </summary>
/// <param name="windows">The windows of the first member.</param>
/// <param name="prepared">The series as the first member prepares them.</param>
/// <param name="networks">The ensemble.</param>
/// <param name="threads">Threads; 0 for one a core.</param>
internal sealed class MemberWalk(SeriesWindows windows, PreparedSet prepared, Ensemble networks, int threads)
{
    /// <summary>Forecasts with each member, and averages.</summary>
    public WalkedForecasts Walk()
    {
        LearnedForecast[] learned = [.. networks.Members.Select(member => (LearnedForecast)member.Learned)];
        PreparedSet[] sets = [prepared, .. learned.Skip(1).Select(member => member.Preparation.Transform(prepared.Source))];
        SeriesWindows[] common = Common([windows, .. learned.Skip(1).Zip(sets.Skip(1), (member, own) => member.WindowsAt(windows, own))]);
        IReadOnlyList<TargetForecasts>[] each =
            [.. learned.Select((member, i) => member.WalkAlone(common[i], sets[i], networks.Members[i].Networks, threads))];
        foreach (TargetForecasts forecasts in each.SelectMany(own => own))
        {
            forecasts.Space = null;
        }

        return new WalkedForecasts(
            common[0], [.. each[0].Select((_, target) => Average([.. each.Select(own => own[target])]))],
            [.. networks.Members.Zip(each, (member, own) => KeyValuePair.Create(member.Name, own))]);
    }

    /// <summary>The levels of the quantiles that all members forecast.</summary>
    /// <param name="levels">Those of each.</param>
    public static double[] CommonLevels(IEnumerable<IReadOnlyList<double>> levels) =>
        [.. levels.Select(own => own.AsEnumerable()).Aggregate((common, own) => common.Intersect(own))];

    /// <summary>The windows of each member whose origins all of them have.</summary>
    /// <param name="members">The windows of each member, of the same series.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static SeriesWindows[] Common(IReadOnlyList<SeriesWindows> members)
    {
        HashSet<(string, int)> common = [.. Enumerable.Range(0, members[0].Count).Select(window => Place(members[0], window))];
        foreach (SeriesWindows own in members.Skip(1))
        {
            common.IntersectWith(Enumerable.Range(0, own.Count).Select(window => Place(own, window)));
        }

        return common.Count > 0
            ? [.. members.Select(own => own.Count == common.Count ? own : own.Keep(window => common.Contains(Place(own, window))))]
            : throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"No row is one that all members can forecast from: their windows have "
                + $"{string.Join(", ", members.Select(own => own.Layout.Length))} rows. Give shorter windows, or more rows."))
            { Field = "window" };
    }

    private static (string Series, int Origin) Place(SeriesWindows windows, int window) =>
        (windows.Series(windows.SeriesOf(window)).Id, windows.Origin(window));

    private TargetForecasts Average(TargetForecasts[] members)
    {
        ForecastColumns first = members[0].Predictions.Columns[0];
        (int horizon, double[] levels) = (first.Horizon, CommonLevels(members.Select(member => member.Levels)));
        int[][] places = [.. members.Select(
            member => (int[])[.. levels.Select(level => Array.IndexOf([.. member.Levels], level))])];
        int count = first.Windows * horizon;
        ForecastColumns columns = first.With(new double[count], [.. levels.Select(_ => new double[count])]);
        Preparation? shared = LearnedForecast.SharedLevels([.. networks.Members.Select(member => (LearnedForecast)member.Learned)]);
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        ErrorSpace space = new(shared, members[0].Target, first.Windows, horizon, levels.Length);
        TargetForecasts average = new(members[0].Target, horizon, levels, members[0].Scales)
        {
            Predictions = new PredictionList([columns]),
            Space = space,
        };
        double[] quantiles = new double[levels.Length * horizon];
        for (int window = 0; window < first.Windows; window++)
        {
            networks.Average([.. members.Select(member => member.Predictions.Columns[0].Forecast(window).ToArray())])
                .CopyTo(columns.Forecast(window));
            for (int i = 0; i < levels.Length; i++)
            {
                double[] quantile = networks.Average([.. members.Select(
                    (member, of) => member.Predictions.Columns[0].Quantile(places[of][i], window).ToArray())]);
                quantile.CopyTo(columns.Quantile(i, window));
                quantile.CopyTo(quantiles.AsSpan(i * horizon));
            }

            string series = columns.Series(window).Id;
            if (shared is null)
            {
                space.Set(window, members[0].Scales?.GetValueOrDefault(series) ?? 1, columns.Forecast(window), quantiles);
            }
            else
            {
                space.SetLevelsOf(window, items[series], columns.Rows.First(window), columns.Forecast(window), quantiles);
            }

            space.SetTruth(window, columns.Actual(window));
            average.AddWindow(columns, window);
        }

        return average;
    }
}

/// <summary>The forecasts of a part.</summary>
/// <param name="Windows">The windows that they are of.</param>
/// <param name="Targets">The forecasts of each target.</param>
/// <param name="Members">Those of each member of an ensemble, by its name; empty where there are none.</param>
internal sealed record WalkedForecasts(
    SeriesWindows Windows, IReadOnlyList<TargetForecasts> Targets,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<TargetForecasts>>> Members);
