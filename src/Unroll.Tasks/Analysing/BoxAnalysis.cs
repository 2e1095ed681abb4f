using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Periodicity;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The period of box-shaped dips of a column.</summary>
internal static class BoxAnalysis
{
    private const double ShareOfSpan = 0.05;

    public static AnalysisResult Of(AnalysedColumn column, PeriodAnalysisOptions options)
    {
        double[] times = column.Axis.Times;
        if (times.Length == 0 || times[^1] <= times[0])
        {
            throw new InputException(
                $"A search for boxes needs measurements at different times, but there {(times.Length == 1 ? "is" : "are")} "
                + $"{CountFormatter.Format(times.Length, "rows")} at the same: give a longer series.");
        }

        double longest = options.Longest ?? (times[^1] - times[0]) / 2;
        double[] durations = options.Durations.Count > 0 ? [.. options.Durations]
            : [.. new[] { 0.025, 0.05, 0.125 }.Select(share => share * (options.Shortest ?? ShareOfSpan * (times[^1] - times[0])))];
        if (durations.Max() >= (options.Shortest ?? double.PositiveInfinity))
        {
            throw new InputException(
                FormattableString.Invariant($"A box of duration {durations.Max()} does not fit into a period of {options.Shortest}: ")
                + "give a shorter --duration or a longer --shortest.");
        }

        double[] periods = BoxLeastSquares.Periods(times, durations, options.Shortest, longest);
        BoxSpectrum spectrum = BoxLeastSquares.Search(times, column.Values, periods, durations);
        int best = spectrum.Best();
        double probability = BoxLeastSquares.FalseAlarmProbability(spectrum, column.Values);
        string unit = column.Axis.Unit;
        (string Name, double Value)[] fields =
        [
            ("duration", spectrum.Durations[best]), ("depth", spectrum.Depths[best]), ("transit_time", spectrum.TransitTimes[best]),
            ("detection_efficiency", spectrum.DetectionEfficiency()),
        ];
        PhaseFold fold = PhaseFold.Of(times, column.Values, periods[best], spectrum.TransitTimes[best] - (periods[best] / 2));
        int[] order = [.. Enumerable.Range(0, periods.Length).OrderBy(i => periods[i])];
        return new AnalysisResult
        {
            MakeDocument = () => new JsonObject { ["method"] = "box-least-squares", ["periods"] = new JsonArray(Found()) },
            Summary =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The best box recurs after {periods[best]:G6} {unit}, {spectrum.Depths[best]:G4} deep and ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{spectrum.Durations[best]:G4} {unit} long; noise alone has such a box with probability {probability:G2} at most."),
            ],
            MakeCharts = () =>
            [
                new SeriesSection(
                    "Box periodogram", new ChartAxis("period", unit), [.. order.Select(i => periods[i])],
                    [
                        new SeriesPanel(
                            new ChartAxis("gain in log-likelihood") { Minimum = 0 },
                            [new SeriesLine("gain", [.. order.Select(i => spectrum.Power[i])])]),
                    ])
                { Marks = [new SeriesMark("best period", periods[best])] },
                new SeriesSection(
                    "Course of the period", new ChartAxis("phase") { Minimum = 0, Maximum = 1 }, fold.BinCenters,
                    [new SeriesPanel(new ChartAxis(column.Column), [new SeriesLine("mean", fold.BinMeans)])])
                { Note = "The box is in the middle." },
            ],
            File =
            [
                new("period", [AnalysisRun.Text(periods[best])]), new("unit", [unit]),
                new("power", [AnalysisRun.Text(spectrum.Power[best])]),
                new("false_alarm_probability", [AnalysisRun.Text(probability)]),
                .. fields.Select(field => KeyValuePair.Create<string, IReadOnlyList<string>>(field.Name, [AnalysisRun.Text(field.Value)])),
            ],
        };

        JsonObject Found()
        {
            JsonObject found = new()
            {
                ["period"] = AnalysisRun.Number(periods[best]),
                ["unit"] = unit,
                ["power"] = AnalysisRun.Number(spectrum.Power[best]),
                ["false_alarm_probability"] = AnalysisRun.Number(probability),
            };
            foreach ((string name, double value) in fields)
            {
                found[name] = AnalysisRun.Number(value);
            }

            return found;
        }
    }
}
