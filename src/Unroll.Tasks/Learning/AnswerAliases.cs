using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Learning;

/// <summary>Notes on inputs that give the answer away in all training rows, which is mostly a mistake in the choice of columns.</summary>
internal static class AnswerAliases
{
    private const int RowsAtOnce = 1 << 14;

    private delegate void CopyInput(int start, Span<double> values);

    /// <summary>The future and static covariates that give a target away, row by row.</summary>
    /// <param name="series">The series.</param>
    /// <param name="training">The training rows of each series.</param>
    /// <param name="options">Which columns are targets, and which covariates a network is given.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<string> OfRows(SeriesSet series, IReadOnlyList<IReadOnlyList<RowRange>> training, PreparationOptions options)
    {
        (Frame Frame, int Series)[] parts =
            [.. series.Items.SelectMany((item, index) => training[index].Select(run => (item.Frame.Slice(run.Start, run.Count), index)))];
        foreach (string target in options.Targets)
        {
            foreach (string column in options.FutureCovariates)
            {
                AnswerRelation relation = new(parts[0].Frame.Categories(column) is not null);
                foreach ((Frame frame, _) in parts.TakeWhile(_ => relation.IsOpen))
                {
                    Add(relation, frame, target, (start, values) => frame.CopyColumn(column, start, values));
                }

                if (relation.Describe($"the target '{target}'") is { } what)
                {
                    yield return Sentence($"The future covariate '{column}'", what, "row", "data.future-covariates");
                }
            }

            foreach ((string name, double[] values, bool isCategory) in StaticCovariatesOf(series, options.ExcludedStaticCovariates))
            {
                AnswerRelation relation = new(isCategory);
                foreach ((Frame frame, int index) in parts.TakeWhile(_ => relation.IsOpen))
                {
                    Add(relation, frame, target, (_, repeated) => repeated.Fill(values[index]));
                }

                if (relation.Describe($"the target '{target}'") is { } what)
                {
                    yield return Sentence($"The static covariate '{name}'", what, "row", "data.static-covariates");
                }
            }
        }
    }

    /// <summary>The static covariates and the channels, by their last known value, that give the target of whole series away.</summary>
    /// <param name="series">The training series.</param>
    /// <param name="options">Which channels and static covariates a network is given.</param>
    /// <param name="targets">The target of each series.</param>
    /// <param name="target">The target, as messages name it: "the class".</param>
    /// <param name="isClass">Whether the targets are codes of classes.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<string> OfSeries(
        SeriesSet series, PreparationOptions options, double[] targets, string target, bool isClass)
    {
        IEnumerable<(string Name, double[] Values, bool IsCategory)> channels = (options.Columns ?? []).Select(name =>
            (name, series.Items.Select(item => LastKnown(item.Frame, name)).ToArray(), series[0].Frame.Categories(name) is not null));
        foreach ((bool isStatic, (string name, double[] values, bool isCategory)) in
            StaticCovariatesOf(series, options.ExcludedStaticCovariates)
            .Select(input => (true, input)).Concat(channels.Select(input => (false, input))))
        {
            AnswerRelation relation = new(isClass || isCategory);
            relation.Add(values, targets);
            if (relation.Describe(target) is { } what)
            {
                yield return isStatic
                    ? Sentence($"The static covariate '{name}'", what, "series", "data.static-covariates")
                    : Sentence($"The last value of the channel '{name}'", what, "series", "data.channels");
            }
        }
    }

    /// <summary>The last known value of a column; NaN where there is none.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="name">The column.</param>
    public static double LastKnown(Frame frame, string name)
    {
        ReadOnlySpan<double> values = frame.Column(name);
        int row = values.Length - 1;
        while (row > 0 && double.IsNaN(values[row]))
        {
            row--;
        }

        return row < 0 ? double.NaN : values[row];
    }

    /// <summary>The static columns as they were read: of a column of texts, codes in place of a column for each text.</summary>
    private static IEnumerable<(string Name, double[] Values, bool IsCategory)> StaticCovariatesOf(
        SeriesSet series, IReadOnlyList<string> excluded) =>
        from place in Enumerable.Range(0, series.StaticNames.Count)
        group place by StaticCategories.ColumnOf(series.StaticNames[place]) ?? series.StaticNames[place] into column
        where !excluded.Contains(column.Key)
        let isCategory = StaticCategories.ColumnOf(series.StaticNames[column.First()]) is not null
        let places = column.ToArray()
        select (column.Key,
            series.Items.Select(item => isCategory ? CodeOf(item, places) : item.StaticCovariates[places[0]]).ToArray(),
            isCategory);

    /// <summary>Adds the rows of a frame, some at a time: columns may be larger than the memory.</summary>
    private static void Add(AnswerRelation relation, Frame frame, string target, CopyInput copyInput)
    {
        double[] inputs = new double[Math.Min(RowsAtOnce, frame.RowCount)], targets = new double[inputs.Length];
        for (int start = 0; start < frame.RowCount && relation.IsOpen; start += inputs.Length)
        {
            int count = Math.Min(inputs.Length, frame.RowCount - start);
            copyInput(start, inputs.AsSpan(0, count));
            frame.CopyColumn(target, start, targets.AsSpan(0, count));
            relation.Add(inputs.AsSpan(0, count), targets.AsSpan(0, count));
        }
    }

    private static double CodeOf(SeriesItem item, int[] places) =>
        Array.FindIndex(places, place => item.StaticCovariates[place] > 0) is >= 0 and var code ? code : double.NaN;

    private static string Sentence(string input, string what, string unit, string field) =>
        $"{input} {what} in every training {unit}, so that the network is given the answer. Remove it from {field}, unless it is really "
        + "known before.";
}
